import ConferenceModel
import Foundation
import Messaging
import Phrasebook
import Testing

private func answer(_ answer: Answer) -> @Sendable (any Phrases) -> MessageDocument {
  { $0.answer(answer) }
}

private let context = StarContext(now: at(9), timeZone: zone)

@Suite struct ListAnswerTests {
  static let renditions = [
    Rendition(
      "a page of a search over two days",
      answer(
        .list(
          SessionList(
            subject: .search(words: "安全", searched: "security"),
            sessions: [
              ListedSession(
                news: SessionNews(
                  entry: entry(), changes: [.relocated(from: "Hall 8", to: "Hall 7 | Room A")]),
                isStarred: true),
              ListedSession(news: SessionNews(entry: entry(9, "Other", from: at(9, days: 1)))),
            ], firstNumber: 11, total: 22, grouping: .none, nextPage: "search 安全 page:3",
            now: at(15, 10), timeZone: zone))),
      english: """
        # Search: 安全 (looked for: security) · 22
        11. 14:30–15:00 · Hall 7 | Room A ★ · over
           **Tuning etcd** — Jane Doe, John Roe
           New room: ~~Hall 8~~ → **Hall 7 | Room A**
        12. Wed 25 Mar 09:00–09:30 · Hall 7 | Room A
           **Other** — Jane Doe, John Roe
        11–12 of 22. `more` shows the next.
        [★ 11|unstar #812] [☆ 12|star #9]
        [More|search 安全 page:3]
        """,
      chinese: """
        # 搜索：安全（实际搜索：security） · 22 场
        11. 14:30–15:00 · Hall 7 | Room A ★ · 已结束
           **Tuning etcd** — Jane Doe、John Roe
           换会议室：~~Hall 8~~ → **Hall 7 | Room A**
        12. 3月25日 周三 09:00–09:30 · Hall 7 | Room A
           **Other** — Jane Doe、John Roe
        第 11–12 场，共 22 场。发送 `更多` 看下一页。
        [★ 11|unstar #812] [☆ 12|star #9]
        [更多|search 安全 page:3]
        """),
    Rendition(
      "own stars with overlaps, by day",
      answer(
        .list(
          SessionList(
            subject: .mine,
            sessions: [
              ListedSession(news: SessionNews(entry: entry()), isStarred: true, overlaps: [2]),
              ListedSession(
                news: SessionNews(entry: entry(9, "Other", from: at(14, 45))), isStarred: true,
                overlaps: [1]),
              ListedSession(
                news: SessionNews(entry: entry(3, "Later", speakers: [], from: at(9, days: 1))),
                isStarred: true),
            ], total: 3, now: at(9), timeZone: zone))),
      english: """
        # Your stars · 3
        # Tue 24 Mar
        1. 14:30–15:00 · Hall 7 | Room A
           **Tuning etcd** — Jane Doe, John Roe
           ⚠ overlaps with 2
        2. 14:45–15:15 · Hall 7 | Room A
           **Other** — Jane Doe, John Roe
           ⚠ overlaps with 1
        # Wed 25 Mar
        3. 09:00–09:30 · Hall 7 | Room A
           **Later**
        `unstar 1` takes a star back.
        [★ 1|unstar #812] [★ 2|unstar #9] [★ 3|unstar #3]
        """,
      chinese: """
        # 我的收藏 · 3 场
        # 3月24日 周二
        1. 14:30–15:00 · Hall 7 | Room A
           **Tuning etcd** — Jane Doe、John Roe
           ⚠ 与第 2 场时间冲突
        2. 14:45–15:15 · Hall 7 | Room A
           **Other** — Jane Doe、John Roe
           ⚠ 与第 1 场时间冲突
        # 3月25日 周三
        3. 09:00–09:30 · Hall 7 | Room A
           **Later**
        `取消收藏 1` 可取消收藏。
        [★ 1|unstar #812] [★ 2|unstar #9] [★ 3|unstar #3]
        """),
    Rendition(
      "what starts next, by track, in a channel",
      answer(
        .list(
          SessionList(
            subject: .next(at(14, 30)),
            sessions: [
              ListedSession(news: SessionNews(entry: entry())),
              ListedSession(news: SessionNews(entry: entry(9, "Other", speakers: [], track: nil))),
            ], total: 2, grouping: .track, offersStars: false, now: at(14, 5), timeZone: zone))),
      english: """
        # Next: 14:30 (in 25 min)
        # PLATFORM ENGINEERING
        1. 14:30–15:00 · Hall 7 | Room A
           **Tuning etcd** — Jane Doe, John Roe
        # Other
        2. 14:30–15:00 · Hall 7 | Room A
           **Other**
        `talk 1` for details.
        [☆ 1|star #812] [☆ 2|star #9]
        """,
      chinese: """
        # 接下来 · 14:30（25 分钟后开始）
        # PLATFORM ENGINEERING
        1. 14:30–15:00 · Hall 7 | Room A
           **Tuning etcd** — Jane Doe、John Roe
        # 其他
        2. 14:30–15:00 · Hall 7 | Room A
           **Other**
        `详情 1` 查看详情。
        [☆ 1|star #812] [☆ 2|star #9]
        """),
  ]

