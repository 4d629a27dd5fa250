import ConferenceModel
import Delivery
import Foundation
import Messaging
import Persistence
import ReminderScheduling
import TestSupport
import Testing

/// What the relay does in a subscriber's quiet hours; the sample day begins at nine.
@Suite struct QuietHoursTests {
  private func quiet(until hour: Int, _ fixture: DeliveryFixture) throws -> Subscriber {
    try fixture.person("1", Preferences(quiet: QuietHours(from: 8 * 60, until: hour * 60)))
  }

  @Test func `an alert waits for the morning and uses no attempt`() async throws {
    let fixture = try DeliveryFixture([SampleDay.talk("a", start: 300)])
    let person = try quiet(until: 10, fixture)
    try fixture.star("a", by: person)
    try fixture.refresh(SampleDay.talk("a", room: "C1", start: 300), at: 10)
    #expect(
      try await fixture.round(at: 10)
        == RelayPass(claimed: 1, waiting: 1, next: SampleDay.at(60)))
    #expect(try await fixture.pass(at: 59).claimed == 0)
    try fixture.refresh(SampleDay.talk("a", room: "C2", start: 300), at: 59)
    try await fixture.round(at: 60)
    #expect(fixture.words == ["New room\nTalk a\n14:00–14:30 · Hall 1 → C2"])
    #expect(fixture.channel.sent.map(\.attention) == [.push])
  }

  @Test func `an alert of what starts soon after comes without a sound`() async throws {
    let fixture = try DeliveryFixture([SampleDay.talk("a", start: 119)])
    let person = try quiet(until: 10, fixture)
    try fixture.star("a", by: person)
    // It was to start in time to be told of in the night; now it does not.
    try fixture.refresh(SampleDay.talk("a", start: 300), at: 10)
    try await fixture.round(at: 10)
    #expect(fixture.words == ["Starts later\nTalk a\n10:59–11:29 → 14:00–14:30 · Hall 1"])
    #expect(fixture.channel.sent.map(\.attention) == [.quiet])
  }

  @Test func `an alert that would be worth nothing by then comes without a sound`() async throws {
    let fixture = try DeliveryFixture([SampleDay.talk("a", start: 900)])
    let person = try quiet(until: 20, fixture)
    try fixture.star("a", by: person)
    let alert = Notice.alert(sessions: [try fixture.entry("a").id])
    try fixture.change(SampleDay.talk("a", room: "C1", start: 900))
    try fixture.queue("held", alert, for: person, expires: 662)
    #expect(try await fixture.pass(at: 0).waiting == 1)
    try fixture.queue("short", alert, for: person, expires: 660)
    #expect(try await fixture.pass(at: 0).delivered == 1)
    #expect(fixture.channel.sent.map(\.attention) == [.quiet])
  }

  @Test func `a reminder is in time and silent, an answer rings`() async throws {
    let fixture = try DeliveryFixture([SampleDay.talk("a")])
    let person = try quiet(until: 12, fixture)
    try fixture.star("a", by: person)
    try await fixture.round(at: 50)
    try fixture.reply("Yes", to: person)
    try await fixture.pass(at: 51)
    #expect(fixture.words == ["In 10 min · 10:00–10:30 · Hall 1\nTalk a", "Yes"])
    #expect(fixture.channel.sent.map(\.attention) == [.quiet, .push])
  }

  @Test func `who ends the quiet is told with the next alert of it`() async throws {
    let fixture = try DeliveryFixture([SampleDay.talk("a", start: 300)])
    let person = try quiet(until: 10, fixture)
    try fixture.star("a", by: person)
    try fixture.refresh(SampleDay.talk("a", room: "C1", start: 300), at: 10)
    try await fixture.round(at: 10)
    var loud = person.preferences
    loud.quiet = nil
    try await fixture.database.write { [loud] in
      try $0.setPreferences(loud, of: person, nextDigestAt: nil, now: SampleDay.at(20))
    }
    try fixture.refresh(SampleDay.talk("a", room: "C2", start: 300), at: 20)
    try await fixture.round(at: 20)
    #expect(fixture.words == ["New room\nTalk a\n14:00–14:30 · Hall 1 → C2"])
    #expect(try await fixture.pass(at: 60).superseded == 1)
  }
}
