import ConferenceModel
import Foundation
import ScheduleFormats

/// One row of a made-up programme of 24 March 2026 in Amsterdam, before any format.
struct SampleRow: Sendable {
  var id: String
  var title: String
  var speakers: [String] = []
  var room: String? = "Hall 7"
  /// Minutes after local midnight; nil for a session without a time.
  var start: Int?
  var end: Int?
  var isCancelled = false

  /// A day with what programmes have: a talk of two, a pause, one without a room, one cancelled.
  static let day = [
    SampleRow(
      id: "a1", title: "Scaling beyond one cluster", speakers: ["Ada Lovelace", "Alan Turing"],
      start: 615, end: 645),
    SampleRow(id: "b2", title: "Lunch", room: "Foyer", start: 720, end: 780),
    SampleRow(
      id: "c3", title: "Memory safety", speakers: ["Grace Hopper"], room: nil, start: 780,
      end: 810),
    SampleRow(
      id: "d4", title: "Consensus in practice", speakers: ["Barbara Liskov"], room: "Room A",
      start: 780, end: 840, isCancelled: true),
    SampleRow(
      id: "e5", title: "可觀測性入門", speakers: ["Özge Kaya"], room: "Room A", start: 1410,
      end: 1439),
  ]

  /// What any reader must make of it, but for what only some formats have.
  var facts: SessionFacts {
    // Midnight in Amsterdam, 23:00 in UTC.
    let midnight = Date(timeIntervalSince1970: 1_774_306_800)
    func instant(_ minute: Int) -> Date { midnight.addingTimeInterval(Double(minute) * 60) }
    return SessionFacts(
      title: title, speakers: speakers.map { Speaker(name: $0) }, room: room,
      start: start.map(instant), end: start == nil ? nil : end.map(instant),
      status: isCancelled ? .cancelled : .scheduled)
  }

  /// The title as feeds write it that have no field for what is cancelled.
  fileprivate var markedTitle: String { (isCancelled ? "[CANCELED] " : "") + title }

  fileprivate static func clock(_ minute: Int) -> String {
    let (hours, minutes) = (minute / 60, minute % 60)
    return "\(hours < 10 ? "0" : "")\(hours):\(minutes < 10 ? "0" : "")\(minutes)"
  }

  /// `2026-03-24T10:15:00`, in the conference's zone.
  fileprivate static func local(_ minute: Int?) -> String? {
    minute.map { "2026-03-24T\(clock($0)):00" }
  }

  /// `0:30`; nil when there is none, and with a sign where the end is before the start.
  fileprivate var duration: String? {
    guard let start, let end else { return nil }
    return (end < start ? "-" : "") + Self.clock(abs(end - start))
  }
}

extension ScheduleFormat {
  /// A programme in the shape of a format. A format without a case here does not compile, so
  /// none is left out of the table of rules.
  func body(_ rows: [SampleRow]) -> [UInt8] {
    let text =
      switch self {
      case .schedICalendar: Self.schedCalendar(rows)
      case .iCalendar: Self.calendar(rows)
      case .frabJSON: Self.frabJSON(rows)
      case .sessionize: Self.sessionize(rows)
      case .oPass: Self.oPass(rows)
      case .schedJSON: Self.schedJSON(rows)
      case .frabXML: Self.frabXML(rows)
      case .schedCSV: Self.schedCSV(rows)
      }
    return [UInt8](text.utf8)
  }

  /// Whether it is a calendar: there an event has a time and a UID of its own, or it is none.
  var isCalendar: Bool { self == .iCalendar || self == .schedICalendar }
}

extension ScheduleFormat {
  private static func schedCalendar(_ rows: [SampleRow]) -> String {
    let events = rows.flatMap { row in
      let credits = row.speakers.isEmpty ? "" : " - " + row.speakers.joined(separator: " & ")
      return event(
        row, summary: row.title + credits,
        ["CATEGORIES:AI + ML"]
          + (row.room.map { ["LOCATION:\($0)\\, Amsterdam\\, Netherlands"] } ?? []))
    }
    return Calendar.text(events.flatMap(folded), productID: "-//Sched.com KubeCon//EN")
  }

