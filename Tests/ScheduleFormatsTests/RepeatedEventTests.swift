import ConferenceModel
import Foundation
import ScheduleFormats
import Testing

/// Which instances a rule yields, worked out with a paper calendar; many of the rules are those of
/// RFC 5545, section 3.8.5.3.
@Suite struct RepeatedEventTests {
  /// The local starts (`2026-03-24 10:00`) of the calendar's sessions, in New York.
  private func starts(
    _ lines: [String], start: String = "19970902T090000", horizon: String? = nil
  ) throws -> [String] {
    let body = Calendar.text(
      Calendar.event(lines, start: "DTSTART;TZID=America/New_York:\(start)"))
    var options = Calendar.options()
    options.horizon = try horizon.map(Calendar.instant)
    let schedule = try ScheduleReader.read([UInt8](body.utf8), format: nil, options: options)
    #expect(schedule.problems == [])
    let zone = try #require(TimeZone(identifier: "America/New_York"))
    return schedule.sessions.compactMap { session in
      session.facts.start.map { "\(zone.day(of: $0)) \(zone.clockText(of: $0))" }
    }
  }

  struct Rule: Sendable, CustomTestStringConvertible {
    let rule: String
    let start: String
    /// Month and day, or with the year; all at nine o'clock in New York.
    let days: String
    var testDescription: String { rule }

    init(_ rule: String, from start: String = "19970902", _ days: String) {
      (self.rule, self.start, self.days) = (rule, start, days)
    }
  }

  @Test(arguments: [
    Rule("FREQ=DAILY;COUNT=3", "1997-09-02 1997-09-03 1997-09-04"),
    Rule(
      "FREQ=DAILY;INTERVAL=10;COUNT=5", "1997-09-02 1997-09-12 1997-09-22 1997-10-02 1997-10-12"),
    Rule("FREQ=WEEKLY;COUNT=3", "1997-09-02 1997-09-09 1997-09-16"),
    Rule("FREQ=WEEKLY;UNTIL=19970916T130000Z", "1997-09-02 1997-09-09 1997-09-16"),
    Rule("FREQ=WEEKLY;UNTIL=19970916T125959Z", "1997-09-02 1997-09-09"),
    Rule("FREQ=WEEKLY;UNTIL=19970916", "1997-09-02 1997-09-09 1997-09-16"),
    Rule("FREQ=WEEKLY;UNTIL=19970915", "1997-09-02 1997-09-09"),
    Rule("FREQ=WEEKLY;UNTIL=19970916T090000", "1997-09-02 1997-09-09 1997-09-16"),
    Rule(
      "FREQ=WEEKLY;COUNT=6;WKST=SU;BYDAY=TU,TH",
      "1997-09-02 1997-09-04 1997-09-09 1997-09-11 1997-09-16 1997-09-18"),
    Rule(
      "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH",
      "1997-09-02 1997-09-04 1997-09-16 1997-09-18 1997-09-30 1997-10-02 1997-10-14 1997-10-16"),
    // The two rules of the RFC that differ by the first day of the week alone.
    Rule(
      "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", from: "19970805",
      "1997-08-05 1997-08-10 1997-08-19 1997-08-24"),
    Rule(
      "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", from: "19970805",
      "1997-08-05 1997-08-17 1997-08-19 1997-08-31"),
    Rule(
      "FREQ=MONTHLY;COUNT=4;BYDAY=1FR", from: "19970905",
      "1997-09-05 1997-10-03 1997-11-07 1997-12-05"),
    Rule(
      "FREQ=MONTHLY;INTERVAL=2;COUNT=6;BYDAY=1SU,-1SU", from: "19970907",
      "1997-09-07 1997-09-28 1997-11-02 1997-11-30 1998-01-04 1998-01-25"),
    Rule(
      "FREQ=MONTHLY;COUNT=3;BYDAY=-2MO", from: "19970922", "1997-09-22 1997-10-20 1997-11-17"),
    Rule(
      "FREQ=MONTHLY;BYMONTHDAY=-3;COUNT=3", from: "19970928", "1997-09-28 1997-10-29 1997-11-28"),
    Rule(
      "FREQ=MONTHLY;COUNT=5;BYMONTHDAY=2,15",
      "1997-09-02 1997-09-15 1997-10-02 1997-10-15 1997-11-02"
    ),
    // Months without a 31st are passed over and not counted.
    Rule("FREQ=MONTHLY;COUNT=4", from: "19970831", "1997-08-31 1997-10-31 1997-12-31 1998-01-31"),
    Rule(
      "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=3", from: "19980213",
      "1998-02-13 1998-03-13 1998-11-13"),
    Rule(
      "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", from: "19970904",
      "1997-09-04 1997-10-07 1997-11-06"),
    Rule(
      "FREQ=MONTHLY;COUNT=3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2", from: "19970929",
      "1997-09-29 1997-10-30 1997-11-27"),
    Rule(
      "FREQ=YEARLY;COUNT=4;BYMONTH=6,7", from: "19970610",
      "1997-06-10 1997-07-10 1998-06-10 1998-07-10"),
    Rule("FREQ=YEARLY;COUNT=3;BYDAY=20MO", from: "19970519", "1997-05-19 1998-05-18 1999-05-17"),
    Rule(
      "FREQ=YEARLY;COUNT=3;BYMONTH=3;BYDAY=TH", from: "19970313", "1997-03-13 1997-03-20 1997-03-27"
    ),
    Rule(
      "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8;COUNT=3",
      from: "19961105", "1996-11-05 2000-11-07 2004-11-02"),
    Rule("FREQ=YEARLY;COUNT=3", from: "20240229", "2024-02-29 2028-02-29 2032-02-29"),
    Rule(
      "FREQ=DAILY;BYMONTH=1;UNTIL=19980102", from: "19971231", "1997-12-31 1998-01-01 1998-01-02"),
    Rule("freq=weekly;count=2;byday=tu", "1997-09-02 1997-09-09"),
    Rule("FREQ=WEEKLY;BYDAY=WE;COUNT=3", "1997-09-02 1997-09-03 1997-09-10"),
    Rule("FREQ=DAILY;COUNT=2;BYHOUR=9;BYMINUTE=0;BYSECOND=0", "1997-09-02 1997-09-03"),
    Rule("FREQ=DAILY;COUNT=2;X-WHY=1;RSCALE=GREGORIAN;SKIP=OMIT", "1997-09-02 1997-09-03"),
  ])
  func `a rule yields its days at the hour of the first`(rule: Rule) throws {
    let days = rule.days.split(separator: " ").map { "\($0) 09:00" }
    #expect(try starts(["RRULE:\(rule.rule)"], start: "\(rule.start)T090000") == days)
  }

