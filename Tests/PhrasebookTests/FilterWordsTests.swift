import ConferenceModel
import Foundation
import Messaging
import Phrasebook
import Testing

private let tuesday = LocalDay(year: 2026, month: 3, day: 24) ?? LocalDay(dayNumber: 0)

@Suite struct FilterWordsTests {
  static let filters: [(SessionFilter, String, String)] = [
    (SessionFilter(theme: .security), "security talks", "安全主题"),
    (SessionFilter(theme: .ai), "AI and ML infrastructure talks", "AI 与机器学习基础设施主题"),
    (SessionFilter(guide: "ai-infrastructure"), "guide: ai-infrastructure", "指南：ai-infrastructure"),
    (
      SessionFilter(source: "side", track: "argo", room: "Hall 7", theme: .edge, guide: "x"),
      "multi-cluster and edge talks, track: argo, room: Hall 7, source: side, guide: x",
      "多集群与边缘主题，分类：argo，会议室：Hall 7，来源：side，指南：x"
    ),
  ]

  @Test(arguments: filters)
  func `a filter is said back in words`(
    filter: SessionFilter, inEnglish: String, inChinese: String
  ) {
    let list = SessionList(
      subject: .day(tuesday, filter), sessions: [ListedSession(news: SessionNews(entry: entry()))],
      total: 1, now: at(9), timeZone: zone)
    for (phrases, expected) in [
      (english, "# Tue 24 Mar · 1 session · " + inEnglish),
      (chinese, "# 3月24日 周二 · 1 场 · " + inChinese),
    ] {
      let heading = phrases.answer(.list(list)).blocks.prefix(1)
      #expect(text(MessageDocument(blocks: Array(heading))) == expected)
    }
    let alerts = Answer.setting(.alerts(true, filter, .channel, changed: true))
    #expect(
      text(english.answer(alerts)) == "Alerts are on: changes of \(inEnglish) are posted here.")
    #expect(text(chinese.answer(alerts)) == "变动通知已开启：\(inChinese)的变动会发布在这里。")
  }

  @Test func `a filter is typed as it is read`() {
    let filter = SessionFilter(
      source: "main", track: "ai + ml", room: "hall 7", theme: .finops, guide: "x", mine: true)
    #expect(
      filter.terms == [
        "source:main", "track:ai + ml", "room:hall 7", "theme:finops", "guide:x", "mine",
      ])
  }

  @Test func `who asks for an unknown theme is told the six`() {
    let problem = Answer.problem(.badArgument(.theme("gardening")))
    #expect(
      text(english.answer(problem)) == """
        “gardening” is no theme. There are _theme:ai_ (AI and ML infrastructure), \
        _theme:platform_ (platform engineering), _theme:security_ (security), \
        _theme:observability_ (observability), _theme:edge_ (multi-cluster and edge), \
        _theme:finops_ (FinOps and sustainability).
        """)
    #expect(
      text(chinese.answer(problem)) == """
        没有主题“gardening”。可选：_主题:ai_（AI 与机器学习基础设施）、_主题:平台_（平台工程）、\
        _主题:安全_（安全）、_主题:可观测_（可观测性）、_主题:边缘_（多集群与边缘）、\
        _主题:成本_（成本与可持续）。
        """)
  }

  @Test func `help names themes where it names filters`() {
    for audience in [Audience.person, .channel] {
      #expect(text(english.answer(.help(audience))).contains("`today theme:security` by theme"))
      #expect(text(chinese.answer(.help(audience))).contains("`今天 主题:安全` 按主题"))
    }
  }
}

@Suite struct GroupedListTests {
  @Test func `a group that began on the page before says so`() {
    let list = SessionList(
      subject: .everythingNow,
      sessions: [
        ListedSession(news: SessionNews(entry: entry(1, "A", speakers: [], track: "AI + ML"))),
        ListedSession(news: SessionNews(entry: entry(2, "B", speakers: [], track: nil))),
      ], firstNumber: 11, total: 12, grouping: .track, isContinued: true, offersStars: false,
      now: at(14, 40), timeZone: zone)
    #expect(
      text(english.answer(.list(list))) == """
        # All that is on, 14:40
        # AI + ML (continued)
        11. 14:30–15:00 · Hall 7 | Room A
           **A**
        # Other
        12. 14:30–15:00 · Hall 7 | Room A
           **B**
        11–12 of 12.
        [☆ 11|star #1] [☆ 12|star #2]
        """)
    #expect(
      text(chinese.answer(.list(list))) == """
        # 正在进行（全部） · 14:40
        # AI + ML（续）
        11. 14:30–15:00 · Hall 7 | Room A
           **A**
        # 其他
        12. 14:30–15:00 · Hall 7 | Room A
           **B**
        第 11–12 场，共 12 场。
        [☆ 11|star #1] [☆ 12|star #2]
        """)
  }

  static let events: [(WholeEvent, String, String)] = [
    (
      WholeEvent(day: tuesday, filter: SessionFilter(track: "argocon"), talkCount: 32),
      "This is a whole event. `today track:argocon` lists its 32 talks.",
      "这是一整场活动，包含 32 场演讲，发送 `今天 track:argocon` 查看。"
    ),
    (
      WholeEvent(
        day: tuesday.adding(days: 1), filter: SessionFilter(track: "argocon"), talkCount: 1),
      "This is a whole event. `wed track:argocon` lists its 1 talk.",
      "这是一整场活动，包含 1 场演讲，发送 `周三 track:argocon` 查看。"
    ),
    (
      WholeEvent(day: tuesday, filter: SessionFilter(), talkCount: 0),
      "This is a whole event, not a single talk.", "这是一整场活动，不是单场演讲。"
    ),
  ]

  @Test(arguments: events)
  func `an event says what it is and how to see its talks`(
    event: WholeEvent, inEnglish: String, inChinese: String
  ) {
    let content = SessionContent(
      news: SessionNews(entry: entry(1, "ArgoCon", speakers: [], track: nil)), event: event,
      isStarred: false, offersStars: false, now: at(9), timeZone: zone)
    let head = "# 14:30–15:00 · Hall 7 | Room A\n**ArgoCon**\n"
    #expect(text(english.answer(.session(content))) == head + inEnglish + "\n[☆ Star|star #1]")
    #expect(text(chinese.answer(.session(content))) == head + inChinese + "\n[☆ 收藏|star #1]")
  }
}
