import ConferenceModel
import Foundation
import Planning
import Testing

@Suite struct GuideCheckTests {
  private static let talk = facts(
    "Sidecars at Scale", ["Ana Lima, Staff Engineer, Red Hat", "Bo Chen, Quay"],
    room: "Hall 8 | Room F", from: "24T10:00", to: "24T10:30")

  private func findings(
    _ guide: Guide, _ sessions: [Session], name: String = "CloudConf 2026",
    zone: String = "Europe/Amsterdam"
  ) throws -> [GuideFinding] {
    GuideCheck.findings(
      guide: guide, matches: GuideMatcher.match(guide, with: sessions), conferenceName: name,
      timeZone: try #require(TimeZone(identifier: zone)), sessions: sessions)
  }

  @Test(arguments: [
    pick(
      "Sidecars at Scale", ["Bo Chen, Quay", "Ana Lima, red hat"], from: "24T10:00",
      to: "24T10:30", room: "Hall 8 | Room F"),
    pick("Sidecars at Scale", ["Ana Lima", "Bo Chen"], from: "24T10:00", room: "Room F"),
    pick("边车", ["Ana Lima, 红帽", "Bo Chen"], from: "24T10:00", room: "8 号厅 F 室"),
    pick("Sidecars at Scale"),
    pick(
      "边车", ["陈波"], from: "24T10:00", room: "8 号厅",
      url: "https://c.sched.com/event/a1"),
  ])
  func `what agrees or cannot be compared is no finding`(pick: GuidePick) throws {
    #expect(try findings(guide([pick]), [session("a1", Self.talk)]) == [])
  }

  @Test(
    arguments: [
      (
        pick("Sidecars at Scale", ["Ana Lima"], from: "24T10:00"),
        ["speakers: Bo Chen speaks too."]
      ),
      (
        pick("Sidecars at Scale", ["Ana Lima", "Bo Chen", "Cy Dahl"], from: "24T10:00"),
        ["speakers: Cy Dahl no longer speaks."]
      ),
      (
        pick(
          "Sidecars at Scale", ["Ana Lima, Orbit", "Cy Dahl"], from: "24T08:00", to: "24T08:30",
          room: "Hall 7"),
        [
          "speakers: Bo Chen speaks instead of Cy Dahl.",
          "affiliation: Ana Lima is with Staff Engineer, Red Hat, no longer with Orbit.",
          "time: It is Tue 24 March 2026, 11:00–11:30, not Tue 24 March 2026, 09:00–09:30.",
          "room: It is in Hall 8 | Room F, not in Hall 7.",
        ]
      ),
      (
        pick("Sidecars at Scale", ["Ana Lima", "Bo Chen"], from: "24T10:00", to: "24T10:45"),
        ["time: It is Tue 24 March 2026, 11:00–11:30, not Tue 24 March 2026, 11:00–11:45."]
      ),
      (
        pick("Cooking With Gas", ["Kim Lee"]),
        ["missing: The programme has no session like “Cooking With Gas”."]
      ),
      (
        pick("厨房", ["Ana Lima"], from: "26T10:00"),
        [
          "unsure: It is not sure which session “厨房” is, perhaps “Sidecars at Scale”; "
            + "give its link or its time."
        ]
      ),
    ] as [(GuidePick, [String])])
  func `what the programme says otherwise is found`(pick: GuidePick, expected: [String]) throws {
    let found = try findings(guide([pick]), [session("a1", Self.talk)])
    #expect(found.map { "\($0.kind.rawValue): \($0.text)" } == expected)
    #expect(found.allSatisfy { $0.line == 3 && $0.pick == pick.title })
  }

  @Test func `of a cancelled session nothing else is said`() throws {
    var facts = Self.talk
    facts.status = .cancelled
    let pick = pick("Sidecars at Scale", ["Ana Lima", "Bo Chen"], from: "24T08:00", room: "Hall 7")
    let expected = GuideFinding(
      line: 3, kind: .cancelled, pick: "Sidecars at Scale", guideSays: "takes place",
      programmeSays: "cancelled", text: "“Sidecars at Scale” is cancelled.")
    #expect(try findings(guide([pick]), [session("a1", facts)]) == [expected])
  }

  @Test(arguments: [
    "期待在伦敦与大家相见！", "我们伦敦见！", "See you in London!", "Hope to meet you in beautiful London.",
    "Place: London, UK", "会议地点：英国 伦敦", "The conference takes place in London.", "大会将于三月在伦敦举办。",
  ])
  func `a wrong city is found`(text: String) throws {
    let found = try findings(
      guide(remarks: [GuideRemark(line: 9, text: text)]), [session("a1", Self.talk)])
    #expect(
      found == [
        GuideFinding(
          line: 9, kind: .city, pick: nil, guideSays: "London", programmeSays: "Amsterdam",
          text: "It names London as the place, but the conference is in Amsterdam.")
      ])
  }

