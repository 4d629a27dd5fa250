import Foundation
import Testing
import Timekeeping

@Suite(.timeLimit(.minutes(1))) struct SimulatedClockTests {
  private let start = Date(timeIntervalSince1970: 1_774_000_000)

  private func waiting(_ count: Int, on clock: SimulatedClock) async {
    while clock.sleeperCount < count { await Task.yield() }
  }

  @Test func `a clock of speed zero stands until it is stepped`() {
    let clock = SimulatedClock(start: start, speed: 0)
    #expect(clock.now() == start)
    clock.advance(to: start.addingTimeInterval(90))
    #expect(clock.now() == start.addingTimeInterval(90))
  }

  @Test func `a clock never goes back`() {
    let clock = SimulatedClock(start: start, speed: 0)
    clock.advance(to: start.addingTimeInterval(-90))
    #expect(clock.now() == start)
  }

  @Test func `a negative speed is none`() {
    #expect(SimulatedClock(start: start, speed: -3).speed == 0)
  }

  @Test func `a sleep that is over returns at once`() async throws {
    let clock = SimulatedClock(start: start, speed: 0)
    try await clock.sleep(until: start)
    try await clock.sleep(until: start.addingTimeInterval(-1))
    try await clock.sleep(for: .zero)
    #expect(clock.sleeperCount == 0)
  }

  @Test func `a step wakes those whose time has come, and only those`() async throws {
    let clock = SimulatedClock(start: start, speed: 0)
    let woken = Recorder<Double>()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for span in [30.0, 10, 20] {
        group.addTask { [start] in
          try await clock.sleep(until: start.addingTimeInterval(span))
          woken.append(span)
        }
      }
      await waiting(3, on: clock)
      #expect(clock.nextDeadline == start.addingTimeInterval(10))
      clock.advance(to: start.addingTimeInterval(20))
      try await group.next()
      try await group.next()
      #expect(Set(woken.values) == [10, 20])
      #expect(clock.sleeperCount == 1)
      #expect(clock.nextDeadline == start.addingTimeInterval(30))
      clock.advance(to: start.addingTimeInterval(30))
      try await group.next()
    }
    #expect(Set(woken.values) == [10, 20, 30])
    #expect(clock.nextDeadline == nil)
  }

  @Test func `a loop that sleeps again is stepped from deadline to deadline`() async throws {
    let clock = SimulatedClock(start: start, speed: 0)
    let times = Recorder<Date>()
    let loop = Task {
      for _ in 0..<5 {
        try await clock.sleep(for: .seconds(60))
        times.append(clock.now())
      }
    }
    for _ in 0..<5 {
      await waiting(1, on: clock)
      if let next = clock.nextDeadline { clock.advance(to: next) }
    }
    try await loop.value
    #expect(times.values == (1...5).map { start.addingTimeInterval(Double($0) * 60) })
  }

  @Test(arguments: [0, 1])
  func `a cancelled sleep ends and leaves nobody waiting`(speed: Double) async {
    let clock = SimulatedClock(start: start, speed: speed)
    let sleeper = Task { [start] in
      try await clock.sleep(until: start.addingTimeInterval(3600))
    }
    await waiting(1, on: clock)
    sleeper.cancel()
    let result = await sleeper.result
    #expect(throws: CancellationError.self) { try result.get() }
    #expect(clock.sleeperCount == 0)
  }

  @Test func `a sleep of a task that is cancelled already throws`() async {
    let clock = SimulatedClock(start: start, speed: 0)
    let sleeper = Task { [start] in
      while !Task.isCancelled { await Task.yield() }
      try await clock.sleep(until: start.addingTimeInterval(3600))
    }
    sleeper.cancel()
    let result = await sleeper.result
    #expect(throws: CancellationError.self) { try result.get() }
    #expect(clock.sleeperCount == 0)
  }

  @Test func `a fast clock runs and wakes by itself`() async throws {
    let clock = SimulatedClock(start: start, speed: 1_000_000)
    try await clock.sleep(for: .seconds(3600))
    #expect(clock.now() >= start.addingTimeInterval(3600))
  }

  @Test func `a step overtakes the wait of a running clock`() async throws {
    let clock = SimulatedClock(start: start, speed: 1)
    let sleeper = Task { try await clock.sleep(for: .seconds(86_400)) }
    await waiting(1, on: clock)
    clock.advance(to: start.addingTimeInterval(90_000))
    try await sleeper.value
    #expect(clock.now() >= start.addingTimeInterval(90_000))
  }

  @Test func `many sleepers, steps and cancellations leave nobody behind`() async {
    let clock = SimulatedClock(start: start, speed: 0)
    let sleepers = (0..<300).map { number in
      Task { [start] in
        try await clock.sleep(until: start.addingTimeInterval(Double(number % 50 + 1)))
      }
    }
    for number in stride(from: 0, to: 300, by: 3) { sleepers[number].cancel() }
    clock.advance(to: start.addingTimeInterval(60))
    for sleeper in sleepers { _ = await sleeper.result }
    #expect(clock.sleeperCount == 0)
  }

  @Test(arguments: [
    (Duration.zero, 0.0), (.milliseconds(1500), 1.5), (.seconds(-2), -2),
    (.seconds(86_400), 86_400),
  ])
  func `a duration is a number of seconds`(duration: Duration, seconds: Double) {
    #expect(duration.seconds == seconds)
  }

  @Test func `the system clock returns at once when the instant has passed`() async throws {
    let clock = SystemClock()
    let before = clock.now()
    try await clock.sleep(until: before)
    try await clock.sleep(until: before.addingTimeInterval(0.002))
    #expect(clock.now() >= before.addingTimeInterval(0.002))
  }
}
