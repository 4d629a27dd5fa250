import ConferenceModel
import Foundation
import Persistence
import ReminderScheduling
import TestSupport
import Testing

/// Reminders that come earlier for a walk, and reminders asked for once more, over whole passes.
@Suite struct WalkTests {
  /// Eight minutes from Hall 12, where a talk ends at 90, to Hall 1, where others start at 100.
  private func stage(_ others: Session...) throws -> (SchedulingFixture, Subscriber) {
    let fixture = try SchedulingFixture(
      [SampleDay.talk("p", room: "Hall 12"), SampleDay.talk("a", start: 100)] + others)
    try fixture.database.write {
      try $0.setWalkingTimes(
        [WalkingTime(from: "Hall 12", to: "Hall 1", minutes: 8)], now: SampleDay.morning)
    }
    return (fixture, try fixture.subscriber())
  }

  private func reminder(_ fixture: SchedulingFixture, _ talks: String...) throws -> Notice {
    .reminder(
      sessions: try talks.map(fixture.number), start: SampleDay.at(100),
      lead: LeadTime(minutes: 10))
  }

  private func unstar(_ fixture: SchedulingFixture, _ talk: String, by person: Subscriber) throws {
    let number = try fixture.number(talk)
    try fixture.database.write { _ = try $0.unstar(number, by: person.id) }
  }

  private func snooze(
    _ fixture: SchedulingFixture, _ talk: String, by person: Subscriber, lead: Int, until: Double
  ) throws {
    let reminder = ArmedReminder(
      subscriber: person.id, session: try fixture.number(talk), lead: LeadTime(minutes: lead),
      dueAt: SampleDay.at(until))
    try fixture.database.write { try $0.arm(reminder) }
  }

  @Test func `it comes earlier by the walk, with its lead in the key`() async throws {
    let (fixture, person) = try stage()
    try fixture.star("p", "a", by: person)
    #expect(try await fixture.pass(at: 50) == pass(reminders: 1, next: 82))
    #expect(try await fixture.pass(at: 82) == pass(reminders: 1))
    let entry = try #require(try fixture.queued(for: person).last)
    #expect(entry.notice == (try reminder(fixture, "a")))
    #expect(entry.deadline == SampleDay.at(83))
    #expect(entry.expiresAt == SampleDay.at(100))
  }

  @Test func `it comes once, whatever becomes of the talk before`() async throws {
    let (fixture, person) = try stage()
    try fixture.star("p", "a", by: person)
    try await fixture.pass(at: 50)
    try await fixture.pass(at: 82)
    try unstar(fixture, "p", by: person)
    try fixture.star("p", by: person, at: 83)
    try fixture.change(SampleDay.talk("p", room: "Hall 1"), at: 84, settlesAt: nil)
    try fixture.restart()
    try unstar(fixture, "a", by: person)
    try fixture.star("a", by: person, at: 85)
    for minute in [86.0, 90, 95] { try await fixture.pass(at: minute) }
    #expect(try fixture.queued(for: person).count == 2)
  }

  @Test func `a star for which only the walk is late is reminded of at once`() async throws {
    let (fixture, person) = try stage()
    try fixture.star("p", by: person, at: 55)
    try fixture.star("a", by: person, at: 85)
    #expect(try await fixture.pass(at: 85) == pass(reminders: 1))
    let entry = try #require(try fixture.queued(for: person).first)
    #expect(entry.notice == (try reminder(fixture, "a")))
    #expect(entry.deadline == SampleDay.at(86))
  }

  @Test func `a talk before that moves into the way makes it due at once`() async throws {
    let (fixture, person) = try stage()
    try fixture.star("a", by: person)
    try fixture.star("p", by: person, at: 55)
    try fixture.change(SampleDay.talk("p", start: 60), at: 56, settlesAt: nil)
    #expect(try await fixture.pass(at: 84) == pass(next: 90))
    try fixture.change(SampleDay.talk("p", room: "Hall 12", start: 65), at: 84, settlesAt: nil)
    #expect(try await fixture.pass(at: 84) == pass(reminders: 1))
    #expect(try await fixture.pass(at: 90) == pass())
  }

