import ConferenceModel
import Foundation
import ScheduleFormats
import Testing

/// What every format must do: one rule a test, each over all formats.
///
/// Bodies come from `ScheduleFormat.body`, the same rows in the shape of each format.
@Suite struct FormatConformanceTests {
  private static let formats = ScheduleFormat.allCases

  private func read(_ format: ScheduleFormat, _ rows: [SampleRow]) throws -> Schedule {
    try ScheduleReader.read(format.body(rows), format: nil, options: Calendar.options())
  }

  private func isOneLine(_ text: String) -> Bool {
    !text.isEmpty && !text.contains { $0.isNewline }
  }

  @Test(arguments: formats)
  func `a body is taken for its own format and no other`(format: ScheduleFormat) throws {
    let body = format.body(SampleRow.day)
    let schedule = try read(format, SampleRow.day)
    #expect(
      try ScheduleReader.read(body, format: format, options: Calendar.options()) == schedule)
    for other in Self.formats where other != format {
      // Sched's calendar is a calendar, and may be read as one.
      if format == .schedICalendar, other == .iCalendar { continue }
      guard case .notOfFormat(other, _) = Calendar.error(body, format: other) else {
        Issue.record("\(format.rawValue) passes for \(other.rawValue)")
        continue
      }
    }
  }

  @Test(arguments: formats)
  func `a body of another format gets one clear line`(format: ScheduleFormat) {
    for other in Self.formats where other != format {
      guard let line = Calendar.error(other.body(SampleRow.day), format: format)?.description
      else { continue }
      #expect(line.hasPrefix("not \(format.rawValue), it begins with \""))
      #expect(line.hasSuffix("; set the format to auto") && isOneLine(line))
    }
  }

  @Test(arguments: formats)
  func `the same rows come back in UTC`(format: ScheduleFormat) throws {
    let schedule = try read(format, SampleRow.day)
    let facts = Dictionary(
      uniqueKeysWithValues: schedule.sessions.map { ($0.key.id, $0.facts) })
    #expect(
      facts == Dictionary(uniqueKeysWithValues: SampleRow.day.map { ($0.id, $0.facts) }))
    #expect(schedule.sessions.allSatisfy { $0.key.source == "main" })
    #expect(schedule.problems == [])
  }

  @Test(arguments: formats)
  func `ids stay over an import of the same and of another version`(
    format: ScheduleFormat
  ) throws {
    let first = try read(format, SampleRow.day)
    #expect(try read(format, SampleRow.day) == first)
    for index in SampleRow.day.indices {
      var rows = SampleRow.day
      rows[index].title = "Another title"
      rows[index].speakers = ["Edsger Dijkstra"]
      rows[index].room = "Room B"
      (rows[index].start, rows[index].end) = (540, 600)
      let second = try read(format, rows)
      #expect(Set(second.sessions.map(\.key)) == Set(first.sessions.map(\.key)))
      // Only what was edited is another session now.
      let id = rows[index].id
      #expect(
        Set(second.sessions.filter { $0.key.id != id })
          == Set(first.sessions.filter { $0.key.id != id }))
      #expect(second.session(id)?.facts == rows[index].facts)
    }
  }

  @Test(arguments: formats)
  func `the order of the rows does not matter`(format: ScheduleFormat) throws {
    let sessions = Set(try read(format, SampleRow.day).sessions)
    var rows = SampleRow.day
    for _ in 1..<rows.count {
      rows.append(rows.removeFirst())
      #expect(Set(try read(format, rows).sessions) == sessions)
    }
    #expect(Set(try read(format, SampleRow.day.reversed()).sessions) == sessions)
  }

  @Test(arguments: formats)
  func `a body that breaks off is refused wherever it does`(format: ScheduleFormat) throws {
    let body = format.body(SampleRow.day)
    let sessions = try read(format, SampleRow.day).sessions
    let end = (body.lastIndex { $0 != 0x0A && $0 != 0x0D } ?? 0) + 1
    var isKnown = false
    for length in 0..<end {
      let prefix = Array(body.prefix(length))
      guard let error = Calendar.error(prefix) else {
        // Only of CSV a body that breaks off between two rows can't be told from a whole one.
        let rows = try ScheduleReader.read(prefix, format: format, options: Calendar.options())
        #expect(
          format == .schedCSV && rows.sessions.elementsEqual(sessions.prefix(rows.sessions.count)),
          "\(length) of \(end) bytes pass for a programme")
        continue
      }
      #expect(isOneLine(error.description) && error.description.count < 220)
      switch error {
      case .truncated, .malformed(_, _):
        isKnown = true
        #expect(error.description.contains("line "))
      // A table without rows is whole.
      case .noSessions: #expect(format == .schedCSV)
      // Too little to tell what it was to be.
      case .empty, .notRecognised: #expect(!isKnown)
      default: Issue.record("\(length) of \(end) bytes: \(error)")
      }
    }
    #expect(isKnown)
  }

  /// Titles as they should not be, and what is left of them.
  private static let hostile: [(written: String, read: String)] = [
    (String(repeating: "long ", count: 2000), String(repeating: "long ", count: 1999) + "long"),
    (String(repeating: "長", count: 10_000), String(repeating: "長", count: 10_000)),
    ("right \u{202E}to\u{202C} \u{2066}left\u{2069}\u{200F}", "right to left"),
    ("z\u{200B}ero\u{FEFF} \u{2060}width\u{AD}", "zero width"),
    ("\"Quoted\", 'and' “so”", "\"Quoted\", 'and' “so”"),
    ("=HYPERLINK(\"x\")", "=HYPERLINK(\"x\")"),
    ("vector<int>, a < b > c", "vector<int>, a < b > c"),
    ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ("]]> --> %s %n \\n \\u0000", "]]> --> %s %n \\n \\u0000"),
    ("AT&T &amp; &lt;b&gt; &nosuch;", "AT&T & <b> &nosuch;"),
    ("back\\slash; semicolon, comma: colon", "back\\slash; semicolon, comma: colon"),
    ("👩‍💻 and 🇹🇼 and 🚀", "👩‍💻 and 🇹🇼 and 🚀"),
    ("Cafe\u{301} a\u{307}\u{323}", "Caf\u{E9} \u{1EA1}\u{307}"),
    ("tab\t and \u{A0}\u{2003}blanks ", "tab and blanks"),
    ("two\nlines", "two lines"),
  ]

  @Test(arguments: formats)
  func `hostile titles come back normalised and unharmed`(format: ScheduleFormat) throws {
    let rows = Self.hostile.enumerated().map { index, title in
      SampleRow(id: "h\(index)", title: title.written, start: 600, end: 630)
    }
    let schedule = try read(format, rows)
    #expect(schedule.sessions.count == rows.count)
    for (index, title) in Self.hostile.enumerated() {
      // By their bytes: equal strings may be written in two ways.
      #expect(
        schedule.session("h\(index)").map { Array($0.facts.title.utf8) } == Array(title.read.utf8),
        "\(title.read.prefix(60))")
    }
    #expect(schedule.problems == [])
  }

  @Test(arguments: formats)
  func `a row without a time is kept where it can be`(format: ScheduleFormat) throws {
    var rows = SampleRow.day
    (rows[1].start, rows[1].end) = (nil, nil)
    let schedule = try read(format, rows)
    if format.isCalendar {
      // An event of a calendar is at a time or nowhere.
      #expect(Set(schedule.sessions.map(\.key.id)) == ["a1", "c3", "d4", "e5"])
      #expect(schedule.problems.map(\.message) == ["an event without DTSTART was skipped"])
      #expect(schedule.problems.allSatisfy { $0.line != nil })
      return
    }
    #expect(schedule.sessions.count == rows.count)
    #expect(schedule.session("b2")?.facts == rows[1].facts)
  }

  @Test(arguments: formats)
  func `an end before the start is left out`(format: ScheduleFormat) throws {
    var rows = SampleRow.day
    rows[0].end = 600
    let schedule = try read(format, rows)
    rows[0].end = nil
    #expect(schedule.sessions.count == rows.count)
    #expect(schedule.session("a1")?.facts == rows[0].facts)
    #expect(schedule.problems.map { $0.message.contains("the end was left out") } == [true])
  }

  @Test(arguments: formats)
  func `a session that stands twice is one and a problem`(format: ScheduleFormat) throws {
    let schedule = try read(format, SampleRow.day + [SampleRow.day[0]])
    #expect(Set(schedule.sessions) == Set(try read(format, SampleRow.day).sessions))
    #expect(schedule.sessions.count == SampleRow.day.count)
    #expect(schedule.problems.count == 1)
  }

  @Test(arguments: formats)
  func `two sessions of one id get keys of their own`(format: ScheduleFormat) throws {
    var again = SampleRow.day[0]
    (again.start, again.end) = (900, 930)
    let rows = SampleRow.day + [again]
    let schedule = try read(format, rows)
    if format.isCalendar {
      // There a UID names one event, and what repeats it says so with a RECURRENCE-ID.
      #expect(Set(schedule.sessions.map(\.key.id)) == Set(SampleRow.day.map(\.id)))
      #expect(schedule.problems.map { $0.message.contains("its UID was used before") } == [true])
      return
    }
    // The first by time keeps the id, wherever it stands.
    for rows in [rows, rows.reversed()] {
      let schedule = try read(format, rows)
      #expect(schedule.session("a1")?.facts == SampleRow.day[0].facts)
      #expect(schedule.session("a1#2")?.facts == again.facts)
      #expect(schedule.sessions.count == rows.count)
      #expect(schedule.problems == [])
    }
  }
}
