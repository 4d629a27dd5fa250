package import FoundationEssentials

/// The time of day, the only way any loop learns it.
///
/// Everything that waits, waits on a clock of this kind, so a whole conference can be replayed in
/// seconds and gives the same messages.
package protocol WallClock: Sendable {
  /// The time now.
  func now() -> Date
  /// How much time has passed since some start, whatever the clock was set to meanwhile.
  func elapsed() -> Duration
  /// Returns at the instant or later, at once when it has passed.
  ///
  /// - throws: `CancellationError` when the task is cancelled while it waits.
  func sleep(until instant: Date) async throws
  /// Waits for a span of this clock's time, whatever the clock is set to meanwhile.
  ///
  /// - throws: `CancellationError` when the task is cancelled while it waits.
  func sleep(for duration: Duration) async throws
}

extension Duration {
  /// In seconds, with fractions.
  package var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}
