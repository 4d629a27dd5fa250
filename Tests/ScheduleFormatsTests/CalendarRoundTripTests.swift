import ConferenceModel
import Foundation
import ScheduleFormats
import TestSupport
import Testing

/// What is written and read again is the same programme.
@Suite struct CalendarRoundTripTests {
  private func roundTrip(_ schedule: Schedule, source: String = "main") throws -> Schedule {
    let bytes = CalendarWriter.write(
      schedule, head: CalendarWriterTests.head, lastModified: CalendarWriterTests.start)
    return try ScheduleReader.read(
      bytes, format: nil, options: ReadingOptions(source: source, timeZone: .gmt))
  }

  /// Swift takes canonically equivalent strings for equal; JSON shows every byte.
  private func expectSame(_ schedule: Schedule, _ comment: Comment? = nil) throws {
    let read = try roundTrip(schedule)
    #expect(read.name == schedule.name, comment)
    #expect(read.sessions == schedule.sessions, comment)
    #expect(read.problems == [], comment)
    let (before, after) = (
      ScheduleJSON.encode(schedule, timeZone: .gmt), ScheduleJSON.encode(read, timeZone: .gmt)
    )
    #expect(Array(before.utf8) == Array(after.utf8), comment)
  }

  private static let texts: [String] = [
    String(repeating: "0123456789", count: 1000), String(repeating: "👩🏽‍💻🎉", count: 500),
    "comma, semicolon; backslash \\ colon: quote \" done", "\\n is no line break \\N \\, \\; \\\\",
    "first\nsecond\n\nfourth\n", "\ttabs\tand  two blanks ", " leading blank",
    "&amp; &lt;b&gt; &nbsp; AT&T", "CANCELLED: the title of a talk", "[CANCELED] - x",
    "e\u{301} decomposed and é composed", "zero\u{200B}width and \u{202E}turned\u{202C}",
    "no\u{A0}break\u{2028}line", "BEGIN:VEVENT\nEND:VCALENDAR", "name;PARAM=\"x\":value", ";", "\\",
    "Title - Ada Lovelace, ACM", "中文标题，带逗号；和分号", "\u{301}begins with an accent",
  ]

  @Test(arguments: texts)
  func `every text comes back byte by byte, wherever it stands`(text: String) throws {
    let session = Session(
      key: SessionKey(source: "main", id: text),
      facts: SessionFacts(
        title: text, translatedTitles: [.english: text, .chinese: text],
        speakers: [Speaker(name: text), Speaker(name: text, affiliation: text)], room: text,
        start: CalendarWriterTests.start),
      track: text, kind: .tutorial, abstract: text, translatedAbstracts: [.chinese: text],
      roomID: text)
    try expectSame(Schedule(name: text, sessions: [session]))
    var silent = session
    silent.facts.speakers = []
    try expectSame(Schedule(sessions: [silent]))
  }

  @Test(arguments: [
    ("one\r\ntwo", "one\ntwo"), ("one\rtwo", "one\ntwo"), ("a\u{0}b\u{7}c\u{1B}d\u{7F}e", "abcde"),
  ])
  func `line ends become line breaks and control characters go`(
    written: String, read: String
  ) throws {
    var session = CalendarWriterTests.session(title: "T")
    session.abstract = written
    #expect(try roundTrip(Schedule(sessions: [session])).sessions.map(\.abstract) == [read])
  }

  @Test(arguments: SessionKind.allCases)
  func `every kind comes back`(kind: SessionKind) throws {
    var session = CalendarWriterTests.session(title: "Lunch break")
    session.kind = kind
    try expectSame(Schedule(sessions: [session]))
  }

