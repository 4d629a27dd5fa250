import ConferenceModel
import Foundation
import Messaging
import Phrasebook
import Testing

/// Sent at 14:20 on Tuesday, corrected at 14:42 unless told otherwise.
private func correction(
  _ original: CorrectionContent.Original, _ sessions: [SessionNews] = [],
  marks: [SessionID: StarMark] = [:], audience: Audience = .person, sentAt: Date = at(14, 20),
  now: Date = at(14, 42)
) -> @Sendable (any Phrases) -> MessageDocument {
  let content = CorrectionContent(
    original: original, sessions: sessions, marks: marks, audience: audience, sentAt: sentAt,
    now: now, timeZone: zone)
  return { $0.correction(content) }
}

private let moved = entry(from: at(15), minutes: 45)
private let off = entry(status: .cancelled)
private let other = entry(7, "Other", speakers: [], room: "Hall 2")

private func digest(
  _ entries: [ProgrammeEntry], changed: [SessionNews] = [],
  _ correction: DigestContent.Correction
) -> CorrectionContent.Original {
  .digest(
    DigestContent(
      conferenceName: "KubeCon", day: zone.day(of: at(0)), entries: entries, changed: changed,
      filter: SessionFilter(), correction: correction, timeZone: zone))
}

@Suite struct CorrectionTests {
  static let reminders = [
    Rendition(
      "a talk in another room",
      correction(
        .reminder(start: at(14, 30), shape: .single),
        [SessionNews(entry: entry(), changes: [.relocated(from: "C1", to: "Hall 7 | Room A")])]),
      english: """
        # New room · 14:30–15:00 · Hall 7 | Room A
        **Tuning etcd**
        Jane Doe (Red Hat), John Roe (BYD)
        - New room: ~~C1~~ → **Hall 7 | Room A**
        Updated 14:42
        [Details|talk #812] [★ Unstar|unstar #812]
        """,
      chinese: """
        # 换会议室 · 14:30–15:00 · Hall 7 | Room A
        **Tuning etcd**
        Jane Doe（Red Hat）、John Roe（BYD）
        - 换会议室：~~C1~~ → **Hall 7 | Room A**
        更新于 14:42
        [详情|talk #812] [★ 取消收藏|unstar #812]
        """),
    Rendition(
      "a talk that is off, in a channel",
      correction(
        .reminder(start: at(14, 30), shape: .single),
        [SessionNews(entry: off, changes: [.cancelled])], audience: .channel),
      english: """
        # Cancelled · 14:30–15:00 · Hall 7 | Room A
        **Cancelled: **~~Tuning etcd~~
        Jane Doe (Red Hat), John Roe (BYD)
        Updated 14:42
        """,
      chinese: """
        # 已取消 · 14:30–15:00 · Hall 7 | Room A
        **已取消：**~~Tuning etcd~~
        Jane Doe（Red Hat）、John Roe（BYD）
        更新于 14:42
        """),
    Rendition(
      "a talk tomorrow, told today and true again tomorrow",
      correction(
        .reminder(start: at(14, 30), shape: .single), [SessionNews(entry: entry())],
        sentAt: at(14, 30, days: -1), now: at(9)),
      english: """
        # Tue 24 Mar 14:30–15:00 · Hall 7 | Room A
        **Tuning etcd**
        Jane Doe (Red Hat), John Roe (BYD)
        Updated Tue 24 Mar 09:00
        [Details|talk #812] [★ Unstar|unstar #812]
        """,
      chinese: """
        # 3月24日 周二 14:30–15:00 · Hall 7 | Room A
        **Tuning etcd**
        Jane Doe（Red Hat）、John Roe（BYD）
        更新于 3月24日 周二 09:00
        [详情|talk #812] [★ 取消收藏|unstar #812]
        """),
    Rendition(
      "two at once, one of them moved away",
      correction(
        .reminder(start: at(14, 30), shape: .conflict),
        [
          SessionNews(entry: moved, changes: [rescheduled(moved, from: at(14, 30))]),
          SessionNews(entry: other),
        ]),
      english: """
        # 1 talk changed · 14:30
        - 15:00–15:45 · Hall 7 | Room A
          **Tuning etcd** — Jane Doe, John Roe
          Starts later: ~~14:30–15:00~~ → **15:00–15:45**
        - 14:30–15:00 · Hall 2
          **Other**
        Updated 14:42
        [✕ Tuning etcd|unstar #812]
        [✕ Other|unstar #7]
        """,
      chinese: """
        # 1 场有变动 · 14:30
        - 15:00–15:45 · Hall 7 | Room A
          **Tuning etcd** — Jane Doe、John Roe
          推迟开始：~~14:30–15:00~~ → **15:00–15:45**
        - 14:30–15:00 · Hall 2
          **Other**
        更新于 14:42
        [✕ Tuning etcd|unstar #812]
        [✕ Other|unstar #7]
        """),
    Rendition(
      "two at once that still are",
      correction(
        .reminder(start: at(14, 30), shape: .conflict),
        [
          SessionNews(entry: entry(), changes: [.relocated(from: nil, to: "Hall 7 | Room A")]),
          SessionNews(entry: other),
        ], marks: [7: .backup]),
      english: """
        # 1 talk changed · 14:30
        You starred 2 talks at 14:30: choose one.
        - 14:30–15:00 · Hall 7 | Room A
          **Tuning etcd** — Jane Doe, John Roe
          Room announced: **Hall 7 | Room A**
        - Backup: 14:30–15:00 · Hall 2
          **Other**
        Updated 14:42
        [✕ Tuning etcd|unstar #812]
        [✕ Other|unstar #7]
        """,
      chinese: """
        # 1 场有变动 · 14:30
        你在 14:30 收藏了 2 场，只能选一场。
        - 14:30–15:00 · Hall 7 | Room A
          **Tuning etcd** — Jane Doe、John Roe
          地点已定：**Hall 7 | Room A**
        - 备选：14:30–15:00 · Hall 2
          **Other**
        更新于 14:42
        [✕ Tuning etcd|unstar #812]
        [✕ Other|unstar #7]
        """),
    Rendition(
      "short talks in a row, one of them off",
      correction(
        .reminder(start: at(14, 30), shape: .block),
        [
          SessionNews(entry: off, changes: [.cancelled]),
          SessionNews(
            entry: entry(8, "Next", speakers: [], room: "C1", from: at(14, 35), minutes: 5)),
        ]),
      english: """
        # 1 talk changed · 14:35–14:40
        2 short talks in a row:
        - 14:30–15:00 · Hall 7 | Room A **Cancelled: **~~Tuning etcd~~ — Jane Doe, John Roe
        - 14:35–14:40 · C1 **Next**
        Updated 14:42
        """,
      chinese: """
        # 1 场有变动 · 14:35–14:40
        连续 2 场短演讲：
        - 14:30–15:00 · Hall 7 | Room A **已取消：**~~Tuning etcd~~ — Jane Doe、John Roe
        - 14:35–14:40 · C1 **Next**
        更新于 14:42
        """),
  ]

