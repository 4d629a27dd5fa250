package import ConferenceModel
import Foundation
import GRDB

extension ReadTransaction {
  /// The facts of these numbers; unknown numbers are left out.
  package func facts(_ ids: Set<FactsID>) throws -> [FactsID: SessionFacts] {
    var result: [FactsID: SessionFacts] = [:]
    let statement = try database.cachedStatement(
      sql: """
        SELECT title, speakers, room, startsAt, endsAt, status, translatedTitles FROM facts
        WHERE id = ?
        """)
    for id in ids {
      guard let row = try Row.fetchOne(statement, arguments: [id]) else { continue }
      result[id] = try Self.facts(row, from: 0)
    }
    return result
  }

  /// Reads facts from seven columns, beginning at `column`.
  static func facts(_ row: Row, from column: Int) throws -> SessionFacts {
    let start: Int64? = row[column + 3]
    let end: Int64? = row[column + 4]
    return SessionFacts(
      title: row[column], translatedTitles: try StoredJSON.texts(row[column + 6]),
      speakers: try StoredJSON.value([Speaker].self, row[column + 1]),
      room: row[column + 2], start: start.map(Date.init(milliseconds:)),
      end: end.map(Date.init(milliseconds:)),
      status: SessionStatus(rawValue: row[column + 5]) ?? .scheduled)
  }
}

extension WriteTransaction {
  /// The number of these facts; equal facts have one row.
  package func store(_ facts: SessionFacts) throws -> FactsID {
    let speakers = try StoredJSON.text(facts.speakers)
    let arguments: StatementArguments = [
      facts.title, speakers, facts.room, facts.start?.milliseconds, facts.end?.milliseconds,
      facts.status.rawValue, try StoredJSON.text(facts.translatedTitles),
    ]
    let lookup = try database.cachedStatement(
      sql: """
        SELECT id FROM facts WHERE title = ? AND speakers = ? AND ifnull(room, '') = ifnull(?, '')
          AND ifnull(startsAt, -1) = ifnull(?, -1) AND ifnull(endsAt, -1) = ifnull(?, -1)
          AND status = ? AND translatedTitles = ?
        """)
    if let id = try Int64.fetchOne(lookup, arguments: arguments) { return id }
    try execute(
      """
      INSERT INTO facts (title, speakers, room, startsAt, endsAt, status, translatedTitles)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """, arguments)
    return database.lastInsertedRowID
  }
}
