package import Foundation
package import Logging
package import Persistence
package import Timekeeping

/// Looks now and then whether the clock was set, and puts the store right when it was.
///
/// Every loop also looks for work then: a command beside us changes the store without a word.
package actor ClockWatcher {
  private let database: ConferenceDatabase
  private let clock: any WallClock
  private let onStep: @Sendable () async -> Void
  private let logger: Logger
  private var watch: ClockWatch
  /// A step that is not in the store yet.
  private var open: TimeInterval = 0

  /// A watcher that has not run yet.
  ///
  /// - parameter onStep: called after the store was put right.
  package init(
    database: ConferenceDatabase, clock: any WallClock,
    onStep: @escaping @Sendable () async -> Void, logger: Logger
  ) {
    self.database = database
    self.clock = clock
    self.onStep = onStep
    self.logger = logger
    watch = ClockWatch(clock)
  }

  /// Compares the clock with what the store says of the time in which it was written last: it may
  /// have been set back while nobody watched.
  ///
  /// - throws: `PersistenceError`.
  package func start() async throws {
    guard let newest = try await database.read({ try $0.newestEntryInstant() }) else { return }
    let ahead = newest.timeIntervalSince(clock.now())
    if ahead >= ClockWatch.tolerance { try await put(right: -ahead) }
  }

  /// One look.
  ///
  /// - returns: by how much the clock was set, in seconds; nil when it was not.
  /// - throws: `PersistenceError`; the step is put right at the next look.
  @discardableResult
  package func pass() async throws -> TimeInterval? {
    if let step = watch.step(of: clock) {
      open += step
      logger.warning(
        "The clock was set",
        metadata: ["seconds": "\(Int(step.rounded()))", "now": "\(clock.now().ISO8601Format())"])
    }
    guard abs(open) >= ClockWatch.tolerance else { return nil }
    let step = open
    try await put(right: step)
    open = 0
    return step
  }

  private func put(right step: TimeInterval) async throws {
    let now = clock.now()
    let count = try await database.write { store in
      guard step < 0 else {
        try store.clockWasSetForward(by: step, now: now)
        return 0
      }
      return try store.clockWasSetBack(by: -step, now: now)
    }
    if count > 0 {
      logger.info("Taken up again after the clock was set back", metadata: ["count": "\(count)"])
    }
    await onStep()
  }
}
