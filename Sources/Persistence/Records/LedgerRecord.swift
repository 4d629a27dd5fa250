package import ConferenceModel
package import Foundation
import GRDB

/// What became of a message, once and for all.
package struct LedgerEntry: Hashable, Sendable {
  /// When it was settled.
  package var at: Date
  /// The number of the outbox entry; 0 of a reminder that never was one.
  package var entry: Int64
  /// The sort of notice.
  package var kind: NoticeKind
  /// The facts it stated of the session; nil when it was not sent.
  package var facts: FactsID?
  /// `delivered`, `dead`, `expired` or `superseded`.
  package var outcome: OutboxState
  /// Why it was not delivered; nil when it was.
  package var reason: String?
  /// The platform's message id; nil when it was not delivered, or the platform gives none.
  package var receipt: String?

  /// What became of a message.
  package init(
    at: Date, entry: Int64, kind: NoticeKind, facts: FactsID?, outcome: OutboxState,
    reason: String?, receipt: String?
  ) {
    self.at = at
    self.entry = entry
    self.kind = kind
    self.facts = facts
    self.outcome = outcome
    self.reason = reason
    self.receipt = receipt
  }
}

extension ReadTransaction {
  /// What a subscriber was told, or not, of a session; oldest first.
  package func ledger(
    of subscriber: SubscriberID, about session: SessionID
  ) throws -> [LedgerEntry] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT at, entry, kind, facts, outcome, reason, receipt FROM ledger
        WHERE subscriber = ? AND session = ? ORDER BY id
        """, arguments: [subscriber, session]
    ).compactMap { row in
      guard let kind = NoticeKind(rawValue: row[2]), let outcome = OutboxState(rawValue: row[4])
      else { return nil }
      return LedgerEntry(
        at: Date(milliseconds: row[0]), entry: row[1], kind: kind, facts: row[3],
        outcome: outcome, reason: row[5], receipt: row[6])
    }
  }

  /// The entries of a subscriber that are not settled, by number.
  package func openEntries(of subscriber: SubscriberID) throws -> [OutboxEntry] {
    try outbox(
      where: "o.subscriber = ? AND o.state IN ('pending', 'waiting', 'leased') ORDER BY o.id",
      [subscriber])
  }

  /// The reminders of a subscriber for a session that are still to come, earliest first.
  package func armedReminders(
    of subscriber: SubscriberID, for session: SessionID
  ) throws -> [ArmedReminder] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT lead, dueAt FROM reminder WHERE subscriber = ? AND session = ? ORDER BY dueAt
        """, arguments: [subscriber, session]
    ).map { row in
      ArmedReminder(
        subscriber: subscriber, session: session, lead: LeadTime(minutes: row[0]),
        dueAt: Date(milliseconds: row[1]))
    }
  }

  /// Why an entry waits or was given up, in the words of the last attempt; nil without one.
  package func reason(ofEntry id: Int64) throws -> String? {
    try String.fetchOne(database, sql: "SELECT reason FROM outbox WHERE id = ?", arguments: [id])
  }
}

extension WriteTransaction {
  /// Notes why a reminder that was due never came into the outbox.
  ///
  /// - parameter isLate: its time was over; otherwise nothing was left to say.
  package func noteDropped(
    _ session: SessionID, of subscriber: SubscriberID, isLate: Bool, reason: String, now: Date
  ) throws {
    try execute(
      """
      INSERT INTO ledger (at, subscriber, entry, kind, session, outcome, reason)
      VALUES (?, ?, 0, 'reminder', ?, ?, ?)
      """,
      [
        now.milliseconds, subscriber, session,
        (isLate ? OutboxState.expired : .superseded).rawValue, reason,
      ])
  }
}
