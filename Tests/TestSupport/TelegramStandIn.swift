package import Foundation
import Synchronization

/// A strict Telegram Bot API on this machine, for one bot and whoever the test plays.
///
/// It refuses what Telegram refuses, in its words, and keeps a list of what was malformed:
/// `violations` must be empty at the end of a test that sends nothing wrong on purpose.
package final class TelegramStandIn: Sendable {
  /// A message the bot sent.
  package struct SentMessage: Hashable, Sendable {
    /// A button of its keyboard.
    package struct Button: Hashable, Sendable {
      /// What it says.
      package var label: String
      /// What a press sends; empty for a button that opens a page.
      package var data: String
      /// The page it opens.
      package var url: String?

      /// A button.
      package init(label: String, data: String, url: String? = nil) {
        self.label = label
        self.data = data
        self.url = url
      }
    }

    /// Where it is.
    package var chat: Int64
    /// In which topic of a group with topics; nil for the General one and everywhere else.
    package var topic: Int64?
    /// Its number in the chat.
    package var messageID: Int64
    /// As people read it.
    package var text: String
    /// As the bot sent it.
    package var html: String
    /// Rows of buttons.
    package var buttons: [[Button]]
    /// Without a sound.
    package var isSilent: Bool

    /// A message.
    package init(
      chat: Int64, topic: Int64? = nil, messageID: Int64, text: String, html: String,
      buttons: [[Button]] = [], isSilent: Bool = false
    ) {
      self.chat = chat
      self.topic = topic
      self.messageID = messageID
      self.text = text
      self.html = html
      self.buttons = buttons
      self.isSilent = isSilent
    }
  }

  /// A test asked for something that is not there.
  package struct Missing: Error, CustomStringConvertible {
    /// What.
    package var description: String
  }

  struct Chat: Sendable {
    enum Topic: Sendable { case open, closed }

    var type: String
    var isBlocked = false
    var administrators: Set<Int64> = []
    var migratedTo: Int64?
    /// The topics besides General; nil in a chat without topics.
    var topics: [Int64: Topic]?
  }

  struct State {
    var chats: [Int64: Chat] = [:]
    var nextMessageID: Int64 = 1
    /// Messages of people by number: nobody else can edit them.
    var messagesOfPeople: Set<Int64> = []
    /// The bot's messages as they read now, by number.
    var shown: [Int64: SentMessage] = [:]
    /// By language, "" for everybody else.
    var commands: [String: [Command]] = [:]
    var webhook: Webhook?
    var openCallbacks: Set<String> = []
    var acknowledged: [String] = []
    var violations: [String] = []
    var refusedByLimit = 0
    var limits: TelegramStandInLimits?
    var calls: [String: Int] = [:]
    var delays: [String: Duration] = [:]
  }

  /// The token the bot must use.
  package let token: String
  /// The bot's name without `@`.
  package let botName = "TalkBellTestBot"
  let state: Mutex<State>
  let updates = TelegramStandInUpdates()
  let sent = StandInJournal<SentMessage>()
  let edited = StandInJournal<SentMessage>()
  let deliveries = StandInJournal<Delivery>()
  let webhooks = StandInJournal<Webhook>()
  let delivering = Mutex<Task<Void, Never>?>(nil)
  let faults = StandInFaults()
  let specification: TelegramStandInSpecification?
  let clock: (@Sendable () -> Date)?
  private let server = Mutex<LoopbackServer?>(nil)

  /// A server that is not started.
  ///
  /// - parameters:
  ///   - now: the time for Telegram's limits on sending; nil to have no limits. Hand in the bot's
  ///     simulated time when it runs on one.
  ///   - clock: the time that answers bear in their `Date` header; nil for answers without one.
  package init(
    token: String = "123456:TEST-token_of-the-stand-in", now: (@Sendable () -> Date)? = nil,
    clock: (@Sendable () -> Date)? = nil
  ) {
    self.token = token
    self.clock = clock
    self.specification = TelegramStandInSpecification.load()
    self.state = Mutex(State(limits: now.map { TelegramStandInLimits(now: $0) }))
  }

  /// Listens on 127.0.0.1, on any free port when it is 0.
  package func start(port: Int = 0) async throws {
    let started = try await LoopbackServer.start(port: port) { [weak self] request in
      await self?.reply(to: request) ?? .reset
    }
    server.withLock { $0 = started }
  }

  /// Stops listening; what was received stays readable.
  package func stop() async {
    stopDelivering()
    updates.stop()
    let started = server.withLock { server in
      defer { server = nil }
      return server
    }
    await started?.stop()
  }

  /// What to give the bot as `apiBase`; empty before the start.
  package var baseURL: String { server.withLock { $0?.baseURL ?? "" } }

  /// What was malformed, oldest first.
  package var violations: [String] { state.withLock { $0.violations } }
  /// How many messages were answered with 429.
  package var refusedByLimit: Int { state.withLock { $0.refusedByLimit } }
  /// The button presses the bot has acknowledged.
  package var acknowledgedCallbacks: [String] { state.withLock { $0.acknowledged } }
  /// How often a method was called.
  package func callCount(_ method: String) -> Int { state.withLock { $0.calls[method] ?? 0 } }
  /// Returns when the bot has begun to wait for news; false after the timeout, in real time.
  package func waitUntilPolled(timeout: Duration = .seconds(10)) async -> Bool {
    await updates.waitUntilPolled(timeout: timeout)
  }
  /// How many updates the bot has not confirmed.
  package var unconfirmedUpdates: Int { updates.unconfirmedCount }

  /// The messages in a chat as they were sent, all its topics together, oldest first.
  package func messages(in chat: Int64) -> [SentMessage] {
    sent.entries.filter { $0.chat == chat }
  }

  /// The messages in a chat as they read now, edits included, oldest first.
  package func shownMessages(in chat: Int64) -> [SentMessage] {
    state.withLock { $0.shown.values.filter { $0.chat == chat } }
      .sorted { $0.messageID < $1.messageID }
  }

  /// What messages in a chat became by edits, one entry an edit, oldest first.
  package func edits(in chat: Int64) -> [SentMessage] {
    edited.entries.filter { $0.chat == chat }
  }

  /// The first message in the chat that matches, sent after message `after`; nil when none has
  /// come within the timeout, in real time.
  package func waitForMessage(
    in chat: Int64, after: Int64 = 0, timeout: Duration = .seconds(10),
    where matches: @escaping @Sendable (SentMessage) -> Bool = { _ in true }
  ) async -> SentMessage? {
    await sent.first(timeout: timeout) {
      $0.chat == chat && $0.messageID > after && matches($0)
    }
  }

  /// What a message in the chat became by the first edit that matches; nil when none has come
  /// within the timeout, in real time.
  package func waitForEdit(
    in chat: Int64, timeout: Duration = .seconds(10),
    where matches: @escaping @Sendable (SentMessage) -> Bool = { _ in true }
  ) async -> SentMessage? {
    await edited.first(timeout: timeout) { $0.chat == chat && matches($0) }
  }

  /// The next call of the method gets this answer instead.
  ///
  /// - parameter takesEffect: the call is carried out all the same, only its answer is lost.
  package func failNext(
    _ method: String, _ reply: LoopbackServer.Reply, takesEffect: Bool = false
  ) {
    faults.add(method, StandInFaults.Fault(reply: reply, takesEffect: takesEffect))
  }

  /// The next call of the method is carried out, but answered only after this much real time.
  package func delayNext(_ method: String, by delay: Duration) {
    state.withLock { $0.delays[method] = delay }
  }

  func violate(_ text: String) { state.withLock { $0.violations.append(text) } }
}

extension TelegramStandIn {
  /// What people read of a text in Telegram's HTML.
  ///
  /// - throws: in the server's words, when Telegram could not read it.
  package static func visibleText(_ html: String) throws -> String {
    do throws(TelegramStandInHTML.Problem) {
      return try TelegramStandInHTML.text(of: html)
    } catch {
      throw Missing(description: error.description)
    }
  }
}
