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

/// Scheduler and relay together, when more has to go than a lane carries in a minute.
@Suite struct BurstTests {
  /// Two a second, five tenths of a second apart.
  private static let rule = RateRule(lane: "telegram", permits: 1, period: .milliseconds(500))

  private static func channel(_ rule: RateRule = rule) -> RecordingChannel {
    RecordingChannel(rules: { _ in [rule] })
  }

  /// Lets everything happen that is due, in order, until the minute; gives back when each message
  /// was handed over.
  private func run(
    _ fixture: DeliveryFixture, until minutes: Double, at instants: inout [Date]
  ) async throws {
    let scheduler = fixture.scheduler()
    // As at a start: the relay says how fast its platform is, and wakes the scheduler.
    try await fixture.relay.pass(now: fixture.clock.now())
    var next = fixture.clock.now()
    while next <= SampleDay.at(minutes) {
      fixture.clock.advance(to: next)
      let now = fixture.clock.now()
      let planned = try await scheduler.pass(now: now)
      let sent = try await fixture.relay.pass(now: now)
      while instants.count < fixture.channel.sent.count { instants.append(now) }
      let wishes = [planned.next, sent.next, planned.hasQueued ? now : nil].compactMap { $0 }
      next = max(wishes.min() ?? .distantFuture, now.addingTimeInterval(0.001))
    }
  }

  @Test func `a burst of five minutes is over by its deadline, with the true minutes in words`()
    async throws
  {
    let fixture = try DeliveryFixture([SampleDay.talk("keynote")], channel: Self.channel())
    for number in 0..<600 {
      try fixture.star("keynote", by: try fixture.person("\(number)"))
    }
    var instants: [Date] = []
    try await run(fixture, until: 60, at: &instants)
    #expect(fixture.channel.sent.count == 600)
    #expect(Set(fixture.channel.sent.map(\.address)).count == 600)
    let (first, last) = (try #require(instants.first), try #require(instants.last))
    #expect(last <= SampleDay.at(51))
    // 600 at two a second, with what is kept for others.
    #expect(last.timeIntervalSince(first) < 300 * 1.02)
    #expect(first > SampleDay.at(50 - 5))
    let minutes = zip(fixture.words, instants).map { words, instant in
      words.hasPrefix(
        "In \(Int((SampleDay.at(60).timeIntervalSince(instant) / 60).rounded(.up))) min")
    }
    #expect(minutes.allSatisfy { $0 })
  }

  @Test func `a digest does not hold up reminders, nor they it for good`() async throws {
    let fixture = try DeliveryFixture([SampleDay.talk("keynote")], channel: Self.channel())
    for number in 0..<200 {
      try fixture.star("keynote", by: try fixture.person("\(number)"))
    }
    let readers = try (0..<40).map { try fixture.person("reader \($0)") }
    var instants: [Date] = []
    try await run(fixture, until: 49.5, at: &instants)
    for reader in readers {
      try fixture.queue("digest \(reader.id)", fixture.digest, for: reader, deadline: 49.6)
    }
    try await run(fixture, until: 60, at: &instants)
    let sent = Array(zip(fixture.channel.sent, instants))
    let reminders = sent.filter { $0.0.attention == .push }
    let digests = sent.filter { $0.0.attention == .quiet }
    #expect(reminders.count == 200)
    #expect(digests.count == 40)
    #expect(try #require(reminders.map(\.1).max()) <= SampleDay.at(51))
    #expect(digests.count { $0.1 < SampleDay.at(51) } >= 5)
  }

  @Test func `a limit that was learned is kept to after a restart`() async throws {
    let fixture = try DeliveryFixture(
      channel: RecordingChannel(platform: .matrix, isIdempotent: true))
    for number in 0..<30 {
      let person = try fixture.person("\(number)", platform: .matrix)
      if number >= 10 {
        fixture.channel.answer(
          person.address, with: .rateLimited(retryAfter: .seconds(5), scope: .platform))
      }
      try fixture.reply("\(number)", to: person, deadline: Double(number))
    }
    try await fixture.pass()
    fixture.channel.forgetAnswers()
    let limits = try await fixture.database.read { try $0.laneLimits(of: .matrix) }
    #expect(limits.map(\.lane) == ["matrix"])
    #expect(limits.map(\.isLearned) == [true])
    let before = fixture.channel.sent.count
    try fixture.restart()
    try await fixture.pass(at: 0.01)
    #expect(fixture.channel.sent.count == before)
    // Ten in five seconds were seen to go: so many at most go at once.
    try await fixture.pass(at: 5.0 / 60)
    let more = fixture.channel.sent.count - before
    #expect((1...10).contains(more))
  }
}
