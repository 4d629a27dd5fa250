import ConferenceModel
import Foundation
import Messaging
import Phrasebook
import Testing

/// A document and how it reads in both languages.
struct Rendition: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let make: @Sendable (any Phrases) -> MessageDocument
  let english: String
  let chinese: String

  init(
    _ name: String, _ make: @escaping @Sendable (any Phrases) -> MessageDocument, english: String,
    chinese: String
  ) {
    testDescription = name
    self.make = make
    self.english = english
    self.chinese = chinese
  }

  func check() {
    #expect(text(make(Phrasebook.phrases(for: .english))) == english)
    #expect(text(make(Phrasebook.phrases(for: .chinese))) == chinese)
  }
}

private func reminder(
  _ sessions: [SessionNews], _ shape: ReminderContent.Shape, minutes: Int
) -> @Sendable (any Phrases) -> MessageDocument {
  let content = ReminderContent(
    sessions: sessions, shape: shape, minutesLeft: minutes, timeZone: zone)
  return { $0.reminder(content) }
}

private let movedRoom = SessionNews(
  entry: entry(), changes: [.relocated(from: "Hall 8", to: "Hall 7 | Room A")])

@Suite struct ReminderTests {
  static let renditions = [
    Rendition(
      "one talk", reminder([SessionNews(entry: entry())], .single, minutes: 10),
      english: """
        # In 10 min · 14:30–15:00 · Hall 7 | Room A
        **Tuning etcd**
        Jane Doe (Red Hat), John Roe (BYD)
        [Details|talk #812] [★ Unstar|unstar #812]
        [Snooze 5 min|snooze 5 #812]
        """,
      chinese: """
        # 10 分钟后开始 · 14:30–15:00 · Hall 7 | Room A
        **Tuning etcd**
        Jane Doe（Red Hat）、John Roe（BYD）
        [详情|talk #812] [★ 取消收藏|unstar #812]
        [稍后 5 分钟|snooze 5 #812]
        """),
    Rendition(
      "a talk whose room changed since it was told, tomorrow",
      reminder([movedRoom], .single, minutes: 1440),
      english: """
        # In 24 h · Tue 24 Mar 14:30–15:00 · Hall 7 | Room A
        **Tuning etcd**
        Jane Doe (Red Hat), John Roe (BYD)
        - New room: ~~Hall 8~~ → **Hall 7 | Room A**
        [Details|talk #812] [★ Unstar|unstar #812]
        [Snooze 5 min|snooze 5 #812]
        """,
      chinese: """
        # 24 小时后开始 · 3月24日 周二 14:30–15:00 · Hall 7 | Room A
        **Tuning etcd**
        Jane Doe（Red Hat）、John Roe（BYD）
        - 换会议室：~~Hall 8~~ → **Hall 7 | Room A**
        [详情|talk #812] [★ 取消收藏|unstar #812]
        [稍后 5 分钟|snooze 5 #812]
        """),
    Rendition(
      "a talk without speakers and room that starts now",
      reminder([SessionNews(entry: entry(speakers: [], room: nil))], .single, minutes: 0),
      english: """
        # Now · 14:30–15:00 · room not announced
        **Tuning etcd**
        [Details|talk #812] [★ Unstar|unstar #812]
        """,
      chinese: """
        # 现在开始 · 14:30–15:00 · 地点待定
        **Tuning etcd**
        [详情|talk #812] [★ 取消收藏|unstar #812]
        """),
    Rendition(
      "a talk cancelled in the last second",
      reminder([SessionNews(entry: entry(status: .cancelled))], .single, minutes: 10),
      english: """
        # Cancelled · 14:30–15:00 · Hall 7 | Room A
        **Cancelled: **~~Tuning etcd~~
        Jane Doe (Red Hat), John Roe (BYD)
        [Details|talk #812] [★ Unstar|unstar #812]
        """,
      chinese: """
        # 已取消 · 14:30–15:00 · Hall 7 | Room A
        **已取消：**~~Tuning etcd~~
        Jane Doe（Red Hat）、John Roe（BYD）
        [详情|talk #812] [★ 取消收藏|unstar #812]
        """),
    Rendition(
      "a conflict",
      reminder(
        [
          movedRoom,
          SessionNews(entry: entry(813, "A Title Longer than a Button's Face", minutes: 75)),
        ], .conflict, minutes: 65),
      english: """
        # In 1 h 5 min · 14:30
        You starred 2 talks at 14:30: choose one.
        - 14:30–15:00 · Hall 7 | Room A
          **Tuning etcd** — Jane Doe, John Roe
          New room: ~~Hall 8~~ → **Hall 7 | Room A**
        - 14:30–15:45 · Hall 7 | Room A
          **A Title Longer than a Button's Face** — Jane Doe, John Roe
        [✕ Tuning etcd|unstar #812]
        [✕ A Title Longer than a B…|unstar #813]
        [Snooze 5 min|snooze 5 #812 #813]
        """,
      chinese: """
        # 1 小时 5 分钟后开始 · 14:30
        你在 14:30 收藏了 2 场，只能选一场。
        - 14:30–15:00 · Hall 7 | Room A
          **Tuning etcd** — Jane Doe、John Roe
          换会议室：~~Hall 8~~ → **Hall 7 | Room A**
        - 14:30–15:45 · Hall 7 | Room A
          **A Title Longer than a Button's Face** — Jane Doe、John Roe
        [✕ Tuning etcd|unstar #812]
        [✕ A Title Longer than a B…|unstar #813]
        [稍后 5 分钟|snooze 5 #812 #813]
        """),
    Rendition(
      "a block of short talks",
      reminder(
        [
          SessionNews(entry: entry(1, "First", speakers: [jane], minutes: 7)),
          SessionNews(entry: entry(2, "Second", speakers: [], from: at(14, 37), minutes: 8)),
        ], .block, minutes: 1),
      english: """
        # In 1 min · 14:30–14:45 · Hall 7 | Room A
        2 short talks in a row:
        - 14:30–14:37 **First** — Jane Doe
        - 14:37–14:45 **Second**
        """,
      chinese: """
        # 1 分钟后开始 · 14:30–14:45 · Hall 7 | Room A
        连续 2 场短演讲：
        - 14:30–14:37 **First** — Jane Doe
        - 14:37–14:45 **Second**
        """),
  ]

