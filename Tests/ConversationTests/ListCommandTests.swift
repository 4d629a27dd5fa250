import ConferenceModel
import Conversation
import Foundation
import Messaging
import Persistence
import Phrasebook
import Testing

/// Twenty-two talks at eleven in two tracks, and one at noon.
private let crowd =
  (1...22).map { index in
    Chat.session(
      "p\(index)", "Parallel \(index)", room: "Room \(index < 10 ? "0" : "")\(index)",
      from: Chat.at(11), track: index.isMultiple(of: 2) ? "AI + ML" : "SECURITY")
  } + [Chat.session("n", "Noon", from: Chat.at(12))]

@Suite struct ListCommandTests {
  @Test func `twenty-two parallel talks are grouped by track and paged, none is lost`() throws {
    let chat = try Chat(crowd)
    let first = try #require(try chat.say("next"))
    let second = try #require(try chat.say("more"))
    let third = try #require(try chat.say("更多"))
    #expect(
      first.split(separator: "\n").prefix(3) == [
        "Next: 11:00 (in 2 h)", "AI + ML", "1. 11:00–11:30 · Room 02",
      ])
    #expect(first.hasSuffix("1–10 of 22. `more` shows the next."))
    #expect(
      second.split(separator: "\n").prefix(7) == [
        "Next: 11:00 (in 2 h)", "AI + ML (continued)", "11. 11:00–11:30 · Room 22", "Parallel 22",
        "SECURITY",
        "12. 11:00–11:30 · Room 01", "Parallel 1",
      ])
    #expect(third.hasSuffix("21–22 of 22."))
    let titles = (first + second + third).split(separator: "\n")
      .filter { $0.hasPrefix("Parallel") }
    #expect(Set(titles).count == 22)
    #expect(try chat.say("more") == "That was the last page.")
    _ = try chat.say("star 12")
    #expect(try chat.starredTitles() == ["Parallel 1"])
  }

  @Test func `the button of a page turns it, whatever was asked since`() throws {
    let chat = try Chat(crowd)
    _ = try chat.say("next")
    let entry = try #require(try chat.newestEntry())
    let more = try #require(try chat.document(entry).buttons.last?.last)
    #expect(more == MessageDocument.Button(label: "More", command: "next 2"))
    _ = try chat.say("search noon")
    #expect(try chat.say(more.command)?.hasSuffix("11–20 of 22. `more` shows the next.") == true)
  }

  @Test(arguments: [
    ("search parallel", "search parallel page:2"), ("tue", "2026-03-24 page:2"),
    ("today", "2026-03-24 page:2"), ("tue track:ai", "2026-03-24 track:ai page:2"),
    ("page 1", nil), ("room room", "room room page:2"),
  ])
  func `every list can be turned and goes on numbering`(text: String, button: String?) throws {
    let chat = try Chat(crowd)
    _ = try chat.say("search parallel")
    let first = try #require(try chat.say(text))
    let entry = try #require(try chat.newestEntry())
    if let button { #expect(try chat.document(entry).buttons.last?.last?.command == button) }
    #expect(first.contains("\n1. "))
    let second = try #require(try chat.say("more"))
    #expect(second.contains("\n11. "))
    #expect(try chat.say("page 1") == first)
  }

  @Test func `what a digest named is gone on with`() throws {
    let chat = try Chat(
      (1...45).map { Chat.session("s\($0)", "Talk \($0)", from: Chat.at(9, $0)) })
    _ = try chat.say("help")
    let subscriber = try #require(try chat.subscriber())
    let programme = try chat.database.read { try $0.programme() }
    try chat.database.write { try $0.setLastList(programme.entries.map(\.id), of: subscriber.id) }
    let rest = try #require(try chat.say("more", at: Chat.at(8)))
    #expect(rest.hasPrefix("45 sessions\n31. 09:31–10:01"))
    #expect(rest.hasSuffix("31–40 of 45. `more` shows the next."))
    #expect(try chat.say("more", at: Chat.at(8))?.hasSuffix("41–45 of 45.") == true)
    #expect(try chat.say("more", at: Chat.at(8)) == "That was the last page.")
    #expect(try chat.say("page 1", at: Chat.at(8))?.hasPrefix("45 sessions\n1. 09:01") == true)
  }

  @Test func `now leaves out pauses and what is over`() throws {
    let chat = try Chat()
    #expect(
      try chat.say("now", at: Chat.at(10, 10)) == "Nothing is on now. Next: 11:00, see `next`.")
    #expect(
      try chat.say("now", at: Chat.at(11, 20)) == """
        On now, 11:20
        1. 11:00–11:30 · Hall 7 | Room A
        GPU Scheduling at Scale — Zhang Bao
        2. 11:00–11:30 · Hall 8 | Room D
        Kubernetes Observability Deep Dive — Jane Doe
        3. 11:15–11:45 · Hall 8 | Room E
        Supply Chain Security for Everyone — John Roe
        `star 1` to be reminded, `talk 1` for details.
        """)
    #expect(
      try chat.say("now", at: Chat.at(9, days: 9)) == "Nothing is on. The conference is over.")
  }

  @Test func `next looks beyond the night`() throws {
    let chat = try Chat()
    #expect(
      try chat.say("next", at: Chat.at(20)) == """
        Next: Wed 25 Mar 16:00 (in 20 h)
        1. 16:00–16:30 · Auditorium
        Closing Security Panel
        `star 1` to be reminded, `talk 1` for details.
        """)
    #expect(
      try chat.say("next", at: Chat.at(20, days: 1))
        == "Nothing starts any more. The conference is over.")
  }

  @Test func `today in the afternoon is what is left of it, the weekday all of it`() throws {
    let chat = try Chat()
    let now = Chat.at(12)
    #expect(
      try chat.say("today", at: now) == """
        Tue 24 Mar · 1 still to come (5 over: `tue`)
        1. 14:00–15:15 · Auditorium
        Stages of Kubernetes — Rick Rackow
        `star 1` to be reminded, `talk 1` for details.
        """)
    #expect(try chat.say("tue", at: now)?.hasPrefix("Tue 24 Mar · 6 sessions\n") == true)
    #expect(try chat.say("tue", at: Chat.at(9, days: 2))?.hasPrefix("Tue 24 Mar · 6") == true)
    #expect(try chat.say("tomorrow", at: now)?.hasPrefix("Wed 25 Mar · 1 session\n") == true)
    #expect(
      try chat.say("26 march") == "Nothing on Thu 26 Mar. Sessions are on Tue 24 Mar, Wed 25 Mar.")
  }

  @Test func `Chinese words find English titles, and the answer says what was looked for`()
    throws
  {
    let chat = try Chat()
    #expect(
      try chat.say("搜索 可观测性实践") == """
        Search: 可观测性实践 (looked for: observability) · 1
        1. 11:00–11:30 · Hall 8 | Room D
        Kubernetes Observability Deep Dive — Jane Doe
        `star 1` to be reminded, `talk 1` for details.
        """)
    #expect(try chat.say("搜索 GPU")?.hasPrefix("Search: GPU · 1\n") == true)
    #expect(
      try chat.say("搜索 比亚迪的 GPU")?.hasPrefix("Search: 比亚迪的 GPU (looked for: BYD GPU) · 1\n")
        == true)
    #expect(
      try chat.say("搜索 量子") == """
        Nothing found for “量子”.
        Try `search 可观测性`, `search 平台工程`, `search 安全`.
        """)
  }

  @Test(arguments: ["search kuberentes", "search Kubernets", "search kubernetess"])
  func `a misspelt search proposes words that are there`(text: String) throws {
    let chat = try Chat()
    #expect(try chat.say(text)?.hasSuffix("\nTry `search kubernetes`.") == true)
  }

  @Test func `a search shows what is to come before what is over`() throws {
    let chat = try Chat()
    #expect(
      try chat.say("search security", at: Chat.at(12)) == """
        Search: security · 2
        1. Wed 25 Mar 16:00–16:30 · Auditorium
        Closing Security Panel
        2. 11:15–11:45 · Hall 8 | Room E · over
        Supply Chain Security for Everyone — John Roe
        `star 1` to be reminded, `talk 1` for details.
        """)
  }

  @Test func `a room shows what is to come in it, a misspelt one the nearest`() throws {
    let chat = try Chat()
    #expect(
      try chat.say("room auditorium", at: Chat.at(12)) == """
        Auditorium · 3 sessions
        Tue 24 Mar
        1. 14:00–15:15 · Auditorium
        Stages of Kubernetes — Rick Rackow
        Wed 25 Mar
        2. 16:00–16:30 · Auditorium
        Closing Security Panel
        Tue 24 Mar
        3. 09:30–10:00 · Auditorium · over
        Opening Keynote
        `star 1` to be reminded, `talk 1` for details.
        """)
    #expect(
      try chat.say("room auditorum") == "No room “auditorum”. Did you mean: Auditorium?")
    #expect(try chat.say("会议室 hall 8")?.hasPrefix("hall 8 · 2 sessions\n") == true)
  }

  @Test func `what lasts all day stands at the end of its room`() throws {
    let chat = try Chat([
      Chat.session("a", "Expo", room: "Hall 1", from: Chat.at(8), minutes: 600, kind: .other),
      Chat.session("b", "Early", room: "Hall 1", from: Chat.at(9)),
      Chat.session("c", "Late", room: "Hall 1", from: Chat.at(15)),
      Chat.session("d", "Tomorrow", room: "Hall 1", from: Chat.at(9, days: 1)),
    ])
    _ = try chat.say("room hall 1", at: Chat.at(12))
    #expect(
      try chat.listed().map(\.session.facts.title) == ["Late", "Tomorrow", "Early", "Expo"])
  }

  @Test func `who asks for all gets breaks too, and the pages go on with it`() throws {
    let chat = try Chat(crowd + [Chat.session("k", "Coffee", from: Chat.at(11), kind: .break)])
    #expect(try chat.say("next")?.contains("1–10 of 22.") == true)
    #expect(try chat.say("next all")?.contains("1–10 of 23.") == true)
    let entry = try #require(try chat.newestEntry())
    #expect(try chat.document(entry).buttons.last?.last?.command == "next all 2")
    #expect(try chat.say("more")?.contains("11–20 of 23.") == true)
    #expect(try chat.say("现在 全部", at: Chat.at(11))?.hasPrefix("All that is on, 11:00") == true)
  }

  @Test func `seven at once are read by track, six one by one`() throws {
    let six = crowd.prefix(6)
    #expect(try Chat(Array(six)).say("next")?.hasPrefix("Next: 11:00 (in 2 h)\n1. ") == true)
    let chat = try Chat(Array(crowd.prefix(7)))
    #expect(try chat.say("next")?.hasPrefix("Next: 11:00 (in 2 h)\nAI + ML\n1. ") == true)
  }

  @Test func `what has no command is answered with the nearest one`() throws {
    let chat = try Chat()
    #expect(
      try chat.say("serach gpu")
        == "I don't know “serach gpu”. Did you mean `search gpu`? `help` lists all.")
  }
}

