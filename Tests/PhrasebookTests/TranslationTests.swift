import ConferenceModel
import Foundation
import Messaging
import Phrasebook
import Testing

/// A talk of a feed in Chinese that gives its titles and abstracts in English too.
private let talk: ProgrammeEntry = {
  var entry = entry(
    7, "開源與公民科技", speakers: [], room: "RB105", track: nil, abstract: "從頭說起。")
  entry.session.facts.translatedTitles = [
    .english: "Open Source and Civic Tech", .chinese: "开源与公民科技",
  ]
  entry.session.translatedAbstracts = [.english: "From the start."]
  return entry
}()

private let news = SessionNews(entry: talk)
private let other = SessionNews(entry: entry(9, "Other", speakers: [], room: "RB101"))

@Suite struct TranslationTests {
  static let renditions = [
    Rendition(
      "a list",
      {
        $0.answer(
          .list(
            SessionList(
              subject: .now, sessions: [ListedSession(news: news)], total: 1, grouping: .none,
              offersStars: false, now: at(14, 40), timeZone: zone)))
      },
      english: """
        # On now, 14:40
        1. 14:30–15:00 · RB105
           **Open Source and Civic Tech**
        `talk 1` for details.
        [☆ 1|star #7]
        """,
      chinese: """
        # 正在进行 · 14:40
        1. 14:30–15:00 · RB105
           **开源与公民科技**
        `详情 1` 查看详情。
        [☆ 1|star #7]
        """),
    Rendition(
      "one talk, whose abstract has no Chinese of its own",
      {
        $0.answer(
          .session(
            SessionContent(
              news: news, isStarred: false, offersStars: false, now: at(9), timeZone: zone)))
      },
      english: """
        # 14:30–15:00 · RB105
        **Open Source and Civic Tech**
        From the start.
        [☆ Star|star #7]
        """,
      chinese: """
        # 14:30–15:00 · RB105
        **开源与公民科技**
        從頭說起。
        [☆ 收藏|star #7]
        """),
    Rendition(
      "a star",
      {
        $0.answer(
          .starred(
            StarContent(
              results: [
                StarContent.Result(news: other, outlook: .over, conflicts: [talk])
              ], context: StarContext(now: at(9), timeZone: zone))))
      },
      english: """
        ★ Starred · 14:30–15:00 · RB101
        **Other**
        It is already over.
        ⚠ Conflict: at the same time you have also starred
        - 14:30–15:00 · RB105 · **Open Source and Civic Tech**
        [★ Unstar|unstar #9]
        """,
      chinese: """
        ★ 已收藏 · 14:30–15:00 · RB101
        **Other**
        已经结束。
        ⚠ 时间冲突，同一时段你还收藏了：
        - 14:30–15:00 · RB105 · **开源与公民科技**
        [★ 取消收藏|unstar #9]
        """),
    Rendition(
      "a reminder of two, and its buttons",
      {
        $0.reminder(
          ReminderContent(
            sessions: [news, other], shape: .conflict, minutesLeft: 10, timeZone: zone))
      },
      english: """
        # In 10 min · 14:30
        You starred 2 talks at 14:30: choose one.
        - 14:30–15:00 · RB105
          **Open Source and Civic Tech**
        - 14:30–15:00 · RB101
          **Other**
        [✕ Open Source and Civic T…|unstar #7]
        [✕ Other|unstar #9]
        [Snooze 5 min|snooze 5 #7 #9]
        """,
      chinese: """
        # 10 分钟后开始 · 14:30
        你在 14:30 收藏了 2 场，只能选一场。
        - 14:30–15:00 · RB105
          **开源与公民科技**
        - 14:30–15:00 · RB101
          **Other**
        [✕ 开源与公民科技|unstar #7]
        [✕ Other|unstar #9]
        [稍后 5 分钟|snooze 5 #7 #9]
        """),
    Rendition(
      "a new title: the reader's own above what the feed changed",
      {
        $0.alert(
          AlertContent(
            sessions: [
              SessionNews(
                entry: talk, changes: [.retitled(from: "公民科技", to: "開源與公民科技")])
            ], audience: .channel, now: at(9), timeZone: zone))
      },
      english: """
        # New title
        **Open Source and Civic Tech**
        ~~公民科技~~ → **開源與公民科技**
        14:30–15:00 · RB105
        [☆ Star|star #7]
        """,
      chinese: """
        # 题目更改
        **开源与公民科技**
        ~~公民科技~~ → **開源與公民科技**
        14:30–15:00 · RB105
        [☆ 收藏|star #7]
        """),
    Rendition(
      "a digest",
      {
        $0.digest(
          DigestContent(
            conferenceName: "COSCUP", day: LocalDay(dayNumber: 20_536), entries: [talk],
            changed: [], filter: SessionFilter(), timeZone: zone))
      },
      english: """
        # COSCUP · Tue 24 Mar
        1 session
        1. 14:30–15:00 · RB105
           **Open Source and Civic Tech**
        """,
      chinese: """
        # COSCUP · 3月24日 周二
        共 1 场
        1. 14:30–15:00 · RB105
           **开源与公民科技**
        """),
  ]

  @Test(arguments: renditions)
  func `a title is in the language of its reader`(rendition: Rendition) { rendition.check() }

  @Test func `a cancelled talk is struck out in the language of its reader`() {
    var gone = talk
    gone.session.facts.status = .cancelled
    let content = AlertContent(
      sessions: [SessionNews(entry: gone, changes: [.cancelled])], audience: .channel, now: at(9),
      timeZone: zone)
    #expect(
      text(english.alert(content)) == """
        # Cancelled
        ~~Open Source and Civic Tech~~
        14:30–15:00 · RB105
        """)
  }
}
