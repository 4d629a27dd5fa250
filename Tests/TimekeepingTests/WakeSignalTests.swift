import Foundation
import Testing
import Timekeeping

@Suite(.timeLimit(.minutes(1))) struct WakeSignalTests {
  private let start = Date(timeIntervalSince1970: 1_774_000_000)
  private var clock: SimulatedClock { SimulatedClock(start: start, speed: 0) }

  @Test func `a signal given before is kept`() async throws {
    let signal = WakeSignal()
    signal.signal()
    try await signal.wait(until: nil, on: clock)
  }

  @Test func `several signals count as one`() async throws {
    let (signal, clock) = (WakeSignal(), clock)
    for _ in 0..<3 { signal.signal() }
    try await signal.wait(until: nil, on: clock)
    let second = Task { try await signal.wait(until: nil, on: clock) }
    second.cancel()
    let result = await second.result
    #expect(throws: CancellationError.self) { try result.get() }
  }

  @Test func `a wait ends at its instant without a signal`() async throws {
    let (signal, clock) = (WakeSignal(), clock)
    let waiter = Task { [start] in
      try await signal.wait(until: start.addingTimeInterval(60), on: clock)
    }
    while clock.sleeperCount < 1 { await Task.yield() }
    clock.advance(to: start.addingTimeInterval(60))
    try await waiter.value
  }

  @Test func `a signal ends a wait before its instant`() async throws {
    let (signal, clock) = (WakeSignal(), clock)
    let waiter = Task { [start] in
      try await signal.wait(until: start.addingTimeInterval(60), on: clock)
    }
    while clock.sleeperCount < 1 { await Task.yield() }
    signal.signal()
    try await waiter.value
    #expect(clock.now() == start)
    #expect(clock.sleeperCount == 0)
  }

  @Test func `a signal after a wait ended by its instant is kept for the next`() async throws {
    let (signal, clock) = (WakeSignal(), clock)
    try await signal.wait(until: start, on: clock)
    signal.signal()
    try await signal.wait(until: nil, on: clock)
  }

  @Test func `a cancelled wait throws and loses no signal`() async throws {
    let (signal, clock) = (WakeSignal(), clock)
    let waiter = Task { [start] in
      try await signal.wait(until: start.addingTimeInterval(60), on: clock)
    }
    while clock.sleeperCount < 1 { await Task.yield() }
    waiter.cancel()
    let result = await waiter.result
    #expect(throws: CancellationError.self) { try result.get() }
    signal.signal()
    try await signal.wait(until: nil, on: clock)
  }

  /// The contract of a loop: work that was added before a signal is seen after the next wake-up.
  @Test func `no wake-up is lost between many senders and one waiter`() async throws {
    let (signal, clock) = (WakeSignal(), clock)
    let added = Recorder<Int>()
    let total = 2_000
    let waiter = Task {
      while added.values.count < total { try await signal.wait(until: nil, on: clock) }
    }
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<4 {
        group.addTask {
          for number in 0..<(total / 4) {
            added.append(number)
            signal.signal()
            if number % 7 == 0 { await Task.yield() }
          }
        }
      }
    }
    try await waiter.value
    #expect(added.values.count == total)
  }
}
