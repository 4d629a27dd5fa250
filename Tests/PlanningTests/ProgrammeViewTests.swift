import ConferenceModel
import Foundation
import Planning
import Testing

/// A row of one of several sources; its feed id is its number.
private func row(
  _ id: SessionID, of source: String, _ title: String, _ speakers: [String] = [],
  room: String? = nil, from start: String? = "24T10:00", to end: String? = "24T10:30",
  _ status: SessionStatus = .scheduled, track: String? = nil, kind: SessionKind = .talk
) -> ProgrammeEntry {
  ProgrammeEntry(
    id: id, factsID: id, changeNumber: 0,
    session: Session(
      key: SessionKey(source: source, id: String(id)),
      facts: facts(title, speakers, room: room, from: start, to: end, status), track: track,
      kind: kind))
}

private func view(_ entries: [ProgrammeEntry]) -> ProgrammeView {
  ProgrammeView(Programme(version: 1, entries: entries))
}

/// Rows of a programme, and the numbers under which they are shown.
struct ListedTwice: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let entries: [ProgrammeEntry]
  let shown: [SessionID]

  init(_ name: String, _ entries: [ProgrammeEntry], shown: [SessionID]) {
    testDescription = name
    self.entries = entries
    self.shown = shown
  }
}

@Suite struct TalkTwinsTests {
  static let cases = [
    ListedTwice(
      "the same room, whatever its signs",
      [
        row(1, of: "main", "Opening | Remarks", ["Ann"], room: "Hall 7 | Room A"),
        row(2, of: "side", "opening: remarks", ["Bob"], room: "hall 7, room a"),
      ], shown: [1]),
    ListedTwice(
      "a speaker in common, whatever the room",
      [
        row(1, of: "main", "Opening", ["Ann", "Bob"], room: "Hall 7"),
        row(2, of: "side", "Opening", ["BOB"], room: "Hall 8"),
      ], shown: [1]),
    ListedTwice(
      "nobody named on either",
      [row(1, of: "main", "Lunch", room: "Foyer"), row(2, of: "side", "Lunch")], shown: [1]),
    ListedTwice(
      "other speakers in another room",
      [
        row(1, of: "main", "Demo", ["Ann"], room: "Hall 7"),
        row(2, of: "side", "Demo", ["Bob"], room: "Hall 8"),
      ], shown: [1, 2]),
    ListedTwice(
      "somebody named on one only, in another room",
      [
        row(1, of: "main", "Demo", ["Ann"], room: "Hall 7"),
        row(2, of: "side", "Demo", room: "Hall 8"),
      ], shown: [1, 2]),
    ListedTwice(
      "another time",
      [
        row(1, of: "main", "Lunch", room: "Foyer"),
        row(2, of: "side", "Lunch", room: "Foyer", from: "24T10:05"),
      ], shown: [1, 2]),
    ListedTwice(
      "no time at all",
      [
        row(1, of: "main", "Lunch", room: "Foyer", from: nil, to: nil),
        row(2, of: "side", "Lunch", room: "Foyer", from: nil, to: nil),
      ], shown: [1, 2]),
    ListedTwice(
      "two rows of one source",
      [row(1, of: "main", "Demo", room: "Hall 7"), row(2, of: "main", "Demo", room: "Hall 7")],
      shown: [1, 2]),
    ListedTwice(
      "cancelled on one source only",
      [
        row(1, of: "main", "Demo", room: "Hall 7"),
        row(2, of: "side", "Demo", room: "Hall 7", .cancelled),
      ], shown: [1, 2]),
    ListedTwice(
      "each desk finds its own, whatever the order",
      [
        row(1, of: "main", "Badges", room: "Entrance C"),
        row(2, of: "side", "Badges", room: "Entrance K"),
        row(3, of: "side", "Badges", room: "Entrance C"),
        row(4, of: "main", "Badges", room: "Entrance K"),
      ], shown: [1, 2]),
    ListedTwice(
      "three sources",
      [
        row(3, of: "c", "Demo", ["Ann"]), row(1, of: "a", "Demo", ["Ann"]),
        row(2, of: "b", "Demo", ["Ann"]),
      ], shown: [1]),
    ListedTwice(
      "an apostrophe of another shape",
      [row(1, of: "main", "Don't Panic: A Café"), row(2, of: "side", "Don’t panic - a café")],
      shown: [1]),
    ListedTwice(
      "words run together",
      [row(1, of: "main", "Now Here"), row(2, of: "side", "Nowhere")], shown: [1, 2]),
    ListedTwice(
      "Chinese titles",
      [
        row(1, of: "main", "開源與公民科技"), row(2, of: "side", "開源與公民科技"),
        row(3, of: "side", "資安入門"),
      ], shown: [1, 3]),
    ListedTwice(
      "titles of signs alone",
      [row(1, of: "main", "🚩"), row(2, of: "side", "🚩"), row(3, of: "side", "☕")],
      shown: [1, 3]),
  ]

