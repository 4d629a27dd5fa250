import ConferenceModel
import Delivery
import Foundation
import Messaging
import Persistence
import ReminderScheduling
import TestSupport
import Testing

/// Digests that are edited during their day.
@Suite struct DigestCorrectionTests {
  private static let talks = [
    SampleDay.talk("a", start: 60), SampleDay.talk("b", start: 120),
    SampleDay.talk("c", start: 180),
  ]

  private func posted(
    _ talks: [Session] = talks
  ) async throws -> (DeliveryFixture, Subscriber) {
    let fixture = try DeliveryFixture(talks)
    let room = try fixture.channelOfDay(
      Preferences(
        leadTimes: [], digest: DigestPreference(minuteOfDay: 9 * 60), alerts: false),
      digestAt: 0)
    try await fixture.round(at: 0)
    return (fixture, room)
  }

  @Test func `what moved keeps its place and number, what is new comes after`() async throws {
    let (fixture, room) = try await posted()
    var changes = SourceChanges()
    changes.added = [SampleDay.talk("d", start: 90)]
    try await fixture.database.write { [changes] in
      try $0.apply(
        changes, source: "main", validators: SourceValidators(), now: SampleDay.at(5))
    }
    try fixture.refresh(SampleDay.talk("a", room: "C1", start: 240), at: 10)
    try await fixture.round(at: 10)
    #expect(
      fixture.corrections == [
        """
        1: KubeCon · Tue 24 Mar
        4 sessions
        Changed since yesterday
        13:00–13:30 · C1 · Talk a
        Starts later: ~~10:00–10:30~~ → 13:00–13:30
        New room: ~~Hall 1~~ → C1
        1. ~~10:00–10:30~~ → 13:00–13:30 · ~~Hall 1~~ → C1
        Talk a
        2. 11:00–11:30 · Hall 1
        Talk b
        3. 12:00–12:30 · Hall 1
        Talk c
        4. 10:30–11:00 · Hall 1
        Talk d
        Updated 09:10
        """
      ])
    #expect(fixture.channel.edited.first?.message.attention == .quiet)
    let numbers = try ["a", "b", "c", "d"].map { try fixture.entry($0).id }
    #expect(try fixture.lastList(room) == numbers)
  }

  @Test func `another list that was shown since keeps its numbers`() async throws {
    let (fixture, room) = try await posted()
    let other = [try fixture.entry("c").id, try fixture.entry("b").id]
    try await fixture.database.write {
      try $0.setLastList(other, command: "search talk", of: room.id)
    }
    try fixture.refresh(SampleDay.talk("a", room: "C1", start: 60), at: 10)
    try await fixture.round(at: 10)
    #expect(fixture.corrections.count == 1)
    #expect(try fixture.lastList(room) == other)
  }

  @Test func `what moved to another day is counted no more`() async throws {
    let (fixture, _) = try await posted()
    try fixture.refresh(SampleDay.talk("b", start: 120 + 1440), at: 10)
    try await fixture.round(at: 10)
    #expect(
      fixture.corrections == [
        """
        1: KubeCon · Tue 24 Mar
        2 sessions
        Changed since yesterday
        Wed 25 Mar 11:00–11:30 · Hall 1 · Talk b
        Moved to another day: ~~Tue 24 Mar 11:00–11:30~~ → Wed 25 Mar 11:00–11:30
        1. 10:00–10:30 · Hall 1
        Talk a
        2. ~~Tue 24 Mar 11:00–11:30~~ → Wed 25 Mar 11:00–11:30 · Hall 1
        Talk b
        3. 12:00–12:30 · Hall 1
        Talk c
        Updated 09:10
        """
      ])
  }

  @Test func `there and back, the digest is what it was`() async throws {
    let (fixture, _) = try await posted()
    for (minute, room) in [(10.0, "C1"), (20, "Hall 1")] {
      try fixture.refresh(SampleDay.talk("a", room: room, start: 60), at: minute)
      try await fixture.round(at: minute)
    }
    let first = try #require(fixture.channel.sent.first).document
    let last = try #require(fixture.channel.edited.last).message.document
    #expect(last.blocks == first.blocks + [.paragraph([.text("Updated 09:20")])])
    #expect(fixture.corrections.count == 2)
  }

  @Test func `what the digest called changed stays in it`() async throws {
    let (fixture, room) = try await posted()
    try fixture.refresh(SampleDay.talk("b", room: "C9", start: 120), at: 5)
    let digest = fixture.digest
    try fixture.queue("the next day's", digest, for: room)
    try await fixture.pass(at: 6)
    #expect(fixture.words.last?.contains("New room: Hall 1 → C9") == true)
    try fixture.refresh(SampleDay.talk("b", room: "C10", start: 120), at: 7)
    try await fixture.round(at: 7)
    let second = try #require(fixture.corrections.first { $0.hasPrefix("2: ") })
    let lines = second.split(separator: "\n")
    #expect(
      lines.dropFirst(2).prefix(3) == [
        "Changed since yesterday", "11:00–11:30 · C10 · Talk b", "New room: ~~Hall 1~~ → C10",
      ])
    #expect(lines.contains("2. 11:00–11:30 · ~~C9~~ → C10"))
  }

  @Test func `many talks stay under the start at which they were listed`() async throws {
    let talks = (0..<9).map { SampleDay.talk("t\($0)", room: "Hall \($0)", start: 60) }
    let (fixture, _) = try await posted(talks)
    try fixture.refresh(SampleDay.talk("t1", room: "Hall 1", start: 300), at: 10)
    try await fixture.round(at: 10)
    let lines = try #require(fixture.corrections.first).split(separator: "\n")
    #expect(
      lines.dropFirst(5).prefix(3) == [
        "10:00 · 8 sessions", "1. Talk t0 · Hall 0",
        "2. ~~10:00–10:30~~ → 14:00–14:30 Talk t1 · Hall 1",
      ])
  }

  @Test func `after its day a digest stays as it is`() async throws {
    let (fixture, _) = try await posted([
      SampleDay.talk("a", start: 60), SampleDay.talk("b", start: 1500),
    ])
    try fixture.refresh(SampleDay.talk("a", room: "C1", start: 1700), at: 30)
    #expect(try await fixture.plan(at: 30).corrections == 1)
    // Four in the morning is when a conference day is over.
    #expect(try await fixture.pass(at: 19 * 60).expired == 1)
    try fixture.refresh(SampleDay.talk("a", room: "C2", start: 1700), at: 19 * 60)
    #expect(try await fixture.plan(at: 19 * 60).corrections == 0)
  }
}

