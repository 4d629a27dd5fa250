import ConferenceModel
package import FoundationEssentials

/// The formats that can be read, one catalog; the raw values are the words of `format:` in the
/// configuration and of `--format`.
///
/// A format is one folder, one case and one line of `reader`. The order is the order in which
/// they are asked whether a body is theirs, so a dialect stands before what it is a dialect of.
package enum ScheduleFormat: String, CaseIterable, Sendable {
  /// Sched's `all.ics`: iCalendar with speakers in the title and the session type as category.
  case schedICalendar = "sched-ics"
  /// Any iCalendar (RFC 5545).
  case iCalendar = "ics"
  /// `schedule.json` of frab, voc and pretalx.
  case frabJSON = "frab-json"
  /// Sessionize's views All, GridSmart and Sessions.
  case sessionize
  /// `session.json` of OPass and CCIP.
  case oPass = "opass"
  /// Sched's API, `session/export` and `session/list`, as JSON.
  case schedJSON = "sched-json"
  /// The `schedule.xml` of frab, pentabarf, pretalx and wafer.
  case frabXML = "frab-xml"
  /// The CSV of Sched's API.
  case schedCSV = "sched-csv"

  var reader: any FormatReader.Type {
    switch self {
    case .schedICalendar: SchedReader.self
    case .iCalendar: ICalendarReader.self
    case .frabJSON: FrabJSONReader.self
    case .sessionize: SessionizeReader.self
    case .oPass: OPassReader.self
    case .schedJSON: SchedJSONReader.self
    case .frabXML: FrabXMLReader.self
    case .schedCSV: SchedCSVReader.self
    }
  }
}

/// What a format must be able to do.
protocol FormatReader {
  /// Whether a body is of this format; it has neither byte order mark nor leading blanks.
  static func recognises(_ body: Bytes) -> Bool

  /// The programme of such a body.
  static func read(
    _ body: Bytes, options: ReadingOptions
  ) throws(ScheduleFormatError) -> Schedule
}

/// What a reader must be told because no feed says it.
package struct ReadingOptions: Sendable {
  /// The `id` of the source; it becomes the first half of every session's key.
  package var source: String
  /// The conference's zone, for times that the feed gives without one.
  package var timeZone: TimeZone
  /// What is now, for calendars whose events repeat: of these the instances from 60 days before
  /// to 400 days after are read, counted in whole UTC days. With nil they are read from the first
  /// on, and those of a rule without an end for two years. Events that do not repeat, and all
  /// other formats, are read whole either way.
  package var horizon: Date?

  /// Options for one source.
  package init(source: String, timeZone: TimeZone, horizon: Date? = nil) {
    self.source = source
    self.timeZone = timeZone
    self.horizon = horizon
  }
}