  @Test(arguments: cases)
  func `a talk on two sources is shown once`(listed: ListedTwice) {
    let entries = Programme(version: 1, entries: listed.entries).entries
    #expect(Set(view(listed.entries).shown(entries).map(\.id)) == Set(listed.shown))
    #expect(view(listed.entries).shown(entries).count == listed.shown.count)
  }

  @Test func `a talk stands under the number that is starred, else under one that passes`() {
    let rows = [
      row(1, of: "main", "Demo", ["Ann"]), row(2, of: "main", "Other", ["Cid"]),
      row(3, of: "side", "Demo", ["Ann"]),
    ]
    let view = view(rows)
    #expect(view.shown(rows).map(\.id) == [1, 2])
    #expect(view.shown(rows, starred: [3]).map(\.id) == [3, 2])
    #expect(view.shown(rows, starred: [1, 3]).map(\.id) == [1, 2])
    #expect(view.shown([rows[2]]).map(\.id) == [3])
    #expect(view.shown([rows[2]], starred: [1]).map(\.id) == [1])
    #expect(view.twins(of: 3) == [1, 3])
    #expect(view.twins(of: 2) == [2])
    #expect(view.isStarred(1, in: [3]))
    #expect(!view.isStarred(2, in: [3]))
    #expect(view.isSameTalk(3, 1))
    #expect(!view.isSameTalk(3, 2))
  }

  @Test func `a talk does not overlap with itself on another source`() throws {
    let rows = [
      row(1, of: "main", "Demo", ["Ann"]), row(2, of: "side", "Demo", ["Ann"]),
      row(3, of: "main", "Other", ["Cid"]),
    ]
    let queries = ProgrammeQueries(Programme(version: 1, entries: rows))
    #expect(queries.conflicts(with: rows[0], in: [1, 2]) == [])
    #expect(queries.conflicts(with: rows[0], in: [1, 2, 3]).map(\.id) == [3])
    #expect(queries.conflicts(with: rows[2], in: [1, 2, 3]).map(\.id) == [1])
    #expect(queries.conflicts(with: rows[2], in: [2, 3]).map(\.id) == [2])
  }

  @Test func `a feed that repeats itself without end is read to its end`() {
    let rows = (0..<4000).map { index in
      row(SessionID(index), of: index.isMultiple(of: 2) ? "main" : "side", "Spam")
    }
    #expect(view(rows).shown(rows).count == 4000)
  }
}

