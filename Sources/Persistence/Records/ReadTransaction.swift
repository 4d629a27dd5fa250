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

  /// Twelve hex digits that name this database; constant for its life.
  package func instance() throws -> String { try setting("instance") }

  func setting(_ name: String) throws -> String {
    try String.fetchOne(
      database, sql: "SELECT value FROM setting WHERE name = ?", arguments: [name]) ?? ""
  }
}

/// The one transaction that writes now; all of it is stored, or nothing.
package final class WriteTransaction: ReadTransaction {
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
}
