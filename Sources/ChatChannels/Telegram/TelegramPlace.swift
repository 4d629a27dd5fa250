import Messaging

/// A chat by its number, or a public channel by its `@name`.
enum TelegramChatID: Hashable, Sendable, Encodable, CustomStringConvertible {
  case number(Int64)
  case name(String)

  /// nil when the text is neither.
  init?(_ text: some StringProtocol) {
    if let number = Int64(text) {
      self = .number(number)
    } else if text.count > 1, text.hasPrefix("@") {
      self = .name(String(text))
    } else {
      return nil
    }
  }

  /// True for groups, supergroups and channels, whose numbers are negative.
  var isMany: Bool {
    switch self {
    case .number(let number): number < 0
    case .name: true
    }
  }

  /// As it is written in an address.
  var description: String {
    switch self {
    case .number(let number): String(number)
    case .name(let name): name
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .number(let number): try container.encode(number)
    case .name(let name): try container.encode(name)
    }
  }
}

/// Where messages go: a chat, or one topic of a group with topics, written `-1001234/17`.
struct TelegramPlace: Hashable, Sendable, CustomStringConvertible {
  var chat: TelegramChatID
  /// nil for the chat itself, which in a group with topics is its General one.
  var topic: Int64?

  /// The General topic bears number 1, but the Bot API knows no thread 1
  /// (github.com/tdlib/telegram-bot-api/issues/798): it is written to without one.
  private static let general: Int64 = 1

  /// A chat or topic.
  init(chat: TelegramChatID, topic: Int64? = nil) {
    self.chat = chat
    self.topic = topic == Self.general ? nil : topic
  }

  /// Reads an address's conversation; nil when it is none.
  init?(_ conversation: String) {
    let parts = conversation.split(
      separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, let chat = TelegramChatID(first) else { return nil }
    guard parts.count > 1 else {
      self.init(chat: chat)
      return
    }
    guard let topic = Int64(parts[1]), topic > 0, parts[1].first != "+" else { return nil }
    self.init(chat: chat, topic: topic)
  }

  /// In a group a command begins with `/`: others do not reach a bot in privacy mode
  /// (core.telegram.org/bots/features#privacy-mode).
  func marked(_ document: MessageDocument) -> MessageDocument {
    document.prefixingCommands(with: chat.isMany ? "/" : "")
  }

  /// An address's conversation.
  var description: String { topic.map { "\(chat)/\($0)" } ?? "\(chat)" }
}

/// A sent message as a receipt names it: `chat/message`.
struct TelegramReceipt: Hashable, Sendable {
  var chat: Int64
  var message: Int64

  /// The messages of a receipt, which are joined by blanks; nil when it is none of ours.
  static func messages(of receipt: String) -> [TelegramReceipt]? {
    let words = receipt.split(separator: " ")
    let messages = words.compactMap { word -> TelegramReceipt? in
      let parts = word.split(separator: "/", omittingEmptySubsequences: false)
      guard parts.count == 2, let chat = Int64(parts[0]), let message = Int64(parts[1]) else {
        return nil
      }
      return TelegramReceipt(chat: chat, message: message)
    }
    return messages.isEmpty || messages.count < words.count ? nil : messages
  }
}
