package import ConferenceModel
package import Foundation
import GRDB

/// A platform that takes our token no more.
package struct RefusedToken: Hashable, Sendable {
  /// Which.
  package var platform: ChatPlatform
  /// In its words.
  package var reason: String
  /// Since when.
  package var since: Date
  /// Whether the operator is told already.
  package var isTold: Bool
  /// Whether it takes messages again.
  package var isOver: Bool

  /// The outbox key of what an operator is told of it.
  package func noticeKey(for subscriber: SubscriberID) -> String {
    Self.noticeKey(platform: platform, since: since, subscriber: subscriber)
  }

  /// The outbox key of what an operator is told of a refusal since then.
  package static func noticeKey(
    platform: ChatPlatform, since: Date, subscriber: SubscriberID
  ) -> String {
    "token/\(platform.rawValue)/\(since.milliseconds)/\(subscriber)"
  }
}

extension NoticeKind {
  /// Whether the operator is told when such a message dies. Not of messages to the operator, whose
  /// end would be the next such message; a message that could not be corrected stays as it was.
  var isToldWhenDead: Bool {
    switch self {
    case .reminder, .alert, .digest, .reply: true
    case .correction, .operation: false
    }
  }
}

/// What the operator is told of is kept at the entries, so a crash loses nothing of it and a report
/// that is made anew finds nothing.
extension ReadTransaction {
  /// When the first of the dead letters was given up that no report has; nil when all are told.
  package func firstUntoldDeath() throws -> Date? {
    try Int64.fetchOne(
      database.cachedStatement(
        sql: "SELECT min(settledAt) FROM outbox WHERE state = 'dead' AND report IS NULL")
    ).map(Date.init(milliseconds:))
  }

  /// When the last report was made that still has dead letters; nil when there is none.
  package func lastDeathReport() throws -> Date? {
    try Int64.fetchOne(
      database.cachedStatement(
        sql: "SELECT max(report) FROM outbox WHERE state = 'dead' AND report > 0")
    ).map(Date.init(milliseconds:))
  }

  /// What a report is about and is dead still, by number of the entry.
  package func deadLetters(report: Int64) throws -> [DeadLetter] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT id, platform, kind, reason FROM outbox WHERE state = 'dead' AND report = ?
        ORDER BY id
        """, arguments: [report]
    ).compactMap { row in
      guard let platform = ChatPlatform(rawValue: row[1]), let kind = NoticeKind(rawValue: row[2])
      else { return nil }
      return DeadLetter(entry: row[0], platform: platform, kind: kind, reason: row[3] ?? "")
    }
  }

  /// The platforms that refuse our token, or did until now.
  package func refusedTokens() throws -> [RefusedToken] {
    try Row.fetchAll(
      database,
      sql: "SELECT platform, reason, since, isTold, endedAt FROM refusedToken ORDER BY platform"
    ).compactMap { row in
      guard let platform = ChatPlatform(rawValue: row[0]) else { return nil }
      let end: Int64? = row[4]
      return RefusedToken(
        platform: platform, reason: row[1], since: Date(milliseconds: row[2]), isTold: row[3],
        isOver: end != nil)
    }
  }
}

extension WriteTransaction {
  /// Gathers all dead letters that nobody was told of into a report.
  ///
  /// - returns: its number; nil when there is nothing to tell.
  package func reportDeadLetters(now: Date) throws -> Int64? {
    let number = now.milliseconds
    try execute(
      "UPDATE outbox SET report = ? WHERE state = 'dead' AND report IS NULL", [number])
    return database.changesCount > 0 ? number : nil
  }

  /// Puts a dead entry into no report.
  package func keepFromReports(_ entry: Int64) throws {
    try execute("UPDATE outbox SET report = 0 WHERE id = ? AND state = 'dead'", [entry])
  }

  /// Notes that a platform refuses our token; of one that does already nothing changes.
  package func noteRefusedToken(_ platform: ChatPlatform, reason: String, now: Date) throws {
    try execute(
      """
      INSERT INTO refusedToken (platform, reason, since) VALUES (?, ?, ?)
      ON CONFLICT (platform) DO UPDATE SET endedAt = NULL WHERE endedAt IS NOT NULL
      """, [platform.rawValue, reason, now.milliseconds])
  }

  /// Notes that a platform takes our messages.
  ///
  /// - returns: whether it did not until now.
  package func noteAcceptedToken(_ platform: ChatPlatform, now: Date) throws -> Bool {
    try execute(
      "UPDATE refusedToken SET endedAt = ? WHERE platform = ? AND endedAt IS NULL",
      [now.milliseconds, platform.rawValue])
    return database.changesCount > 0
  }

  /// The operator is told that a platform refuses our token.
  package func markTold(_ token: RefusedToken) throws {
    try execute(
      "UPDATE refusedToken SET isTold = 1 WHERE platform = ?", [token.platform.rawValue])
  }

  /// Nothing is left to tell of a refusal.
  package func forget(_ token: RefusedToken) throws {
    try execute("DELETE FROM refusedToken WHERE platform = ?", [token.platform.rawValue])
  }
}
