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
