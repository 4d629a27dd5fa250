import ConferenceModel
import FoundationEssentials

/// Reads the CSV of Sched's API, `session/export` and `session/list`.
enum SchedCSVReader: FormatReader {
  /// Longer is no row of names.
  private static let headMax = 8192

  /// More is no conference; each costs a kilobyte, whatever little it says.
  private static let rowsMax = 50_000

  static func recognises(_ body: Bytes) -> Bool {
    // Whatever the head breaks off in, only its first record is looked at.
    let records = CSVRecords(body.slice(0..<headMax))
    guard let record = try? records.next() else { return false }
    return SchedColumns(record) != nil
  }

  /// - throws: `malformed` when the body is not UTF-8, breaks off, or has a quote too many. A
  ///   body that breaks off exactly between two rows can't be told from a whole one.
  static func read(
    _ body: Bytes, options: ReadingOptions
  ) throws(ScheduleFormatError) -> Schedule {
    if let line = body.firstInvalidLine {
      throw .malformed(place: "line \(line)", reason: "it is not UTF-8")
    }
    let records = CSVRecords(body)
    // Joined fields live in it, and the rows point to them.
    defer { withExtendedLifetime(records) {} }
    guard let head = try records.next(), let columns = SchedColumns(head) else {
      throw .malformed(place: "line 1", reason: "it names no name, event_start and id")
    }
    var sessions = SchedCSVSessions(columns, options: options)
    var rows = 0
    while let record = try records.next() {
      rows += 1
      guard rows <= rowsMax else {
        throw .malformed(
          place: "line \(record.line)", reason: "more than \(rowsMax) rows are not read")
      }
      guard record.isEnded || record.fields.count >= columns.count else {
        throw .malformed(
          place: "line \(record.line)", reason: "the body breaks off inside this row")
      }
      sessions.add(record)
    }
    return try sessions.schedule()
  }
}
