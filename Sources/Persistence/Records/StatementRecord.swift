package import ConferenceModel
package import Foundation
import GRDB

/// A message in a chat whose facts of a session are not the current ones any more.
package struct OutdatedStatement: Hashable, Sendable {
  /// The outbox entry of the message.
  package var entry: Int64
  /// Its sort.
  package var kind: NoticeKind
  /// Who has it.
  package var subscriber: SubscriberID
  /// Of which session.
  package var session: SessionID
  /// The facts that stand in the chat.
  package var stated: FactsID
  /// Whether the subscriber, or the one it is linked to, still stars or follows the session.
  package var isStarred: Bool

  /// A statement as the store finds it.
  package init(
    entry: Int64, kind: NoticeKind, subscriber: SubscriberID, session: SessionID,
    stated: FactsID, isStarred: Bool
  ) {
    self.entry = entry
    self.kind = kind
    self.subscriber = subscriber
    self.session = session
    self.stated = stated
    self.isStarred = isStarred
  }
}

/// A message that is in a chat.
package struct DeliveredEntry: Hashable, Sendable {
  /// The entry, with its subscriber as it is now.
  package var entry: OutboxEntry
  /// What the platform calls the message; several parts are joined by blanks.
  package var receipt: String
  /// When it was settled as delivered.
  package var deliveredAt: Date
}

/// Messages in chats: what they state, which one a receipt means.
///
/// The ledger keeps what a message stated at first; a row of `statement` is what stands there now,
/// for as long as it can be corrected.
extension ReadTransaction {
  /// The sessions that a message of ours is about, in its order; nil when it is none of ours.
  ///
  /// - parameter receipt: what the platform calls the message, or one part of it.
  package func sessions(
    ofReceipt receipt: String, at address: ConversationAddress
  ) throws -> [SessionID]? {
    // A correction has the receipt of the message it corrects, which came first.
    let rows = try Row.fetchAll(
      database.cachedStatement(
        sql: """
          SELECT o.id, o.notice FROM outbox o JOIN subscriber u ON u.id = o.subscriber
          WHERE u.platform = ?1 AND u.conversation = ?2 AND o.state = 'delivered'
            AND instr(' ' || o.receipt || ' ', ' ' || ?3 || ' ') > 0
          ORDER BY o.id LIMIT 1
          """), arguments: [address.platform.rawValue, address.conversation, receipt])
    guard let row = rows.first, !receipt.isEmpty else { return nil }
    let notice = try StoredJSON.value(Notice.self, row[1])
    if case .digest = notice { return try firstStated(by: row[0]).map(\.session) }
    return notice.sessions
  }

  /// The message of an entry; nil unless it was delivered and can be found in its chat.
  package func deliveredEntry(_ number: Int64) throws -> DeliveredEntry? {
    let row = try Row.fetchOne(
      database.cachedStatement(
        sql: """
          SELECT receipt, settledAt FROM outbox
          WHERE id = ? AND state = 'delivered' AND receipt IS NOT NULL AND settledAt IS NOT NULL
          """), arguments: [number])
    guard let row, let entry = try outbox(where: "o.id = ?", [number]).first else { return nil }
    return DeliveredEntry(
      entry: entry, receipt: row[0], deliveredAt: Date(milliseconds: row[1]))
  }

  /// What the message of an entry stated when it was sent, in its order.
  package func firstStated(by entry: Int64) throws -> [StatedFacts] {
    // The ledger is indexed by subscriber.
    try Row.fetchAll(
      database.cachedStatement(
        sql: """
          SELECT session, facts FROM ledger
          WHERE subscriber = (SELECT subscriber FROM outbox WHERE id = ?1) AND entry = ?1
            AND outcome = 'delivered' AND session IS NOT NULL AND facts IS NOT NULL
          ORDER BY id
          """), arguments: [entry]
    ).map { StatedFacts(session: $0[0], facts: $0[1]) }
  }

  /// What a subscriber had been told of sessions before a message was sent; those of which it had
  /// been told nothing are left out.
  package func told(
    _ subscriber: SubscriberID, of sessions: [SessionID], before entry: Int64
  ) throws -> [SessionID: FactsID] {
    let statement = try database.cachedStatement(
      sql: """
        SELECT facts FROM ledger WHERE subscriber = ?1 AND session = ?2 AND facts IS NOT NULL
          AND outcome = 'delivered' AND kind <> 'correction'
          AND id < (SELECT min(id) FROM ledger
            WHERE subscriber = ?1 AND session = ?2 AND entry = ?3)
        ORDER BY id DESC LIMIT 1
        """)
    var result: [SessionID: FactsID] = [:]
    for session in sessions {
      result[session] = try Int64.fetchOne(statement, arguments: [subscriber, session, entry])
    }
    return result
  }

  /// What stands in the chat as the message of an entry now; empty when it is not corrected.
  package func statements(of entry: Int64) throws -> [StatedFacts] {
    try Row.fetchAll(
      database.cachedStatement(
        sql: "SELECT session, facts FROM statement WHERE entry = ? ORDER BY session"),
      arguments: [entry]
    ).map { StatedFacts(session: $0[0], facts: $0[1]) }
  }

