import ConferenceModel
import Foundation
import Persistence
import ReminderScheduling
import TestSupport
import Testing

@Suite struct CorrectionStepTests {
  /// A message about talks in the chat, as the relay leaves it.
  ///
  /// - returns: its entry's number.
  @discardableResult
  private func deliver(
    _ notice: Notice, about talks: [String], to subscriber: Subscriber,
    in fixture: SchedulingFixture
  ) throws -> Int64 {
    try fixture.database.write { store in
      let programme = try store.programme()
      let stated = talks.compactMap { programme[SessionKey(source: "main", id: $0)] }
        .map { StatedFacts(session: $0.id, facts: $0.factsID) }
      try store.enqueue(
        [
          NewOutboxEntry(
            key: "\(notice)\(subscriber.id)", subscriber: subscriber.id, notice: notice,
            dueAt: SampleDay.morning, deadline: SampleDay.morning, expiresAt: SampleDay.at(60))
        ], now: SampleDay.morning)
      let claimed = try store.claim(
        platform: .telegram, now: SampleDay.morning, limit: 1, lease: 60)
      try store.settle(
        claimed.map {
          Settlement(
            entry: $0, result: .delivered(receipt: "\($0.id)", stated: stated, listed: nil))
        }, now: SampleDay.morning)
      return claimed.first?.id ?? 0
    }
  }

  private func reminder(_ talks: String..., in fixture: SchedulingFixture) throws -> Notice {
    .reminder(
      sessions: try talks.map(fixture.number), start: SampleDay.at(300),
      lead: LeadTime(minutes: 10))
  }

  /// What stands in the chat as a message.
  private func facts(_ message: Int64, in fixture: SchedulingFixture) throws -> [FactsID] {
    try fixture.database.read { try $0.statements(of: message) }.map(\.facts)
  }

  private func claim(_ fixture: SchedulingFixture, at minutes: Double) throws -> [OutboxEntry] {
    try fixture.database.write {
      try $0.claim(platform: .telegram, now: SampleDay.at(minutes), limit: 2, lease: 60)
    }
  }

  private func current(_ fixture: SchedulingFixture) throws -> [FactsID] {
    try fixture.database.read { try $0.programme() }.entries.map(\.factsID)
  }

  private var silent: Preferences { Preferences(leadTimes: [], alerts: false) }

  @Test func `one message gets one correction for all that changed in it`() async throws {
    let fixture = try SchedulingFixture([
      SampleDay.talk("a", start: 300), SampleDay.talk("b", start: 300),
      SampleDay.talk("c", start: 400),
    ])
    let person = try fixture.subscriber("1", silent)
    try fixture.star("a", "b", "c", by: person)
    let message = try deliver(
      try reminder("a", "b", "c", in: fixture), about: ["a", "b", "c"], to: person, in: fixture)
    try fixture.change(
      SampleDay.talk("a", room: "C1", start: 300), SampleDay.talk("b", start: 310), at: 10,
      settlesAt: 11)
    #expect(try await fixture.pass(at: 10) == SchedulingPass(next: SampleDay.at(11)))
    #expect(try await fixture.pass(at: 11) == SchedulingPass(corrections: 1))
    let entry = try #require(try fixture.queued(for: person).last)
    let (a, b) = (try fixture.number("a"), try fixture.number("b"))
    #expect(entry.key == "correction/\(message)/\(a)@1,\(b)@1")
    #expect(entry.notice == .correction(of: message))
    #expect(entry.dueAt == SampleDay.at(11))
    // Until the last talk of the message is over; nothing that rings has a later deadline.
    #expect(entry.deadline == SampleDay.at(430))
    #expect(entry.expiresAt == SampleDay.at(430))
    #expect(try await fixture.pass(at: 12) == SchedulingPass())
  }

