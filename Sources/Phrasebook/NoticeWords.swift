package import ConferenceModel
package import Foundation

/// A session with what its subscriber has not been told of it yet.
package struct SessionNews: Hashable, Sendable {
  /// The session as it stands now.
  package var entry: ProgrammeEntry
  /// From what the subscriber was told to now, silent kinds left out; empty when nothing changed.
  package var changes: [ScheduleChange]

  /// A session and its news.
  package init(entry: ProgrammeEntry, changes: [ScheduleChange] = []) {
    self.entry = entry
    self.changes = changes
  }
}

/// What a reminder is made of.
package struct ReminderContent: Hashable, Sendable {
  /// How its sessions belong together.
  package enum Shape: Hashable, Sendable {
    /// One session.
    case single
    /// Several that start together: the person has to choose.
    case conflict
    /// Short talks back to back in one room.
    case block
    /// Several slots that a downtime held up.
    case summary
  }

  /// At least one, by start.
  package var sessions: [SessionNews]
  /// How they belong together.
  package var shape: Shape
  /// What the person decided about overlapping stars.
  package var marks: [SessionID: StarMark]
  /// The way from the talk before, where it is one.
  package var walks: [SessionID: Walk]
  /// A channel is told what starts, not what it starred.
  package var audience: Audience
  /// Full minutes left until the first start, rounded up; 0 when it starts now.
  package var minutesLeft: Int
  /// The subscriber's zone, or the conference's.
  package var timeZone: TimeZone

  /// The content of a reminder.
  package init(
    sessions: [SessionNews], shape: Shape, marks: [SessionID: StarMark] = [:],
    walks: [SessionID: Walk] = [:], audience: Audience = .person, minutesLeft: Int,
    timeZone: TimeZone
  ) {
    self.walks = walks
    self.sessions = sessions
    self.shape = shape
    self.marks = marks
    self.audience = audience
    self.minutesLeft = minutesLeft
    self.timeZone = timeZone
  }
}

/// What an alert is made of.
package struct AlertContent: Hashable, Sendable {
  /// At least one, each with at least one change.
  package var sessions: [SessionNews]
  /// The backups that still stand, by the first choice among the sessions that fell through.
  package var backups: [SessionID: [ProgrammeEntry]]
  /// Who reads it: a channel gets no buttons for stars.
  package var audience: Audience
  /// When the words are made, for "today" and minutes left.
  package var now: Date
  /// The subscriber's zone, or the conference's.
  package var timeZone: TimeZone

  /// The content of an alert.
  package init(
    sessions: [SessionNews], backups: [SessionID: [ProgrammeEntry]] = [:],
    audience: Audience = .person, now: Date, timeZone: TimeZone
  ) {
    self.backups = backups
    self.sessions = sessions
    self.audience = audience
    self.now = now
    self.timeZone = timeZone
  }
}

/// What a digest is made of.
package struct DigestContent: Hashable, Sendable {
  /// The conference's name for the heading.
  package var conferenceName: String
  /// Which day.
  package var day: LocalDay
  /// The day's sessions in order, cancelled ones marked; numbered from 1.
  package var entries: [ProgrammeEntry]
  /// What changed in these sessions since the last digest or star.
  package var changed: [SessionNews]
  /// What the digest is about.
  package var filter: SessionFilter
  /// Which of the sessions the subscriber has starred; empty for a channel.
  package var starred: Set<SessionID>
  /// What became of it since it was sent; nil when it is sent now.
  package var correction: Correction?
  /// Whom it is for.
  package var audience: Audience
  /// The subscriber's zone, or the conference's.
  package var timeZone: TimeZone

  /// The content of a digest.
  package init(
    conferenceName: String, day: LocalDay, entries: [ProgrammeEntry], changed: [SessionNews],
    filter: SessionFilter, starred: Set<SessionID> = [], correction: Correction? = nil,
    audience: Audience = .person, timeZone: TimeZone
  ) {
    self.correction = correction
    self.audience = audience
    self.conferenceName = conferenceName
    self.day = day
    self.entries = entries
    self.changed = changed
    self.filter = filter
    self.starred = starred
    self.timeZone = timeZone
  }
}
