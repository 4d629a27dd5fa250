package import ConferenceModel
import GRDB

extension ReadTransaction {
  /// The receive cursor of a platform; nil before the first batch.
  package func receiveCursor(of platform: ChatPlatform) throws -> String? {
    try String.fetchOne(
      database, sql: "SELECT value FROM receiveCursor WHERE platform = ?",
      arguments: [platform.rawValue])
  }
}

extension WriteTransaction {
  /// Stores where a platform's next poll starts.
  package func setReceiveCursor(_ value: String, of platform: ChatPlatform) throws {
    try execute(
      """
      INSERT INTO receiveCursor VALUES (?, ?) ON CONFLICT (platform) DO UPDATE
      SET value = excluded.value
      """, [platform.rawValue, value])
  }
}
