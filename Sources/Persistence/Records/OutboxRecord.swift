package import ConferenceModel
package import Foundation
import GRDB

/// Where an outbox entry stands.
package enum OutboxState: String, Hashable, Sendable, CaseIterable {
  /// Not tried yet. Left by a claim, expiry or supersession.
  case pending
  /// A relay is sending it. Left by settling; after a crash the rescuer decides.
  case leased
  /// To be tried again not before a time. Left like `pending`.
  case waiting
  /// In the chat. Final.
  case delivered
  /// Refused for good, or out of attempts. Final until the operator retries it.
  case dead
  /// Its time was over before it could be sent. Final.
  case expired
  /// Nothing was left to say when its turn came. Final.
  case superseded
}

/// A notice to put in the outbox.
package struct NewOutboxEntry: Hashable, Sendable {
  /// Equal keys are one entry, ever; this makes every planner idempotent.
  package var key: String
  /// For whom.
  package var subscriber: SubscriberID
  /// What to say.
  package var notice: Notice
  /// Not sent before.
  package var dueAt: Date
  /// When it should have arrived; the relay works by it.
  package var deadline: Date
  /// Worthless from here on.
  package var expiresAt: Date

  /// A notice with its times.
  package init(
    key: String, subscriber: SubscriberID, notice: Notice, dueAt: Date, deadline: Date,
    expiresAt: Date
  ) {
    self.key = key
    self.subscriber = subscriber
    self.notice = notice
    self.dueAt = dueAt
    self.deadline = deadline
    self.expiresAt = expiresAt
  }
}

/// An entry of the outbox with its subscriber.
package struct OutboxEntry: Hashable, Sendable, Identifiable {
  /// Its number.
  package var id: Int64
  /// Equal keys are one entry.
  package var key: String
  /// For whom, as it is now.
  package var subscriber: Subscriber
  /// What to say.
  package var notice: Notice
  /// Where it stands.
  package var state: OutboxState
  /// Not sent before.
  package var dueAt: Date
  /// When it should have arrived.
  package var deadline: Date
  /// Worthless from here on.
  package var expiresAt: Date
  /// How many attempts were used up.
  package var attempt: Int
  /// How often it was sent again although it may have arrived.
  package var resends: Int
  /// The same for all attempts, over restarts: `tb-<instance>-<number>`.
  package var transactionID: String
}

/// How an attempt at an entry ended.
package struct Settlement: Hashable, Sendable {
  /// What becomes of the entry.
  package enum Result: Hashable, Sendable {
    /// In the chat; moves the told pointers and, for a numbered list, what its numbers mean. Of a
    /// correction, what the message it corrects states.
    case delivered(receipt: String?, stated: [StatedFacts], listed: [SessionID]?)
    /// Tried again not before `until`; `usesAttempt` is false for a rate limit.
    case waiting(until: Date, usesAttempt: Bool, reason: String)
    /// Sent again not before `until`, although it may have arrived.
    case resending(until: Date, reason: String)
    /// Never tried again.
    case dead(reason: String)
    /// Too late.
    case expired(reason: String)
    /// Nothing left to say.
    case superseded(reason: String)
  }

  /// Which entry.
  package var entry: OutboxEntry
  /// What becomes of it.
  package var result: Result

  /// The end of an attempt.
  package init(entry: OutboxEntry, result: Result) {
    self.entry = entry
    self.result = result
  }
}

extension ReadTransaction {
  /// Whether anything may be claimed now.
  package func hasDeliveries(platform: ChatPlatform, now: Date) throws -> Bool {
    try Bool.fetchOne(
      database.cachedStatement(
        sql: "SELECT EXISTS (SELECT 1 \(Self.claimable) AND o.notBefore <= ? AND o.expiresAt > ?)"),
      arguments: [platform.rawValue, now.milliseconds, now.milliseconds]) ?? false
  }

