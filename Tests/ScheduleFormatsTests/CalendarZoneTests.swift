import ConferenceModel
import Foundation
import ScheduleFormats
import Testing

/// Which zone a TZID means, with and without a VTIMEZONE.
@Suite struct CalendarZoneTests {
  /// New York's rules since 2007, as Outlook writes them: from 1601 on, without a year.
  private static func rules(_ identifier: String, _ lines: [String] = []) -> [String] {
    [
      "BEGIN:VTIMEZONE", "TZID:\(identifier)", "BEGIN:STANDARD", "DTSTART:16011104T020000",
      "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11", "TZOFFSETFROM:-0400", "TZOFFSETTO:-0500",
      "END:STANDARD", "BEGIN:DAYLIGHT", "DTSTART:16010311T020000",
      "RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3", "TZOFFSETFROM:-0500", "TZOFFSETTO:-0400",
      "END:DAYLIGHT",
    ] + lines + ["END:VTIMEZONE"]
  }

  private func start(
    _ line: String, before: [String] = [], after: [String] = []
  ) throws -> String? {
    let body = Calendar.text(before + Calendar.event(start: line) + after)
    let schedule = try Calendar.read(body)
    #expect(schedule.problems == [])
    return schedule.sessions.first?.facts.start.map { TimeZone.gmt.timestamp(of: $0) }
  }

  @Test(arguments: [
    // Daylight time begins on 8 March 2026 at 2:00 and ends on 1 November at 2:00.
    ("20260307T120000", "2026-03-07T17:00:00+00:00"),
    ("20260308T015959", "2026-03-08T06:59:59+00:00"),
    ("20260308T030000", "2026-03-08T07:00:00+00:00"),
    ("20260308T023000", "2026-03-08T07:30:00+00:00"),
    ("20260724T120000", "2026-07-24T16:00:00+00:00"),
    ("20261101T013000", "2026-11-01T05:30:00+00:00"),
    ("20261101T020000", "2026-11-01T07:00:00+00:00"),
    ("20261224T120000", "2026-12-24T17:00:00+00:00"),
  ])
  func `the rules of a VTIMEZONE decide where its name says nothing`(
    local: String, instant: String
  ) throws {
    let line = "DTSTART;TZID=\"(UTC-05:00) Eastern Time (US & Canada)\":\(local)"
    let rules = Self.rules("(UTC-05:00) Eastern Time (US & Canada)")
    #expect(try start(line, before: rules) == instant)
    #expect(try start(line, after: rules) == instant)
  }