  @Test func `a local time that the spring change skips is no instance`() throws {
    // 6 April 1997 has no half past two in New York.
    let days = try starts(["RRULE:FREQ=DAILY;COUNT=3"], start: "19970405T023000")
    #expect(days == ["1997-04-05 02:30", "1997-04-07 02:30", "1997-04-08 02:30"])
  }

  @Test func `the first instance is kept although its local time does not exist`() throws {
    let days = try starts(["RRULE:FREQ=DAILY;COUNT=2"], start: "19970406T023000")
    #expect(days == ["1997-04-06 03:30", "1997-04-07 02:30"])
  }

  @Test func `without a horizon a rule that never ends is read for two years`() throws {
    let days = try starts(["RRULE:FREQ=MONTHLY"], start: "20240101T090000")
    #expect(days.count == 24)
    #expect(days.last == "2025-12-01 09:00")
  }

  @Test func `with a horizon the instances from 60 days before to 400 days after are read`() throws
  {
    // A Tuesday in 2019; 60 days before 24 March 2026 is 23 January, 400 after is 28 April 2027.
    let days = try starts(
      ["RRULE:FREQ=WEEKLY"], start: "20190305T183000", horizon: "2026-03-24T17:00:00Z")
    #expect(days.first == "2026-01-27 18:30")
    #expect(days.last == "2027-04-27 18:30")
    #expect(days.count == 66)
  }

  @Test func `a rule that counts is counted from its first instance`() throws {
    let lines = ["RRULE:FREQ=WEEKLY;COUNT=4"]
    let days = try starts(lines, start: "20260106T090000", horizon: "2026-03-24T00:00:00Z")
    #expect(days == ["2026-01-27 09:00"])
  }

  @Test func `the instances are the same whatever the hour of the horizon`() throws {
    let first = try starts(
      ["RRULE:FREQ=DAILY"], start: "20240101T090000", horizon: "2026-03-24T00:00:00Z")
    let second = try starts(
      ["RRULE:FREQ=DAILY"], start: "20240101T090000", horizon: "2026-03-24T23:59:59Z")
    #expect(first == second)
    #expect(first.count == 461)
  }

  @Test func `a series that is over is left out and counted`() throws {
    let body = Calendar.text(
      Calendar.event(["RRULE:FREQ=DAILY;COUNT=3"]) + Calendar.event(uid: "2"))
    var options = Calendar.options()
    options.horizon = try Calendar.instant("2030-01-01T00:00:00Z")
    let schedule = try ScheduleReader.read([UInt8](body.utf8), format: nil, options: options)
    #expect(schedule.sessions.map(\.key.id) == ["2"])
    #expect(
      schedule.problems == [
        FeedProblem(
          line: nil,
          message: "1 repeated event left out, no repetition is near or all were moved or cancelled"
        )
      ])
  }
}
