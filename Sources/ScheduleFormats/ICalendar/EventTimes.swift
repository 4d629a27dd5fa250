import ConferenceModel
import FoundationEssentials

/// Reads the start and the end of an event, and notes what is odd about them.
struct EventTimes {
  private var zones: CalendarZones
  /// Zones that were already complained of, by hash: one problem a name is enough.
  private var reportedZones: Set<UInt64> = []

  /// - parameter conference: the zone of floating times and of dates.
  init(conference: TimeZone) { zones = CalendarZones(conference: conference) }

  /// The start and end of an event; nil when it has no usable start, which is a problem noted.
  mutating func read(
    _ event: EventComponent, problems: inout [FeedProblem]
  ) -> (start: Date, end: Date?)? {
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
    guard let end = end(of: event, start: start, zone: zone, problems: &problems) else {
      // A date without an end is that whole day (RFC 5545, section 3.6.1).
      guard time.isDate, event.end == nil, event.duration == nil else { return (start, nil) }
      return (start, zone.instant(day: time.day.adding(days: 1), minute: 0))
    }
    if end < start {
      let line = event.end?.line ?? event.duration?.line
      problems.append(
        FeedProblem(line: line, message: "the end was left out, it is before the start"))
      return (start, nil)
    }
    return (start, end)
  }

  private mutating func end(
    of event: EventComponent, start: Date, zone: TimeZone, problems: inout [FeedProblem]
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

  private mutating func zone(
    of property: Property, _ time: CalendarTime, problems: inout [FeedProblem]
  ) -> TimeZone {
    if time.isUTC { return .gmt }
    guard !time.isDate, !property.parameters.isEmpty, let name = property.parameter("TZID") else {
      return zones.conference
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

  private func excerpt(_ text: Bytes) -> String {
    BodyInspection.beginning(of: text, limit: 40)
  }
}
