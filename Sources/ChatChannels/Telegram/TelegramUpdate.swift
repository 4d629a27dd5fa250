/// A person or bot (core.telegram.org/bots/api#user).
struct TelegramUser: Decodable, Sendable {
  var id: Int64
  var isBot: Bool?
  var username: String?
  var languageCode: String?

  enum CodingKeys: String, CodingKey {
    case id, username
    case isBot = "is_bot"
    case languageCode = "language_code"
  }
}

/// A conversation (core.telegram.org/bots/api#chat).
struct TelegramChat: Decodable, Sendable {
  var id: Int64
  /// `private`, `group`, `supergroup` or `channel`.
  var type: String?

  var isPrivate: Bool { type == "private" }
}

/// The part of a sent message that a receipt needs.
struct TelegramSentMessage: Decodable, Sendable {
  var messageID: Int64
  var chat: TelegramChat

  enum CodingKeys: String, CodingKey {
    case chat
    case messageID = "message_id"
  }
}

/// A message somebody sent (core.telegram.org/bots/api#message).
struct TelegramMessage: Decodable, Sendable {
  var chat: TelegramChat
  var from: TelegramUser?
  var senderChat: TelegramChat?
  var text: String?
  var migrateToChatID: Int64?

  enum CodingKeys: String, CodingKey {
    case chat, from, text
    case senderChat = "sender_chat"
    case migrateToChatID = "migrate_to_chat_id"
  }
}

/// A press on a button (core.telegram.org/bots/api#callbackquery).
struct TelegramCallbackQuery: Decodable, Sendable {
  /// The message may have become inaccessible; its chat is still named.
  struct Origin: Decodable, Sendable { var chat: TelegramChat }

  var id: String
  var from: TelegramUser
  var message: Origin?
  var data: String?
}

/// A chat's member (core.telegram.org/bots/api#chatmember).
struct TelegramChatMember: Decodable, Sendable {
  var status: String
  var isMember: Bool?

  /// Whether it may change a channel's settings.
  var isAdministrator: Bool { status == "creator" || status == "administrator" }
  /// Whether it is out of the chat, or has blocked the bot.
  var isOut: Bool { ["kicked", "left"].contains(status) || isMember == false }

  enum CodingKeys: String, CodingKey {
    case status
    case isMember = "is_member"
  }
}

/// News (core.telegram.org/bots/api#update). A part that can't be read is nil, so that no update
/// can stop all later ones.
struct TelegramUpdate: Decodable, Sendable {
  struct Membership: Decodable, Sendable {
    var chat: TelegramChat
    var newMember: TelegramChatMember

    enum CodingKeys: String, CodingKey {
      case chat
      case newMember = "new_chat_member"
    }
  }

  var id: Int64
  var message: TelegramMessage?
  var channelPost: TelegramMessage?
  var callbackQuery: TelegramCallbackQuery?
  var membership: Membership?

  enum CodingKeys: String, CodingKey {
    case id = "update_id"
    case message
    case channelPost = "channel_post"
    case callbackQuery = "callback_query"
    case membership = "my_chat_member"
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = try container.decode(Int64.self, forKey: .id)
    message = try? container.decode(TelegramMessage.self, forKey: .message)
    channelPost = try? container.decode(TelegramMessage.self, forKey: .channelPost)
    callbackQuery = try? container.decode(TelegramCallbackQuery.self, forKey: .callbackQuery)
    membership = try? container.decode(Membership.self, forKey: .membership)
  }
}