  private static func calendar(_ rows: [SampleRow]) -> String {
    let events = rows.flatMap { row in
      event(
        row, summary: row.title,
        (row.room.map { ["LOCATION:\($0)"] } ?? [])
          + row.speakers.map { "ATTENDEE;CN=\"\($0)\":invalid:nomail" })
    }
    return Calendar.text(events.flatMap(folded))
  }

  private static func event(
    _ row: SampleRow, summary: String, _ lines: [String]
  ) -> [String] {
    func time(_ name: String, _ minute: Int?) -> [String] {
      let digits = minute.map { SampleRow.clock($0).replacing(":", with: "") }
      return digits.map { ["\(name);TZID=Europe/Amsterdam:20260324T\($0)00"] } ?? []
    }
    let escaped = ["\\", ";", ","].reduce(summary) { $0.replacing($1, with: "\\\($1)") }
      .replacing("\n", with: "\\n")
    return ["BEGIN:VEVENT", "UID:\(row.id)", "SUMMARY:\(escaped)"] + time("DTSTART", row.start)
      + time("DTEND", row.end) + lines + (row.isCancelled ? ["STATUS:CANCELLED"] : [])
      + ["END:VEVENT"]
  }

  /// A line cut so that no piece is longer than 75 octets; those behind the first are indented.
  private static func folded(_ line: String) -> [String] {
    var (pieces, octets) = ([""], 0)
    for scalar in line.unicodeScalars {
      let length = UTF8.width(scalar)
      if octets + length > 75 {
        pieces.append(" ")
        octets = 1
      }
      pieces[pieces.count - 1].unicodeScalars.append(scalar)
      octets += length
    }
    return pieces
  }
}

extension ScheduleFormat {
  private static func frabJSON(_ rows: [SampleRow]) -> String {
    let rooms = Dictionary(grouping: rows) { $0.room ?? "" }.sorted { $0.key < $1.key }
    let lists = rooms.map { room, rows in
      let events = rows.map { row in
        object([
          ("guid", quoted(row.id)), ("title", quoted(row.markedTitle)),
          ("date", quoted(SampleRow.local(row.start).map { $0 + "+01:00" })),
          ("duration", quoted(row.duration)), ("room", quoted(row.room)),
          (
            "persons",
            list(row.speakers.map { object([("id", "1"), ("public_name", quoted($0))]) })
          ),
        ])
      }
      return (room, list(events))
    }
    let day = object([
      ("date", quoted("2026-03-24")), ("rooms", object(lists)),
    ])
    let conference = object([("title", quoted("Days")), ("days", list([day]))])
    return object([("schedule", object([("conference", conference)]))])
  }

  private static func sessionize(_ rows: [SampleRow]) -> String {
    // A number that stays whatever other rooms there are.
    func number(_ name: String) -> String {
      String(name.unicodeScalars.reduce(0) { $0 + $1.value })
    }
    let people = Set(rows.flatMap(\.speakers)).sorted()
    let sessions = rows.map { row in
      object([
        ("id", quoted(row.id)), ("title", quoted(row.markedTitle)),
        ("startsAt", quoted(SampleRow.local(row.start))),
        ("endsAt", quoted(SampleRow.local(row.end))),
        ("speakers", list(row.speakers.map { quoted("speaker \($0)") })),
        ("roomId", row.room.map(number) ?? "null"),
      ])
    }
    let speakers = people.map {
      object([("id", quoted("speaker \($0)")), ("fullName", quoted($0))])
    }
    let rooms = Set(rows.compactMap(\.room)).sorted().map {
      object([("id", number($0)), ("name", quoted($0))])
    }
    return object([
      ("sessions", list(sessions)), ("speakers", list(speakers)), ("questions", "[]"),
      ("categories", "[]"), ("rooms", list(rooms)),
    ])
  }

