import ConferenceModel
import Foundation
import Messaging
import Phrasebook
import Testing

/// A talk that now starts at this minute after three and moved by some minutes.
private func shifted(
  _ id: SessionID, to minute: Int, by minutes: Int, length: Int = 7
) -> SessionNews {
  let talk = entry(
    id, "Lightning \(id)", speakers: [], from: at(15, minute), minutes: length)
  return SessionNews(
    entry: talk, changes: [rescheduled(talk, from: at(15, minute - minutes), minutes: length)])
}

private let relocated = SessionNews(
  entry: entry(), changes: [.relocated(from: "Hall 8", to: "Hall 7 | Room A")])

private func alert(
  _ sessions: [SessionNews], audience: Audience = .person
) -> @Sendable (any Phrases) -> MessageDocument {
  { $0.alert(AlertContent(sessions: sessions, audience: audience, now: at(9), timeZone: zone)) }
}

@Suite struct BulkShiftTests {
  static let renditions = [
    Rendition(
      "three moved alike, one to another room",
      alert([
        shifted(1, to: 0, by: -7), relocated, shifted(2, to: 7, by: -7), shifted(3, to: 14, by: -7),
      ]),
      english: """
        # 4 talks changed
        **3 of your talks start 7 min earlier:**
        - ~~15:07–15:14~~ → **15:00–15:07** · Hall 7 | Room A
          **Lightning 1**
        - ~~15:14–15:21~~ → **15:07–15:14** · Hall 7 | Room A
          **Lightning 2**
        - ~~15:21–15:28~~ → **15:14–15:21** · Hall 7 | Room A
          **Lightning 3**
        **New room**
        **Tuning etcd**
        Jane Doe (Red Hat), John Roe (BYD)
        14:30–15:00 · ~~Hall 8~~ → **Hall 7 | Room A**
        """,
      chinese: """
        # 4 场有变动
        **你收藏的 3 场提前 7 分钟：**
        - ~~15:07–15:14~~ → **15:00–15:07** · Hall 7 | Room A
          **Lightning 1**
        - ~~15:14–15:21~~ → **15:07–15:14** · Hall 7 | Room A
          **Lightning 2**
        - ~~15:21–15:28~~ → **15:14–15:21** · Hall 7 | Room A
          **Lightning 3**
        **换会议室**
        **Tuning etcd**
        Jane Doe（Red Hat）、John Roe（BYD）
        14:30–15:00 · ~~Hall 8~~ → **Hall 7 | Room A**
        """),
    Rendition(
      "two ways, in a channel",
      alert(
        (0..<3).map { shifted(SessionID($0), to: $0 * 10, by: 90) }
          + (3..<6).map { shifted(SessionID($0), to: $0 * 10, by: -5) }, audience: .channel),
      english: """
        # 6 talks changed
        **3 talks start 1 h 30 min later:**
        - ~~13:30–13:37~~ → **15:00–15:07** · Hall 7 | Room A
          **Lightning 0**
        - ~~13:40–13:47~~ → **15:10–15:17** · Hall 7 | Room A
          **Lightning 1**
        - ~~13:50–13:57~~ → **15:20–15:27** · Hall 7 | Room A
          **Lightning 2**
        **3 talks start 5 min earlier:**
        - ~~15:35–15:42~~ → **15:30–15:37** · Hall 7 | Room A
          **Lightning 3**
        - ~~15:45–15:52~~ → **15:40–15:47** · Hall 7 | Room A
          **Lightning 4**
        - ~~15:55–16:02~~ → **15:50–15:57** · Hall 7 | Room A
          **Lightning 5**
        """,
      chinese: """
        # 6 场有变动
        **3 场推迟 1 小时 30 分钟：**
        - ~~13:30–13:37~~ → **15:00–15:07** · Hall 7 | Room A
          **Lightning 0**
        - ~~13:40–13:47~~ → **15:10–15:17** · Hall 7 | Room A
          **Lightning 1**
        - ~~13:50–13:57~~ → **15:20–15:27** · Hall 7 | Room A
          **Lightning 2**
        **3 场提前 5 分钟：**
        - ~~15:35–15:42~~ → **15:30–15:37** · Hall 7 | Room A
          **Lightning 3**
        - ~~15:45–15:52~~ → **15:40–15:47** · Hall 7 | Room A
          **Lightning 4**
        - ~~15:55–16:02~~ → **15:50–15:57** · Hall 7 | Room A
          **Lightning 5**
        """),
  ]

  @Test(arguments: renditions)
  func `what moved alike is said once, the rest one by one`(rendition: Rendition) {
    rendition.check()
  }

  static let unlike: [(String, [SessionNews])] = [
    ("two are few", [shifted(1, to: 0, by: 5), shifted(2, to: 10, by: 5)]),
    (
      "other spans",
      [shifted(1, to: 0, by: 5), shifted(2, to: 10, by: 6), shifted(3, to: 20, by: -5)]
    ),
    (
      "one is longer now too",
      [
        shifted(1, to: 0, by: 5), shifted(2, to: 10, by: 5),
        SessionNews(
          entry: entry(3, from: at(15), minutes: 30),
          changes: [rescheduled(entry(3, from: at(15), minutes: 30), from: at(14, 55), minutes: 20)]
        ),
      ]
    ),
  ]

  @Test(arguments: unlike)
  func `what did not move alike is told one by one`(name: String, sessions: [SessionNews]) {
    let document = english.alert(
      AlertContent(sessions: sessions, audience: .person, now: at(9), timeZone: zone))
    #expect(document.blocks.count == sessions.count + 1)
    #expect(text(document).hasPrefix("# \(sessions.count) talks changed\n**Starts "))
  }
}
