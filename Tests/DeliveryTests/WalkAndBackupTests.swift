import ConferenceModel
import Delivery
import Foundation
import Messaging
import Persistence
import TestSupport
import Testing

/// What is said of other stars when a notice is sent: the walk to a talk, and the backup.
@Suite struct WalkAndBackupTests {
  private func stage(_ talks: Session...) throws -> (fixture: DeliveryFixture, person: Subscriber) {
    let fixture = try DeliveryFixture(talks)
    try fixture.database.write {
      try $0.setWalkingTimes(
        [WalkingTime(from: "Hall 12", to: "Hall 1", minutes: 8)], now: SampleDay.morning)
    }
    let person = try fixture.person()
    for talk in talks { try fixture.star(talk.key.id, by: person) }
    return (fixture, person)
  }

  private func mark(
    _ mark: StarMark, _ talk: String, in fixture: DeliveryFixture, _ person: Subscriber
  ) throws {
    let entry = try fixture.entry(talk)
    try fixture.database.write { try $0.setMark(mark, on: entry.id, of: person.id) }
  }

  /// A first choice and a backup at ten o'clock.
  private func choice() throws -> (fixture: DeliveryFixture, person: Subscriber) {
    let stage = try stage(SampleDay.talk("a"), SampleDay.talk("b", room: "Hall 2"))
    try mark(.goto, "a", in: stage.fixture, stage.person)
    try mark(.backup, "b", in: stage.fixture, stage.person)
    return stage
  }

  private func alert(_ fixture: DeliveryFixture, _ talks: String...) throws -> Notice {
    .alert(sessions: try talks.map { try fixture.entry($0).id })
  }

  @Test func `a reminder says which way makes it early`() async throws {
    let (fixture, person) = try stage(
      SampleDay.talk("p", room: "Hall 12"), SampleDay.talk("a", start: 100))
    try fixture.queue("n", try fixture.reminder("a", start: 100), for: person, deadline: 83)
    try await fixture.pass(at: 82)
    #expect(
      fixture.words == [
        """
        In 18 min · 10:40–11:10 · Hall 1
        Talk a
        8 min walk from Hall 12
        """
      ])
  }

  @Test(arguments: [
    SampleDay.talk("p", room: "Hall 12", status: .cancelled),
    SampleDay.talk("p", room: "Hall 1"), SampleDay.talk("p", room: "Hall 12", start: 80),
  ])
  func `the way is said only when it is true as the words are made`(moved: Session) async throws {
    let (fixture, person) = try stage(
      SampleDay.talk("p", room: "Hall 12"), SampleDay.talk("a", start: 100))
    try fixture.queue("n", try fixture.reminder("a", start: 100), for: person, deadline: 83)
    try fixture.change(moved)
    try await fixture.pass(at: 82)
    #expect(fixture.words == ["In 18 min · 10:40–11:10 · Hall 1\nTalk a"])
  }

  @Test
  func `the alert about a first choice offers the backup as it stands, which tells nothing of it`()
    async throws
  {
    let (fixture, person) = try choice()
    try fixture.change(
      SampleDay.talk("a", status: .cancelled), SampleDay.talk("b", room: "Hall 3"))
    try fixture.queue("n", try alert(fixture, "a"), for: person)
    try await fixture.pass(at: 1)
    #expect(
      fixture.words == [
        """
        Cancelled
        Talk a
        10:00–10:30 · Hall 1
        Your backup: 10:00–10:30 · Hall 3 · Talk b
        """
      ])
    let b = try fixture.entry("b").id
    #expect(
      fixture.channel.sent.map(\.document.buttons).last?.last?.map(\.command)
        == ["goto #\(b)"])
    #expect(try fixture.toldRoom("b", person) == "Hall 2")
  }

  @Test func `an alert about both says of the backup what changed once`() async throws {
    let (fixture, person) = try choice()
    try fixture.change(
      SampleDay.talk("a", status: .cancelled), SampleDay.talk("b", room: "Hall 3"))
    try fixture.queue("n", try alert(fixture, "a", "b"), for: person)
    try await fixture.pass(at: 1)
    let words = try #require(fixture.words.first)
    #expect(words.components(separatedBy: "Hall 2").count == 2)
    #expect(words.contains("Your backup: 10:00–10:30 · Hall 3 · Talk b"))
  }

  @Test func `a first choice that moves away frees the slot, one that stays beside does not`()
    async throws
  {
    for (start, isOffered) in [(90.0, true), (75, false)] {
      let (fixture, person) = try choice()
      try fixture.change(SampleDay.talk("a", start: start))
      try fixture.queue("n", try alert(fixture, "a"), for: person)
      try await fixture.pass(at: 1)
      #expect(fixture.words.map { $0.contains("Your backup:") } == [isOffered])
    }
  }

  @Test(arguments: [
    SampleDay.talk("b", room: "Hall 2", status: .cancelled),
    SampleDay.talk("b", room: "Hall 2", start: 200),
  ])
  func `a backup that fell through as well is not offered`(moved: Session) async throws {
    let (fixture, person) = try choice()
    try fixture.change(SampleDay.talk("a", status: .cancelled), moved)
    try fixture.queue("n", try alert(fixture, "a"), for: person)
    try await fixture.pass(at: 1)
    #expect(fixture.words.map { $0.contains("backup") } == [false])
    #expect(try fixture.toldRoom("b", person) == "Hall 2")
  }

  @Test func `the backup's reminder is no choice when the first choice fell away`() async throws {
    let (fixture, person) = try choice()
    try fixture.queue("n", try fixture.reminder("a", "b"), for: person, deadline: 51)
    try fixture.change(SampleDay.talk("a", status: .cancelled))
    try await fixture.pass(at: 50)
    #expect(fixture.words == ["In 10 min · 10:00–10:30 · Hall 2\nTalk b"])
  }

  @Test func `a talk on two sources is in a post at the start once`() async throws {
    let fixture = try DeliveryFixture([SampleDay.talk("a")])
    var twin = SampleDay.talk("x", title: "Talk a")
    twin.key.source = "colocated"
    var changes = SourceChanges()
    changes.added = [twin]
    let channel = try await fixture.database.write { [changes] in
      try $0.apply(
        changes, source: "colocated", validators: SourceValidators(), now: SampleDay.morning)
      return try $0.addSubscriber(
        at: ConversationAddress(platform: .telegram, conversation: "-1"), audience: .channel,
        preferences: Preferences(
          leadTimes: [], alerts: false, follow: SessionFilter(room: "Hall 1")),
        nextDigestAt: nil, now: SampleDay.morning)
    }
    let numbers = try await fixture.database.read { try $0.programme() }.entries.map(\.id)
    let notice = Notice.reminder(
      sessions: numbers.sorted(), start: SampleDay.at(60), lead: LeadTime(minutes: 0))
    try fixture.queue("n", notice, for: channel, deadline: 61)
    try await fixture.pass(at: 60)
    #expect(numbers.count == 2)
    #expect(fixture.words == ["Now · 10:00–10:30 · Hall 1\nTalk a"])
  }
}