  /// The messages of active subscribers that state other facts of these sessions than hold now; by
  /// entry, then session.
  package func outdatedStatements(of sessions: [SessionID]) throws -> [OutdatedStatement] {
    let statement = try database.cachedStatement(
      sql: """
        SELECT t.entry, o.kind, o.subscriber, t.session, t.facts,
          EXISTS (SELECT 1 FROM star x
            WHERE x.subscriber = ifnull(u.linkedTo, u.id) AND x.session = t.session)
        FROM statement t JOIN session s ON s.id = t.session JOIN outbox o ON o.id = t.entry
          JOIN subscriber u ON u.id = o.subscriber
        WHERE t.session = ? AND t.facts <> s.facts AND u.state = 'active'
        """)
    return try sessions.flatMap { session in
      try Row.fetchAll(statement, arguments: [session]).map {
        OutdatedStatement(
          entry: $0[0], kind: NoticeKind(rawValue: $0[1]) ?? .reply, subscriber: $0[2],
          session: $0[3], stated: $0[4], isStarred: $0[5])
      }
    }.sorted { ($0.entry, $0.session) < ($1.entry, $1.session) }
  }

  /// The receipt of the digest that a subscriber got for a local day; nil when it got none.
  package func digestReceipt(of subscriber: SubscriberID, day: LocalDay) throws -> String? {
    try String.fetchOne(
      database.cachedStatement(
        sql: "SELECT receipt FROM outbox WHERE key = ? AND state = 'delivered'"),
      arguments: [Self.digestKey(of: subscriber, day: day)])
  }

  /// The key of a subscriber's digest of a day in the outbox.
  package static func digestKey(of subscriber: SubscriberID, day: LocalDay) -> String {
    "digest/\(subscriber)/\(day)"
  }
}

extension WriteTransaction {
  /// Keeps what a delivered message states, so that it can be corrected; alerts and lists are not,
  /// nor what has no receipt.
  ///
  /// - returns: whether facts changed while the message was under way, as `setStatements`.
  func keepStatements(
    of entry: OutboxEntry, _ stated: [StatedFacts], receipt: String?, now: Date
  ) throws -> Bool {
    switch entry.notice {
    case .reminder, .upcoming, .digest: break
    case .reply(_, _, let context?) where context.confirmsStars: break
    case .correction(let original): return try setStatements(of: original, stated, now: now)
    default: return false
    }
    guard receipt != nil else { return false }
    var kept = stated
    if case .reply(_, _, let context?) = entry.notice {
      kept = stated.filter { context.sessions.contains($0.session) }
    }
    return try setStatements(of: entry.id, kept, now: now)
  }

  /// Sets what stands in the chat as the message of an entry.
  ///
  /// What is not as it was stated any more, and does not settle yet, settles at once: the change
  /// was handed on while nobody knew of the message.
  ///
  /// - returns: whether there was any such, so that the scheduler has to look again.
  @discardableResult
  package func setStatements(
    of entry: Int64, _ stated: [StatedFacts], now: Date
  ) throws -> Bool {
    var isOutdated = false
    for one in stated {
      try execute(
        """
        INSERT INTO statement (entry, session, facts) SELECT id, ?2, ?3 FROM outbox WHERE id = ?1
        ON CONFLICT (entry, session) DO UPDATE SET facts = excluded.facts
        """, [entry, one.session, one.facts])
      try execute(
        "UPDATE session SET settlesAt = ?3 WHERE id = ?1 AND facts <> ?2 AND settlesAt IS NULL",
        [one.session, one.facts, now.milliseconds])
      isOutdated = isOutdated || database.changesCount > 0
    }
    return isOutdated
  }

  /// Gives the sessions that came to a list their numbers, if it still is the last one.
  func continueLastList(_ sessions: [SessionID], of subscriber: SubscriberID) throws {
    let current = try lastList(of: subscriber)
    guard !current.isEmpty, try lastListCommand(of: subscriber) == nil,
      sessions.starts(with: current)
    else { return }
    try setLastList(sessions, of: subscriber)
  }

  /// Corrects the message of an entry no more.
  package func forgetStatements(of entry: Int64) throws {
    try execute("DELETE FROM statement WHERE entry = ?", [entry])
  }

  /// Corrects the message of an entry no more as far as it is about a session.
  package func forgetStatement(of entry: Int64, about session: SessionID) throws {
    try execute("DELETE FROM statement WHERE entry = ? AND session = ?", [entry, session])
  }

  /// Corrects no more what is over, by the facts that were stated and by those that hold; at most
  /// `limit` statements.
  package func forgetPastStatements(now: Date, limit: Int) throws {
    let rows = try Row.fetchAll(
      database.cachedStatement(
        sql: """
          SELECT t.entry, t.session FROM session s CROSS JOIN facts f ON f.id = s.facts
            CROSS JOIN statement t ON t.session = s.id CROSS JOIN facts g ON g.id = t.facts
          WHERE ifnull(f.endsAt, f.startsAt + 3600000) <= ?1
            AND ifnull(g.endsAt, g.startsAt + 3600000) <= ?1
          LIMIT ?2
          """), arguments: [now.milliseconds, limit])
    for row in rows { try forgetStatement(of: row[0], about: row[1]) }
  }

  /// Forgets what a subscriber's messages are called: its conversation has another address, where
  /// they cannot be found.
  func forgetReceipts(of subscriber: SubscriberID) throws {
    try execute(
      """
      DELETE FROM statement WHERE entry IN
        (SELECT id FROM outbox WHERE subscriber = ? AND receipt IS NOT NULL)
      """, [subscriber])
    try execute("UPDATE outbox SET receipt = NULL WHERE subscriber = ?", [subscriber])
  }
}