@Suite struct WholeEventTests {
  private static let rows = [
    row(
      1, of: "main", "[SOLD OUT] ArgoCon Hosted by CNCF - Full-Day Event", from: "23T08:00",
      to: "23T16:30", track: "HOSTED EVENTS", kind: .other),
    row(
      2, of: "main", "Platform Engineering Day", from: "23T08:00", to: "23T11:30", track: "EVENTS",
      kind: .other),
    row(3, of: "main", "Nobody's Day", from: "23T08:00", to: "23T16:00", kind: .other),
    row(
      4, of: "main", "Gathering", from: "23T08:00", to: "23T12:00",
      track: "SPONSOR-HOSTED CO-LOCATED EVENT", kind: .other),
    row(
      5, of: "main", "ArgoCon Tour", from: "23T08:00", to: "23T09:00", track: "EVENTS",
      kind: .other),
    row(
      6, of: "main", "ArgoCon, a History", ["Ann"], from: "23T08:00", to: "23T11:00",
      track: "HISTORY"),
    row(10, of: "side", "Welcome", from: "23T08:00", to: "23T08:05", track: "ARGOCON"),
    row(11, of: "side", "Coffee", from: "23T09:00", to: "23T09:30", track: "ARGOCON", kind: .break),
    row(12, of: "side", "Closing", from: "23T16:00", to: "23T16:30", track: "ArgoCon"),
    row(13, of: "side", "Party", from: "23T17:00", to: "23T18:00", track: "ARGOCON"),
    row(14, of: "side", "Golden Paths", track: "PLATFORM ENGINEERING"),
    row(
      15, of: "side", "Paths", from: "23T09:00", to: "23T09:30", track: "PLATFORM ENGINEERING DAY"),
    row(16, of: "side", "More Paths", from: "23T10:00", to: "23T10:30", track: "Platform"),
  ]

  @Test(
    arguments: [
      (1, [10, 12]), (2, [15]), (3, nil), (4, []), (5, nil), (6, nil), (10, nil),
    ] as [(SessionID, [SessionID]?)])
  func `an event is known by its length and the track of its talks`(
    id: SessionID, talks: [SessionID]?
  ) {
    let view = view(Self.rows)
    #expect(view.isWholeEvent(id) == (talks != nil))
    #expect(view.talks(of: id).map(\.id) == talks ?? [])
  }

  @Test func `now has the talks of an event, and the event when asked for`() {
    let queries = ProgrammeQueries(Programme(version: 1, entries: Self.rows))
    #expect(queries.running(at: at("23T08:00")).map(\.id) == [5, 6, 10])
    #expect(queries.running(at: at("23T09:10")).map(\.id) == [6, 15])
    #expect(
      Set(queries.running(at: at("23T09:10"), everything: true).map(\.id)) == [
        1, 2, 3, 4, 6, 11, 15,
      ])
    #expect(queries.next(after: at("23T08:59")).map(\.id) == [15])
    #expect(Set(queries.next(after: at("23T08:59"), everything: true).map(\.id)) == [11, 15])
    #expect(queries.nextStart(after: at("23T10:00")) == at("23T16:00"))
    #expect(queries.nextStart(after: at("24T10:00")) == nil)
  }

  @Test func `a day has the talks of an event, and the event when the filter has nothing else`()
    throws
  {
    func day(_ filter: SessionFilter, starred: Set<SessionID>? = nil) throws -> Set<SessionID> {
      let day = try #require(LocalDay("2026-03-23"))
      return Set(
        DigestPlanner.entries(
          of: Programme(version: 1, entries: Self.rows), day: day, filter: filter,
          starred: starred, timeZone: try amsterdam()
        ).map(\.id))
    }
    #expect(try day(SessionFilter()) == [5, 6, 10, 11, 12, 13, 15, 16])
    #expect(try day(SessionFilter(), starred: [4]) == [4, 5, 6, 10, 11, 12, 13, 15, 16])
    #expect(try day(SessionFilter(track: "co-located")) == [4])
    #expect(try day(SessionFilter(track: "hosted events")) == [1])
    #expect(try day(SessionFilter(track: "events")) == [5])
  }
}

@Suite struct TrackOrderTests {
  @Test func `tracks are in the order of the alphabet, none last, signs do not count`() {
    let tracks = ["⚡ LIGHTNING TALKS", nil, "security", "AI + ML", "Maintainer", "AI + ML", nil]
    let rows = tracks.enumerated().map { index, track in
      row(SessionID(index), of: "main", "Talk \(index)", track: track)
    }
    #expect(ProgrammeView.byTrack(rows).map(\.id) == [3, 5, 0, 4, 2, 1, 6])
  }
}
