package import ConferenceModel
package import Foundation
import GRDB

/// What `WriteTransaction.unlink` undid.
package enum Unlinking: Hashable, Sendable {
  /// The chat shared no stars.
  case nothing
  /// The chat has stars of its own again; those it shared stay at this address.
  case left(ConversationAddress)
  /// The chat keeps the stars, and these have stars of their own again.
  case released([ConversationAddress])
}

/// Chats that are the same person: one has the stars and gets the notices, the others share them.
/// The links are never longer than one step.
extension ReadTransaction {
  /// The subscriber whose stars and notices this chat shares; itself when it was not linked.
  package func starOwner(of subscriber: SubscriberID) throws -> SubscriberID {
    try Int64.fetchOne(
      database, sql: "SELECT linkedTo FROM subscriber WHERE id = ?", arguments: [subscriber])
      ?? subscriber
  }

  /// The other chats of the same person, by number; empty when it is linked to none.
  package func linkedChats(of subscriber: SubscriberID) throws -> [Subscriber] {
    try subscribers(
      where: "(id = ?1 OR linkedTo = ?1) AND id <> ?2", [starOwner(of: subscriber), subscriber])
  }
}

extension WriteTransaction {
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

  /// Links a chat, and all that are linked with it, to the chat of a code: the stars of all are in
  /// one place, which is where notices go from now on. The code is used up.
  ///
  /// - returns: where notices go; nil when the code is unknown, its own or too old.
  package func link(
    _ subscriber: SubscriberID, byCode code: String, now: Date
  ) throws -> ConversationAddress? {
    let holder = try Int64.fetchOne(
      database, sql: "SELECT subscriber FROM linkCode WHERE code = ? AND expiresAt > ?",
      arguments: [code, now.milliseconds])
    guard let holder, holder != subscriber,
      let owner = try self.subscriber(starOwner(of: holder))
    else { return nil }
    try execute("DELETE FROM linkCode WHERE code = ?", [code])
    let before = try starOwner(of: subscriber)
    guard before != owner.id else { return owner.address }
    let added = try sessionsStarred(by: before, notBy: owner.id)
    try copyStars(of: before, to: owner.id)
    for session in added {
      try rearmReminders(subscriber: owner.id, session: session, now: now)
    }
    try copyReminders(of: before, to: owner.id, where: "lead < 0")
    try finishMove(from: before, to: owner.id)
    return owner.address
  }

  /// Makes a linked chat the one where notices go: stars, with what was told of them, reminders as
  /// they are armed, lead times and what waits to be sent come to it, and all other chats of the
  /// person are linked to it.
  ///
  /// - returns: who had them before; nil when the chat is not linked to another.
  package func takeOverStars(_ subscriber: SubscriberID) throws -> Subscriber? {
    let before = try starOwner(of: subscriber)
    guard before != subscriber, let owner = try self.subscriber(before) else { return nil }
    try copyStars(of: before, to: subscriber)
    try copyReminders(of: before, to: subscriber, where: "true")
    try execute("DELETE FROM lead WHERE subscriber = ?", [subscriber])
    try execute(
      "INSERT INTO lead (subscriber, minutes) SELECT ?2, minutes FROM lead WHERE subscriber = ?1",
      [before, subscriber])
    try finishMove(from: before, to: subscriber)
    return owner
  }

  /// Undoes links: a linked chat has stars of its own again, none at first; the chat that has the
  /// stars keeps them, and the others are on their own.
  package func unlink(_ subscriber: SubscriberID) throws -> Unlinking {
    let owner = try starOwner(of: subscriber)
    if owner != subscriber {
      try execute("UPDATE subscriber SET linkedTo = NULL WHERE id = ?", [subscriber])
      return try self.subscriber(owner).map { .left($0.address) } ?? .nothing
    }
    let others = try linkedChats(of: subscriber)
    try execute("UPDATE subscriber SET linkedTo = NULL WHERE linkedTo = ?", [subscriber])
    return others.isEmpty ? .nothing : .released(others.map(\.address))
  }

  private func sessionsStarred(
    by subscriber: SubscriberID, notBy other: SubscriberID
  ) throws -> [SessionID] {
    try Int64.fetchAll(
      database,
      sql: """
        SELECT session FROM star WHERE subscriber = ?1 AND NOT isFollowed
          AND session NOT IN (SELECT session FROM star WHERE subscriber = ?2)
        """, arguments: [subscriber, other])
  }

  /// With what was told of them, so that a change on its way to one chat is told in the other.
  private func copyStars(of old: SubscriberID, to new: SubscriberID) throws {
    try execute(
      """
      INSERT INTO star (subscriber, session, told, alertedNumber, isFollowed, mark, createdAt)
      SELECT ?2, session, told, alertedNumber, 0, mark, createdAt FROM star
        WHERE subscriber = ?1 AND NOT isFollowed
      ON CONFLICT (subscriber, session) DO UPDATE SET mark = ifnull(star.mark, excluded.mark)
      """, [old, new])
  }

  private func copyReminders(
    of old: SubscriberID, to new: SubscriberID, where condition: String
  ) throws {
    try execute(
      """
      INSERT OR IGNORE INTO reminder (subscriber, session, lead, dueAt)
      SELECT ?2, session, lead, dueAt FROM reminder WHERE subscriber = ?1 AND \(condition)
      """, [old, new])
  }

  /// Takes the stars from who had them, links all its chats to who has them now, and sends there
  /// what waits: a reminder or alert in the old chat would find no star to speak of.
  private func finishMove(from old: SubscriberID, to new: SubscriberID) throws {
    try execute("DELETE FROM star WHERE subscriber = ?", [old])
    try execute(
      "UPDATE subscriber SET linkedTo = ?2 WHERE id = ?1 OR linkedTo = ?1", [old, new])
    try execute("UPDATE subscriber SET linkedTo = NULL WHERE id = ?", [new])
    // Both chats starred the talk, and it is on its way to both: once is enough.
    try execute(
      """
      DELETE FROM outbox
      WHERE subscriber = ?1 AND kind = 'reminder' AND state IN ('pending', 'waiting')
        AND notice IN (SELECT notice FROM outbox WHERE subscriber = ?2 AND kind = 'reminder')
      """, [old, new])
    try execute(
      """
      UPDATE outbox SET subscriber = ?2,
        platform = (SELECT platform FROM subscriber WHERE id = ?2)
      WHERE subscriber = ?1 AND kind IN ('reminder', 'alert') AND state IN ('pending', 'waiting')
      """, [old, new])
    // What is overdue for a walk is due at once.
    try walkAnew(new, now: Date(milliseconds: 0))
  }
}
