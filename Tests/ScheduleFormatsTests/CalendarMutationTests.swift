import ConferenceModel
import Foundation
import ScheduleFormats
import Testing

/// Broken rules, zones and exports: every line of a sample replaced by every odd line.
@Suite struct CalendarMutationTests {
  private static let sample =
    [
      "X-WR-TIMEZONE:Europe/Paris", "BEGIN:VTIMEZONE", "TZID:Moon", "BEGIN:STANDARD",
      "DTSTART:20201025T030000", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU;UNTIL=20301231T000000Z",
      "TZOFFSETFROM:+0200",
      "TZOFFSETTO:+0100", "END:STANDARD", "BEGIN:DAYLIGHT", "DTSTART:20200329T020000",
      "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU;UNTIL=20301231T000000Z", "TZOFFSETFROM:+0100",
      "TZOFFSETTO:+0200",
      "END:DAYLIGHT", "END:VTIMEZONE",
    ]
    + Calendar.event(
      [
        "DTEND;TZID=Moon:20260324T110000", "RRULE:FREQ=WEEKLY;COUNT=4;BYDAY=TU,TH",
        "RDATE;VALUE=PERIOD:20260401T100000Z/PT1H", "EXDATE;TZID=Moon:20260326T100000",
      ], start: "DTSTART;TZID=Moon:20260324T100000")
    + Calendar.event(
      ["RECURRENCE-ID;TZID=Moon:20260331T100000", "STATUS:CANCELLED"],
      start: "DTSTART;TZID=Moon:20260331T120000")

  private static let pieces = [
    "", ":", "\"", "BEGIN:VEVENT", "END:VEVENT", "END:VCALENDAR", "BEGIN:VTIMEZONE",
    "END:VTIMEZONE", "BEGIN:STANDARD", "END:STANDARD", "TZID:", "TZID:Europe/Berlin",
    "TZOFFSETFROM:+9999", "TZOFFSETTO:-2359", "TZOFFSETTO:+", "TZOFFSETTO:+00000", "TZOFFSETTO:+é1",
    "DTSTART:00010101T000000", "DTSTART:99991231T235959", "DTSTART;TZID=Moon:00010101T000000",
    "DTSTART;TZID=Moon:99991231T235959Z", "DTSTART;VALUE=DATE:99991231", "DTEND:99991231T235959Z",
    "DURATION:P3660D", "RRULE:", "RRULE:;", "RRULE:FREQ", "RRULE:FREQ=", "RRULE:=DAILY",
    "RRULE:FREQ=DAILY;INTERVAL=10000;COUNT=9223372036854775807",
    "RRULE:FREQ=YEARLY;INTERVAL=10000;UNTIL=99991231",
    "RRULE:FREQ=YEARLY;INTERVAL=9223372036854775807", "RRULE:FREQ=MONTHLY;BYDAY=-53MO,53SU",
    "RRULE:FREQ=YEARLY;BYMONTHDAY=-31;BYSETPOS=-366,366", "RRULE:FREQ=DAILY;UNTIL=00010101",
    "RRULE:FREQ=WEEKLY;BYDAY=,;WKST=", "RRULE:FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2",
    "RDATE:,,,/,//", "RDATE;VALUE=PERIOD:20260401T100000Z/20260301T100000Z",
    "RDATE:99991231T235959Z",
    "EXDATE:", "EXDATE;VALUE=DATE:00010101,99991231", "RECURRENCE-ID:", "RECURRENCE-ID:x",
    "RECURRENCE-ID;VALUE=DATE:99991231", "X-TALKBELL-KEY:", "X-TALKBELL-KEY:a;b;c", "STATUS:",
    "PRODID:-//TalkBell//Calendar 1//EN", "BEGIN:VJOURNAL", "END:VJOURNAL", "SUMMARY:\\",
  ]

  private static let horizons = [nil, Date(timeIntervalSince1970: 1_774_346_400), .distantPast]

  /// - parameter turn: which horizon; all of them with every line would take too long.
  private func check(_ lines: [String], productID: String = "-//Test//EN", turn: Int) {
    let body = [UInt8](Calendar.text(lines, productID: productID).utf8)
    var options = Calendar.options()
    options.horizon = Self.horizons[turn % Self.horizons.count]
    if let schedule = try? ScheduleReader.read(body, format: nil, options: options) {
      let ids = schedule.sessions.map(\.key.id)
      #expect(Set(ids).count == ids.count)
      #expect(ids.count <= 600)
      #expect(schedule.sessions.allSatisfy { !$0.facts.title.isEmpty && !$0.key.id.isEmpty })
      #expect(
        schedule.sessions.allSatisfy { session in
          guard let start = session.facts.start, let end = session.facts.end else { return true }
          return start <= end
        })
    }
  }

  @Test func `the sample itself has four instances, one of them cancelled`() throws {
    // Tuesday and Thursday for two weeks, less one, with one more.
    let schedule = try Calendar.read(Calendar.text(Self.sample))
    #expect(schedule.problems == [])
    #expect(
      schedule.sessions.map(\.key.id) == [
        "1#20260324T090000Z", "1#20260401T100000Z", "1#20260402T080000Z", "1#20260331T080000Z",
      ])
    #expect(schedule.sessions.map(\.facts.status).last == .cancelled)
  }

  @Test func `no line in the place of another traps`() {
    for index in Self.sample.indices {
      for (turn, piece) in Self.pieces.enumerated() {
        var lines = Self.sample
        lines[index] = piece
        check(lines, turn: index + turn)
      }
    }
  }

  @Test func `no line in the place of another traps in our own calendar`() {
    let own = Calendar.event(
      ["X-TALKBELL-KEY:main;1", "X-TALKBELL-SPEAKER:Ada;ACM", "DESCRIPTION:Ada (ACM)\\n\\nText"])
    for index in own.indices {
      for (turn, piece) in Self.pieces.enumerated() {
        var lines = own
        lines[index] = piece
        check(lines, productID: "-//TalkBell//Calendar 1//EN", turn: index + turn)
      }
    }
  }

  @Test(arguments: [
    Double.infinity, -.infinity, .nan, 1e300, -1e300, .greatestFiniteMagnitude,
  ])
  func `a time that no calendar has is written as none`(seconds: Double) throws {
    var session = CalendarWriterTests.session()
    session.facts.start = Date(timeIntervalSince1970: seconds)
    session.facts.end = session.facts.start
    let event = CalendarEvent(
      session: session, sequence: -1, lastModified: Date(timeIntervalSince1970: seconds))
    let bytes = CalendarWriter.write([event], head: CalendarWriterTests.head)
    let read = try ScheduleReader.read(bytes, format: nil, options: Calendar.options())
    #expect(read.sessions.map(\.facts.start) == [nil])
    var options = Calendar.options()
    options.horizon = Date(timeIntervalSince1970: seconds)
    let body = Calendar.text(Calendar.event(["RRULE:FREQ=DAILY"]) + Calendar.event(uid: "2"))
    let schedule = try ScheduleReader.read([UInt8](body.utf8), format: nil, options: options)
    #expect(schedule.sessions.contains { $0.key.id == "2" })
  }
}
