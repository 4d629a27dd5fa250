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

  /// The sessions of a conference day, in programme order, from four in the morning to four, each
  /// talk once.
  ///
  /// Registration desks, day-long rows and whole events are left out unless starred, or unless the
  /// filter names a part of the programme that has nothing else. Cancelled sessions stay, to be
  /// marked by the words.
  ///
  /// - parameter starred: the subscriber's stars; with nil a filter for own stars passes nothing.
  package static func entries(
    of programme: Programme, day: LocalDay, filter: SessionFilter, starred: Set<SessionID>?,
    timeZone: TimeZone
  ) -> [ProgrammeEntry] {
    let from = timeZone.instant(day: day, minute: dayChangeMinute)
    let until = end(of: day, timeZone: timeZone)
    let all = programme.entries.filter { entry in
      entry.session.facts.start.map { from <= $0 && $0 < until } ?? false
    }
    let stars = starred ?? []
    // The talks of a whole event, and the other rows of a talk, may be outside the filter.
    let view = ProgrammeView(all)
    let passing = all.filter {
      filter.matches($0) && (!filter.mine || view.isStarred($0.id, in: stars))
    }
    let talks = passing.filter { entry in
      view.isStarred(entry.id, in: stars)
        || entry.session.kind != .registration && !entry.session.facts.isDayLong
          && !view.isWholeEvent(entry.id)
    }
    return view.shown(talks.isEmpty && filter.isNarrow ? passing : talks, starred: stars)
  }

  /// When a conference day is over.
  package static func end(of day: LocalDay, timeZone: TimeZone) -> Date {
    timeZone.instant(day: day.adding(days: 1), minute: dayChangeMinute)
  }

  /// When a digest is worth nothing any more: four hours after due, or when the last session of
  /// its day has started, but never before it is due.
  package static func expiry(due: Date, lastStart: Date?) -> Date {
    let latest = due.addingTimeInterval(4 * 3600)
    return lastStart.map { max(due, min(latest, $0)) } ?? latest
  }
}

extension SessionFilter {
  /// Whether it asks for a certain part of the programme.
  fileprivate var isNarrow: Bool {
    track != nil || room != nil || theme != nil || guide != nil
  }
}