  @Test(arguments: renditions)
  func `a reminder says minutes, time and room first`(rendition: Rendition) { rendition.check() }

  @Test func `a title that looks like markup stays text`() {
    let title = "<b>*_`&lt;|https://x|~~"
    let content = ReminderContent(
      sessions: [SessionNews(entry: entry(1, title, speakers: [], from: at(14)))], shape: .single,
      minutesLeft: 10, timeZone: zone)
    #expect(
      english.reminder(content).blocks == [
        .heading([.text("In 10 min · 14:00–14:30 · Hall 7 | Room A")]),
        .paragraph([.strong(title)]),
      ])
  }
}

private func alert(
  _ sessions: [SessionNews], audience: Audience = .person, now: Date = at(9)
) -> @Sendable (any Phrases) -> MessageDocument {
  let content = AlertContent(sessions: sessions, audience: audience, now: now, timeZone: zone)
  return { $0.alert(content) }
}

private let lightnings = (0..<3).map { index -> SessionNews in
  let talk = entry(
    SessionID(index), "Lightning \(index)", speakers: [], from: at(15, 7 * index), minutes: 7)
  return SessionNews(
    entry: talk, changes: [rescheduled(talk, from: at(15, 7 * index + 7), minutes: 7)])
}

@Suite struct AlertTests {
  static let renditions = [
    Rendition(
      "earlier today, within the hour",
      alert(
        [SessionNews(entry: entry(), changes: [rescheduled(entry(), from: at(14, 45))])],
        now: at(14)),
      english: """
        # Starts earlier · In 30 min
        **Tuning etcd**
        Jane Doe (Red Hat), John Roe (BYD)
        ~~14:45–15:15~~ → **14:30–15:00** · Hall 7 | Room A
        [Details|talk #812] [★ Unstar|unstar #812]
        """,
      chinese: """
        # 提前开始 · 30 分钟后开始
        **Tuning etcd**
        Jane Doe（Red Hat）、John Roe（BYD）
        ~~14:45–15:15~~ → **14:30–15:00** · Hall 7 | Room A
        [详情|talk #812] [★ 取消收藏|unstar #812]
        """),
    Rendition(
      "another room, in a channel",
      alert([movedRoom], audience: .channel),
      english: """
        # New room
        **Tuning etcd**
        Jane Doe (Red Hat), John Roe (BYD)
        14:30–15:00 · ~~Hall 8~~ → **Hall 7 | Room A**
        [☆ Star|star #812]
        """,
      chinese: """
        # 换会议室
        **Tuning etcd**
        Jane Doe（Red Hat）、John Roe（BYD）
        14:30–15:00 · ~~Hall 8~~ → **Hall 7 | Room A**
        [☆ 收藏|star #812]
        """),
    Rendition(
      "cancelled tomorrow",
      alert([
        SessionNews(entry: entry(from: at(9, days: 1), status: .cancelled), changes: [.cancelled])
      ]),
      english: """
        # Cancelled
        ~~Tuning etcd~~
        Jane Doe (Red Hat), John Roe (BYD)
        Wed 25 Mar 09:00–09:30 · Hall 7 | Room A
        [Details|talk #812] [★ Unstar|unstar #812]
        """,
      chinese: """
        # 已取消
        ~~Tuning etcd~~
        Jane Doe（Red Hat）、John Roe（BYD）
        3月25日 周三 09:00–09:30 · Hall 7 | Room A
        [详情|talk #812] [★ 取消收藏|unstar #812]
        """),
    Rendition(
      "another day, title and speaker, most serious kind first",
      alert([
        SessionNews(
          entry: entry(from: at(10, days: 2)),
          changes: [
            .retitled(from: "Tuning", to: "Tuning etcd"),
            .speakersChanged(from: [jane], to: [jane, john]),
            rescheduled(entry(from: at(10, days: 2)), from: at(14)),
          ])
      ]),
      english: """
        # Moved to another day · New title · Speakers changed
        ~~Tuning~~ → **Tuning etcd**
        ~~Jane Doe~~ → **Jane Doe, John Roe**
        ~~Tue 24 Mar 14:00–14:30~~ → **Thu 26 Mar 10:00–10:30** · Hall 7 | Room A
        [Details|talk #812] [★ Unstar|unstar #812]
        """,
      chinese: """
        # 改期 · 题目更改 · 演讲者变更
        ~~Tuning~~ → **Tuning etcd**
        ~~Jane Doe~~ → **Jane Doe、John Roe**
        ~~3月24日 周二 14:00–14:30~~ → **3月26日 周四 10:00–10:30** · Hall 7 | Room A
        [详情|talk #812] [★ 取消收藏|unstar #812]
        """),
    Rendition(
      "several talks",
      alert([
        movedRoom,
        SessionNews(
          entry: entry(9, "Keynote", speakers: [], room: nil, from: nil),
          changes: [.announced(from: "TBA", to: "Keynote")]),
      ]),
      english: """
        # 2 talks changed
        **New room**
        **Tuning etcd**
        Jane Doe (Red Hat), John Roe (BYD)
        14:30–15:00 · ~~Hall 8~~ → **Hall 7 | Room A**
        **Title announced**
        ~~TBA~~ → **Keynote**
        time not announced · room not announced
        """,
      chinese: """
        # 2 场有变动
        **换会议室**
        **Tuning etcd**
        Jane Doe（Red Hat）、John Roe（BYD）
        14:30–15:00 · ~~Hall 8~~ → **Hall 7 | Room A**
        **题目公布**
        ~~TBA~~ → **Keynote**
        时间待定 · 地点待定
        """),
    Rendition(
      "a whole row shifted alike",
      alert(lightnings),
      english: """
        # 3 of your talks start 7 min earlier
        - ~~15:07–15:14~~ → **15:00–15:07** · Hall 7 | Room A
          **Lightning 0**
        - ~~15:14–15:21~~ → **15:07–15:14** · Hall 7 | Room A
          **Lightning 1**
        - ~~15:21–15:28~~ → **15:14–15:21** · Hall 7 | Room A
          **Lightning 2**
        """,
      chinese: """
        # 你收藏的 3 场提前 7 分钟
        - ~~15:07–15:14~~ → **15:00–15:07** · Hall 7 | Room A
          **Lightning 0**
        - ~~15:14–15:21~~ → **15:07–15:14** · Hall 7 | Room A
          **Lightning 1**
        - ~~15:21–15:28~~ → **15:14–15:21** · Hall 7 | Room A
          **Lightning 2**
        """),
  ]

