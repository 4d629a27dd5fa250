package import FoundationEssentials

/// The machine's clock.
package struct SystemClock: WallClock {
  /// The machine's clock.
  package init() {}

  /// The machine's time.
  package func now() -> Date { Date.now }

  /// Waits in slices of at most a minute, so that a stepped system clock or a suspended machine
  /// delays nothing by more than that.
  package func sleep(until instant: Date) async throws {
    while true {
      let begin = now()
      let remaining = instant.timeIntervalSince(begin)
      if remaining <= 0 { return }
      try await Task.sleep(for: .seconds(min(remaining, 60)))
      // Set back: an instant that was a minute away may be an hour away now.
      if now() < begin { return }
    }
  }
}