  @Test(arguments: [
    (Int?.some(0), Int?.some(1800)), (0, 0), (0, nil), (nil, nil), (nil, 1800), (0, 86_400 * 400),
    (-4_000_000_000, 1), (200_000_000_000, 200_000_000_001),
  ])
  func `every start and end comes back, and so does their absence`(start: Int?, end: Int?) throws {
    for status in [SessionStatus.scheduled, .cancelled] {
      var session = CalendarWriterTests.session()
      session.facts.start = start.map(CalendarWriterTests.instant)
      session.facts.end = end.map(CalendarWriterTests.instant)
      session.facts.status = status
      session.facts.room = "Hall"
      try expectSame(Schedule(sessions: [session]))
    }
  }

  @Test(arguments: [
    ([Speaker](), String?.none), ([], ""), ([Speaker(name: "A")], nil), ([Speaker(name: "A")], ""),
    ([Speaker(name: "A", affiliation: "")], "A ()\n\nA ()\n\n"),
    ([Speaker(name: "A", affiliation: "B)")], "A (B))"),
  ])
  func `the abstract is told from the speakers before it`(
    speakers: [Speaker], abstract: String?
  ) throws {
    var session = CalendarWriterTests.session()
    session.facts.speakers = speakers
    session.abstract = abstract
    try expectSame(Schedule(sessions: [session]))
  }

  @Test func `ids of several sources stay apart`() throws {
    var second = CalendarWriterTests.session("1", title: "Other")
    second.key.source = "colocated"
    let schedule = Schedule(sessions: [CalendarWriterTests.session("1"), second])
    let read = try roundTrip(schedule)
    #expect(read.problems == [])
    #expect(read.sessions.map(\.key.description) == ["main/main/1", "main/colocated/1"])
    #expect(read.sessions.map(\.facts) == schedule.sessions.map(\.facts))
  }

  @Test func `under another source the ids are the same`() throws {
    let read = try roundTrip(
      Schedule(sessions: [CalendarWriterTests.session("ab")]), source: "copy")
    #expect(read.sessions.map(\.key.description) == ["copy/ab"])
  }

  @Test func `a copy that another program wrote is read as what it says`() throws {
    var session = CalendarWriterTests.session(title: "Old title")
    session.facts.speakers = [Speaker(name: "Ada")]
    let bytes = CalendarWriter.write(
      Schedule(sessions: [session]), head: CalendarWriterTests.head,
      lastModified: CalendarWriterTests.start)
    let copy = String(decoding: bytes, as: UTF8.self)
      .replacing("PRODID:-//TalkBell//Calendar 1//EN", with: "PRODID:-//Other//EN")
      .replacing("SUMMARY:Old title", with: "SUMMARY:New title")
    let read = try Calendar.read(copy)
    #expect(read.sessions.map(\.facts.title) == ["New title"])
    #expect(read.sessions.map(\.key.id) == ["main/1@bell.example.org"])
    #expect(read.sessions.map(\.facts.speakers) == [[]])
  }

  @Test(
    .enabled(if: Corpus.isAvailable),
    arguments: [
      ("kubecon-eu-2026", "20260303T114022Z.all.ics", 564),
      ("kubecon-eu-2026", "20260317T131510Z.all.ics", 599),
      ("kubecon-eu-2026", "20260322T125917Z.all.ics", 596),
      ("kubecon-eu-2026", "20260322T151644Z.all.ics", 596),
      ("kubecon-eu-2026", "20260322T191353Z.all.ics", 596),
      ("kubecon-eu-2026", "20260323T183344Z.all.ics", 596),
      ("kubecon-eu-2026", "colocated.derived.all.ics", 274),
      ("icalendar-other", "linux_conf_au_2020.ics", 262),
      ("icalendar-other", "jres_2022.ics", 120), ("icalendar-other", "kielux_2020.ics", 24),
    ])
  func `a real programme comes back the same`(folder: String, file: String, count: Int) throws {
    let schedule = try ScheduleReader.read(
      Corpus.data("\(folder)/\(file)"), format: nil, options: Calendar.options())
    #expect(schedule.sessions.count == count)
    try expectSame(Schedule(name: schedule.name, sessions: schedule.sessions), "\(file)")
  }
}