  /// When anything may next be claimed on a platform; nil when nothing is open. Walks all that is
  /// open.
  package func nextDeliveryInstant(platform: ChatPlatform) throws -> Date? {
    try Int64.fetchOne(
      database.cachedStatement(sql: "SELECT min(o.notBefore) \(Self.claimable)"),
      arguments: [platform.rawValue]
    ).map(Date.init(milliseconds:))
  }

  /// Notices of paused and stopped subscribers stay; replies go out to everybody.
  static let claimable = """
    FROM outbox o INDEXED BY outboxOpen JOIN subscriber u ON u.id = o.subscriber
    WHERE o.platform = ? AND o.state IN ('pending', 'waiting')
      AND (u.state = 'active' OR o.kind = 'reply')
    """

  /// Whether any open entry's time is over; one step in an index.
  package func hasExpired(now: Date) throws -> Bool {
    try Bool.fetchOne(
      database.cachedStatement(
        sql: """
          SELECT EXISTS (SELECT 1 FROM outbox
            WHERE state IN ('pending', 'waiting') AND expiresAt <= ?)
          """), arguments: [now.milliseconds]) ?? false
  }

  /// Leased entries whose lease ended before `instant`: a crashed process's. Oldest first.
  package func leasedEntries(endingBefore instant: Date) throws -> [OutboxEntry] {
    try outbox(
      where: "o.state = 'leased' AND o.leasedUntil <= ? ORDER BY o.id",
      [
        instant.milliseconds
      ])
  }

  /// How many entries are in each state.
  package func outboxCounts() throws -> [OutboxState: Int] {
    var result: [OutboxState: Int] = [:]
    for row in try Row.fetchAll(
      database, sql: "SELECT state, count(*) FROM outbox GROUP BY state")
    {
      if let state = OutboxState(rawValue: row[0]) { result[state] = row[1] }
    }
    return result
  }

  /// Entries in these states, newest first, at most `limit`.
  package func outbox(in states: [OutboxState], limit: Int) throws -> [OutboxEntry] {
    let list = states.map { "'\($0.rawValue)'" }.joined(separator: ", ")
    return try outbox(where: "o.state IN (\(list)) ORDER BY o.id DESC LIMIT ?", [limit])
  }

  func outbox(
    where condition: String, _ arguments: StatementArguments
  ) throws -> [OutboxEntry] {
    let instance = try instance()
    let statement = try database.cachedStatement(
      sql: """
        SELECT o.id, o.key, o.subscriber, o.notice, o.state, o.dueAt, o.deadline, o.expiresAt,
          o.attempt, o.resends
        FROM outbox o JOIN subscriber u ON u.id = o.subscriber WHERE \(condition)
        """)
    var subscribers: [SubscriberID: Subscriber] = [:]
    // A keynote's notice is the same for thousands: it is decoded once.
    var notices: [String: Notice] = [:]
    var result: [OutboxEntry] = []
    for row in try Row.fetchAll(statement, arguments: arguments) {
      let number: SubscriberID = row[2]
      guard let subscriber = try subscribers[number] ?? subscriber(number) else { continue }
      subscribers[number] = subscriber
      let id: Int64 = row[0]
      let text: String = row[3]
      let notice = try notices[text] ?? StoredJSON.value(Notice.self, text)
      notices[text] = notice
      result.append(
        OutboxEntry(
          id: id, key: row[1], subscriber: subscriber,
          notice: notice,
          state: OutboxState(rawValue: row[4]) ?? .pending, dueAt: Date(milliseconds: row[5]),
          deadline: Date(milliseconds: row[6]), expiresAt: Date(milliseconds: row[7]),
          attempt: row[8], resends: row[9], transactionID: "tb-\(instance)-\(id)"))
    }
    return result
  }
}

