import ConferenceModel
import Foundation
import Persistence
import ReminderScheduling
import TestSupport
import Testing

@Suite struct DigestStepTests {
  /// At nine in Amsterdam, the sample day's morning.
  private let nine = Preferences(leadTimes: [], digest: DigestPreference(minuteOfDay: 540))
  private let tomorrow = 1440.0

  private func today(adding days: Int = 0, filter: SessionFilter = SessionFilter()) -> Notice {
    .digest(day: SampleDay.zone.day(of: SampleDay.morning).adding(days: days), filter: filter)
  }

  @Test func `it is queued at the local time, and the next one is set`() async throws {
    let fixture = try SchedulingFixture([SampleDay.talk("a", start: 300)])
    let person = try fixture.subscriber("1", nine, digestAt: 0)
    #expect(try await fixture.pass(at: -1) == pass(next: 0))
    #expect(try await fixture.pass(at: 0) == pass(digests: 1, next: tomorrow))
    let entry = try #require(try fixture.queued(for: person).first)
    #expect(entry.notice == today())
    #expect(entry.deadline == SampleDay.at(5))
    #expect(entry.expiresAt == SampleDay.at(240))
  }

  @Test func `it waits for a programme that is late, but not for half a day`() async throws {
    let fixture = try SchedulingFixture()
    let person = try fixture.subscriber("1", nine, digestAt: 0)
    #expect(try await fixture.pass(at: 0) == pass(next: 1))
    var changes = SourceChanges()
    changes.added = [SampleDay.talk("a", start: 300)]
    try await fixture.database.write { [changes] in
      try $0.apply(changes, source: "main", validators: SourceValidators(), now: SampleDay.at(1))
    }
    #expect(try await fixture.pass(at: 1) == pass(digests: 1, next: tomorrow))
    #expect(try fixture.queued(for: person).map(\.expiresAt) == [SampleDay.at(240)])

    let empty = try SchedulingFixture()
    _ = try empty.subscriber("1", nine, digestAt: 0)
    #expect(try await empty.pass(at: 240) == pass(next: tomorrow))
  }

  @Test func `it is worthless when the last talk of the day has begun`() async throws {
    let fixture = try SchedulingFixture([SampleDay.talk("a", start: 100)])
    let person = try fixture.subscriber("1", nine, digestAt: 0)
    try await fixture.pass(at: 0)
    #expect(try fixture.queued(for: person).map(\.expiresAt) == [SampleDay.at(100)])
  }

  @Test func `the next one is at the same time on the clocks after they change`() async throws {
    // Clocks went forward on the night to 29 March 2026.
    let saturday = 4 * 1440.0
    let fixture = try SchedulingFixture([SampleDay.talk("a", start: saturday + 300)])
    _ = try fixture.subscriber("1", nine, digestAt: saturday)
    #expect(
      try await fixture.pass(at: saturday) == pass(digests: 1, next: saturday + 1440 - 60))
  }

  @Test func `a day of a subscriber's own zone is told`() async throws {
    let fixture = try SchedulingFixture([SampleDay.talk("a", start: 600)])
    let preferences = Preferences(
      timeZone: "Asia/Shanghai", leadTimes: [],
      digest: DigestPreference(minuteOfDay: 16 * 60))
    let person = try fixture.subscriber("1", preferences, digestAt: 0)
    try await fixture.pass(at: 0)
    #expect(try fixture.notices(for: person) == [today()])
    #expect(try fixture.nextDigest(of: person) == SampleDay.at(tomorrow))
  }

  @Test func `there is one a day, whatever was chosen anew`() async throws {
    let fixture = try SchedulingFixture([SampleDay.talk("a", start: 300)])
    let person = try fixture.subscriber("1", nine, digestAt: 0)
    try await fixture.pass(at: 0)
    var later = nine
    later.digest?.minuteOfDay = 570
    try fixture.setPreferences(later, of: person, digestAt: 30)
    #expect(try await fixture.pass(at: 30) == pass(next: tomorrow + 30))
    #expect(try fixture.queued(for: person).count == 1)
    try fixture.restart()
    #expect(try await fixture.pass(at: 31) == pass(next: tomorrow + 30))
  }

  @Test func `a day without sessions is skipped`() async throws {
    let fixture = try SchedulingFixture([SampleDay.talk("a", start: tomorrow + 300)])
    let person = try fixture.subscriber("1", nine, digestAt: 0)
    #expect(try await fixture.pass(at: 0) == pass(next: tomorrow))
    #expect(
      try await fixture.pass(at: tomorrow) == pass(digests: 1, next: 2 * tomorrow))
    #expect(try fixture.notices(for: person) == [today(adding: 1)])
  }

  @Test func `a digest of own stars is skipped without any that day`() async throws {
    let fixture = try SchedulingFixture([
      SampleDay.talk("a", start: 300), SampleDay.talk("b", start: tomorrow + 300),
    ])
    var mine = nine
    mine.digest?.filter.mine = true
    let person = try fixture.subscriber("1", mine, digestAt: 0)
    try fixture.star("b", by: person)
    try await fixture.pass(at: 0)
    try await fixture.pass(at: tomorrow)
    #expect(
      try fixture.notices(for: person) == [today(adding: 1, filter: SessionFilter(mine: true))])
  }

  @Test(arguments: [(239.0, 1), (240, 0), (241, 0)])
  func `four hours late is too late`(minutes: Double, count: Int) async throws {
    let fixture = try SchedulingFixture([SampleDay.talk("a", start: 300)])
    _ = try fixture.subscriber("1", nine, digestAt: 0)
    #expect(try await fixture.pass(at: minutes) == pass(digests: count, next: tomorrow))
  }

  @Test(arguments: [SubscriberState.stopped, .paused])
  func `a silent subscriber gets none, and no old one later`(
    state: SubscriberState
  ) async throws {
    let fixture = try SchedulingFixture([SampleDay.talk("a", start: 300)])
    let person = try fixture.subscriber("1", nine, digestAt: 0)
    try fixture.setState(state, of: person)
    #expect(try await fixture.pass(at: 0) == pass(next: tomorrow))
    try fixture.setState(.active, of: person)
    #expect(try await fixture.pass(at: 1) == pass(next: tomorrow))
  }

  @Test func `who turned it off gets none`() async throws {
    let fixture = try SchedulingFixture([SampleDay.talk("a", start: 300)])
    _ = try fixture.subscriber("1", Preferences(leadTimes: []), digestAt: 0)
    #expect(try await fixture.pass(at: 0) == pass())
  }

  @Test func `more than one transaction's worth goes in several passes`() async throws {
    let fixture = try SchedulingFixture([SampleDay.talk("a", start: 300)])
    for name in 0..<1001 { _ = try fixture.subscriber("\(name)", nine, digestAt: 0) }
    #expect(try await fixture.pass(at: 0) == pass(digests: 1000, next: 0))
    #expect(try await fixture.pass(at: 0) == pass(digests: 1, next: tomorrow))
  }
}
