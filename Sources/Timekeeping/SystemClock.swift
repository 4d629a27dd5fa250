package import FoundationEssentials

/// The machine's clock.
package struct SystemClock: WallClock {
  private let slice: Duration
  private let wall: @Sendable () -> Date

  /// The machine's clock.
  ///
  /// A sleep looks at it every five seconds: by so much at most anything is delayed when it is set
  /// or the machine was suspended.
  package init() { self.init(slice: .seconds(5)) { Date.now } }

  /// A clock that shows what `wall` says, so that one that is set can be tried.
  ///
  /// - parameter slice: how long a sleep goes on without a look at it, in real time.
  package init(slice: Duration, wall: @escaping @Sendable () -> Date) {
    self.slice = slice
    self.wall = wall
  }

  /// The machine's time.
  package func now() -> Date { wall() }

  /// Time that passes whatever the machine's clock is set to, counted from some start that is the
  /// same for all of the process; a suspended machine's goes on.
  package func elapsed() -> Duration { Self.start.duration(to: .now) }

  /// Waits in slices, so that a clock that is set meanwhile counts.
  package func sleep(until instant: Date) async throws {
    while true {
      let remaining = Duration.seconds(min(instant.timeIntervalSince(now()), 86_400))
      if remaining <= .zero { return }
      try await Task.sleep(for: min(remaining, slice))
    }
  }

  /// Waits in slices too, because a timer stands still while the machine is suspended.
  package func sleep(for duration: Duration) async throws {
    let end = elapsed() + duration
    while true {
      let remaining = end - elapsed()
      if remaining <= .zero { return }
      try await Task.sleep(for: min(remaining, slice))
    }
  }

  private static let start = ContinuousClock.now
}
