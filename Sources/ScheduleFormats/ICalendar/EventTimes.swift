import ConferenceModel
import FoundationEssentials

/// Reads the start and the end of an event, and notes what is odd about them.
struct EventTimes {
  private var zones: CalendarZones
  /// Zones that were already complained of, by hash: one problem a name is enough.
  private var reportedZones: Set<UInt64> = []

  init(_ zones: CalendarZones) { self.zones = zones }

  /// When an event is.
  struct Span {
    /// DTSTART as written, and its zone.
    let written: CalendarTime
    let zone: CalendarZone
    let start: Date
    var end: Date?
  }

  /// The times of an event; nil when it has no usable start, which is a problem noted.
  mutating func read(_ event: EventComponent, problems: inout [FeedProblem]) -> Span? {
    guard let property = event.start else {
      problems.append(
        FeedProblem(line: event.line, message: "an event without DTSTART was skipped"))
      return nil
    }
    guard let time = CalendarTime(property.value) else {
      problems.append(
        FeedProblem(
          line: property.line,
          message: "an event was skipped, DTSTART \"\(excerpt(property.value))\" is no date"))
      return nil
    }
    let zone = zone(of: property, time, problems: &problems)
    let start = time.instant(in: zone)
    var span = Span(written: time, zone: zone, start: start)
    guard let end = end(of: event, start: start, zone: zone, problems: &problems) else {
      // A date without an end is that whole day (RFC 5545, section 3.6.1).
      guard time.isDate, event.end == nil, event.duration == nil else { return span }
      span.end = zone.instant(day: time.day.adding(days: 1), second: 0)
      return span
    }
    // Programs that take a date's end for its last day write the same day twice.
    if time.isDate, end == start {
      span.end = zone.instant(day: time.day.adding(days: 1), second: 0)
      return span
    }
    if end < start {
      let line = event.end?.line ?? event.duration?.line
      problems.append(
        FeedProblem(line: line, message: "the end was left out, it is before the start"))
      return span
    }
    span.end = end
    return span
  }

  private mutating func end(
    of event: EventComponent, start: Date, zone: CalendarZone, problems: inout [FeedProblem]
  ) -> Date? {
    if let property = event.end {
      guard let time = CalendarTime(property.value) else {
        problems.append(
          FeedProblem(
            line: property.line,
            message: "the end was left out, DTEND \"\(excerpt(property.value))\" is no date"))
        return nil
      }
      if time.isUTC { return time.instant(in: zone) }
      return time.instant(in: self.zone(of: property, time, problems: &problems))
    }
    guard let property = event.duration else { return nil }
    guard let duration = CalendarDuration(property.value) else {
      problems.append(
        FeedProblem(
          line: property.line,
          message: "the end was left out, \"\(excerpt(property.value))\" is no DURATION"))
      return nil
    }
    return duration.end(after: start, in: zone)
  }

  /// The zone that a time is written in; one that nobody knows is a problem noted.
  mutating func zone(
    of property: Property, _ time: CalendarTime, problems: inout [FeedProblem]
  ) -> CalendarZone {
    if time.isUTC { return .named(.gmt) }
    if time.isDate { return zones.conference }
    guard !property.parameters.isEmpty, let name = property.parameter("TZID"), !name.isEmpty else {
      return zones.floating
    }
    if let zone = zones.zone(name) { return zone }
    if reportedZones.insert(name.stableHash).inserted {
      problems.append(
        FeedProblem(
          line: property.line,
          message: "time zone \"\(excerpt(name))\" is unknown, the conference's is used"))
    }
    return zones.conference
  }

  func excerpt(_ text: Bytes) -> String { BodyInspection.beginning(of: text, limit: 40) }
}
