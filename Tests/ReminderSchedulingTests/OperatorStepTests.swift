import ConferenceModel
import Foundation
import Persistence
import ReminderScheduling
import TestSupport
import Testing
import Timekeeping

/// Dead letters and refused tokens are told to the operator, once.
@Suite struct OperatorStepTests {
  private static let chats = ["op1", "op2"].map {
    ConversationAddress(platform: .telegram, conversation: $0)
  }

  private func fixture(
    operators: [ConversationAddress] = chats
  ) throws -> (SchedulingFixture, [Subscriber]) {
    let fixture = try SchedulingFixture([SampleDay.talk("a", start: 6000)], operators: operators)
    return (fixture, try operators.map { try fixture.subscriber($0.conversation, on: $0.platform) })
  }

  private func die(
    _ name: String, _ person: Subscriber, at minute: Double, in fixture: SchedulingFixture
  ) throws {
    let now = SampleDay.at(minute)
    try fixture.write { store in
      _ = try store.enqueue(
        [
          NewOutboxEntry(
            key: name, subscriber: person.id, notice: .reply(document: "{}", stated: []),
            dueAt: now, deadline: now, expiresAt: now.addingTimeInterval(900))
        ], now: now)
      try Self.settle(.dead(reason: "chat not found"), of: name, in: store, now: now)
    }
  }

