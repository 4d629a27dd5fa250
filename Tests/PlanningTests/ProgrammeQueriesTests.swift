import ConferenceModel
import Foundation
import Planning
import Testing

@Suite struct ProgrammeQueriesTests {
  private let queries = ProgrammeQueries(
    Programme(
      version: 1,
      entries: [
        entry(1, facts("Badges", room: nil, from: "24T08:00", to: "24T11:30"), kind: .registration),
        entry(2, facts("Container", room: nil, from: "24T08:00", to: "24T16:00"), kind: .other),
        entry(3, facts("A", room: "Hall 1-5 | East", from: "24T10:00", to: "24T10:30")),
        entry(4, facts("B", room: "Hall 12", from: "24T10:00", to: "24T10:30", .cancelled)),
        entry(5, facts("C", room: "G104 - 105 | Community Hub", from: "24T10:15")),
        entry(6, facts("Coffee", room: nil, from: "24T10:30", to: "24T11:00"), kind: .break),
        entry(7, facts("D", room: "Hall 7 | Room A", from: "24T11:00", to: "24T11:30")),
        entry(8, facts("E", room: "Hall 7 | Room B", from: "24T11:00", to: "24T12:00")),
        entry(9, facts("F", room: "Auditorium", from: "24T11:30", to: "24T12:00")),
        entry(10, facts("G", room: "大会堂 3", from: "24T15:00", to: "24T15:30")),
        entry(11, facts("H", room: nil)),
        entry(12, facts("Party", room: "Auditorium", from: "25T01:00", to: "25T02:00")),
      ]))

  @Test(
    arguments: [
      ("24T09:59", []), ("24T10:00", [3]), ("24T10:15", [3, 5]), ("24T10:30", [5]),
      ("24T11:14", [7, 8, 5]), ("24T11:15", [7, 8]), ("24T11:45", [9, 8]),
    ] as [(String, [SessionID])])
  func `now is what runs`(now: String, expected: [SessionID]) {
    #expect(Set(queries.running(at: at(now)).map(\.id)) == Set(expected))
  }

  @Test(
    arguments: [
      ("24T09:00", 0, [3]), ("24T09:00", 14, [3]), ("24T09:00", 15, [3, 5]),
      ("24T10:00", 0, [5]), ("24T10:15", 29, [7, 8]), ("24T10:15", 30, [7, 8, 9]),
      ("24T11:30", 15, []), ("24T12:00", 15, [10]), ("24T11:59", 15, []),
    ] as [(String, Double, [SessionID])])
  func `next is what starts within three hours, and soon after`(
    now: String, minutes: Double, expected: [SessionID]
  ) {
    #expect(queries.next(after: at(now), within: minutes * 60).map(\.id) == expected)
  }

  @Test func `a day goes on after midnight`() throws {
    let day = try #require(LocalDay("2026-03-24"))
    #expect(
      queries.day(day, zone: try amsterdam()).map(\.id).sorted() == [
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12,
      ])
    #expect(queries.day(day.adding(days: 1), zone: try amsterdam()) == [])
  }

  @Test(
    arguments: [
      ("hall 1", [3]), ("HALL 12", [4]), ("hall 7", [7, 8]), ("hall 7 room a", [7]),
      ("Hall 7 | Room B", [8]), ("room a", [7]), ("community", [5]), ("g104", [5]), ("105", [5]),
      ("audi", [9, 12]), ("会堂", [10]), ("hall 9", []), ("", []), (" | ", []), ("a", [7]),
    ] as [(String, [SessionID])])
  func `a room is found by what people call it`(name: String, expected: [SessionID]) {
    #expect(queries.inRoom(name).map(\.id) == expected)
  }

  @Test(
    arguments: [
      (7, [8]), (8, [7, 9]), (9, [8]), (3, [5]), (4, []), (2, []), (5, [3]), (11, []), (10, []),
    ] as [(SessionID, [SessionID])])
  func `what overlaps with a star is named`(id: SessionID, expected: [SessionID]) throws {
    let entry = try #require(queries.programme[id])
    let conflicts = queries.conflicts(with: entry, in: [2, 3, 4, 5, 7, 8, 9, 10, 11])
    #expect(conflicts.map(\.id) == expected)
    #expect(queries.conflicts(with: entry, in: []) == [])
  }
}
