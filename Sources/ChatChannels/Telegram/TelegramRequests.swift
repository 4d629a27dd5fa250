/// A button of an inline keyboard (core.telegram.org/bots/api#inlinekeyboardbutton): exactly one
/// of `callbackData` and `url` is there.
struct TelegramButton: Hashable, Sendable, Encodable {
  /// What it says.
  var text: String
  /// What a press sends back, 1–64 bytes.
  var callbackData: String?
  /// What a press opens.
  var url: String?

  enum CodingKeys: String, CodingKey {
    case text, url
    case callbackData = "callback_data"
  }
}

/// The buttons under a message.
struct TelegramKeyboard: Encodable {
  let rows: [[TelegramButton]]
  enum CodingKeys: String, CodingKey { case rows = "inline_keyboard" }

  /// nil for no buttons; an edit without a keyboard takes the old one away.
  init?(_ rows: [[TelegramButton]]) {
    guard !rows.isEmpty else { return nil }
    self.rows = rows
  }
}

/// Pages linked to are not shown below the message (core.telegram.org/bots/api#linkpreviewoptions).
struct TelegramLinkPreview: Encodable {
  let isDisabled = true
  enum CodingKeys: String, CodingKey { case isDisabled = "is_disabled" }
}

/// `sendMessage` (core.telegram.org/bots/api#sendmessage).
struct TelegramSendMessage {
  let place: TelegramPlace
  let part: TelegramRendering.Part
  let isSilent: Bool

  /// Its JSON; keys sorted so that the same message is the same bytes.
  var json: [UInt8] {
    JSONText.object { text in
      switch place.chat {
      case .number(let number): text.member("chat_id", number)
      case .name(let name): text.member("chat_id", name)
      }
      text.member("disable_notification", isSilent)
      text.member("link_preview_options", object: { $0.member("is_disabled", true) })
      // The topic of a group with topics.
      if let topic = place.topic { text.member("message_thread_id", topic) }
      text.member("parse_mode", "HTML")
      if !part.keyboard.isEmpty {
        text.member(
          "reply_markup", object: { $0.member("inline_keyboard", array: write(keyboardTo:)) })
      }
      text.member("text", part.html)
    }
  }

  private func write(keyboardTo text: inout JSONText) {
    for row in part.keyboard {
      text.element(array: { text in
        for button in row {
          text.element(object: { text in
            if let data = button.callbackData { text.member("callback_data", data) }
            text.member("text", button.text)
            if let url = button.url { text.member("url", url) }
          })
        }
      })
    }
  }
}

/// `editMessageText` (core.telegram.org/bots/api#editmessagetext).
struct TelegramEditMessageText: Encodable {
  let chatID: Int64
  let messageID: Int64
  let text: String
  let parseMode = "HTML"
  let linkPreview = TelegramLinkPreview()
  let keyboard: TelegramKeyboard?

  init(_ message: TelegramReceipt, part: TelegramRendering.Part) {
    self.chatID = message.chat
    self.messageID = message.message
    self.text = part.html
    self.keyboard = TelegramKeyboard(part.keyboard)
  }

  enum CodingKeys: String, CodingKey {
    case text
    case chatID = "chat_id"
    case messageID = "message_id"
    case parseMode = "parse_mode"
    case linkPreview = "link_preview_options"
    case keyboard = "reply_markup"
  }
}

/// `getUpdates` (core.telegram.org/bots/api#getupdates).
struct TelegramGetUpdates: Encodable {
  let offset: Int64?
  /// Seconds the server waits for news, at most 50.
  let timeout: Int64
  let allowedUpdates = TelegramUpdate.kinds

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

/// The same as the answer to a request of Telegram's to our webhook, which spares a call
/// (core.telegram.org/bots/api#making-requests-when-getting-updates).
struct TelegramAnswerInPassing: Encodable {
  let method = "answerCallbackQuery"
  let id: String

  enum CodingKeys: String, CodingKey {
    case method
    case id = "callback_query_id"
  }
}

/// `setMyCommands` (core.telegram.org/bots/api#setmycommands).
struct TelegramSetMyCommands: Encodable {
  let commands: [TelegramCommand]
  /// Two letters; nil for everybody whose language has no menu of its own.
  let language: String?

  enum CodingKeys: String, CodingKey {
    case commands
    case language = "language_code"
  }
}

/// `getMyCommands` (core.telegram.org/bots/api#getmycommands).
struct TelegramGetMyCommands: Encodable {
  let language: String?
  enum CodingKeys: String, CodingKey { case language = "language_code" }
}

/// `setWebhook` (core.telegram.org/bots/api#setwebhook).
struct TelegramSetWebhook: Encodable {
  let url: String
  let secret: String
  let allowedUpdates = TelegramUpdate.kinds
  /// Updates of one chat come one after another; this many chats at once are plenty for a store
  /// with one writer.
  let maximumConnections = 8

  enum CodingKeys: String, CodingKey {
    case url
    case secret = "secret_token"
    case allowedUpdates = "allowed_updates"
    case maximumConnections = "max_connections"
  }
}

/// A method without parameters.
struct TelegramNoParameters: Encodable {}
