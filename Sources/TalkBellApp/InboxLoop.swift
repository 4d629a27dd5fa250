import ConferenceModel
import Conversation
import Foundation
import Logging
import Messaging
import Persistence
import Timekeeping

/// Hears one platform: poll, carry out, acknowledge.
///
/// The effects of a batch, its replies and the cursor are one transaction, so a command is neither
/// lost nor carried out twice, whenever the process dies.
actor InboxLoop {
  private let channel: any ReceivingChannel
  private let handler: CommandHandler
  private let database: ConferenceDatabase
  private let clock: any WallClock
  private let onCommit: @Sendable () -> Void
  private let logger: Logger
  private var lastProblem: String?
  private var failures = 0

  init(
    channel: any ReceivingChannel, handler: CommandHandler, database: ConferenceDatabase,
    clock: any WallClock, onCommit: @escaping @Sendable () -> Void, logger: Logger
  ) {
    self.channel = channel
    self.handler = handler
    self.database = database
    self.clock = clock
    self.onCommit = onCommit
    self.logger = logger
  }

  /// Polls until the task is cancelled.
  func run() async throws {
    while !Task.isCancelled {
      do {
        try await pass()
        if lastProblem != nil { logger.info("Receiving works again", metadata: metadata()) }
        lastProblem = nil
        failures = 0
      } catch {
        if error is CancellationError || Task.isCancelled { return }
        guard (try? await clock.sleep(for: pause(after: error))) != nil else { return }
      }
    }
  }

  /// One poll and all that follows from it.
  func pass() async throws {
    let platform = channel.platform
    let cursor = try await database.read { try $0.receiveCursor(of: platform) }
    let batch = try await channel.receive(after: cursor)
    guard batch.cursor != cursor else { return }
    let handled = try await handler.handle(
      batch, on: platform, database: database, now: clock.now())
    onCommit()
    let channel = channel
    await withDiscardingTaskGroup { group in
      for callback in handled.acknowledgements {
        group.addTask { await channel.acknowledge(callbackID: callback) }
      }
      // Who is forgotten has no row that a reply could wait in, so the last word goes out once.
      for farewell in handled.farewells { group.addTask { _ = await channel.send(farewell) } }
    }
  }

  /// Logs a problem when it is new, and says how long to wait: 1 s doubling to a minute, or as the
  /// platform wishes.
  private func pause(after error: any Error) -> Duration {
    failures += 1
    let backoff = Duration.seconds(min(60, 1 << min(failures - 1, 6)))
    let text = "\(error)"
    let isNew = text != lastProblem
    lastProblem = text
    switch error as? ReceiveError {
    case .temporary(_, let retryAfter)?:
      if isNew { logger.warning("Receiving failed", metadata: metadata(text)) }
      return retryAfter ?? backoff
    case .needsOperator?:
      if isNew { logger.error("Receiving needs the operator", metadata: metadata(text)) }
      return .seconds(30)
    case nil:
      if isNew { logger.error("Messages could not be handled", metadata: metadata(text)) }
      return backoff
    }
  }

  private func metadata(_ reason: String? = nil) -> Logger.Metadata {
    var metadata: Logger.Metadata = ["platform": "\(channel.platform.rawValue)"]
    if let reason { metadata["reason"] = "\(reason)" }
    return metadata
  }
}
