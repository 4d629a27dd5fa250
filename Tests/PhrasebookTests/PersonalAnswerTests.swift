import ConferenceModel
import Foundation
import Messaging
import Phrasebook
import Testing

private func chat(_ platform: ChatPlatform) -> ConversationAddress {
  ConversationAddress(platform: platform, conversation: "1")
}

/// What a person decided about stars, quiet hours and chats.
@Suite struct PersonalAnswerTests {
  static let answers: [(PersonalAnswer, String, String)] = [
    (
      .snoozed(titles: ["Tuning etcd", "Istio"], until: at(14, 25)),
      "I'll remind you again at **14:25**: Tuning etcd; Istio.",
      "**14:25** 再提醒你一次：Tuning etcd；Istio。"
    ),
    (
      .marked(.goto, title: "Tuning etcd", others: []), "You go to **Tuning etcd**.",
      "首选 **Tuning etcd**。"
    ),
    (
      .marked(.goto, title: "Tuning etcd", others: ["Istio", "Cilium"]),
      "You go to **Tuning etcd**. Backup: Istio; Cilium.",
      "首选 **Tuning etcd**。备选：Istio；Cilium。"
    ),
    (
      .marked(.backup, title: "Istio", others: []), "**Istio** is a backup.", "**Istio** 设为备选。"
    ),
    (
      .linkCode("01ab23cd", minutes: 15, noticesAt: chat(.slack)),
      "In your other chat with me, type `link 01ab23cd` within 15 minutes. Then both share your "
        + "stars, and reminders go on coming to your chat on Slack.",
      "15 分钟内，在另一个与我的聊天中发送 `关联 01ab23cd`。之后两边共用收藏，提醒仍发到 Slack 聊天。"
    ),
    (
      .linked(chat(.matrix)),
      "Linked: this chat shares your stars with your chat on Matrix, where reminders go. "
        + "`link here` brings them here, `link off` undoes it.",
      "已关联：本聊天与 Matrix 聊天共用收藏，提醒发到那里。发送 `关联 这里` 改为发到这里，`关联 关` 可取消。"
    ),
    (
      .noticesHere(before: nil),
      "Reminders come here already. `link` gives a code for another chat.",
      "提醒本来就发到这里。发送 `关联` 可取得用于其他聊天的代码。"
    ),
    (
      .noticesHere(before: chat(.telegram)),
      "Reminders and changes come here now, no longer to your chat on Telegram. You share your "
        + "stars as before.",
      "提醒和变动通知改为发到这里，不再发到 Telegram 聊天。收藏照旧共用。"
    ),
    (
      .unlinked(from: chat(.slack)),
      "Unlinked: this chat starts without stars. Those you shared stay with your chat on Slack.",
      "已取消关联，本聊天从零开始收藏。原来共用的收藏保留在 Slack 聊天。"
    ),
    (
      .released([chat(.slack)]),
      "Unlinked: your stars stay here. Your chat on Slack goes on by itself, without stars.",
      "已取消关联，收藏保留在这里。你的 Slack 聊天今后独立，没有收藏。"
    ),
    (
      .released([chat(.slack), chat(.matrix)]),
      "Unlinked: your stars stay here. Your chats on Slack and Matrix go on by themselves, without "
        + "stars.",
      "已取消关联，收藏保留在这里。你的 Slack、Matrix 聊天今后各自独立，没有收藏。"
    ),
    (
      .released([chat(.telegram), chat(.telegram)]),
      "Unlinked: your stars stay here. Your chats on Telegram go on by themselves, without stars.",
      "已取消关联，收藏保留在这里。你的 Telegram 聊天今后各自独立，没有收藏。"
    ),
    (
      .notLinked, "This chat is linked to no other. `link` gives a code for one.",
      "本聊天没有关联。发送 `关联` 可取得代码。"
    ),
    (.follows(nil), "No posts at the start of sessions.", "不再发布开场消息。"),
    (
      .follows(SessionFilter(room: "Hall 7")),
      "When a session of **room: Hall 7** starts, I post it here. `follow off` ends that.",
      "**会议室：Hall 7** 的演讲开始时会发布在这里。发送 `跟踪 关` 可取消。"
    ),
  ]

  @Test(arguments: answers)
  func `a decision is confirmed with what comes of it`(
    answer: PersonalAnswer, inEnglish: String, inChinese: String
  ) {
    let whole = Answer.personal(answer, StarContext(now: at(14, 20), timeZone: zone))
    #expect(text(english.answer(whole)) == inEnglish)
    #expect(text(chinese.answer(whole)) == inChinese)
  }

  private static let night = QuietHours(from: 1320, until: 425)

