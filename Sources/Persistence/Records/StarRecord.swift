package import ConferenceModel
package import Foundation
import GRDB

/// A subscriber's mark on a session.
package struct Star: Hashable, Sendable {
  /// Which session.
  package var session: SessionID
  /// The facts its subscriber was last told.
  package var told: FactsID
  /// When it was made.
  package var createdAt: Date
}

extension ReadTransaction {
  /// The stars a subscriber made, by session; what a channel follows is left out.
  package func stars(of subscriber: SubscriberID) throws -> [Star] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT session, told, createdAt FROM star WHERE subscriber = ? AND NOT isFollowed
        """, arguments: [subscriber]
    ).map { Star(session: $0[0], told: $0[1], createdAt: Date(milliseconds: $0[2])) }
  }

  /// What a subscriber was last told of each of these sessions, starred or followed.
  package func told(
    _ subscriber: SubscriberID, of sessions: [SessionID]
  ) throws -> [SessionID: FactsID] {
    let statement = try database.cachedStatement(
      sql: "SELECT told FROM star WHERE subscriber = ? AND session = ?")
    var result: [SessionID: FactsID] = [:]
    for session in sessions {
      result[session] = try Int64.fetchOne(statement, arguments: [subscriber, session])
    }
    return result
  }
}

extension WriteTransaction {
  /// Stars a session and arms its reminders; the subscriber counts as told its current facts,
  /// because the reply in the same transaction states them.
  ///
  /// - returns: false when it was starred already.
  @discardableResult
  package func star(_ entry: ProgrammeEntry, by subscriber: SubscriberID, now: Date) throws -> Bool
  {
    try execute(
      """
      INSERT INTO star (subscriber, session, told, alertedNumber, isFollowed, createdAt)
      VALUES (?, ?, ?, ?, 0, ?)
      ON CONFLICT (subscriber, session) DO UPDATE SET isFollowed = 0 WHERE isFollowed
      """, [subscriber, entry.id, entry.factsID, entry.changeNumber, now.milliseconds])
    guard database.changesCount > 0 else { return false }
    try rearmReminders(subscriber: subscriber, session: entry.id, now: now)
    return true
  }

  /// Takes a star back, with its reminders.
  ///
  /// - returns: false when there was none.
  @discardableResult
  package func unstar(_ session: SessionID, by subscriber: SubscriberID) throws -> Bool {
    try execute(
      "DELETE FROM star WHERE subscriber = ? AND session = ? AND NOT isFollowed",
      [subscriber, session])
    return database.changesCount > 0
  }

  /// Moves the told pointer where there is a star; used without words for silent changes.
  package func tell(_ subscriber: SubscriberID, _ stated: [StatedFacts]) throws {
    for one in stated {
      try execute(
        "UPDATE star SET told = ? WHERE subscriber = ? AND session = ?",
        [one.facts, subscriber, one.session])
    }
  }

  /// Makes a channel with alerts follow exactly the sessions of its filter, told as they stand.
  func refreshFollows(of subscriber: Subscriber, now: Date) throws {
    guard subscriber.audience == .channel else { return }
    let filter = subscriber.preferences.alertFilter
    let wanted =
      subscriber.preferences.alerts
      ? try programme().entries.filter { filter.matches($0.session) } : []
    let wantedIDs = Set(wanted.map(\.id))
    let followed = try Int64.fetchAll(
      database, sql: "SELECT session FROM star WHERE subscriber = ? AND isFollowed",
      arguments: [subscriber.id])
    for session in followed where !wantedIDs.contains(session) {
      try execute(
        "DELETE FROM star WHERE subscriber = ? AND session = ?", [subscriber.id, session])
    }
    for entry in wanted { try follow(entry, by: subscriber.id, now: now) }
  }

  /// Lets every channel with alerts follow new sessions of its filter.
  func follow(added: [ProgrammeEntry], now: Date) throws {
    guard !added.isEmpty else { return }
    for channel in try subscribers(where: "audience = 'channel' AND alerts", []) {
      for entry in added where channel.preferences.alertFilter.matches(entry.session) {
        try follow(entry, by: channel.id, now: now)
      }
    }
  }

  private func follow(_ entry: ProgrammeEntry, by subscriber: SubscriberID, now: Date) throws {
    try execute(
      """
      INSERT OR IGNORE INTO star (subscriber, session, told, alertedNumber, isFollowed, createdAt)
      VALUES (?, ?, ?, ?, 1, ?)
      """, [subscriber, entry.id, entry.factsID, entry.changeNumber, now.milliseconds])
  }
}
