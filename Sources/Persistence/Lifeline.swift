import GRDB
import Synchronization

/// How many transactions a store has left before the death of its process, where that is rehearsed.
final class Lifeline: Sendable {
  private struct State {
    var left: Int
    var onDeath: @Sendable () -> Void
  }

  private let state = Mutex<State?>(nil)

  func cut(after count: Int, onDeath: @escaping @Sendable () -> Void) {
    state.withLock { $0 = State(left: count, onDeath: onDeath) }
    if count == 0 { onDeath() }
  }

  /// - throws: when the process has died.
  func check(_ path: String) throws {
    if state.withLock({ $0?.left == 0 }) {
      throw PersistenceError.failed(path: path, reason: "the process has ended")
    }
  }

  /// Counts the transaction that has begun, when it is committed.
  ///
  /// - throws: as `check`.
  func join(_ database: Database, path: String) throws {
    guard state.withLock({ $0 != nil }) else { return }
    try check(path)
    database.afterNextTransaction { [self] _ in
      let onDeath = state.withLock { state -> (@Sendable () -> Void)? in
        guard let left = state?.left, left > 0 else { return nil }
        state?.left = left - 1
        return left == 1 ? state?.onDeath : nil
      }
      onDeath?()
    }
  }
}
