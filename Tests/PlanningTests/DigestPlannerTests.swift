import ConferenceModel
import Foundation
import Planning
import Testing

@Suite struct DigestPlannerTests {
  @Test(arguments: [
    ("later today", "24T05:00", 480, "24T07:00"),
    ("this very minute", "24T07:00", 480, "25T07:00"),
    ("tomorrow", "24T07:01", 480, "25T07:00"),
    ("midnight", "24T12:00", 0, "24T23:00"),
    ("local day ahead of UTC", "24T23:30", 480, "25T07:00"),
    ("before the spring change", "28T12:00", 480, "29T06:00"),
    ("a time that is skipped", "28T12:00", 150, "29T01:30"),
    ("after the skipped time", "29T01:30", 150, "30T00:30"),
    ("after the spring change", "29T07:00", 480, "30T06:00"),
  ])
  func `the next digest is at the local time`(
    name: String, now: String, minute: Int, expected: String
  ) throws {
    let next = DigestPlanner.next(after: at(now), minuteOfDay: minute, timeZone: try amsterdam())
    #expect(next == at(expected))
  }

  @Test func `a time that autumn repeats comes once`() throws {
    let zone = try amsterdam()
    let october = try #require(LocalDay(year: 2026, month: 10, day: 25))
    let first = zone.instant(day: october, minute: 150)
    #expect(zone.clockText(of: first) == "02:30")
    let next = DigestPlanner.next(after: first, minuteOfDay: 150, timeZone: zone)
    #expect(next == first.addingTimeInterval(25 * 3600))
  }

  private static let programme = Programme(
    version: 1,
    entries: [
      entry(1, facts("Badges", from: "24T07:00", to: "24T08:00"), kind: .registration),
      entry(
        2, facts("Keynote", from: "24T08:00", to: "24T08:30"), track: "Keynotes", kind: .keynote),
      entry(3, facts("Co-located Day", from: "24T08:00", to: "24T16:00"), kind: .other),
      entry(4, facts("Off", room: "C203", from: "24T09:00", to: "24T09:30", .cancelled)),
      entry(5, facts("Lunch", from: "24T11:00", to: "24T12:00"), kind: .break),
      entry(6, facts("Party", room: "C203", from: "25T02:59", to: "25T04:00"), kind: .social),
      entry(7, facts("Run", from: "25T03:00", to: "25T04:00")),
      entry(8, facts("Last Night", from: "24T02:59")), entry(9, facts("Some Day")),
    ])

  @Test(
    arguments: [
      ("all", SessionFilter(), nil, [2, 4, 5, 6]),
      ("room", SessionFilter(room: "c203"), nil, [4, 6]),
      ("track", SessionFilter(track: "KEY"), [1], [2]),
      ("source", SessionFilter(source: "other"), [2], []),
      ("stars do not narrow it", SessionFilter(), [2], [2, 4, 5, 6]),
      ("what is starred is in it", SessionFilter(), [1, 3], [1, 3, 2, 4, 5, 6]),
      ("own stars", SessionFilter(mine: true), [1, 4, 8], [1, 4]),
      ("own stars in a room", SessionFilter(room: "C203", mine: true), [1, 4], [4]),
      ("own stars of a channel", SessionFilter(mine: true), nil, []),
    ] as [(String, SessionFilter, Set<SessionID>?, [SessionID])])
  func `a digest has the sessions of its day and filter`(
    name: String, filter: SessionFilter, starred: Set<SessionID>?, expected: [SessionID]
  ) throws {
    let day = try #require(LocalDay("2026-03-24"))
    let entries = DigestPlanner.entries(
      of: Self.programme, day: day, filter: filter, starred: starred, timeZone: try amsterdam())
    #expect(entries.map(\.id) == expected)
  }

  @Test(
    arguments: [
      ("a full day", "24T18:00", "24T11:00"), ("a short day", "24T09:00", "24T09:00"),
      ("after the last start", "24T06:00", "24T07:00"), ("an empty day", nil, "24T11:00"),
    ] as [(String, String?, String)])
  func `a digest is worth something while its day lasts`(
    name: String, lastStart: String?, expected: String
  ) {
    #expect(
      DigestPlanner.expiry(due: at("24T07:00"), lastStart: lastStart.map(at)) == at(expected))
  }
}
