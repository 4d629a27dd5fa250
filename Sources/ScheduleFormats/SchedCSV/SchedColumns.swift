/// Where the fields of Sched's API stand in the rows of one file (https://sched.com/api).
///
/// The first row names them; their order is free, and those not named here are not read.
struct SchedColumns {
  /// The fields that are read.
  enum Column: String, CaseIterable {
    case id, name, active, description, venue, speakers, url
    case eventKey = "event_key"
    case start = "event_start"
    case end = "event_end"
    case type = "event_type"
    case subtype = "event_subtype"
    case venueID = "venue_id"
  }

  /// How many fields a row has.
  let count: Int
  private let positions: [Column: Int]

  /// nil when the row does not name what a session needs: a name, a start, an id.
  init?(_ record: CSVRecords.Record) {
    var positions: [Column: Int] = [:]
    for (index, field) in record.fields.enumerated() {
      guard let column = Column(rawValue: field.trimmed.string.lowercased()) else { continue }
      positions[column] = positions[column] ?? index
    }
    guard positions[.name] != nil, positions[.start] != nil,
      positions[.id] != nil || positions[.eventKey] != nil
    else { return nil }
    (self.positions, count) = (positions, record.fields.count)
  }

  /// A record as a row of the API. Without a column for speakers, the names hold them.
  func row(of record: CSVRecords.Record, _ reading: inout RowReading) -> SchedAPIRow {
    func text(_ column: Column) -> String? {
      let value = value(column, of: record)
      return value.isEmpty ? nil : value.string
    }
    var row = SchedAPIRow()
    (row.id, row.eventKey) = (text(.id), text(.eventKey))
    (row.active, row.name) = (text(.active), text(.name))
    (row.start, row.end) = (text(.start), text(.end))
    (row.type, row.subtype) = (text(.type), text(.subtype))
    (row.venue, row.venueID) = (text(.venue), text(.venueID))
    (row.description, row.url) = (text(.description), text(.url))
    if positions[.speakers] != nil {
      row.speakers = SchedNames.list(reading.text(text(.speakers)) ?? "").map {
        SchedAPIRow.Person(name: $0)
      }
    }
    return row
  }

  /// The field of a row; empty when the row is too short or the file does not have it.
  private func value(_ column: Column, of record: CSVRecords.Record) -> Bytes {
    guard let index = positions[column], index < record.fields.count else { return .empty }
    return record.fields[index]
  }
}
