import ConferenceModel
import Foundation
import ScheduleFormats

/// Builds small calendars and reads them.
enum Calendar {
  /// CRLF lines in a VCALENDAR.
  static func text(_ lines: [String], productID: String = "-//Test//EN") -> String {
    (["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:\(productID)"] + lines + ["END:VCALENDAR"])
      .map { $0 + "\r\n" }.joined()
  }

  /// A VEVENT that has all it needs, with further lines.
  static func event(
    _ lines: [String] = [], uid: String = "1", start: String = "DTSTART:20260324T100000Z",
    summary: String = "A talk"
  ) -> [String] {
    ["BEGIN:VEVENT", "UID:\(uid)", start, "SUMMARY:\(summary)"] + lines + ["END:VEVENT"]
  }

  /// What Sched's dialect makes of titles, one row each.
  static func sched(summaries: [String], category: String = "AI + ML") throws -> [Session] {
    let events = summaries.enumerated().flatMap { index, summary in
      event(["CATEGORIES:\(category)"], uid: "\(index)", summary: summary)
    }
    return try read(text(events, productID: "-//Sched.com KubeCon//EN")).sessions
  }

  /// Reads a text as source `main` of a conference in Amsterdam.
  static func read(_ text: String, format: ScheduleFormat? = nil) throws -> Schedule {
    try ScheduleReader.read([UInt8](text.utf8), format: format, options: options())
  }

  static func options(zone: String = "Europe/Amsterdam") -> ReadingOptions {
    ReadingOptions(source: "main", timeZone: TimeZone(identifier: zone) ?? .gmt)
  }

  /// The error of reading bytes; nil when they can be read.
  static func error(_ bytes: [UInt8], format: ScheduleFormat? = nil) -> ScheduleFormatError? {
    do {
      _ = try ScheduleReader.read(bytes, format: format, options: options())
      return nil
    } catch {
      return error
    }
  }

  /// An instant written `2026-03-24T10:00:00Z`.
  static func instant(_ text: String) throws -> Date {
    try Date(text, strategy: .iso8601)
  }
}
