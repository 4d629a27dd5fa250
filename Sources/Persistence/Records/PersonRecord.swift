package import ConferenceModel
package import Foundation
import GRDB

/// What belongs to one person: marks on stars, the last reminder, chats that are the same person.
extension ReadTransaction {
  /// The marks on a subscriber's stars; stars without one are left out.
  package func marks(of subscriber: SubscriberID) throws -> [SessionID: StarMark] {
    var result: [SessionID: StarMark] = [:]
    for row in try Row.fetchAll(
      database, sql: "SELECT session, mark FROM star WHERE subscriber = ? AND mark IS NOT NULL",
      arguments: [subscriber])
    {
      result[row[0]] = StarMark(rawValue: row[1])
    }
    return result
  }

  /// The sessions of the last reminder that was delivered to a subscriber; empty before the first.
  package func lastReminded(_ subscriber: SubscriberID) throws -> [SessionID] {
    try Int64.fetchAll(
      database,
      sql: """
        SELECT session FROM ledger WHERE session IS NOT NULL AND entry =
          (SELECT max(entry) FROM ledger
           WHERE subscriber = ?1 AND kind = 'reminder' AND outcome = 'delivered')
        """, arguments: [subscriber])
  }

  /// The subscriber whose stars and notices this chat shares; itself when it was not linked.
  package func starOwner(of subscriber: SubscriberID) throws -> SubscriberID {
    try Int64.fetchOne(
      database, sql: "SELECT linkedTo FROM subscriber WHERE id = ?", arguments: [subscriber])
      ?? subscriber
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

  /// Makes a code by which another chat can be linked to this subscriber until `expiresAt`.
  ///
  /// - returns: eight hex digits.
  package func makeLinkCode(for subscriber: SubscriberID, expiresAt: Date) throws -> String {
    try execute("DELETE FROM linkCode WHERE subscriber = ?", [subscriber])
    // SQLite's generator is seeded from the system's; a code is guessed once in four thousand
    // million tries.
    let code = try String.fetchOne(database, sql: "SELECT lower(hex(randomblob(4)))") ?? ""
    try execute(
      "INSERT INTO linkCode (code, subscriber, expiresAt) VALUES (?, ?, ?)",
      [code, subscriber, expiresAt.milliseconds])
    return code
  }

  /// Links a chat to the subscriber of a code: its stars are added to that subscriber's, which is
  /// where notices go from now on. The code is used up.
  ///
  /// - returns: where notices go; nil when the code is unknown, its own or too old.
  package func link(
    _ subscriber: SubscriberID, byCode code: String, now: Date
  ) throws -> ConversationAddress? {
    let owner = try Int64.fetchOne(
      database, sql: "SELECT subscriber FROM linkCode WHERE code = ? AND expiresAt > ?",
      arguments: [code, now.milliseconds])
    guard let owner, owner != subscriber, let target = try self.subscriber(owner) else {
      return nil
    }
    try execute("DELETE FROM linkCode WHERE code = ?", [code])
    for star in try stars(of: subscriber) {
      if let entry = try programme()[star.session] { try self.star(entry, by: owner, now: now) }
    }
    try execute("DELETE FROM star WHERE subscriber = ?", [subscriber])
    try execute(
      "UPDATE subscriber SET linkedTo = ? WHERE id = ? OR linkedTo = ?",
      [
        owner, subscriber, subscriber,
      ])
    return target.address
  }

  /// Undoes `link`: the chat has stars of its own again, none at first.
  ///
  /// - returns: false when it was not linked.
  package func unlink(_ subscriber: SubscriberID) throws -> Bool {
    try execute(
      "UPDATE subscriber SET linkedTo = NULL WHERE id = ? AND linkedTo IS NOT NULL", [subscriber])
    return database.changesCount > 0
  }
}
