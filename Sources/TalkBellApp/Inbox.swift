import Conversation
import Messaging
import Persistence
import Timekeeping

/// What comes in from one platform, however it comes: carried out, committed, then acknowledged.
///
/// The effects of a batch, its replies and its cursor or id are one transaction, so a command is
/// neither lost nor carried out twice, whenever the process dies.
struct Inbox: Sendable {
  let channel: any ChatChannel
  let handler: CommandHandler
  let database: ConferenceDatabase
  let clock: any WallClock
  let onCommit: @Sendable () -> Void

  /// Where the next poll starts; nil before the first.
  func cursor() async throws -> String? {
    let platform = channel.platform
    return try await database.read { try $0.receiveCursor(of: platform) }
  }

  /// Carries out a batch; returns when it is committed and what must be told at once is told.
  ///
  /// - throws: `PersistenceError`; then nothing is stored.
  func take(_ batch: IncomingBatch) async throws {
    let handled = try await commit(batch)
    await finish(handled)
  }

  /// Like `take`, for what a platform delivers and waits for: returns when it is committed.
  func takeDelivery(_ batch: IncomingBatch) async throws {
    let handled = try await commit(batch)
    Task { await finish(handled) }
  }

  private func commit(_ batch: IncomingBatch) async throws -> HandledBatch {
    let handled = try await handler.handle(
      batch, on: channel.platform, database: database, now: clock.now())
    onCommit()
    return handled
  }

  private func finish(_ handled: HandledBatch) async {
    let channel = channel
    await withDiscardingTaskGroup { group in
      if let hearing = channel as? any ReceivingChannel {
        for callback in handled.acknowledgements {
          group.addTask { await hearing.acknowledge(callbackID: callback) }
        }
      }
      // Who is forgotten has no row that a reply could wait in, so the last word goes out once.
      for farewell in handled.farewells { group.addTask { _ = await channel.send(farewell) } }
    }
  }
}
