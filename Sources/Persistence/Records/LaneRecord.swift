package import ConferenceModel
package import Foundation
import GRDB

/// What is known of a rate limit, kept so that a restart does not run into it again.
package struct LaneLimit: Hashable, Sendable {
  /// The name of the lane; the platform's own limit has the platform's name.
  package var lane: String
  /// Messages per period; nil when only the closing is known.
  package var permits: Int?
  /// In which all permits come back, in seconds.
  package var period: TimeInterval
  /// Nothing goes before; nil when it is open.
  package var closedUntil: Date?
  /// True for what a platform's answers taught, false for what is published.
  package var isLearned: Bool
  /// When it was last learned.
  package var changedAt: Date

  /// A limit.
  package init(
    lane: String, permits: Int?, period: TimeInterval, closedUntil: Date? = nil,
    isLearned: Bool, changedAt: Date
  ) {
    self.lane = lane
    self.permits = permits
    self.period = period
    self.closedUntil = closedUntil
    self.isLearned = isLearned
    self.changedAt = changedAt
  }
}

extension ReadTransaction {
  /// The limits of a platform's lanes.
  package func laneLimits(of platform: ChatPlatform) throws -> [LaneLimit] {
    try Row.fetchAll(
      database.cachedStatement(
        sql: """
          SELECT lane, permits, period, closedUntil, isLearned, changedAt FROM lane
          WHERE platform = ? ORDER BY lane
          """), arguments: [platform.rawValue]
    ).map { row in
      LaneLimit(
        lane: row[0], permits: row[1], period: row[2],
        closedUntil: (row[3] as Int64?).map(Date.init(milliseconds:)), isLearned: row[4],
        changedAt: Date(milliseconds: row[5]))
    }
  }

  /// How many messages a second each platform lets through over all; none for a platform whose
  /// limit is unknown.
  package func platformRates() throws -> [ChatPlatform: Double] {
    let rows = try Row.fetchAll(
      database.cachedStatement(
        sql: "SELECT lane, permits / period FROM lane WHERE lane = platform AND permits > 0"))
    var rates: [ChatPlatform: Double] = [:]
    for row in rows {
      if let platform = ChatPlatform(rawValue: row[0]) { rates[platform] = row[1] }
    }
    return rates
  }
}

extension WriteTransaction {
  /// Stores what is known of lanes of a platform.
  package func keep(_ limits: [LaneLimit], of platform: ChatPlatform) throws {
    for limit in limits {
      try execute(
        """
        INSERT OR REPLACE INTO lane
          (lane, platform, permits, period, closedUntil, isLearned, changedAt)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        [
          limit.lane, platform.rawValue, limit.permits, limit.period,
          limit.closedUntil?.milliseconds, limit.isLearned, limit.changedAt.milliseconds,
        ])
    }
  }

  /// Forgets lanes of which nothing is known any more.
  package func forgetLanes(_ lanes: [String]) throws {
    for lane in lanes { try execute("DELETE FROM lane WHERE lane = ?", [lane]) }
  }
}
