import ConferenceModel
import Foundation
import Persistence
import ReminderScheduling
import TestSupport
import Testing
import Timekeeping

@Suite struct ReminderStepTests {
  private func reminder(
    _ sessions: [SessionID], start: Double = 60, lead: Int = 10
  ) -> Notice {
    .reminder(
      sessions: sessions, start: SampleDay.at(start), lead: LeadTime(minutes: lead))
  }

  @Test func `a starred talk is queued at its due time with its times`() async throws {
    let fixture = try SchedulingFixture([SampleDay.talk("a")])
    let person = try fixture.subscriber()
    try fixture.star("a", by: person)
    #expect(try await fixture.pass(at: 49.99) == pass(next: 50))
    #expect(try fixture.queued(for: person) == [])
    #expect(try await fixture.pass(at: 50) == pass(reminders: 1))
    let entry = try #require(try fixture.queued(for: person).first)
    #expect(entry.notice == reminder([try fixture.number("a")]))
    #expect(entry.state == .pending)
    #expect(entry.dueAt == SampleDay.at(50))
    #expect(entry.deadline == SampleDay.at(51))
    #expect(entry.expiresAt == SampleDay.at(60))
    #expect(fixture.commits.value == 1)
  }

  @Test func `it is queued once over repeated passes and a restart`() async throws {
    let fixture = try SchedulingFixture([SampleDay.talk("a")])
    let person = try fixture.subscriber()
    try fixture.star("a", by: person)
    try await fixture.pass(at: 50)
    #expect(try await fixture.pass(at: 50) == pass())
    try fixture.restart()
    #expect(try await fixture.pass(at: 51) == pass())
    #expect(try fixture.queued(for: person).count == 1)
    #expect(fixture.commits.value == 1)
  }

  @Test func `a restart before the due time loses nothing`() async throws {
    let fixture = try SchedulingFixture([SampleDay.talk("a")])
    let person = try fixture.subscriber()
    try fixture.star("a", by: person)
    try fixture.restart()
    #expect(try await fixture.pass(at: 55) == pass(reminders: 1))
  }

  @Test func `talks that start together are one message`() async throws {
    let fixture = try SchedulingFixture([
      SampleDay.talk("a"), SampleDay.talk("b", room: "Hall 2"),
    ])
    let person = try fixture.subscriber()
    try fixture.star("a", "b", by: person)
    #expect(try await fixture.pass(at: 50) == pass(reminders: 1))
    let numbers = [try fixture.number("a"), try fixture.number("b")]
    #expect(try fixture.notices(for: person) == [reminder(numbers)])
  }

  @Test func `short talks in a row are one message and use up theirs`() async throws {
    let fixture = try SchedulingFixture([
      SampleDay.talk("a", start: 60, length: 10), SampleDay.talk("b", start: 70, length: 10),
      SampleDay.talk("c", start: 80, length: 10), SampleDay.talk("d", start: 120),
    ])
    let person = try fixture.subscriber()
    try fixture.star("a", "b", "c", "d", by: person)
    #expect(try await fixture.pass(at: 50) == pass(reminders: 1, next: 110))
    let numbers = try ["a", "b", "c"].map(fixture.number)
    #expect(try fixture.notices(for: person) == [reminder(numbers)])
  }

