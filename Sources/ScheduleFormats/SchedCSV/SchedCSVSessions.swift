import ConferenceModel
import FoundationEssentials

/// Makes sessions of the rows of a file.
struct SchedCSVSessions: ~Copyable {
  private let columns: SchedColumns
  private let options: ReadingOptions
  private var normalizer = TextNormalizer()
  private var markup = MarkupText()
  private var pool = StringPool()
  private var rows: [(session: Session, line: Int)] = []
  private var problems: [FeedProblem] = []
  private var skipped = 0

  init(_ columns: SchedColumns, options: ReadingOptions) {
    (self.columns, self.options) = (columns, options)
  }

  /// Adds the session of a row; one that can't be used is a problem noted.
  mutating func add(_ record: CSVRecords.Record) {
    let surplus = record.fields.dropFirst(columns.count)
    guard surplus.allSatisfy(\.isEmpty) else {
      // A comma too many moves every field behind it into another's place.
      skip(record, "\(record.fields.count) fields instead of \(columns.count)")
      return
    }
    if record.fields.count < columns.count {
      note(record, "a row has \(record.fields.count) of \(columns.count) fields")
    }
    guard let id = text(.id, record) ?? text(.eventKey, record) else {
      skip(record, "it has no id")
      return
    }
    rows.append((session(of: record, id: id), record.line))
  }

  /// The whole programme.
  ///
  /// - throws: `noSessions` when no row could be used.
  consuming func schedule() throws(ScheduleFormatError) -> Schedule {
    var problems = problems
    let sessions = SharedIdentity.distinguish(rows, problems: &problems)
    let ordered = problems.enumerated().sorted {
      ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset)
    }.map(\.element)
    guard !sessions.isEmpty else {
      throw .noSessions(skipped: skipped, first: ordered.first?.description)
    }
    return Schedule(sessions: sessions, problems: ordered)
  }

  private mutating func session(of record: CSVRecords.Record, id: String) -> Session {
    let written = title(of: record)
    let speakers = SchedNames.list(text(.speakers, record) ?? "").compactMap { name in
      Speaker(name: pooled(name))
    }
    let start = instant(.start, record)
    let isInactive = columns.value(.active, of: record).trimmed.equalsIgnoringCase("N")
    let facts = SessionFacts(
      title: SchedNames.title(written.text, without: speakers), speakers: speakers,
      room: text(.venue, record), start: start, end: end(of: record, start: start),
      status: written.isCancelled || isInactive ? .cancelled : .scheduled)
    let type = text(.type, record)
    let subtype = text(.subtype, record)
    return Session(
      key: SessionKey(source: options.source, id: id), facts: facts,
      // As Sched writes it where it has both in one field.
      track: type.map { type in subtype.map { "\(type) - \($0)" } ?? type } ?? subtype,
      kind: kind(of: facts, type: type, subtype: subtype), url: url(of: record),
      abstract: abstract(of: record), roomID: text(.venueID, record))
  }

  /// The title without a cancellation mark, and whether there was one.
  private mutating func title(of record: CSVRecords.Record) -> (text: String, isCancelled: Bool) {
    let title = normalizer.normalize(columns.value(.name, of: record), [])
    guard !title.isEmpty else {
      note(record, "a session without a name is called \"\(EventReading.untitled)\"")
      return (EventReading.untitled, false)
    }
    if let rest = CancellationMark.strip(title) { return (rest, true) }
    return (title.string, false)
  }

  private mutating func instant(
    _ column: SchedColumns.Column, _ record: CSVRecords.Record
  ) -> Date? {
    guard let written = text(column, record) else {
      if column == .start { note(record, "a session has no start") }
      return nil
    }
    if let instant = WrittenDate(written)?.instant(in: options.timeZone) { return instant }
    note(record, "\(column.rawValue) \"\(written.prefix(40))\" is no time")
    return nil
  }

  private mutating func end(of record: CSVRecords.Record, start: Date?) -> Date? {
    guard let start, let end = instant(.end, record) else { return nil }
    guard end < start else { return end }
    note(record, "the end was left out, it is before the start")
    return nil
  }

  private func kind(of facts: SessionFacts, type: String?, subtype: String?) -> SessionKind {
    let meanings = [type, subtype].compactMap { text in
      text.map { text in
        var text = text
        return text.withUTF8 { SessionKindRules.category(Bytes($0)) }
      }
    }
    let category =
      meanings.first { $0.kind != nil } ?? meanings.first { $0.uncreditedKind != nil }
      ?? SessionKindRules.Category()
    var title = facts.title
    return title.withUTF8 { title in
      SessionKindRules.kind(
        title: Bytes(title), category: category, isCredited: !facts.speakers.isEmpty,
        isDayLong: facts.isDayLong)
    }
  }

  private mutating func abstract(of record: CSVRecords.Record) -> String? {
    let html = columns.value(.description, of: record)
    let text = normalizer.normalize(markup.plain(html), .multiline)
    return text.isEmpty ? nil : text.string
  }

  private func url(of record: CSVRecords.Record) -> String? {
    let value = columns.value(.url, of: record).trimmed
    guard value.startsIgnoringCase(with: "http://") || value.startsIgnoringCase(with: "https://")
    else { return nil }
    return value.string
  }

  private mutating func text(
    _ column: SchedColumns.Column, _ record: CSVRecords.Record
  ) -> String? {
    let text = normalizer.normalize(columns.value(column, of: record), [])
    return text.isEmpty ? nil : pool.string(text)
  }

  private mutating func pooled(_ name: String) -> String {
    var name = name
    return name.withUTF8 { pool.string(Bytes($0)) }
  }

  private mutating func note(_ record: CSVRecords.Record, _ message: String) {
    problems.append(FeedProblem(line: record.line, message: message))
  }

  private mutating func skip(_ record: CSVRecords.Record, _ reason: String) {
    skipped += 1
    note(record, "a row was skipped, \(reason)")
  }
}
