package import ConferenceModel
package import Foundation

/// What an earlier message is corrected with: the whole message anew.
package struct CorrectionContent: Hashable, Sendable {
  /// The message that gets new words.
  package enum Original: Hashable, Sendable {
    /// A reminder of what was to start then.
    case reminder(start: Date, shape: ReminderContent.Shape)
    /// The confirmation of stars.
    case confirmation
    /// A digest; what changed since it was sent is in its `correction`.
    case digest(DigestContent)
  }

  /// Which message.
  package var original: Original
  /// What it is about, in its order, with what changed since it was sent; empty for a digest.
  package var sessions: [SessionNews]
  /// What the person decided about overlapping stars.
  package var marks: [SessionID: StarMark]
  /// Who reads it: a channel gets no buttons for stars.
  package var audience: Audience
  /// When the message was sent: the day its reader takes for granted.
  package var sentAt: Date
  /// When the words are made.
  package var now: Date
  /// The subscriber's zone, or the conference's.
  package var timeZone: TimeZone

  /// The content of a correction.
  package init(
    original: Original, sessions: [SessionNews] = [], marks: [SessionID: StarMark] = [:],
    audience: Audience = .person, sentAt: Date, now: Date, timeZone: TimeZone
  ) {
    self.original = original
    self.sessions = sessions
    self.marks = marks
    self.audience = audience
    self.sentAt = sentAt
    self.now = now
    self.timeZone = timeZone
  }
}

extension DigestContent {
  /// What became of a digest since it was sent.
  package struct Correction: Hashable, Sendable {
    /// What changed of its sessions; they keep their places and numbers, so it is said there.
    package var changes: [SessionID: [ScheduleChange]]
    /// Those that are on another day now.
    package var gone: Set<SessionID>

    /// What became of a digest.
    package init(changes: [SessionID: [ScheduleChange]] = [:], gone: Set<SessionID> = []) {
      self.changes = changes
      self.gone = gone
    }
  }
}

extension EnglishWords {
  func updated(_ time: String) -> String { "Updated \(time)" }
}

extension ChineseWords {
  func updated(_ time: String) -> String { "更新于 \(time)" }
}
