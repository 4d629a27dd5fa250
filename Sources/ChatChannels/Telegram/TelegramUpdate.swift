/// A person or bot (core.telegram.org/bots/api#user).
struct TelegramUser: Decodable, Sendable {
  var id: Int64
  var isBot: Bool?
  var username: String?
  var languageCode: String?
  /// These two only of the bot itself, as `getMe` answers.
  var canJoinGroups: Bool?
  var canReadAllGroupMessages: Bool?

  enum CodingKeys: String, CodingKey {
    case id, username
    case isBot = "is_bot"
    case languageCode = "language_code"
    case canJoinGroups = "can_join_groups"
    case canReadAllGroupMessages = "can_read_all_group_messages"
  }
}

/// A conversation (core.telegram.org/bots/api#chat).
struct TelegramChat: Decodable, Sendable {
  var id: Int64
  /// `private`, `group`, `supergroup` or `channel`.
  var type: String?

  var isPrivate: Bool { type == "private" }
  /// Where only administrators post, and all others read.
  var isBroadcast: Bool { type == "channel" }
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
  /// A thread's number is also there in replies outside of topics, where nothing can be sent to it
  /// (github.com/tdlib/telegram-bot-api/issues/447): only `isTopicMessage` makes it a topic.
  var threadID: Int64?
  var isTopicMessage: Bool?

  /// The topic it was written in; nil outside of topics, and in the General one.
  var topic: Int64? { isTopicMessage == true ? threadID : nil }

  enum CodingKeys: String, CodingKey {
    case chat, from, text
    case senderChat = "sender_chat"
    case migrateToChatID = "migrate_to_chat_id"
    case threadID = "message_thread_id"
    case isTopicMessage = "is_topic_message"
  }
}

/// A press on a button (core.telegram.org/bots/api#callbackquery).
struct TelegramCallbackQuery: Decodable, Sendable {
  var id: String
  var from: TelegramUser
  /// It may have become inaccessible; then its chat is all that is named.
  var message: TelegramMessage?
  var data: String?
}

/// A chat's member (core.telegram.org/bots/api#chatmember).
struct TelegramChatMember: Decodable, Sendable {
  var status: String
  /// Only of the `restricted`: whether they are in the chat, and may write there.
  var isMember: Bool?
  var canSendMessages: Bool?

  /// Whether it may change a channel's settings.
  var isAdministrator: Bool { status == "creator" || status == "administrator" }
  /// Whether it is out of the chat, silenced there, or, in a private chat, has blocked the bot.
  var isOut: Bool {
    switch status {
    case "kicked", "left": true
    case "restricted": isMember == false || canSendMessages == false
    default: false
    }
  }

  enum CodingKeys: String, CodingKey {
    case status
    case isMember = "is_member"
    case canSendMessages = "can_send_messages"
  }
}

/// News (core.telegram.org/bots/api#update). A part that can't be read is nil, so that no update
/// can stop all later ones.
struct TelegramUpdate: Decodable, Sendable {
  /// The kinds we ask for; edits of people's messages are not among them.
  static let kinds = ["message", "channel_post", "callback_query", "my_chat_member"]

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

/// A command of the menu (core.telegram.org/bots/api#botcommand).
struct TelegramCommand: Codable, Hashable, Sendable {
  var command: String
  var description: String
}

/// What Telegram says of the webhook (core.telegram.org/bots/api#webhookinfo).
struct TelegramWebhookInfo: Decodable, Sendable {
  /// Empty when none is set.
  var url: String
  var pendingUpdates: Int?
  /// Seconds since 1970.
  var lastErrorAt: Int64?
  var lastError: String?
  /// nil for the default kinds.
  var allowedUpdates: [String]?

  enum CodingKeys: String, CodingKey {
    case url
    case pendingUpdates = "pending_update_count"
    case lastErrorAt = "last_error_date"
    case lastError = "last_error_message"
    case allowedUpdates = "allowed_updates"
  }
}
