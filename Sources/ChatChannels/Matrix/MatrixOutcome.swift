import Messaging

/// What a homeserver's answers mean.
enum MatrixOutcome {
  private struct Sent: Decodable {
    var eventID: String
    enum CodingKeys: String, CodingKey { case eventID = "event_id" }
  }

  /// What became of a message.
  static func delivery(_ answer: MatrixAnswer, reason: ReasonClause) -> DeliveryOutcome {
    if answer.status == 200 {
      guard let sent = answer.decoded(Sent.self) else {
        return .ambiguous(reason: "the homeserver gave an unreadable answer")
      }
      return .delivered(receipt: sent.eventID)
    }
    switch (answer.status, answer.code) {
    case _ where answer.isRateLimited:
      // Synapse counts messages by sender (synapse/handlers/room_member.py, RequestRatelimiter).
      return .rateLimited(retryAfter: answer.retryAfter ?? .seconds(5), scope: .platform)
    case _ where isTokenRefused(answer), (404, "M_UNRECOGNIZED"):
      return .unauthorized(reason: operatorReason(answer))
    case _ where accountState(answer) != nil:
      return .unauthorized(
        reason: reason(accountState(answer) ?? "", answer.failure?.message ?? ""))
    case (403, _), (404, _):
      return .addressGone(reason: reason("the homeserver (\(answer.status))", answer.words))
    case (300..<400, _):
      return .retryable(reason: "something before the homeserver answered (\(answer.status))")
    case (400..<500, _):
      return .refused(reason: reason("the homeserver (\(answer.status))", answer.words))
    default:
      return .ambiguous(reason: reason("the homeserver failed (\(answer.status))", answer.words))
    }
  }

  /// Why an answer that is no success brought nothing.
  static func receive(_ answer: MatrixAnswer, reason: ReasonClause) -> ReceiveError {
    switch (answer.status, answer.code) {
    case (200, _):
      .temporary(reason: "the homeserver gave an unreadable answer", retryAfter: nil)
    case _ where answer.isRateLimited:
      .temporary(
        reason: "the homeserver asks to wait (\(answer.status))", retryAfter: answer.retryAfter)
    case _ where isTokenRefused(answer), (404, "M_UNRECOGNIZED"), (404, ""):
      .needsOperator(reason: operatorReason(answer))
    case _ where accountState(answer) != nil:
      .needsOperator(reason: reason(accountState(answer) ?? "", answer.failure?.message ?? ""))
    case (400..<500, _):
      .temporary(
        reason: reason("the homeserver (\(answer.status))", answer.words),
        retryAfter: answer.retryAfter)
    default:
      .temporary(
        reason: reason("the homeserver failed (\(answer.status))", answer.words),
        retryAfter: answer.retryAfter)
    }
  }

  private static func isTokenRefused(_ answer: MatrixAnswer) -> Bool {
    guard answer.code != "M_USER_LOCKED" else { return false }
    return answer.status == 401 || ["M_UNKNOWN_TOKEN", "M_MISSING_TOKEN"].contains(answer.code)
  }

  /// What keeps our account from all rooms; nil when a refusal is about one room or message. Were
  /// it taken for a room's, every conversation would be given up
  /// (spec.matrix.org/latest/client-server-api/#common-error-codes).
  static func accountState(_ answer: MatrixAnswer) -> String? {
    let remedy = "ask the homeserver's administrator"
    switch answer.code {
    case "M_USER_LOCKED": return "the bot's account is locked; \(remedy)"
    case "M_USER_SUSPENDED": return "the bot's account is suspended; \(remedy)"
    case "M_USER_DEACTIVATED": return "the bot's account is deactivated; \(remedy)"
    case "M_RESOURCE_LIMIT_EXCEEDED":
      return "the homeserver has reached a limit of its own; \(remedy)"
    case "M_CONSENT_NOT_GIVEN":
      return "the bot's account has to accept the homeserver's terms: log in as the bot and do so"
    default: return nil
    }
  }

  /// What the operator has to do. A soft logout leaves the device; after a full one the device is
  /// gone, and transaction ids begin anew with it
  /// (spec.matrix.org/latest/client-server-api/#soft-logout).
  private static func operatorReason(_ answer: MatrixAnswer) -> String {
    if answer.status == 404 {
      return "no Matrix homeserver answers (404): check platforms.matrix.homeserver"
    }
    guard answer.code == "M_UNKNOWN_TOKEN", let isSoft = answer.failure?.isSoftLogout else {
      return "the homeserver refuses the token (\(answer.status)): "
        + "check platforms.matrix.accessToken"
    }
    return isSoft
      ? "the Matrix token has expired: log in again with the same device_id and put the new token "
        + "into platforms.matrix.accessToken"
      : "the Matrix token is unknown or logged out: log in again, if possible with the same "
        + "device_id, and put the new token into platforms.matrix.accessToken"
  }
}