  @Test(arguments: renditions)
  func `a list says time and room first and goes on numbering`(rendition: Rendition) {
    rendition.check()
  }

  static let headings: [(SessionList.Subject, String, String)] = [
    (.now, "# On now, 14:05", "# 正在进行 · 14:05"),
    (
      .next(at(9, days: 1)), "# Next: Wed 25 Mar 09:00 (in 18 h 55 min)",
      "# 接下来 · 3月25日 周三 09:00（18 小时 55 分钟后开始）"
    ),
    (
      .day(LocalDay(dayNumber: 20_536), SessionFilter(track: "ai", mine: true)),
      "# Tue 24 Mar · your 1 session · track: ai", "# 3月24日 周二 · 我的收藏 1 场 · 分类：ai"
    ),
    (
      .restOfDay(LocalDay(dayNumber: 20_536), SessionFilter(), earlier: 7),
      "# Tue 24 Mar · 1 still to come (7 over: `tue`)", "# 3月24日 周二 · 还有 1 场（已结束 7 场：`周二`）"
    ),
    (.room("Auditorium"), "# Auditorium · 1 session", "# Auditorium · 1 场"),
    (.continued, "# 1 session", "# 共 1 场"),
    (
      .choice(.star, words: "etcd", searched: nil), "# Which one to star? etcd · 1",
      "# 要收藏哪一场？etcd · 1 场"
    ),
  ]

  @Test(arguments: headings)
  func `each list has its heading`(
    subject: SessionList.Subject, inEnglish: String, inChinese: String
  ) {
    let list = SessionList(
      subject: subject, sessions: [ListedSession(news: SessionNews(entry: entry()))], total: 1,
      now: at(14, 5), timeZone: zone)
    for (phrases, expected) in [(english, inEnglish), (chinese, inChinese)] {
      let heading = phrases.answer(.list(list)).blocks.prefix(1)
      #expect(text(MessageDocument(blocks: Array(heading))) == expected)
    }
  }

  @Test func `a button whose command is too long for a platform is left out`() {
    let list = SessionList(
      subject: .mine, sessions: [ListedSession(news: SessionNews(entry: entry()))], total: 11,
      nextPage: "search " + String(repeating: "x", count: 54), offersStars: false, now: at(9),
      timeZone: zone)
    #expect(
      english.answer(.list(list)).buttons == [
        [MessageDocument.Button(label: "☆ 1", command: "star #812")]
      ])
  }
}

@Suite struct StarAnswerTests {
  private static func starred(
    _ outlook: StarContent.Outlook, isNew: Bool = true, conflicts: [ProgrammeEntry] = []
  ) -> @Sendable (any Phrases) -> MessageDocument {
    answer(
      .starred(
        StarContent(
          results: [
            StarContent.Result(
              news: SessionNews(entry: entry()), isNew: isNew, outlook: outlook,
              conflicts: conflicts)
          ], context: context)))
  }

