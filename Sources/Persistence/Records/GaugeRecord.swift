package import ConferenceModel
package import Foundation
import GRDB

/// What the store holds at one moment, for those who watch over it.
package struct StoreGauges: Hashable, Sendable {
  /// How many conversations of a platform are in a state.
  package struct Group: Hashable, Sendable {
    /// The platform.
    package var platform: ChatPlatform
    /// The state.
    package var state: SubscriberState
    /// How many.
    package var count: Int
  }

  /// Entries by state; states without entries are left out.
  package var outbox: [OutboxState: Int]
  /// The earliest deadline of what waits for us; nil when nothing does. What waits for a person who
  /// said stop, a chat that refused us or the end of quiet hours is not late.
  package var earliestDeadline: Date?
  /// Sources whose newest version is not believed.
  package var heldSources: Set<String>
  /// Conversations, by platform and state.
  package var subscribers: [Group]
}

extension ReadTransaction {
  /// Counts what the store holds; walks the outbox's index and the subscribers.
  package func gauges() throws -> StoreGauges {
    let deadline = try Int64.fetchOne(
      database,
      sql: """
        SELECT min(o.deadline) FROM outbox o JOIN subscriber u ON u.id = o.subscriber
        WHERE o.state IN ('pending', 'waiting', 'leased')
          AND (u.state = 'active' OR o.kind = 'reply')
          AND NOT (o.state = 'waiting' AND ifnull(o.reason, '') = ?)
        """, arguments: [Settlement.quietHours])
    let groups = try Row.fetchAll(
      database,
      sql: """
        SELECT platform, state, count(*) FROM subscriber GROUP BY platform, state
        ORDER BY platform, state
        """
    ).compactMap { row -> StoreGauges.Group? in
      guard let platform = ChatPlatform(rawValue: row[0]),
        let state = SubscriberState(rawValue: row[1])
      else { return nil }
      return StoreGauges.Group(platform: platform, state: state, count: row[2])
    }
    return StoreGauges(
      outbox: try outboxCounts(), earliestDeadline: deadline.map(Date.init(milliseconds:)),
      heldSources: Set(try heldFeeds().map(\.source)),
      subscribers: groups)
  }
}
