import ConferenceModel
import Foundation
import Messaging

/// Nothing comes that was not wanted.
extension Hearing {
  func silence() -> [BrokenPromise] {
    messages.flatMap { message -> [BrokenPromise] in
      guard message.isNotice else { return [] }
      let sentAt = message.receipt.sentAt
      if conversation.isSilent(at: sentAt) {
        return [
          broken(
            .untrue, at: sentAt, message.named.min(),
            "nothing was wanted any more: \(sort(message))")
        ]
      }
      guard message.receipt.attention == .push, isQuiet(at: sentAt) else { return [] }
      return [broken(.untrue, at: sentAt, message.named.min(), "it rang in the quiet hours")]
    }
  }

  private func sort(_ message: Message) -> String {
    switch message.read.kind {
    case .reminder: "a reminder"
    case .alert: "an alert"
    case .digest: "a digest"
    case .answer: "an answer"
    }
  }

  /// Whether it surely is quiet then.
  func isQuiet(at instant: Date) -> Bool {
    let preferences = conversation.possiblePreferences(
      from: instant.addingTimeInterval(-1), to: instant)
    guard !preferences.isEmpty else { return false }
    return preferences.allSatisfy { quietEnd($0, at: instant) != nil }
  }

  /// When the quiet hours end in which an instant lies, as the clocks go now.
  func quietEnd(_ preferences: Preferences, at instant: Date) -> Date? {
    guard let quiet = preferences.quiet else { return nil }
    let zone = preferences.timeZone.flatMap(TimeZone.init(identifier:)) ?? record.timeZone
    let minute = zone.minuteOfDay(of: instant)
    let since = (minute - quiet.from + 1440) % 1440
    let length = (quiet.until - quiet.from + 1440) % 1440
    guard since < length else { return nil }
    return instant.addingTimeInterval(TimeInterval((length - since) * 60))
  }
}
