import ConferenceModel
import Foundation
import Messaging
import Metrics
import Persistence

/// What a relay counts for those who watch over it.
struct DeliveryMetrics: Sendable {
  let platform: ChatPlatform

  /// An attempt ended.
  func note(_ outcome: DeliveryOutcome, of kind: NoticeKind) {
    Counter(
      label: "talkbell_sends_total",
      dimensions: [
        ("platform", platform.rawValue), ("kind", kind.rawValue), ("outcome", outcome.word),
      ]
    ).increment()
  }

  /// A claim took so long, in real seconds, or failed.
  func noteClaim(_ seconds: TimeInterval, hasFailed: Bool) {
    let labels = [("loop", "relay"), ("platform", platform.rawValue)]
    Timer(label: "talkbell_pass_seconds", dimensions: labels).recordSeconds(seconds)
    // Counted as none too, so that the first failure is a rise.
    Counter(label: "talkbell_pass_failures_total", dimensions: labels)
      .increment(by: hasFailed ? 1 : 0)
  }

  /// A message is in the chat.
  func noteArrival(of entry: OutboxEntry, at now: Date) {
    Recorder(
      label: "talkbell_delivery_lateness_seconds",
      dimensions: [("platform", platform.rawValue), ("kind", entry.notice.kind.rawValue)],
      aggregate: true
    ).record(now.timeIntervalSince(entry.deadline))
  }

  /// A message was put off by our own pace.
  func noteWait(until opening: Date, now: Date) {
    Recorder(
      label: "talkbell_lane_wait_seconds", dimensions: [("platform", platform.rawValue)],
      aggregate: true
    ).record(opening.timeIntervalSince(now))
  }
}

extension DeliveryOutcome {
  /// Its case, as the value of a label.
  fileprivate var word: String {
    switch self {
    case .delivered: "delivered"
    case .rateLimited: "rateLimited"
    case .retryable: "retryable"
    case .ambiguous: "ambiguous"
    case .refused: "refused"
    case .addressGone: "addressGone"
    case .migrated: "migrated"
    case .unauthorized: "unauthorized"
    }
  }
}
