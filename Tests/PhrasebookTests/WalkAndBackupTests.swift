import ConferenceModel
import Foundation
import Messaging
import Phrasebook
import Testing

/// Why a reminder comes early, and what is offered when a first choice falls through.
@Suite struct WalkAndBackupTests {
  private static let walk = Walk(origin: "Hall 12", minutes: 8)

  private static func reminder(
    _ entries: [ProgrammeEntry], _ shape: ReminderContent.Shape, walkTo session: SessionID
  ) -> @Sendable (any Phrases) -> MessageDocument {
    let content = ReminderContent(
      sessions: entries.map { SessionNews(entry: $0) }, shape: shape, walks: [session: walk],
      minutesLeft: 18, timeZone: zone)
    return { $0.reminder(content) }
  }

  private static func alert(
    _ sessions: [SessionNews], backups: [SessionID: [ProgrammeEntry]]
  ) -> @Sendable (any Phrases) -> MessageDocument {
    let content = AlertContent(
      sessions: sessions, backups: backups, now: at(9), timeZone: zone)
    return { $0.alert(content) }
  }

  private static let second = entry(7, "Istio at Scale", speakers: [john], room: "Hall 2")
  private static let cancelled = SessionNews(
    entry: entry(status: .cancelled), changes: [.cancelled])

  private static func later(_ id: SessionID, _ title: String) -> SessionNews {
    let talk = entry(id, title, speakers: [], from: at(15, 30))
    return SessionNews(entry: talk, changes: [rescheduled(talk, from: at(14, 30))])
  }

