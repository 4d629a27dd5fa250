import ConferenceModel
import Delivery
import Foundation
import Logging
import Messaging
import Persistence
import ReminderScheduling
import TestSupport
import Testing
import Timekeeping

/// From a refusal to the words in the operator's chat.
@Suite struct DeadLetterTests {
  private static let chat = ConversationAddress(platform: .telegram, conversation: "op")

  /// The scheduler looks, then the relay sends.
  private func round(_ fixture: DeliveryFixture, at minutes: Double) async throws {
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    let scheduler = ReminderScheduler(
      database: fixture.database, clock: fixture.clock, conferenceTimeZone: SampleDay.zone,
      operators: [Self.chat], wake: WakeSignal(), onCommit: {}, logger: logger)
    fixture.clock.advance(to: SampleDay.at(minutes))
    try await scheduler.pass(now: fixture.clock.now())
    try await fixture.pass(at: minutes)
  }

  private func told(_ fixture: DeliveryFixture) -> [String] {
    fixture.channel.sent.filter { $0.address == Self.chat }.map(\.document.words)
  }

  @Test func `refusals are told to the operator in one message with the command`() async throws {
    let fixture = try DeliveryFixture()
    _ = try fixture.person("op")
    let (one, two) = (try fixture.person("1"), try fixture.person("2"))
    for person in [one, two] {
      fixture.channel.answer(person.address, with: .refused(reason: "MESSAGE_ODD"))
      try fixture.reply("to \(person.address.conversation)", to: person)
    }
    try await fixture.pass()
    #expect(fixture.outdated.value > 0, "the scheduler is woken")
    try await round(fixture, at: 0.9)
    #expect(told(fixture) == [])
    try await round(fixture, at: 1)
    let numbers = try ["to 1", "to 2"].map { try #require(try fixture.outbox($0)).id }
    let message = try #require(told(fixture).first)
    #expect(message.hasPrefix("⚠ 2 messages were given up: 2 replies.\nTelegram, 2×: MESSAGE_ODD"))
    #expect(message.contains("talkbell outbox retry \(numbers[0]) \(numbers[1]) --config FILE"))
    for minute in [2.0, 30, 600] { try await round(fixture, at: minute) }
    #expect(told(fixture).count == 1)
  }

  @Test func `what was sent again before its turn is not spoken of`() async throws {
    let fixture = try DeliveryFixture()
    _ = try fixture.person("op")
    let person = try fixture.person("1")
    fixture.channel.answer(person.address, with: .refused(reason: "MESSAGE_ODD"))
    fixture.channel.answer(Self.chat, with: .retryable(reason: "busy"))
    try fixture.reply("text", to: person)
    try await fixture.pass()
    try await round(fixture, at: 1)
    let entry = try #require(try fixture.outbox("text"))
    try fixture.write {
      try $0.retry(entry.id, expiresAt: SampleDay.at(60), now: SampleDay.at(1))
    }
    try await round(fixture, at: 2)
    #expect(told(fixture).count == 1, "the attempt that failed")
    #expect(try fixture.outbox("text")?.state == .delivered)
    let report = try fixture.states().first { $0.key.hasPrefix("dead/") }
    #expect(report?.value == .superseded)
  }

  @Test(arguments: [(Audience.person, 0), (.channel, 1)])
  func `who blocks us is the operator's business only as a channel`(
    audience: Audience, messages: Int
  ) async throws {
    let fixture = try DeliveryFixture()
    _ = try fixture.person("op")
    let one = try fixture.write {
      try $0.addSubscriber(
        at: ConversationAddress(platform: .telegram, conversation: "1"), audience: audience,
        preferences: Preferences(), nextDigestAt: nil, now: SampleDay.morning)
    }
    fixture.channel.answer(one.address, with: .addressGone(reason: "bot was blocked"))
    try fixture.reply("text", to: one)
    try await fixture.pass()
    try await round(fixture, at: 1)
    #expect(told(fixture).count == messages)
    #expect(try fixture.state(of: one) == .paused)
    #expect(try fixture.states()["text"] == .dead)
  }

  @Test func `the operator's own chat that refuses us makes no circle`() async throws {
    let fixture = try DeliveryFixture()
    _ = try fixture.person("op")
    let person = try fixture.person("1")
    fixture.channel.answer(person.address, with: .refused(reason: "odd"))
    fixture.channel.answer(Self.chat, with: .refused(reason: "chat not found"))
    try fixture.reply("text", to: person)
    try await fixture.pass()
    for minute in [1.0, 2, 17, 34, 600] { try await round(fixture, at: minute) }
    #expect(told(fixture).count == 1)
  }

  @Test func `a correction that a chat refuses is no dead letter`() async throws {
    let fixture = try DeliveryFixture([SampleDay.talk("a")])
    _ = try fixture.person("op")
    let person = try fixture.person("1")
    try await fixture.confirmStars("a", by: person)
    try fixture.refresh(SampleDay.talk("a", room: "Hall 9"), at: 1)
    fixture.channel.answerEdits(with: .refused(reason: "message can't be edited"))
    try await round(fixture, at: 1)
    #expect(fixture.channel.edited.count == 1)
    try await round(fixture, at: 30)
    #expect(told(fixture) == [])
  }

  @Test func `a refused token is noted, and the first message that gets through ends it`()
    async throws
  {
    let fixture = try DeliveryFixture()
    let person = try fixture.person("1")
    fixture.channel.answer(
      person.address, with: .unauthorized(reason: "Unauthorized"),
      .unauthorized(reason: "Unauthorized"))
    try fixture.reply("text", to: person)
    for minute in [0.0, 1] {
      try await fixture.pass(at: minute)
      let tokens = try fixture.read { try $0.refusedTokens() }
      #expect(tokens.map(\.since) == [SampleDay.morning])
      #expect(tokens.map(\.isOver) == [false])
    }
    try await fixture.pass(at: 2)
    #expect(try fixture.read { try $0.refusedTokens().map(\.isOver) } == [true])
    #expect(try fixture.states() == ["text": .delivered])
    #expect(fixture.outdated.value >= 2)
  }

  @Test func `an answer that is given up is sent again in its words, once`() async throws {
    let fixture = try DeliveryFixture()
    let person = try fixture.person("1")
    fixture.channel.answer(person.address, with: .refused(reason: "odd"))
    try fixture.reply("text", to: person)
    try await fixture.pass()
    let entry = try #require(try fixture.outbox("text"))
    for _ in 0..<2 {
      try fixture.write {
        try $0.retry(entry.id, expiresAt: SampleDay.at(60), now: SampleDay.at(1))
      }
    }
    try await fixture.pass(at: 1)
    try fixture.write {
      try $0.retry(entry.id, expiresAt: SampleDay.at(60), now: SampleDay.at(1))
    }
    try await fixture.pass(at: 2)
    #expect(fixture.words == ["text", "text"])
  }

  @Test func `a reminder that is sent again after its talk began is not`() async throws {
    let fixture = try DeliveryFixture([SampleDay.talk("a")])
    let person = try fixture.person("1")
    try fixture.star("a", by: person)
    fixture.channel.answer(person.address, with: .refused(reason: "odd"))
    try fixture.queue("r", try fixture.reminder("a"), for: person, expires: 60)
    try await fixture.pass(at: 50)
    let entry = try #require(try fixture.outbox("r"))
    #expect(entry.state == .dead)
    // Even with a span that the operator has no business to give it.
    try fixture.write {
      try $0.retry(entry.id, expiresAt: SampleDay.at(120), now: SampleDay.at(50))
    }
    try await fixture.pass(at: 61)
    #expect(fixture.channel.sent.count == 1)
    #expect(try fixture.outbox("r")?.state == .expired)
    let talk = try fixture.entry("a").id
    let ledger = try fixture.read { try $0.ledger(of: person.id, about: talk) }
    #expect(ledger.map(\.outcome) == [.dead, .expired])
    #expect(ledger.last?.reason == "the session had started")
  }
}
