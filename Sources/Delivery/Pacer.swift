package import Foundation
package import Messaging
package import Persistence

/// Keeps to rate limits: a token bucket for each lane, what a 429 has closed, and what it taught
/// about the platform as a whole.
///
/// A value: time is an argument, so a simulated clock paces like a real one. A bucket is kept as
/// the instant at which it is full again (the generic cell rate algorithm), one date per lane.
package struct Pacer: Sendable {
  private var fullAt: [String: Date] = [:]
  private var closedUntil: [String: Date] = [:]
  private var rules: [String: RateRule] = [:]
  private let main: String
  private let published: RateRule?
  private var learning = LaneLearning()
  private var changed: Set<String> = []

  /// Lanes that are full again are forgotten beyond this many.
  private static let laneLimit = 10_000

  /// Lanes that are all full and open.
  ///
  /// - parameter main: the lane of everything, whose rate is learned from 429s.
  /// - parameter published: its rule; nil when nobody publishes one.
  package init(main: String = "", published: RateRule? = nil) {
    self.main = main
    self.published = published
    rules[main] = published
  }

  /// How many lanes are remembered now.
  package var laneCount: Int { fullAt.count + closedUntil.count }

  /// Takes a permit in every lane, or says when all of them have one.
  ///
  /// - parameter lanes: names without a rule that a 429 may have closed.
  /// - returns: nil when the message may go now; else the earliest instant, and nothing is taken.
  package mutating func reserve(
    _ rules: [RateRule], lanes: [String], now: Date
  ) -> Date? {
    let rules = inForce(rules, lanes: lanes, now: now)
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
    changed.insert(lane)
  }

  /// Learns from a 429 of the main lane, before the lane is closed for it: the answers to all that
  /// was under way together are one lesson.
  package mutating func learn(until instant: Date, now: Date) {
    if let closed = closedUntil[main], closed > now { return }
    guard learning.learn(published: published, until: instant, now: now) else { return }
    empty(now: now)
  }

  /// A message is in the chat, by which the pace of the main lane is known.
  package mutating func notePassage(now: Date) { learning.notePassage(now: now) }

  /// How many messages a second go on the main lane; nil when nobody knows.
  package func rate(at now: Date) -> Double? {
    (learning.rule(lane: main, published: published, now: now) ?? published)
      .map { 1 / $0.interval }
  }

  /// Goes on with what an earlier process knew.
  package mutating func remember(_ limits: [LaneLimit], now: Date) {
    for limit in limits {
      if let closed = limit.closedUntil, closed > now { closedUntil[limit.lane] = closed }
      guard limit.lane == main, let known = LaneLearning(limit, now: now) else { continue }
      learning = known
      // What that process sent last is not known.
      empty(now: now)
    }
  }

  /// Forgets every instant, because the clock they were read from was set; what was learned of
  /// rates stays.
  package mutating func forgetInstants() {
    changed.formUnion(closedUntil.keys)
    fullAt = [:]
    closedUntil = [:]
    learning.forgetRun()
  }

  /// What changed since the last call and should outlive this process: limits to keep, and lanes
  /// of which nothing is known any more. The main lane's rate is always kept.
  package mutating func takeChanges(now: Date) -> (keep: [LaneLimit], forget: [String]) {
    guard !changed.isEmpty else { return ([], []) }
    defer { changed = [] }
    var (keep, forget): ([LaneLimit], [String]) = ([], [])
    let isBelieved = learning.rule(lane: main, published: published, now: now) != nil
    let mainRule = isBelieved ? learning.lessonRule(lane: main) : published
    for lane in changed.sorted() {
      let closed = closedUntil[lane].flatMap { $0 > now ? $0 : nil }
      let isLearned = lane == main && isBelieved
      let rule = lane == main ? mainRule : nil
      guard closed != nil || rule != nil else {
        forget.append(lane)
        continue
      }
      keep.append(
        LaneLimit(
          lane: lane, permits: rule?.permits, period: rule?.period.inSeconds ?? 1,
          closedUntil: closed, isLearned: isLearned,
          changedAt: isLearned ? learning.learnedAt : now))
    }
    return (keep, forget)
  }

  /// Lets the main lane's rate be kept with the next changes.
  package mutating func noteStart() { changed.insert(main) }

  private mutating func empty(now: Date) {
    guard let rule = learning.rule(lane: main, published: published, now: now) else { return }
    rules[main] = rule
    fullAt[main] = now.addingTimeInterval(rule.interval * Double(rule.permits))
  }

  /// The rules as they were learned, and that of a main lane for which nobody publishes one.
  private mutating func inForce(
    _ rules: [RateRule], lanes: [String], now: Date
  ) -> [RateRule] {
    guard let rule = learning.rule(lane: main, published: published, now: now) else {
      if learning.lesson != nil {
        // It is believed no more.
        learning = LaneLearning()
        self.rules[main] = published
        fullAt[main] = nil
        changed.insert(main)
      }
      return rules
    }
    guard rules.contains(where: { $0.lane == main }) else {
      return lanes.contains(main) ? rules + [rule] : rules
    }
    return rules.map { $0.lane == main ? rule : $0 }
  }

  /// How many messages a lane lets through now; nil when no rule for it is known.
  package func permits(of lane: String, now: Date) -> Int? {
    if let closed = closedUntil[lane], closed > now { return 0 }
    guard let rule = rules[lane] else { return nil }
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
    rules = rules.filter { fullAt[$0.key] != nil || $0.key == main }
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
