package import ConferenceModel
package import Foundation
import GRDB

/// A source whose newest version is not believed; the last good one is in force.
package struct HeldFeed: Hashable, Sendable {
  /// The id of the source.
  package var source: String
  /// Why, one clause for the operator.
  package var reason: String
  /// Since when.
  package var heldAt: Date
  /// In how many refreshes in a row, 2 standing for any number above.
  package var refreshes: Int
  /// Whether the operator may accept it: false for what cannot be read at all.
  package var isAcceptable: Bool
  /// Whether the operator did: the next readable version is taken.
  package var isAccepted: Bool

  /// A held source as the store reads it.
  package init(
    source: String, reason: String, heldAt: Date, refreshes: Int, isAcceptable: Bool,
    isAccepted: Bool
  ) {
    self.source = source
    self.reason = reason
    self.heldAt = heldAt
    self.refreshes = refreshes
    self.isAcceptable = isAcceptable
    self.isAccepted = isAccepted
  }
}

extension HeldFeed {
  /// The outbox key of what a subscriber is told of a holding.
  package static func noticeKey(
    source: String, since: Date, subscriber: SubscriberID
  ) -> String {
    "held/\(source)/\(since.milliseconds)/\(subscriber)"
  }
}

extension ReadTransaction {
  /// The sources that are held, by id.
  package func heldFeeds() throws -> [HeldFeed] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT source, reason, heldAt, refreshes, isAcceptable, isAccepted FROM heldFeed
        ORDER BY source
        """
    ).map {
      HeldFeed(
        source: $0[0], reason: $0[1], heldAt: Date(milliseconds: $0[2]), refreshes: $0[3],
        isAcceptable: $0[4], isAccepted: $0[5])
    }
  }

  /// How far the outbox entry of a key has come; nil when there is none.
  package func outboxState(key: String) throws -> OutboxState? {
    try String.fetchOne(
      database, sql: "SELECT state FROM outbox WHERE key = ?", arguments: [key]
    ).flatMap(OutboxState.init(rawValue:))
  }

  /// What is held of a source; nil when its last version is in force.
  package func heldFeed(source: String) throws -> HeldFeed? {
    try heldFeeds().first { $0.source == source }
  }
}

extension WriteTransaction {
  /// Notes that a refresh of a source was held, and how often in a row up to two.
  ///
  /// An acceptance stands until a version is taken, whatever else was held meanwhile.
  package func hold(
    source: String, reason: String, isAcceptable: Bool, now: Date
  ) throws -> HeldFeed {
    try execute(
      """
      INSERT INTO heldFeed (source, reason, heldAt, refreshes, isAcceptable)
      VALUES (?, ?, ?, 1, ?)
      ON CONFLICT (source) DO UPDATE SET reason = excluded.reason, refreshes = 2,
        isAcceptable = excluded.isAcceptable
      """, [source, reason, now.milliseconds, isAcceptable])
    return try heldFeed(source: source)
      ?? HeldFeed(
        source: source, reason: reason, heldAt: now, refreshes: 1, isAcceptable: isAcceptable,
        isAccepted: false)
  }

  /// Marks what is held of a source as accepted.
  ///
  /// - returns: false when nothing is held that could be accepted.
  package func acceptHeldFeed(source: String) throws -> Bool {
    try execute(
      "UPDATE heldFeed SET isAccepted = 1 WHERE source = ? AND isAcceptable", [source])
    return database.changesCount > 0
  }

  /// A version of the source is in force again.
  package func releaseFeed(source: String) throws {
    try execute("DELETE FROM heldFeed WHERE source = ?", [source])
  }

  /// Gives the programme a new version, so that nobody goes on with the one that is kept.
  func raiseProgrammeVersion() throws {
    isProgrammeRaised = true
    try execute(
      """
      UPDATE setting SET value = CAST(value AS INTEGER) + 1 WHERE name = 'programmeVersion'
      """, [])
  }
}
