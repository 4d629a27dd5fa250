import ConferenceModel
import Foundation
import Logging
import Persistence
import ReminderScheduling
import TestSupport
import Testing
import Timekeeping

/// An hour is put on the clock or taken off it, and nothing is lost, doubled or kept waiting.
@Suite struct ClockWatcherTests {
  private let hour: TimeInterval = 3600

  private func watcher(_ fixture: SchedulingFixture) -> ClockWatcher {
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    let commits = fixture.commits
    return ClockWatcher(
      database: fixture.database, clock: fixture.clock, onStep: { commits.add() }, logger: logger)
  }

  /// Puts a reply in the outbox that waits for an instant, minutes after the morning.
  private func reply(
    _ name: String, to person: Subscriber, until minute: Double, reason: String = "paced",
    in fixture: SchedulingFixture
  ) throws {
    let now = fixture.clock.now()
    try fixture.write { store in
      _ = try store.enqueue(
        [
          NewOutboxEntry(
            key: name, subscriber: person.id, notice: .reply(document: "{}", stated: []),
            dueAt: now, deadline: now, expiresAt: now.addingTimeInterval(900))
        ], now: now)
      for entry in try store.claim(platform: .telegram, now: now, limit: 9, lease: 9) {
        try store.settle(
          [
            Settlement(
              entry: entry,
              result: .waiting(until: SampleDay.at(minute), usesAttempt: false, reason: reason))
          ], now: now)
      }
    }
  }

  private func claimable(at instant: Date, in fixture: SchedulingFixture) throws -> [String] {
    try fixture.write {
      try $0.claim(platform: .telegram, now: instant, limit: 9, lease: 9).map(\.key)
    }
  }

  @Test func `what waits for seconds does not wait for an hour when the clock is set back`()
    async throws
  {
    let fixture = try SchedulingFixture([SampleDay.talk("a")])
    let watcher = watcher(fixture)
    let person = try fixture.subscriber()
    try reply("paced", to: person, until: 0.5, in: fixture)
    fixture.clock.set(to: SampleDay.at(-60))
    #expect(try await watcher.pass()?.rounded() == -hour)
    #expect(fixture.commits.value == 1)
    #expect(try claimable(at: SampleDay.at(-59.6), in: fixture) == [])
    #expect(try claimable(at: SampleDay.at(-59.5), in: fixture) == ["paced"])
    #expect(try await watcher.pass() == nil)
  }

  @Test func `quiet hours end when they end by the clock`() async throws {
    let fixture = try SchedulingFixture([SampleDay.talk("a")])
    let watcher = watcher(fixture)
    try reply(
      "held", to: try fixture.subscriber(), until: 10, reason: Settlement.quietHours,
      in: fixture)
    fixture.clock.set(to: SampleDay.at(-60))
    try await watcher.pass()
    #expect(try claimable(at: SampleDay.at(9.9), in: fixture) == [])
    #expect(try claimable(at: SampleDay.at(10), in: fixture) == ["held"])
  }

  @Test func `a change that settles is told in its time when the clock is set back`() async throws {
    let fixture = try SchedulingFixture([SampleDay.talk("a", start: 600)])
    let watcher = watcher(fixture)
    let person = try fixture.subscriber()
    try fixture.star("a", by: person)
    try fixture.change(
      SampleDay.talk("a", room: "Hall 2", start: 600), at: 0, settlesAt: 1.5)
    fixture.clock.set(to: SampleDay.at(-60))
    try await watcher.pass()
    #expect(try await fixture.pass(at: -58.6).alerts == 0)
    #expect(try await fixture.pass(at: -58.5).alerts == 1)
  }

  @Test func `a reminder that a clock ahead of its time dropped comes when it is set right`()
    async throws
  {
    let fixture = try SchedulingFixture([SampleDay.talk("a"), SampleDay.talk("b", start: 180)])
    let watcher = watcher(fixture)
    let person = try fixture.subscriber()
    try fixture.star("a", "b", by: person)
    fixture.clock.set(to: SampleDay.at(75))
    try await watcher.pass()
    #expect(try await fixture.pass(at: 75).dropped == 1)
    fixture.clock.set(to: SampleDay.at(15))
    try await watcher.pass()
    #expect(try await fixture.pass(at: 49).reminders == 0)
    #expect(try await fixture.pass(at: 50).reminders == 1)
    let start = SampleDay.at(60)
    #expect(
      try fixture.notices(for: person) == [
        .reminder(
          sessions: [try fixture.number("a")], start: start, lead: LeadTime(minutes: 10))
      ])
  }

  @Test func `what was sent while the clock was ahead is not sent again`() async throws {
    let fixture = try SchedulingFixture([SampleDay.talk("a")])
    let watcher = watcher(fixture)
    let person = try fixture.subscriber()
    try fixture.star("a", by: person)
    fixture.clock.set(to: SampleDay.at(55))
    try await watcher.pass()
    #expect(try await fixture.pass(at: 55).reminders == 1)
    fixture.clock.set(to: SampleDay.at(0))
    try await watcher.pass()
    #expect(try await fixture.pass(at: 50).reminders == 0)
    #expect(try fixture.queued(for: person).count == 1)
  }

  @Test func `what expired while the clock was ahead is open again`() async throws {
    let fixture = try SchedulingFixture([SampleDay.talk("a")])
    let watcher = watcher(fixture)
    let person = try fixture.subscriber()
    try fixture.star("a", by: person)
    fixture.clock.advance(to: SampleDay.at(50))
    try await fixture.pass(at: 50)
    fixture.clock.set(to: SampleDay.at(110))
    try await watcher.pass()
    _ = try fixture.write { try $0.expire(now: fixture.clock.now(), limit: 9) }
    #expect(try fixture.counts == [.expired: 1])
    fixture.clock.set(to: SampleDay.at(50.1))
    try await watcher.pass()
    #expect(try fixture.counts == [.pending: 1])
    #expect(try claimable(at: SampleDay.at(50.1), in: fixture).count == 1)
  }

  @Test(arguments: [false, true])
  func `an answer outlives a clock that is set forwards`(hasExpired: Bool) async throws {
    let fixture = try SchedulingFixture([SampleDay.talk("a")])
    let watcher = watcher(fixture)
    try reply("answer", to: try fixture.subscriber(), until: 1, in: fixture)
    fixture.clock.set(to: SampleDay.at(60))
    if hasExpired {
      #expect(try fixture.write { try $0.expire(now: SampleDay.at(60), limit: 9) } == 1)
    }
    try await watcher.pass()
    #expect(try claimable(at: SampleDay.at(60.1), in: fixture) == ["answer"])
  }

  @Test func `a clock that was set back while nobody watched is noticed at the start`() async throws
  {
    let fixture = try SchedulingFixture([SampleDay.talk("a")])
    try reply("paced", to: try fixture.subscriber(), until: 0.5, in: fixture)
    fixture.clock.set(to: SampleDay.at(-60))
    let next = watcher(fixture)
    try await next.start()
    #expect(try claimable(at: SampleDay.at(-59.5), in: fixture) == ["paced"])
  }

  @Test func `time that only passes changes nothing at the start`() async throws {
    let fixture = try SchedulingFixture([SampleDay.talk("a")])
    try reply("paced", to: try fixture.subscriber(), until: 5, in: fixture)
    fixture.clock.advance(to: SampleDay.at(1))
    let next = watcher(fixture)
    try await next.start()
    #expect(try await next.pass() == nil)
    #expect(try claimable(at: SampleDay.at(1), in: fixture) == [])
    #expect(fixture.commits.value == 0)
  }
}
