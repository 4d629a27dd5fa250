import ConferenceModel
import Messaging
import TestSupport

/// The token of the conformance tests.
private let secret = "123456:AAsecret"

/// What the answers of incoming webhooks mean.
let slackCases: [ConformanceCase] = [
  .init(
    platform: .slack, name: "delivered", reply: .text("ok"), outcome: .delivered(receipt: nil)),
  .init(
    platform: .slack, name: "200 with another word", reply: .text("channel_is_full"),
    outcome: .refused(reason: "Slack (200): channel_is_full")),
  .init(
    platform: .slack, name: "a page under 200",
    reply: .text("<html>Please log in to the hotel's network to continue. Welcome!</html>"),
    outcome: .refused(reason: "Slack (200): an answer that is not Slack's")),
  .init(
    platform: .slack, name: "429",
    reply: .text("rate_limited", status: 429, headers: [("Retry-After", "3")]),
    outcome: .rateLimited(retryAfter: .seconds(3), scope: .conversation)),
  .init(
    platform: .slack, name: "invalid payload", reply: .text("invalid_payload", status: 400),
    outcome: .refused(reason: "Slack (400): invalid_payload")),
  .init(
    platform: .slack, name: "prohibited", reply: .text("action_prohibited", status: 403),
    outcome: .addressGone(reason: "Slack: action_prohibited")),
  .init(
    platform: .slack, name: "invalid token", reply: .text("invalid_token", status: 403),
    outcome: .unauthorized(
      reason: "Slack refuses the webhook: check platforms.slack.webhooks")),
  .init(
    platform: .slack, name: "no service", reply: .text("no_service", status: 404),
    outcome: .addressGone(reason: "Slack: no_service")),
  .init(
    platform: .slack, name: "archived", reply: .text("channel_is_archived", status: 410),
    outcome: .addressGone(reason: "Slack: channel_is_archived")),
  .init(
    platform: .slack, name: "rollup error", reply: .text("rollup_error", status: 500),
    outcome: .retryable(reason: "Slack: rollup_error")),
  .init(
    platform: .slack, name: "503", reply: .text("oops", status: 503),
    outcome: .ambiguous(reason: "Slack failed (503): oops")),
]

/// An error's name under 200, and what it means.
private func slackBot(
  _ error: String, _ outcome: DeliveryOutcome, more: String = ""
) -> ConformanceCase {
  .init(
    platform: .slackBot, name: error, reply: .json(#"{"ok":false,"error":"\#(error)"\#(more)}"#),
    outcome: outcome)
}

/// What the errors of the Web API mean for a message.
let slackBotErrors: [ConformanceCase] =
  [
    "channel_not_found", "not_in_channel", "is_archived", "user_not_found", "user_disabled",
    "cannot_dm_bot", "restricted_action", "restricted_action_read_only_channel",
  ].map { slackBot($0, .addressGone(reason: "Slack: \($0)")) }
  + ["invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive"].map {
    slackBot(
      $0,
      .unauthorized(
        reason: "Slack refuses the bot token (\($0)): check platforms.slack.botToken"))
  }
  + ["msg_too_long", "msg_blocks_too_long", "invalid_blocks", "no_text", "brand_new_error"].map {
    slackBot($0, .refused(reason: "Slack: \($0)"))
  }
  + ["ratelimited", "rate_limited", "message_limit_exceeded"].map {
    slackBot($0, .rateLimited(retryAfter: .seconds(30), scope: .platform))
  }
  + ["fatal_error", "internal_error", "service_unavailable"].map {
    slackBot($0, .ambiguous(reason: "Slack: \($0)"))
  }
  + ["request_timeout", "team_added_to_org"].map {
    slackBot($0, .retryable(reason: "Slack: \($0)"))
  }

/// What the other answers of the Web API mean for a message.
let slackBotCases: [ConformanceCase] = [
  .init(
    platform: .slackBot, name: "delivered",
    reply: .json(#"{"ok":true,"channel":"C1","ts":"1774252800.000100"}"#),
    outcome: .delivered(receipt: "C1/1774252800.000100")),
  .init(
    platform: .slackBot, name: "a result of another shape was delivered all the same",
    reply: .json(#"{"ok":true}"#), outcome: .delivered(receipt: nil)),
  .init(
    platform: .slackBot, name: "a page under 200", reply: .text("<html>Welcome</html>"),
    outcome: .ambiguous(reason: "Slack gave an unreadable answer")),
  .init(
    platform: .slackBot, name: "429",
    reply: .json(
      #"{"ok":false,"error":"ratelimited"}"#, status: 429, headers: [("Retry-After", "17")]),
    outcome: .rateLimited(retryAfter: .seconds(17), scope: .platform)),
  .init(
    platform: .slackBot, name: "429 without a span", reply: .text("", status: 429),
    outcome: .rateLimited(retryAfter: .seconds(30), scope: .platform)),
  .init(
    platform: .slackBot, name: "429 with a senseless span",
    reply: .text("", status: 429, headers: [("Retry-After", "1e300")]),
    outcome: .rateLimited(retryAfter: .seconds(604_800), scope: .platform)),
  slackBot(
    "missing_scope",
    .unauthorized(
      reason: "platforms.slack.botToken lacks the scope chat:write (missing_scope): "
        + "add it to the app and install the app again"),
    more: #","needed":"chat:write","provided":"commands""#),
  slackBot("\(secret) refused", .refused(reason: "Slack: … refused")),
  .init(
    platform: .slackBot, name: "404 of another server", reply: .text("no", status: 404),
    outcome: .unauthorized(
      reason: "no Slack API answers (404): check platforms.slack.apiBase")),
  .init(
    platform: .slackBot, name: "302", reply: .text("", status: 302),
    outcome: .retryable(reason: "something before Slack answered (302)")),
  .init(
    platform: .slackBot, name: "503 of a gateway", reply: .text("<html>", status: 503),
    outcome: .ambiguous(reason: "Slack failed (503)")),
  .init(
    platform: .slackBot, name: "an error without a name", reply: .json(#"{"ok":false}"#),
    outcome: .ambiguous(reason: "Slack failed (200)")),
]
