import ConferenceModel
package import Foundation
import GRDB

extension Settlement {
  /// The reason of what waits for the end of quiet hours, which are hours of the day.
  package static let quietHours = "quiet hours"
}

extension ReadTransaction {
  /// When the newest entry of the outbox was made; nil when there is none.
  package func newestEntryInstant() throws -> Date? {
    try Int64.fetchOne(
      database, sql: "SELECT createdAt FROM outbox ORDER BY id DESC LIMIT 1"
    ).map(Date.init(milliseconds:))
  }
}

/// What is measured in spans goes on as if the clock had not been set; what is an hour of the day,
/// a talk's start say, stays where it is.
extension WriteTransaction {
  /// Puts right what a clock that was set forwards did: an answer that had minutes left has them
  /// still.
  ///
  /// - parameter step: by how much, in seconds, above zero.
  package func clockWasSetForward(by step: TimeInterval, now: Date) throws {
    let milliseconds = Int64((step * 1000).rounded())
    try execute(
      """
      UPDATE outbox SET expiresAt = expiresAt + ?1, deadline = deadline + ?1,
        state = CASE state WHEN 'expired' THEN 'pending' ELSE state END, settledAt = NULL
      WHERE kind IN ('reply', 'operation') AND expiresAt + ?1 > ?2
        AND (state IN ('pending', 'waiting', 'leased')
          OR (state = 'expired' AND settledAt > ?2 - ?1))
      """, [milliseconds, now.milliseconds])
  }

  /// Puts right what a clock that was set back did: what waits waits no longer than it would have,
  /// and what was given up as too late while the clock was ahead is taken up again.
  ///
  /// - parameter step: by how much, in seconds, above zero.
  /// - returns: how much was taken up again.
  @discardableResult
  package func clockWasSetBack(by step: TimeInterval, now: Date) throws -> Int {
    let (milliseconds, now64) = (Int64((step * 1000).rounded()), now.milliseconds)
    try execute(
      """
      UPDATE outbox SET notBefore = max(notBefore - ?1, ?2)
      WHERE state IN ('pending', 'waiting') AND notBefore > ?2
        AND (reason IS NULL OR reason <> ?3)
      """, [milliseconds, now64, Settlement.quietHours])
    try execute(
      """
      UPDATE session SET settlesAt = max(settlesAt - ?1, ?2), firstChangedAt = firstChangedAt - ?1
      WHERE settlesAt > ?2
      """, [milliseconds, now64])
    try execute(
      """
      UPDATE outbox SET state = 'pending', notBefore = ?1, reason = NULL, settledAt = NULL
      WHERE state = 'expired' AND settledAt > ?1 AND expiresAt > ?1
      """, [now64])
    var count = database.changesCount
    // What was sent meanwhile has its key, so that it is not sent again.
    let dropped = try Row.fetchAll(
      database,
      sql: """
        SELECT DISTINCT l.subscriber, l.session FROM ledger l
          JOIN star t ON t.subscriber = l.subscriber AND t.session = l.session
        WHERE l.at > ? AND l.kind = 'reminder' AND l.entry = 0 AND l.outcome = 'expired'
        """, arguments: [now64])
    for row in dropped {
      try rearmReminders(subscriber: row[0], session: row[1], now: now)
      try walkAnew(row[0], around: row[1], now: now)
      count += 1
    }
    return count
  }
}
