package import ConferenceModel
package import Foundation
import GRDB

/// The walk to a starred talk from the one before it, which makes its reminders come earlier.
///
/// The talk before is the starred one that ends last of those that end at or before the start and
/// at most 45 minutes before it. Cancelled talks do not count, nor does a backup whose first choice
/// stands. Of several that end together the first choice counts, then the one farther away, so that
/// nobody is reminded too late.
enum PreviousTalk {
  /// How long before the start the talk before may have ended, in milliseconds: after that the
  /// person is anywhere.
  static let reach = 45 * 60_000

  /// What `SessionFacts.presumedEnd` is, of a row of facts.
  static func end(_ facts: String) -> String {
    "ifnull(\(facts).endsAt, \(facts).startsAt + 3600000)"
  }

  /// The tail of a query for it and its walk: `pf` are its facts, `w` is the walk, which may be
  /// missing. The query around it has the star as `t` and the facts of its session as `f`.
  static let tail = """
    FROM star p JOIN session ps ON ps.id = p.session JOIN facts pf ON pf.id = ps.facts
      LEFT JOIN walk w ON w.origin = pf.room AND w.destination = f.room
    WHERE p.subscriber = t.subscriber AND p.session <> t.session AND NOT p.isFollowed
      AND pf.status = 'scheduled' AND pf.startsAt < f.startsAt
      AND \(end("pf")) BETWEEN f.startsAt - \(reach) AND f.startsAt
      AND NOT (p.mark IS 'backup' AND EXISTS (
        SELECT 1 FROM star g JOIN session gs ON gs.id = g.session
          JOIN facts gf ON gf.id = gs.facts
        WHERE g.subscriber = p.subscriber AND g.mark = 'goto' AND gf.status = 'scheduled'
          AND gf.startsAt < \(end("pf")) AND \(end("gf")) > pf.startsAt))
    ORDER BY \(end("pf")) DESC, p.mark IS 'goto' DESC, w.minutes DESC LIMIT 1
    """

  /// The reminders of a subscriber (`?2`) at or after the start of a session (`?3`).
  static let fromSession = """
    r.subscriber = ?2 AND f.startsAt >=
      (SELECT xf.startsAt FROM session x JOIN facts xf ON xf.id = x.facts WHERE x.id = ?3)
    """

  /// The reminders of some sessions (`?2`, a JSON array) of all who starred one of others (`?3`).
  static let ofStarrers = """
    r.session IN (SELECT value FROM json_each(?2)) AND r.subscriber IN
      (SELECT subscriber FROM star WHERE session IN (SELECT value FROM json_each(?3))
        AND NOT isFollowed)
    """

  /// Sets the due times of armed reminders, snoozed ones excepted, to the start less the lead less
  /// the walk, where they differ; to now where only the walk has put that into the past. What fired
  /// is not armed any more and stays so. The condition is on the reminder `r` and its session's
  /// facts `f`; the first argument is the instant, 0 where it is not known.
  static func update(where condition: String) -> String {
    """
    WITH n AS MATERIALIZED (
      SELECT r.subscriber, r.session, r.lead,
        max(min(f.startsAt - 60000 * r.lead, ?1), f.startsAt - 60000 * (r.lead +
          CASE WHEN EXISTS (SELECT 1 FROM walk WHERE origin = f.room)
            THEN ifnull((SELECT w.minutes \(tail)), 0) ELSE 0 END)) AS dueAt
      FROM reminder r
        JOIN star t ON t.subscriber = r.subscriber AND t.session = r.session
        JOIN session s ON s.id = r.session JOIN facts f ON f.id = s.facts
      WHERE r.lead >= 0 AND NOT t.isFollowed AND f.startsAt IS NOT NULL AND \(condition))
    UPDATE reminder SET dueAt = n.dueAt FROM n
    WHERE reminder.subscriber = n.subscriber AND reminder.session = n.session
      AND reminder.lead = n.lead AND reminder.dueAt <> n.dueAt
    """
  }
}

/// Where and when a session takes place, for comparing before and after a refresh.
struct SessionPlace: Equatable {
  var start: Int64?
  var end: Int64?
  var room: String?
  var isScheduled: Bool
}

extension ReadTransaction {
  /// The walk to a starred session from the starred talk before it; nil when that is no walk, and
  /// for what a channel follows.
  package func walk(to session: SessionID, of subscriber: SubscriberID) throws -> Walk? {
    guard try hasWalks() else { return nil }
    let row = try Row.fetchOne(
      database.cachedStatement(
        sql: """
          SELECT (SELECT pf.room \(PreviousTalk.tail)), (SELECT w.minutes \(PreviousTalk.tail))
          FROM star t JOIN session s ON s.id = t.session JOIN facts f ON f.id = s.facts
          WHERE t.subscriber = ? AND t.session = ? AND NOT t.isFollowed
          """), arguments: [subscriber, session])
    guard let row, let origin = row[0] as String?, let minutes = row[1] as Int? else { return nil }
    return Walk(origin: origin, minutes: minutes)
  }

  func hasWalks() throws -> Bool {
    try Bool.fetchOne(
      database.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM walk)")) ?? false
  }

  /// The table as it was configured; empty for none.
  fileprivate func walkingTimes() throws -> [WalkingTime] {
    let text = try setting("walkingTimes")
    return text.isEmpty ? [] : try StoredJSON.value([WalkingTime].self, text)
  }

