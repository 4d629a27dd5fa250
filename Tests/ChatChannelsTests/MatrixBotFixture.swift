import ChatChannels
import ConferenceModel
import HTTPTransport
import Messaging
import TestSupport

/// A bot on a real homeserver, and what it has heard.
final class MatrixBotFixture {
  let synapse: Synapse
  /// The bot's account, as its operator sees it.
  let account: MatrixPerson
  private(set) var channel: MatrixChannel
  private(set) var cursor: String?
  private let transport = CurlTransport()

  private init(_ synapse: Synapse, account: MatrixPerson) {
    self.synapse = synapse
    self.account = account
    channel = Self.channel(synapse, account, transport)
  }

  /// Runs a test with a new account whose bot has made its first sync, and takes the bot down.
  ///
  /// - parameters:
  ///   - limits: nil shares the homeserver with other tests.
  ///   - isStarted: false leaves the first sync to the test.
  static func run(
    limits: Synapse.Limits? = nil, isStarted: Bool = true,
    _ body: (MatrixBotFixture) async throws -> Void
  ) async throws {
    let synapse =
      if let limits { try await Synapse.start(limits: limits) } else { try await Synapse.shared() }
    let bot = MatrixBotFixture(synapse, account: try await synapse.newPerson("talkbell"))
    defer {
      bot.transport.shutdown()
      if limits != nil { synapse.stop() }
    }
    if isStarted { try await bot.poll() }
    try await body(bot)
  }

  private static func channel(
    _ synapse: Synapse, _ account: MatrixPerson, _ transport: CurlTransport
  ) -> MatrixChannel {
    MatrixChannel(
      homeserver: synapse.baseURL, accessToken: account.accessToken, transport: transport,
      pollTimeout: .seconds(5))
  }

  /// A new process that goes on from the stored cursor.
  func restart() { channel = Self.channel(synapse, account, transport) }

  /// One poll, whose batch is stored unless it `isLost`.
  @discardableResult
  func poll(isLost: Bool = false) async throws -> [IncomingEvent] {
    let batch = try await channel.receive(after: cursor)
    if !isLost { cursor = batch.cursor }
    return batch.events
  }

  /// All that is heard until an event matches, that one included; at most 12 polls.
  func hear(until matches: (IncomingEvent) -> Bool) async throws -> [IncomingEvent] {
    var events: [IncomingEvent] = []
    for _ in 0..<12 {
      let news = try await poll()
      events += news
      if news.contains(where: matches) { break }
    }
    return events
  }

  /// All that is heard until a command of this text.
  func hear(until text: String) async throws -> [IncomingEvent] {
    try await hear {
      if case .message(let message) = $0 { message.text == text } else { false }
    }
  }

  /// Comes into a room somebody has invited it to.
  func arrive(in room: String) async throws {
    _ = try await hear { $0 == .unblocked(Self.address(room)) }
  }

  /// Says something in a room; the entry's id is new for every call.
  func send(
    _ document: MessageDocument = MessageDocument("Keynote starts in 10 minutes"),
    to room: String, entry: String, attention: Attention = .push, route: String? = nil,
    thread: String? = nil
  ) async -> DeliveryOutcome {
    await channel.send(
      OutgoingMessage(
        address: Self.address(room), document: document, attention: attention,
        transactionID: entry, route: route, thread: thread))
  }

  static func address(_ room: String) -> ConversationAddress {
    ConversationAddress(platform: .matrix, conversation: room)
  }
}

/// A command as the bot reads it.
func heard(
  _ text: String, in room: String, _ audience: Audience = .person, isAdministrator: Bool = true,
  speaker: String? = nil, route: String? = nil
) -> IncomingEvent {
  .message(
    IncomingMessage(
      address: MatrixBotFixture.address(room), audience: audience, text: text,
      isAdministrator: isAdministrator, speaker: speaker.map(MatrixBotFixture.address),
      route: route))
}

extension DeliveryOutcome {
  /// The receipt of a message that is in the chat.
  var receipt: String? { if case .delivered(let receipt) = self { receipt } else { nil } }
}
