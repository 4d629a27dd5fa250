package import FoundationEssentials

/// A person on stage as the feed names them.
package struct Speaker: Hashable, Sendable, Codable {
  /// The full name, never empty.
  package var name: String
  /// Job title and organisation as the feed has them, in one string; nil when it says nothing.
  package var affiliation: String?

  /// A speaker, with the affiliation the feed gives.
  package init(name: String, affiliation: String? = nil) {
    self.name = name
    self.affiliation = affiliation
  }
}

/// Whether a session takes place.
package enum SessionStatus: String, Hashable, Sendable, Codable {
  /// It takes place at the time and in the room of its facts.
  case scheduled
  /// It does not: marked in the feed, or gone from it in two refreshes in a row.
  case cancelled
}

/// What a feed says of a session that is worth a message when it changes.
///
/// Facts are values addressed by their content: a session points to its current facts, a star to
/// the facts its subscriber was last told, and the difference of the two is what is left to tell.
/// Text is normalised by the reader (NFC, blanks folded, entities decoded), so equal means equal.
package struct SessionFacts: Hashable, Sendable, Codable {
  /// The title without speakers and without cancellation marks; never empty.
  package var title: String
  /// The title in other languages, where a feed gives it in several and they differ.
  package var translatedTitles: [Language: String]
  /// In the order of the feed.
  package var speakers: [Speaker]
  /// The room without the postal tail; nil when the feed has none.
  package var room: String?
  /// Whole seconds; nil while the feed has no time for it.
  package var start: Date?
  /// Never before `start`; nil when the feed gives neither an end nor a duration.
  package var end: Date?
  /// Whether it takes place.
  package var status: SessionStatus

  /// Facts as a reader found them.
  package init(
    title: String, translatedTitles: [Language: String] = [:], speakers: [Speaker] = [],
    room: String? = nil, start: Date? = nil, end: Date? = nil, status: SessionStatus = .scheduled
  ) {
    self.title = title
    self.translatedTitles = translatedTitles
    self.speakers = speakers
    self.room = room
    self.start = start
    self.end = end
    self.status = status
  }

  /// The title for a reader of a language; the feed's own where it has no other.
  package func title(in language: Language) -> String { translatedTitles[language] ?? title }

  /// Seconds from start to end; nil unless both are known.
  package var duration: TimeInterval? {
    guard let start, let end else { return nil }
    return end.timeIntervalSince(start)
  }

  /// When it is over; what has no end is taken for an hour long. nil without a start.
  package var presumedEnd: Date? { start.map { end ?? $0.addingTimeInterval(3600) } }

  /// Whether it is over; what has no time never is.
  package func isOver(at now: Date) -> Bool { presumedEnd.map { $0 <= now } ?? false }

  /// True for what is too long to be a talk (over four hours): day-long containers and desks.
  package var isDayLong: Bool { (duration ?? 0) > 4 * 3600 }
}
