package import ConferenceModel
package import Foundation
import Messaging

/// Messages that were given up.
package struct GivenUpContent: Hashable, Sendable {
  /// By number, at least one.
  package var letters: [DeadLetter]

  /// Messages that were given up.
  package init(letters: [DeadLetter]) { self.letters = letters }

  /// So many numbers and reasons are named.
  private static let (namedEntries, namedReasons) = (10, 3)

  /// The command that sends them again; without numbers it takes all that are dead.
  var command: String {
    let numbers = letters.map { " \($0.entry)" }.joined()
    return "talkbell outbox retry\(letters.count > Self.namedEntries ? "" : numbers) --config FILE"
  }

  /// How many there are of each sort, in the order of the sorts.
  var kinds: [(kind: NoticeKind, count: Int)] {
    NoticeKind.allCases.map { kind in (kind, letters.count { $0.kind == kind }) }
      .filter { $0.1 > 0 }
  }

  /// How many have the same fate, the most frequent first, and how many more there are.
  var reasons: (named: [(platform: ChatPlatform, reason: String, count: Int)], others: Int) {
    struct Fate: Hashable {
      var platform: ChatPlatform
      var reason: String
    }
    var counts: [Fate: Int] = [:]
    for letter in letters {
      counts[Fate(platform: letter.platform, reason: letter.reason), default: 0] += 1
    }
    let sorted = counts.sorted {
      ($1.value, $0.key.platform.rawValue, $0.key.reason)
        < ($0.value, $1.key.platform.rawValue, $1.key.reason)
    }
    let named = sorted.prefix(Self.namedReasons).map {
      (platform: $0.key.platform, reason: $0.key.reason, count: $0.value)
    }
    return (named, letters.count - named.map(\.count).reduce(0, +))
  }
}

/// A platform that refuses our token.
package struct RefusedTokenContent: Hashable, Sendable {
  /// Which.
  package var platform: ChatPlatform
  /// In its words.
  package var reason: String
  /// Since when.
  package var since: Date
  /// The operator's zone, or the conference's.
  package var timeZone: TimeZone

  /// A platform that refuses our token.
  package init(platform: ChatPlatform, reason: String, since: Date, timeZone: TimeZone) {
    self.platform = platform
    self.reason = reason
    self.since = since
    self.timeZone = timeZone
  }
}

extension EnglishWords {
  func givenUp(_ content: GivenUpContent) -> [Sentence] {
    let count = content.letters.count
    let kinds = content.kinds.map { "\($0.count) \(noun(of: $0.kind, $0.count))" }
      .joined(separator: ", ")
    let reasons = content.reasons
    var lines: [Sentence] = reasons.named.map {
      "\($0.platform.name), \($0.count)×: \($0.reason)"
    }
    if reasons.others > 0 { lines.append("\(reasons.others)× for other reasons") }
    let (verb, object) = count == 1 ? ("shows it", "it") : ("shows them", "them")
    return [
      "⚠ \(strong: "\(count) \(count == 1 ? "message was" : "messages were") given up"): \(kinds).",
      .lines(lines),
      "\(code: "talkbell outbox dead --config FILE") \(verb). When the cause is mended, "
        + "\(code: content.command) sends \(object) again, in new words and only while there is "
        + "time.",
    ]
  }

  func tokenRefused(_ content: RefusedTokenContent) -> [Sentence] {
    [
      "⚠ \(strong: content.platform.name) refuses TalkBell's token since "
        + "\(content.timeZone.clockText(of: content.since)): nothing gets in or out there.",
      "\(content.reason)",
      "Messages wait, as long as they are of use. Put a valid token where the configuration says "
        + "and start TalkBell again; \(code: "talkbell doctor --config FILE") tells what is wrong.",
    ]
  }

  private func noun(of kind: NoticeKind, _ count: Int) -> String {
    let word =
      switch kind {
      case .reminder: "reminder"
      case .alert: "alert"
      case .digest: "digest"
      case .reply: count == 1 ? "reply" : "replie"
      case .correction: "correction"
      case .operation: "notice"
      }
    return count == 1 ? word : word + "s"
  }
}

extension ChineseWords {
  func givenUp(_ content: GivenUpContent) -> [Sentence] {
    let kinds = content.kinds.map { "\(noun(of: $0.kind)) \($0.count) 条" }.joined(separator: "，")
    let reasons = content.reasons
    var lines: [Sentence] = reasons.named.map {
      "\($0.platform.name)，\($0.count) 条：\($0.reason)"
    }
    if reasons.others > 0 { lines.append("其他原因 \(reasons.others) 条") }
    return [
      "⚠ \(strong: "有 \(content.letters.count) 条消息发送失败，已放弃")：\(kinds)。", .lines(lines),
      "用 \(code: "talkbell outbox dead --config FILE") 查看。排除原因后，"
        + "用 \(code: content.command) 重新发送：内容会重新生成，过时的不再发送。",
    ]
  }

  func tokenRefused(_ content: RefusedTokenContent) -> [Sentence] {
    [
      "⚠ \(strong: content.platform.name) 自 "
        + "\(content.timeZone.clockText(of: content.since)) 起拒绝 TalkBell 的令牌，消息无法收发。",
      "\(content.reason)",
      "未过时的消息会保留。请在配置所指的位置换上有效的令牌并重新启动 TalkBell；"
        + "\(code: "talkbell doctor --config FILE") 会指出问题所在。",
    ]
  }

  private func noun(of kind: NoticeKind) -> String {
    switch kind {
    case .reminder: "提醒"
    case .alert: "变动通知"
    case .digest: "日程摘要"
    case .reply: "回复"
    case .correction: "更正"
    case .operation: "运行通知"
    }
  }
}
