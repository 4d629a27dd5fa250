import ConferenceModel
import Foundation
import Messaging
import Phrasebook
import Testing

@Suite struct SettingAnswerTests {
  private static let ten = [LeadTime(minutes: 10)]
  private static let morning = DigestPreference(
    minuteOfDay: 485, filter: SessionFilter(track: "ai"))

  static let settings: [(Setting, String, String)] = [
    (
      .leadTimes(ten + [LeadTime(minutes: 60)], changed: true),
      "I'll remind you 1 h and 10 min before each starred talk.",
      "好的，每场收藏的演讲开始前 1 小时和 10 分钟提醒你。"
    ),
    (
      .leadTimes(ten, changed: false), "Reminders come 10 min before. `lead 15 5` or `lead off`.",
      "目前在开始前 10 分钟提醒。发送 `提醒 15 5` 更改，`提醒 关` 关闭。"
    ),
    (
      .leadTimes([], changed: true), "Reminders are now off. `lead 10` turns them on.",
      "提醒已关闭，发送 `提醒 10` 可开启。"
    ),
    (
      .timeZone(zone, now: at(9), changed: true),
      "Times are now in **GMT+0200**, where it is 09:00.", "时区已改为 **GMT+0200**，当地时间 09:00。"
    ),
    (
      .digest(nil, zone, changed: true), "No digest. `digest 08:00` turns it on.",
      "没有日报，发送 `日报 08:00` 可开启。"
    ),
    (
      .digest(morning, zone, changed: true),
      "Digest every day at **08:05** (GMT+0200): the day's sessions, track: ai. "
        + "`digest preview` shows it.",
      "每天 **08:05**（GMT+0200）发送日报：当天日程，分类：ai。发送 `日报 预览` 查看。"
    ),
    (
      .alerts(true, SessionFilter(), .person, changed: true),
      "Alerts are on: I tell you when a starred talk changes.", "变动通知已开启：收藏的演讲有变动时会通知你。"
    ),
    (
      .alerts(true, SessionFilter(room: "Hall 7"), .channel, changed: true),
      "Alerts are on: changes of room: Hall 7 are posted here.",
      "变动通知已开启：会议室：Hall 7的变动会发布在这里。"
    ),
    (
      .alerts(false, SessionFilter(), .person, changed: true),
      "Alerts are off. `alerts on` turns them on.", "变动通知已关闭，发送 `通知 开` 可开启。"
    ),
    (
      .stopped(starCount: 2), "Stopped: no more messages. Your 2 stars are kept. `start` resumes.",
      "已停止，不再发送消息。你收藏的 2 场仍会保留。发送 `开始` 可恢复。"
    ),
    (
      .forgotten(starCount: 1),
      "Forgotten: your settings and 1 star are deleted. `start` begins anew.",
      "已删除你的全部设置和 1 个收藏。发送 `开始` 可重新开始。"
    ),
  ]

  @Test(arguments: settings)
  func `a setting is confirmed with its value`(
    setting: Setting, inEnglish: String, inChinese: String
  ) {
    #expect(text(english.answer(.setting(setting))) == inEnglish)
    #expect(text(chinese.answer(.setting(setting))) == inChinese)
  }

