import ConferenceModel
import Messaging
import TestSupport

/// The token of the conformance tests.
private let secret = "123456:AAsecret"

private func telegram(
  _ status: Int, _ description: String, _ parameters: String = "{}"
) -> LoopbackServer.Reply {
  .json(
    #"{"ok":false,"error_code":\#(status),"description":"\#(description)","#
      + #""parameters":\#(parameters)}"#, status: status)
}

/// What Telegram's answers to a message mean.
let telegramCases: [ConformanceCase] = [
  .init(
    platform: .telegram, name: "delivered",
    reply: .json(#"{"ok":true,"result":{"message_id":7,"chat":{"id":42,"type":"private"}}}"#),
    outcome: .delivered(receipt: "42/7")),
  .init(
    platform: .telegram, name: "a result of another shape was delivered all the same",
    reply: .json(#"{"ok":true,"result":true}"#), outcome: .delivered(receipt: nil)),
  .init(
    platform: .telegram, name: "a page under 200", reply: .text("<html>Welcome</html>"),
    outcome: .ambiguous(reason: "Telegram gave an unreadable answer")),
  .init(
    platform: .telegram, name: "429 in a private chat",
    reply: telegram(429, "Too Many Requests: retry after 7", #"{"retry_after":7}"#),
    outcome: .rateLimited(retryAfter: .seconds(7), scope: .platform)),
  .init(
    platform: .telegramGroup, name: "429 in a group",
    reply: telegram(429, "Too Many Requests", #"{"retry_after":43837}"#),
    outcome: .rateLimited(retryAfter: .seconds(43837), scope: .conversation)),
  .init(
    platform: .telegram, name: "429 with the header alone",
    reply: .text("slow down", status: 429, headers: [("Retry-After", "12")]),
    outcome: .rateLimited(retryAfter: .seconds(12), scope: .platform)),
  .init(
    platform: .telegram, name: "429 without a span", reply: .text("", status: 429),
    outcome: .rateLimited(retryAfter: .seconds(30), scope: .platform)),
  .init(
    platform: .telegram, name: "429 with a senseless span",
    reply: telegram(429, "wait", #"{"retry_after":1e300}"#),
    outcome: .rateLimited(retryAfter: .seconds(604_800), scope: .platform)),
  .init(
    platform: .telegramGroup, name: "the group became a supergroup",
    reply: telegram(
      400, "Bad Request: group chat was upgraded", #"{"migrate_to_chat_id":-1009876543210}"#),
    outcome: .migrated(
      to: ConversationAddress(platform: .telegram, conversation: "-1009876543210"))),
  .init(
    platform: .telegram, name: "not modified",
    reply: telegram(400, "Bad Request: message is not modified: same content"),
    outcome: .delivered(receipt: nil)),
  .init(
    platform: .telegram, name: "chat not found",
    reply: telegram(400, "Bad Request: chat not found"),
    outcome: .addressGone(reason: "Telegram: Bad Request: chat not found")),
  .init(
    platform: .telegramGroup, name: "no right to write",
    reply: telegram(400, "Bad Request: not enough rights to send text messages to the chat"),
    outcome: .addressGone(
      reason: "Telegram: Bad Request: not enough rights to send text messages to the chat")),
  .init(
    platform: .telegramGroup, name: "the topic is deleted",
    reply: telegram(400, "Bad Request: TOPIC_DELETED"),
    outcome: .addressGone(reason: "Telegram: Bad Request: TOPIC_DELETED")),
  .init(
    platform: .telegramGroup, name: "the topic is closed",
    reply: telegram(400, "Bad Request: TOPIC_CLOSED"),
    outcome: .addressGone(reason: "Telegram: Bad Request: TOPIC_CLOSED")),
  .init(
    platform: .telegramGroup, name: "no such topic",
    reply: telegram(400, "Bad Request: message thread not found"),
    outcome: .addressGone(reason: "Telegram: Bad Request: message thread not found")),
  .init(
    platform: .telegram, name: "bad markup",
    reply: telegram(400, "Bad Request: can't parse entities"),
    outcome: .refused(reason: "Telegram (400): Bad Request: can't parse entities")),
  .init(
    platform: .telegram, name: "an error that repeats the token",
    reply: telegram(400, "bad bot\(secret) given"),
    outcome: .refused(reason: "Telegram (400): bad bot… given")),
  .init(
    platform: .telegram, name: "401", reply: telegram(401, "Unauthorized"),
    outcome: .unauthorized(
      reason: "Telegram refuses the token (401): check platforms.telegram.token")),
  .init(
    platform: .telegram, name: "404", reply: telegram(404, "Not Found"),
    outcome: .unauthorized(
      reason: "Telegram refuses the token (404): check platforms.telegram.token")),
  .init(
    platform: .telegram, name: "blocked",
    reply: telegram(403, "Forbidden: bot was blocked by the user"),
    outcome: .addressGone(reason: "Telegram: Forbidden: bot was blocked by the user")),
  .init(
    platform: .telegram, name: "502 of a gateway", reply: .text("<html>", status: 502),
    outcome: .ambiguous(reason: "Telegram failed (502)")),
]

/// What Telegram says of a chat that is not there for us, or not any more (read in its open
/// server: Client.cpp, and the errors of its schema, which come through as they are).
let telegramRefusals: [ConformanceCase] =
  [
    "Forbidden: bot was blocked by the user", "Forbidden: user is deactivated",
    "Forbidden: bot was kicked from the group chat",
    "Forbidden: bot was kicked from the supergroup chat",
    "Forbidden: bot is not a member of the channel chat",
    "Forbidden: the group chat was deleted",
    "Forbidden: bot can't initiate conversation with a user",
    "Forbidden: bot can't send messages to bots",
  ].map { gone(403, $0) }
  + [
    "Bad Request: chat not found", "Bad Request: user not found", "Bad Request: PEER_ID_INVALID",
    "Bad Request: CHAT_WRITE_FORBIDDEN", "Bad Request: CHAT_RESTRICTED",
    "Bad Request: CHAT_ADMIN_REQUIRED", "Bad Request: CHAT_SEND_PLAIN_FORBIDDEN",
    "Bad Request: CHANNEL_PRIVATE", "Bad Request: USER_BANNED_IN_CHANNEL",
    "Bad Request: USER_IS_BLOCKED", "Bad Request: INPUT_USER_DEACTIVATED",
    "Bad Request: have no rights to send a message",
    "Bad Request: not enough rights to send text messages to the chat",
    "Bad Request: need administrator rights in the channel chat",
    "Bad Request: group is deactivated",
  ].map { gone(400, $0) }
  + [
    "Bad Request: message text is empty", "Bad Request: message is too long",
    "Bad Request: can't parse entities: Unsupported start tag", "Bad Request: BUTTON_DATA_INVALID",
    "Bad Request: inline keyboard button URL 'x' is invalid: Wrong HTTP URL",
    "Bad Request: message to be replied not found", "Bad Request: reply markup is too long",
  ].map { words in
    .init(
      platform: .telegramGroup, name: words, reply: telegram(400, words),
      outcome: .refused(reason: "Telegram (400): \(words)"))
  }
  + [413, 405].map { status in
    .init(
      platform: .telegramGroup, name: "\(status)", reply: .text("<html>", status: status),
      outcome: .refused(reason: "Telegram (\(status))"))
  }

private func gone(_ status: Int, _ words: String) -> ConformanceCase {
  .init(
    platform: .telegramGroup, name: words, reply: telegram(status, words),
    outcome: .addressGone(reason: "Telegram: \(words)"))
}

/// What Telegram's answers to an edit mean.
let telegramEdits: [ConformanceCase] = [
  .init(
    platform: .telegram, name: "edited",
    reply: .json(#"{"ok":true,"result":{"message_id":7,"chat":{"id":42,"type":"private"}}}"#),
    outcome: .delivered(receipt: "42/7")),
  .init(
    platform: .telegram, name: "edited, with a result of another shape",
    reply: .json(#"{"ok":true,"result":true}"#), outcome: .delivered(receipt: "42/7")),
  .init(
    platform: .telegram, name: "not modified",
    reply: telegram(
      400,
      "Bad Request: message is not modified: specified new message content and reply markup are "
        + "exactly the same as a current content and reply markup of the message"),
    outcome: .delivered(receipt: "42/7")),
  .init(
    platform: .telegram, name: "the message is gone",
    reply: telegram(400, "Bad Request: message to edit not found"),
    outcome: .refused(reason: "Telegram (400): Bad Request: message to edit not found")),
  .init(
    platform: .telegram, name: "the message is too old",
    reply: telegram(400, "Bad Request: message can't be edited"),
    outcome: .refused(reason: "Telegram (400): Bad Request: message can't be edited")),
  .init(
    platform: .telegram, name: "a page under 200", reply: .text("<html>Welcome</html>"),
    outcome: .retryable(reason: "Telegram gave an unreadable answer")),
  .init(
    platform: .telegram, name: "429",
    reply: telegram(429, "Too Many Requests: retry after 7", #"{"retry_after":7}"#),
    outcome: .rateLimited(retryAfter: .seconds(7), scope: .platform)),
  .init(
    platform: .telegramGroup, name: "429 in a group",
    reply: telegram(429, "Too Many Requests", #"{"retry_after":43837}"#),
    outcome: .rateLimited(retryAfter: .seconds(43837), scope: .conversation)),
  .init(
    platform: .telegramGroup, name: "the group became a supergroup",
    reply: telegram(
      400, "Bad Request: group chat was upgraded", #"{"migrate_to_chat_id":-1009876543210}"#),
    outcome: .migrated(
      to: ConversationAddress(platform: .telegram, conversation: "-1009876543210"))),
  .init(
    platform: .telegram, name: "blocked",
    reply: telegram(403, "Forbidden: bot was blocked by the user"),
    outcome: .addressGone(reason: "Telegram: Forbidden: bot was blocked by the user")),
  .init(
    platform: .telegram, name: "401 that repeats the token",
    reply: telegram(401, "Unauthorized \(secret)"),
    outcome: .unauthorized(
      reason: "Telegram refuses the token (401): check platforms.telegram.token")),
  .init(
    platform: .telegram, name: "502 that repeats the token",
    reply: telegram(502, "bot\(secret) Bad Gateway"),
    outcome: .retryable(reason: "Telegram failed (502): bot… Bad Gateway")),
]
