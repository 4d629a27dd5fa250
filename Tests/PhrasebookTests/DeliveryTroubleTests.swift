import ConferenceModel
import Foundation
import Messaging
import Phrasebook
import Testing

/// What the operator reads of deliveries that failed.
@Suite struct DeliveryTroubleTests {
  private static func letters(
    _ numbers: ClosedRange<Int64>, _ kind: NoticeKind = .reminder,
    _ platform: ChatPlatform = .telegram, _ reason: String = "Telegram (400): chat not found"
  ) -> [DeadLetter] {
    numbers.map {
      DeadLetter(entry: $0, platform: platform, kind: kind, reason: reason)
    }
  }

  private static let mixed =
    letters(12...13) + letters(14...14, .alert, .slack, "channel_is_archived")
    + letters(15...15, .reply, .matrix, "M_FORBIDDEN")
    + letters(16...16, .digest, .slack, "msg_too_long")

  static let messages: [(OperationContent, String, String)] = [
    (
      .givenUp(GivenUpContent(letters: letters(12...12))),
      """
      ⚠ **1 message was given up**: 1 reminder.
      Telegram, 1×: Telegram (400): chat not found
      `talkbell outbox dead --config FILE` shows it. When the cause is mended, \
      `talkbell outbox retry 12 --config FILE` sends it again, in new words and only while there is \
      time.
      """,
      """
      ⚠ **有 1 条消息发送失败，已放弃**：提醒 1 条。
      Telegram，1 条：Telegram (400): chat not found
      用 `talkbell outbox dead --config FILE` 查看。排除原因后，\
      用 `talkbell outbox retry 12 --config FILE` 重新发送：内容会重新生成，过时的不再发送。
      """
    ),
    (
      .givenUp(GivenUpContent(letters: mixed)),
      """
      ⚠ **5 messages were given up**: 2 reminders, 1 alert, 1 digest, 1 reply.
      Telegram, 2×: Telegram (400): chat not found
      Matrix, 1×: M_FORBIDDEN
      Slack, 1×: channel_is_archived
      1× for other reasons
      `talkbell outbox dead --config FILE` shows them. When the cause is mended, \
      `talkbell outbox retry 12 13 14 15 16 --config FILE` sends them again, in new words and only \
      while there is time.
      """,
      """
      ⚠ **有 5 条消息发送失败，已放弃**：提醒 2 条，变动通知 1 条，日程摘要 1 条，回复 1 条。
      Telegram，2 条：Telegram (400): chat not found
      Matrix，1 条：M_FORBIDDEN
      Slack，1 条：channel_is_archived
      其他原因 1 条
      用 `talkbell outbox dead --config FILE` 查看。排除原因后，\
      用 `talkbell outbox retry 12 13 14 15 16 --config FILE` 重新发送：内容会重新生成，过时的不再发送。
      """
    ),
    (
      .givenUp(GivenUpContent(letters: letters(1...4000, .reply))),
      """
      ⚠ **4000 messages were given up**: 4000 replies.
      Telegram, 4000×: Telegram (400): chat not found
      `talkbell outbox dead --config FILE` shows them. When the cause is mended, \
      `talkbell outbox retry --config FILE` sends them again, in new words and only while there is \
      time.
      """,
      """
      ⚠ **有 4000 条消息发送失败，已放弃**：回复 4000 条。
      Telegram，4000 条：Telegram (400): chat not found
      用 `talkbell outbox dead --config FILE` 查看。排除原因后，\
      用 `talkbell outbox retry --config FILE` 重新发送：内容会重新生成，过时的不再发送。
      """
    ),
    (
      .tokenRefused(
        RefusedTokenContent(
          platform: .slack, reason: "Slack: token_revoked", since: at(14, 25), timeZone: zone)),
      """
      ⚠ **Slack** refuses TalkBell's token since 14:25: nothing gets in or out there.
      Slack: token_revoked
      Messages wait, as long as they are of use. Put a valid token where the configuration says and \
      start TalkBell again; `talkbell doctor --config FILE` tells what is wrong.
      """,
      """
      ⚠ **Slack** 自 14:25 起拒绝 TalkBell 的令牌，消息无法收发。
      Slack: token_revoked
      未过时的消息会保留。请在配置所指的位置换上有效的令牌并重新启动 TalkBell；\
      `talkbell doctor --config FILE` 会指出问题所在。
      """
    ),
    (
      .tokenAccepted(.slack), "✓ **Slack** takes messages again.", "✓ **Slack** 已恢复收发消息。"
    ),
  ]

  @Test(arguments: messages.indices)
  func `the operator reads what happened and what to do`(index: Int) {
    let (content, english, chinese) = Self.messages[index]
    #expect(text(EnglishPhrases().operation(content)) == english)
    #expect(text(ChinesePhrases().operation(content)) == chinese)
  }
}
