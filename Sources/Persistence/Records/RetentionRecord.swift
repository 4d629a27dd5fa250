package import ConferenceModel
package import Foundation
import GRDB

/// Rows that nobody needs any more, by table.
package struct SpentRows: Hashable, Sendable {
  /// Marks on sessions that are over, of people and of channels.
  package var stars: [ReactionStar] = []
  /// Reactions that set such marks.
  package var reactions = 0
  /// The record of what was told.
  package var ledger: [Int64] = []
  /// Settled messages.
  package var outbox: [Int64] = []
  /// Versions of the programme.
  package var versions: [Int64] = []
  /// Sessions of sources that are not configured any more.
  package var sessions: [SessionID] = []
  /// What sessions said that nothing points to.
  package var facts: [FactsID] = []
  /// What platforms delivered on their own and do not repeat any more.
  package var deliveries = 0
  /// People whose last list is of sessions that are over.
  package var lists: [SubscriberID] = []

  /// No rows.
  package init() {}

  /// How many rows these are.
  package var count: Int {
    stars.count + reactions + ledger.count + outbox.count + versions.count + sessions.count
      + facts.count + deliveries + lists.count
  }
}

/// The one place that says what is deleted by age. What stays: subscribers with their settings, who
/// are there for the next conference and go when they say `forget`; and the programme of the
/// sources that are configured, which the next refresh would bring back.
enum Retention {
  /// How long deliveries are remembered, in seconds: Telegram repeats one for a day, Slack for
  /// minutes.
  static let deliveryMemory: TimeInterval = 3 * 86_400
  /// Facts are looked for in all that may point to them, which has no index for it.
  static let factsAtOnce = 20

  /// Sessions that ended by `?1`.
  static let past = """
    SELECT s.id FROM session s JOIN facts f ON f.id = s.facts
    WHERE ifnull(f.endsAt, f.startsAt + 3600000) <= ?1
    """
  /// Sessions that did not, and those without a time.
  static let standing = """
    SELECT s.id FROM session s JOIN facts f ON f.id = s.facts
    WHERE ifnull(ifnull(f.endsAt, f.startsAt + 3600000), ?1 + 1) > ?1
    """
  /// What a message on its way states will be pointed to once it has arrived.
  static let isSending =
    "EXISTS (SELECT 1 FROM outbox WHERE state IN ('pending', 'waiting', 'leased'))"
  /// States that an entry does not leave by itself.
  static let final = "('delivered', 'dead', 'expired', 'superseded')"
}

extension ReadTransaction {
  /// What is spent by age, at most `limit` rows of each table; looked for in a snapshot, so that
  /// nobody waits for it.
  ///
  /// - parameter lastEnd: sessions that ended by then are over for good; nil for none.
  /// - parameter settledUntil: what is about no session is spent when it is as old as this.
  /// - parameter sources: the ids that are configured.
  package func spentRows(
    lastEnd: Date?, settledUntil: Date, sources: [String], now: Date, limit: Int
  ) throws -> SpentRows {
    var rows = SpentRows()
    rows.deliveries =
      try Int.fetchOne(
        database,
        sql: "SELECT count(*) FROM (SELECT 1 FROM delivery WHERE receivedAt < ? LIMIT ?)",
        arguments: [now.addingTimeInterval(-Retention.deliveryMemory).milliseconds, limit]) ?? 0
    guard let lastEnd else { return rows }
    let end = lastEnd.milliseconds
    rows.stars = try Row.fetchAll(
      database,
      sql: """
        SELECT t.subscriber, t.session FROM star t WHERE t.session IN (\(Retention.past)) LIMIT ?2
        """, arguments: [end, limit]
    ).map { ReactionStar(subscriber: $0[0], session: $0[1]) }
    rows.ledger = try Int64.fetchAll(
      database,
      sql: """
        SELECT id FROM ledger WHERE at <= ?2
          AND (session IS NULL OR session NOT IN (\(Retention.standing))) LIMIT ?3
        """, arguments: [end, settledUntil.milliseconds, limit])
    rows.outbox = try Int64.fetchAll(
      database,
      sql: """
        SELECT o.id FROM outbox o WHERE o.state IN \(Retention.final) AND o.settledAt <= ?
          AND NOT EXISTS (SELECT 1 FROM ledger l
            WHERE l.subscriber = o.subscriber AND l.entry = o.id) LIMIT ?
        """, arguments: [settledUntil.milliseconds, limit])
    rows.versions = try Int64.fetchAll(
      database, sql: "SELECT number FROM programmeVersion WHERE committedAt <= ? LIMIT ?",
      arguments: [settledUntil.milliseconds, limit])
    // What else a session has goes first.
    guard rows.stars.isEmpty, rows.ledger.isEmpty, rows.outbox.isEmpty else { return rows }
    try findRest(of: &rows, end: end, sources: sources, limit: limit)
    return rows
  }

