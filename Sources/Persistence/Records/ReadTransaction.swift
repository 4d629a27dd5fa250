import ConferenceModel
import Foundation
import GRDB

/// A snapshot of the store; valid only inside the closure that received it.
package class ReadTransaction {
  let database: Database
  let cache: ProgrammeCache

  init(_ database: Database, cache: ProgrammeCache) {
    self.database = database
    self.cache = cache
  }

  /// Whether a programme that is read may be kept for later transactions.
  var mayKeepProgramme: Bool { true }

  /// Twelve hex digits that name this database; constant for its life.
  package func instance() throws -> String { try setting("instance") }

  func setting(_ name: String) throws -> String {
    try String.fetchOne(
      database.cachedStatement(sql: "SELECT value FROM setting WHERE name = ?"),
      arguments: [name]) ?? ""
  }
}

/// The one transaction that writes now; all of it is stored, or nothing.
package final class WriteTransaction: ReadTransaction {
  /// This transaction made a new version of the programme, which may still be rolled back.
  var isProgrammeRaised = false

  override var mayKeepProgramme: Bool { !isProgrammeRaised }

  /// Runs a statement that is prepared once per connection.
  func execute(_ sql: String, _ arguments: StatementArguments) throws {
    try database.cachedStatement(sql: sql).execute(arguments: arguments)
  }
}

extension Date {
  /// Milliseconds since 1970, rounded.
  var milliseconds: Int64 { Int64((timeIntervalSince1970 * 1000).rounded()) }

  /// The instant of a stored number.
  init(milliseconds: Int64) { self.init(timeIntervalSince1970: Double(milliseconds) / 1000) }
}

/// Values that are stored as JSON text, with sorted keys so that equal values are equal text.
enum StoredJSON {
  /// The text of a value.
  static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  /// The value of a text that `text` wrote.
  static func value<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
    try JSONDecoder().decode(type, from: Data(text.utf8))
  }

  /// The filter of a text that `text` wrote. Nearly everybody has the one that lets all through,
  /// and every message reads it: that one is not decoded.
  static func filter(_ text: String) throws -> SessionFilter {
    text == everything ? SessionFilter() : try value(SessionFilter.self, text)
  }

  private static let everything = try? text(SessionFilter())

  /// Texts by language, as a JSON object; '' for none, which most feeds have.
  static func text(_ texts: [Language: String]) throws -> String {
    if texts.isEmpty { return "" }
    return try text(Dictionary(uniqueKeysWithValues: texts.map { ($0.key.rawValue, $0.value) }))
  }

  /// What `text` made of texts by language; a language that this version does not know is left
  /// out.
  static func texts(_ stored: String) throws -> [Language: String] {
    if stored.isEmpty { return [:] }
    let texts = try value([String: String].self, stored).compactMap { key, text in
      Language(rawValue: key).map { ($0, text) }
    }
    return Dictionary(texts, uniquingKeysWith: { first, _ in first })
  }
}
