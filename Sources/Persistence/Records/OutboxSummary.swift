package import ConferenceModel
package import Foundation
import GRDB

/// An outbox entry without what it says, for counting.
package struct OutboxSummary: Hashable, Sendable, Identifiable {
  /// Its number.
  package var id: Int64
  /// For whom.
  package var address: ConversationAddress
  /// The sort of notice.
  package var kind: NoticeKind
  /// Where it stands.
  package var state: OutboxState
  /// Not sent before.
  package var dueAt: Date
  /// When it should have arrived.
  package var deadline: Date
  /// Why it waits or was given up; nil without a reason.
  package var reason: String?
}

extension ReadTransaction {
  /// Hands over every entry that was ever put in the outbox and is still kept, by number, without
  /// having all of them in memory.
  package func eachOutboxSummary(_ body: (OutboxSummary) throws -> Void) throws {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT o.id, u.platform, u.conversation, o.kind, o.state, o.dueAt, o.deadline, o.reason
        FROM outbox o JOIN subscriber u ON u.id = o.subscriber ORDER BY o.id
        """)
    while let row = try rows.next() {
      guard let platform = ChatPlatform(rawValue: row[1]), let kind = NoticeKind(rawValue: row[3]),
        let state = OutboxState(rawValue: row[4])
      else { continue }
      try body(
        OutboxSummary(
          id: row[0], address: ConversationAddress(platform: platform, conversation: row[2]),
          kind: kind, state: state, dueAt: Date(milliseconds: row[5]),
          deadline: Date(milliseconds: row[6]), reason: row[7]))
    }
  }
}
