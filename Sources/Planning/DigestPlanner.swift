package import ConferenceModel
package import Foundation

/// When a digest is due and what it is about.
package enum DigestPlanner {
  /// A conference day lasts until this minute of the next calendar day, so that a party after
  /// midnight belongs to the evening before.
  static let dayChangeMinute = 4 * 60

  /// The next instant strictly after `now` at which clocks in the zone show this minute of the day.
  ///
  /// A time that the spring change skips is the same span later; one that the autumn change repeats
  /// counts once.
  package static func next(after now: Date, minuteOfDay: Int, timeZone: TimeZone) -> Date {
    var day = timeZone.day(of: now)
    while true {
      let instant = timeZone.instant(day: day, minute: minuteOfDay)
      if instant > now { return instant }
      day = day.adding(days: 1)
    }
  }

  /// The sessions of a conference day, in programme order, from four in the morning to four.
  ///
  /// Registration desks and day-long containers are left out unless starred. Cancelled sessions
  /// stay, to be marked by the words.
  ///
  /// - parameter starred: the subscriber's stars; with nil a filter for own stars passes nothing.
  package static func entries(
    of programme: Programme, day: LocalDay, filter: SessionFilter, starred: Set<SessionID>?,
    timeZone: TimeZone
  ) -> [ProgrammeEntry] {
    let from = timeZone.instant(day: day, minute: dayChangeMinute)
    let until = timeZone.instant(day: day.adding(days: 1), minute: dayChangeMinute)
    return programme.entries.filter { entry in
      guard let start = entry.session.facts.start, from <= start, start < until,
        filter.matches(entry)
      else { return false }
      if starred?.contains(entry.id) ?? false { return true }
      if filter.mine { return false }
      return entry.session.kind != .registration && !entry.session.facts.isDayLong
    }
  }

  /// When a digest is worth nothing any more: four hours after due, or when the last session of
  /// its day has started, but never before it is due.
  package static func expiry(due: Date, lastStart: Date?) -> Date {
    let latest = due.addingTimeInterval(4 * 3600)
    return lastStart.map { max(due, min(latest, $0)) } ?? latest
  }
}
