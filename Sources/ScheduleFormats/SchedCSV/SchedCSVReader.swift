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
    var reading = RowReading(options: options)
    var rows: [(row: SchedAPIRow, place: FeedPlace)] = []
    var count = 0
    while let record = try records.next() {
      count += 1
      guard count <= rowsMax else {
        throw .malformed(
          place: "line \(record.line)", reason: "more than \(rowsMax) rows are not read")
      }
      guard record.isEnded || record.fields.count >= columns.count else {
        throw .malformed(
          place: "line \(record.line)", reason: "the body breaks off inside this row")
      }
      let place = FeedPlace.line(record.line)
      guard isWhole(record, columns, at: place, &reading) else { continue }
      rows.append((columns.row(of: record, &reading), place))
    }
    SchedAPIRows(rows).add(to: &reading)
    return try reading.schedule(name: nil)
  }

  /// Whether the fields of a record stand where they belong; what is odd is noted.
  private static func isWhole(
    _ record: CSVRecords.Record, _ columns: SchedColumns, at place: FeedPlace,
    _ reading: inout RowReading
  ) -> Bool {
    guard record.fields.dropFirst(columns.count).allSatisfy(\.isEmpty) else {
      // A comma too many moves every field behind it into another's place.
      reading.skip(
        place,
        "a row was skipped, \(record.fields.count) fields instead of \(columns.count)")
      return false
    }
    if record.fields.count < columns.count {
      reading.note(place, "a row has \(record.fields.count) of \(columns.count) fields")
    }
    return true
  }
}
