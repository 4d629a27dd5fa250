package import FoundationEssentials
import Synchronization

/// A clock that stands where it is told, runs N times as fast, or moves only when stepped.
package final class SimulatedClock: WallClock {
  private struct Sleeper {
    let id: UInt64
    var deadline: Date
    /// It waits for a span and not for an instant: setting the clock moves its deadline along.
    let isSpan: Bool
    let continuation: CheckedContinuation<Void, any Error>
  }

  private struct State {
    var origin: Date
    var realOrigin: ContinuousClock.Instant
    /// By how much the clock was set in all, in seconds.
    var setBy: TimeInterval = 0
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

  /// Sets the clock as somebody with a screwdriver would, forwards or backwards: no time passes.
  /// Wakes those who wait for an instant that has come.
  package func set(to instant: Date) {
    let due = state.withLock { state -> [Sleeper] in
      let step = instant.timeIntervalSince(currentTime(state))
      state.origin = instant
      state.realOrigin = ContinuousClock.now
      state.setBy += step
      for index in state.sleepers.indices where state.sleepers[index].isSpan {
        state.sleepers[index].deadline += step
      }
      let due = state.sleepers.filter { $0.deadline <= instant }
      state.sleepers.removeAll { $0.deadline <= instant }
      return due.sorted { $0.deadline < $1.deadline }
    }
    for sleeper in due { sleeper.continuation.resume() }
  }

  /// The simulated time that has passed, `advance(to:)` counted and `set(to:)` not.
  package func elapsed() -> Duration {
    state.withLock { state in
      .seconds(currentTime(state).timeIntervalSinceReferenceDate - state.setBy)
    }
  }

  /// The earliest instant anyone waits for; nil when nobody does.
  package var nextDeadline: Date? {
    state.withLock { $0.sleepers.map(\.deadline).min() }
  }

  /// How many tasks wait now.
  package var sleeperCount: Int { state.withLock { $0.sleepers.count } }

  /// Returns when the clock has reached the instant.
  package func sleep(until instant: Date) async throws { try await sleep(.until(instant)) }

  /// Returns when so much simulated time has passed.
  package func sleep(for duration: Duration) async throws {
    try await sleep(.span(end: elapsed() + duration))
  }

  /// What a sleeper waits for.
  private enum Wish {
    case until(Date)
    /// Until so much time has passed in all.
    case span(end: Duration)
  }

  private func sleep(_ wish: Wish) async throws {
    if speed > 0 {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await self.park(wish) }
        group.addTask {
          // A step may overtake the real wait: whichever is first ends the sleep.
          while true {
            let remaining = self.state.withLock {
              self.deadline(of: wish, $0).timeIntervalSince(self.currentTime($0))
            }
            if remaining <= 0 { return }
            try await Task.sleep(for: .seconds(max(remaining / self.speed, 0.0005)))
          }
        }
        defer { group.cancelAll() }
        try await group.next()
      }
    } else {
      try await park(wish)
    }
  }

  private func deadline(of wish: Wish, _ state: State) -> Date {
    switch wish {
    case .until(let instant): instant
    case .span(let end): Date(timeIntervalSinceReferenceDate: end.seconds + state.setBy)
    }
  }

  private func park(_ wish: Wish) async throws {
    let isSpan = if case .span = wish { true } else { false }
    let id = state.withLock { state -> UInt64 in
      state.nextID += 1
      return state.nextID
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        enum Next { case wake, cancel, wait }
        let next = state.withLock { state -> Next in
          if state.cancelled.remove(id) != nil { return .cancel }
          let deadline = deadline(of: wish, state)
          if currentTime(state) >= deadline { return .wake }
          state.sleepers.append(
            Sleeper(
              id: id, deadline: deadline, isSpan: isSpan, continuation: continuation))
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
