import ConferenceModel
import Foundation
import Testing

@Suite struct LocalTimeTests {
  private func zone(_ name: String) throws -> TimeZone {
    try #require(TimeZone(identifier: name))
  }

  @Test(arguments: [
    ("an ordinary morning", "Europe/Amsterdam", "2026-03-24", 540, "2026-03-24T08:00:00Z"),
    ("midnight", "Europe/Amsterdam", "2026-03-24", 0, "2026-03-23T23:00:00Z"),
    ("just before the gap", "Europe/Amsterdam", "2026-03-29", 119, "2026-03-29T00:59:00Z"),
    ("in the gap", "Europe/Amsterdam", "2026-03-29", 150, "2026-03-29T01:30:00Z"),
    ("just after the gap", "Europe/Amsterdam", "2026-03-29", 180, "2026-03-29T01:00:00Z"),
    ("the first of two", "Europe/Amsterdam", "2026-10-25", 150, "2026-10-25T00:30:00Z"),
    ("after both", "Europe/Amsterdam", "2026-10-25", 180, "2026-10-25T02:00:00Z"),
    ("a gap at midnight", "Africa/Cairo", "2026-04-24", 30, "2026-04-23T22:30:00Z"),
    ("a gap of half an hour", "Australia/Lord_Howe", "2026-10-04", 135, "2026-10-03T15:45:00Z"),
    ("a quarter of an hour", "Asia/Kathmandu", "2026-03-24", 540, "2026-03-24T03:15:00Z"),
    ("west of the date line", "Pacific/Auckland", "2026-03-24", 60, "2026-03-23T12:00:00Z"),
    ("west of Greenwich", "America/Lima", "2026-03-24", 1200, "2026-03-25T01:00:00Z"),
  ])
  func `a local time is one instant`(
    name: String, identifier: String, day: String, minute: Int, expected: String
  ) throws {
    let day = try #require(LocalDay(day))
    let instant = try zone(identifier).instant(day: day, minute: minute)
    #expect(instant == (try Date(expected, strategy: .iso8601)))
  }

  @Test(arguments: [
    "Europe/Amsterdam", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata",
    "Pacific/Chatham", "Africa/Cairo", "GMT",
  ])
  func `an instant is found again from its local time`(identifier: String) throws {
    let zone = try zone(identifier)
    var wrong: [Date] = []
    var hours = 0
    // A year in steps of a quarter of an hour, from 1 January 2026.
    for step in 0..<(365 * 96) {
      let instant = Date(timeIntervalSince1970: 1_767_225_600 + Double(step) * 900)
      let (day, minute) = (zone.day(of: instant), zone.minuteOfDay(of: instant))
      let found = zone.instant(day: day, minute: minute)
      if found != instant {
        // Only a repeated hour is ambiguous: the first instant is found, and shows the same.
        hours += 1
        if found > instant || zone.day(of: found) != day || zone.minuteOfDay(of: found) != minute {
          wrong.append(instant)
        }
      }
    }
    #expect(wrong == [])
    #expect(hours <= 4)
  }

  @Test(arguments: [
    ("2026-03-24T08:05:00Z", "09:05", 545, "2026-03-24"),
    ("2026-03-24T23:00:00Z", "00:00", 0, "2026-03-25"),
    ("2026-03-24T22:59:59Z", "23:59", 1439, "2026-03-24"),
    ("2026-07-01T10:10:00Z", "12:10", 730, "2026-07-01"),
    ("1969-12-31T22:30:00Z", "23:30", 1410, "1969-12-31"),
  ])
  func `an instant shows its local day and time`(
    instant: String, clock: String, minute: Int, day: String
  ) throws {
    let zone = try zone("Europe/Amsterdam")
    let instant = try Date(instant, strategy: .iso8601)
    #expect(zone.clockText(of: instant) == clock)
    #expect(zone.minuteOfDay(of: instant) == minute)
    #expect(zone.day(of: instant).description == day)
  }

  @Test func `fractions of a second before 1970 belong to their own minute`() {
    let instant = Date(timeIntervalSince1970: -0.5)
    #expect(TimeZone.gmt.minuteOfDay(of: instant) == 1439)
    #expect(TimeZone.gmt.day(of: instant) == LocalDay(dayNumber: -1))
  }
}
