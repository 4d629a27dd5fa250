package import FoundationEssentials
package import Messaging

/// Hearing by signed requests to our web server: `/slack/commands`, `/slack/interactions`,
/// `/slack/events` (docs.slack.dev/apis/events-api/using-http-request-urls).
extension SlackChannel: PushedChannel {
  /// Whether the account receives by HTTP.
  package var isPushed: Bool { signature != nil }

  /// Answers 200 once the sink has stored what was said, which Slack awaits for three seconds; 401
  /// to what Slack did not sign within the last five minutes, 400 to what can't be read, 503 when
  /// nothing was stored. Slack repeats an event after anything but 200 (`X-Slack-Retry-Num`, up to
  /// three times) under the same `event_id`, which is the batch's cursor, so that the memory of
  /// deliveries knows it again. Commands and presses are not repeated: who typed is told that it
  /// failed.
  package func receive(
    _ request: PushRequest, now: Date, sink: IncomingSink
  ) async -> PushResponse {
    guard let signature, let directory else { return PushResponse(status: 404) }
    guard signature.isValid(headers: request.headers, body: request.body, now: now) else {
      return PushResponse(status: 401)
    }
    let payload: SlackPayloadIn
    switch Self.read(request) {
    case .payload(let read): payload = read
    case .answer(let response): return response
    }
    do {
      if let batch = try await SlackTranslation(directory: directory).batch(payload) {
        try await sink(batch)
      }
      return PushResponse()
    } catch {
      return PushResponse(status: 503)
    }
  }

  private var signature: SlackSignature? {
    guard case .http(let secret) = account?.receiving, !secret.isEmpty else { return nil }
    return SlackSignature(secret: secret)
  }

  /// What a request says, or what it is answered at once.
  private enum Reading {
    case payload(SlackPayloadIn)
    case answer(PushResponse)
  }

  private static func read(_ request: PushRequest) -> Reading {
    let unreadable = Reading.answer(PushResponse(status: 400))
    switch request.endpoint {
    case "commands":
      let form = SlackForm.fields(of: request.body)
      // Slack looks now and then whether the certificate is still good.
      if form["ssl_check"] == "1" { return .answer(PushResponse()) }
      return SlackSlashCommand(form: form).map { .payload(.slashCommand($0)) } ?? unreadable
    case "interactions":
      let form = SlackForm.fields(of: request.body)
      guard let json = form["payload"],
        let press = JSONBody.decoded(SlackInteraction.self, from: Array(json.utf8))
      else { return unreadable }
      return .payload(.interaction(press))
    case "events": return event(request.body) ?? unreadable
    default: return .answer(PushResponse(status: 404))
    }
  }

  private struct Wrapper: Decodable {
    var type: String
    var challenge: String?
  }

  private static func event(_ body: [UInt8]) -> Reading? {
    guard let wrapper = JSONBody.decoded(Wrapper.self, from: body) else { return nil }
    switch wrapper.type {
    case "url_verification":
      return wrapper.challenge.map { .answer(PushResponse(body: $0)) }
    case "event_callback":
      return JSONBody.decoded(SlackEventCallback.self, from: body).map { .payload(.event($0)) }
    // `app_rate_limited` and whatever comes to be: heard, and nothing to do.
    default: return .answer(PushResponse())
    }
  }
}
