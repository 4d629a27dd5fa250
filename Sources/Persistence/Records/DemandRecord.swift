package import ConferenceModel
package import Foundation
import GRDB

extension ReadTransaction {
  /// When the reminder of this rank among those still to come is due: the first one is 1. nil when
  /// there are fewer. Walks that many rows of an index.
  package func dueTime(ofRank rank: Int, after now: Date) throws -> Date? {
    try Int64.fetchOne(
      database.cachedStatement(
        sql: "SELECT dueAt FROM reminder WHERE dueAt > ? ORDER BY dueAt LIMIT 1 OFFSET ?"),
      arguments: [now.milliseconds, max(0, rank - 1)]
    ).map(Date.init(milliseconds:))
  }

  /// How many subscribers of each platform have a reminder at each due time within a span, those
  /// left out that must not come early: posts at the start, and what was snoozed.
  package func reminderDemand(
    after now: Date, until end: Date
  ) throws -> [(platform: ChatPlatform, dueAt: Date, count: Int)] {
    try Row.fetchAll(
      database.cachedStatement(
        sql: """
          SELECT u.platform, r.dueAt, count(DISTINCT r.subscriber)
          FROM reminder r JOIN subscriber u ON u.id = r.subscriber
          WHERE r.dueAt > ? AND r.dueAt <= ? AND r.lead > 0 AND u.state = 'active'
          GROUP BY u.platform, r.dueAt
          """), arguments: [now.milliseconds, end.milliseconds]
    ).compactMap { row in
      ChatPlatform(rawValue: row[0]).map { ($0, Date(milliseconds: row[1]), row[2]) }
    }
  }

  /// How many entries of each platform that ring may go now.
  package func waitingCounts() throws -> [ChatPlatform: Int] {
    var result: [ChatPlatform: Int] = [:]
    let rows = try Row.fetchAll(
      database.cachedStatement(
        sql: """
          SELECT platform, count(*) FROM outbox INDEXED BY outboxOpen
          WHERE state IN ('pending', 'waiting') AND \(Patience.column) = 0 GROUP BY platform
          """))
    for row in rows {
      if let platform = ChatPlatform(rawValue: row[0]) { result[platform] = row[1] }
    }
    return result
  }

  /// Whether any reminder of a platform may go early; one step in an index for each subscriber that
  /// has none.
  package func hasReminders(of platform: ChatPlatform, dueUntil end: Date) throws -> Bool {
    try Bool.fetchOne(
      database.cachedStatement(
        sql: """
          SELECT EXISTS (SELECT 1 FROM reminder r JOIN subscriber u ON u.id = r.subscriber
            WHERE r.dueAt <= ? AND r.lead > 0 AND u.platform = ? AND u.state = 'active')
          """), arguments: [end.milliseconds, platform.rawValue]) ?? false
  }
}
