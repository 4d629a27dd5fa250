package import ConferenceModel
package import Foundation
import Messaging

/// What an operator is told of the bot itself.
package enum OperationContent: Hashable, Sendable {
  /// A feed's newest version is not believed.
  case held(HeldFeedContent)
  /// A version of the feed is in force again.
  case released(source: String)
  /// The operator accepted what is held; it is taken at the next refresh.
  case accepted(source: String)
  /// Nothing is held of the source that could be accepted; these sources are.
  case nothingHeld(source: String, held: [String])
  /// Messages died.
  case givenUp(GivenUpContent)
  /// A platform refuses our token.
  case tokenRefused(RefusedTokenContent)
  /// The platform takes messages again.
  case tokenAccepted(ChatPlatform)
}

/// A feed whose newest version is not believed.
package struct HeldFeedContent: Hashable, Sendable {
  /// The source's id.
  package var source: String
  /// Why, in plain English, as the log has it.
  package var reason: String
  /// Whether it can be accepted: false for what cannot be read.
  package var isAcceptable: Bool
  /// Since when.
  package var since: Date
  /// The operator's zone, or the conference's.
  package var timeZone: TimeZone

  /// A held feed.
  package init(
    source: String, reason: String, isAcceptable: Bool, since: Date, timeZone: TimeZone
  ) {
    self.source = source
    self.reason = reason
    self.isAcceptable = isAcceptable
    self.since = since
    self.timeZone = timeZone
  }
}

extension Layout {
  /// A message about the bot itself.
  func operation(_ content: OperationContent) -> MessageDocument {
    var document = MessageDocument(
      blocks: words.operation(content).map { .paragraph($0) })
    if case .held(let held) = content, held.isAcceptable,
      let accept = button(words.acceptLabel, "accept \(held.source)")
    {
      document.buttons = [[accept]]
    }
    return document
  }
}

extension EnglishWords {
  var acceptLabel: String { "Accept this version" }

  func operation(_ content: OperationContent) -> [Sentence] {
    switch content {
    case .held(let held):
      let advice: Sentence =
        held.isAcceptable
        ? "If it is right, accept it: \(code: "accept \(held.source)")."
        : "Nothing is to be done here; it is read again at the next refresh."
      return [
        "⚠ The feed \(strong: held.source) is held since "
          + "\(held.timeZone.clockText(of: held.since)).",
        "\(held.reason)",
        "The last good version stays in force and nobody was told anything of it. " + advice,
      ]
    case .released(let source): return ["✓ The feed \(strong: source) is believed again."]
    case .accepted(let source):
      return ["Accepted: \(strong: source) is taken as it then is at the next refresh."]
    case .nothingHeld(let source, []):
      return ["Nothing is held of \(strong: source): its last version is in force."]
    case .nothingHeld(let source, let held):
      return [
        "Nothing is held of \(strong: source). Held: \(held.joined(separator: ", "))."
      ]
    case .givenUp(let content): return givenUp(content)
    case .tokenRefused(let content): return tokenRefused(content)
    case .tokenAccepted(let platform):
      return ["✓ \(strong: platform.name) takes messages again."]
    }
  }
}

extension ChineseWords {
  var acceptLabel: String { "采用这一版" }

  func operation(_ content: OperationContent) -> [Sentence] {
    switch content {
    case .held(let held):
      let advice: Sentence =
        held.isAcceptable
        ? "若确实无误，请发送 \(code: "采用 \(held.source)")。" : "无需处理，下次刷新时会重新读取。"
      return [
        "⚠ 日程源 \(strong: held.source) 自 \(held.timeZone.clockText(of: held.since)) 起被搁置。",
        "\(held.reason)", "上一个正确版本继续有效，没有向任何人发送变动。" + advice,
      ]
    case .released(let source): return ["✓ 日程源 \(strong: source) 已恢复正常。"]
    case .accepted(let source): return ["已采用：下次刷新时按 \(strong: source) 当时的内容更新。"]
    case .nothingHeld(let source, []): return ["\(strong: source) 没有被搁置的版本，最新版本已生效。"]
    case .nothingHeld(let source, let held):
      return ["\(strong: source) 没有被搁置的版本。被搁置的有：\(held.joined(separator: "、"))。"]
    case .givenUp(let content): return givenUp(content)
    case .tokenRefused(let content): return tokenRefused(content)
    case .tokenAccepted(let platform): return ["✓ \(strong: platform.name) 已恢复收发消息。"]
    }
  }
}
