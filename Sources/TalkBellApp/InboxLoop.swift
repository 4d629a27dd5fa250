import ConferenceModel
import Foundation
import Logging
import Messaging
import Timekeeping

/// Hears one platform for as long as the bot runs, and waits before it tries again what failed.
actor InboxLoop {
  private let inbox: Inbox
  private let logger: Logger
  private let hear:
    @Sendable (Inbox, _ onHeard: @escaping @Sendable () async -> Void) async throws
      -> Void
  private var lastProblem: String?
  private var failures = 0

  /// A loop that asks the platform for news, poll after poll.
  init(polling channel: any ReceivingChannel, inbox: Inbox, logger: Logger) {
    self.inbox = inbox
    self.logger = logger
    hear = { inbox, onHeard in
      let cursor = try await inbox.cursor()
      let batch = try await channel.receive(after: cursor)
      if batch.cursor != cursor { try await inbox.take(batch) }
      await onHeard()
    }
  }

  /// A loop that keeps connections open on which the platform speaks.
  init(connecting channel: any ConnectedChannel, inbox: Inbox, logger: Logger) {
    self.inbox = inbox
    self.logger = logger
    hear = { inbox, onHeard in
      try await channel.listen(
        onConnected: { Task { await onHeard() } },
        sink: { try await inbox.takeDelivery($0) })
    }
  }

  /// Hears until the task is cancelled.
  func run() async throws {
    while !Task.isCancelled {
      do {
        try await hear(inbox) { await self.noteRecovery() }
      } catch {
        if error is CancellationError || Task.isCancelled { return }
        guard (try? await inbox.clock.sleep(for: pause(after: error))) != nil else { return }
      }
    }
  }

  private func noteRecovery() {
    if lastProblem != nil { logger.info("Receiving works again", metadata: metadata()) }
    lastProblem = nil
    failures = 0
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
    var metadata: Logger.Metadata = ["platform": "\(inbox.channel.platform.rawValue)"]
    if let reason { metadata["reason"] = "\(reason)" }
    return metadata
  }
}
