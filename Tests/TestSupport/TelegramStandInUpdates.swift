import Synchronization

/// The updates a bot has not confirmed yet, with the rules of `getUpdates`: an offset confirms
/// all before it, a poll waits for news, and of two polls the earlier one is ended.
final class TelegramStandInUpdates: Sendable {
  /// How a poll ended.
  enum Answer: Sendable {
    case updates([StandInJSON])
    /// Another poll has begun.
    case conflict
  }

  private enum Wakeup { case news, timeout, conflict }

  private struct Update {
    var id: Int64
    var kind: String
    var json: StandInJSON
  }

  private struct State {
    var updates: [Update] = []
    var nextID: Int64 = 870_001
    var poll: (number: Int, continuation: CheckedContinuation<Wakeup, Never>)?
    var pollCount = 0
  }

  private let state = Mutex(State())
  private let parked = StandInJournal<Int>()

  /// Adds news; `kind` is the update's field, `message` say.
  func add(_ kind: String, _ content: StandInJSON) {
    let poll = state.withLock { state in
      let id = state.nextID
      state.nextID += 1
      state.updates.append(
        Update(
          id: id, kind: kind, json: .object(["update_id": .integer(id), kind: content])))
      return Self.takePoll(&state)
    }
    poll?.resume(returning: .news)
  }

  /// The updates up to this one were delivered.
  func confirm(through id: Int64) {
    state.withLock { $0.updates.removeAll { $0.id <= id } }
  }

  /// How many updates are not confirmed.
  var unconfirmedCount: Int { state.withLock { $0.updates.count } }

  /// One call of `getUpdates`; the timeout is real time.
  func poll(
    offset: Int64?, limit: Int, timeout: Duration, allowed: Set<String>?
  ) async -> Answer {
    let (number, earlier) = state.withLock { state in
      state.pollCount += 1
      if let offset, offset > 0 { state.updates.removeAll { $0.id < offset } }
      if let allowed { state.updates.removeAll { !allowed.contains($0.kind) } }
      return (state.pollCount, Self.takePoll(&state))
    }
    earlier?.resume(returning: .conflict)
    let waiting = Task {
      try await Task.sleep(for: timeout)
      self.end(number)
    }
    defer { waiting.cancel() }
    while true {
      switch await wakeup(number, mayWait: timeout > .zero) {
      case .conflict: return .conflict
      case .timeout: return .updates([])
      case .news:
        let batch = state.withLock { state in
          if let allowed { state.updates.removeAll { !allowed.contains($0.kind) } }
          return state.updates.prefix(limit).map(\.json)
        }
        if !batch.isEmpty { return .updates(batch) }
      }
    }
  }

  /// Returns when a poll has begun to wait for news; false after the timeout.
  func waitUntilPolled(timeout: Duration) async -> Bool {
    await parked.first(timeout: timeout) { _ in true } != nil
  }

  /// Ends the waiting poll, as when the server stops.
  func stop() {
    let poll = state.withLock { Self.takePoll(&$0) }
    poll?.resume(returning: .timeout)
  }

  private func wakeup(_ number: Int, mayWait: Bool) async -> Wakeup {
    await withCheckedContinuation { continuation in
      let now = state.withLock { state -> Wakeup? in
        if state.pollCount > number { return .conflict }
        if !state.updates.isEmpty { return .news }
        if !mayWait { return .timeout }
        state.poll = (number, continuation)
        return nil
      }
      if let now { continuation.resume(returning: now) } else { parked.append(number) }
    }
  }

  private func end(_ number: Int) {
    let poll = state.withLock { state in
      state.poll?.number == number ? Self.takePoll(&state) : nil
    }
    poll?.resume(returning: .timeout)
  }

  private static func takePoll(_ state: inout State) -> CheckedContinuation<Wakeup, Never>? {
    defer { state.poll = nil }
    return state.poll?.continuation
  }
}