/// Where in a channel a message goes.
@Suite struct ThreadTests {
  private func channel(digestAt: Double?) async throws -> (DeliveryFixture, Subscriber) {
    let fixture = try DeliveryFixture([
      SampleDay.talk("a", start: 60), SampleDay.talk("b", start: 2000),
    ])
    let room = try fixture.channelOfDay(
      Preferences(
        leadTimes: [], digest: DigestPreference(minuteOfDay: 9 * 60), alerts: true,
        follow: SessionFilter(room: "Hall")),
      digestAt: digestAt)
    try await fixture.round(at: 0)
    return (fixture, room)
  }

  private func threads(_ fixture: DeliveryFixture) -> [String?] {
    fixture.channel.sent.map(\.thread)
  }

  @Test func `alerts and posts at the start go under the day's digest`() async throws {
    let (fixture, room) = try await channel(digestAt: 0)
    try fixture.refresh(SampleDay.talk("a", room: "Hall 9", start: 60), at: 10)
    try await fixture.round(at: 10)
    try fixture.reply("an answer", to: room)
    try await fixture.round(at: 60)
    #expect(fixture.words.count == 4)
    #expect(Set(fixture.words.suffix(2)) == ["an answer", "Now · 10:00–10:30 · Hall 9\nTalk a"])
    let threadOf = Dictionary(
      fixture.channel.sent.map { ($0.document.words, $0.thread) }, uniquingKeysWith: { $1 })
    #expect(threads(fixture).prefix(2) == [nil, "1"])
    #expect(threadOf["an answer"] == .some(nil))
    #expect(threadOf["Now · 10:00–10:30 · Hall 9\nTalk a"] == "1")
  }

  @Test func `without a digest of that day there is no thread`() async throws {
    let (fixture, _) = try await channel(digestAt: nil)
    try fixture.refresh(SampleDay.talk("a", room: "Hall 9", start: 60), at: 10)
    try await fixture.round(at: 10)
    #expect(threads(fixture) == [nil])
    let (other, _) = try await channel(digestAt: 0)
    try other.refresh(SampleDay.talk("b", room: "Hall 9", start: 2000), at: 1440)
    try await other.plan(at: 1440)
    try await other.pass(at: 1440)
    let alert = try #require(other.channel.sent.first { $0.document.words.hasPrefix("New room") })
    #expect(alert.thread == nil)
  }

  @Test func `a person's messages are in no thread`() async throws {
    let fixture = try DeliveryFixture([SampleDay.talk("a", start: 60)])
    let person = try fixture.person()
    try fixture.star("a", by: person)
    try fixture.queue("digest/\(person.id)/2026-03-24", fixture.digest, for: person)
    try await fixture.pass(at: 0)
    try fixture.refresh(SampleDay.talk("a", room: "Hall 9", start: 60), at: 10)
    try await fixture.round(at: 10)
    #expect(threads(fixture) == [nil, nil])
  }

  @Test func `an answer goes where its question came from`() async throws {
    let fixture = try DeliveryFixture()
    let person = try fixture.person()
    let document = try JSONEncoder().encode(MessageDocument("Yes"))
    try fixture.queue(
      "r",
      .reply(
        document: String(decoding: document, as: UTF8.self), stated: [],
        context: ReplyContext(route: "thread/7")),
      for: person)
    try await fixture.pass()
    #expect(fixture.channel.sent.map(\.route) == ["thread/7"])
  }
}