  @Test func `each lead has its message`() async throws {
    let fixture = try SchedulingFixture([SampleDay.talk("a")])
    let leads = [0, 10, 30].map(LeadTime.init(minutes:))
    let person = try fixture.subscriber("1", Preferences(leadTimes: leads))
    try fixture.star("a", by: person)
    for (minute, next) in [(30.0, 50.0), (50, 60), (60, nil)] {
      #expect(try await fixture.pass(at: minute) == pass(reminders: 1, next: next))
    }
    let number = try fixture.number("a")
    #expect(
      try fixture.notices(for: person) == [30, 10, 0].map { reminder([number], lead: $0) })
  }

  @Test func `of several leads that a downtime held up the shortest speaks`() async throws {
    let fixture = try SchedulingFixture([SampleDay.talk("a")])
    let leads = [10, 30].map(LeadTime.init(minutes:))
    let person = try fixture.subscriber("1", Preferences(leadTimes: leads))
    try fixture.star("a", by: person)
    #expect(try await fixture.pass(at: 55) == pass(reminders: 1))
    #expect(try fixture.notices(for: person) == [reminder([try fixture.number("a")])])
  }

  @Test func `what has started is dropped`() async throws {
    let fixture = try SchedulingFixture([SampleDay.talk("a")])
    let person = try fixture.subscriber()
    try fixture.star("a", by: person)
    #expect(try await fixture.pass(at: 60) == pass(dropped: 1))
    #expect(try fixture.queued(for: person) == [])
    #expect(fixture.commits.value == 0)
    let talk = try fixture.number("a")
    let ledger = try fixture.read { try $0.ledger(of: person.id, about: talk) }
    #expect(
      ledger == [
        LedgerEntry(
          at: SampleDay.at(60), entry: 0, kind: .reminder, facts: nil, outcome: .expired,
          reason: "the reminder of 10 min before was dropped, because the session had begun when "
            + "it came to it", receipt: nil)
      ])
  }

  @Test func `a cancelled talk gives none`() async throws {
    let fixture = try SchedulingFixture([SampleDay.talk("a")])
    let person = try fixture.subscriber()
    try fixture.star("a", by: person)
    try fixture.change(SampleDay.talk("a", status: .cancelled), at: 10, settlesAt: nil)
    #expect(try await fixture.pass(at: 50) == pass())
    #expect(try fixture.queued(for: person) == [])
  }

  @Test func `a talk that moved later is reminded of again`() async throws {
    let fixture = try SchedulingFixture([SampleDay.talk("a")])
    let person = try fixture.subscriber()
    try fixture.star("a", by: person)
    try await fixture.pass(at: 50)
    try fixture.change(SampleDay.talk("a", start: 90), at: 52, settlesAt: nil)
    #expect(try await fixture.pass(at: 80) == pass(reminders: 1))
    let number = try fixture.number("a")
    #expect(
      try fixture.notices(for: person) == [
        reminder([number]), reminder([number], start: 90),
      ])
  }

  @Test func `many subscribers of one talk get one message each`() async throws {
    let fixture = try SchedulingFixture([SampleDay.talk("a")])
    for name in 1...300 {
      try fixture.star("a", by: try fixture.subscriber("\(name)"))
    }
    #expect(try await fixture.pass(at: 50) == pass(reminders: 300))
    #expect(try fixture.counts == [.pending: 300])
  }

  @Test func `an idle pass writes nothing and names the next instant`() async throws {
    let fixture = try SchedulingFixture([SampleDay.talk("a"), SampleDay.talk("b", start: 90)])
    let person = try fixture.subscriber()
    #expect(try await fixture.pass(at: 1) == pass())
    try fixture.star("a", "b", by: person)
    let before = try fixture.writtenBytes
    #expect(try await fixture.pass(at: 1) == pass(next: 50))
    #expect(try fixture.writtenBytes == before)
    #expect(fixture.commits.value == 0)
  }

  @Test func `a loop sleeps until the due time and ends when cancelled`() async throws {
    let fixture = try SchedulingFixture([SampleDay.talk("a"), SampleDay.talk("b", start: 90)])
    let person = try fixture.subscriber()
    try fixture.star("a", by: person)
    let (scheduler, clock, commits) = (fixture.scheduler, fixture.clock, fixture.commits)
    let loop = Task { try await scheduler.run() }
    clock.advance(to: SampleDay.at(50))
    try await commits.next(on: clock)
    #expect(try fixture.queued(for: person).count == 1)
    try fixture.star("b", by: person, at: 50)
    fixture.wake.signal()
    clock.advance(to: SampleDay.at(80))
    try await commits.next(on: clock)
    #expect(try fixture.queued(for: person).count == 2)
    loop.cancel()
    try await loop.value
  }
}

/// What a pass reports; `next` in minutes after the morning.
func pass(
  reminders: Int = 0, alerts: Int = 0, digests: Int = 0, dropped: Int = 0, next: Double? = nil
) -> SchedulingPass {
  SchedulingPass(
    reminders: reminders, alerts: alerts, digests: digests, dropped: dropped,
    next: next.map(SampleDay.at))
}
