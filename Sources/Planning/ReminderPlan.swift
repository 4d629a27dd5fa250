package import ConferenceModel
package import FoundationEssentials

/// A starred session with one of its subscriber's lead times.
package struct ReminderCandidate: Hashable, Sendable {
  /// For whom.
  package var subscriber: SubscriberID
  /// With which lead.
  package var lead: LeadTime
  /// The session as it stands now.
  package var entry: ProgrammeEntry
  /// Its due time has come and it has not fired.
  package var isDue: Bool
  /// The start less the lead, and less the walk from the talk before.
  package var dueAt: Date
  /// The person asked for it once more.
  package var isSnoozed: Bool

  /// A candidate; those not due yet are only looked at to complete a slot or a block.
  ///
  /// - parameter dueAt: nil means the start less the lead.
  package init(
    subscriber: SubscriberID, lead: LeadTime, entry: ProgrammeEntry, isDue: Bool,
    dueAt: Date? = nil, isSnoozed: Bool = false
  ) {
    self.dueAt =
      dueAt ?? entry.session.facts.start?.addingTimeInterval(-lead.seconds) ?? .distantPast
    self.isSnoozed = isSnoozed
    self.subscriber = subscriber
    self.lead = lead
    self.entry = entry
    self.isDue = isDue
  }
}

/// How the sessions of one reminder belong together.
package enum ReminderShape: String, Hashable, Sendable, Codable {
  /// One session.
  case single
  /// Several that start together: the person has to choose.
  case conflict
  /// Short talks back to back in one room.
  case block
  /// Several slots that a downtime held up.
  case summary
}

/// One armed reminder of a subscriber, by what names it.
package struct CoveredReminder: Hashable, Sendable {
  /// About which session.
  package var session: SessionID
  /// With which lead.
  package var lead: LeadTime

  /// A session's reminder.
  package init(session: SessionID, lead: LeadTime) {
    self.session = session
    self.lead = lead
  }
}

/// One message to send.
package struct PlannedReminder: Hashable, Sendable {
  /// For whom.
  package var subscriber: SubscriberID
  /// At least one, ascending by start, then number.
  package var sessions: [SessionID]
  /// The start of the first.
  package var start: Date
  /// The shortest lead that is due.
  package var lead: LeadTime
  /// How the sessions belong together.
  package var shape: ReminderShape
  /// Names the message by subscriber, sessions, start and lead, and by its due time when the person
  /// asked for it once more; the same for every planning.
  package var key: String
  /// Start less lead and walk; in the past after a downtime.
  package var due: Date
  /// A minute after due, but not after the start.
  package var deadline: Date
  /// The start of the first; a minute after it for a lead of zero that nobody snoozed.
  package var expiry: Date
  /// The armed reminders it uses up, its own among them.
  package var covers: [CoveredReminder]
  /// The slots of a summary, by start; empty for all else.
  package var slots: [ReminderSlot]

  /// A message as planned.
  package init(
    subscriber: SubscriberID, sessions: [SessionID], start: Date, lead: LeadTime,
    shape: ReminderShape, key: String, due: Date, deadline: Date, expiry: Date,
    covers: [CoveredReminder], slots: [ReminderSlot] = []
  ) {
    self.slots = slots
    self.subscriber = subscriber
    self.sessions = sessions
    self.start = start
    self.lead = lead
    self.shape = shape
    self.key = key
    self.due = due
    self.deadline = deadline
    self.expiry = expiry
    self.covers = covers
  }
}

/// A due reminder that gives no message and is used up all the same.
package struct DroppedReminder: Hashable, Sendable {
  /// Why there is no message; the raw values are for the ledger.
  package enum Reason: String, Hashable, Sendable, Codable {
    /// The session is cancelled.
    case cancelled
    /// The session has begun.
    case started
    /// The feed has taken the session's time away.
    case noTime
  }

  /// For whom it was.
  package var subscriber: SubscriberID
  /// About which session.
  package var session: SessionID
  /// With which lead.
  package var lead: LeadTime
  /// Why there is no message.
  package var reason: Reason

  /// A reminder dropped for a reason.
  package init(
    subscriber: SubscriberID, session: SessionID, lead: LeadTime, reason: Reason
  ) {
    self.subscriber = subscriber
    self.session = session
    self.lead = lead
    self.reason = reason
  }
}

/// What one pass of the scheduler does about reminders.
package struct ReminderPlan: Hashable, Sendable {
  /// By subscriber, then start.
  package var reminders: [PlannedReminder] = []
  /// By subscriber, then start.
  package var dropped: [DroppedReminder] = []

  /// A plan; empty unless given.
  package init(reminders: [PlannedReminder] = [], dropped: [DroppedReminder] = []) {
    self.reminders = reminders
    self.dropped = dropped
  }
}
