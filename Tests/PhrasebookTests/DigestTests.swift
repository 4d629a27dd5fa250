import ConferenceModel
import Foundation
import Messaging
import Phrasebook
import Testing

private let tuesday = LocalDay(year: 2026, month: 3, day: 24) ?? LocalDay(dayNumber: 0)

private func digest(
  _ entries: [ProgrammeEntry], changed: [SessionNews] = [],
  filter: SessionFilter = SessionFilter(), starred: Set<SessionID> = []
) -> @Sendable (any Phrases) -> MessageDocument {
  let content = DigestContent(
    conferenceName: "KubeCon", day: tuesday, entries: entries, changed: changed, filter: filter,
    starred: starred, timeZone: zone)
  return { $0.digest(content) }
}

/// 250 sessions, ten at a time, every quarter of an hour from eight.
private let wholeDay = (0..<250).map { index in
  entry(
    SessionID(index + 1), "Talk \(index + 1)", speakers: [], room: "Room \(index % 10)",
    from: at(8, index / 10 * 15))
}

@Suite struct DigestTests {
  static let renditions = [
    Rendition(
      "own stars with a change",
      digest(
        [entry(), entry(9, "Gone", speakers: [], room: nil, from: at(16), status: .cancelled)],
        changed: [
          SessionNews(entry: entry(), changes: [.relocated(from: "Hall 8", to: "Hall 7 | Room A")])
        ], filter: SessionFilter(mine: true), starred: [812, 9]),
      english: """
        # KubeCon · Tue 24 Mar
        2 starred talks
        # Changed since yesterday
        - 14:30–15:00 · Hall 7 | Room A · **Tuning etcd** — Jane Doe, John Roe
          New room: ~~Hall 8~~ → **Hall 7 | Room A**
        1. 14:30–15:00 · Hall 7 | Room A
           **Tuning etcd** — Jane Doe, John Roe
        2. 16:00–16:30 · room not announced
           **Cancelled: **~~Gone~~
        """,
      chinese: """
        # KubeCon · 3月24日 周二
        你收藏了 2 场
        # 昨天以来的变动
        - 14:30–15:00 · Hall 7 | Room A · **Tuning etcd** — Jane Doe、John Roe
          换会议室：~~Hall 8~~ → **Hall 7 | Room A**
        1. 14:30–15:00 · Hall 7 | Room A
           **Tuning etcd** — Jane Doe、John Roe
        2. 16:00–16:30 · 地点待定
           **已取消：**~~Gone~~
        """),
    Rendition(
      "a track with a star, grouped by start",
      digest(
        (0..<9).map { entry(SessionID($0), "T\($0)", from: at(9 + $0 / 5)) },
        filter: SessionFilter(track: "platform"), starred: [1]),
      english: """
        # KubeCon · Tue 24 Mar
        9 sessions · track: platform
        # 09:00 · 5 sessions
        1. **T0** · Hall 7 | Room A
        2. **T1** · Hall 7 | Room A ★
        3. **T2** · Hall 7 | Room A
        4. **T3** · Hall 7 | Room A
        5. **T4** · Hall 7 | Room A
        # 10:00 · 4 sessions
        6. **T5** · Hall 7 | Room A
        7. **T6** · Hall 7 | Room A
        8. **T7** · Hall 7 | Room A
        9. **T8** · Hall 7 | Room A
        """,
      chinese: """
        # KubeCon · 3月24日 周二
        共 9 场 · 分类：platform
        # 09:00 · 5 场
        1. **T0** · Hall 7 | Room A
        2. **T1** · Hall 7 | Room A ★
        3. **T2** · Hall 7 | Room A
        4. **T3** · Hall 7 | Room A
        5. **T4** · Hall 7 | Room A
        # 10:00 · 4 场
        6. **T5** · Hall 7 | Room A
        7. **T6** · Hall 7 | Room A
        8. **T7** · Hall 7 | Room A
        9. **T8** · Hall 7 | Room A
        """),
    Rendition(
      "talks one by one, then many at once",
      digest(
        (0..<5).map { entry(SessionID($0), "K\($0)", room: "Hall 12", from: at(9, 7 * $0)) }
          + (5..<9).map { entry(SessionID($0), "T\($0)", from: at(11)) }),
      english: """
        # KubeCon · Tue 24 Mar
        9 sessions
        # 09:00–09:28 · 5 sessions
        1. 09:00 **K0** · Hall 12
        2. 09:07 **K1** · Hall 12
        3. 09:14 **K2** · Hall 12
        4. 09:21 **K3** · Hall 12
        5. 09:28 **K4** · Hall 12
        # 11:00 · 4 sessions
        6. **T5** · Hall 7 | Room A
        7. **T6** · Hall 7 | Room A
        8. **T7** · Hall 7 | Room A
        9. **T8** · Hall 7 | Room A
        """,
      chinese: """
        # KubeCon · 3月24日 周二
        共 9 场
        # 09:00–09:28 · 5 场
        1. 09:00 **K0** · Hall 12
        2. 09:07 **K1** · Hall 12
        3. 09:14 **K2** · Hall 12
        4. 09:21 **K3** · Hall 12
        5. 09:28 **K4** · Hall 12
        # 11:00 · 4 场
        6. **T5** · Hall 7 | Room A
        7. **T6** · Hall 7 | Room A
        8. **T7** · Hall 7 | Room A
        9. **T8** · Hall 7 | Room A
        """),
    Rendition(
      "nothing", digest([], filter: SessionFilter(mine: true)),
      english: "# KubeCon · Tue 24 Mar\nNo starred talks.",
      chinese: "# KubeCon · 3月24日 周二\n当天没有收藏。"),
  ]

  @Test(arguments: renditions)
  func `a digest is numbered and names the changes`(rendition: Rendition) { rendition.check() }

  @Test func `a whole day names thirty sessions, counts the rest and says how to see it`() {
    let document = digest(wholeDay)(english)
    let named = document.blocks.map { block -> Int in
      if case .numbered(_, let items) = block { items.count } else { 0 }
    }
    #expect(named.reduce(0, +) == DigestContent.namedSessions)
    let tail = text(MessageDocument(blocks: document.blocks.suffix(3), buttons: document.buttons))
    let counts =
      "08:00–09:00 (10) · 09:00–10:00 (40) · 10:00–11:00 (40) · 11:00–12:00 (40)"
      + " · 12:00–13:00 (40) · 13:00–14:00 (40) · 14:00–15:00 (10)"
    #expect(
      tail == """
        # 220 more
        \(counts)
        `tue 4` shows them.
        [More|2026-03-24 page:4]
        """)
  }

  @Test func `the way to the rest keeps the filter`() {
    let filter = SessionFilter(track: "ai + ml")
    let document = digest(wholeDay, filter: filter)(chinese)
    #expect(
      text(MessageDocument(blocks: document.blocks.suffix(1), buttons: document.buttons)) == """
        发送 `周二 track:ai + ml page:4` 查看。
        [更多|2026-03-24 track:ai + ml page:4]
        """)
  }
}
