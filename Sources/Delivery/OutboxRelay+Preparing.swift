import ConferenceModel
import Foundation
import Persistence

/// An entry whose words are wanted.
struct UnpreparedEntry: Sendable {
  var entry: OutboxEntry
  var now: Date
  var continuation: CheckedContinuation<Result<PreparedNotice?, any Error>, Never>
}

/// Entries are put into words together, as many as come while the batch before them is read: a
/// snapshot for each of them would cost more than the words.
extension OutboxRelay {
  /// The words, and their way, for the subscriber as it is now, which is not always as it was when
  /// the entry was claimed: it may have waited behind a message that hung. nil when it must not go
  /// there any more; the next claim sees why.
  ///
  /// - throws: `PersistenceError`, `CancellationError`, or what `NoticeRenderer.render` throws.
  func prepare(_ entry: OutboxEntry, now: Date) async throws -> PreparedNotice? {
    let result = await withCheckedContinuation { continuation in
      unprepared.append(UnpreparedEntry(entry: entry, now: now, continuation: continuation))
      guard !isPreparing else { return }
      isPreparing = true
      Task { await prepareAll() }
    }
    // Nothing has gone out yet, so that whoever was cancelled meanwhile leaves nothing in doubt.
    try Task.checkCancellation()
    return try result.get()
  }

  private func prepareAll() async {
    let renderer = renderer
    while !unprepared.isEmpty {
      let batch = unprepared
      unprepared = []
      do {
        let results = try await database.read { store in
          batch.map { one in Result { try Self.prepare(one, renderer, store) } }
        }
        for (one, result) in zip(batch, results) { one.continuation.resume(returning: result) }
      } catch {
        for one in batch { one.continuation.resume(returning: .failure(error)) }
      }
    }
    isPreparing = false
  }

  private static func prepare(
    _ one: UnpreparedEntry, _ renderer: NoticeRenderer, _ store: ReadTransaction
  ) throws -> PreparedNotice? {
    guard let subscriber = try store.subscriber(one.entry.subscriber.id),
      subscriber.address == one.entry.subscriber.address,
      subscriber.state == .active || one.entry.notice.kind == .reply
    else { return nil }
    var current = one.entry
    current.subscriber = subscriber
    return try renderer.prepare(current, from: store, now: one.now)
  }
}
