import ConferenceModel
import Delivery
import Foundation
import Messaging
import Persistence
import TestSupport
import Testing

@Suite struct NoticeRendererTests {
  private let renderer = NoticeRenderer(
    conferenceName: "KubeCon", conferenceTimeZone: SampleDay.zone)

  /// Renders a notice for a subscriber as it stands at these minutes after the morning.
  private func render(
    _ notice: Notice, for subscriber: Subscriber, in fixture: DeliveryFixture, at minutes: Double
  ) throws -> RenderedNotice {
    if try fixture.outbox("n") == nil { try fixture.queue("n", notice, for: subscriber) }
    let entry = try #require(try fixture.outbox("n"))
    return try fixture.database.read {
      try renderer.render(entry, from: $0, now: SampleDay.at(minutes))
    }
  }

  private func wording(_ rendered: RenderedNotice) throws -> NoticeWording {
    guard case .words(let wording) = rendered else { throw NoWords(rendered: rendered) }
    return wording
  }

  struct NoWords: Error { let rendered: RenderedNotice }

  private func stated(_ fixture: DeliveryFixture, _ talks: String...) throws -> [StatedFacts] {
    try talks.map {
      let entry = try fixture.entry($0)
      return StatedFacts(session: entry.id, facts: entry.factsID)
    }
  }

  @Suite struct Reminders {
    private let outer = NoticeRendererTests()

    @Test func `who has marked where to go is not asked to choose`() throws {
      let fixture = try DeliveryFixture([
        SampleDay.talk("a"), SampleDay.talk("b", room: "Hall 2"),
      ])
      let person = try fixture.person()
      try fixture.star("a", "b", by: person)
      let (a, b) = (try fixture.entry("a"), try fixture.entry("b"))
      try fixture.database.write {
        try $0.setMark(.backup, on: a.id, of: person.id)
        try $0.setMark(.goto, on: b.id, of: person.id)
      }
      let wording = try outer.wording(
        try outer.render(try fixture.reminder("a", "b"), for: person, in: fixture, at: 50))
      #expect(
        wording.document.words == """
          In 10 min · 10:00
          Go to: 10:00–10:30 · Hall 2
          Talk b
          Backup: 10:00–10:30 · Hall 1
          Talk a
          """)
    }