  @Test func `talks that start together are one message, however far each is`() async throws {
    let (fixture, person) = try stage(SampleDay.talk("b", room: "Hall 12", start: 100))
    try fixture.star("p", "a", "b", by: person)
    try await fixture.pass(at: 50)
    #expect(try await fixture.pass(at: 82) == pass(reminders: 1))
    #expect(try fixture.notices(for: person).last == (try reminder(fixture, "a", "b")))
  }

  @Test func `a block comes earlier as a whole`() async throws {
    let fixture = try SchedulingFixture([
      SampleDay.talk("p", room: "Hall 12"), SampleDay.talk("a", start: 100, length: 10),
      SampleDay.talk("b", start: 110, length: 10),
    ])
    try await fixture.database.write {
      try $0.setWalkingTimes(
        [WalkingTime(from: "Hall 1", to: "Hall 12", minutes: 8)], now: SampleDay.morning)
    }
    let person = try fixture.subscriber()
    try fixture.star("p", "a", "b", by: person)
    try await fixture.pass(at: 50)
    #expect(try await fixture.pass(at: 82) == pass(reminders: 1))
    #expect(try fixture.notices(for: person).last == (try reminder(fixture, "a", "b")))
  }

  @Test func `snoozed to the minute of its own lead it comes once more, once`() async throws {
    let (fixture, person) = try stage()
    try fixture.star("p", "a", by: person)
    try await fixture.pass(at: 50)
    try await fixture.pass(at: 82)
    try snooze(fixture, "a", by: person, lead: 12, until: 88)
    try snooze(fixture, "a", by: person, lead: 10, until: 90)
    try unstar(fixture, "p", by: person)
    try fixture.restart()
    #expect(try await fixture.pass(at: 89) == pass(next: 90))
    #expect(try await fixture.pass(at: 90) == pass(reminders: 1))
    try fixture.restart()
    #expect(try await fixture.pass(at: 91) == pass())
    #expect(
      try fixture.notices(for: person).suffix(2) == [
        try reminder(fixture, "a"), try reminder(fixture, "a"),
      ])
  }

  @Test func `a snoozed block comes once more as a block`() async throws {
    let fixture = try SchedulingFixture([
      SampleDay.talk("a", start: 100, length: 10), SampleDay.talk("b", start: 110, length: 10),
    ])
    let person = try fixture.subscriber()
    try fixture.star("a", "b", by: person)
    #expect(try await fixture.pass(at: 90) == pass(reminders: 1))
    try snooze(fixture, "a", by: person, lead: 5, until: 95)
    try snooze(fixture, "b", by: person, lead: 15, until: 95)
    #expect(try await fixture.pass(at: 95) == pass(reminders: 1))
    #expect(try await fixture.pass(at: 105) == pass())
  }

  @Test(arguments: [(99.7, 1), (100, 0)])
  func `snoozed until seconds before the start it never comes after it`(
    minute: Double, count: Int
  ) async throws {
    let (fixture, person) = try stage()
    try fixture.star("a", by: person)
    try await fixture.pass(at: 90)
    try snooze(fixture, "a", by: person, lead: 0, until: 99.6)
    #expect(try await fixture.pass(at: minute).reminders == count)
    #expect(try fixture.queued(for: person).map(\.expiresAt).max() == SampleDay.at(100))
  }

  @Test func `other lead times leave a snoozed reminder`() async throws {
    let (fixture, person) = try stage()
    try fixture.star("a", by: person)
    try await fixture.pass(at: 90)
    try snooze(fixture, "a", by: person, lead: 5, until: 95)
    try fixture.setPreferences(Preferences(leadTimes: []), of: person, digestAt: 9999)
    #expect(try await fixture.pass(at: 95).reminders == 1)
  }

  @Test func `a talk that gets another time forgets that it was snoozed`() async throws {
    let (fixture, person) = try stage()
    try fixture.star("a", by: person)
    try await fixture.pass(at: 90)
    try snooze(fixture, "a", by: person, lead: 5, until: 95)
    try fixture.change(SampleDay.talk("a", start: 120), at: 92, settlesAt: nil)
    #expect(try await fixture.pass(at: 95) == pass(next: 110))
  }
}
