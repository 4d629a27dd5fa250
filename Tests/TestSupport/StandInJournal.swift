import Synchronization

/// What a stand-in has received, in order, and those who wait for more of it.
package final class StandInJournal<Entry: Sendable>: Sendable {
  private struct Waiter {
    let id: Int
    let matches: @Sendable (Entry) -> Bool
    let continuation: CheckedContinuation<Entry?, Never>
  }

  private enum Next { case found(Entry), cancelled, wait }

  private struct State {
    var entries: [Entry] = []
    var waiters: [Waiter] = []
    var nextID = 0
    /// Waiters whose task was cancelled before they were put down.
    var cancelled: Set<Int> = []
  }

  private let state = Mutex(State())

  /// Without entries.
  package init() {}

  /// All entries so far.
  package var entries: [Entry] { state.withLock { $0.entries } }

  /// Adds an entry and wakes those who wait for one like it.
  package func append(_ entry: Entry) {
    let woken = state.withLock { state -> [Waiter] in
      state.entries.append(entry)
      let woken = state.waiters.filter { $0.matches(entry) }
      state.waiters.removeAll { $0.matches(entry) }
      return woken
    }
    for waiter in woken { waiter.continuation.resume(returning: entry) }
  }

  /// The first entry that matches, waited for when it is not there yet; nil after the timeout.
  ///
  /// - parameter timeout: real time.
  package func first(
    timeout: Duration, where matches: @escaping @Sendable (Entry) -> Bool
  ) async -> Entry? {
    await withTaskGroup(of: Entry?.self) { group in
      group.addTask { await self.wait(where: matches) }
      group.addTask {
        try? await Task.sleep(for: timeout)
        return nil
      }
      let first = await group.next() ?? nil
      group.cancelAll()
      return first
    }
  }

  private func wait(where matches: @escaping @Sendable (Entry) -> Bool) async -> Entry? {
    let id = state.withLock { state -> Int in
      state.nextID += 1
      return state.nextID
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let next = state.withLock { state -> Next in
          if let entry = state.entries.first(where: matches) { return .found(entry) }
          if state.cancelled.remove(id) != nil { return .cancelled }
          state.waiters.append(Waiter(id: id, matches: matches, continuation: continuation))
          return .wait
        }
        switch next {
        case .found(let entry): continuation.resume(returning: entry)
        case .cancelled: continuation.resume(returning: nil)
        case .wait: break
        }
      }
    } onCancel: {
      let waiter = state.withLock { state -> Waiter? in
        guard let index = state.waiters.firstIndex(where: { $0.id == id }) else {
          state.cancelled.insert(id)
          return nil
        }
        return state.waiters.remove(at: index)
      }
      waiter?.continuation.resume(returning: nil)
    }
  }
}

/// Answers a test has prepared in place of the stand-in's own.
package final class StandInFaults: Sendable {
  /// One prepared answer.
  struct Fault: Sendable {
    var reply: LoopbackServer.Reply
    /// True when the request takes effect all the same: the answer is lost, not the message.
    var takesEffect: Bool
  }

  private let waiting = Mutex<[String: [Fault]]>([:])

  init() {}

  /// Keeps an answer for a method's next call without one.
  func add(_ method: String, _ fault: Fault) {
    waiting.withLock { $0[method, default: []].append(fault) }
  }

  /// The answer for a call, which is used up.
  func next(_ method: String) -> Fault? {
    waiting.withLock { waiting in
      guard let first = waiting[method]?.first else { return nil }
      waiting[method]?.removeFirst()
      return first
    }
  }
}
