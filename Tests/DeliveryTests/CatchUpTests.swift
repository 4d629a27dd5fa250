import ConferenceModel
import Delivery
import Foundation
import Messaging
import Persistence
import ReminderScheduling
import TestSupport
import Testing
import Timekeeping

/// After a downtime what is still useful is sent once, with true words, and the rest is not.
@Suite struct CatchUpTests {
  /// Down from the morning on: somebody with a lead of fifty minutes and stars at 10:00, 10:30 and
  /// 11:00, and one who is reminded ten minutes before.
  private func fixture() throws -> (DeliveryFixture, early: Subscriber, late: Subscriber) {
    let fixture = try DeliveryFixture([
      SampleDay.talk("a"), SampleDay.talk("b", room: "Hall 2", start: 90),
      SampleDay.talk("c", start: 120), SampleDay.talk("d", room: "Hall 2", start: 120),
    ])
    let early = try fixture.person(
      "early", Preferences(leadTimes: [LeadTime(minutes: 50)]))
    let late = try fixture.person("late")
    try fixture.star("a", "b", "c", "d", by: early)
    try fixture.star("a", "b", by: late)
    return (fixture, early, late)
  }

  private func wake(_ fixture: DeliveryFixture, at minutes: Double) async throws {
    fixture.clock.advance(to: SampleDay.at(minutes))
    try await fixture.scheduler().pass(now: fixture.clock.now())
    try await fixture.relay.pass(now: fixture.clock.now())
  }

  @Test func `several reminders that were held up are one summary`() async throws {
    let (fixture, early, late) = try fixture()
    try await wake(fixture, at: 55)
    #expect(
      fixture.channel.sent.filter { $0.address == early.address }.map(\.document.words) == [
        """
        In 5 min · 10:00–11:00
        2 talks you starred are coming up:
        10:00–10:30 · Hall 1 Talk a
        10:30–11:00 · Hall 2 Talk b
        """
      ])
    #expect(
      fixture.channel.sent.filter { $0.address == late.address }.map(\.document.words)
        == ["In 5 min · 10:00–10:30 · Hall 1\nTalk a"])
    try await wake(fixture, at: 70)
    #expect(fixture.words.last?.hasPrefix("In 50 min · 11:00") == true)
    #expect(fixture.channel.sent.count == 3)
  }

  @Test func `what has begun is not in the summary, and nothing is said twice`() async throws {
    let (fixture, early, late) = try fixture()
    try await wake(fixture, at: 75)
    #expect(
      fixture.channel.sent.filter { $0.address == early.address }.map(\.document.words) == [
        """
        In 15 min · 10:30–11:30
        3 talks you starred are coming up:
        10:30–11:00 · Hall 2 Talk b
        11:00–11:30 · Hall 1 Talk c
        11:00–11:30 · Hall 2 Talk d
        """
      ])
    #expect(!fixture.channel.sent.contains { $0.address == late.address })
    try await wake(fixture, at: 80)
    try await wake(fixture, at: 130)
    #expect(fixture.channel.sent.count == 2)
    #expect(fixture.words.last == "In 10 min · 10:30–11:00 · Hall 2\nTalk b")
  }

  @Test func `a talk that moved meanwhile is told as moved and is in no summary`() async throws {
    let (fixture, early, _) = try fixture()
    try fixture.change(SampleDay.talk("b", room: "Hall 2", start: 200))
    try await wake(fixture, at: 55)
    #expect(
      fixture.channel.sent.filter { $0.address == early.address }.map(\.document.words)
        == ["In 5 min · 10:00–10:30 · Hall 1\nTalk a"])
  }

  @Test func `a summary whose first talk begins while it waits names the others`() async throws {
    let (fixture, early, _) = try fixture()
    fixture.clock.advance(to: SampleDay.at(55))
    try await fixture.scheduler().pass(now: fixture.clock.now())
    try await fixture.pass(at: 61)
    #expect(
      fixture.channel.sent.filter { $0.address == early.address }.map(\.document.words)
        == ["In 29 min · 10:30–11:00 · Hall 2\nTalk b"])
  }
}
