package import ConferenceModel
import Foundation
import GRDB

extension ReadTransaction {
  /// Sessions whose title, speakers, track, room or abstract hold all words, best first.
  ///
  /// Words match from their beginning, accents and case ignored. Text with Chinese, Japanese or
  /// Korean in it, and text that no word matches, is looked for anywhere inside.
  ///
  /// - parameter limit: at most this many.
  package func search(_ text: String, limit: Int) throws -> [SessionID] {
    let words = text.split { !($0.isLetter || $0.isNumber) }.map(String.init)
    guard !words.isEmpty else { return [] }
    if !text.unicodeScalars.contains(where: Self.isIdeographic) {
      let pattern = words.map { "\"\($0)\"*" }.joined(separator: " ")
      let found = try match("sessionWords", pattern, limit: limit)
      if !found.isEmpty { return found }
    }
    if words.allSatisfy({ $0.count >= 3 }) {
      return try match(
        "sessionTrigrams", words.map { "\"\($0)\"" }.joined(separator: " "), limit: limit)
    }
    return try scan(words, limit: limit)
  }

  /// `bm25` weighs title, speakers, track, room, abstract.
  private func match(_ table: String, _ pattern: String, limit: Int) throws -> [SessionID] {
    try Int64.fetchAll(
      database,
      sql: """
        SELECT rowid FROM \(table) WHERE \(table) MATCH ?
        ORDER BY bm25(\(table), 10, 8, 4, 2, 1), rowid LIMIT ?
        """, arguments: [pattern, limit])
  }

  /// Two-character words are shorter than a trigram: the few thousand rows are read.
  private func scan(_ words: [String], limit: Int) throws -> [SessionID] {
    let condition = words.map { _ in
      "(title || ' ' || speakers || ' ' || track || ' ' || room || ' ' || abstract) LIKE ?"
    }.joined(separator: " AND ")
    var arguments = StatementArguments(words.map { "%\($0)%" })
    arguments += [limit]
    return try Int64.fetchAll(
      database, sql: "SELECT rowid FROM sessionTrigrams WHERE \(condition) ORDER BY rowid LIMIT ?",
      arguments: arguments)
  }

  private static func isIdeographic(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x2E80...0x9FFF, 0xAC00...0xD7AF, 0xF900...0xFAFF, 0x20000...0x3FFFF: true
    default: false
    }
  }
}

extension WriteTransaction {
  func index(_ session: Session, id: SessionID) throws {
    let speakers = session.facts.speakers
      .map { [$0.name, $0.affiliation ?? ""].joined(separator: " ") }
      .joined(separator: ", ")
    let arguments: StatementArguments = [
      id, Self.inAllLanguages(session.facts.title, session.facts.translatedTitles), speakers,
      session.track ?? "", session.facts.room ?? "",
      Self.inAllLanguages(session.abstract ?? "", session.translatedAbstracts),
    ]
    for table in ["sessionWords", "sessionTrigrams"] {
      try execute(
        """
        INSERT INTO \(table) (rowid, title, speakers, track, room, abstract)
        VALUES (?, ?, ?, ?, ?, ?)
        """, arguments)
    }
  }

  /// What is searched for may be in any of the languages that a feed gives a text in.
  private static func inAllLanguages(_ text: String, _ others: [Language: String]) -> String {
    ([text] + others.sorted { $0.key.rawValue < $1.key.rawValue }.map(\.value))
      .joined(separator: "\n")
  }

  func removeFromIndex(_ id: SessionID) throws {
    for table in ["sessionWords", "sessionTrigrams"] {
      try execute("DELETE FROM \(table) WHERE rowid = ?", [id])
    }
  }
}