  @Test(arguments: reminders)
  func `a reminder is corrected`(rendition: Rendition) { rendition.check() }

  static let confirmations = [
    Rendition(
      "moved, in another room",
      correction(
        .confirmation,
        [
          SessionNews(
            entry: moved,
            changes: [
              rescheduled(moved, from: at(14, 30)),
              .relocated(from: "C1", to: "Hall 7 | Room A"),
            ])
        ]),
      english: """
        ★ **Tuning etcd**
        Jane Doe (Red Hat), John Roe (BYD)
        ~~14:30–15:00~~ → **15:00–15:45** · ~~C1~~ → **Hall 7 | Room A**
        Updated 14:42
        [Details|talk #812] [★ Unstar|unstar #812]
        """,
      chinese: """
        ★ **Tuning etcd**
        Jane Doe（Red Hat）、John Roe（BYD）
        ~~14:30–15:00~~ → **15:00–15:45** · ~~C1~~ → **Hall 7 | Room A**
        更新于 14:42
        [详情|talk #812] [★ 取消收藏|unstar #812]
        """),
    Rendition(
      "several, one of them off",
      correction(
        .confirmation,
        [SessionNews(entry: off, changes: [.cancelled]), SessionNews(entry: other)]),
      english: """
        **Cancelled**
        ★ ~~Tuning etcd~~
        Jane Doe (Red Hat), John Roe (BYD)
        14:30–15:00 · Hall 7 | Room A
        ★ **Other**
        14:30–15:00 · Hall 2
        Updated 14:42
        """,
      chinese: """
        **已取消**
        ★ ~~Tuning etcd~~
        Jane Doe（Red Hat）、John Roe（BYD）
        14:30–15:00 · Hall 7 | Room A
        ★ **Other**
        14:30–15:00 · Hall 2
        更新于 14:42
        """),
  ]

