package import ConferenceModel
package import Foundation
import GRDB

/// A reminder still to come.
package struct ArmedReminder: Hashable, Sendable {
  /// For whom.
  package var subscriber: SubscriberID
  /// About which session.
  package var session: SessionID
  /// With which lead.
  package var lead: LeadTime
  /// The session's start less the lead, and less the walk from the talk before.
  package var dueAt: Date
  /// The person asked for it once more: it comes when they said, whatever their lead times are.
  package var isSnoozed: Bool

  /// A reminder armed for an instant.
  package init(
    subscriber: SubscriberID, session: SessionID, lead: LeadTime, dueAt: Date,
    isSnoozed: Bool = false
  ) {
    self.isSnoozed = isSnoozed
    self.subscriber = subscriber
    self.session = session
    self.lead = lead
    self.dueAt = dueAt
  }

  fileprivate init(_ row: Row) {
    let stored: Int = row[2]
    self.init(
      subscriber: row[0], session: row[1],
      lead: LeadTime(minutes: stored < 0 ? -1 - stored : stored),
      dueAt: Date(milliseconds: row[3]), isSnoozed: stored < 0)
  }

  /// Snoozed ones are stored with a lead below zero, from -1 for none: they do not meet those of
  /// the lead times, which the same minute may have.
  fileprivate var storedLead: Int { isSnoozed ? -1 - lead.minutes : lead.minutes }
}

/// A star whose subscriber was told other facts than hold now.
package struct UntoldStar: Hashable, Sendable {
  /// Who has to be told.
  package var subscriber: SubscriberID
  /// Of which session.
  package var session: SessionID
  /// What it was told last.
  package var told: FactsID
}

