import Foundation

/// Telegram's limits on sending, each as a token bucket, told the time by the test.
struct TelegramStandInLimits {
  private struct Bucket {
    var tokens: Double
    var filledAt: Date
  }

  private struct Rule {
    var lane: String
    var burst: Double
    var perSecond: Double
  }

  private let now: @Sendable () -> Date
  private var buckets: [String: Bucket] = [:]

  init(now: @escaping @Sendable () -> Date) { self.now = now }

  /// Takes a message into account; the seconds to wait when it is one too many.
  mutating func admit(chat: Int64) -> Int64? {
    let time = now()
    var rules = [
      Rule(lane: "all", burst: 30, perSecond: 30),
      // A few at once are let through, as Telegram does.
      Rule(lane: "\(chat)", burst: 3, perSecond: 1),
    ]
    if chat < 0 { rules.append(Rule(lane: "\(chat)/minute", burst: 20, perSecond: 20.0 / 60)) }
    for rule in rules { fill(rule, at: time) }
    let missing = rules.compactMap { rule -> Double? in
      let tokens = buckets[rule.lane]?.tokens ?? 0
      return tokens < 1 ? (1 - tokens) / rule.perSecond : nil
    }
    if let longest = missing.max() { return Int64(longest.rounded(.up)) }
    for rule in rules { buckets[rule.lane]?.tokens -= 1 }
    return nil
  }

  private mutating func fill(_ rule: Rule, at time: Date) {
    var bucket = buckets[rule.lane] ?? Bucket(tokens: rule.burst, filledAt: time)
    let elapsed = max(0, time.timeIntervalSince(bucket.filledAt))
    bucket.tokens = min(rule.burst, bucket.tokens + elapsed * rule.perSecond)
    bucket.filledAt = time
    buckets[rule.lane] = bucket
  }
}
