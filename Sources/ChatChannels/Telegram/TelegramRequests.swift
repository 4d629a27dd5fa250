/// A button of an inline keyboard.
struct TelegramButton: Hashable, Sendable, Encodable {
  /// What it says.
  var text: String
  /// What a press sends back, 1–64 bytes.
  var callbackData: String

  enum CodingKeys: String, CodingKey {
    case text
    case callbackData = "callback_data"
  }
}

/// `sendMessage` (core.telegram.org/bots/api#sendmessage).
struct TelegramSendMessage: Encodable {
  struct Keyboard: Encodable {
    let rows: [[TelegramButton]]
    enum CodingKeys: String, CodingKey { case rows = "inline_keyboard" }
  }

  struct LinkPreview: Encodable {
    let isDisabled: Bool
    enum CodingKeys: String, CodingKey { case isDisabled = "is_disabled" }
  }

  let chatID: TelegramChatID
  let text: String
  let parseMode = "HTML"
  let linkPreview = LinkPreview(isDisabled: true)
  let isSilent: Bool
  let keyboard: Keyboard?

  init(chatID: TelegramChatID, part: TelegramRendering.Part, isSilent: Bool) {
    self.chatID = chatID
    self.text = part.html
    self.isSilent = isSilent
    self.keyboard = part.keyboard.isEmpty ? nil : Keyboard(rows: part.keyboard)
  }

  enum CodingKeys: String, CodingKey {
    case text
    case chatID = "chat_id"
    case parseMode = "parse_mode"
    case linkPreview = "link_preview_options"
    case isSilent = "disable_notification"
    case keyboard = "reply_markup"
  }
}

/// A chat by its number, or a public channel by its `@name`.
enum TelegramChatID: Hashable, Sendable, Encodable {
  case number(Int64)
  case name(String)

  /// nil when the text is neither.
  init?(_ text: String) {
    if let number = Int64(text) {
      self = .number(number)
    } else if text.count > 1, text.hasPrefix("@") {
      self = .name(text)
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

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .number(let number): try container.encode(number)
    case .name(let name): try container.encode(name)
    }
  }
}

/// `getUpdates` (core.telegram.org/bots/api#getupdates).
struct TelegramGetUpdates: Encodable {
  let offset: Int64?
  /// Seconds the server waits for news, at most 50.
  let timeout: Int64
  let allowedUpdates = ["message", "channel_post", "callback_query", "my_chat_member"]

  enum CodingKeys: String, CodingKey {
    case offset, timeout
    case allowedUpdates = "allowed_updates"
  }
}

/// `getChatMember` (core.telegram.org/bots/api#getchatmember).
struct TelegramGetChatMember: Encodable {
  let chatID: Int64
  let userID: Int64

  enum CodingKeys: String, CodingKey {
    case chatID = "chat_id"
    case userID = "user_id"
  }
}

/// `answerCallbackQuery` (core.telegram.org/bots/api#answercallbackquery).
struct TelegramAnswerCallbackQuery: Encodable {
  let id: String
  enum CodingKeys: String, CodingKey { case id = "callback_query_id" }
}

/// A method without parameters.
struct TelegramNoParameters: Encodable {}