  static let settings: [(Setting, String, String)] = [
    (
      .quiet(nil, zone, .person, changed: true),
      "No quiet hours. `quiet 22:00-07:00` sets them.", "没有免打扰时段，发送 `免打扰 22:00-07:00` 可设置。"
    ),
    (
      .quiet(night, zone, .person, changed: true),
      "Quiet from **22:00** to **07:05** (GMT+0200): reminders come without a sound where the chat "
        + "app allows it, and changes that can wait come at 07:05. `quiet off` ends it.",
      "免打扰时段 **22:00–07:05**（GMT+0200）：提醒不响铃（以聊天软件支持为准），不急的变动到 07:05 再通知。"
        + "发送 `免打扰 关` 可取消。"
    ),
    (
      .quiet(night, zone, .channel, changed: false),
      "Quiet from **22:00** to **07:05** (GMT+0200): what I post comes without a sound where the "
        + "chat app allows it, and changes that can wait come at 07:05. `quiet off` ends it.",
      "免打扰时段 **22:00–07:05**（GMT+0200）：发布的消息不响铃（以聊天软件支持为准），不急的变动到 07:05 再通知。"
        + "发送 `免打扰 关` 可取消。"
    ),
    (
      .stopped(starCount: 2, elsewhere: chat(.slack)),
      "Stopped: no more messages here. Reminders still come to your chat on Slack. `start` "
        + "resumes.",
      "已停止，这里不再发送消息；提醒仍会发到 Slack 聊天。发送 `开始` 可恢复。"
    ),
    (
      .silent(at: nil), "But messages are stopped: nothing comes before you say `start`.",
      "但目前已停止发送消息，发送 `开始` 后才会收到。"
    ),
    (
      .silent(at: chat(.telegram)),
      "But nothing reaches your chat on Telegram now: `link here` brings reminders here.",
      "但你的 Telegram 聊天目前收不到消息，发送 `关联 这里` 可让提醒发到这里。"
    ),
    (
      .forgotten(starCount: 2, keptAt: chat(.slack)),
      "Forgotten: all about this chat is deleted. Your stars stay with your chat on Slack; "
        + "`forget` there deletes them. `start` begins anew here.",
      "已删除与本聊天有关的全部数据。收藏保留在 Slack 聊天，在那里发送 `忘记` 可删除。在这里发送 `开始` 可重新开始。"
    ),
    (
      .forgotten(starCount: 0, released: [chat(.matrix)]),
      "Forgotten: your settings are deleted. Your chat on Matrix goes on by itself, without stars. "
        + "`start` begins anew.",
      "已删除你的全部设置。你的 Matrix 聊天今后独立，没有收藏。发送 `开始` 可重新开始。"
    ),
  ]

  @Test(arguments: settings)
  func `a setting says what holds now, and where`(
    setting: Setting, inEnglish: String, inChinese: String
  ) {
    #expect(text(english.answer(.setting(setting))) == inEnglish)
    #expect(text(chinese.answer(.setting(setting))) == inChinese)
  }

  static let problems: [(Problem, String, String)] = [
    (
      .badArgument(.quiet("25:00-07:00")),
      "“25:00-07:00” is no span of the day. Use two times, like `quiet 22:00-07:00`.",
      "“25:00-07:00”不是有效时段。请写两个时间，例如 `免打扰 22:00-07:00`。"
    ),
    (
      .badArgument(.snooze("soon")),
      "“soon” is no number of minutes. Use 1 to 120, like `snooze 5`.",
      "“soon”不是有效分钟数。请用 1 到 120，例如 `稍后 5`。"
    ),
    (.nothingToSnooze, "There is no reminder of a talk still to come.", "没有尚未开始的提醒。"),
    (
      .snoozeTooLong(minutesLeft: 4), "It starts in 4 min: choose less than that.",
      "4 分钟后就开始了，请选更短的时间。"
    ),
    (
      .severalToStar(count: 3),
      "That message names 3 talks. Type `star 1` with the number of the one you mean, or react to "
        + "a message about one talk.",
      "那条消息里有 3 场演讲。请发送 `收藏 1`（写上编号），或对只讲一场的消息加 ⭐。"
    ),
    (
      .channelOnly(.follow),
      "`follow` is for channels. Here, `star` what you want to hear.",
      "`跟踪` 只用于频道。在这里请用 `收藏`。"
    ),
    (
      .unknownLinkCode,
      "I don't know this code, or it is too old. Type `link` in the chat where reminders shall "
        + "come, then its code here.",
      "代码不存在或已过期。先在要接收提醒的聊天中发送 `关联`，再在这里发送得到的代码。"
    ),
  ]

  @Test(arguments: problems)
  func `a problem says what to do instead`(
    problem: Problem, inEnglish: String, inChinese: String
  ) {
    #expect(text(english.answer(.problem(problem))) == inEnglish)
    #expect(text(chinese.answer(.problem(problem))) == inChinese)
  }
}