  @Test func `a language is confirmed in the new language`() {
    #expect(
      text(chinese.answer(.setting(.language(.chinese, changed: true)))) == "好的，以后用中文回答。")
    #expect(
      text(english.answer(.setting(.language(.english, changed: true))))
        == "I answer in English now.")
  }

  private static let nines = String(repeating: "9", count: 99)

  static let problems: [(Problem, String, String)] = [
    (
      .unknownCommand("serach gpu", nearest: .search),
      "I don't know “serach gpu”. Did you mean `search`? `help` lists all.",
      "看不懂“serach gpu”。你是想发送 `搜索` 吗？发送 `帮助` 查看全部命令。"
    ),
    (
      .unknownCommand("etcd", nearest: nil),
      "I don't know “etcd”. Look for it with `search`, or see `help`.\n[search|search etcd]",
      "看不懂“etcd”。可以用 `搜索` 查找，或发送 `帮助`。\n[搜索|search etcd]"
    ),
    (
      .unknownCommand("", nearest: .help),
      "Try `next`, `today` or `search gpu`; `help` lists all.",
      "试试 `接下来`、`今天` 或 `搜索 可观测性`；`帮助` 列出全部命令。"
    ),
    (
      .badArgument(.time(String(repeating: "9", count: 4000))),
      "“\(nines)…” is no time of day. Use 00:00 to 23:59, like 08:00.",
      "“\(nines)…”不是有效时间。请用 00:00 到 23:59，例如 08:00。"
    ),
    (
      .badArgument(.time("25:00")),
      "“25:00” is no time of day. Use 00:00 to 23:59, like 08:00.",
      "“25:00”不是有效时间。请用 00:00 到 23:59，例如 08:00。"
    ),
    (
      .badArgument(.lead("1441")),
      "“1441” is no lead time. Use whole minutes from 0 to 1440, like `lead 10`.",
      "“1441”不是有效的提前时间。请用 0 到 1440 的整数分钟，例如 `提醒 10`。"
    ),
    (
      .badArgument(.timeZone("Amstredam", suggestions: ["Europe/Amsterdam"])),
      "I don't know the time zone “Amstredam”. Did you mean Europe/Amsterdam?",
      "没有时区“Amstredam”。你要的是 Europe/Amsterdam？"
    ),
    (
      .badArgument(.emptyFilter("track:securty", suggestions: ["SECURITY"])),
      "No session passes “track:securty”. There is: SECURITY.",
      "没有符合“track:securty”的日程。可选：SECURITY。"
    ),
    (
      .nothingFound(words: "量子", searched: "quantum", suggestions: ["可观测性", "安全"]),
      """
      Nothing found for “量子” (looked for: quantum).
      Try `search 可观测性`, `search 安全`.
      [可观测性|search 可观测性]
      [安全|search 安全]
      """,
      """
      没有找到“量子”（实际搜索：quantum）。
      试试 `搜索 可观测性`、`搜索 安全`。
      [可观测性|search 可观测性]
      [安全|search 安全]
      """
    ),
    (
      .noSuchNumber(9, last: 3), "There is no 9: the last list ends at 3.",
      "没有第 9 场，上一个列表到第 3 场为止。"
    ),
    (
      .noSuchRoom("auditorum", rooms: ["Auditorium"]),
      "No room “auditorum”. Did you mean: Auditorium?\n[Auditorium|room Auditorium]",
      "没有会议室“auditorum”。你要找的是：Auditorium？\n[Auditorium|room Auditorium]"
    ),
    (
      .nothingOnDay(
        LocalDay(dayNumber: 20_536), SessionFilter(), days: [LocalDay(dayNumber: 20_537)]),
      "Nothing on Tue 24 Mar. Sessions are on Wed 25 Mar.", "3月24日 周二没有日程。有日程的日子：3月25日 周三。"
    ),
    (
      .nothingNow(next: at(9, 30), now: at(9), zone),
      "Nothing is on now. Next: 09:30, see `next`.", "现在没有正在进行的。下一场 09:30 开始，发送 `接下来` 查看。"
    ),
    (
      .administratorsOnly(.digest), "Only administrators of this channel may use `digest`.",
      "只有本频道的管理员可以使用 `日报`。"
    ),
    (
      .personalOnly(.star), "Stars are personal: send me `star` in a direct chat.",
      "收藏属于个人：请私聊我发送 `收藏`。"
    ),
    (.missingArgument(.search), "Search for what? `search gpu`", "要搜索什么？例如 `搜索 可观测性`。"),
  ]

  @Test(arguments: problems)
  func `a problem says what is wrong and what to do`(
    problem: Problem, inEnglish: String, inChinese: String
  ) {
    #expect(text(english.answer(.problem(problem))) == inEnglish)
    #expect(text(chinese.answer(.problem(problem))) == inChinese)
  }

  @Test(arguments: [Audience.person, .channel])
  func `help does not name what is not there for everybody`(audience: Audience) {
    let later = ["guide", "calendar", "accept"]
    for phrases in [english, chinese] {
      let help = text(phrases.answer(.help(audience)))
      for word in later { #expect(!help.contains(word)) }
    }
  }

  @Test func `a channel's help has no stars`() {
    let help = text(english.answer(.help(.channel)))
    #expect(!help.contains("unstar"))
    #expect(help.contains("# Settings (administrators)"))
  }

  @Test func `a welcome says what to do first and how to change the language`() {
    let welcome = WelcomeContent(
      conferenceName: "KubeCon", audience: .person, isResumed: false, starCount: 0,
      leadTimes: [LeadTime(minutes: 10)])
    #expect(
      text(english.answer(.welcome(welcome))) == """
        I'm TalkBell, the bell before the talk at **KubeCon**.
        Star the talks you want to hear. I remind you 10 min before, and tell you when a talk moves.
        Try `next`, `today` or `search gpu`, then `star 1`. `help` lists all; 中文：`语言 中文`
        [next|next] [today|today] [help|help] [中文|language zh]
        """)
    #expect(
      text(chinese.answer(.welcome(welcome))) == """
        我是 TalkBell，**KubeCon** 的开场提醒。
        收藏想听的演讲，开始前 10 分钟提醒你，有变动也会马上通知你。
        试试 `接下来`、`今天` 或 `搜索 可观测性`，再发送 `收藏 1`。\
        发送 `帮助` 查看全部命令。English: `language en`
        [接下来|接下来] [今天|今天] [帮助|帮助] [English|language en]
        """)
  }

  @Test(arguments: [(Audience.person, true), (.channel, false), (.channel, true)])
  func `who is back, and a channel, have no buttons for the first steps`(
    audience: Audience, isResumed: Bool
  ) {
    let welcome = WelcomeContent(
      conferenceName: "KubeCon", audience: audience, isResumed: isResumed, starCount: 0,
      leadTimes: [])
    #expect(english.answer(.welcome(welcome)).buttons == [])
  }

  @Test func `who has no stars is one press from the talks`() {
    #expect(text(english.answer(.problem(.noStars))).hasSuffix("\n[next|next]\n[today|today]"))
    #expect(text(chinese.answer(.problem(.noStars))).hasSuffix("\n[接下来|接下来]\n[今天|今天]"))
  }
}