    @Test func `a channel is told what starts, without buttons`() throws {
      let fixture = try DeliveryFixture([
        SampleDay.talk("a"), SampleDay.talk("b", room: "Hall 1 | Stage"),
      ])
      let channel = try fixture.database.write {
        try $0.addSubscriber(
          at: ConversationAddress(platform: .telegram, conversation: "-1"), audience: .channel,
          preferences: Preferences(
            leadTimes: [], alerts: false, follow: SessionFilter(room: "Hall 1")),
          nextDigestAt: nil, now: SampleDay.morning)
      }
      let wording = try outer.wording(
        try outer.render(try fixture.reminder("a", "b"), for: channel, in: fixture, at: 60))
      #expect(
        wording.document.words == """
          Now · 10:00
          10:00–10:30 · Hall 1
          Talk a
          10:00–10:30 · Hall 1 | Stage
          Talk b
          """)
      #expect(wording.document.buttons == [])
    }

    @Test func `a room that changed a second ago is in it, old and new`() throws {
      let fixture = try DeliveryFixture([SampleDay.talk("a")])
      let person = try fixture.person()
      try fixture.star("a", by: person)
      let notice = try fixture.reminder("a")
      try fixture.queue("n", notice, for: person)
      try fixture.change(SampleDay.talk("a", room: "C203"))
      let wording = try outer.wording(
        try outer.render(notice, for: person, in: fixture, at: 50))
      #expect(
        wording.document.words == """
          In 10 min · 10:00–10:30 · C203
          Talk a
          New room: Hall 1 → C203
          """)
      #expect(wording.stated == (try outer.stated(fixture, "a")))
      #expect(wording.attention == .push)
      #expect(wording.listed == nil)
    }

    @Test(arguments: [
      (50.0, "In 10 min"), (50.01, "In 10 min"), (52.5, "In 8 min"), (59.9, "In 1 min"),
      (60, "Now"), (60.9, "Now"),
    ])
    func `the minutes are those that are left`(minutes: Double, words: String) throws {
      let fixture = try DeliveryFixture([SampleDay.talk("a")])
      let person = try fixture.person()
      try fixture.star("a", by: person)
      let wording = try outer.wording(
        try outer.render(try fixture.reminder("a"), for: person, in: fixture, at: minutes))
      #expect(wording.document.words.hasPrefix(words + " · "))
    }

    @Test func `a minute after the start is late`() throws {
      let fixture = try DeliveryFixture([SampleDay.talk("a")])
      let person = try fixture.person()
      try fixture.star("a", by: person)
      #expect(
        try outer.render(try fixture.reminder("a"), for: person, in: fixture, at: 61)
          == .late(reason: "the session had started"))
    }

    static let changes: [Session?] = [
      SampleDay.talk("a", start: 90), SampleDay.talk("a", start: 55),
      SampleDay.talk("a", start: nil), SampleDay.talk("a", status: .cancelled), nil,
    ]

    @Test(arguments: changes)
    func `what was moved, cancelled or unstarred leaves nothing`(change: Session?) throws {
      let fixture = try DeliveryFixture([SampleDay.talk("a")])
      let person = try fixture.person()
      try fixture.star("a", by: person)
      let notice = try fixture.reminder("a")
      if let change {
        try fixture.change(change)
      } else {
        try fixture.unstar("a", by: person)
      }
      #expect(
        try outer.render(notice, for: person, in: fixture, at: 50)
          == .nothing(reason: "the sessions were moved, cancelled or unstarred", stated: []))
    }

    @Test func `of a conflict the one that is left is told alone`() throws {
      let fixture = try DeliveryFixture([
        SampleDay.talk("a"), SampleDay.talk("b", room: "Hall 2"),
      ])
      let person = try fixture.person()
      try fixture.star("a", "b", by: person)
      let notice = try fixture.reminder("a", "b")
      let both = try outer.wording(try outer.render(notice, for: person, in: fixture, at: 50))
      #expect(
        both.document.words == """
          In 10 min · 10:00
          You starred 2 talks at 10:00: choose one.
          10:00–10:30 · Hall 1
          Talk a
          10:00–10:30 · Hall 2
          Talk b
          """)
      try fixture.change(SampleDay.talk("a", status: .cancelled))
      let one = try outer.wording(try outer.render(notice, for: person, in: fixture, at: 50))
      #expect(one.document.words == "In 10 min · 10:00–10:30 · Hall 2\nTalk b")
      #expect(one.stated == (try outer.stated(fixture, "b")))
    }

    @Test func `a talk that left a conflict makes no block of it`() throws {
      let fixture = try DeliveryFixture([
        SampleDay.talk("a"), SampleDay.talk("b", room: "Hall 2"),
      ])
      let person = try fixture.person()
      try fixture.star("a", "b", by: person)
      let notice = try fixture.reminder("a", "b")
      try fixture.change(SampleDay.talk("b", room: "Hall 2", start: 90))
      let one = try outer.wording(try outer.render(notice, for: person, in: fixture, at: 50))
      #expect(one.document.words == "In 10 min · 10:00–10:30 · Hall 1\nTalk a")
      #expect(one.stated == (try outer.stated(fixture, "a")))
    }

    @Test func `a talk starred on both sources that list it is no conflict`() throws {
      let fixture = try DeliveryFixture([SampleDay.talk("a", title: "Keynote")])
      var twin = SampleDay.talk("x", title: "Keynote")
      twin.key.source = "side"
      var changes = SourceChanges()
      changes.added = [twin]
      try fixture.database.write {
        try $0.apply(
          changes, source: "side", validators: SourceValidators(), now: SampleDay.morning)
      }
      let person = try fixture.person()
      let rows = try fixture.database.read { try $0.programme().entries }
      try fixture.database.write { store in
        for row in rows { try store.star(row, by: person.id, now: SampleDay.morning) }
      }
      let notice = Notice.reminder(
        sessions: rows.map(\.id), start: SampleDay.at(60), lead: LeadTime(minutes: 10))
      let wording = try outer.wording(try outer.render(notice, for: person, in: fixture, at: 50))
      #expect(wording.document.words == "In 10 min · 10:00–10:30 · Hall 1\nKeynote")
      #expect(wording.stated.map(\.session) == rows.map(\.id))
    }

    static let firstTalks: [Session?] = [
      SampleDay.talk("a", length: 10, status: .cancelled),
      SampleDay.talk("a", start: 95, length: 10), nil,
    ]

    @Test(arguments: firstTalks)
    func `a block whose first talk is gone reminds of the others`(change: Session?) throws {
      let fixture = try DeliveryFixture([
        SampleDay.talk("a", length: 10), SampleDay.talk("b", start: 70, length: 10),
        SampleDay.talk("c", start: 80, length: 10),
      ])
      let person = try fixture.person()
      try fixture.star("a", "b", "c", by: person)
      let notice = try fixture.reminder("a", "b", "c")
      if let change {
        try fixture.change(change)
      } else {
        try fixture.unstar("a", by: person)
      }
      let wording = try outer.wording(
        try outer.render(notice, for: person, in: fixture, at: 50))
      #expect(
        wording.document.words == """
          In 20 min · 10:10–10:30 · Hall 1
          2 short talks in a row:
          10:10–10:20 Talk b
          10:20–10:30 Talk c
          """)
      #expect(wording.stated == (try outer.stated(fixture, "b", "c")))
    }

    @Test func `a block goes without the talk that left it`() throws {
      let fixture = try DeliveryFixture([
        SampleDay.talk("a", length: 10), SampleDay.talk("b", start: 70, length: 10),
        SampleDay.talk("c", start: 80, length: 10),
      ])
      let person = try fixture.person()
      try fixture.star("a", "b", "c", by: person)
      let notice = try fixture.reminder("a", "b", "c")
      try fixture.change(SampleDay.talk("b", start: 300, length: 10))
      let wording = try outer.wording(
        try outer.render(notice, for: person, in: fixture, at: 50))
      #expect(
        wording.document.words == """
          In 10 min · 10:00–10:30 · Hall 1
          2 short talks in a row:
          10:00–10:10 Talk a
          10:20–10:30 Talk c
          """)
      #expect(wording.stated == (try outer.stated(fixture, "a", "c")))
    }

    @Test func `the zone and the language are the subscriber's`() throws {
      let fixture = try DeliveryFixture([SampleDay.talk("a")])
      let person = try fixture.person(
        "1", Preferences(language: .chinese, timeZone: "Asia/Shanghai"))
      try fixture.star("a", by: person)
      let wording = try outer.wording(
        try outer.render(try fixture.reminder("a"), for: person, in: fixture, at: 50))
      #expect(wording.document.words.hasPrefix("10 分钟后开始 · 17:00–17:30"))
    }
  }

  @Test func `an alert tells what is new since the subscriber was told`() throws {
    let fixture = try DeliveryFixture([SampleDay.talk("a"), SampleDay.talk("b")])
    let person = try fixture.person()
    try fixture.star("a", "b", by: person)
    let notice = Notice.alert(sessions: [try fixture.entry("a").id])
    try fixture.change(SampleDay.talk("a", room: "C1"))
    try fixture.change(SampleDay.talk("a", room: "C2"))
    let wording = try wording(try render(notice, for: person, in: fixture, at: 0))
    #expect(
      wording.document.words == """
        New room · In 1 h
        Talk a
        10:00–10:30 · Hall 1 → C2
        """)
    #expect(wording.stated == (try stated(fixture, "a")))
    #expect(wording.attention == .push)
  }

  @Test func `an alert with nothing left moves the pointers of what is silent`() throws {
    let fixture = try DeliveryFixture([SampleDay.talk("a")])
    let person = try fixture.person()
    try fixture.star("a", by: person)
    let notice = Notice.alert(sessions: [try fixture.entry("a").id])
    #expect(
      try render(notice, for: person, in: fixture, at: 0)
        == .nothing(reason: "nothing was left to tell", stated: []))
    try fixture.change(
      SampleDay.talk("a", room: "Red Hat Hall"), renamedRooms: ["Hall 1": "Red Hat Hall"])
    #expect(
      try render(notice, for: person, in: fixture, at: 0)
        == .nothing(reason: "nothing was left to tell", stated: try stated(fixture, "a")))
  }

  @Test func `an alert of a talk that is unstarred or over leaves nothing`() throws {
    let fixture = try DeliveryFixture([SampleDay.talk("a")])
    let person = try fixture.person()
    try fixture.star("a", by: person)
    let notice = Notice.alert(sessions: [try fixture.entry("a").id])
    try fixture.change(SampleDay.talk("a", room: "C1"))
    #expect(
      try render(notice, for: person, in: fixture, at: 90)
        == .nothing(reason: "nothing was left to tell", stated: try stated(fixture, "a")))
    try fixture.unstar("a", by: person)
    #expect(
      try render(notice, for: person, in: fixture, at: 0)
        == .nothing(reason: "nothing was left to tell", stated: []))
  }

  @Test func `a digest lists the day and states what it names`() throws {
    let fixture = try DeliveryFixture([
      SampleDay.talk("a"), SampleDay.talk("b", start: 90), SampleDay.talk("c", start: 2000),
    ])
    let person = try fixture.person()
    try fixture.star("b", by: person)
    try fixture.change(SampleDay.talk("b", room: "C1", start: 90))
    let wording = try wording(try render(fixture.digest, for: person, in: fixture, at: 0))
    #expect(wording.listed == [try fixture.entry("a").id, try fixture.entry("b").id])
    #expect(wording.stated == (try stated(fixture, "a", "b")))
    #expect(wording.attention == .quiet)
    #expect(wording.document.words.contains("KubeCon"))
    #expect(wording.document.words.contains("New room: Hall 1 → C1"))
    #expect(!wording.document.words.contains("Talk c"))
  }

  @Test func `a digest without sessions is nothing`() throws {
    let fixture = try DeliveryFixture([SampleDay.talk("c", start: 2000)])
    let person = try fixture.person()
    #expect(
      try render(fixture.digest, for: person, in: fixture, at: 0)
        == .nothing(reason: "no sessions are left on this day", stated: []))
  }

  @Test func `a reply is said as it was answered`() throws {
    let fixture = try DeliveryFixture()
    let person = try fixture.person()
    let document = MessageDocument(
      blocks: [.paragraph([.strong("Starred"), .lineBreak, .code("unstar 3")])],
      buttons: [[MessageDocument.Button(label: "Undo", command: "unstar #3")]])
    let facts = [StatedFacts(session: 3, facts: 5)]
    let text = String(decoding: try JSONEncoder().encode(document), as: UTF8.self)
    let rendered = try render(
      .reply(document: text, stated: facts), for: person, in: fixture, at: 0)
    #expect(
      rendered
        == .words(
          NoticeWording(document: document, attention: .push, stated: facts, listed: nil)))
  }

  @Test func `a reply that cannot be read is an error`() throws {
    let fixture = try DeliveryFixture()
    let person = try fixture.person()
    #expect(throws: DecodingError.self) {
      try render(.reply(document: "{", stated: []), for: person, in: fixture, at: 0)
    }
  }
}
