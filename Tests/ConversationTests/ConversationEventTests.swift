import ConferenceModel
import Conversation
import Foundation
import Messaging
import Persistence
import Testing

/// What platforms tell of conversations: that they can't be read, refuse us, move; and again.
@Suite struct UnreadableTests {
  private let room = Chat.matrix("!secret:example.org")

  private static let offered = """
    This room is encrypted, so I can't read what you write here.
    I have opened a room for us without encryption: accept my invitation and write there.
    这个房间是加密的，我读不到你在这里写的内容。
    我为我们开了一个不加密的房间：请接受邀请，在那里给我写。
    """
  private static let asked = """
    This room is encrypted, so I can't read what you write here.
    Invite me to a room without encryption, or write to me directly: I'll then open one.
    这个房间是加密的，我读不到你在这里写的内容。
    请邀请我进入不加密的房间，或直接私聊我，我会另开一个。
    """

  @Test(arguments: [(Audience.person, true), (.channel, false)])
  func `a room that can't be read is told so once for ever`(
    audience: Audience, hasOffer: Bool
  ) throws {
    let chat = try Chat()
    let event = IncomingEvent.unreadable(
      room, audience, offer: hasOffer ? Chat.matrix("!open:example.org") : nil)
    #expect(
      try chat.answers(event, event, on: .matrix)
        == [Chat.Answered(room, hasOffer ? Self.offered : Self.asked)])
    #expect(try chat.answers(event, on: .matrix) == [])
    try chat.deliver(on: .matrix)
    #expect(try chat.answers(event, on: .matrix, at: Chat.at(9, days: 2)) == [])
    try chat.handle([.blocked(room), .unblocked(room)], on: .matrix)
    #expect(try chat.answers(event, on: .matrix) == [])
    let silent = Preferences(leadTimes: [], alerts: false)
    #expect(try chat.subscriber(at: room)?.preferences == silent)
    #expect(try chat.subscriber(at: room)?.audience == audience)
  }

  @Test func `a room that was encrypted later keeps what it had`() throws {
    let chat = try Chat()
    _ = try chat.say("star gpu", in: room)
    #expect(
      try chat.answers(.unreadable(room, .person, offer: nil), on: .matrix).map(\.address)
        == [room])
    #expect(try chat.ownStars(of: room) == ["GPU Scheduling at Scale"])
    #expect(try chat.subscriber(at: room)?.preferences == Preferences())
  }
}

@Suite struct DeliveryRepeatTests {
  private func delivery(_ id: String, _ text: String) -> IncomingBatch {
    let message = IncomingMessage(
      address: Chat.telegram("1"), audience: .person, text: text, callbackID: "press")
    return IncomingBatch(events: [.message(message)], cursor: id, isDelivery: true)
  }

  private func handle(
    _ batch: IncomingBatch, on platform: ChatPlatform = .telegram, _ chat: Chat,
    at now: Date = Chat.at(9)
  ) throws -> HandledBatch {
    try chat.handler.handle(batch, on: platform, database: chat.database, now: now)
  }

  private let done = HandledBatch(acknowledgements: ["press"], replyCount: 1)
  private let repeated = HandledBatch(isRepeat: true, acknowledgements: ["press"])

  @Test func `a delivery is acted on once, whatever comes between`() throws {
    let chat = try Chat()
    #expect(try handle(delivery("a", "star gpu"), chat) == done)
    #expect(try handle(delivery("b", "unstar gpu"), chat) == done)
    #expect(try handle(delivery("a", "star gpu"), chat, at: Chat.at(9, days: 2)) == repeated)
    #expect(try chat.starredTitles() == [])
    #expect(try chat.database.read { try $0.outboxCounts() } == [.pending: 2])
  }

  @Test func `a delivery is no place to poll from, and platforms have ids of their own`() throws {
    let chat = try Chat()
    _ = try chat.say("help")
    #expect(try handle(delivery("a", "star gpu"), chat) == done)
    #expect(try chat.database.read { try $0.receiveCursor(of: .telegram) } == "1")
    #expect(try handle(delivery("a", "star gpu"), on: .slack, chat) == done)
    // Nor is the place of a poll a delivery.
    #expect(try handle(delivery("1", "mine"), chat).isRepeat == false)
  }