extension WriteTransaction {
  /// Puts notices in the outbox; those whose key was ever used are left out.
  ///
  /// - returns: how many were new.
  @discardableResult
  package func enqueue(_ entries: [NewOutboxEntry], now: Date) throws -> Int {
    let statement = try database.cachedStatement(
      sql: """
        INSERT OR IGNORE INTO outbox
          (key, subscriber, platform, kind, notice, dueAt, deadline, expiresAt, notBefore,
           createdAt)
        SELECT ?1, id, platform, ?3, ?4, ?5, ?6, ?7, ?5, ?8 FROM subscriber WHERE id = ?2
        """)
    // A keynote's notice is the same for thousands: it is encoded once.
    var texts: [Notice: String] = [:]
    var count = 0
    for entry in entries {
      let text: String
      if let known = texts[entry.notice] {
        text = known
      } else {
        text = try StoredJSON.text(entry.notice)
        texts[entry.notice] = text
      }
      try statement.execute(arguments: [
        entry.key, entry.subscriber, entry.notice.kind.rawValue, text,
        entry.dueAt.milliseconds, entry.deadline.milliseconds, entry.expiresAt.milliseconds,
        now.milliseconds,
      ])
      count += database.changesCount
    }
    return count
  }

  /// Leases the open entries of a platform with the earliest deadlines whose time has come:
  /// first those that ring, then digests and corrections with what is left of `limit`.
  ///
  /// Notices of paused and stopped subscribers stay; replies go out to everybody.
  ///
  /// - parameter share: of `limit`, what is kept for digests and corrections if there are any.
  /// - parameter lease: from `now`, after which a crashed relay's entries are rescued.
  package func claim(
    platform: ChatPlatform, now: Date, limit: Int, share: Int = 0, lease: TimeInterval
  ) throws -> [OutboxEntry] {
    func open(patient: Bool, limit: Int) throws -> [OutboxEntry] {
      guard limit > 0 else { return [] }
      return try outbox(
        where: """
          o.platform = ?1 AND o.state IN ('pending', 'waiting') AND \(Patience.aliased) = ?4
            AND o.notBefore <= ?2 AND o.expiresAt > ?2 AND (u.state = 'active' OR o.kind = 'reply')
          ORDER BY o.deadline, o.id LIMIT ?3
          """, [platform.rawValue, now.milliseconds, limit, patient])
    }
    var entries = try open(patient: true, limit: min(share, limit))
    let kept = entries.count
    entries = try open(patient: false, limit: limit - kept) + entries
    // Those of the share are open still, so they come again.
    if entries.count < limit {
      let all = limit - entries.count + kept
      entries = entries.dropLast(kept) + (try open(patient: true, limit: all))
    }
    let until = now.addingTimeInterval(lease).milliseconds
    for entry in entries {
      try execute(
        "UPDATE outbox SET state = 'leased', leasedUntil = ? WHERE id = ?", [until, entry.id])
    }
    return entries
  }

  /// Ends open entries whose time is over, with the reason in the ledger.
  ///
  /// - returns: how many.
  package func expire(now: Date, limit: Int) throws -> Int {
    let late = try outbox(
      where: """
        o.state IN ('pending', 'waiting') AND o.expiresAt <= ? ORDER BY o.expiresAt LIMIT ?
        """, [now.milliseconds, limit])
    try settle(
      try late.map { Settlement(entry: $0, result: .expired(reason: try reasonToExpire($0))) },
      now: now)
    return late.count
  }

  /// That its time was over, and what it had waited for until then.
  private func reasonToExpire(_ entry: OutboxEntry) throws -> String {
    let over = "its time was over"
    switch entry.subscriber.state {
    case .stopped where entry.notice.kind != .reply: return "\(over); the person had said stop"
    case .paused where entry.notice.kind != .reply: return "\(over); the chat refused us"
    default: break
    }
    return try reason(ofEntry: entry.id).map { "\(over); it had waited: \($0)" } ?? over
  }

  /// Stores how attempts ended, with told pointers, statements, lists and ledger.
  ///
  /// - returns: whether facts changed while a message was under way that states them, so that the
  ///   scheduler has to look again.
  @discardableResult
  package func settle(_ settlements: [Settlement], now: Date) throws -> Bool {
    try settlements.reduce(false) { try settle($1, now: now) || $0 }
  }

