import ConferenceModel
import Foundation
import ScheduleFormats
import TestSupport
import Testing

/// The conformance pairs of ical.js: a calendar, and what is in it as jCal (RFC 7265).
///
/// Most of them hold properties of the calendar itself. They are put into an event here, where our
/// reader looks at them, and an event without UID or DTSTART is given one.
@Suite(.enabled(if: Corpus.isAvailable)) struct JCalAgreementTests {
  private static let folder = "icalendar-conformance/ical.js/test/parser"

  /// A component: its name, its properties and what is in it.
  private struct Component {
    var name: String
    var properties: [(name: String, parameters: [String: Any], values: [Any])]
    var parts: [Component]

    init?(_ json: Any) {
      guard let json = json as? [Any], json.count == 3, let name = json[0] as? String,
        let properties = json[1] as? [[Any]], let parts = json[2] as? [Any]
      else { return nil }
      self.name = name
      self.properties = properties.compactMap { property in
        guard let name = property[0] as? String, let parameters = property[1] as? [String: Any]
        else { return nil }
        return (name, parameters, Array(property.dropFirst(3)))
      }
      self.parts = parts.compactMap(Component.init)
    }

    subscript(name: String) -> String? {
      properties.first { $0.name == name }?.values.first as? String
    }
  }

  /// What the jCal says of an event.
  private struct Expected: Equatable {
    var title: String
    var start: Date
    var end: Date?
    var room: String?
    var status: SessionStatus
    var repeats: Bool
  }

  private static let zone = TimeZone(identifier: "Europe/Amsterdam") ?? .gmt
  private static let given = "19700101T000000Z"

  /// No zone of the pairs is known, so a local time is the conference's.
  private func instant(_ text: String?) throws -> Date? {
    guard let text else { return nil }
    if text.hasSuffix("Z") { return try Calendar.instant(text) }
    let day = try #require(LocalDay(String(text.prefix(10))))
    let clock = text.dropFirst(11).split(separator: ":").compactMap { Int($0) }
    let minute = clock.count == 3 ? clock[0] * 60 + clock[1] : 0
    return Self.zone.instant(day: day, minute: minute)
  }

  private func expected(_ event: Component) throws -> Expected {
    let given = try Calendar.instant("1970-01-01T00:00:00Z")
    let start = try instant(event["dtstart"]) ?? given
    let end = try instant(event["dtend"])
    return Expected(
      title: event["summary"] ?? "Untitled", start: start,
      end: end.flatMap { $0 >= start ? $0 : nil }
        ?? (event["dtstart"]?.count == 10 ? start.addingTimeInterval(86_400) : nil),
      room: event["location"].flatMap { $0.isEmpty ? nil : $0 },
      status: event["status"] == "CANCELLED" ? .cancelled : .scheduled,
      repeats: event.properties.contains { ["rrule", "rdate"].contains($0.name) })
  }

  /// The calendar's text with its own properties in an event, and the events it then has.
  private func events(_ file: String) throws -> (text: String, events: [Component]) {
    var text = try String(decoding: Corpus.data("\(Self.folder)/\(file).ics"), as: UTF8.self)
      .replacing("\r\n", with: "\n")
    let json = try JSONSerialization.jsonObject(
      with: Data(Corpus.data("\(Self.folder)/\(file).json")))
    let roots = Component(json).map { [$0] } ?? (json as? [Any] ?? []).compactMap(Component.init)
    #expect(!roots.isEmpty)
    let inner = roots.flatMap(\.parts).filter { $0.name == "vevent" }
    if inner.isEmpty {
      text.replace("BEGIN:VCALENDAR\n", with: "BEGIN:VCALENDAR\nBEGIN:VEVENT\n")
      text.replace("END:VCALENDAR", with: "END:VEVENT\nEND:VCALENDAR")
    }
    let events = inner.isEmpty ? roots : inner
    var pieces = text.components(separatedBy: "BEGIN:VEVENT\n")
    for (index, event) in events.enumerated() where index + 1 < pieces.count {
      if event["dtstart"] == nil {
        pieces[index + 1] = "DTSTART:\(Self.given)\n\(pieces[index + 1])"
      }
      if event["uid"] == nil { pieces[index + 1] = "UID:\(index)\n\(pieces[index + 1])" }
    }
    return (pieces.joined(separator: "BEGIN:VEVENT\n"), events)
  }

  @Test(arguments: [
    "base64", "boolean", "component", "dates", "float", "grouped", "integer",
    "multiple_root_components", "multivalue", "newline_junk", "period", "property_params",
    "quoted_params", "recur", "rfc", "single_empty_vcalendar", "time", "tzid_with_gmt",
    "unfold_properties", "utc_offset", "values",
  ])
  func `a calendar holds what its jCal says`(file: String) throws {
    let (text, events) = try events(file)
    let schedule = try Calendar.read(text)
    let uids = schedule.sessions.map { $0.key.id.prefix { $0 != "#" } }
    let first = events.indices.compactMap { index in
      uids.firstIndex(of: Substring(events[index]["uid"] ?? "\(index)"))
    }
    let read = first.map { index in
      let facts = schedule.sessions[index].facts
      return Expected(
        title: facts.title, start: facts.start ?? .distantPast, end: facts.end, room: facts.room,
        status: facts.status,
        repeats: schedule.sessions.count { $0.key.id.hasPrefix("\(uids[index])#") } > 1)
    }
    let expected = try events.map(expected)
    #expect(read == expected)
  }
}