  @Test(arguments: renditions)
  func `an alert says the kind first, then the whole session`(rendition: Rendition) {
    rendition.check()
  }

  static let kinds: [(ScheduleChange, String, String)] = [
    (rescheduled(entry(), from: at(14)), "Starts later", "推迟开始"),
    (rescheduled(entry(), from: at(14, 30), minutes: 45), "Ends earlier", "提前结束"),
    (rescheduled(entry(), from: at(14, 30), minutes: 15), "Ends later", "延后结束"),
    (
      .rescheduled(
        from: TimeSlot(start: nil, end: nil), to: TimeSlot(start: at(14, 30), end: at(15))),
      "Time announced", "时间已定"
    ),
    (.replaced(from: "Old", to: "Tuning etcd"), "Replaced by another talk", "换成了另一场"),
    (.reinstated, "Takes place after all", "恢复举行"),
    (.relocated(from: nil, to: "Hall 7 | Room A"), "Room announced", "地点已定"),
    (.added, "New in the programme", "新增"),
  ]

  @Test(arguments: kinds)
  func `each kind has its words`(change: ScheduleChange, inEnglish: String, inChinese: String) {
    let news = SessionNews(entry: entry(), changes: [change])
    let content = AlertContent(sessions: [news], now: at(9), timeZone: zone)
    #expect(english.alert(content).blocks.first == .heading([.text(inEnglish)]))
    #expect(chinese.alert(content).blocks.first == .heading([.text(inChinese)]))
  }
}