  @Test(arguments: [
    "去年在伦敦举办的大会非常成功。", "Last year in London we met many of you.", "See you in Amsterdam!",
    "We met in London; see you in Amsterdam!", "明年巴塞罗那见！", "See you next year in London!",
    "伦敦证券交易所分享了他们的经验。", "The London Stock Exchange looks for maintainers.",
    "会议地点：荷兰 阿姆斯特丹", "Since the London keynote much has changed.", "See you in Rotterdam!",
    "KubeCon 2025 在伦敦举行。", "Londoners, see you in the hall!",
  ])
  func `the right city and stories of others are no finding`(text: String) throws {
    #expect(
      try findings(guide(remarks: [GuideRemark(line: 9, text: text)]), [session("a1", Self.talk)])
        == [])
  }

  @Test(arguments: [
    ("KubeCon Europe, London", "Europe/London", "See you in Amsterdam!", ["Amsterdam → London"]),
    ("KubeCon Europe, London", "Europe/Amsterdam", "See you in London!", []),
    ("Swift in Chicago", "America/Chicago", "See you in Austin!", ["Austin → Chicago"]),
    ("Swift Days", "America/Chicago", "See you in Austin!", []),
    ("Swift Days", "UTC", "See you in Austin!", []),
    ("中国开源年会 上海", "Asia/Shanghai", "期待在北京相见", ["Beijing → Shanghai"]),
  ])
  func `the conference's city is that of its name, or else any of its zone`(
    name: String, zone: String, text: String, expected: [String]
  ) throws {
    let found = try findings(
      guide(remarks: [GuideRemark(line: 9, text: text)]), [session("a1", Self.talk)], name: name,
      zone: zone)
    #expect(found.map { "\($0.guideSays ?? "") → \($0.programmeSays ?? "")" } == expected)
  }

  @Test(
    arguments: [
      ("会议日期：2026 年 3 月 23-27 日", "Mon 23 March 2026 to Fri 27 March 2026"),
      ("Dates: March 24 - 28, 2026", "Tue 24 March 2026 to Sat 28 March 2026"),
      ("本次大会将于 2026 年 3 月 30 日至 4 月 2 日举办", "Mon 30 March 2026 to Thu 2 April 2026"),
      ("It takes place on 25 March 2025 – no, wait", nil),
      ("Dates: 25 March 2025", "on Tue 25 March 2025"),
      ("会议日期：2026 年 3 月 24-26 日", nil), ("2025年12月10日公布了日程。大会将于 2026 年 3 月 24 日举办", nil),
      ("The tickets are sold until 1 March 2026.", nil),
    ] as [(String, String?)])
  func `days on which the programme has nothing are found`(text: String, says: String?) throws {
    let sessions = [
      session("a1", Self.talk), session("a2", facts("B", from: "26T10:00", to: "26T11:00")),
    ]
    let found = try findings(guide(remarks: [GuideRemark(line: 5, text: text)]), sessions)
    #expect(found.map(\.guideSays) == (says.map { [$0] } ?? []))
    #expect(found.allSatisfy { $0.kind == .dates && $0.line == 5 })
    #expect(
      found.allSatisfy { $0.programmeSays == "Tue 24 March 2026 to Thu 26 March 2026" })
  }

  @Test func `findings come by line, and unread fields are among them`() throws {
    var guide = guide(
      [pick("Cooking With Gas")], remarks: [GuideRemark(line: 1, text: "See you in London!")])
    guide.problems = [GuideRemark(line: 2, text: "“noon”: no date")]
    let found = try findings(guide, [session("a1", Self.talk)])
    #expect(found.map(\.line) == [1, 2, 3])
    #expect(found.map(\.kind) == [.city, .unreadable, .missing])
  }
}
