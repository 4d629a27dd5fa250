package import FoundationEssentials
import Synchronization

/// Lets a loop sleep until its next due time or until somebody has news for it.
///
/// A signal given while nobody waits is kept, so none is lost; several count as one. One waiter.
package final class WakeSignal: Sendable {
  private struct State {
    var isSignalled = false
    var waiter: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())

  /// A signal that nobody has given yet.
  package init() {}

  /// Wakes the waiter, or the next one.
  package func signal() {
    let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
      guard let waiter = state.waiter else {
        state.isSignalled = true
        return nil
      }
      state.waiter = nil
      return waiter
    }
    waiter?.resume()
  }

  /// Returns on a signal or at the instant, whichever is first; nil waits for a signal only.
  ///
  /// - throws: `CancellationError` when the task is cancelled.
  package func wait(until instant: Date?, on clock: any WallClock) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await self.waitForSignal() }
      if let instant { group.addTask { try await clock.sleep(until: instant) } }
      defer { group.cancelAll() }
      try await group.next()
    }
    try Task.checkCancellation()
  }

  private func waitForSignal() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let resumeNow = state.withLock { state -> Bool in
          if state.isSignalled || Task.isCancelled {
            // A cancelled wait leaves the signal for the next one.
            if !Task.isCancelled { state.isSignalled = false }
            return true
          }
          state.waiter = continuation
          return false
        }
        if resumeNow { continuation.resume() }
      }
    } onCancel: {
      let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
        defer { state.waiter = nil }
        return state.waiter
      }
      waiter?.resume()
    }
  }
}
