/// A message that was given up.
package struct DeadLetter: Hashable, Sendable {
  /// The number of its outbox entry.
  package var entry: Int64
  /// Where it was to go.
  package var platform: ChatPlatform
  /// Its sort.
  package var kind: NoticeKind
  /// Why it was given up, in plain English, as the log has it.
  package var reason: String

  /// A message that was given up.
  package init(entry: Int64, platform: ChatPlatform, kind: NoticeKind, reason: String) {
    self.entry = entry
    self.platform = platform
    self.kind = kind
    self.reason = reason
  }
}
