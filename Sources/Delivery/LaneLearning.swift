package import Foundation
package import Messaging
import Persistence

/// What a platform's answers teach about its overall limit, where nobody publishes one or where it
/// is stricter than what is published.
///
/// A 429 says when to come back and not how many may come then, so the rate is taken from what went
/// through between two of them: too high after the first, right after the second. A 429 may also
/// come of something else than our pace, so without a further one the rate is doubled every ten
/// minutes: what was right is soon learned again, what was wrong holds nobody up for long.
package struct LaneLearning: Hashable, Sendable {
  /// Messages a second when it was learned; nil while nothing was.
  private(set) var lesson: Double?
  /// How many go at once when the lane was idle.
  private(set) var burst = 1
  /// When it was last learned.
  private(set) var learnedAt = Date.distantPast
  private var run: Run?

  /// The slowest rate that is believed, messages a second: half of Synapse's default.
  private static let slowest = 0.1
  /// In seconds, after which twice the rate is tried.
  private static let trial: TimeInterval = 600
  /// So many messages, or so many times what a published rule lets go at once, make a load.
  private static let enough = 5
  /// For how long it is believed, in seconds: a homeserver's configuration changes.
  private static let life: TimeInterval = 86_400
  /// A pause of so many seconds begins a new run: what came before it was no load.
  private static let pause: TimeInterval = 5

  /// What went through since the last 429 or the last pause.
  private struct Run: Hashable {
    var since: Date
    var last: Date
    var count = 0
  }

  /// Nothing is learned yet.
  package init() {}

  /// What an earlier process learned; nil when that is too old.
  init?(_ limit: LaneLimit, now: Date) {
    guard limit.isLearned, let permits = limit.permits,
      now.timeIntervalSince(limit.changedAt) < Self.life
    else { return nil }
    lesson = Double(permits) / limit.period
    burst = permits
    learnedAt = limit.changedAt
  }

  /// Messages a second that are believed now; nil when nothing is.
  package func rate(at now: Date) -> Double? {
    let age = now.timeIntervalSince(learnedAt)
    guard age < Self.life else { return nil }
    return lesson.map { $0 * pow(2, max(0, age) / Self.trial) }
  }

  /// As a token bucket; nil when nothing is believed that is stricter than what is published.
  package func rule(lane: String, published: RateRule?, now: Date) -> RateRule? {
    guard let rate = rate(at: now) else { return nil }
    if let published, rate >= 1 / published.interval { return nil }
    return Self.rule(lane: lane, rate: rate, burst: burst)
  }

  /// The bucket of the last lesson, to be kept.
  func lessonRule(lane: String) -> RateRule? {
    lesson.map { Self.rule(lane: lane, rate: $0, burst: burst) }
  }

  private static func rule(lane: String, rate: Double, burst: Int) -> RateRule {
    RateRule(
      lane: lane, permits: burst,
      period: .milliseconds(max(1, Int64(Double(burst) / rate * 1000))))
  }

  /// A 429 came.
  ///
  /// Only a 429 under load teaches: a single one may come of anything. What went through before one
  /// that taught nothing is counted on.
  ///
  /// - parameter published: the rule of the lane; nil when nobody publishes one.
  /// - returns: whether anything was learned.
  package mutating func learn(published: RateRule?, until instant: Date, now: Date) -> Bool {
    guard let run, run.count >= Self.enough * (published?.permits ?? 1) else { return false }
    let known = rate(at: now)
    var span = now.timeIntervalSince(run.since)
    if known == nil { span += instant.timeIntervalSince(now) }
    self.run = Run(since: now, last: max(now, instant))
    var seen = Double(run.count) / max(span, 0.05)
    if let published {
      let limit = 1 / published.interval
      guard seen >= limit / 4 else { return false }
      seen = min(seen, limit)
    }
    burst =
      known == nil ? max(1, min(run.count, published?.permits ?? run.count)) : max(1, burst / 2)
    lesson = max(Self.slowest, min(seen, known ?? seen))
    learnedAt = now
    return true
  }

  /// A message is in the chat.
  mutating func notePassage(now: Date) {
    // At a slow pace of our own the gaps are ours.
    let pause = max(Self.pause, 2 / (rate(at: now) ?? .infinity))
    if let run, now >= run.since, now.timeIntervalSince(run.last) <= pause {
      self.run = Run(since: run.since, last: max(now, run.last), count: run.count + 1)
    } else {
      run = Run(since: now, last: now, count: 1)
    }
  }

  /// The clock was set: what went through since the last 429 says nothing any more.
  mutating func forgetRun() { run = nil }
}
