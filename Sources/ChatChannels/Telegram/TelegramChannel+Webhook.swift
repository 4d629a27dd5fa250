import Crypto
package import FoundationEssentials
package import Messaging

/// Hearing by webhook (core.telegram.org/bots/api#setwebhook).
extension TelegramChannel: PushedChannel {
  /// Where below `/telegram/` of our web server Telegram delivers.
  static let webhookEndpoint = "webhook"

  /// Whether a webhook is configured.
  package var isPushed: Bool { !polls }

  /// Takes one update: 401 for whoever does not know the secret, 400 for what is no update, 503
  /// when its effects could not be stored, so that Telegram delivers it again.
  ///
  /// A button press is acknowledged by the answer itself; nothing else is to be done for it.
  ///
  /// - parameter now: not needed, since Telegram signs no times.
  package func receive(
    _ request: PushRequest, now: Date, sink: IncomingSink
  ) async -> PushResponse {
    guard case .webhook(let secret) = receiving, request.endpoint == Self.webhookEndpoint else {
      return PushResponse(status: 404)
    }
    let given = request.headers["x-telegram-bot-api-secret-token"]
    guard TelegramWebhookSecret.isValid(secret), let given, Self.isSame(given, secret) else {
      return PushResponse(status: 401)
    }
    guard let update = JSONBody.decoded(TelegramUpdate.self, from: request.body) else {
      return PushResponse(status: 400, body: "no update of the Bot API\n")
    }
    do {
      let translation = TelegramTranslation(botName: try await knownBotName())
      let events = try await event(of: update, translation)
      if !events.isEmpty {
        try await sink(
          IncomingBatch(events: events, cursor: "update-\(update.id)", isDelivery: true))
      }
    } catch {
      return PushResponse(status: 503)
    }
    return Self.answer(to: update)
  }

  /// Equal digests say nothing about how much of a wrong secret was right, and Crypto compares
  /// them in constant time.
  private static func isSame(_ left: String, _ right: String) -> Bool {
    SHA256.hash(data: Array(left.utf8)) == SHA256.hash(data: Array(right.utf8))
  }

  private static func answer(to update: TelegramUpdate) -> PushResponse {
    guard let id = update.callbackQuery?.id,
      let body = try? JSONBody.encoded(TelegramAnswerInPassing(id: id))
    else { return PushResponse() }
    return PushResponse(
      body: String(decoding: body, as: UTF8.self), contentType: "application/json")
  }
}
