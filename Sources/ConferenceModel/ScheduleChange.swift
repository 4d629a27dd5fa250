package import FoundationEssentials

/// Start and end as one thing.
package struct TimeSlot: Hashable, Sendable, Codable {
  /// nil while the feed has no time.
  package var start: Date?
  /// nil when unknown.
  package var end: Date?

  /// A slot.
  package init(start: Date?, end: Date?) {
    self.start = start
    self.end = end
  }
}

/// How two versions of a session differ, one case per kind of news.
package enum ScheduleChange: Hashable, Sendable {
  /// New in the programme.
  case added
  /// Marked so, gone in two refreshes in a row, or its slot now holds something that is no talk.
  case cancelled
  /// The same id now names another talk.
  case replaced(from: String, to: String)
  /// Cancelled before, takes place now.
  case reinstated
  /// Start, end or both moved.
  case rescheduled(from: TimeSlot, to: TimeSlot)
  /// Another room.
  case relocated(from: String?, to: String?)
  /// The same room under a new name; never told.
  case renamedRoom(from: String, to: String)
  /// A placeholder got its title.
  case announced(from: String, to: String)
  /// The title reads differently.
  case retitled(from: String, to: String)
  /// Others speak, or their affiliations changed.
  case speakersChanged(from: [Speaker], to: [Speaker])
  /// Only the abstract; silent.
  case described
}

/// How soon a change has to be told.
package enum Urgency: String, Hashable, Sendable, Comparable {
  /// Never told.
  case silent
  /// After the settle window.
  case normal
  /// When the talk is within the hour, at once.
  case immediate

  /// Silent is least.
  package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .silent: 0
    case .normal: 1
    case .immediate: 2
    }
  }
}