  @Test(arguments: [
    ("Custom/GMT", "T100000", "2026-07-24T14:00:00+00:00"),
    ("pyth", "T100000", "2026-07-24T14:00:00+00:00"),
    // A name that means something is believed before the rules.
    ("Asia/Tokyo", "T100000", "2026-07-24T01:00:00+00:00"),
    ("/example.org/2026/Asia/Tokyo", "T100000", "2026-07-24T01:00:00+00:00"),
    ("Tokyo Standard Time", "T100000", "2026-07-24T01:00:00+00:00"),
  ])
  func `a name is believed before the rules beside it`(
    name: String, time: String, instant: String
  ) throws {
    #expect(
      try start("DTSTART;TZID=\(name):20260724\(time)", before: Self.rules(name)) == instant)
  }

  @Test(arguments: [
    // Written in the zone's own time, as the day alone, and in UTC.
    ("RDATE:20260601T020000", "2026-06-02T12:00:00+00:00"),
    ("RDATE;VALUE=DATE:20260601", "2026-06-02T12:00:00+00:00"),
    ("RDATE:20260601T020000Z", "2026-06-02T12:00:00+00:00"),
    ("RDATE:20270601T020000", "2026-06-02T14:00:00+00:00"),
    ("RRULE:FREQ=YEARLY;INTERVAL=5;UNTIL=19890101T020000Z", "2026-06-02T14:00:00+00:00"),
  ])
  func `a zone changes on the days that are given`(line: String, instant: String) throws {
    let zone = [
      "BEGIN:VTIMEZONE", "TZID:Moon", "BEGIN:STANDARD", "DTSTART:19900101T020000",
      "TZOFFSETFROM:+0000", "TZOFFSETTO:-0200", "END:STANDARD", "BEGIN:DAYLIGHT",
      "DTSTART:19800101T020000", line, "TZOFFSETFROM:-0200", "TZOFFSETTO:+000000", "END:DAYLIGHT",
      "END:VTIMEZONE",
    ]
    #expect(try start("DTSTART;TZID=Moon:20260602T120000", before: zone) == instant)
  }

  @Test func `a VTIMEZONE without rules means the place it names`() throws {
    let zone = ["BEGIN:VTIMEZONE", "TZID:Home", "X-LIC-LOCATION:Asia/Tokyo", "END:VTIMEZONE"]
    let instant = try start("DTSTART;TZID=Home:20260724T100000", before: zone)
    #expect(instant == "2026-07-24T01:00:00+00:00")
  }

  @Test func `a zone that says nothing at all is the conference's, with a line`() throws {
    let body = Calendar.text(
      ["BEGIN:VTIMEZONE", "TZID:Moon", "BEGIN:STANDARD", "TZOFFSETTO:+0900", "END:STANDARD"]
        + ["END:VTIMEZONE"] + Calendar.event(start: "DTSTART;TZID=Moon:20260724T100000"))
    let schedule = try Calendar.read(body)
    #expect(
      schedule.sessions.map(\.facts.start) == [try Calendar.instant("2026-07-24T08:00:00Z")])
    #expect(
      schedule.problems
        == [
          FeedProblem(line: 12, message: "time zone \"Moon\" is unknown, the conference's is used")
        ]
    )
  }

  @Test(arguments: [
    // Windows' names, one of each half of the world, with its offset on 24 July 2026.
    ("Central America Standard Time", "2026-07-24T16:00:00+00:00"),
    ("AUS Central Standard Time", "2026-07-24T00:30:00+00:00"),
    ("Nepal Standard Time", "2026-07-24T04:15:00+00:00"),
    ("US Mountain Standard Time", "2026-07-24T17:00:00+00:00"),
    ("Eastern Standard Time (Mexico)", "2026-07-24T15:00:00+00:00"),
    ("Romance Standard Time", "2026-07-24T08:00:00+00:00"),
    ("W. Australia Standard Time", "2026-07-24T02:00:00+00:00"),
    ("UTC+12", "2026-07-23T22:00:00+00:00"), ("UTC-11", "2026-07-24T21:00:00+00:00"),
    ("w. europe standard time", "2026-07-24T08:00:00+00:00"),
    // Aliases and old names, other spellings, vendors' prefixes.
    ("US/Eastern", "2026-07-24T14:00:00+00:00"), ("Etc/GMT+5", "2026-07-24T15:00:00+00:00"),
    ("Japan", "2026-07-24T01:00:00+00:00"), ("europe/berlin", "2026-07-24T08:00:00+00:00"),
    ("America/New York", "2026-07-24T14:00:00+00:00"),
    ("posix/Europe/Vaduz", "2026-07-24T08:00:00+00:00"),
    ("/Europe/Stockholm", "2026-07-24T08:00:00+00:00"),
    ("\"/freeassociation.sourceforge.net/Tzfile/Europe/Berlin\"", "2026-07-24T08:00:00+00:00"),
    ("Etc/UTC", "2026-07-24T10:00:00+00:00"),
  ])
  func `a zone is known by the names that programs give it`(
    name: String, instant: String
  ) throws {
    #expect(try start("DTSTART;TZID=\(name):20260724T100000") == instant)
  }

  @Test(arguments: [
    // The conference is in Amsterdam, two hours before UTC in July.
    ("X-WR-TIMEZONE:America/New_York", "DTSTART:20260724T100000", "2026-07-24T14:00:00+00:00"),
    ("X-WR-TIMEZONE:UTC", "DTSTART:20260724T100000", "2026-07-24T08:00:00+00:00"),
    ("X-WR-TIMEZONE:Nowhere/Land", "DTSTART:20260724T100000", "2026-07-24T08:00:00+00:00"),
    ("X-WR-TIMEZONE:America/New_York", "DTSTART;VALUE=DATE:20260724", "2026-07-23T22:00:00+00:00"),
    ("X-WR-TIMEZONE:America/New_York", "DTSTART:20260724T100000Z", "2026-07-24T10:00:00+00:00"),
  ])
  func `a time without a zone is in the calendar's, a date in the conference's`(
    head: String, line: String, instant: String
  ) throws {
    #expect(try start(line, before: [head]) == instant)
    #expect(try start(line, after: [head]) == instant)
  }
}
