import ConferenceModel
import Delivery
import Foundation
import Messaging
import Persistence
import ReminderScheduling
import TestSupport
import Testing

/// Messages that are edited because the programme changed, from the refresh to the chat.
@Suite struct CorrectionTests {
  @Test func `a reminder is edited and the alert goes out as well`() async throws {
    let fixture = try DeliveryFixture([SampleDay.talk("a")])
    let person = try fixture.person()
    try fixture.star("a", by: person)
    try await fixture.round(at: 50)
    try fixture.refresh(SampleDay.talk("a", room: "C203"), at: 52)
    #expect(try await fixture.round(at: 52) == RelayPass(claimed: 2, delivered: 2))
    #expect(
      fixture.words == [
        "In 10 min · 10:00–10:30 · Hall 1\nTalk a",
        "New room · In 8 min\nTalk a\n10:00–10:30 · Hall 1 → C203",
      ])
    #expect(
      fixture.corrections == [
        """
        1: New room · 10:00–10:30 · C203
        Talk a
        New room: ~~Hall 1~~ → C203
        Updated 09:52
        """
      ])
    #expect(fixture.channel.edited.first?.message.document.buttons.first?.count == 2)
  }

  @Test func `an edit rings nobody, so it tells nobody`() async throws {
    let fixture = try DeliveryFixture([SampleDay.talk("a", start: 300)])
    let person = try fixture.person()
    try await fixture.confirmStars("a", by: person)
    try fixture.refresh(SampleDay.talk("a", room: "C203", start: 300), at: 10)
    try await fixture.plan(at: 10)
    fixture.channel.answer(person.address, with: .retryable(reason: "no way"))
    try await fixture.pass(at: 10)
    #expect(fixture.corrections.count == 1)
    #expect(try fixture.toldRoom("a", person) == "Hall 1")
    try await fixture.pass(at: 11)
    #expect(try fixture.toldRoom("a", person) == "C203")
    #expect(fixture.words.last?.contains("C203") == true)
  }

  @Test func `the confirmation of a star is edited under its own receipt`() async throws {
    let fixture = try DeliveryFixture([SampleDay.talk("a", start: 300)])
    let person = try fixture.person()
    try await fixture.confirmStars("a", by: person)
    try fixture.refresh(SampleDay.talk("a", start: 330), at: 10)
    try await fixture.round(at: 10)
    #expect(
      fixture.corrections == [
        "1: ★ Talk a\n~~14:00–14:30~~ → 14:30–15:00 · Hall 1\nUpdated 09:10"
      ])
    let id = try fixture.entry("a").id
    #expect(
      fixture.channel.edited.first?.message.document.buttons == [
        [
          MessageDocument.Button(label: "Details", command: "talk #\(id)"),
          MessageDocument.Button(label: "★ Unstar", command: "unstar #\(id)"),
        ]
      ])
    let sessions = try fixture.sessions(of: "1", at: person)
    #expect(sessions == [id])
  }

  @Test func `another change edits the message again, from what it said first`() async throws {
    let fixture = try DeliveryFixture([SampleDay.talk("a", start: 300)])
    let person = try fixture.person()
    try await fixture.confirmStars("a", by: person)
    for (minute, room) in [(10.0, "C1"), (20, "C2"), (30, "Hall 1")] {
      try fixture.refresh(SampleDay.talk("a", room: room, start: 300), at: minute)
      try await fixture.round(at: minute)
    }
    #expect(
      fixture.corrections == [
        "1: ★ Talk a\n14:00–14:30 · ~~Hall 1~~ → C1\nUpdated 09:10",
        "1: ★ Talk a\n14:00–14:30 · ~~Hall 1~~ → C2\nUpdated 09:20",
        "1: ★ Talk a\n14:00–14:30 · Hall 1\nUpdated 09:30",
      ])
  }

  @Test func `what was taken back in time is not edited`() async throws {
    let fixture = try DeliveryFixture([SampleDay.talk("a", start: 300)])
    let person = try fixture.person()
    try await fixture.confirmStars("a", by: person)
    try fixture.refresh(SampleDay.talk("a", room: "C1", start: 300), at: 10)
    #expect(try await fixture.plan(at: 10).corrections == 1)
    try fixture.refresh(SampleDay.talk("a", start: 300), at: 11)
    #expect(try await fixture.plan(at: 11).corrections == 0)
    #expect(try await fixture.pass(at: 11) == RelayPass(claimed: 2, superseded: 2))
    #expect(fixture.corrections == [])
  }

  @Test func `two changes before the relay's turn are one edit`() async throws {
    let fixture = try DeliveryFixture([SampleDay.talk("a", start: 300)])
    let person = try fixture.person()
    try await fixture.confirmStars("a", by: person)
    for (minute, room) in [(10.0, "C1"), (11, "C2")] {
      try fixture.refresh(SampleDay.talk("a", room: room, start: 300), at: minute)
      #expect(try await fixture.plan(at: minute).corrections == 1)
    }
    try await fixture.pass(at: 12)
    #expect(
      fixture.corrections == ["1: ★ Talk a\n14:00–14:30 · ~~Hall 1~~ → C2\nUpdated 09:12"])
  }

  @Test func `a change while the message is under way is not missed`() async throws {
    let fixture = try DeliveryFixture([SampleDay.talk("a", start: 300)])
    let person = try fixture.person()
    fixture.channel.hold(person.address)
    try fixture.queueConfirmation(of: "a", to: person)
    let relay = fixture.relay
    async let sending = relay.pass(now: SampleDay.morning)
    await fixture.channel.hasBeenSent(1)
    try fixture.refresh(SampleDay.talk("a", room: "C1", start: 300), at: 0)
    #expect(try await fixture.plan(at: 0).corrections == 0)
    fixture.channel.release(person.address)
    #expect(try await sending.delivered == 1)
    #expect(fixture.outdated.value == 1)
    #expect(try await fixture.plan(at: 0).corrections == 1)
    try await fixture.pass(at: 0)
    #expect(
      fixture.corrections == ["1: ★ Talk a\n14:00–14:30 · ~~Hall 1~~ → C1\nUpdated 09:00"])
  }

  @Test func `a renamed room or a star taken back edits nothing`() async throws {
    let fixture = try DeliveryFixture([
      SampleDay.talk("a", start: 300), SampleDay.talk("b", start: 300),
    ])
    let person = try fixture.person()
    try await fixture.confirmStars("a", by: person)
    try await fixture.confirmStars("b", by: person)
    try fixture.unstar("b", by: person)
    try fixture.refresh(
      SampleDay.talk("a", room: "Red Hat Hall", start: 300),
      SampleDay.talk("b", room: "Red Hat Hall", start: 320),
      renamedRooms: ["Hall 1": "Red Hat Hall"], at: 10)
    #expect(try await fixture.plan(at: 10).corrections == 0)
    try fixture.refresh(
      SampleDay.talk("a", room: "Red Hat Hall", start: 330),
      SampleDay.talk("b", room: "Red Hat Hall", start: 340), at: 11)
    #expect(try await fixture.plan(at: 11).corrections == 1)
    try await fixture.pass(at: 11)
    #expect(
      fixture.corrections == [
        "1: ★ Talk a\n~~14:00–14:30~~ → 14:30–15:00 · Red Hat Hall\nUpdated 09:11"
      ])
  }

  @Test func `alerts and plain answers stay as they were`() async throws {
    let fixture = try DeliveryFixture([SampleDay.talk("a", start: 300)])
    let person = try fixture.person()
    try fixture.star("a", by: person)
    try fixture.reply("a list", to: person)
    for (minute, room) in [(10.0, "C1"), (20, "C2")] {
      try fixture.refresh(SampleDay.talk("a", room: room, start: 300), at: minute)
      #expect(try await fixture.plan(at: minute).corrections == 0)
      try await fixture.pass(at: minute)
    }
    #expect(fixture.channel.sent.count == 3)
    #expect(fixture.corrections == [])
  }

  @Test func `a cancelled talk of a conflict leaves the other`() async throws {
    let fixture = try DeliveryFixture([SampleDay.talk("a"), SampleDay.talk("b", room: "Hall 2")])
    let person = try fixture.person()
    try fixture.star("a", "b", by: person)
    try await fixture.round(at: 50)
    try fixture.refresh(SampleDay.talk("a", status: .cancelled), at: 52)
    try await fixture.round(at: 52)
    #expect(
      fixture.corrections == [
        """
        1: 1 talk changed · 10:00
        10:00–10:30 · Hall 1
        Cancelled: ~~Talk a~~
        10:00–10:30 · Hall 2
        Talk b
        Updated 09:52
        """
      ])
  }

  @Test func `a cancelled talk's reminder says so first`() async throws {
    let fixture = try DeliveryFixture([SampleDay.talk("a")])
    let person = try fixture.person()
    try fixture.star("a", by: person)
    try await fixture.round(at: 50)
    try fixture.refresh(SampleDay.talk("a", status: .cancelled), at: 52)
    try await fixture.round(at: 52)
    #expect(
      fixture.corrections == [
        "1: Cancelled · 10:00–10:30 · Hall 1\nCancelled: ~~Talk a~~\nUpdated 09:52"
      ])
  }

  @Test func `an edit that may not have arrived is made again`() async throws {
    let fixture = try DeliveryFixture([SampleDay.talk("a", start: 300)])
    let person = try fixture.person("1", Preferences(alerts: false))
    try await fixture.confirmStars("a", by: person)
    try fixture.refresh(SampleDay.talk("a", room: "C1", start: 300), at: 10)
    fixture.channel.answerEdits(
      with: .ambiguous(reason: "cut"), .ambiguous(reason: "cut"), .ambiguous(reason: "cut"))
    for minute in [10.0, 11, 12, 13] { try await fixture.round(at: minute) }
    #expect(fixture.corrections.count == 4)
    #expect(Set(fixture.channel.edited.map(\.message.transactionID)).count == 1)
    #expect(Set(try fixture.states().values) == [.delivered])
    #expect(fixture.outdated.value == 0)
  }

  @Test func `a message that can't be edited is left alone`() async throws {
    let fixture = try DeliveryFixture([SampleDay.talk("a", start: 300)])
    let person = try fixture.person("1", Preferences(alerts: false))
    try await fixture.confirmStars("a", by: person)
    fixture.channel.answerEdits(with: .refused(reason: "too old"))
    try fixture.refresh(SampleDay.talk("a", room: "C1", start: 300), at: 10)
    #expect(try await fixture.round(at: 10) == RelayPass(claimed: 1, dead: 1))
    try fixture.refresh(SampleDay.talk("a", room: "C2", start: 300), at: 20)
    #expect(try await fixture.plan(at: 20).corrections == 0)
    #expect(fixture.corrections.count == 1)
  }

  @Test func `a chat that moved has no messages to edit`() async throws {
    let fixture = try DeliveryFixture([SampleDay.talk("a", start: 300)])
    let person = try fixture.person("1", Preferences(alerts: false))
    try await fixture.confirmStars("a", by: person)
    try fixture.refresh(SampleDay.talk("a", room: "C1", start: 300), at: 10)
    try await fixture.plan(at: 10)
    try await fixture.database.write {
      try $0.moveSubscriber(
        from: person.address,
        to: ConversationAddress(platform: .telegram, conversation: "-100"))
    }
    #expect(try await fixture.pass(at: 10) == RelayPass(claimed: 1, superseded: 1))
    #expect(fixture.corrections == [])
  }

  @Test func `edits keep to the pace of the chat`() async throws {
    let channel = RecordingChannel { address in
      [RateRule(lane: address.description, permits: 1, period: .seconds(60))]
    }
    let fixture = try DeliveryFixture([SampleDay.talk("a", start: 300)], channel: channel)
    let person = try fixture.person()
    try await fixture.confirmStars("a", by: person)
    try fixture.refresh(SampleDay.talk("a", room: "C1", start: 300), at: 10)
    // The alert first: its deadline is earlier.
    #expect(try await fixture.round(at: 10).delivered == 1)
    #expect((channel.sent.count, channel.edited.count) == (2, 0))
    #expect(try await fixture.round(at: 11).delivered == 1)
    #expect((channel.sent.count, channel.edited.count) == (2, 1))
  }

  @Test func `a burst of corrections lets a reminder pass`() async throws {
    let channel = RecordingChannel { _ in
      [RateRule(lane: "telegram", permits: 1, period: .seconds(60))]
    }
    let fixture = try DeliveryFixture(
      [SampleDay.talk("a", start: 300), SampleDay.talk("b", start: 40)], channel: channel)
    let people = try (1...5).map { try fixture.person("\($0)", Preferences(alerts: false)) }
    for (index, person) in people.enumerated() {
      try await fixture.confirmStars("a", by: person, at: Double(index))
    }
    let reader = try fixture.person("9")
    try fixture.star("b", by: reader)
    try fixture.refresh(SampleDay.talk("a", room: "C1", start: 300), at: 29)
    try await fixture.round(at: 29)
    try await fixture.round(at: 30)
    #expect(channel.edited.count == 1)
    #expect(fixture.words.last == "In 10 min · 09:40–10:10 · Hall 1\nTalk b")
    for minute in 31...36 { try await fixture.round(at: Double(minute)) }
    #expect(channel.edited.count == 5)
  }
}
