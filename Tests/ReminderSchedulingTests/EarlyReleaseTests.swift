import ConferenceModel
import Foundation
import Persistence
import ReminderScheduling
import TestSupport
import Testing

/// Bursts that a lane can't carry within a minute begin before they are due.
@Suite struct EarlyReleaseTests {
  /// A conference with a talk at 10:00 that so many people starred, and one at 10:15.
  private func fixture(people: Int, perSecond: Double) throws -> SchedulingFixture {
    let fixture = try SchedulingFixture([
      SampleDay.talk("keynote"), SampleDay.talk("later", start: 75),
    ])
    try fixture.knowRate(perSecond, at: 0)
    for number in 0..<people {
      try fixture.star("keynote", by: try fixture.subscriber("\(number)"))
    }
    return fixture
  }

  @Test func `reminders that need five minutes go five minutes early, once`() async throws {
    // 270 at 0.9 × 1 a second are 300 s, until 09:51.
    let fixture = try fixture(people: 270, perSecond: 1)
    let before = try await fixture.pass(at: 45.9)
    #expect(before.reminders == 0)
    #expect(before.next == SampleDay.at(46))
    let pass = try await fixture.pass(at: 46)
    #expect(pass.reminders == 270)
    #expect(try await fixture.pass(at: 50).reminders == 0)
    #expect(try await fixture.pass(at: 51).reminders == 0)
    let entries = try await fixture.database.read { try $0.outbox(in: [.pending], limit: 1000) }
    #expect(entries.count == 270)
    #expect(Set(entries.map(\.dueAt)) == [SampleDay.at(46)])
    #expect(Set(entries.map(\.deadline)) == [SampleDay.at(51)])
    #expect(Set(entries.map(\.expiresAt)) == [SampleDay.at(60)])
  }

  @Test func `a burst that a minute is enough for is not early`() async throws {
    let fixture = try fixture(people: 54, perSecond: 1)
    #expect(try await fixture.pass(at: 49.9).reminders == 0)
    #expect(try await fixture.pass(at: 50).reminders == 54)
  }

  @Test func `what is snoozed, and what says now, never comes early`() async throws {
    let fixture = try fixture(people: 270, perSecond: 1)
    let person = try fixture.subscriber("snoozer", Preferences(leadTimes: []))
    let now = try fixture.subscriber("now", Preferences(leadTimes: [LeadTime(minutes: 0)]))
    try fixture.star("keynote", by: person)
    try fixture.star("keynote", by: now)
    let keynote = try fixture.number("keynote")
    try await fixture.database.write {
      try $0.arm(
        ArmedReminder(
          subscriber: person.id, session: keynote, lead: LeadTime(minutes: 11),
          dueAt: SampleDay.at(49)))
    }
    #expect(try await fixture.pass(at: 46).reminders == 270)
    #expect(try await fixture.pass(at: 49).reminders == 1)
    #expect(try fixture.notices(for: person).count == 1)
    #expect(try await fixture.pass(at: 60).reminders == 1)
    #expect(try fixture.notices(for: now).count == 1)
  }

  @Test func `another platform's reminders stay where they are`() async throws {
    let fixture = try fixture(people: 270, perSecond: 1)
    let other = try fixture.subscriber("room", on: .matrix)
    try fixture.star("keynote", by: other)
    #expect(try await fixture.pass(at: 46).reminders == 270)
    #expect(try fixture.notices(for: other) == [])
    #expect(try await fixture.pass(at: 50).reminders == 1)
  }

  @Test func `a talk that moves after its reminders began is armed anew`() async throws {
    let fixture = try fixture(people: 270, perSecond: 1)
    try await fixture.pass(at: 46)
    try fixture.change(SampleDay.talk("keynote", start: 90), at: 47, settlesAt: 47)
    let pass = try await fixture.pass(at: 47)
    #expect(pass.alerts == 270)
    // Nothing was sent in this test: 270 reminders and 270 alerts wait, so it begins earlier still.
    let begin = 90.0 - 10 + 1 - 3 * 5
    #expect(try await fixture.pass(at: begin - 0.1).reminders == 0)
    #expect(try await fixture.pass(at: begin).reminders == 270)
    #expect(try await fixture.pass(at: 80).reminders == 0)
  }

  @Test func `stars made when the burst has begun go with the next look`() async throws {
    let fixture = try fixture(people: 270, perSecond: 1)
    try await fixture.pass(at: 46)
    for number in 0..<100 {
      try fixture.star("keynote", by: try fixture.subscriber("late \(number)"), at: 46.5)
    }
    // 270 wait and 100 come: they have to begin at once.
    #expect(try await fixture.pass(at: 46.6).reminders == 100)
  }
}
