package import ConferenceModel
package import Foundation
import GRDB

/// A session of one source with what a refresh needs to know of it.
package struct StoredSession: Hashable, Sendable {
  /// The session as it stands.
  package var entry: ProgrammeEntry
  /// In how many refreshes in a row it was gone; 0 when the last one had it.
  package var missingRefreshes: Int
  /// When the first change that is still settling came; nil when nothing settles.
  package var firstChangedAt: Date?
  /// When its change may be told; nil when nothing settles.
  package var settlesAt: Date?
}

/// What one refresh of one source changes; made by ScheduleSync, stored in one transaction.
package struct SourceChanges: Hashable, Sendable {
  /// A session whose row differs.
  package struct Update: Hashable, Sendable {
    /// Which session.
    package var id: SessionID
    /// Its new row.
    package var session: Session
    /// When the change may be told; nil for a silent one or one without new facts.
    package var settlesAt: Date?
    /// When the first change of the settling window came.
    package var firstChangedAt: Date?
    /// The feed names it by another id than before.
    package var isRenamed: Bool

    /// An update of a session's row.
    package init(
      id: SessionID, session: Session, settlesAt: Date?, firstChangedAt: Date?,
      isRenamed: Bool = false
    ) {
      self.isRenamed = isRenamed
      self.id = id
      self.session = session
      self.settlesAt = settlesAt
      self.firstChangedAt = firstChangedAt
    }
  }

  /// New sessions.
  package var added: [Session] = []
  /// Sessions that differ from their stored row.
  package var updated: [Update] = []
  /// How often each of these was missing in a row; 0 for one that came back unchanged.
  package var missing: [SessionID: Int] = [:]
  /// Rooms that got a new name, old to new.
  package var renamedRooms: [String: String] = [:]

  /// No changes.
  package init() {}

  /// True when there is nothing to store.
  package var isEmpty: Bool {
    added.isEmpty && updated.isEmpty && missing.isEmpty && renamedRooms.isEmpty
  }
}

/// What the last good answer said of itself, to ask "anything newer?" with.
package struct SourceValidators: Hashable, Sendable {
  /// The ETag header as it came.
  package var entityTag: String?
  /// The Last-Modified header as it came.
  package var lastModified: String?

  /// The validators of an answer.
  package init(entityTag: String? = nil, lastModified: String? = nil) {
    self.entityTag = entityTag
    self.lastModified = lastModified
  }
}

extension ReadTransaction {
  /// The programme as it stands, from the cache when its version is the stored one.
  package func programme() throws -> Programme {
    let version = Int64(try setting("programmeVersion")) ?? 0
    return try cache.programme(version: version, keep: mayKeepProgramme) {
      let guides = try guidesBySession()
      let entries = try storedSessions(source: nil).map { stored in
        var entry = stored.entry
        entry.guides = guides[entry.id] ?? []
        return entry
      }
      return Programme(version: version, entries: entries)
    }
  }