  @Test func `a delivery that could not be stored is handled when it comes again`() throws {
    let chat = try Chat()
    try chat.database.limitSize(pages: 1)
    let many = IncomingBatch(
      events: Array(repeating: delivery("a", "help").events[0], count: 300), cursor: "a",
      isDelivery: true)
    #expect(throws: PersistenceError.self) { try handle(many, chat) }
    try chat.database.limitSize(pages: 1_000_000)
    #expect(try handle(many, chat).replyCount == 300)
  }
}

/// A topic of a group is a conversation of its own; the group refuses and moves as a whole.
@Suite struct TopicTests {
  private let chat: Chat
  private let topics = ["-100", "-100/17", "-100/18", "-1001", "-1001/17", "-10"]

  init() throws {
    chat = try Chat()
    for topic in topics {
      _ = try chat.answers(.message(said("alerts on track:security", in: topic)))
    }
    _ = try chat.answers(.message(said("stop", in: "-100/18")))
  }

  private func said(_ text: String, in topic: String) -> IncomingMessage {
    IncomingMessage(address: Chat.telegram(topic), audience: .channel, text: text)
  }

  /// The state of each topic, in their order.
  private func states() throws -> [SubscriberState?] {
    try topics.map { try chat.subscriber(at: Chat.telegram($0))?.state }
  }

  @Test func `each topic has settings of its own`() throws {
    _ = try chat.answers(.message(said("language zh", in: "-100/17")))
    let languages = try topics.map {
      try chat.subscriber(at: Chat.telegram($0))?.preferences.language
    }
    #expect(languages == [.english, .chinese, .english, .english, .english, .english])
  }

  @Test func `a group that refuses us pauses its topics and no other group's`() throws {
    try chat.handle([.blocked(Chat.telegram("-100"))])
    #expect(try states() == [.paused, .paused, .stopped, .active, .active, .active])
    try chat.handle([.blocked(Chat.telegram("-100"))])
    try chat.handle([.unblocked(Chat.telegram("-100"))])
    #expect(try states() == [.active, .active, .stopped, .active, .active, .active])
  }

  @Test func `a word from a topic of a group that refused us resumes it`() throws {
    try chat.handle([.blocked(Chat.telegram("-100"))])
    #expect(
      try chat.answers(.message(said("alerts", in: "-100/17"))) == [
        Chat.Answered(
          Chat.telegram("-100/17"), "Alerts are on: changes of track: security are posted here.")
      ])
    #expect(try states() == [.paused, .active, .stopped, .active, .active, .active])
  }

  @Test func `a group that moves takes its topics with all they have`() throws {
    let before = try topics.map { try chat.subscriber(at: Chat.telegram($0)) }
    try chat.handle([.migrated(from: Chat.telegram("-100"), to: Chat.telegram("-2000"))])
    #expect(try states() == [nil, nil, nil, .active, .active, .active])
    for (index, topic) in ["-2000", "-2000/17", "-2000/18"].enumerated() {
      var moved = try #require(before[index])
      moved.address = Chat.telegram(topic)
      #expect(try chat.subscriber(at: Chat.telegram(topic)) == moved)
    }
    // Told again, it moves nothing.
    try chat.handle([.migrated(from: Chat.telegram("-100"), to: Chat.telegram("-2000"))])
    #expect(try chat.subscriber(at: Chat.telegram("-2000/17"))?.id == before[1]?.id)
  }

  @Test func `what waits for a group that moved goes to its new address`() throws {
    try chat.handle([.migrated(from: Chat.telegram("-100"), to: Chat.telegram("-2000"))])
    let waiting = try chat.database.read { try $0.outbox(in: [.pending], limit: 100) }
    #expect(
      Set(waiting.map(\.subscriber.address.conversation))
        == ["-2000", "-2000/17", "-2000/18", "-1001", "-1001/17", "-10"])
  }
}