  static let renditions = [
    Rendition(
      "one talk", reminder([entry()], .single, walkTo: 812),
      english: """
        # In 18 min · 14:30–15:00 · Hall 7 | Room A
        **Tuning etcd**
        Jane Doe (Red Hat), John Roe (BYD)
        8 min walk from Hall 12
        [Details|talk #812] [★ Unstar|unstar #812]
        [Snooze 5 min|snooze 5 #812]
        """,
      chinese: """
        # 18 分钟后开始 · 14:30–15:00 · Hall 7 | Room A
        **Tuning etcd**
        Jane Doe（Red Hat）、John Roe（BYD）
        从 Hall 12 步行约 8 分钟
        [详情|talk #812] [★ 取消收藏|unstar #812]
        [稍后 5 分钟|snooze 5 #812]
        """),
    Rendition(
      "one of two talks at once",
      reminder([entry(speakers: []), entry(7, "Istio", speakers: [])], .conflict, walkTo: 7),
      english: """
        # In 18 min · 14:30
        You starred 2 talks at 14:30: choose one.
        - 14:30–15:00 · Hall 7 | Room A
          **Tuning etcd**
        - 14:30–15:00 · Hall 7 | Room A
          **Istio**
          8 min walk from Hall 12
        [✕ Tuning etcd|unstar #812]
        [✕ Istio|unstar #7]
        [Snooze 5 min|snooze 5 #812 #7]
        """,
      chinese: """
        # 18 分钟后开始 · 14:30
        你在 14:30 收藏了 2 场，只能选一场。
        - 14:30–15:00 · Hall 7 | Room A
          **Tuning etcd**
        - 14:30–15:00 · Hall 7 | Room A
          **Istio**
          从 Hall 12 步行约 8 分钟
        [✕ Tuning etcd|unstar #812]
        [✕ Istio|unstar #7]
        [稍后 5 分钟|snooze 5 #812 #7]
        """),
    Rendition(
      "a block",
      reminder(
        [
          entry(speakers: [], minutes: 10),
          entry(7, "Istio", speakers: [], from: at(14, 40), minutes: 10),
        ], .block, walkTo: 812),
      english: """
        # In 18 min · 14:30–14:50 · Hall 7 | Room A
        2 short talks in a row:
        8 min walk from Hall 12
        - 14:30–14:40 **Tuning etcd**
        - 14:40–14:50 **Istio**
        [Snooze 5 min|snooze 5 #812 #7]
        """,
      chinese: """
        # 18 分钟后开始 · 14:30–14:50 · Hall 7 | Room A
        连续 2 场短演讲：
        从 Hall 12 步行约 8 分钟
        - 14:30–14:40 **Tuning etcd**
        - 14:40–14:50 **Istio**
        [稍后 5 分钟|snooze 5 #812 #7]
        """),
    Rendition(
      "a backup for a cancelled first choice",
      alert([cancelled], backups: [812: [second]]),
      english: """
        # Cancelled
        ~~Tuning etcd~~
        Jane Doe (Red Hat), John Roe (BYD)
        14:30–15:00 · Hall 7 | Room A
        Your backup: 14:30–15:00 · Hall 2 · **Istio at Scale**
        [Details|talk #812] [★ Unstar|unstar #812]
        [Go there|goto #7]
        """,
      chinese: """
        # 已取消
        ~~Tuning etcd~~
        Jane Doe（Red Hat）、John Roe（BYD）
        14:30–15:00 · Hall 7 | Room A
        你的备选：14:30–15:00 · Hall 2 · **Istio at Scale**
        [详情|talk #812] [★ 取消收藏|unstar #812]
        [改去这个|goto #7]
        """),
    Rendition(
      "two backups for one of three talks that moved alike",
      alert(
        [later(1, "One"), later(812, "Two"), later(3, "Three"), later(4, "Four")],
        backups: [
          812: [second, entry(8, "Cilium", speakers: [])]
        ]),
      english: """
        # 4 talks changed
        **3 of your talks start 1 h later:**
        - ~~14:30–15:00~~ → **15:30–16:00** · Hall 7 | Room A
          **One**
        - ~~14:30–15:00~~ → **15:30–16:00** · Hall 7 | Room A
          **Three**
        - ~~14:30–15:00~~ → **15:30–16:00** · Hall 7 | Room A
          **Four**
        **Starts later**
        **Two**
        ~~14:30–15:00~~ → **15:30–16:00** · Hall 7 | Room A
        Your backup: 14:30–15:00 · Hall 2 · **Istio at Scale**
        Your backup: 14:30–15:00 · Hall 7 | Room A · **Cilium**
        [Go there: Istio at Scale|goto #7]
        [Go there: Cilium|goto #8]
        """,
      chinese: """
        # 4 场有变动
        **你收藏的 3 场推迟 1 小时：**
        - ~~14:30–15:00~~ → **15:30–16:00** · Hall 7 | Room A
          **One**
        - ~~14:30–15:00~~ → **15:30–16:00** · Hall 7 | Room A
          **Three**
        - ~~14:30–15:00~~ → **15:30–16:00** · Hall 7 | Room A
          **Four**
        **推迟开始**
        **Two**
        ~~14:30–15:00~~ → **15:30–16:00** · Hall 7 | Room A
        你的备选：14:30–15:00 · Hall 2 · **Istio at Scale**
        你的备选：14:30–15:00 · Hall 7 | Room A · **Cilium**
        [改去这个：Istio at Scale|goto #7]
        [改去这个：Cilium|goto #8]
        """),
  ]

  @Test(arguments: renditions)
  func `walks and backups read so`(rendition: Rendition) { rendition.check() }

  @Test(arguments: [(7, 0, 1), (6, 0, 0), (14, 8, 1), (13, 8, 0), (0, 0, 0)])
  func `a snooze is offered while it leaves more than the walk`(
    minutes: Int, walk: Int, snoozes: Int
  ) {
    let content = ReminderContent(
      sessions: [SessionNews(entry: entry())], shape: .single,
      walks: walk == 0 ? [:] : [812: Walk(origin: "Hall 12", minutes: walk)],
      minutesLeft: minutes, timeZone: zone)
    let commands = english.reminder(content).buttons.flatMap { $0 }.map(\.command)
    #expect(commands.filter { $0 == "snooze 5 #812" }.count == snoozes)
  }
}