  private static func oPass(_ rows: [SampleRow]) -> String {
    func entry(_ name: String) -> String {
      object([("id", quoted("id \(name)")), ("zh", object([("name", quoted(name))]))])
    }
    let sessions = rows.map { row in
      let title = object([("title", quoted(row.markedTitle))])
      return object([
        ("id", quoted(row.id)), ("room", quoted(row.room.map { "id \($0)" })),
        ("start", quoted(SampleRow.local(row.start).map { $0 + "+01:00" })),
        ("end", quoted(SampleRow.local(row.end).map { $0 + "+01:00" })), ("zh", title),
        ("en", title), ("speakers", list(row.speakers.map { quoted("id \($0)") })),
      ])
    }
    return object([
      ("sessions", list(sessions)),
      ("speakers", list(Set(rows.flatMap(\.speakers)).sorted().map(entry))),
      ("session_types", "[]"), ("rooms", list(Set(rows.compactMap(\.room)).sorted().map(entry))),
    ])
  }

  private static func schedJSON(_ rows: [SampleRow]) -> String {
    list(
      rows.map { row in
        object([
          ("id", quoted(row.id)), ("name", quoted(row.title)),
          ("active", quoted(row.isCancelled ? "N" : "Y")),
          ("event_start", quoted(SampleRow.local(row.start) ?? "")),
          ("event_end", quoted(SampleRow.local(row.end) ?? "")),
          ("start_time_ts", row.start.map { "\(1_774_306_800 + $0 * 60)" } ?? "0"),
          ("venue", quoted(row.room ?? "")),
          ("speakers", list(row.speakers.map { object([("name", quoted($0))]) })),
        ])
      })
  }

  private static func object(_ fields: [(String, String)]) -> String {
    "{" + fields.map { "\(quoted($0.0)):\($0.1)" }.joined(separator: ",") + "}"
  }

  private static func list(_ elements: [String]) -> String {
    "[\n" + elements.joined(separator: ",\n") + "]"
  }

  private static func quoted(_ text: String?) -> String {
    guard let text else { return "null" }
    let escapes = [("\\", "\\\\"), ("\"", "\\\""), ("\n", "\\n"), ("\t", "\\t")]
    return "\"" + escapes.reduce(text) { $0.replacing($1.0, with: $1.1) } + "\""
  }
}

extension ScheduleFormat {
  private static func frabXML(_ rows: [SampleRow]) -> String {
    func element(_ name: String, _ text: String?) -> String {
      text.map { "<\(name)>\(escaped($0))</\(name)>\n" } ?? ""
    }
    func escaped(_ text: String) -> String {
      text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
        .replacing("\"", with: "&quot;")
    }
    let rooms = Dictionary(grouping: rows) { $0.room ?? "" }.sorted { $0.key < $1.key }
    let elements = rooms.map { room, rows in
      let events = rows.map { row in
        "<event guid=\"\(row.id)\">\n" + element("title", row.markedTitle)
          + element("date", SampleRow.local(row.start).map { $0 + "+01:00" })
          + element("duration", row.duration) + "<persons>"
          + row.speakers.map { element("person", $0) }.joined() + "</persons></event>\n"
      }
      return "<room name=\"\(room)\">\n\(events.joined())</room>\n"
    }
    return FrabXML.text(
      "<conference><title>Days</title></conference>\n<day date=\"2026-03-24\">\n"
        + elements.joined() + "</day>")
  }

  private static func schedCSV(_ rows: [SampleRow]) -> String {
    SchedCSV.text(
      rows.map { row in
        SchedCSV.row(
          key: "", active: row.isCancelled ? "N" : "Y", name: row.title,
          start: SampleRow.local(row.start)?.replacing("T", with: " ") ?? "",
          end: SampleRow.local(row.end)?.replacing("T", with: " ") ?? "", venue: row.room ?? "",
          id: row.id, venueID: "", speakers: row.speakers.joined(separator: ", "))
      })
  }
}
