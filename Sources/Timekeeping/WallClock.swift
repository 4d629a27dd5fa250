package import FoundationEssentials

/// The time of day, the only way any loop learns it.
///
/// Everything that waits, waits on a clock of this kind, so a whole conference can be replayed in
/// seconds and gives the same messages.
package protocol WallClock: Sendable {
  /// The time now.
  func now() -> Date
  /// Returns at the instant or later, at once when it has passed, and early when the clock is set
  /// back meanwhile: then whoever waited has to look anew what there is to wait for.
  ///
  /// - throws: `CancellationError` when the task is cancelled while it waits.
  func sleep(until instant: Date) async throws
}

extension WallClock {
  /// Waits for a span of this clock's time.
  package func sleep(for duration: Duration) async throws {
    try await sleep(until: now().addingTimeInterval(duration.seconds))
  }
}

extension Duration {
  /// In seconds, with fractions.
  package var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}
