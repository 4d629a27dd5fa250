import ConferenceModel
import ScheduleFormats

/// Builds small exports and reads them.
enum SchedCSV {
  static let head =
    "event_key,active,name,event_start,event_end,event_type,event_subtype,"
    + "description,venue,id,venue_id,speakers"

  /// A row of quoted fields; `nil` leaves one out.
  static func row(
    key: String = "1", active: String = "Y", name: String = "A talk",
    start: String = "2019-05-04 10:00:00", end: String = "2019-05-04 11:00:00",
    type: String = "Tech", subtype: String = "", description: String = "", venue: String = "EMC I",
    id: String = "02bc", venueID: String = "931377", speakers: String = "Ada Lovelace"
  ) -> String {
    [
      key, active, name, start, end, type, subtype, description, venue, id, venueID, speakers,
    ].map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ",")
  }

  /// A file of rows with LF line ends.
  static func text(_ rows: [String]) -> String { ([head] + rows).map { $0 + "\n" }.joined() }

  /// The sessions of rows, in Detroit.
  static func read(_ text: String) throws -> Schedule {
    try ScheduleReader.read(
      [UInt8](text.utf8), format: nil, options: Calendar.options(zone: "America/Detroit"))
  }

  /// The only session of one row.
  static func session(_ row: String) throws -> (Session?, [FeedProblem]) {
    let schedule = try read(text([row]))
    return (schedule.sessions.count == 1 ? schedule.sessions[0] : nil, schedule.problems)
  }
}
