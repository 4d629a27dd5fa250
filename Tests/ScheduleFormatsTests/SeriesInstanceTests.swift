import ConferenceModel
import Foundation
import ScheduleFormats
import Testing

/// Single instances of repeated events: added, taken away, moved, cancelled, and their ids.
@Suite struct SeriesInstanceTests {
  private func read(_ lines: [String]...) throws -> Schedule {
    try Calendar.read(Calendar.text(lines.flatMap(\.self)))
  }

  /// `id: start – end`, and the status if it is cancelled.
  private func summary(_ schedule: Schedule) -> [String] {
    schedule.sessions.map { session in
      let times = [session.facts.start, session.facts.end].map {
        $0.map { TimeZone.gmt.timestamp(of: $0).prefix(16) } ?? "?"
      }
      let mark = session.facts.status == .cancelled ? " cancelled" : ""
      return "\(session.key.id): \(times[0]) – \(times[1])\(mark)"
    }
  }

  private let weekly = Calendar.event(
    ["DTEND;TZID=Europe/Amsterdam:20260317T200000", "RRULE:FREQ=WEEKLY;COUNT=3"], uid: "meetup",
    start: "DTSTART;TZID=Europe/Amsterdam:20260317T180000")

  @Test func `every instance has an id of its own, the first as well`() throws {
    // The clocks go forward on 29 March: six in the evening is 17:00 UTC before, 16:00 after.
    #expect(
      summary(try read(weekly)) == [
        "meetup#20260317T170000Z: 2026-03-17T17:00 – 2026-03-17T19:00",
        "meetup#20260324T170000Z: 2026-03-24T17:00 – 2026-03-24T19:00",
        "meetup#20260331T160000Z: 2026-03-31T16:00 – 2026-03-31T18:00",
      ])
  }

  @Test(arguments: [
    "RECURRENCE-ID;TZID=Europe/Amsterdam:20260324T180000", "RECURRENCE-ID:20260324T170000Z",
    "RECURRENCE-ID:20260324T180000", "RECURRENCE-ID;VALUE=DATE:20260324",
    "RECURRENCE-ID;TZID=\"W. Europe Standard Time\":20260324T180000",
  ])
  func `a moved instance keeps its id, however its original time is written`(
    recurrenceID: String
  ) throws {
    let moved = Calendar.event(
      [recurrenceID, "DURATION:PT1H"], uid: "meetup", start: "DTSTART:20260325T190000Z")
    let expected = [
      "meetup#20260317T170000Z: 2026-03-17T17:00 – 2026-03-17T19:00",
      "meetup#20260331T160000Z: 2026-03-31T16:00 – 2026-03-31T18:00",
      "meetup#20260324T170000Z: 2026-03-25T19:00 – 2026-03-25T20:00",
    ]
    #expect(summary(try read(weekly, moved)) == expected)
    // It may stand before its event.
    #expect(summary(try read(moved, weekly)) == [expected[2], expected[0], expected[1]])
  }

  @Test func `a cancelled instance stays with its mark`() throws {
    let cancelled = Calendar.event(
      ["RECURRENCE-ID:20260331T160000Z", "STATUS:CANCELLED"], uid: "meetup",
      start: "DTSTART:20260331T160000Z")
    #expect(
      summary(try read(weekly, cancelled)).last
        == "meetup#20260331T160000Z: 2026-03-31T16:00 – ? cancelled")
  }

  @Test func `an instance that can't be read replaces nothing`() throws {
    let broken = Calendar.event(
      ["RECURRENCE-ID:20260324T170000Z"], uid: "meetup", start: "DTSTART:soon")
    let schedule = try read(weekly, broken)
    #expect(schedule.sessions.count == 3)
    #expect(schedule.problems.map(\.line) == [13])
  }

  @Test(arguments: [
    ("EXDATE;TZID=Europe/Amsterdam:20260324T180000", ["0317", "0331"]),
    ("EXDATE:20260324T170000Z,20260317T170000Z", ["0331"]),
    ("EXDATE:20260324T180000", ["0317", "0331"]),
    ("EXDATE;VALUE=DATE:20260324", ["0317", "0331"]),
    ("EXDATE:20260324T180001Z", ["0317", "0324", "0331"]),
    ("RDATE;TZID=Europe/Amsterdam:20260401T180000", ["0317", "0324", "0331", "0401"]),
    ("RDATE;VALUE=DATE:20260402,20260324", ["0317", "0324", "0331", "0402"]),
    ("RDATE:20260324T170000Z", ["0317", "0324", "0331"]),
  ])
  func `single days are added and taken away`(line: String, days: [String]) throws {
    let event = Array(weekly.dropLast()) + [line, "END:VEVENT"]
    let schedule = try read(event)
    #expect(schedule.problems == [])
    #expect(
      schedule.sessions.map { $0.key.id.dropFirst("meetup#2026".count).prefix(4) }
        == days.map { $0[...] })
  }

  @Test func `a period has an end of its own`() throws {
    let event = Calendar.event(
      [
        "DURATION:PT1H",
        "RDATE;VALUE=PERIOD:20260325T100000Z/20260325T113000Z,20260326T100000Z/PT2H",
      ])
    #expect(
      summary(try read(event)) == [
        "1#20260324T100000Z: 2026-03-24T10:00 – 2026-03-24T11:00",
        "1#20260325T100000Z: 2026-03-25T10:00 – 2026-03-25T11:30",
        "1#20260326T100000Z: 2026-03-26T10:00 – 2026-03-26T12:00",
      ])
  }

  @Test func `dates repeat as whole days of the conference`() throws {
    let event = Calendar.event(
      ["DTEND;VALUE=DATE:20260330", "RRULE:FREQ=WEEKLY;COUNT=2"],
      start: "DTSTART;VALUE=DATE:20260328")
    #expect(
      summary(try read(event)) == [
        "1#20260328: 2026-03-27T23:00 – 2026-03-29T22:00",
        "1#20260404: 2026-04-03T22:00 – 2026-04-05T22:00",
      ])
  }

  @Test func `two rules are both followed and a day of both is one instance`() throws {
    let event = Calendar.event(["RRULE:FREQ=DAILY;COUNT=2", "RRULE:FREQ=DAILY;INTERVAL=2;COUNT=2"])
    #expect(
      try read(event).sessions.map(\.key.id)
        == ["1#20260324T100000Z", "1#20260325T100000Z", "1#20260326T100000Z"])
  }

  @Test(arguments: [
    ("RRULE:FREQ=HOURLY", "a repetition with FREQ=HOURLY is not read, only the first"),
    ("RRULE:FREQ=YEARLY;BYWEEKNO=20", "a repetition with BYWEEKNO=20 is not read, only the first"),
    (
      "RRULE:RSCALE=CHINESE;FREQ=YEARLY",
      "a repetition with RSCALE=CHINESE is not read, only the first"
    ),
    ("RRULE:FREQ=DAILY;BYHOUR=9,10", "a repetition with BYHOUR=9,10 is not read, only the first"),
    ("RRULE:FREQ=SOMETIMES", "a repetition is not read, FREQ=SOMETIMES is no rule"),
    ("RRULE:FREQ=DAILY;COUNT=0", "a repetition is not read, COUNT=0 is no rule"),
    ("RRULE:FREQ=DAILY;UNTIL=later", "a repetition is not read, UNTIL=LATER is no rule"),
    ("RRULE:COUNT=3", "a repetition is not read, no FREQ is no rule"),
    ("RRULE:", "a repetition is not read, no FREQ is no rule"),
    ("EXRULE:FREQ=DAILY", "EXRULE is not read, it may have left out some repetitions"),
    ("RDATE:soon", "RDATE \"soon\" is no date"),
    ("EXDATE:soon", "EXDATE \"soon\" is no date"),
  ])
  func `what is not followed is one line and the first instance stays`(
    line: String, message: String
  ) throws {
    let schedule = try read(Calendar.event([line]))
    #expect(schedule.problems == [FeedProblem(line: 8, message: message)])
    #expect(schedule.sessions.map(\.key.id) == ["1#20260324T100000Z"])
  }

  @Test func `of an event that repeats without end in one window 500 instances are read`() throws {
    let schedule = try read(Calendar.event(["RRULE:FREQ=DAILY"]))
    #expect(schedule.sessions.count == 500)
    #expect(
      schedule.problems
        == [FeedProblem(line: 4, message: "only the first 500 repetitions of an event are read")])
  }

  @Test func `of a whole feed 5000 instances are read`() throws {
    let events = (0..<12).flatMap { Calendar.event(["RRULE:FREQ=DAILY"], uid: "\($0)") }
    let schedule = try Calendar.read(Calendar.text(events))
    #expect(schedule.sessions.count == 5000)
  }

  @Test func `a change of all later instances is read for one, with a line`() throws {
    let moved = Calendar.event(
      ["RECURRENCE-ID;RANGE=THISANDFUTURE:20260324T170000Z"], uid: "meetup",
      start: "DTSTART:20260324T190000Z")
    let schedule = try read(weekly, moved)
    #expect(
      schedule.problems == [
        FeedProblem(
          line: 15, message: "a change of this and all later repetitions is read for this one")
      ])
    #expect(summary(schedule).last == "meetup#20260324T170000Z: 2026-03-24T19:00 – ?")
  }

  @Test(arguments: [
    // Moved out of the days that are read, moved into them, and an instance of no known series.
    ("meetup", "20260324T170000Z", "20210101T100000Z", false),
    ("meetup", "20210316T170000Z", "20260325T100000Z", true),
    ("other", "20210316T170000Z", "20210316T190000Z", true),
  ])
  func `a moved instance is read where its series would be`(
    uid: String, original: String, start: String, isRead: Bool
  ) throws {
    let moved = Calendar.event(
      ["RECURRENCE-ID:\(original)"], uid: uid, start: "DTSTART:\(start)")
    var options = Calendar.options()
    options.horizon = try Calendar.instant("2026-03-24T10:00:00Z")
    let schedule = try ScheduleReader.read(
      [UInt8](Calendar.text(weekly + moved).utf8), format: nil, options: options)
    #expect(schedule.problems == [])
    #expect(schedule.sessions.contains { $0.key.id == "\(uid)#\(original)" } == isRead)
  }

  @Test func `a rule that yields nothing is given up`() throws {
    let rule = "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;UNTIL=99991231"
    let schedule = try read(Calendar.event([rule]))
    #expect(schedule.sessions.count == 1)
    #expect(
      schedule.problems
        == [FeedProblem(line: 8, message: "a repetition was given up, it yields almost nothing")])
  }
}