  private static func settle(
    _ result: Settlement.Result, of key: String, in store: WriteTransaction, now: Date
  ) throws {
    let entry = try store.outbox(in: OutboxState.allCases, limit: 99).first { $0.key == key }
    try store.settle([Settlement(entry: try #require(entry), result: result)], now: now)
  }

  private func reports(_ fixture: SchedulingFixture) throws -> [OutboxEntry] {
    try fixture.read { try $0.outbox(in: OutboxState.allCases, limit: 99) }
      .filter { $0.notice.kind == .operation }
  }

  @Test func `what dies within a minute is one message to each operator, whatever happens`()
    async throws
  {
    let (fixture, _) = try fixture()
    let person = try fixture.subscriber()
    for number in 0..<3 {
      try die("\(number)", person, at: Double(number) * 0.3, in: fixture)
    }
    #expect(try await fixture.pass(at: 0.9) == SchedulingPass(next: SampleDay.at(1)))
    #expect(try await fixture.pass(at: 1) == SchedulingPass(operations: 2))
    try fixture.restart()
    #expect(try await fixture.pass(at: 2) == SchedulingPass())
    let messages = try reports(fixture)
    #expect(messages.count == 2)
    guard case .deadLetters(let report)? = messages.first?.notice else {
      Issue.record("\(messages)")
      return
    }
    let letters = try fixture.read { try $0.deadLetters(report: report) }
    #expect(letters.count == 3)
    #expect(
      letters.first
        == DeadLetter(
          entry: letters[0].entry, platform: .telegram, kind: .reply, reason: "chat not found"))
  }

  @Test func `the next report waits for a quarter of an hour and has all since then`() async throws
  {
    let (fixture, _) = try fixture(operators: [Self.chats[0]])
    let person = try fixture.subscriber()
    try die("1", person, at: 0, in: fixture)
    #expect(try await fixture.pass(at: 1).operations == 1)
    for number in 2..<6 { try die("\(number)", person, at: Double(number), in: fixture) }
    #expect(try await fixture.pass(at: 10) == SchedulingPass(next: SampleDay.at(16)))
    #expect(try await fixture.pass(at: 16).operations == 1)
    #expect(try await fixture.pass(at: 60) == SchedulingPass())
  }

  @Test func `a message to the operator that dies is told to nobody`() async throws {
    let (fixture, _) = try fixture(operators: [Self.chats[0]])
    try die("1", try fixture.subscriber(), at: 0, in: fixture)
    try await fixture.pass(at: 1)
    let message = try #require(try reports(fixture).first)
    try fixture.write {
      try Self.settle(.dead(reason: "blocked"), of: message.key, in: $0, now: SampleDay.at(2))
    }
    #expect(try await fixture.pass(at: 60) == SchedulingPass())
    #expect(try reports(fixture).count == 1)
  }

  @Test func `what is sent again and dies again is told again`() async throws {
    let (fixture, _) = try fixture(operators: [Self.chats[0]])
    try die("1", try fixture.subscriber(), at: 0, in: fixture)
    try await fixture.pass(at: 1)
    try fixture.write { store in
      let entry = try #require(try store.outbox(in: [.dead], limit: 9).first)
      try store.retry(entry.id, expiresAt: entry.expiresAt, now: SampleDay.at(3))
    }
    #expect(try await fixture.pass(at: 30) == SchedulingPass())
    try fixture.write {
      try Self.settle(.dead(reason: "again"), of: "1", in: $0, now: SampleDay.at(31))
    }
    #expect(try await fixture.pass(at: 32).operations == 1)
  }

  @Test func `without an operator nothing is told and nothing waits`() async throws {
    let (fixture, _) = try fixture(operators: [])
    try die("1", try fixture.subscriber(), at: 0, in: fixture)
    #expect(try await fixture.pass(at: 5) == SchedulingPass())
    #expect(try await fixture.pass(at: 500) == SchedulingPass())
  }

  @Test func `a clock that was set back keeps nothing from the operator`() async throws {
    let (fixture, _) = try fixture(operators: [Self.chats[0]])
    let person = try fixture.subscriber()
    try die("1", person, at: 60, in: fixture)
    #expect(try await fixture.pass(at: 0).operations == 1)
    try die("2", person, at: 1, in: fixture)
    #expect(try await fixture.pass(at: 16).operations == 1)
  }

  @Test func `a refused token is told after a minute on another platform, and its end too`()
    async throws
  {
    let elsewhere = ConversationAddress(platform: .matrix, conversation: "!ops:example.org")
    let (fixture, operators) = try fixture(operators: [Self.chats[0], elsewhere])
    try fixture.write {
      try $0.noteRefusedToken(.telegram, reason: "Unauthorized", now: SampleDay.at(0))
      try $0.noteRefusedToken(.telegram, reason: "Unauthorized", now: SampleDay.at(0.5))
    }
    #expect(try await fixture.pass(at: 0.9) == SchedulingPass(next: SampleDay.at(1)))
    #expect(try await fixture.pass(at: 1) == SchedulingPass(operations: 1))
    #expect(try await fixture.pass(at: 2) == SchedulingPass())
    let isNews = try fixture.write { store in
      try (0..<2).map { _ in try store.noteAcceptedToken(.telegram, now: SampleDay.at(5)) }
    }
    #expect(isNews == [true, false])
    #expect(try await fixture.pass(at: 5) == SchedulingPass(operations: 1))
    #expect(try await fixture.pass(at: 6) == SchedulingPass())
    #expect(
      try fixture.notices(for: operators[1]) == [
        .tokenRefused(platform: .telegram, since: SampleDay.at(0)),
        .tokenAccepted(platform: .telegram, since: SampleDay.at(0)),
      ])
    #expect(try fixture.notices(for: operators[0]) == [])
  }

  @Test func `a token that is taken again within the minute is told to nobody`() async throws {
    let elsewhere = ConversationAddress(platform: .matrix, conversation: "!ops:example.org")
    let (fixture, operators) = try fixture(operators: [elsewhere])
    try fixture.write {
      try $0.noteRefusedToken(.telegram, reason: "Unauthorized", now: SampleDay.at(0))
      _ = try $0.noteAcceptedToken(.telegram, now: SampleDay.at(0.5))
    }
    #expect(try await fixture.pass(at: 5) == SchedulingPass())
    #expect(try fixture.notices(for: operators[0]) == [])
  }
}
