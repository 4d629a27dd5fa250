package import FoundationEssentials

/// The language answers come in; the raw values are the words of the `language` command.
package enum Language: String, Hashable, Sendable, Codable, CaseIterable {
  case english = "en"
  case chinese = "zh"
}

/// How long before the start a reminder is due; whole minutes.
package struct LeadTime: Hashable, Sendable, Codable, Comparable {
  /// From 0 to 1,440.
  package var minutes: Int

  /// Clamped to 0…1,440 minutes.
  package init(minutes: Int) { self.minutes = min(max(minutes, 0), 1440) }

  /// In seconds.
  package var seconds: TimeInterval { TimeInterval(minutes * 60) }

  /// The shorter one is less.
  package static func < (left: Self, right: Self) -> Bool { left.minutes < right.minutes }
}

/// Which sessions a digest, an alert or a list is about; an empty filter is all of them.
package struct SessionFilter: Hashable, Sendable, Codable {
  /// The id of a source, exact.
  package var source: String?
  /// A part of the track from the beginning of a word, case ignored: `ai` is in `AI + ML` and not
  /// in `MAINTAINER`.
  package var track: String?
  /// A part of the room, likewise; a number at its end is whole: `hall 1` is not in `Hall 12`.
  package var room: String?
  /// A subject.
  package var theme: Theme?
  /// The id of a guide, exact.
  package var guide: String?
  /// Only the subscriber's own stars.
  package var mine: Bool

  /// A filter of the given parts; all given parts must hold.
  package init(
    source: String? = nil, track: String? = nil, room: String? = nil, theme: Theme? = nil,
    guide: String? = nil, mine: Bool = false
  ) {
    self.source = source
    self.track = track
    self.room = room
    self.theme = theme
    self.guide = guide
    self.mine = mine
  }

  /// Whether a session passes all parts but `mine`, which only the store can answer.
  ///
  /// - parameter guides: the ids of the guides that recommend it.
  package func matches(_ session: Session, guides: Set<String>) -> Bool {
    if let source, session.key.source != source { return false }
    if let guide, !guides.contains(guide) { return false }
    if let theme, !theme.matches(session) { return false }
    if let track, !Self.contains(session.track, track) { return false }
    if let room, !Self.contains(session.facts.room, room) { return false }
    return true
  }

  static func contains(_ text: String?, _ part: String) -> Bool {
    guard let text else { return false }
    let (whole, wanted) = (Array(text.lowercased()), Array(part.lowercased()))
    guard let first = wanted.first, let last = wanted.last else { return true }
    guard whole.count >= wanted.count else { return false }
    return (0...(whole.count - wanted.count)).contains { start in
      let end = start + wanted.count
      guard whole[start..<end].elementsEqual(wanted) else { return false }
      // Chinese has no blanks between words, so there every character may begin one.
      let isInsideWord =
        start > 0 && first.isASCII && (whole[start - 1].isLetter || whole[start - 1].isNumber)
      let isInsideNumber = last.isNumber && end < whole.count && whole[end].isNumber
      return !isInsideWord && !isInsideNumber
    }
  }
}

/// What a person decided about overlapping stars; the raw values are stored.
package enum StarMark: String, Hashable, Sendable, Codable {
  /// Where the person goes.
  case goto
  /// Where they go if that falls through.
  case backup
}

/// A daily digest: when and about what.
package struct DigestPreference: Hashable, Sendable, Codable {
  /// Minutes after local midnight, 0…1,439.
  package var minuteOfDay: Int
  /// About which sessions.
  package var filter: SessionFilter

  /// A digest at a local time.
  package init(minuteOfDay: Int, filter: SessionFilter = SessionFilter()) {
    self.minuteOfDay = minuteOfDay
    self.filter = filter
  }
}

/// A span of every day, in local time, that may go over midnight.
package struct QuietHours: Hashable, Sendable, Codable {
  /// Minutes after local midnight, 0…1,439; the first quiet one.
  package var from: Int
  /// Likewise; the first that is not quiet any more. Never equal to `from`.
  package var until: Int

  /// Quiet from one minute of the day until another.
  package init(from: Int, until: Int) {
    self.from = from
    self.until = until
  }
}

/// What a subscriber chose; the store keeps it as it is.
package struct Preferences: Hashable, Sendable, Codable {
  /// The language of every answer and notice.
  package var language: Language
  /// An IANA name; nil means the conference's zone.
  package var timeZone: String?
  /// Ascending, unique; empty means no reminders.
  package var leadTimes: [LeadTime]
  /// nil means no digest.
  package var digest: DigestPreference?
  /// For a person: alerts about their stars. For a channel: about the sessions of `alertFilter`.
  package var alerts: Bool
  /// What a channel with alerts follows.
  package var alertFilter: SessionFilter
  /// For a channel: the sessions whose start is posted ("starting now"); nil for none.
  package var follow: SessionFilter?
  /// When nothing may ring: what can wait does, the rest comes without a sound; nil for never.
  package var quiet: QuietHours?

  /// Preferences with the defaults of a new person.
  package init(
    language: Language = .english, timeZone: String? = nil,
    leadTimes: [LeadTime] = [LeadTime(minutes: 10)], digest: DigestPreference? = nil,
    alerts: Bool = true, alertFilter: SessionFilter = SessionFilter(),
    follow: SessionFilter? = nil, quiet: QuietHours? = nil
  ) {
    self.quiet = quiet
    self.language = language
    self.timeZone = timeZone
    self.leadTimes = leadTimes
    self.digest = digest
    self.alerts = alerts
    self.alertFilter = alertFilter
    self.follow = follow
  }
}

/// Who a conversation speaks to.
package enum Audience: String, Hashable, Sendable, Codable {
  /// One person: stars, reminders.
  case person
  /// Many: digests and alerts by filter; only administrators change its settings.
  case channel
}

/// Whether notices go out to a subscriber.
package enum SubscriberState: String, Hashable, Sendable, Codable {
  /// Yes.
  case active
  /// The chat refuses us (blocked, kicked); `start` or any word from it resumes.
  case paused
  /// The subscriber said `stop`; `start` resumes, nothing is deleted.
  case stopped
}

/// One conversation and its preferences.
package struct Subscriber: Hashable, Sendable, Identifiable {
  /// Its number in the store.
  package var id: SubscriberID
  /// Where it is.
  package var address: ConversationAddress
  /// One or many.
  package var audience: Audience
  /// Whether notices go out.
  package var state: SubscriberState
  /// What it chose.
  package var preferences: Preferences

  /// A subscriber as the store reads it.
  package init(
    id: SubscriberID, address: ConversationAddress, audience: Audience, state: SubscriberState,
    preferences: Preferences
  ) {
    self.id = id
    self.address = address
    self.audience = audience
    self.state = state
    self.preferences = preferences
  }
}
