package import Foundation
package import Messaging

/// Keeps to rate limits: a token bucket for each lane, and what a 429 has closed.
///
/// A value: time is an argument, so a simulated clock paces like a real one. A bucket is kept as
/// the instant at which it is full again (the generic cell rate algorithm), one date per lane.
package struct Pacer: Sendable {
  private var fullAt: [String: Date] = [:]
  private var closedUntil: [String: Date] = [:]
  private var rules: [String: RateRule] = [:]

  /// Lanes that are full again are forgotten beyond this many.
  private static let laneLimit = 10_000

  /// Lanes that are all full and open.
  package init() {}

  /// How many lanes are remembered now.
  package var laneCount: Int { fullAt.count + closedUntil.count }

  /// Takes a permit in every lane, or says when all of them have one.
  ///
  /// - parameter lanes: names without a rule that a 429 may have closed.
  /// - returns: nil when the message may go now; else the earliest instant, and nothing is taken.
  package mutating func reserve(
    _ rules: [RateRule], lanes: [String], now: Date
  ) -> Date? {
    let openings = rules.map { opening(of: $0, now: now) } + lanes.compactMap { closedUntil[$0] }
    if let latest = openings.max(), latest > now { return Self.wholeMilliseconds(latest) }
    for rule in rules {
      self.rules[rule.lane] = rule
      let full = max(full(rule, now: now) ?? now, now)
      fullAt[rule.lane] = full.addingTimeInterval(rule.interval)
    }
    forgetFullLanes(now: now)
    return nil
  }

  /// Closes a lane: after a 429, until the server's time.
  package mutating func close(_ lane: String, until instant: Date) {
    closedUntil[lane] = max(closedUntil[lane] ?? instant, Self.wholeMilliseconds(instant))
  }

  /// How many messages a lane lets through now; nil when no rule for it was ever used.
  package func permits(of lane: String, now: Date) -> Int? {
    if let closed = closedUntil[lane], closed > now { return 0 }
    guard let rule = rules[lane], fullAt[lane] != nil else { return nil }
    let full = full(rule, now: now) ?? now
    let missing = max(0, full.timeIntervalSince(now)) / rule.interval
    // A millionth of a permit is the rounding of dates.
    return max(0, Int((Double(rule.permits) - missing + 0.000_001).rounded(.down)))
  }

  /// When a lane has some permits again, so that waking for it is worth while: a fifth of a burst.
  package func opening(of lane: String, now: Date) -> Date {
    let closed = closedUntil[lane] ?? now
    guard let rule = rules[lane], let full = full(rule, now: now) else {
      return max(closed, now)
    }
    let wanted = Double(max(1, rule.permits / 5))
    let instant = full.addingTimeInterval(-(Double(rule.permits) - wanted) * rule.interval)
    return max(instant, closed, now)
  }

  private func opening(of rule: RateRule, now: Date) -> Date {
    let closed = closedUntil[rule.lane] ?? now
    guard let full = full(rule, now: now) else { return closed }
    let burst = Double(rule.permits - 1) * rule.interval
    // A microsecond early is in time: dates are rounded.
    let instant = full.addingTimeInterval(-burst)
    return max(instant.timeIntervalSince(now) < 0.000_001 ? now : instant, closed)
  }

  /// When a lane is full again; nil when it is full. An empty one is full a period later: anything
  /// beyond comes of a clock that was set back, and must not close the lane for as long.
  private func full(_ rule: RateRule, now: Date) -> Date? {
    let limit = now.addingTimeInterval(rule.interval * Double(max(1, rule.permits)) + 0.001)
    return fullAt[rule.lane].flatMap { $0 <= limit ? $0 : nil }
  }

  /// Rounded up: the outbox keeps whole milliseconds, and an entry that comes back a fraction of
  /// one too early would be put off to the same instant again and again.
  private static func wholeMilliseconds(_ instant: Date) -> Date {
    // Less than a microsecond above a whole number is the rounding of dates.
    let count = (instant.timeIntervalSince1970 * 1000 - 0.000_5).rounded(.up)
    return Date(timeIntervalSince1970: count / 1000)
  }

  private mutating func forgetFullLanes(now: Date) {
    guard laneCount > Self.laneLimit else { return }
    fullAt = fullAt.filter { $0.value > now }
    closedUntil = closedUntil.filter { $0.value > now }
    rules = rules.filter { fullAt[$0.key] != nil }
  }
}

extension RateRule {
  /// Seconds until one permit is back.
  var interval: TimeInterval {
    let seconds =
      Double(period.components.seconds) + Double(period.components.attoseconds) / 1e18
    return seconds / Double(max(1, permits))
  }
}
