package import ConferenceModel
package import Foundation
import GRDB

/// What belongs to one person: marks on stars, the last reminder, chats that are the same person.
extension ReadTransaction {
  /// The marks on a subscriber's stars; stars without one are left out.
  package func marks(of subscriber: SubscriberID) throws -> [SessionID: StarMark] {
    var result: [SessionID: StarMark] = [:]
    for row in try Row.fetchAll(
      database.cachedStatement(
        sql: "SELECT session, mark FROM star WHERE subscriber = ? AND mark IS NOT NULL"),
      arguments: [subscriber])
    {
      result[row[0]] = StarMark(rawValue: row[1])
    }
    return result
  }

  /// The sessions of the last reminder that was delivered to a subscriber, or to a chat that shares
  /// its stars, for reminders may have gone there before; empty before the first.
  package func lastReminded(_ subscriber: SubscriberID) throws -> [SessionID] {
    try Int64.fetchAll(
      database,
      sql: """
        SELECT session FROM ledger WHERE session IS NOT NULL AND entry =
          (SELECT max(entry) FROM ledger
           WHERE subscriber IN (SELECT id FROM subscriber WHERE id = ?1 OR linkedTo = ?1)
             AND kind = 'reminder' AND outcome = 'delivered')
        """, arguments: [subscriber])
  }

  /// When a chat said its first word; nil for one that is not there.
  package func firstWord(of subscriber: SubscriberID) throws -> Date? {
    try Int64.fetchOne(
      database, sql: "SELECT createdAt FROM subscriber WHERE id = ?", arguments: [subscriber]
    ).map(Date.init(milliseconds:))
  }

  /// How many messages to a chat are kept, sent ones included.
  package func messageCount(of subscriber: SubscriberID) throws -> Int {
    try Int.fetchOne(
      database, sql: "SELECT count(*) FROM outbox WHERE subscriber = ?", arguments: [subscriber])
      ?? 0
  }
}

/// A message that was settled, and what it was about.
package struct SettledMessage: Hashable, Sendable {
  /// When it was settled.
  package var at: Date
  /// The sort of notice.
  package var kind: NoticeKind
  /// What became of it.
  package var outcome: OutboxState
  /// The sessions it was about, by number.
  package var sessions: [SessionID]
}

extension ReadTransaction {
  /// The newest messages to a subscriber that are in the ledger and were no answers, newest first,
  /// and how many there are.
  package func settledMessages(
    of subscriber: SubscriberID, limit: Int
  ) throws -> (newest: [SettledMessage], count: Int) {
    // A reminder that was dropped was never a message, and has no number.
    let condition = "FROM ledger WHERE subscriber = ? AND kind <> 'reply' AND entry > 0"
    let count = try Int.fetchOne(
      database, sql: "SELECT count(DISTINCT entry) \(condition)", arguments: [subscriber])
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT max(at), kind, outcome, group_concat(session) \(condition)
        GROUP BY entry ORDER BY max(at) DESC, entry DESC LIMIT ?
        """, arguments: [subscriber, limit])
    let newest = rows.compactMap { row -> SettledMessage? in
      guard let kind = NoticeKind(rawValue: row[1]), let outcome = OutboxState(rawValue: row[2])
      else { return nil }
      let sessions: String? = row[3]
      return SettledMessage(
        at: Date(milliseconds: row[0]), kind: kind, outcome: outcome,
        sessions: (sessions ?? "").split(separator: ",").compactMap { Int64($0) }.sorted())
    }
    return (newest, count ?? 0)
  }
}

extension WriteTransaction {
  /// Marks a star; nil takes the mark away.
  package func setMark(
    _ mark: StarMark?, on session: SessionID, of subscriber: SubscriberID
  ) throws {
    try execute(
      "UPDATE star SET mark = ? WHERE subscriber = ? AND session = ?",
      [mark?.rawValue, subscriber, session])
    try walkAnew(subscriber, around: session)
  }
}
