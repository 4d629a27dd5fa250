import ConferenceModel
import FoundationEssentials

/// What a feed says of its repeated events: which instances are replaced, and how much was read.
struct SeriesIndex {
  /// More instances of one event, and of one feed, are left out.
  static let instancesMax = 500
  static let feedInstancesMax = 5000
  /// More than these of one event are not even gathered, in the window or not.
  static let foundMax = 20_000

  /// What all rules of a feed together may cost, in days looked at; far more than any real feed.
  private static let feedEffortMax = 1_000_000

  /// The start of every event that is not an instance itself, by its UID.
  private var starts: [String: (time: CalendarTime, zone: CalendarZone)] = [:]
  /// The original times of the instances that stand in the feed by themselves, by their UID.
  private var replaced: [String: Set<String>] = [:]
  private(set) var effort = 0
  private(set) var instances = 0
  /// Repeated events without an instance in the window.
  private var emptyCount = 0

  /// Notes the starts, then which instances are replaced: an instance may stand before its event.
  mutating func read(
    _ events: [EventComponent], times: inout EventTimes, problems: inout [FeedProblem]
  ) {
    guard events.contains(where: { $0.recurrenceID != nil }) else { return }
    for event in events where event.recurrenceID == nil && !event.recurrence.isEmpty {
      guard let uid = event.uid?.value.trimmed.string, let start = event.start,
        let time = CalendarTime(start.value), starts[uid] == nil
      else { continue }
      starts[uid] = (time, times.zone(of: start, time, problems: &problems))
    }
    for event in events {
      // An instance that can't be read replaces nothing.
      guard let uid = event.uid?.value.trimmed.string, let start = event.start,
        CalendarTime(start.value) != nil,
        let name = instance(of: event, times: &times, problems: &problems)
      else { continue }
      replaced[uid, default: []].insert(name)
    }
  }

  /// The original time of an instance in the form of its id; nil when it is none.
  ///
  /// Programs write it in UTC, in the event's zone, without a zone, or as the date alone.
  func instance(
    of event: EventComponent, times: inout EventTimes, problems: inout [FeedProblem]
  ) -> String? {
    guard let property = event.recurrenceID else { return nil }
    guard let time = CalendarTime(property.value) else { return property.value.trimmed.string }
    let series = event.uid.flatMap { starts[$0.value.trimmed.string] }
    if series?.time.isDate ?? time.isDate { return CalendarStamp.date(time.day) }
    if time.isDate, let series {
      return CalendarStamp.utc(
        series.zone.instant(day: time.day, second: series.time.secondOfDay))
    }
    let isBare = !time.isUTC && property.parameter("TZID") == nil
    let zone =
      isBare
      ? series?.zone ?? times.zone(of: property, time, problems: &problems)
      : times.zone(of: property, time, problems: &problems)
    return CalendarStamp.utc(time.instant(in: zone))
  }

  /// Whether an instance stands in the feed by itself.
  func isReplaced(_ instance: String, of uid: String) -> Bool {
    replaced[uid]?.contains(instance) ?? false
  }

  /// Whether the event that an instance belongs to repeats.
  func repeats(_ uid: String) -> Bool { starts[uid] != nil }

  /// How many more instances may be read.
  var instancesLeft: Int {
    effort < Self.feedEffortMax ? Self.feedInstancesMax - instances : 0
  }

  mutating func count(instances number: Int) {
    if number == 0, instancesLeft > 0 { emptyCount += 1 }
    instances += number
  }

  mutating func count(effort number: Int) { effort += number }

  /// How many events were left out because none of their instances is near; nil for none.
  var emptyMessage: String? {
    guard emptyCount > 0 else { return nil }
    let events = emptyCount == 1 ? "1 repeated event" : "\(emptyCount) repeated events"
    return "\(events) left out, no repetition is near or all were moved or cancelled"
  }
}
