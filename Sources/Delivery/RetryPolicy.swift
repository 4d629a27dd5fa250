package import ConferenceModel
package import Foundation
package import Messaging
package import Persistence

/// What to do after an attempt.
package struct RetryDecision: Hashable, Sendable {
  /// What becomes of the entry.
  package var result: Settlement.Result
  /// A lane to close, with the instant it opens again.
  package var closes: (lane: RateLimitScope, until: Date)?
  /// Whether the conversation refuses us from now on.
  package var pausesSubscriber = false
  /// Where the conversation went.
  package var movesTo: ConversationAddress?
  /// The entry whose message is not corrected any more, because the chat refuses to change it.
  package var leaves: Int64?
  /// Why the platform refuses our token; nil when it does not.
  package var refusesToken: String?

  /// A decision; only the result unless given.
  package init(
    result: Settlement.Result, closes: (lane: RateLimitScope, until: Date)? = nil,
    pausesSubscriber: Bool = false, movesTo: ConversationAddress? = nil, leaves: Int64? = nil,
    refusesToken: String? = nil
  ) {
    self.refusesToken = refusesToken
    self.leaves = leaves
    self.result = result
    self.closes = closes
    self.pausesSubscriber = pausesSubscriber
    self.movesTo = movesTo
  }

  /// Equal in all parts.
  package static func == (left: Self, right: Self) -> Bool {
    left.result == right.result && left.closes?.lane == right.closes?.lane
      && left.closes?.until == right.closes?.until
      && left.pausesSubscriber == right.pausesSubscriber && left.movesTo == right.movesTo
      && left.leaves == right.leaves && left.refusesToken == right.refusesToken
  }

  /// Of the result; enough to tell most decisions apart.
  package func hash(into hasher: inout Hasher) { hasher.combine(result) }
}

/// The one place that says what follows an outcome, by kind of notice and platform; pure.
package struct RetryPolicy: Sendable {
  /// Attempts that surely failed, before an entry is dead.
  package var attemptLimit = 12
  /// The first wait after a failure, in seconds; doubled each time.
  package var firstWait: TimeInterval = 1
  /// The longest wait, in seconds.
  package var longestWait: TimeInterval = 60
  /// How long a platform is left alone that refuses our token, in seconds.
  package var unauthorizedWait: TimeInterval = 60

  /// The usual limits.
  package init() {}

  /// What follows an attempt at `entry` that ended with `outcome`.
  ///
  /// The ambiguous window (the message may be in the chat) is decided here alone: where sending
  /// again is idempotent it is sent again; elsewhere a reminder, alert or reply once more, for
  /// better twice than never, and a digest not. To put the same words into a message twice does no
  /// harm anywhere, so a correction is sent again like what is idempotent.
  ///
  /// - parameter jitter: 0…1; waits are spread over half of their length by it.
  package func decide(
    _ outcome: DeliveryOutcome, of entry: OutboxEntry, isIdempotent: Bool,
    words: (stated: [StatedFacts], listed: [SessionID]?), now: Date, jitter: Double
  ) -> RetryDecision {
    switch outcome {
    case .delivered(let receipt):
      return RetryDecision(
        result: .delivered(receipt: receipt, stated: words.stated, listed: words.listed))
    case .rateLimited(let retryAfter, let scope):
      let until = now.addingTimeInterval(max(0.05, retryAfter.inSeconds))
      return RetryDecision(
        result: .waiting(until: until, usesAttempt: false, reason: "rate limited"),
        closes: (scope, until))
    case .retryable(let reason):
      return RetryDecision(result: later(entry, reason: reason, now: now, jitter: jitter))
    case .ambiguous(let reason):
      return RetryDecision(
        result: isIdempotent || entry.notice.kind == .correction
          ? later(entry, reason: reason, now: now, jitter: jitter)
          : again(entry, reason: reason, now: now, jitter: jitter))
    case .refused(let reason):
      guard case .correction(let message) = entry.notice else {
        return RetryDecision(result: .dead(reason: reason))
      }
      return RetryDecision(result: .dead(reason: reason), leaves: message)
    case .addressGone(let reason):
      return RetryDecision(result: .dead(reason: reason), pausesSubscriber: true)
    case .migrated(let address):
      // A server that moves it in a circle must not keep us going for ever.
      let reason = "the conversation moved"
      return entry.attempt + 1 < attemptLimit
        ? RetryDecision(
          result: .waiting(until: now, usesAttempt: true, reason: reason), movesTo: address)
        : RetryDecision(result: outOfAttempts(reason))
    case .unauthorized(let reason):
      let until = now.addingTimeInterval(unauthorizedWait)
      return RetryDecision(
        result: .waiting(until: until, usesAttempt: false, reason: reason),
        closes: (.platform, until), refusesToken: reason)
    }
  }

  /// What follows for `entry`, which a process that ended without a word left under way: the
  /// ambiguous window, but without a wait. Not the platform failed but we, and what people asked
  /// for meanwhile must not be answered before it. Nor is this the one time that an answer may be
  /// missed: whoever is killed twice before a message arrives has still not sent it. So each end
  /// uses up an attempt, which bounds the copies of a message that is itself what ends us.
  package func decideAfterCrash(
    of entry: OutboxEntry, isIdempotent: Bool, now: Date
  ) -> RetryDecision {
    let reason = "the process ended while it was under way"
    guard isIdempotent || entry.notice.kind != .digest else {
      return RetryDecision(result: again(entry, reason: reason, now: now, jitter: 0))
    }
    guard entry.attempt + 1 < attemptLimit else {
      return RetryDecision(result: outOfAttempts(reason))
    }
    return RetryDecision(result: .waiting(until: now, usesAttempt: true, reason: reason))
  }

  private func later(
    _ entry: OutboxEntry, reason: String, now: Date, jitter: Double
  ) -> Settlement.Result {
    guard entry.attempt + 1 < attemptLimit else {
      return outOfAttempts(reason)
    }
    return .waiting(
      until: now.addingTimeInterval(wait(after: entry.attempt, jitter: jitter)),
      usesAttempt: true, reason: reason)
  }

  private func outOfAttempts(_ reason: String) -> Settlement.Result {
    .dead(reason: "\(attemptLimit) attempts failed, the last one because \(reason)")
  }

  private func again(
    _ entry: OutboxEntry, reason: String, now: Date, jitter: Double
  ) -> Settlement.Result {
    if entry.notice.kind == .digest {
      return .dead(reason: "it may have arrived (\(reason)); a digest is not sent twice")
    }
    guard entry.resends == 0 else {
      return .dead(reason: "it may have arrived (\(reason)); it was sent twice already")
    }
    return .resending(
      until: now.addingTimeInterval(wait(after: entry.attempt, jitter: jitter)), reason: reason)
  }

  private func wait(after attempts: Int, jitter: Double) -> TimeInterval {
    let full = min(longestWait, firstWait * pow(2, Double(min(attempts, 16))))
    return full * (0.75 + 0.5 * jitter)
  }
}

extension Duration {
  /// In seconds, with fractions.
  var inSeconds: TimeInterval {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}
