package import Foundation
package import Messaging
import Persistence

/// What a platform's answers teach about its overall limit, where nobody publishes one or where it
/// is stricter than what is published.
///
/// A 429 says when to come back and not how many may come then, so the rate is taken from what went
/// through between two of them: too high after the first, right after the second. Without a further
/// 429 it is tried a little higher now and then, and after a day it is forgotten.
package struct LaneLearning: Hashable, Sendable {
  /// Messages a second; nil while nothing was learned.
  package private(set) var rate: Double?
  /// How many go at once when the lane was idle.
  private(set) var burst = 1
  /// When it was last learned.
  private(set) var learnedAt = Date.distantPast
  private var passed = 0
  private var run: Run?

  /// The slowest rate that is believed: one in a minute.
  private static let slowest = 1.0 / 60
  /// So many messages, or so many times what a published rule lets go at once, make a load.
  private static let enough = 5
  /// After so many messages without a 429 the rate is tried a tenth higher.
  private static let trial = 100
  /// For how long it is believed, in seconds: a homeserver's configuration changes.
  private static let life: TimeInterval = 86_400
  /// A pause of so many seconds begins a new run: the lane is full again by then.
  private static let pause: TimeInterval = 60

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
    rate = Double(permits) / limit.period
    burst = permits
    learnedAt = limit.changedAt
  }

  /// As a token bucket; nil while nothing was learned.
  package func rule(lane: String) -> RateRule? {
    rate.map {
      RateRule(
        lane: lane, permits: burst, period: .milliseconds(Int64(Double(burst) / $0 * 1000)))
    }
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
    let count = run.count
    var span = now.timeIntervalSince(run.since)
    if rate == nil { span += instant.timeIntervalSince(now) }
    self.run = Run(since: now, last: max(now, instant))
    var seen = Double(count) / max(span, 0.05)
    if let published {
      let limit = 1 / published.interval
      guard seen >= limit / 4 else { return false }
      seen = min(seen, limit)
    }
    let known = rate
    burst = known == nil ? max(1, min(count, published?.permits ?? count)) : max(1, burst / 2)
    rate = max(Self.slowest, min(seen, known ?? seen))
    learnedAt = now
    passed = 0
    return true
  }

  /// A message is in the chat.
  ///
  /// - returns: whether the rate changed.
  package mutating func notePassage(published: RateRule?, now: Date) -> Bool {
    if let run, now >= run.since, now.timeIntervalSince(run.last) <= Self.pause {
      self.run = Run(since: run.since, last: max(now, run.last), count: run.count + 1)
    } else {
      run = Run(since: now, last: now, count: 1)
    }
    guard let known = rate else { return false }
    passed += 1
    if now.timeIntervalSince(learnedAt) > Self.life { return forget() }
    guard passed.isMultiple(of: Self.trial) else { return false }
    if let published, known * 1.1 >= 1 / published.interval { return forget() }
    rate = known * 1.1
    return true
  }

  /// The clock was set: what went through since the last 429 says nothing any more.
  mutating func forgetRun() { run = nil }

  private mutating func forget() -> Bool {
    let run = run
    self = LaneLearning()
    self.run = run
    return true
  }
}
