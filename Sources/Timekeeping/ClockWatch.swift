package import FoundationEssentials

/// Notices that a clock was set, which is no passing of time: the time of day jumps and the time
/// that has passed does not.
package struct ClockWatch: Sendable {
  /// The time of day less the time that has passed, in seconds.
  private var difference: TimeInterval

  /// Less is the clock's own correction, in seconds.
  package static let tolerance: TimeInterval = 2

  /// A watch over a clock from now on.
  package init(_ clock: any WallClock) { difference = Self.difference(of: clock) }

  /// By how much the clock was set since this was asked last, in seconds: forwards above zero;
  /// nil when it was not.
  package mutating func step(of clock: any WallClock) -> TimeInterval? {
    let current = Self.difference(of: clock)
    let step = current - difference
    difference = current
    return abs(step) >= Self.tolerance ? step : nil
  }

  private static func difference(of clock: any WallClock) -> TimeInterval {
    clock.now().timeIntervalSinceReferenceDate - clock.elapsed().seconds
  }
}
