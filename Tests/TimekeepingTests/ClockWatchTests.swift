import Foundation
import Synchronization
import Testing
import Timekeeping

/// What a clock that is set does to those who wait, and how it is noticed.
@Suite(.timeLimit(.minutes(1))) struct ClockWatchTests {
  private let start = Date(timeIntervalSince1970: 1_774_000_000)

  private func waiting(_ count: Int, on clock: SimulatedClock) async {
    while clock.sleeperCount < count { await Task.yield() }
  }

  @Test(arguments: [-3600, 3600, -2, 2, 86_400])
  func `a step is noticed once, with its size`(step: Double) {
    let clock = SimulatedClock(start: start, speed: 0)
    var watch = ClockWatch(clock)
    clock.advance(to: start.addingTimeInterval(5))
    #expect(watch.step(of: clock) == nil)
    clock.set(to: clock.now().addingTimeInterval(step))
    clock.advance(to: clock.now().addingTimeInterval(5))
    let noticed = watch.step(of: clock)
    #expect(noticed.map { ($0 * 1000).rounded() / 1000 } == step)
    #expect(watch.step(of: clock) == nil)
  }

  @Test(arguments: [-1.5, 1.5, 0])
  func `a clock's own correction, and time that passes, are no steps`(step: Double) {
    let clock = SimulatedClock(start: start, speed: 0)
    var watch = ClockWatch(clock)
    for _ in 0..<10 {
      clock.advance(to: clock.now().addingTimeInterval(3600))
      clock.set(to: clock.now().addingTimeInterval(step))
      #expect(watch.step(of: clock) == nil)
    }
  }

  @Test func `set forwards, it wakes who waits for an instant and not who waits for a span`()
    async throws
  {
    let clock = SimulatedClock(start: start, speed: 0)
    let woken = Recorder<String>()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { [start] in
        try await clock.sleep(until: start.addingTimeInterval(1800))
        woken.append("instant")
      }
      group.addTask {
        try await clock.sleep(for: .seconds(60))
        woken.append("span")
      }
      await waiting(2, on: clock)
      clock.set(to: start.addingTimeInterval(3600))
      try await group.next()
      #expect(woken.values == ["instant"])
      #expect(clock.nextDeadline == start.addingTimeInterval(3660))
      clock.advance(to: start.addingTimeInterval(3660))
      try await group.next()
    }
    #expect(woken.values == ["instant", "span"])
  }

  @Test func `set back, it lets who waits for a span wait no longer than that`() async throws {
    let clock = SimulatedClock(start: start, speed: 0)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await clock.sleep(for: .seconds(60)) }
      await waiting(1, on: clock)
      clock.set(to: start.addingTimeInterval(-3600))
      #expect(clock.now() == start.addingTimeInterval(-3600))
      #expect(clock.nextDeadline == start.addingTimeInterval(-3540))
      clock.advance(to: start.addingTimeInterval(-3540))
      try await group.next()
    }
    #expect(clock.sleeperCount == 0)
  }

  @Test func `what has passed is what was advanced`() {
    let clock = SimulatedClock(start: start, speed: 0)
    let before = clock.elapsed()
    clock.advance(to: start.addingTimeInterval(90))
    clock.set(to: start.addingTimeInterval(-7200))
    clock.advance(to: start.addingTimeInterval(-7190))
    #expect((clock.elapsed() - before).seconds.rounded() == 100)
  }

  @Test func `a running clock that is set back ends a span in its time`() async throws {
    let clock = SimulatedClock(start: start, speed: 1)
    let sleeper = Task { try await clock.sleep(for: .seconds(3600)) }
    await waiting(1, on: clock)
    clock.set(to: start.addingTimeInterval(-86_400))
    clock.advance(to: clock.now().addingTimeInterval(3600))
    try await sleeper.value
    #expect(clock.now() < start)
  }

  @Test(arguments: [3600.0, 3599.999, 86_400])
  func `a machine whose clock is set forwards wakes who waits for an instant`(
    step: Double
  ) async throws {
    let wall = Mutex(start)
    let clock = SystemClock(slice: .milliseconds(1)) { wall.withLock { $0 } }
    let sleeper = Task { [start] in
      try await clock.sleep(until: start.addingTimeInterval(3600))
      return clock.now()
    }
    for _ in 0..<100 { await Task.yield() }
    wall.withLock { $0 += step }
    // A clock that runs on from there.
    while wall.withLock({ $0 }) < start.addingTimeInterval(3600) {
      wall.withLock { $0 += 0.0005 }
      await Task.yield()
    }
    #expect(try await sleeper.value >= start.addingTimeInterval(3600))
  }

  @Test func `a machine whose clock is set back ends a span in its time`() async throws {
    let wall = Mutex(start)
    let clock = SystemClock(slice: .milliseconds(1)) { wall.withLock { $0 } }
    let sleeper = Task { try await clock.sleep(for: .milliseconds(20)) }
    wall.withLock { $0 -= 3600 }
    try await sleeper.value
    #expect(clock.now() < start)
  }

  @Test func `the machine's passing time only grows, and a span of it passes`() async throws {
    let clock = SystemClock()
    let before = clock.elapsed()
    try await clock.sleep(for: .milliseconds(3))
    try await clock.sleep(for: .zero)
    try await clock.sleep(for: .seconds(-5))
    #expect(clock.elapsed() - before >= .milliseconds(3))
  }
}
