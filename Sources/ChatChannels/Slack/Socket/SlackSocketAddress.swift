import HTTPTransport
import Messaging
import WebSocketTransport

/// Asks Slack for the address of a new connection, which can be used once
/// (docs.slack.dev/reference/methods/apps.connections.open).
struct SlackSocketAddress: Sendable {
  let apiBase: String
  let appToken: String
  let transport: CurlTransport

  private struct Answer: Decodable {
    var ok: Bool
    var url: String?
    var error: String?
  }

  /// The address; it holds a ticket.
  ///
  /// - throws: `ReceiveError`, or `CancellationError`.
  func next() async throws -> WebSocketURL {
    let reason = ReasonClause(secrets: [appToken])
    let response: HTTPResponse
    do throws(HTTPTransportError) {
      // The token is taken from this header alone, never from the body.
      response = try await transport.send(
        HTTPRequest(
          method: "POST", url: "\(apiBase)/apps.connections.open",
          headers: [
            HTTPHeader("Authorization", "Bearer \(appToken)"),
            HTTPHeader("Content-Type", "application/x-www-form-urlencoded"),
          ], body: [], maximumBodyBytes: 1_000_000))
    } catch {
      throw TransportOutcome.receive(of: error, service: "Slack", reason: reason)
        ?? CancellationError() as any Error
    }
    let answer = JSONBody.decoded(Answer.self, from: response.body)
    if let error = Self.problem(of: answer, response, reason: reason) { throw error }
    guard let url = answer?.url.flatMap(WebSocketURL.init), url.isSecure || url.isLoopback else {
      throw ReceiveError.temporary(
        reason: "Slack gave an address for Socket Mode that can't be used", retryAfter: nil)
    }
    return url
  }

  private static func problem(
    of answer: Answer?, _ response: HTTPResponse, reason: ReasonClause
  ) -> ReceiveError? {
    let word = answer?.error ?? ""
    if ["ratelimited", "rate_limited"].contains(word) || response.status == 429 {
      return .temporary(reason: "Slack asks to wait (429)", retryAfter: response.retryAfter)
    }
    switch (response.status, answer) {
    case (200, .some(let answer)):
      if answer.ok { return nil }
      return needsOperator(word).map { .needsOperator(reason: reason($0)) }
        ?? .temporary(reason: reason("Slack gave no connection", word), retryAfter: nil)
    case (200, nil):
      return .temporary(reason: "Slack gave an unreadable answer", retryAfter: nil)
    case (404, nil):
      return .needsOperator(
        reason: "no Slack API answers (404): check platforms.slack.apiBase")
    case (401, _), (403, _):
      return .needsOperator(
        reason: reason(tokenRefused(word.isEmpty ? "\(response.status)" : word)))
    default:
      return .temporary(
        reason: reason("Slack failed (\(response.status))", word), retryAfter: response.retryAfter)
    }
  }

  /// What only a person can mend, in plain words; nil for what passes. The words are of
  /// docs.slack.dev/reference/methods/apps.connections.open#errors and of the SDKs' lists of what
  /// is not tried again.
  private static func needsOperator(_ word: String) -> String? {
    switch word {
    case "invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive",
      "missing_args":
      tokenRefused(word)
    case "not_allowed_token_type":
      "Slack wants an app-level token (it begins with xapp-): check platforms.slack.appToken"
    case "missing_scope", "no_permission":
      "the token lacks the scope connections:write: give it to platforms.slack.appToken"
    case "access_denied", "accesslimited", "forbidden_team", "team_disabled",
      "team_access_not_granted", "org_login_required", "ekm_access_denied",
      "enterprise_is_restricted", "two_factor_setup_required", "user_removed_from_team":
      "Slack does not let this app connect (\(word)): "
        + "look at Socket Mode in the app's settings and at platforms.slack.appToken"
    default: nil
    }
  }

  private static func tokenRefused(_ word: String) -> String {
    "Slack refuses the app's token (\(word)): check platforms.slack.appToken"
  }
}
