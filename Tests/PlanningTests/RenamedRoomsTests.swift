import ConferenceModel
import Planning
import Testing

@Suite struct RenamedRoomsTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var old: [String?]
    /// Of the session at the same place in `old`; "-" when it is gone. More are new sessions.
    var new: [String?]
    var expected: [String: String]
  }

  static let rows = [
    Row(
      testDescription: "35 sessions of one hall", old: Array(repeating: "Halls 1-5", count: 35),
      new: Array(repeating: "Hall 1-5 | Solutions Showcase", count: 35),
      expected: ["Halls 1-5": "Hall 1-5 | Solutions Showcase"]),
    Row(
      testDescription: "the hall as it was: 13 of 48 sessions went to other corners",
      old: Array(repeating: "Halls 1-5", count: 48),
      new: Array(repeating: "Hall 1-5 | Solutions Showcase", count: 35)
        + Array(repeating: "Hall 1-5 | Gouda Zone | Poster Pavilion", count: 10)
        + Array(repeating: "Hall 1-5 | Tram Zone | Network Nook", count: 3),
      expected: ["Halls 1-5": "Hall 1-5 | Solutions Showcase"]),
    Row(testDescription: "one session alone was moved", old: ["A"], new: ["B"], expected: [:]),
    Row(testDescription: "two sessions", old: ["A", "A"], new: ["B", "B"], expected: ["A": "B"]),
    Row(
      testDescription: "one is gone, two agree", old: ["A", "A", "A"], new: ["B", "-", "B"],
      expected: ["A": "B"]),
    Row(
      testDescription: "one keeps the old name", old: ["A", "A", "A"], new: ["B", "B", "A"],
      expected: [:]),
    Row(
      testDescription: "a new session has the old name", old: ["A", "A"], new: ["B", "B", "A"],
      expected: [:]),
    Row(
      testDescription: "the new name was there before", old: ["A", "A", "B"],
      new: ["B", "B", "B"], expected: [:]),
    Row(
      testDescription: "a swap", old: ["A", "A", "B", "B"], new: ["B", "B", "A", "A"],
      expected: [:]),
    Row(
      testDescription: "a majority moves to another hall", old: ["Hall 7", "Hall 7", "Hall 7"],
      new: ["Hall 9", "Hall 9", "C203"], expected: [:]),
    Row(
      testDescription: "two rooms become one", old: ["A", "A", "B", "B"],
      new: ["C", "C", "C", "C"], expected: [:]),
    Row(
      testDescription: "two rooms are renamed", old: ["A", "A", "B", "B"],
      new: ["C", "C", "D", "D"], expected: ["A": "C", "B": "D"]),
    Row(testDescription: "rooms are taken away", old: ["A", "A"], new: [nil, nil], expected: [:]),
    Row(testDescription: "rooms are given", old: [nil, nil], new: ["A", "A"], expected: [:]),
    Row(
      testDescription: "only case", old: ["hall a", "hall a"], new: ["Hall A", "Hall A"],
      expected: [:]),
  ]

  private static func sessions(_ rooms: [String?]) -> [Session] {
    rooms.enumerated().filter { $1 != "-" }.map {
      entry(SessionID($0), facts("Talk \($0)", room: $1)).session
    }
  }

  @Test(arguments: rows)
  func `a room is renamed when all of it is under a new name`(row: Row) {
    let (old, new) = (Self.sessions(row.old), Self.sessions(row.new))
    let renamed = ScheduleComparison.renamedRooms(
      from: old, to: new, pairing: SessionPairing(old: old, new: new))
    #expect(renamed == row.expected)
  }

  @Test func `a renamed hall alerts nobody`() {
    let (old, new) = (Self.sessions(Self.rows[0].old), Self.sessions(Self.rows[0].new))
    let aliases = ScheduleComparison.renamedRooms(
      from: old, to: new, pairing: SessionPairing(old: old, new: new))
    let decisions = zip(old, new).map {
      AlertPlanner.decide(
        told: $0.facts, current: $1.facts, kind: $1.kind, roomAliases: aliases, now: at("24T08:00"))
    }
    #expect(decisions == Array(repeating: .silent, count: 35))
  }
}
