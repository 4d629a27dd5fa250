package import FoundationEssentials
import Synchronization

/// A clock that stands where it is told, runs N times as fast, or moves only when stepped.
package final class SimulatedClock: WallClock {
  private struct Sleeper {
    let id: UInt64
    let deadline: Date
    let continuation: CheckedContinuation<Void, any Error>
  }

  private struct State {
    var origin: Date
    var realOrigin: ContinuousClock.Instant
    var nextID: UInt64 = 0
    var sleepers: [Sleeper] = []
    var cancelled: Set<UInt64> = []
  }

  private let state: Mutex<State>
  /// Simulated seconds per real second; 0 for a clock that moves only by `advance(to:)`.
  package let speed: Double

  /// A clock that shows `start` now and runs `speed` times as fast as the machine's.
  ///
  /// - parameter speed: 0 or more; 0 stands still until it is stepped.
  package init(start: Date, speed: Double) {
    self.speed = max(0, speed)
    self.state = Mutex(State(origin: start, realOrigin: ContinuousClock.now))
  }

  /// The simulated time.
  package func now() -> Date { state.withLock { currentTime($0) } }

  /// Steps the clock to an instant and wakes all whose time has come; never backwards.
  package func advance(to instant: Date) {
    let due = state.withLock { state -> [Sleeper] in
      let target = max(instant, currentTime(state))
      state.origin = target
      state.realOrigin = ContinuousClock.now
      let due = state.sleepers.filter { $0.deadline <= target }
      state.sleepers.removeAll { $0.deadline <= target }
      return due.sorted { $0.deadline < $1.deadline }
    }
    for sleeper in due { sleeper.continuation.resume() }
  }

  /// Sets the clock to an instant, back as well as forth, as somebody does who corrects a machine's
  /// clock. Set back it wakes everybody, as the machine's does.
  package func set(to instant: Date) {
    let woken = state.withLock { state -> [Sleeper] in
      guard instant < currentTime(state) else { return [] }
      state.origin = instant
      state.realOrigin = ContinuousClock.now
      defer { state.sleepers = [] }
      return state.sleepers.sorted { $0.deadline < $1.deadline }
    }
    for sleeper in woken { sleeper.continuation.resume() }
    advance(to: instant)
  }

  /// The earliest instant anyone waits for; nil when nobody does.
  package var nextDeadline: Date? {
    state.withLock { $0.sleepers.map(\.deadline).min() }
  }

  /// How many tasks wait now.
  package var sleeperCount: Int { state.withLock { $0.sleepers.count } }

  /// Returns when the clock has reached the instant.
  package func sleep(until instant: Date) async throws {
    if speed > 0 {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await self.park(until: instant) }
        group.addTask {
          // A step may overtake the real wait: whichever is first ends the sleep.
          while true {
            let remaining = instant.timeIntervalSince(self.now())
            if remaining <= 0 { return }
            try await Task.sleep(for: .seconds(max(remaining / self.speed, 0.0005)))
          }
        }
        defer { group.cancelAll() }
        try await group.next()
      }
    } else {
      try await park(until: instant)
    }
  }

  private func park(until instant: Date) async throws {
    let id = state.withLock { state -> UInt64 in
      state.nextID += 1
      return state.nextID
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        enum Next { case wake, cancel, wait }
        let next = state.withLock { state -> Next in
          if state.cancelled.remove(id) != nil { return .cancel }
          if currentTime(state) >= instant { return .wake }
          state.sleepers.append(
            Sleeper(id: id, deadline: instant, continuation: continuation))
          return .wait
        }
        switch next {
        case .wake: continuation.resume()
        case .cancel: continuation.resume(throwing: CancellationError())
        case .wait: break
        }
      }
    } onCancel: {
      let sleeper = state.withLock { state -> Sleeper? in
        guard let index = state.sleepers.firstIndex(where: { $0.id == id }) else {
          state.cancelled.insert(id)
          return nil
        }
        return state.sleepers.remove(at: index)
      }
      sleeper?.continuation.resume(throwing: CancellationError())
    }
    state.withLock { _ = $0.cancelled.remove(id) }
  }

  private func currentTime(_ state: State) -> Date {
    guard speed > 0 else { return state.origin }
    let elapsed = ContinuousClock.now - state.realOrigin
    return state.origin.addingTimeInterval(elapsed.seconds * speed)
  }
}
