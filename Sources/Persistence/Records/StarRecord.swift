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
    try walkAnew(subscriber, around: entry.id, now: now)
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
    guard database.changesCount > 0 else { return false }
    try walkAnew(subscriber, around: session)
    return true
  }

  /// Moves the told pointer where there is a star; used without words for silent changes.
  package func tell(_ subscriber: SubscriberID, _ stated: [StatedFacts]) throws {
    for one in stated {
      try execute(
        "UPDATE star SET told = ?1 WHERE subscriber = ?2 AND session = ?3 AND told <> ?1",
        [one.facts, subscriber, one.session])
    }
  }

  /// Makes a channel follow exactly the sessions of its filters, told as they stand.
  func refreshFollows(of subscriber: Subscriber, now: Date) throws {
    guard subscriber.audience == .channel else { return }
    var wanted: [SessionID: Following] = [:]
    for entry in try programme().entries {
      guard let following = Following(entry, subscriber.preferences) else { continue }
      wanted[entry.id] = following
      try follow(entry, by: subscriber.id, as: following, now: now)
    }
    let followed = try Int64.fetchAll(
      database, sql: "SELECT session FROM star WHERE subscriber = ? AND isFollowed",
      arguments: [subscriber.id])
    // A post that is due this very moment stays: a restart is no reason to say nothing.
    try execute(
      """
      DELETE FROM reminder WHERE subscriber = ?1 AND (lead <> 0 OR session IN
        (SELECT session FROM star WHERE subscriber = ?1 AND NOT postsStart))
      """, [subscriber.id])
    try armStartPosts(of: subscriber.id, now: now)
    for session in followed where wanted[session] == nil {
      try execute(
        "DELETE FROM star WHERE subscriber = ? AND session = ?", [subscriber.id, session])
    }
  }

  /// Lets every channel follow new sessions of its filters.
  func follow(added: [ProgrammeEntry], now: Date) throws {
    guard !added.isEmpty else { return }
    for channel in try subscribers(where: "audience = 'channel'", []) {
      for entry in added {
        guard let following = Following(entry, channel.preferences) else { continue }
        try follow(entry, by: channel.id, as: following, now: now)
      }
      if channel.preferences.follow != nil { try armStartPosts(of: channel.id, now: now) }
    }
  }

  /// Lets every channel follow what came into its filters with a change, and post no start of what
  /// left them; the row of the latter stays, for the channel has still to be told that it left.
  func followMoved(_ sessions: Set<SessionID>, now: Date) throws {
    guard !sessions.isEmpty else { return }
    let channels = try subscribers(where: "audience = 'channel'", [])
    guard !channels.isEmpty else { return }
    let entries = try programme().entries.filter { sessions.contains($0.id) }
    for channel in channels {
      for entry in entries {
        if let following = Following(entry, channel.preferences) {
          try follow(entry, by: channel.id, as: following, now: now)
        } else {
          try stopPosting(entry.id, to: channel.id)
        }
      }
      if channel.preferences.follow != nil { try armStartPosts(of: channel.id, now: now) }
    }
  }

  private func stopPosting(_ session: SessionID, to channel: SubscriberID) throws {
    try execute(
      "UPDATE star SET postsStart = 0 WHERE subscriber = ? AND session = ? AND postsStart",
      [channel, session])
    guard database.changesCount > 0 else { return }
    try execute(
      "DELETE FROM reminder WHERE subscriber = ? AND session = ? AND lead = 0",
      [channel, session])
  }

  private func follow(
    _ entry: ProgrammeEntry, by subscriber: SubscriberID, as following: Following, now: Date
  ) throws {
    try execute(
      """
      INSERT INTO star
        (subscriber, session, told, alertedNumber, isFollowed, postsStart, createdAt)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (subscriber, session) DO UPDATE
        SET isFollowed = excluded.isFollowed, postsStart = excluded.postsStart
        WHERE isFollowed <> 0
          AND (isFollowed <> excluded.isFollowed OR postsStart <> excluded.postsStart)
      """,
      [
        subscriber, entry.id, entry.factsID, entry.changeNumber, following.reason.rawValue,
        following.postsStart, now.milliseconds,
      ])
  }
}

/// What a channel wants to hear of a session.
private struct Following {
  /// Why it follows; the raw values are stored.
  enum Reason: Int {
    /// It is alerted of changes at once.
    case alerts = 1
    /// Only its digest or a post at the start is about it.
    case others = 2
  }

  let reason: Reason
  let postsStart: Bool

  /// nil when neither its alerts nor its digest nor its posts are about the session.
  init?(_ entry: ProgrammeEntry, _ preferences: Preferences) {
    postsStart = preferences.follow?.matches(entry) ?? false
    if preferences.alerts, preferences.alertFilter.matches(entry) {
      reason = .alerts
    } else if postsStart || preferences.digest?.filter.matches(entry) ?? false {
      reason = .others
    } else {
      return nil
    }
  }
}