  /// Gives a dead entry another life at `now`; its expiry is moved to `expiresAt`.
  package func retry(_ id: Int64, expiresAt: Date, now: Date) throws {
    try execute(
      """
      UPDATE outbox SET state = 'pending', attempt = 0, notBefore = ?, expiresAt = ?,
        reason = NULL, settledAt = NULL, report = NULL WHERE id = ? AND state = 'dead'
      """, [now.milliseconds, expiresAt.milliseconds, id])
  }

  private func settle(_ settlement: Settlement, now: Date) throws -> Bool {
    let entry = settlement.entry
    var isOutdated = false
    switch settlement.result {
    case .delivered(let receipt, let stated, let listed):
      try finish(entry, as: .delivered, reason: nil, receipt: receipt, stated: stated, now: now)
      isOutdated = try keepStatements(of: entry, stated, receipt: receipt, now: now)
      if case .correction = entry.notice {
        // Nobody's chat rings for an edit, so nobody counts as told by one.
        if let listed { try continueLastList(listed, of: entry.subscriber.id) }
      } else {
        try tell(entry.subscriber.id, stated)
        if let listed { try setLastList(listed, of: entry.subscriber.id) }
      }
    case .waiting(let until, let usesAttempt, let reason):
      try wait(entry, until: until, attempts: usesAttempt ? 1 : 0, resends: 0, reason: reason)
    case .resending(let until, let reason):
      try wait(entry, until: until, attempts: 1, resends: 1, reason: reason)
    case .dead(let reason):
      try finish(entry, as: .dead, reason: reason, receipt: nil, stated: [], now: now)
    case .expired(let reason):
      try finish(entry, as: .expired, reason: reason, receipt: nil, stated: [], now: now)
    case .superseded(let reason):
      try finish(entry, as: .superseded, reason: reason, receipt: nil, stated: [], now: now)
    }
    return isOutdated
  }

  private func wait(
    _ entry: OutboxEntry, until instant: Date, attempts: Int, resends: Int, reason: String
  ) throws {
    try execute(
      """
      UPDATE outbox SET state = 'waiting', notBefore = ?, attempt = attempt + ?,
        resends = resends + ?, reason = ?, leasedUntil = NULL WHERE id = ?
      """, [instant.milliseconds, attempts, resends, reason, entry.id])
  }

  private func finish(
    _ entry: OutboxEntry, as state: OutboxState, reason: String?, receipt: String?,
    stated: [StatedFacts], now: Date
  ) throws {
    try execute(
      """
      UPDATE outbox SET state = ?, reason = ?, receipt = ?, settledAt = ?, leasedUntil = NULL,
        report = ? WHERE id = ?
      """,
      [
        state.rawValue, reason, receipt, now.milliseconds,
        entry.notice.kind.isToldWhenDead ? nil : 0, entry.id,
      ])
    let sessions: [(SessionID?, FactsID?)] =
      stated.isEmpty
      ? entry.notice.sessions.map { ($0, nil) } : stated.map { ($0.session, $0.facts) }
    // A subscriber that said `forget` while its message was under way has no rows any more.
    for (session, facts) in sessions.isEmpty ? [(nil, nil)] : sessions {
      try execute(
        """
        INSERT INTO ledger (at, subscriber, entry, kind, session, facts, outcome, reason, receipt)
        SELECT ?1, id, ?3, ?4, ?5, ?6, ?7, ?8, ?9 FROM subscriber WHERE id = ?2
        """,
        [
          now.milliseconds, entry.subscriber.id, entry.id, entry.notice.kind.rawValue, session,
          facts, state.rawValue, reason, receipt,
        ])
    }
  }
}

extension Notice {
  /// The sessions a notice was planned about; empty for all that are not about certain ones.
  var sessions: [SessionID] {
    switch self {
    case .reminder(let sessions, _, _), .alert(let sessions): sessions
    case .upcoming(let slots): slots.flatMap(\.sessions)
    case .reply(_, _, let context): context?.sessions ?? []
    case .digest, .correction, .feedHeld, .feedReleased, .deadLetters, .tokenRefused,
      .tokenAccepted:
      []
    }
  }
}