  @Test func `the alert comes first`() async throws {
    let fixture = try SchedulingFixture([SampleDay.talk("a", start: 300)])
    let person = try fixture.subscriber("1", Preferences(leadTimes: []))
    try fixture.star("a", by: person)
    try deliver(try reminder("a", in: fixture), about: ["a"], to: person, in: fixture)
    try fixture.change(SampleDay.talk("a", status: .cancelled), at: 298, settlesAt: 298)
    #expect(
      try await fixture.pass(at: 298) == SchedulingPass(alerts: 1, corrections: 1))
    #expect(try claim(fixture, at: 298).map(\.notice.kind) == [.alert, .correction])
  }

  @Test func `a digest can be corrected until its day is over`() async throws {
    let fixture = try SchedulingFixture([SampleDay.talk("a", start: 300)])
    let person = try fixture.subscriber(
      "1", Preferences(timeZone: "America/New_York", leadTimes: [], alerts: false))
    let day = SampleDay.zone.day(of: SampleDay.morning)
    try deliver(
      .digest(day: day, filter: SessionFilter()), about: ["a"], to: person, in: fixture)
    try fixture.change(SampleDay.talk("a", start: 3000), at: 10, settlesAt: 11)
    #expect(try await fixture.pass(at: 11) == SchedulingPass(corrections: 1))
    let newYork = try #require(TimeZone(identifier: "America/New_York"))
    let end = newYork.instant(day: day.adding(days: 1), minute: 240)
    #expect(try fixture.queued(for: person).last?.expiresAt == end)
    try fixture.change(SampleDay.talk("a", start: 3010), at: 1500, settlesAt: 1500)
    #expect(try await fixture.pass(at: 1500) == SchedulingPass())
  }

  @Test(arguments: [
    ("stopped", SubscriberState.stopped), ("paused", .paused),
  ])
  func `who is away is corrected when it comes back`(
    name: String, state: SubscriberState
  ) async throws {
    let fixture = try SchedulingFixture([SampleDay.talk("a", start: 300)])
    let person = try fixture.subscriber("1", silent)
    try fixture.star("a", by: person)
    try deliver(try reminder("a", in: fixture), about: ["a"], to: person, in: fixture)
    try fixture.setState(state, of: person)
    try fixture.change(SampleDay.talk("a", room: "C1", start: 300), at: 10, settlesAt: 11)
    #expect(try await fixture.pass(at: 11) == SchedulingPass())
    try fixture.setState(.active, of: person)
    #expect(try await fixture.pass(at: 30) == SchedulingPass(corrections: 1))
  }

  @Test func `a renamed room moves the statement, so a later change is told from there`()
    async throws
  {
    let fixture = try SchedulingFixture([SampleDay.talk("a", start: 300)])
    let person = try fixture.subscriber("1", silent)
    try fixture.star("a", by: person)
    let message = try deliver(
      try reminder("a", in: fixture), about: ["a"], to: person, in: fixture)
    try fixture.change(
      SampleDay.talk("a", room: "Red Hat Hall", start: 300),
      renamedRooms: ["Hall 1": "Red Hat Hall"], at: 10, settlesAt: 11)
    #expect(try await fixture.pass(at: 11) == SchedulingPass())
    #expect(try facts(message, in: fixture) == current(fixture))
  }

  @Test func `what is over is neither corrected nor kept`() async throws {
    let fixture = try SchedulingFixture([SampleDay.talk("a")])
    let person = try fixture.subscriber("1", silent)
    try fixture.star("a", by: person)
    let message = try deliver(
      try reminder("a", in: fixture), about: ["a"], to: person, in: fixture)
    try fixture.change(SampleDay.talk("a", room: "C1"), at: 95, settlesAt: 95)
    #expect(try await fixture.pass(at: 95) == SchedulingPass())
    #expect(try facts(message, in: fixture) == [])
  }

  @Test func `a restart in between queues it once`() async throws {
    let fixture = try SchedulingFixture([SampleDay.talk("a", start: 300)])
    let person = try fixture.subscriber("1", silent)
    try fixture.star("a", by: person)
    try deliver(try reminder("a", in: fixture), about: ["a"], to: person, in: fixture)
    try fixture.change(SampleDay.talk("a", room: "C1", start: 300), at: 10, settlesAt: 11)
    for minute in [20.0, 21] {
      try fixture.restart()
      try await fixture.pass(at: minute)
    }
    #expect(try fixture.queued(for: person).count == 2)
  }
}
