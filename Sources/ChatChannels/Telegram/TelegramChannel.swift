package import ConferenceModel
package import HTTPTransport
package import Messaging
import Synchronization

/// Telegram through the Bot API: sends, and hears by long polling.
package final class TelegramChannel: ReceivingChannel {
  /// Where the public Bot API is.
  package static let publicAPIBase = "https://api.telegram.org"

  private let client: TelegramClient
  private let pollTimeout: Duration
  /// The bot's name does not change while it runs, so it is asked for once.
  private let botName = Mutex<String?>(nil)

  /// A bot.
  ///
  /// - parameters:
  ///   - token: as @BotFather gave it; it never appears in a reason.
  ///   - apiBase: the server, `https://api.telegram.org` or one's own.
  ///   - pollTimeout: how long a poll waits for news, in whole seconds; Telegram's server waits at
  ///     most 50 s.
  package init(
    token: String, apiBase: String = publicAPIBase, transport: CurlTransport,
    pollTimeout: Duration = .seconds(50)
  ) {
    self.client = TelegramClient(token: token, apiBase: apiBase, transport: transport)
    self.pollTimeout = min(max(.zero, pollTimeout), .seconds(50))
  }

  /// `.telegram`.
  package var platform: ChatPlatform { .telegram }
  /// False: the Bot API can't recognise a second attempt.
  package var isIdempotent: Bool { false }

  /// 25 per second over all (the FAQ says about 30), one per second in a chat, 20 per minute in a
  /// group or channel (core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this).
  package func rateRules(for address: ConversationAddress) -> [RateRule] {
    let chat = "telegram:\(address.conversation)"
    var rules = [
      // Five at once, then one in 40 ms: at most 29 in any second.
      RateRule(lane: "telegram", permits: 5, period: .milliseconds(200)),
      RateRule(lane: chat, permits: 1, period: .seconds(1)),
    ]
    if TelegramChatID(address.conversation)?.isMany == true {
      // Two at once, then one in 3.2 s: at most 20 in any minute.
      rules.append(
        RateRule(lane: "\(chat)/minute", permits: 2, period: .milliseconds(6_400)))
    }
    return rules
  }

  /// Sends the parts of the message in order; the receipt is `chat/message` of the last.
  package func send(_ message: OutgoingMessage) async -> DeliveryOutcome {
    guard let chat = TelegramChatID(message.address.conversation) else {
      return .refused(reason: "\(message.address.conversation) is no Telegram chat")
    }
    let parts = TelegramRendering.parts(of: message.document)
    var outcome = DeliveryOutcome.refused(reason: "the message has no text")
    for (index, part) in parts.enumerated() {
      let request = TelegramSendMessage(
        chatID: chat, part: part, isSilent: message.attention == .quiet)
      outcome = await send(request)
      guard case .delivered = outcome else {
        return index == 0
          ? outcome
          : PartsOutcome.afterPartial(outcome, part: index + 1, of: parts.count)
      }
    }
    return outcome
  }

  private func send(_ request: TelegramSendMessage) async -> DeliveryOutcome {
    do throws(HTTPTransportError) {
      let answer = try await client.call(
        "sendMessage", request, returning: TelegramSentMessage.self)
      return TelegramOutcome.delivery(answer, chat: request.chatID, reason: client.reason)
    } catch {
      return TransportOutcome.delivery(of: error, service: "Telegram", reason: client.reason)
    }
  }
}

/// Hearing.
extension TelegramChannel {
  /// Asks for updates; the cursor is the next `offset`, which also confirms all before it.
  package func receive(after cursor: String?) async throws -> IncomingBatch {
    let translation = TelegramTranslation(botName: try await knownBotName())
    let request = TelegramGetUpdates(
      offset: cursor.flatMap(Int64.init), timeout: pollTimeout.components.seconds)
    let updates = try await call(
      "getUpdates", request, returning: [TelegramUpdate].self,
      timeout: pollTimeout + .seconds(15))
    var events: [IncomingEvent] = []
    for update in updates {
      switch translation.heard(update) {
      case .event(let event): events.append(event)
      case .command(var message, let chat, let user):
        message.isAdministrator = try await isAdministrator(user, of: chat)
        events.append(.message(message))
      case nil: break
      }
    }
    let next = updates.map(\.id).max().map { String($0 + 1) }
    return IncomingBatch(events: events, cursor: next ?? cursor ?? "0")
  }

  /// Ends the spinner on a pressed button.
  package func acknowledge(callbackID: String) async {
    _ = try? await client.call(
      "answerCallbackQuery", TelegramAnswerCallbackQuery(id: callbackID), returning: Bool.self)
  }

  /// Whether the token works; nil when it does. For a check before the bot starts.
  package func verify() async -> ReceiveError? {
    do {
      _ = try await askBotName()
      return nil
    } catch let error as ReceiveError {
      return error
    } catch {
      return .temporary(reason: "the check of Telegram was stopped", retryAfter: nil)
    }
  }

  private func knownBotName() async throws -> String {
    if let name = botName.withLock({ $0 }) { return name }
    return try await askBotName()
  }

  private func askBotName() async throws -> String {
    let user = try await call("getMe", TelegramNoParameters(), returning: TelegramUser.self)
    let name = user.username ?? ""
    botName.withLock { $0 = name }
    return name
  }

  /// A chat that does not tell us who administers it has no administrators for us.
  private func isAdministrator(_ user: Int64, of chat: Int64) async throws -> Bool {
    let answer = try await answer(
      "getChatMember", TelegramGetChatMember(chatID: chat, userID: user),
      returning: TelegramChatMember.self)
    if answer.status == 429 || answer.status >= 500 {
      // The batch is asked for again rather than an administrator turned away.
      throw TelegramOutcome.receive(answer, reason: client.reason)
    }
    return answer.envelope?.result?.isAdministrator ?? false
  }

  private func call<Result: Decodable & Sendable>(
    _ method: String, _ parameters: some Encodable, returning: Result.Type,
    timeout: Duration = .seconds(30)
  ) async throws -> Result {
    let answer = try await answer(method, parameters, returning: returning, timeout: timeout)
    guard answer.status == 200, let envelope = answer.envelope, envelope.isOK,
      let result = envelope.result
    else { throw TelegramOutcome.receive(answer, reason: client.reason) }
    return result
  }

  private func answer<Result: Decodable & Sendable>(
    _ method: String, _ parameters: some Encodable, returning: Result.Type,
    timeout: Duration = .seconds(30)
  ) async throws -> TelegramAnswer<Result> {
    do throws(HTTPTransportError) {
      return try await client.call(method, parameters, returning: returning, timeout: timeout)
    } catch {
      throw TransportOutcome.receive(of: error, service: "Telegram", reason: client.reason)
        ?? CancellationError() as any Error
    }
  }
}
