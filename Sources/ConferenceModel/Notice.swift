package import FoundationEssentials

/// The sort of a notice; the raw values are stored and shown in logs.
package enum NoticeKind: String, Hashable, Sendable, Codable, CaseIterable {
  case reminder, alert, digest, reply, correction
  /// To the operator, about the bot itself.
  case operation
}

/// The facts a message states, so that the told pointer moves when it is delivered.
package struct StatedFacts: Hashable, Sendable, Codable {
  /// The session spoken of.
  package var session: SessionID
  /// The facts the words were made from.
  package var facts: FactsID

  /// A session and the facts stated.
  package init(session: SessionID, facts: FactsID) {
    self.session = session
    self.facts = facts
  }
}

/// What belongs to an answer besides its words.
package struct ReplyContext: Hashable, Sendable, Codable {
  /// The sessions it is about, in its order: what a star as a reaction means.
  package var sessions: [SessionID]
  /// Whether it confirms their stars, so that it is corrected when they change.
  package var confirmsStars: Bool
  /// Where within the conversation it belongs; only the platform's adapter reads it.
  package var route: String?

  /// What belongs to an answer.
  package init(sessions: [SessionID] = [], confirmsStars: Bool = false, route: String? = nil) {
    self.sessions = sessions
    self.confirmsStars = confirmsStars
    self.route = route
  }
}

/// What starts together in a reminder of several slots.
package struct ReminderSlot: Hashable, Sendable, Codable {
  /// At least one, ascending by start, then number.
  package var sessions: [SessionID]
  /// The start for which they were planned.
  package var start: Date

  /// Sessions and their start.
  package init(sessions: [SessionID], start: Date) {
    self.sessions = sessions
    self.start = start
  }
}

/// Something to tell a subscriber, as the outbox keeps it: what, not the words.
///
/// The words are made from the current programme when the notice is sent. Only a reply keeps its
/// answer, because it answers what was asked when it was asked.
package enum Notice: Hashable, Sendable, Codable {
  /// The sessions of one slot (a conflict where several start together), or one block.
  case reminder(sessions: [SessionID], start: Date, lead: LeadTime)
  /// Reminders that a downtime held up, at least two slots of them: one message instead of many.
  case upcoming(slots: [ReminderSlot])
  /// Sessions whose facts differ from what the subscriber was told; for a first choice that fell
  /// through it offers the backups.
  case alert(sessions: [SessionID])
  /// The sessions of a local day.
  case digest(day: LocalDay, filter: SessionFilter)
  /// `document` is the JSON of a `MessageDocument`.
  case reply(document: String, stated: [StatedFacts], context: ReplyContext? = nil)
  /// The message of an earlier outbox entry, by its number, states what no longer holds: it gets
  /// new words in its place. A reminder, the confirmation of a star or a digest; it rings nobody,
  /// so nobody counts as told by it and the alert goes out as well. Dropped when the message is
  /// true again, or cannot be found any more.
  case correction(of: Int64)
  /// To the operator: the newest version of a source is not believed since then.
  case feedHeld(source: String, since: Date)
  /// To the operator who was told so: a version is in force again.
  case feedReleased(source: String, since: Date)
  /// To the operator: messages were given up, those of a report, by its number.
  case deadLetters(report: Int64)
  /// To the operator, on another platform: this one takes our token no more.
  case tokenRefused(platform: ChatPlatform, since: Date)
  /// To the operator who was told so: the platform takes messages again.
  case tokenAccepted(platform: ChatPlatform, since: Date)

  /// Its sort.
  package var kind: NoticeKind {
    switch self {
    case .reminder, .upcoming: .reminder
    case .alert: .alert
    case .digest: .digest
    case .reply: .reply
    case .correction: .correction
    case .feedHeld, .feedReleased, .deadLetters, .tokenRefused, .tokenAccepted: .operation
    }
  }
}