  /// All sessions of a source; of all sources for nil.
  package func storedSessions(source: String?) throws -> [StoredSession] {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT f.title, f.speakers, f.room, f.startsAt, f.endsAt, f.status, f.translatedTitles,
          s.id, s.facts, s.changeNumber, s.source, s.feedID, s.track, s.kind, s.url, s.abstract,
          s.missingRefreshes, s.firstChangedAt, s.settlesAt, s.translatedAbstracts, s.roomID
        FROM session s JOIN facts f ON f.id = s.facts WHERE ?1 IS NULL OR s.source = ?1
        """, arguments: [source])
    var result: [StoredSession] = []
    while let row = try rows.next() {
      let session = Session(
        key: SessionKey(source: row[10], id: row[11]), facts: try Self.facts(row, from: 0),
        track: row[12], kind: SessionKind(rawValue: row[13]) ?? .other, url: row[14],
        abstract: row[15], translatedAbstracts: try StoredJSON.texts(row[19]), roomID: row[20])
      let firstChangedAt: Int64? = row[17]
      let settlesAt: Int64? = row[18]
      result.append(
        StoredSession(
          entry: ProgrammeEntry(
            id: row[7], factsID: row[8], changeNumber: row[9], session: session),
          missingRefreshes: row[16],
          firstChangedAt: firstChangedAt.map(Date.init(milliseconds:)),
          settlesAt: settlesAt.map(Date.init(milliseconds:))))
    }
    return result
  }

  /// The new names of renamed rooms, by source and old name.
  package func roomAliases() throws -> [String: [String: String]] {
    var result: [String: [String: String]] = [:]
    for row in try Row.fetchAll(database, sql: "SELECT source, old, new FROM roomAlias") {
      result[row[0], default: [:]][row[1]] = row[2]
    }
    return result
  }

  /// What the last good answer of a source said of itself; nil before the first.
  package func validators(source: String) throws -> SourceValidators? {
    let row = try Row.fetchOne(
      database, sql: "SELECT entityTag, lastModified FROM source WHERE id = ?", arguments: [source])
    return row.map { SourceValidators(entityTag: $0[0], lastModified: $0[1]) }
  }
}

extension WriteTransaction {
  /// Stores what a refresh changed, raises the programme's version, re-arms the reminders of
  /// sessions whose time or status changed, and lets channels follow what was added or moved.
  ///
  /// - returns: the new version of the programme.
  @discardableResult
  package func apply(
    _ changes: SourceChanges, source: String, validators: SourceValidators, now: Date
  ) throws -> Int64 {
    try execute(
      """
      INSERT INTO source (id, entityTag, lastModified, refreshedAt) VALUES (?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET entityTag = excluded.entityTag,
        lastModified = excluded.lastModified, refreshedAt = excluded.refreshedAt
      """, [source, validators.entityTag, validators.lastModified, now.milliseconds])
    let places = try placesBeforeRefresh()
    // Feeds exchange ids between sessions: nobody keeps an old id while others take theirs.
    for update in changes.updated where update.isRenamed {
      try execute("UPDATE session SET feedID = char(0) || id WHERE id = ?", [update.id])
    }
    for update in changes.updated { try apply(update, now: now) }
    let added = try changes.added.map(insert)
    for (id, count) in changes.missing {
      try execute("UPDATE session SET missingRefreshes = ? WHERE id = ?", [count, id])
    }
    for (old, new) in changes.renamedRooms {
      try execute(
        """
        INSERT INTO roomAlias (source, old, new) VALUES (?, ?, ?)
        ON CONFLICT (source, old) DO UPDATE SET new = excluded.new
        """, [source, old, new])
      // A room that goes back to its first name must not leave a circle.
      try execute("DELETE FROM roomAlias WHERE source = ? AND old = ?", [source, new])
    }
    try raiseProgrammeVersion()
    let version = Int64(try setting("programmeVersion")) ?? 0
    try execute(
      """
      INSERT INTO programmeVersion (number, source, committedAt, added, changed, missing)
      VALUES (?, ?, ?, ?, ?, ?)
      """,
      [
        version, source, now.milliseconds, changes.added.count, changes.updated.count,
        changes.missing.values.count { $0 > 0 },
      ])
    try walkAnew(since: places, now: now)
    try follow(added: added, now: now)
    try followMoved(Set(changes.updated.map(\.id)), now: now)
    return version
  }

  private func insert(_ session: Session) throws -> ProgrammeEntry {
    let facts = try store(session.facts)
    try execute(
      """
      INSERT INTO session (source, feedID, facts, track, kind, url, abstract,
        translatedAbstracts, roomID)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        session.key.source, session.key.id, facts, session.track, session.kind.rawValue,
        session.url, session.abstract, try StoredJSON.text(session.translatedAbstracts),
        session.roomID,
      ])
    let id = database.lastInsertedRowID
    try index(session, id: id)
    return ProgrammeEntry(id: id, factsID: facts, changeNumber: 0, session: session)
  }

  private func apply(_ update: SourceChanges.Update, now: Date) throws {
    guard
      let row = try Row.fetchOne(
        database,
        sql: """
          SELECT s.facts, f.startsAt, f.status FROM session s JOIN facts f ON f.id = s.facts
          WHERE s.id = ?
          """, arguments: [update.id])
    else { return }
    let oldFacts: FactsID = row[0]
    let oldStart: Int64? = row[1]
    let oldStatus: String = row[2]
    let session = update.session
    let newFacts = try store(session.facts)
    try execute(
      """
      UPDATE session SET feedID = ?, facts = ?, track = ?, kind = ?, url = ?, abstract = ?,
        translatedAbstracts = ?, roomID = ?, missingRefreshes = 0,
        changeNumber = changeNumber + ?, firstChangedAt = ?, settlesAt = ?
      WHERE id = ?
      """,
      [
        session.key.id, newFacts, session.track, session.kind.rawValue, session.url,
        session.abstract, try StoredJSON.text(session.translatedAbstracts), session.roomID,
        newFacts == oldFacts ? 0 : 1, update.firstChangedAt?.milliseconds,
        update.settlesAt?.milliseconds, update.id,
      ])
    try removeFromIndex(update.id)
    try index(session, id: update.id)
    if oldStart != session.facts.start?.milliseconds || oldStatus != session.facts.status.rawValue {
      try rearmReminders(session: update.id, now: now)
    }
  }
}
