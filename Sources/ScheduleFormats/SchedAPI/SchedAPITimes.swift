import ConferenceModel
import FoundationEssentials

/// The times of a session of Sched's API: local texts, and for the start the true instant.
struct SchedAPITimes: Equatable {
  let start: Date?
  let end: Date?

  /// Reads the two local times and the timestamp.
  ///
  /// - parameter zone: the conference's; asked where there is no timestamp, and where it agrees
  ///   with the timestamp, so that a session over a change of the clock ends on time.
  init(start: String?, end: String?, timestamp: String?, zone: TimeZone) {
    let localStart = start.flatMap { ISODateTime($0) }
    let localEnd = end.flatMap { ISODateTime($0) }
    guard let instant = timestamp.flatMap(Self.instant) else {
      self.start = localStart?.instant(in: zone)
      self.end = localEnd?.instant(in: zone)
      return
    }
    self.start = instant
    guard let localStart, let localEnd else {
      self.end = nil
      return
    }
    self.end =
      localStart.instant(in: zone) == instant
      ? localEnd.instant(in: zone)
      : instant.addingTimeInterval(Double(localEnd.localSeconds - localStart.localSeconds))
  }

  /// Seconds since 1970 between the years 1 and 9999; 0 is no time but a field left empty.
  private static func instant(_ text: String) -> Date? {
    guard let seconds = Double(text), seconds.isFinite, seconds != 0,
      (-62_135_596_800...253_402_300_799).contains(seconds)
    else { return nil }
    return Date(timeIntervalSince1970: seconds.rounded(.down))
  }
}