  fileprivate func sessionPlaces() throws -> [SessionID: SessionPlace] {
    let rows = try Row.fetchCursor(
      database.cachedStatement(
        sql: """
          SELECT s.id, f.startsAt, \(PreviousTalk.end("f")), f.room, f.status = 'scheduled'
          FROM session s JOIN facts f ON f.id = s.facts
          """))
    var result: [SessionID: SessionPlace] = [:]
    while let row = try rows.next() {
      result[row[0]] = SessionPlace(
        start: row[1], end: row[2], room: row[3], isScheduled: row[4])
    }
    return result
  }
}

extension WriteTransaction {
  /// Stores the table of walking times, spread over the rooms of the programme, and lets armed
  /// reminders come earlier or later for it. Free when the table is the stored one.
  ///
  /// A refresh that brings new rooms spreads the stored table anew.
  package func setWalkingTimes(_ times: [WalkingTime], now: Date) throws {
    if try walkingTimes() != times {
      try execute(
        """
        INSERT INTO setting (name, value) VALUES ('walkingTimes', ?)
        ON CONFLICT (name) DO UPDATE SET value = excluded.value
        """, [try StoredJSON.text(times)])
    }
    guard try spread(times) else { return }
    try execute(PreviousTalk.update(where: "true"), [now.milliseconds])
  }

  /// Lets the reminders of a subscriber's stars at or after a session's start come as early as the
  /// walks ask for; to be called when a star or a mark on that session came or went.
  ///
  /// - parameter now: nil lets a reminder be due in the past, that is at once.
  func walkAnew(
    _ subscriber: SubscriberID, around session: SessionID, now: Date? = nil
  ) throws {
    guard try hasWalks() else { return }
    try execute(
      PreviousTalk.update(where: PreviousTalk.fromSession),
      [now?.milliseconds ?? 0, subscriber, session])
  }

  /// Lets all reminders of a subscriber come as early as the walks ask for.
  func walkAnew(_ subscriber: SubscriberID, now: Date) throws {
    guard try hasWalks() else { return }
    try execute(
      PreviousTalk.update(where: "r.subscriber = ?2"), [now.milliseconds, subscriber])
  }

  /// Where everything is before a refresh; nil without a table of walking times.
  func placesBeforeRefresh() throws -> [SessionID: SessionPlace]? {
    try walkingTimes().isEmpty ? nil : sessionPlaces()
  }

  /// Spreads the table over the rooms that a refresh left, and lets reminders follow: those of
  /// sessions that moved, and those that somebody attends after one of them.
  ///
  /// - parameter before: from `placesBeforeRefresh`.
  func walkAnew(since before: [SessionID: SessionPlace]?, now: Date) throws {
    guard let before else { return }
    try spread(walkingTimes())
    let after = try sessionPlaces()
    let changed = after.keys.filter { id in before[id].map { $0 != after[id] } ?? false }.sorted()
    guard !changed.isEmpty else { return }
    var windows: [ClosedRange<Int64>] = []
    for places in [before, after] {
      for place in changed.compactMap({ places[$0] }) {
        if let window = Self.window(after: place, in: places) { windows.append(window) }
      }
    }
    let near = after.filter { _, place in
      place.start.map { start in windows.contains { $0.contains(start) } } ?? false
    }.keys.sorted()
    try execute(
      PreviousTalk.update(where: PreviousTalk.ofStarrers),
      [now.milliseconds, try StoredJSON.text(near), try StoredJSON.text(changed)])
  }

  /// The starts of what somebody can walk to from a session, or from a backup beside it, whose end
  /// may be later. What takes longer than a talk can is nobody's backup.
  private static func window(
    after place: SessionPlace, in places: [SessionID: SessionPlace]
  ) -> ClosedRange<Int64>? {
    guard let start = place.start, let end = place.end else { return nil }
    let beside = places.values.compactMap { other -> Int64? in
      guard let otherStart = other.start, let otherEnd = other.end, otherStart < end,
        otherEnd > start, otherEnd - otherStart <= 4 * 3_600_000
      else { return nil }
      return otherEnd
    }
    return start...(max(end, beside.max() ?? end) + Int64(PreviousTalk.reach))
  }

  /// - returns: whether any way between two rooms is another now.
  @discardableResult
  private func spread(_ table: [WalkingTime]) throws -> Bool {
    let rooms =
      table.isEmpty
      ? []
      : try String.fetchAll(
        database,
        sql: """
          SELECT DISTINCT f.room FROM session s JOIN facts f ON f.id = s.facts
          WHERE f.room IS NOT NULL ORDER BY f.room
          """)
    let walks = WalkingTime.walks(table, between: rooms)
    var stored: [RoomPair: Int] = [:]
    for row in try Row.fetchAll(database, sql: "SELECT origin, destination, minutes FROM walk") {
      stored[RoomPair(origin: row[0], destination: row[1])] = row[2]
    }
    guard walks != stored else { return false }
    for (pair, _) in stored where walks[pair] == nil {
      try execute(
        "DELETE FROM walk WHERE origin = ? AND destination = ?", [pair.origin, pair.destination])
    }
    for (pair, minutes) in walks where stored[pair] != minutes {
      try execute(
        "INSERT OR REPLACE INTO walk (origin, destination, minutes) VALUES (?, ?, ?)",
        [pair.origin, pair.destination, minutes])
    }
    return true
  }
}
