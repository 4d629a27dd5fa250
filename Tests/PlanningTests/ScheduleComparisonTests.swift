import ConferenceModel
import Foundation
import Planning
import Testing

@Suite struct ScheduleComparisonTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var old: SessionFacts
    var new: SessionFacts
    var kind = SessionKind.talk
    var aliases: [String: String] = [:]
    var expected: [ScheduleChange]

    init(
      _ name: String, _ old: SessionFacts, _ new: SessionFacts, kind: SessionKind = .talk,
      aliases: [String: String] = [:], _ expected: [ScheduleChange]
    ) {
      (self.testDescription, self.old, self.new) = (name, old, new)
      (self.kind, self.aliases, self.expected) = (kind, aliases, expected)
    }
  }

  private static let talk = facts(
    "Sidecars At Scale", ["Ana Lima, Orbit"], from: "24T10:00", to: "24T10:30")

  private static func changed(_ edit: (inout SessionFacts) -> Void) -> SessionFacts {
    var copy = talk
    edit(&copy)
    return copy
  }

  static let rules: [Row] = [
    Row("nothing changed", talk, talk, []),
    Row("case and blanks of the title", talk, changed { $0.title = "Sidecars  at scale " }, []),
    Row("case of the room", talk, changed { $0.room = "HALL 12" }, []),
    Row("punctuation of the title", talk, changed { $0.title = "Side-cars, At Scale!" }, []),
    Row(
      "signs that are part of a name", facts("Modern C", ["Ana"]), facts("Modern C++", ["Ana"]),
      [.retitled(from: "Modern C", to: "Modern C++")]),
    Row(
      "a room written otherwise", facts("A Talk", room: "Food Room[317]"),
      facts("A Talk", room: "food (317)"), []),
    Row(
      "a floor below the ground", facts("A Talk", room: "Level 1"),
      facts("A Talk", room: "Level -1"), [.relocated(from: "Level 1", to: "Level -1")]),
    Row(
      "one room of two", facts("A Talk", room: "Room 1+2"), facts("A Talk", room: "Room 12"),
      [.relocated(from: "Room 1+2", to: "Room 12")]),
    Row(
      "another title, the same person under a longer name",
      facts("Willow - A family of storage protocols", ["Sam Gwilym"]),
      facts("Willow - Protocols for an uncertain future", ["Sammy Gwilym"]),
      [
        .retitled(
          from: "Willow - A family of storage protocols",
          to: "Willow - Protocols for an uncertain future"),
        .speakersChanged(
          from: [Speaker(name: "Sam Gwilym")], to: [Speaker(name: "Sammy Gwilym")]),
      ]),
    Row(
      "long titles of one person without a word in common",
      facts("Tool stack in a container for a team of geospatial analysts", ["Elena Williams"]),
      facts("I Love a Sunburnt Country: Address Data Standardisation", ["Elena Williams"]),
      [
        .replaced(
          from: "Tool stack in a container for a team of geospatial analysts",
          to: "I Love a Sunburnt Country: Address Data Standardisation")
      ]),
    Row(
      "nobody is named, four words in ten stay",
      facts("Sponsored Demo: Testing 2,000 Container Images on EKS: Inside the Agentic Factory"),
      facts("Sponsored Demo: DriftlessAF: The Pattern That Builds 2,000 Container Images"),
      [
        .retitled(
          from: "Sponsored Demo: Testing 2,000 Container Images on EKS: Inside the Agentic Factory",
          to: "Sponsored Demo: DriftlessAF: The Pattern That Builds 2,000 Container Images")
      ]),
    Row(
      "order of speakers", facts("A Talk", ["Ana", "Bo"]), facts("A Talk", ["Bo", "Ana"]), []),
    Row(
      "later start, same length", talk,
      changed { ($0.start, $0.end) = (at("24T10:15"), at("24T10:45")) },
      [.rescheduled(from: slot("24T10:00", "24T10:30"), to: slot("24T10:15", "24T10:45"))]),
    Row(
      "longer", talk, changed { $0.end = at("24T10:45") },
      [.rescheduled(from: slot("24T10:00", "24T10:30"), to: slot("24T10:00", "24T10:45"))]),
    Row(
      "a time at last", facts("A Talk"), facts("A Talk", from: "24T10:00"),
      [.rescheduled(from: slot(nil, nil), to: slot("24T10:00", nil))]),
    Row(
      "another room", talk, changed { $0.room = "Elicium 2" },
      [.relocated(from: "Hall 12", to: "Elicium 2")]),
    Row(
      "a room at last", facts("A Talk", room: nil), facts("A Talk", room: "C203"),
      [.relocated(from: nil, to: "C203")]),
    Row(
      "renamed room", talk, changed { $0.room = "Plenary" }, aliases: ["Hall 12": "Plenary"],
      [.renamedRoom(from: "Hall 12", to: "Plenary")]),
    Row(
      "room renamed twice", talk, changed { $0.room = "Plenary" },
      aliases: ["Hall 12": "Main Hall", "Main Hall": "Plenary"],
      [.renamedRoom(from: "Hall 12", to: "Plenary")]),
    Row(
      "moved after a rename", talk, changed { $0.room = "C203" },
      aliases: ["Hall 12": "Main Hall", "Main Hall": "Hall 12"],
      [.relocated(from: "Hall 12", to: "C203")]),
    Row(
      "cancelled, and moved", talk,
      changed { ($0.status, $0.room, $0.start) = (.cancelled, nil, nil) }, [.cancelled]),
    Row(
      "cancelled before and after", changed { $0.status = .cancelled },
      changed { ($0.status, $0.room) = (.cancelled, nil) }, []),
    Row(
      "reinstated elsewhere", changed { $0.status = .cancelled }, changed { $0.room = "C203" },
      [.reinstated, .relocated(from: "Hall 12", to: "C203")]),
    Row(
      "a cancelled talk's slot becomes a break", changed { $0.status = .cancelled },
      facts("Mini Break", from: "24T10:00", to: "24T10:30"), []),
    Row("a talk becomes lunch", talk, changed { $0.title = "Lunch | On Own" }, [.cancelled]),
    Row(
      "a talk becomes a break of another name", talk,
      changed { ($0.title, $0.speakers) = ("Time To Network", []) }, kind: .break, [.cancelled]),
    Row(
      "a break is moved", facts("Lunch", from: "24T12:00"), facts("Lunch", from: "24T12:30"),
      kind: .break, [.rescheduled(from: slot("24T12:00", nil), to: slot("24T12:30", nil))]),
    Row(
      "a break gives way to a talk", facts("Mini Break"), facts("Sidecars", ["Ana"]),
      [.replaced(from: "Mini Break", to: "Sidecars")]),
    Row(
      "a title is withdrawn", talk, changed { $0.title = "Keynote: TBA" },
      [.replaced(from: "Sidecars At Scale", to: "Keynote: TBA")]),
    Row("still to be announced", facts("Keynotes To Be Announced"), facts("Keynote: TBA"), []),
    Row(
      "reworded, same speaker", talk, changed { $0.title = "Scale, and What Sidecars Cost" },
      [.retitled(from: "Sidecars At Scale", to: "Scale, and What Sidecars Cost")]),
    Row(
      "another talk of the same speaker", talk, changed { $0.title = "Tuning Postgres Vacuum" },
      [.replaced(from: "Sidecars At Scale", to: "Tuning Postgres Vacuum")]),
    Row(
      "affiliation", talk, changed { $0.speakers[0].affiliation = "Comet" },
      [
        .speakersChanged(
          from: [Speaker(name: "Ana Lima", affiliation: "Orbit")],
          to: [Speaker(name: "Ana Lima", affiliation: "Comet")])
      ]),
  ]

  private static func people(_ old: [String], _ new: [String]) -> ScheduleChange {
    .speakersChanged(from: old.map { Speaker(name: $0) }, to: new.map { Speaker(name: $0) })
  }

  @Test(arguments: rules)
  func `the news is what differs between two versions`(row: Row) {
    let changes = ScheduleComparison.changes(
      from: row.old, to: row.new, kind: row.kind, roomAliases: row.aliases)
    #expect(changes == row.expected)
  }

  @Test(arguments: KubeConChanges.rows)
  func `changes of KubeCon Europe 2026 are read as a person would`(row: Row) {
    let changes = ScheduleComparison.changes(
      from: row.old, to: row.new, kind: row.kind, roomAliases: row.aliases)
    #expect(changes == row.expected)
  }

  @Test(arguments: rules + KubeConChanges.rows)
  func `a change that is taken back is no news`(row: Row) {
    let changes = ScheduleComparison.changes(
      from: row.old, to: row.old, kind: row.kind, roomAliases: row.aliases)
    #expect(changes == [])
  }

  @Test(arguments: [
    (ScheduleChange.cancelled, Urgency.immediate),
    (.replaced(from: "A", to: "B"), .immediate),
    (.relocated(from: "A", to: "B"), .immediate),
    (.rescheduled(from: slot("24T10:00", nil), to: slot("24T09:50", nil)), .immediate),
    (.rescheduled(from: slot("24T10:00", nil), to: slot("24T10:10", nil)), .normal),
    (.rescheduled(from: slot("24T10:00", "24T11:00"), to: slot("24T10:00", "24T10:50")), .normal),
    (.rescheduled(from: slot("24T10:00", nil), to: slot("24T10:00", "24T10:50")), .silent),
    (.rescheduled(from: slot(nil, nil), to: slot("24T10:00", nil)), .normal),
    (.rescheduled(from: slot("24T10:00", nil), to: slot(nil, nil)), .normal),
    (.reinstated, .normal), (.retitled(from: "A", to: "B"), .normal),
    (.announced(from: "A", to: "B"), .normal), (.added, .normal),
    (.speakersChanged(from: [Speaker(name: "A")], to: []), .normal),
    (
      .speakersChanged(
        from: [Speaker(name: "A")], to: [Speaker(name: "A", affiliation: "B")]), .silent
    ),
    (people(["NASS Frédéric"], ["Frédéric Nass"]), .silent),
    (people(["Xavier", "Bo Ek"], ["Bo Ek", "Xavier Lambein"]), .silent),
    (people(["Matt Arnold"], ["Matthew Arnold"]), .silent),
    (people(["Nikhil Sharma"], ["Priya Sharma"]), .normal),
    (people(["Ana Lima"], ["Ana Lima", "Ana Lima"]), .normal),
    (people(["Ana Lima", "Bo Ek"], ["Ana Lima"]), .normal),
    (people(["王小明"], ["王大明"]), .normal),
    (.renamedRoom(from: "A", to: "B"), .silent), (.described, .silent),
  ])
  func `a change is as urgent as what it makes a person do`(
    change: ScheduleChange, urgency: Urgency
  ) {
    #expect(ScheduleComparison.urgency(of: change) == urgency)
  }

  @Test func `a talk that a break was written over is kept as cancelled`() {
    let stored = entry(1, Self.talk).session
    let feed = entry(1, facts("Mini Break", from: "24T10:00"), kind: .break).session
    var expected = stored
    expected.facts.status = .cancelled
    #expect(ScheduleComparison.versionToKeep(stored: stored, feed: feed) == expected)
    #expect(ScheduleComparison.versionToKeep(stored: expected, feed: feed) == expected)
    #expect(ScheduleComparison.versionToKeep(stored: expected, feed: stored) == stored)
  }
}
