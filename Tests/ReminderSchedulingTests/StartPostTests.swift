import ConferenceModel
import Persistence
import ReminderScheduling
import TestSupport
import Testing

/// What a channel posts when a session starts that it follows.
@Suite struct StartPostTests {
  private let room = Preferences(
    leadTimes: [], alerts: false, follow: SessionFilter(room: "Hall 1"))

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

  @Test func `a talk that moves is posted at its new start, a new one as well`() async throws {
    let fixture = try SchedulingFixture([SampleDay.talk("a")])
    _ = try fixture.subscriber("-1", room, audience: .channel)
    try fixture.change(SampleDay.talk("a", start: 90), at: 5, settlesAt: nil)
    #expect(try await fixture.pass(at: 60).reminders == 0)
    #expect(try await fixture.pass(at: 90).reminders == 1)
  }
}