@Suite struct SettingCommandTests {
  @Test func `a setting is stored and shown`() throws {
    let chat = try Chat()
    _ = try chat.say("lead 15 5")
    _ = try chat.say("alerts off")
    _ = try chat.say("digest 08:30 track:security")
    _ = try chat.say("timezone tokyo")
    #expect(try chat.say("language zh") == "好的，以后用中文回答。")
    #expect(
      try chat.subscriber()?.preferences
        == Preferences(
          language: .chinese, timeZone: "Asia/Tokyo",
          leadTimes: [LeadTime(minutes: 5), LeadTime(minutes: 15)],
          digest: DigestPreference(minuteOfDay: 510, filter: SessionFilter(track: "security")),
          alerts: false))
    #expect(try chat.say("提醒") == "目前在开始前 15 分钟和 5 分钟提醒。发送 `提醒 15 5` 更改，`提醒 关` 关闭。")
    #expect(try chat.say("时区") == "时区是 **Asia/Tokyo**，当地时间 17:00。".replacing("**", with: ""))
  }

  @Test func `a digest is due at the local time, and moves with the zone`() throws {
    let chat = try Chat()
    _ = try chat.say("digest 08:30")
    let number = try #require(try chat.subscriber()).id
    #expect(try chat.database.read { try $0.nextDigest(of: number) } == Chat.at(8, 30, days: 1))
    _ = try chat.say("timezone utc")
    #expect(try chat.database.read { try $0.nextDigest(of: number) } == Chat.at(9, 30))
    _ = try chat.say("digest off")
    #expect(try chat.database.read { try $0.nextDigest(of: number) } == nil)
  }

  @Test func `a digest due this second is not lost by another setting`() throws {
    let chat = try Chat()
    _ = try chat.say("digest 09:30")
    let number = try #require(try chat.subscriber()).id
    _ = try chat.say("lead 5", at: Chat.at(9, 30))
    #expect(try chat.database.read { try $0.nextDigest(of: number) } == Chat.at(9, 30))
  }

  @Test func `other lead times re-arm the stars`() throws {
    let chat = try Chat()
    _ = try chat.say("star gpu")
    _ = try chat.say("lead 30")
    #expect(try chat.database.read { try $0.nextSchedulingInstant() } == Chat.at(10, 30))
    _ = try chat.say("lead off")
    #expect(try chat.database.read { try $0.nextSchedulingInstant() } == nil)
  }

  @Test func `times are in the subscriber's zone`() throws {
    let chat = try Chat()
    _ = try chat.say("timezone tokyo")
    #expect(try chat.say("next")?.hasPrefix("Next: 17:30 (in 30 min)\n1. 17:30–18:00") == true)
  }

  @Test func `a preview is the digest of today and its numbers work`() throws {
    let chat = try Chat()
    _ = try chat.say("star gpu")
    #expect(
      try chat.say("digest preview track:ai") == """
        KubeCon · Tue 24 Mar
        1 session · track: ai
        1. 11:00–11:30 · Hall 7 | Room A ★
        GPU Scheduling at Scale — Zhang Bao
        """)
    #expect(try chat.say("unstar 1")?.hasPrefix("☆ Star removed") == true)
  }

  @Test(arguments: [
    ("digest 08:00 track:securty", "No session passes “track:securty”. There is: SECURITY."),
    ("digest 08:00 source:x", "No session passes “source:x”. There is: main."),
    ("alerts on room:cellar", "No session passes “room:cellar”."),
    ("today track:ai room:auditorium", "No session passes “track:ai room:auditorium”."),
    ("today theme:finops", "No session passes “theme:finops”."),
    ("digest 25:00", "“25:00” is no time of day. Use 00:00 to 23:59, like 08:00."),
  ])
  func `what cannot hold is refused with a reason and not stored`(
    text: String, answer: String
  ) throws {
    let chat = try Chat()
    #expect(try chat.say(text) == answer)
    #expect(try chat.subscriber()?.preferences == Preferences())
  }

  @Test func `a theme is stored, said back in words and lists its talks`() throws {
    let chat = try Chat()
    #expect(
      try chat.say("digest 08:00 theme:security")
        == "Digest every day at 08:00 (Europe/Amsterdam): the day's sessions, security talks. "
        + "`digest preview` shows it.")
    #expect(
      try chat.subscriber()?.preferences.digest
        == DigestPreference(minuteOfDay: 480, filter: SessionFilter(theme: .security)))
    _ = try chat.say("today theme:observability")
    #expect(
      try chat.listed().map(\.session.facts.title) == ["Kubernetes Observability Deep Dive"])
    _ = try chat.say("语言 中文")
    #expect(try chat.say("周三 主题:安全")?.hasPrefix("3月25日 周三 · 1 场 · 安全主题\n") == true)
    #expect(try chat.sayInChannel("follow theme:security")?.contains("security talks") == true)
  }

  @Test(arguments: Language.allCases)
  func `the words that an answer proposes for themes are understood`(language: Language) {
    let problem = Answer.problem(.badArgument(.theme("x")))
    let document = Phrasebook.phrases(for: language).answer(problem)
    guard case .paragraph(let inlines)? = document.blocks.first else {
      Issue.record("no words")
      return
    }
    let themes = inlines.compactMap { inline -> Theme? in
      guard case .emphasis(let text) = inline,
        case .day(_, let filter, _)? = try? CommandParser.parse("today \(text)")
      else { return nil }
      return filter.theme
    }
    #expect(themes == Theme.allCases)
  }

  @Test func `a filter in Chinese is put into English`() throws {
    let chat = try Chat()
    _ = try chat.say("日报 08:00 分类:安全")
    #expect(
      try chat.subscriber()?.preferences.digest
        == DigestPreference(minuteOfDay: 480, filter: SessionFilter(track: "security")))
  }
}
