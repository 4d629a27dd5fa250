import ConferenceModel
import Foundation
import Persistence
import ReminderScheduling
import ScheduleFormats
import TestSupport
import Testing
import Timekeeping

/// What a channel posts when a session starts that it follows.
@Suite struct StartPostTests {
  private static func following(_ filter: SessionFilter) -> Preferences {
    Preferences(leadTimes: [], alerts: false, follow: filter)
  }

  private let room = following(SessionFilter(room: "Hall 1"))

  @Test func `each start is one post, talks back to back are not gathered`() async throws {
    let fixture = try SchedulingFixture([
      SampleDay.talk("a", length: 10), SampleDay.talk("b", start: 70, length: 10),
      SampleDay.talk("c", room: "Hall 2"),
    ])
    _ = try fixture.subscriber("-1", room, audience: .channel)
    #expect(try await fixture.pass(at: 59).next == SampleDay.at(60))
    #expect(try await fixture.pass(at: 60).reminders == 1)
    #expect(try await fixture.pass(at: 60).reminders == 0)
    #expect(try await fixture.pass(at: 70).reminders == 1)
    #expect(try await fixture.pass(at: 71).next == nil)
  }

  @Test func `sessions of a track that start together are one post`() async throws {
    let fixture = try SchedulingFixture([
      SampleDay.talk("a"), SampleDay.talk("b", room: "Hall 2"),
      SampleDay.talk("c", room: "Hall 3", track: "Security"),
    ])
    let channel = try fixture.subscriber(
      "-1", Self.following(SessionFilter(track: "ai")), audience: .channel)
    try await fixture.pass(at: 60)
    let entry = try #require(try fixture.queued(for: channel).first)
    #expect(
      entry.notice
        == .reminder(
          sessions: [try fixture.number("a"), try fixture.number("b")], start: SampleDay.at(60),
          lead: LeadTime(minutes: 0)))
    #expect(entry.expiresAt == SampleDay.at(61))
    #expect(try fixture.queued(for: channel).count == 1)
  }

  @Test func `a talk that moves is posted at its new start, a new one as well`() async throws {
    let fixture = try SchedulingFixture([SampleDay.talk("a")])
    _ = try fixture.subscriber("-1", room, audience: .channel)
    try fixture.change(SampleDay.talk("a", start: 90), at: 5, settlesAt: nil)
    #expect(try await fixture.pass(at: 60).reminders == 0)
    #expect(try await fixture.pass(at: 90).reminders == 1)
  }

  @Test func `what is cancelled or leaves the room is not posted, what comes into it is`()
    async throws
  {
    let fixture = try SchedulingFixture([
      SampleDay.talk("a"), SampleDay.talk("b", start: 70), SampleDay.talk("c", room: "Hall 2"),
    ])
    let channel = try fixture.subscriber("-1", room, audience: .channel)
    try fixture.change(
      SampleDay.talk("a", status: .cancelled), SampleDay.talk("b", room: "Hall 2", start: 70),
      SampleDay.talk("c", start: 80), at: 5, settlesAt: nil)
    for minute in [60.0, 70, 80] { try await fixture.pass(at: minute) }
    #expect(
      try fixture.notices(for: channel) == [
        .reminder(
          sessions: [try fixture.number("c")], start: SampleDay.at(80),
          lead: LeadTime(minutes: 0))
      ])
  }

  @Test(arguments: [(60.0, 1), (60.9, 1), (61, 0), (75, 0)])
  func `a bot that was down posts within the minute or not at all`(
    minute: Double, posts: Int
  ) async throws {
    let fixture = try SchedulingFixture([SampleDay.talk("a")])
    let channel = try fixture.subscriber("-1", room, audience: .channel)
    try fixture.restart()
    // The operator's channels are set up anew with every start.
    fixture.clock.advance(to: SampleDay.at(minute))
    try fixture.setPreferences(room, of: channel, digestAt: 9999)
    #expect(try await fixture.pass(at: minute).reminders == posts)
    try fixture.restart()
    try fixture.setPreferences(room, of: channel, digestAt: 9999)
    #expect(try await fixture.pass(at: minute).reminders == 0)
  }

  @Test func `what is not followed any more is not posted, though it was due`() async throws {
    let fixture = try SchedulingFixture([SampleDay.talk("a")])
    let channel = try fixture.subscriber("-1", room, audience: .channel)
    fixture.clock.advance(to: SampleDay.at(60))
    try fixture.setPreferences(
      Self.following(SessionFilter(room: "Hall 2")), of: channel, digestAt: 9999)
    #expect(try await fixture.pass(at: 60) == pass(next: 9999))
  }

  struct RealCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let filter: SessionFilter
    /// Sessions and starts, counted in the feed.
    let sessions: Int
    let posts: Int
  }

  @Test(
    .enabled(if: Corpus.isAvailable, "the corpus is not here"),
    arguments: [
      RealCase(
        testDescription: "five-minute talks back to back, and two things at once",
        filter: SessionFilter(track: "project opportunities"), sessions: 84, posts: 83),
      RealCase(
        testDescription: "lightning talks", filter: SessionFilter(track: "lightning"), sessions: 9,
        posts: 9),
      RealCase(
        testDescription: "posters at 13:15", filter: SessionFilter(track: "poster"), sessions: 10,
        posts: 1),
      RealCase(
        testDescription: "a room", filter: SessionFilter(room: "Elicium 2"), sessions: 77,
        posts: 77),
    ])
  func `each start of a real programme is one post, over restarts`(example: RealCase) async throws {
    let sessions = try ScheduleReader.read(
      Corpus.data("kubecon-eu-2026/20260323T183344Z.all.ics"), format: nil,
      options: ReadingOptions(source: "main", timeZone: SampleDay.zone)
    ).sessions
    let fixture = try SchedulingFixture(sessions)
    // Three days before the sample day, ahead of everything.
    let weekend = SampleDay.at(-3 * 1440)
    let channel = try await fixture.database.write {
      try $0.addSubscriber(
        at: ConversationAddress(platform: .telegram, conversation: "-1"), audience: .channel,
        preferences: Self.following(example.filter), nextDigestAt: nil, now: weekend)
    }
    var next = try await fixture.scheduler.pass(now: weekend).next
    var passes = 0
    while let due = next {
      next = try await fixture.scheduler.pass(now: due).next
      passes += 1
      if passes.isMultiple(of: 10) { try fixture.restart() }
    }
    let entries = try await fixture.database.read {
      try $0.outbox(in: OutboxState.allCases, limit: 1000)
    }.filter { $0.subscriber.id == channel.id }
    let posted = entries.flatMap { entry -> [SessionID] in
      guard case .reminder(let sessions, let start, _) = entry.notice, entry.dueAt == start,
        entry.expiresAt == start.addingTimeInterval(60)
      else { return [] }
      return sessions
    }
    #expect(entries.count == example.posts)
    #expect(posted.count == example.sessions)
    #expect(Set(posted).count == example.sessions)
  }
}
