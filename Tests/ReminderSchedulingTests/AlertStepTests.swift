import ConferenceModel
import Foundation
import Persistence
import ReminderScheduling
import TestSupport
import Testing

@Suite struct AlertStepTests {
  private func told(_ fixture: SchedulingFixture, _ subscriber: Subscriber) throws -> [String] {
    try fixture.database.read { store in
      let programme = try store.programme()
      let told = try store.told(subscriber.id, of: programme.entries.map(\.id))
      let facts = try store.facts(Set(told.values))
      return told.sorted { $0.key < $1.key }.compactMap { facts[$0.value]?.room }
    }
  }

  @Test func `several settled sessions are one alert per subscriber`() async throws {
    let fixture = try SchedulingFixture([
      SampleDay.talk("a", start: 300), SampleDay.talk("b", start: 400),
      SampleDay.talk("c", start: 500),
    ])
    let (first, second) = (try fixture.subscriber("1"), try fixture.subscriber("2"))
    try fixture.star("a", "b", "c", by: first)
    try fixture.star("b", by: second)
    try fixture.change(
      SampleDay.talk("a", room: "C1", start: 300), SampleDay.talk("b", room: "C2", start: 400),
      at: 10, settlesAt: 11.5)
    #expect(try await fixture.pass(at: 11) == pass(next: 11.5))
    #expect(try await fixture.pass(at: 11.5) == pass(alerts: 2, next: 290))
    let (a, b) = (try fixture.number("a"), try fixture.number("b"))
    #expect(try fixture.notices(for: first) == [.alert(sessions: [a, b])])
    #expect(try fixture.notices(for: second) == [.alert(sessions: [b])])
    let entry = try #require(try fixture.queued(for: first).first)
    #expect(entry.dueAt == SampleDay.at(11.5))
    #expect(entry.deadline == SampleDay.at(12.5))
    #expect(entry.expiresAt == SampleDay.at(430))
    #expect(try await fixture.pass(at: 12) == pass(next: 290))
  }

  @Test func `a restart in between queues it once`() async throws {
    let fixture = try SchedulingFixture([SampleDay.talk("a", start: 300)])
    let person = try fixture.subscriber()
    try fixture.star("a", by: person)
    try fixture.change(SampleDay.talk("a", room: "C1", start: 300), at: 10, settlesAt: 11)
    try fixture.restart()
    try await fixture.pass(at: 20)
    try fixture.restart()
    try await fixture.pass(at: 21)
    #expect(try fixture.queued(for: person).count == 1)
  }

  @Test func `there and back gives nothing`() async throws {
    let fixture = try SchedulingFixture([SampleDay.talk("a", start: 300)])
    let person = try fixture.subscriber()
    try fixture.star("a", by: person)
    try fixture.change(SampleDay.talk("a", room: "C1", start: 300), at: 10, settlesAt: 11)
    try fixture.change(SampleDay.talk("a", start: 300), at: 10.5, settlesAt: 12)
    #expect(try await fixture.pass(at: 12) == pass(next: 290))
    #expect(try fixture.queued(for: person) == [])
  }

  @Test func `ten edits give one message`() async throws {
    let fixture = try SchedulingFixture([SampleDay.talk("a", start: 300)])
    let person = try fixture.subscriber()
    try fixture.star("a", by: person)
    for edit in 1...10 {
      let minute = 10 + Double(edit)
      try fixture.change(
        SampleDay.talk("a", room: "C\(edit)", start: 300), at: minute, settlesAt: minute + 1.5)
      try await fixture.pass(at: minute)
    }
    #expect(try await fixture.pass(at: 21.5) == pass(alerts: 1, next: 290))
    #expect(try fixture.queued(for: person).count == 1)
  }

  @Test func `a change after the alert is another message`() async throws {
    let fixture = try SchedulingFixture([SampleDay.talk("a", start: 300)])
    let person = try fixture.subscriber()
    try fixture.star("a", by: person)
    for (minute, room) in [(10.0, "C1"), (20, "C2")] {
      try fixture.change(
        SampleDay.talk("a", room: room, start: 300), at: minute, settlesAt: minute)
      try await fixture.pass(at: minute)
    }
    #expect(try fixture.queued(for: person).count == 2)
  }

