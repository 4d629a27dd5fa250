import ConferenceModel
package import Foundation
package import Logging
package import Persistence
import Planning
package import Timekeeping

/// Deletes what is of no use any more, some time after a conference.
///
/// It looks in a snapshot and deletes in small batches with pauses between them, so that no message
/// waits for it.
package actor StoreSweeper {
  private let database: ConferenceDatabase
  private let clock: any WallClock
  private let keepFor: TimeInterval
  private let sources: [String]
  private let logger: Logger
  private var lastError: String?

  /// So many rows of each table at a time.
  private static let batch = 500
  /// Between two batches, and between two looks when nothing is left.
  private static let (pause, rest): (Duration, Duration) = (.seconds(1), .seconds(3600))

  /// A sweeper that has not run yet.
  ///
  /// - parameter keepFor: how long everything is kept after a conference's last session.
  /// - parameter sources: the ids that are configured.
  package init(
    database: ConferenceDatabase, clock: any WallClock, keepFor: Duration, sources: [String],
    logger: Logger
  ) {
    self.database = database
    self.clock = clock
    self.keepFor = keepFor.seconds
    self.sources = sources
    self.logger = logger
  }

  /// Sweeps now and then, until the task is cancelled.
  package func run() async throws {
    var total = 0
    while !Task.isCancelled {
      var isDone = true
      do {
        let count = try await pass(now: clock.now()).count
        isDone = count == 0
        total += count
        lastError = nil
        if isDone, total > 0 {
          logger.info("Old data deleted", metadata: ["rows": "\(total)"])
          total = 0
        }
      } catch {
        if error is CancellationError || Task.isCancelled { return }
        note(error)
      }
      do { try await clock.sleep(for: isDone ? Self.rest : Self.pause) } catch { return }
    }
  }

  /// Deletes one batch.
  ///
  /// - returns: what it was; nothing when all that is left is still to be kept.
  /// - throws: `PersistenceError`; then nothing is deleted.
  @discardableResult
  package func pass(now: Date) async throws -> SpentRows {
    let (keepFor, sources) = (keepFor, sources)
    let (lastEnd, rows) = try await database.read { store in
      let entries = try store.programme().entries
      let horizon = RetentionPlanner.horizon(of: entries, keepFor: keepFor, now: now)
      // Where no session is left, what they said is.
      let lastEnd = horizon?.lastEnd ?? (entries.isEmpty ? .distantPast : nil)
      let rows = try store.spentRows(
        lastEnd: lastEnd, settledUntil: horizon?.settledUntil ?? .distantPast,
        sources: sources, now: now, limit: Self.batch)
      return (lastEnd, rows)
    }
    guard rows.count > 0 else { return rows }
    try await database.write { try $0.delete(rows, lastEnd: lastEnd, now: now) }
    return rows
  }

  private func note(_ error: any Error) {
    let text = "\(error)"
    guard text != lastError else { return }
    lastError = text
    logger.error("Old data could not be deleted", metadata: ["reason": "\(text)"])
  }
}
