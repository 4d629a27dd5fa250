package import ConferenceModel
package import Foundation

/// What a subscriber's quiet hours do to a notice.
package enum QuietPolicy {
  /// How a notice goes out.
  package enum Decision: Hashable, Sendable {
    /// As loud as its kind is.
    case ring
    /// At once, without a sound.
    case silent
    /// Not before the quiet hours end.
    case hold(until: Date)
  }

  /// What starts this soon after the quiet hours, in seconds, is told before they end: who sleeps
  /// until then could not act on it any more.
  private static let notice: TimeInterval = 3600

  /// How a notice goes out at `now`.
  ///
  /// What was asked for rings, and so does what the operator has to know. A reminder is of use at
  /// its time only, so it comes without a sound; an alert can wait. Digests and corrections are
  /// silent anyway.
  ///
  /// - parameter timeZone: the subscriber's, whose clocks the quiet hours go by.
  /// - parameter earliestStart: of the sessions an alert is about, in the version that was told and
  ///   in the current one; nil when none has a time.
  package static func decide(
    _ kind: NoticeKind, quiet: QuietHours?, timeZone: TimeZone, now: Date, earliestStart: Date?
  ) -> Decision {
    guard let quiet, let end = end(of: quiet, in: timeZone, now: now) else { return .ring }
    switch kind {
    case .reply, .digest, .correction, .operation: return .ring
    case .reminder: return .silent
    case .alert:
      if let earliestStart, earliestStart < end.addingTimeInterval(notice) { return .silent }
      return .hold(until: end)
    }
  }

  /// When the quiet hours end in which `now` is; nil when it is in none.
  ///
  /// The clocks on the wall decide: where they jump out of the quiet hours in spring, that is the
  /// end, and an hour that autumn repeats is quiet both times.
  static func end(of quiet: QuietHours, in zone: TimeZone, now: Date) -> Date? {
    guard isQuiet(zone.minuteOfDay(of: now), quiet) else { return nil }
    var from = now
    // Two changes within a day are more than any zone has had; the bound is for broken data.
    for _ in 0..<4 {
      let end = endByTheClock(of: quiet, in: zone, after: from)
      guard let jump = zone.nextDaylightSavingTimeTransition(after: from), jump < end else {
        return end
      }
      if !isQuiet(zone.minuteOfDay(of: jump), quiet) { return jump }
      from = jump
    }
    return endByTheClock(of: quiet, in: zone, after: from)
  }

  /// The end if the clocks of the zone go on as they go at `instant`.
  private static func endByTheClock(
    of quiet: QuietHours, in zone: TimeZone, after instant: Date
  ) -> Date {
    let local = instant.timeIntervalSince1970 + Double(zone.secondsFromGMT(for: instant))
    let intoMinute = local - (local / 60).rounded(.down) * 60
    let minutes = (quiet.until - zone.minuteOfDay(of: instant) + 1440) % 1440
    return instant.addingTimeInterval(TimeInterval(minutes * 60) - intoMinute)
  }

  private static func isQuiet(_ minute: Int, _ quiet: QuietHours) -> Bool {
    quiet.from <= quiet.until
      ? (quiet.from..<quiet.until).contains(minute)
      : minute >= quiet.from || minute < quiet.until
  }
}