  @Test(arguments: confirmations)
  func `the confirmation of a star is corrected`(rendition: Rendition) { rendition.check() }

  static let digests = [
    Rendition(
      "one moved, one in another room",
      correction(
        digest(
          [moved, other],
          changed: [SessionNews(entry: moved, changes: [rescheduled(moved, from: at(14, 30))])],
          DigestContent.Correction(changes: [
            812: [rescheduled(moved, from: at(14, 30))], 7: [.relocated(from: "C1", to: "Hall 2")],
          ])), sentAt: at(8)),
      english: """
        # KubeCon · Tue 24 Mar
        2 sessions
        # Changed since yesterday
        - 15:00–15:45 · Hall 7 | Room A · **Tuning etcd** — Jane Doe, John Roe
          Starts later: ~~14:30–15:00~~ → **15:00–15:45**
        1. ~~14:30–15:00~~ → **15:00–15:45** · Hall 7 | Room A
           **Tuning etcd** — Jane Doe, John Roe
        2. 14:30–15:00 · ~~C1~~ → **Hall 2**
           **Other**
        Updated 14:42
        """,
      chinese: """
        # KubeCon · 3月24日 周二
        共 2 场
        # 昨天以来的变动
        - 15:00–15:45 · Hall 7 | Room A · **Tuning etcd** — Jane Doe、John Roe
          推迟开始：~~14:30–15:00~~ → **15:00–15:45**
        1. ~~14:30–15:00~~ → **15:00–15:45** · Hall 7 | Room A
           **Tuning etcd** — Jane Doe、John Roe
        2. 14:30–15:00 · ~~C1~~ → **Hall 2**
           **Other**
        更新于 14:42
        """)
  ]

  @Test(arguments: digests)
  func `a digest is corrected`(rendition: Rendition) { rendition.check() }

  @Test func `a talk that moved stands under its old start and counts under none`() {
    let entries = (1...9).map { entry(SessionID($0), "T\($0)", speakers: [], room: "C1") }
    var shown = entries
    shown[1] = entry(2, "T2", speakers: [], room: "C1", from: at(16))
    let document = correction(
      digest(
        shown,
        DigestContent.Correction(changes: [2: [rescheduled(shown[1], from: at(14, 30))]])))(
        english)
    let lines = text(document).split(separator: "\n")
    #expect(lines[2] == "# 14:30 · 8 sessions")
    #expect(lines[4] == "2. ~~14:30–15:00~~ → **16:00–16:30** **T2** · C1")
    #expect(lines.count == 13)
  }

  @Test func `a start that has nothing left is named without a count`() {
    let entries = (1...8).map { entry(SessionID($0), "T\($0)", speakers: [], room: "C1") }
    let late = entry(9, "T9", speakers: [], room: "C1", from: at(18))
    let document = correction(
      digest(
        entries + [late],
        DigestContent.Correction(changes: [9: [rescheduled(late, from: at(16))]])))(english)
    #expect(text(document).contains("# 16:00\n9. ~~16:00–16:30~~ → **18:00–18:30** **T9** · C1"))
  }

  /// The most that can happen to one talk.
  @Test(arguments: Language.allCases)
  func `no correction says how many minutes are left`(language: Language) {
    let news = SessionNews(
      entry: moved, changes: [rescheduled(moved, from: at(14, 30)), .reinstated])
    for shape in [ReminderContent.Shape.single, .conflict, .block] {
      let document = correction(
        .reminder(start: at(14, 30), shape: shape), [news], now: at(14, 55))(
          Phrasebook.phrases(for: language))
      #expect(!text(document).contains("min"))
      #expect(!text(document).contains("分钟"))
    }
  }
}
