import ConferenceModel
import Planning
import Testing

@Suite struct ScheduleDifferenceTests {
  private static func session(
    _ id: String, _ facts: SessionFacts, kind: SessionKind = .talk, abstract: String? = nil,
    roomID: String? = nil
  ) -> Session {
    Session(
      key: SessionKey(source: "main", id: id), facts: facts, kind: kind, abstract: abstract,
      roomID: roomID)
  }

  private static let talk = session("a", facts("A Talk", ["Ana"], from: "24T10:00"))

  private static func changed(_ edit: (inout Session) -> Void) -> Session {
    var copy = talk
    edit(&copy)
    return copy
  }

  struct Row: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var old: [Session]
    var new: [Session]
    var told: [String] = []
    var renamedRooms: [String: String] = [:]
  }

  static let rows = [
    Row(testDescription: "a talk comes", old: [], new: [talk], told: ["a added"]),
    Row(testDescription: "a talk goes", old: [talk], new: [], told: ["a cancelled"]),
    Row(
      testDescription: "a talk is marked", old: [talk],
      new: [changed { $0.facts.status = .cancelled }], told: ["a cancelled"]),
    Row(
      testDescription: "a talk comes cancelled", old: [],
      new: [changed { $0.facts.status = .cancelled }]),
    Row(
      testDescription: "a cancelled talk goes", old: [changed { $0.facts.status = .cancelled }],
      new: []),
    Row(
      testDescription: "a cancelled talk is described",
      old: [changed { $0.facts.status = .cancelled }],
      new: [changed { ($0.facts.status, $0.abstract) = (.cancelled, "Why not") }]),
    Row(
      testDescription: "a break is written over a talk", old: [talk],
      new: [session("a", facts("Mini Break", from: "24T10:00"), kind: .break)],
      told: ["a cancelled"]),
    Row(
      testDescription: "only the description", old: [talk], new: [changed { $0.abstract = "Why" }],
      told: ["a described"]),
    Row(
      testDescription: "only the blanks of the description",
      old: [changed { $0.abstract = "Why\n\nand how" }],
      new: [changed { $0.abstract = "Why and how" }]),
    Row(
      testDescription: "the description in one of two languages",
      old: [changed { $0.translatedAbstracts = [.chinese: "为什么"] }],
      new: [changed { $0.translatedAbstracts = [.chinese: "怎么做"] }], told: ["a described"]),
    Row(
      testDescription: "the description beside something else", old: [talk],
      new: [changed { ($0.abstract, $0.facts.room) = ("Why", "C203") }],
      told: ["a relocated Hall 12 > C203"]),
    Row(
      testDescription: "only the track and the page", old: [talk],
      new: [changed { ($0.track, $0.url) = ("Security", "https://example.org/a") }]),
    Row(
      testDescription: "everything at once, one line each", old: [talk],
      new: [
        changed {
          $0.facts = facts("A Talk, Extended", ["Ana", "Bo"], room: "C203", from: "24T11:00")
        }
      ],
      told: [
        "a retitled A Talk, Extended", "a rescheduled 03-24T10:00-? > 03-24T11:00-?",
        "a relocated Hall 12 > C203", "a speakersChanged +Bo",
      ]),
    Row(
      testDescription: "a single session, and the room's id says it is the same room",
      old: [changed { $0.roomID = "7" }],
      new: [changed { ($0.roomID, $0.facts.room) = ("7", "The Plenary") }],
      renamedRooms: ["Hall 12": "The Plenary"]),
    Row(
      testDescription: "a single session, and the room's id is another one",
      old: [changed { $0.roomID = "7" }],
      new: [changed { ($0.roomID, $0.facts.room) = ("8", "The Plenary") }],
      told: ["a relocated Hall 12 > The Plenary"]),
    Row(
      testDescription: "by start, room and title",
      old: [],
      new: [
        session("e", facts("No Time Yet")), session("d", facts("A Talk", from: "25T09:00")),
        session("c", facts("Bees", room: "B", from: "24T09:00")),
        session("b", facts("Ants", room: "B", from: "24T09:00")),
        session("a", facts("Wasps", room: "A", from: "24T09:00")),
      ], told: ["a added", "b added", "c added", "d added", "e added"]),
  ]

  @Test(arguments: rows)
  func `each change is one entry, in the order of the programme`(row: Row) {
    let difference = ScheduleDifference(from: row.old, to: row.new)
    #expect(difference.changes.map(\.line) == row.told)
    #expect(difference.renamedRooms == row.renamedRooms)
  }

  @Test(arguments: [
    ([talk], [Session](), "A Talk"),
    ([talk], [changed { $0.facts.title = "A Talk Again" }], "A Talk Again"),
    ([talk], [session("a", facts("Lunch", from: "24T10:00"), kind: .break)], "A Talk"),
  ])
  func `an entry carries the session as it is, or as it was when it is off`(
    old: [Session], new: [Session], title: String
  ) {
    let difference = ScheduleDifference(from: old, to: new)
    #expect(difference.changes.map(\.session.facts.title) == [title])
  }
}