extension ReadTransaction {
  /// Whether any reminder is due; one step in an index.
  package func hasDueReminders(now: Date) throws -> Bool {
    try Bool.fetchOne(
      database.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM reminder WHERE dueAt <= ?)"),
      arguments: [now.milliseconds]) ?? false
  }

  /// The due reminders of at most `limit` rows, completed to whole subscribers, and all their
  /// other reminders that are due within `window`; by subscriber.
  ///
  /// - parameter platform: only those of active subscribers there that may come early; nil means
  ///   all.
  package func remindersToPlan(
    dueUntil due: Date, window: TimeInterval, limit: Int, platform: ChatPlatform? = nil
  ) throws -> [ArmedReminder] {
    let early =
      platform == nil
      ? ""
      : """
      AND lead > 0 AND EXISTS (SELECT 1 FROM subscriber u WHERE u.id = reminder.subscriber
        AND u.platform = ?4 AND u.state = 'active')
      """
    var arguments: StatementArguments = [
      due.addingTimeInterval(window).milliseconds, due.milliseconds, limit,
    ]
    if let platform { arguments += [platform.rawValue] }
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT r.subscriber, r.session, r.lead, r.dueAt FROM reminder r WHERE r.dueAt <= ?1
          AND r.subscriber IN
            (SELECT subscriber FROM reminder WHERE dueAt <= ?2 \(early) ORDER BY dueAt LIMIT ?3)
        ORDER BY r.subscriber
        """, arguments: arguments)
    var result: [ArmedReminder] = []
    while let row = try rows.next() {
      result.append(ArmedReminder(row))
    }
    return result
  }

  /// When the reminders of a starred session are still to come, snoozed ones left out, earliest
  /// first; in the past when the next pass of the scheduler sends them.
  package func dueTimes(of session: SessionID, for subscriber: SubscriberID) throws -> [Date] {
    try Int64.fetchAll(
      database.cachedStatement(
        sql: """
          SELECT dueAt FROM reminder WHERE subscriber = ? AND session = ? AND lead >= 0
          ORDER BY dueAt
          """), arguments: [subscriber, session]
    ).map(Date.init(milliseconds:))
  }

  /// Sessions whose change has settled and may be told, earliest first.
  package func settledSessions(now: Date) throws -> [SessionID] {
    try Int64.fetchAll(
      database.cachedStatement(
        sql: "SELECT id FROM session WHERE settlesAt <= ? ORDER BY settlesAt, id"),
      arguments: [now.milliseconds])
  }

  /// Active subscribers with alerts who were told other facts of these sessions than hold now and
  /// have no alert about the newest change yet; by subscriber.
  package func untoldStars(of sessions: [SessionID]) throws -> [UntoldStar] {
    let statement = try database.cachedStatement(
      sql: """
        SELECT t.subscriber, t.session, t.told FROM star t
          JOIN session s ON s.id = t.session JOIN subscriber u ON u.id = t.subscriber
        WHERE t.session = ? AND t.told <> s.facts AND t.alertedNumber < s.changeNumber
          AND t.isFollowed < 2 AND u.state = 'active' AND u.alerts
        """)
    return try sessions.flatMap { session in
      try Row.fetchAll(statement, arguments: [session]).map {
        UntoldStar(subscriber: $0[0], session: $0[1], told: $0[2])
      }
    }.sorted { ($0.subscriber, $0.session) < ($1.subscriber, $1.session) }
  }

  /// When the scheduler next has anything to do: a reminder, a settled change or a digest.
  package func nextSchedulingInstant() throws -> Date? {
    let earliest = try Int64.fetchOne(
      database.cachedStatement(
        sql: """
          SELECT min(at) FROM (
            SELECT min(dueAt) AS at FROM reminder
            UNION ALL SELECT min(settlesAt) FROM session WHERE settlesAt IS NOT NULL
            UNION ALL SELECT min(nextDigestAt) FROM subscriber WHERE nextDigestAt IS NOT NULL)
          """))
    return earliest.map(Date.init(milliseconds:))
  }
}

extension WriteTransaction {
  /// Takes reminders away that were planned or dropped.
  package func consume(_ reminders: [ArmedReminder]) throws {
    for one in reminders {
      try execute(
        "DELETE FROM reminder WHERE subscriber = ? AND session = ? AND lead = ?",
        [one.subscriber, one.session, one.storedLead])
    }
  }

  /// Takes reminders away that were planned with others; never snoozed ones.
  package func consume(
    _ reminders: [(subscriber: SubscriberID, session: SessionID, lead: LeadTime)]
  ) throws {
    for one in reminders {
      try execute(
        "DELETE FROM reminder WHERE subscriber = ? AND session = ? AND lead = ?",
        [one.subscriber, one.session, one.lead.minutes])
    }
  }

  /// Remembers that an alert about the newest change of a session is in the outbox.
  package func markAlerted(_ stars: [UntoldStar]) throws {
    for star in stars {
      try execute(
        """
        UPDATE star SET alertedNumber = (SELECT changeNumber FROM session WHERE id = ?2)
        WHERE subscriber = ?1 AND session = ?2
        """, [star.subscriber, star.session])
    }
  }

  /// Ends the settling of sessions whose change was handed on.
  package func clearSettled(_ sessions: [SessionID]) throws {
    for session in sessions {
      try execute(
        "UPDATE session SET settlesAt = NULL, firstChangedAt = NULL WHERE id = ?", [session])
    }
  }

  /// Arms the reminders of everybody who starred a session, from its current start.
  package func rearmReminders(session: SessionID, now: Date) throws {
    try execute("DELETE FROM reminder WHERE session = ?", [session])
    try arm("t.session = ?2", [now.milliseconds, session])
    try armStartPosts("t.session = ?2", [now.milliseconds, session])
  }

  /// Arms the reminders of a subscriber from its current lead times. Those of the lead times it
  /// had before stand as they are, for what fired because of a walk must not fire again.
  package func rearmReminders(
    subscriber: SubscriberID, keeping before: [LeadTime], now: Date
  ) throws {
    try execute(
      """
      DELETE FROM reminder WHERE subscriber = ?1 AND lead >= 0
        AND lead NOT IN (SELECT minutes FROM lead WHERE subscriber = ?1)
      """, [subscriber])
    try arm(
      "t.subscriber = ?2 AND l.minutes NOT IN (SELECT value FROM json_each(?3))",
      [now.milliseconds, subscriber, try StoredJSON.text(before.map(\.minutes))])
    try walkAnew(subscriber, now: now)
  }

  func rearmReminders(subscriber: SubscriberID, session: SessionID, now: Date) throws {
    try arm("t.subscriber = ?2 AND t.session = ?3", [now.milliseconds, subscriber, session])
  }

  /// Arms the posts of a channel at the starts of what it follows so: a reminder with no lead.
  func armStartPosts(of subscriber: SubscriberID, now: Date) throws {
    try armStartPosts("t.subscriber = ?2", [now.milliseconds, subscriber])
  }

  private func armStartPosts(_ condition: String, _ arguments: StatementArguments) throws {
    try execute(
      """
      INSERT OR REPLACE INTO reminder (subscriber, session, lead, dueAt)
      SELECT t.subscriber, t.session, 0, f.startsAt
      FROM star t JOIN session s ON s.id = t.session JOIN facts f ON f.id = s.facts
      WHERE t.postsStart AND f.status = 'scheduled' AND f.startsAt > ?1 AND \(condition)
      """, arguments)
  }

  /// Arms one reminder by hand (`snooze`), in the place of an earlier such one; the session must be
  /// starred. It goes when the session gets another time.
  package func arm(_ reminder: ArmedReminder) throws {
    var snoozed = reminder
    snoozed.isSnoozed = true
    try execute(
      "DELETE FROM reminder WHERE subscriber = ? AND session = ? AND lead < 0",
      [snoozed.subscriber, snoozed.session])
    try execute(
      "INSERT INTO reminder (subscriber, session, lead, dueAt) VALUES (?, ?, ?, ?)",
      [snoozed.subscriber, snoozed.session, snoozed.storedLead, snoozed.dueAt.milliseconds])
  }

  /// A reminder is armed only while the start less the lead lies ahead: what is nearer is told by
  /// the reply or the alert of the moment. A walk makes it due earlier (`walkAnew`), at once when
  /// that moment has passed.
  private func arm(_ condition: String, _ arguments: StatementArguments) throws {
    try execute(
      """
      INSERT OR REPLACE INTO reminder (subscriber, session, lead, dueAt)
      SELECT t.subscriber, t.session, l.minutes, f.startsAt - l.minutes * 60000
      FROM star t JOIN session s ON s.id = t.session JOIN facts f ON f.id = s.facts
        JOIN lead l ON l.subscriber = t.subscriber
      WHERE NOT t.isFollowed AND f.status = 'scheduled'
        AND f.startsAt - l.minutes * 60000 > ?1 AND \(condition)
      """, arguments)
  }
}