  @Test func `two changes at one instant are two messages`() async throws {
    let fixture = try SchedulingFixture([SampleDay.talk("a", start: 300)])
    let person = try fixture.subscriber()
    try fixture.star("a", by: person)
    for room in ["C1", "C2"] {
      try fixture.change(SampleDay.talk("a", room: room, start: 300), at: 10, settlesAt: 10)
      try await fixture.pass(at: 10)
    }
    #expect(try fixture.queued(for: person).count == 2)
  }

  @Test func `a renamed room moves the pointer without words`() async throws {
    let fixture = try SchedulingFixture([SampleDay.talk("a", start: 300)])
    let person = try fixture.subscriber()
    try fixture.star("a", by: person)
    try fixture.change(
      SampleDay.talk("a", room: "Red Hat Hall", start: 300),
      renamedRooms: ["Hall 1": "Red Hat Hall"], at: 10, settlesAt: 11)
    #expect(try await fixture.pass(at: 11) == pass(next: 290))
    #expect(try fixture.queued(for: person) == [])
    #expect(try told(fixture, person) == ["Red Hat Hall"])
  }

  @Test func `what is over is not told`() async throws {
    let fixture = try SchedulingFixture([SampleDay.talk("a")])
    let person = try fixture.subscriber("1", Preferences(leadTimes: []))
    try fixture.star("a", by: person)
    try fixture.change(SampleDay.talk("a", room: "C1"), at: 95, settlesAt: 95)
    #expect(try await fixture.pass(at: 95) == pass())
    #expect(try fixture.queued(for: person) == [])
    #expect(try told(fixture, person) == ["C1"])
  }

  @Test(arguments: [SubscriberState.stopped, .paused])
  func `a silent subscriber is told when it comes back`(state: SubscriberState) async throws {
    let fixture = try SchedulingFixture([SampleDay.talk("a", start: 300)])
    let person = try fixture.subscriber()
    try fixture.star("a", by: person)
    try fixture.setState(state, of: person)
    try fixture.change(SampleDay.talk("a", room: "C1", start: 300), at: 10, settlesAt: 11)
    #expect(try await fixture.pass(at: 11) == pass(next: 290))
    try fixture.setState(.active, of: person)
    #expect(try await fixture.pass(at: 30) == pass(alerts: 1, next: 290))
    #expect(try fixture.notices(for: person) == [.alert(sessions: [try fixture.number("a")])])
  }

  @Test func `coming back does not tell before a change has settled`() async throws {
    let fixture = try SchedulingFixture([SampleDay.talk("a", start: 300)])
    let person = try fixture.subscriber()
    try fixture.star("a", by: person)
    try fixture.setState(.stopped, of: person)
    try fixture.change(SampleDay.talk("a", room: "C1", start: 300), at: 10, settlesAt: 11)
    try fixture.setState(.active, of: person)
    #expect(try await fixture.pass(at: 10) == pass(next: 11))
    #expect(try await fixture.pass(at: 11) == pass(alerts: 1, next: 290))
  }

  @Test func `without alerts there are none`() async throws {
    let fixture = try SchedulingFixture([SampleDay.talk("a", start: 300)])
    let person = try fixture.subscriber("1", Preferences(alerts: false))
    try fixture.star("a", by: person)
    try fixture.change(SampleDay.talk("a", room: "C1", start: 300), at: 10, settlesAt: 11)
    #expect(try await fixture.pass(at: 11) == pass(next: 290))
  }

  @Test func `a channel is told of the sessions of its filter`() async throws {
    let fixture = try SchedulingFixture([
      SampleDay.talk("a", start: 300), SampleDay.talk("b", start: 400, track: "Security"),
    ])
    let channel = try fixture.subscriber(
      "-100",
      Preferences(leadTimes: [], alertFilter: SessionFilter(track: "security")),
      audience: .channel)
    try fixture.change(
      SampleDay.talk("a", room: "C1", start: 300),
      SampleDay.talk("b", room: "C2", start: 400, track: "Security"), at: 10, settlesAt: 11)
    #expect(try await fixture.pass(at: 11) == pass(alerts: 1))
    #expect(try fixture.notices(for: channel) == [.alert(sessions: [try fixture.number("b")])])
  }
}