  private func findRest(
    of rows: inout SpentRows, end: Int64, sources: [String], limit: Int
  ) throws {
    rows.lists = try Int64.fetchAll(
      database,
      sql: """
        SELECT id FROM subscriber u WHERE lastList IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.subscriber = u.id) LIMIT ?
        """, arguments: [limit])
    rows.sessions = try Int64.fetchAll(
      database,
      sql: """
        SELECT id FROM session WHERE id IN (\(Retention.past))
          AND source NOT IN (SELECT value FROM json_each(?2))
          AND NOT EXISTS (SELECT 1 FROM statement WHERE statement.session = session.id)
          AND NOT EXISTS (SELECT 1 FROM guidePick WHERE guidePick.session = session.id) LIMIT ?3
        """, arguments: [end, try StoredJSON.text(sources), limit])
    rows.reactions =
      try Int.fetchOne(
        database,
        sql: "SELECT count(*) FROM reaction WHERE session IN (\(Retention.past))",
        arguments: [end]) ?? 0
    rows.facts = try Int64.fetchAll(
      database,
      sql: """
        SELECT id FROM facts EXCEPT SELECT facts FROM session EXCEPT SELECT told FROM star
        EXCEPT SELECT facts FROM statement
        EXCEPT SELECT facts FROM ledger WHERE facts IS NOT NULL
        EXCEPT SELECT id FROM facts WHERE \(Retention.isSending) LIMIT ?
        """, arguments: [Retention.factsAtOnce])
  }
}

extension WriteTransaction {
  /// Deletes rows that are spent still.
  ///
  /// - parameter lastEnd: as they were found with.
  package func delete(_ rows: SpentRows, lastEnd: Date?, now: Date) throws {
    if rows.deliveries > 0 { try forgetDeliveries(atMost: rows.deliveries, now: now) }
    try execute("DELETE FROM linkCode WHERE expiresAt < ?", [now.milliseconds])
    for star in rows.stars {
      try execute(
        "DELETE FROM star WHERE subscriber = ? AND session = ?", [star.subscriber, star.session])
    }
    for id in rows.ledger { try execute("DELETE FROM ledger WHERE id = ?", [id]) }
    // The operator may have asked for one of them again meanwhile.
    for id in rows.outbox {
      try execute("DELETE FROM outbox WHERE id = ? AND state IN \(Retention.final)", [id])
    }
    for number in rows.versions {
      try execute("DELETE FROM programmeVersion WHERE number = ?", [number])
    }
    for id in rows.lists {
      try execute(
        "UPDATE subscriber SET lastList = NULL, lastListCommand = NULL WHERE id = ?", [id])
    }
    if let lastEnd, rows.reactions > 0 {
      try execute(
        "DELETE FROM reaction WHERE session IN (\(Retention.past))", [lastEnd.milliseconds])
    }
    for id in rows.sessions {
      try execute("DELETE FROM reaction WHERE session = ?", [id])
      try execute(
        """
        DELETE FROM session WHERE id = ?1
          AND NOT EXISTS (SELECT 1 FROM star WHERE session = ?1)
        """, [id])
      if database.changesCount > 0 { try removeFromIndex(id) }
    }
    if !rows.sessions.isEmpty { try raiseProgrammeVersion() }
    for id in rows.facts { try deleteFacts(id) }
  }

  /// Forgets what platforms delivered long ago, the oldest first.
  func forgetDeliveries(atMost limit: Int, now: Date) throws {
    try execute(
      """
      DELETE FROM delivery WHERE (platform, id) IN
        (SELECT platform, id FROM delivery WHERE receivedAt < ? ORDER BY receivedAt LIMIT ?)
      """, [now.addingTimeInterval(-Retention.deliveryMemory).milliseconds, limit])
  }

  private func deleteFacts(_ id: FactsID) throws {
    try execute(
      """
      DELETE FROM facts WHERE id = ?1
        AND NOT EXISTS (SELECT 1 FROM session WHERE facts = ?1)
        AND NOT EXISTS (SELECT 1 FROM star WHERE told = ?1)
        AND NOT EXISTS (SELECT 1 FROM statement WHERE facts = ?1)
        AND NOT EXISTS (SELECT 1 FROM ledger WHERE facts = ?1)
        AND NOT \(Retention.isSending)
      """, [id])
  }
}
