import HTTPTransport
package import Messaging
import Synchronization

/// Hearing by long polling.
extension TelegramChannel {
  /// Whether it hears by asking: then its `receive(after:)` is to be called in a loop.
  package var polls: Bool { receiving == .polling }

  /// Asks for updates; the cursor is the next `offset`, which also confirms all before it.
  ///
  /// - throws: `ReceiveError.needsOperator` without asking when a webhook is configured, since
  ///   Telegram refuses to do both.
  package func receive(after cursor: String?) async throws -> IncomingBatch {
    guard polls else {
      throw ReceiveError.needsOperator(
        reason: "Telegram is configured to deliver by webhook, so it can't be polled")
    }
    let translation = TelegramTranslation(botName: try await knownBotName())
    let request = TelegramGetUpdates(
      offset: cursor.flatMap(Int64.init), timeout: pollTimeout.components.seconds)
    let updates = try await call(
      "getUpdates", request, returning: [TelegramUpdate].self,
      timeout: pollTimeout + .seconds(15))
    var events: [IncomingEvent] = []
    for update in updates {
      events += try await event(of: update, translation)
    }
    let next = updates.map(\.id).max().map { String($0 + 1) }
    return IncomingBatch(events: events, cursor: next ?? cursor ?? "0")
  }

  /// Ends the spinner on a pressed button. One pressed so long ago that Telegram no longer cares
  /// ("query is too old") is no problem.
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

  /// The bot's name without `@`, asked for once.
  func knownBotName() async throws -> String {
    if let name = botName.withLock({ $0 }) { return name }
    return try await askBotName()
  }

  private func askBotName() async throws -> String {
    let user = try await call("getMe", TelegramNoParameters(), returning: TelegramUser.self)
    let name = user.username ?? ""
    botName.withLock { $0 = name }
    return name
  }

  /// What an update says, with the question answered who may change a group's settings; none or
  /// one.
  func event(
    of update: TelegramUpdate, _ translation: TelegramTranslation
  ) async throws -> [IncomingEvent] {
    switch translation.heard(update) {
    case .event(let event): return [event]
    case .command(var message, let chat, let user):
      message.isAdministrator = try await isAdministrator(user, of: chat)
      return [.message(message)]
    case nil: return []
    }
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
    return answer.result?.isAdministrator ?? false
  }
}

/// Asking.
extension TelegramChannel {
  /// What a method answers.
  ///
  /// - throws: `ReceiveError`, or `CancellationError`.
  func call<Result: Decodable & Sendable>(
    _ method: String, _ parameters: some Encodable, returning: Result.Type,
    timeout: Duration = .seconds(30)
  ) async throws -> Result {
    let answer = try await answer(method, parameters, returning: returning, timeout: timeout)
    guard let result = answer.result else {
      throw TelegramOutcome.receive(answer, reason: client.reason)
    }
    return result
  }

  /// The same; being cancelled is only a failure that passes.
  func tell<Result: Decodable & Sendable>(
    _ method: String, _ parameters: some Encodable, returning: Result.Type
  ) async throws(ReceiveError) -> Result {
    do {
      return try await call(method, parameters, returning: returning)
    } catch let error as ReceiveError {
      throw error
    } catch {
      throw .temporary(reason: "the question to Telegram was stopped", retryAfter: nil)
    }
  }

  /// Any answer, refusals too.
  func answer<Result: Decodable & Sendable>(
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