  static let renditions = [
    Rendition(
      "a star with a conflict",
      starred(.reminders([at(14, 20)]), conflicts: [entry(9, "Other", from: at(14, 45))]),
      english: """
        ★ Starred · 14:30–15:00 · Hall 7 | Room A
        **Tuning etcd** — Jane Doe, John Roe
        I'll remind you at 14:20.
        ⚠ Conflict: at the same time you have also starred
        - 14:45–15:15 · Hall 7 | Room A · **Other**
        [★ Unstar|unstar #812]
        """,
      chinese: """
        ★ 已收藏 · 14:30–15:00 · Hall 7 | Room A
        **Tuning etcd** — Jane Doe、John Roe
        将在 14:20 提醒你。
        ⚠ 时间冲突，同一时段你还收藏了：
        - 14:45–15:15 · Hall 7 | Room A · **Other**
        [★ 取消收藏|unstar #812]
        """),
    Rendition(
      "a star too late for a reminder", starred(.startsSoon(minutes: 5), isNew: false),
      english: """
        ★ Already starred · 14:30–15:00 · Hall 7 | Room A
        **Tuning etcd** — Jane Doe, John Roe
        It starts in 5 min, so no further reminder.
        [★ Unstar|unstar #812]
        """,
      chinese: """
        ★ 之前已收藏 · 14:30–15:00 · Hall 7 | Room A
        **Tuning etcd** — Jane Doe、John Roe
        5 分钟后开始，不再另行提醒。
        [★ 取消收藏|unstar #812]
        """),
    Rendition(
      "a star taken back, and one that was not there",
      answer(
        .unstarred(
          [
            UnstarResult(entry: entry()),
            UnstarResult(entry: entry(9, "Other"), wasStarred: false),
          ], context)),
      english: """
        ☆ Star removed · 14:30–15:00 · Hall 7 | Room A
        **Tuning etcd**
        ☆ Had no star · 14:30–15:00 · Hall 7 | Room A
        **Other**
        """,
      chinese: """
        ☆ 已取消收藏 · 14:30–15:00 · Hall 7 | Room A
        **Tuning etcd**
        ☆ 原本没有收藏 · 14:30–15:00 · Hall 7 | Room A
        **Other**
        """),
    Rendition(
      "one talk in full",
      answer(
        .session(
          SessionContent(
            news: SessionNews(
              entry: entry(url: "https://example.org/812", abstract: "One.\n\nTwo.")),
            isStarred: false, now: at(9), timeZone: zone))),
      english: """
        # 14:30–15:00 · Hall 7 | Room A
        **Tuning etcd**
        Jane Doe (Red Hat), John Roe (BYD)
        PLATFORM ENGINEERING
        One.
        Two.
        [Page of this session](https://example.org/812)
        ☆ Not starred
        [☆ Star|star #812] [Open page|https://example.org/812]
        """,
      chinese: """
        # 14:30–15:00 · Hall 7 | Room A
        **Tuning etcd**
        Jane Doe（Red Hat）、John Roe（BYD）
        PLATFORM ENGINEERING
        One.
        Two.
        [日程页面](https://example.org/812)
        ☆ 未收藏
        [☆ 收藏|star #812] [打开页面|https://example.org/812]
        """),
  ]

  @Test(arguments: renditions)
  func `a confirmation says what holds now`(rendition: Rendition) { rendition.check() }

  static let outlooks: [(StarContent.Outlook, String, String)] = [
    (
      .reminders([at(14, 15), at(14, 20)]), "I'll remind you at 14:15 and 14:20.",
      "将在 14:15 和 14:20 提醒你。"
    ),
    (
      .reminders([at(8, days: 1), at(8, 50, days: 1)]),
      "I'll remind you on Wed 25 Mar at 08:00 and 08:50.",
      "将在 3月25日 周三 08:00 和 08:50 提醒你。"
    ),
    (.startsSoon(minutes: 0), "It starts now, so no further reminder.", "现在就开始，不再另行提醒。"),
    (.running, "It has already started, so no reminder.", "已经开始，不再提醒。"),
    (.over, "It is already over.", "已经结束。"),
    (
      .remindersOff, "Reminders are off; `lead 10` turns them on.",
      "提醒已关闭，发送 `提醒 10` 可开启。"
    ),
    (.noTime, "It has no time yet; I'll tell you when it gets one.", "时间待定，确定后会通知你。"),
    (
      .cancelled, "It is cancelled; I'll tell you if it takes place after all.",
      "这一场已取消；如果恢复举行，会通知你。"
    ),
  ]

  @Test(arguments: outlooks)
  func `a star says what to expect`(
    outlook: StarContent.Outlook, inEnglish: String, inChinese: String
  ) {
    for (phrases, expected) in [(english, inEnglish), (chinese, inChinese)] {
      let document = Self.starred(outlook)(phrases)
      #expect(text(document).split(separator: "\n")[2] == expected)
    }
  }

  @Test func `a long abstract is cut at a blank and the page linked`() {
    let content = SessionContent(
      news: SessionNews(
        entry: entry(url: "https://example.org", abstract: String(repeating: "word ", count: 400))),
      isStarred: false, offersStars: false, now: at(9), timeZone: zone)
    let paragraph = english.answer(.session(content)).blocks[2]
    let expected = Array(repeating: "word", count: 299).joined(separator: " ")
    #expect(text(MessageDocument(blocks: [paragraph])) == expected + " word …")
  }
}
