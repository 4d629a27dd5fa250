import ConferenceModel
import Foundation
import ScheduleFormats
import TestSupport
import Testing

/// OPass's session.json, rule by rule.
@Suite struct OPassTests {
  /// A file with the lists that its sessions refer to.
  static func text(_ sessions: [String]) -> String {
    """
    {"sessions":[\(sessions.joined(separator: ",\n"))],
    "speakers":[{"id":"p1","zh":{"name":"林宇翔","bio":""},"en":{"name":"Lin","bio":""}},
    {"id":"p2","zh":{"name":""},"en":{"name":"Ada"}}],
    "session_types":[{"id":"K","zh":{"name":"Keynote"},"en":{"name":"Keynote"}},
    {"id":"G","zh":{"name":"Google 開發者派對"},"en":{"name":"Google Developer Party"}},
    {"id":"L","zh":{"name":"閃電講"},"en":{"name":"閃電講"}}],
    "rooms":[{"id":"R0","zh":{"name":"國際會議廳"},"en":{"name":"Hall"}}],"tags":[]}
    """
  }

  /// A session that has all it needs.
  static func session(
    zh: String = "開源政策", en: String = "Open Source Policy", type: String = "K",
    description: (zh: String, en: String) = ("", ""), speakers: String = #""p1""#
  ) -> String {
    #"{"id":"s1","type":"\#(type)","room":"R0","broadcast":["R1"],"#
      + #""start":"2024-08-03T14:10:00+08:00","#
      + #""end":"2024-08-03T14:40:00+08:00","language":null,"zh":{"title":"\#(zh)","description":"#
      + #""\#(description.zh)"},"en":{"title":"\#(en)","description":"\#(description.en)"},"#
      + #""speakers":[\#(speakers)],"tags":[],"uri":"https://example.org/s1"}"#
  }

  @Test func `a whole session is read in both languages`() throws {
    let body = Self.text([
      Self.session(description: ("中文說明", "In **English**"), speakers: #""p1","p2","p9""#)
    ])
    let start = try Calendar.instant("2024-08-03T06:10:00Z")
    let expected = Session(
      key: SessionKey(source: "main", id: "s1"),
      facts: SessionFacts(
        title: "開源政策", translatedTitles: [.english: "Open Source Policy"],
        speakers: [Speaker(name: "林宇翔"), Speaker(name: "Ada")], room: "國際會議廳", start: start,
        end: start.addingTimeInterval(30 * 60)),
      track: "Keynote", kind: .keynote, url: "https://example.org/s1", abstract: "中文說明",
      translatedAbstracts: [.english: "In English"], roomID: "R0")
    #expect(try Calendar.read(body) == Schedule(sessions: [expected]))
  }

  @Test(
    arguments: [
      // zh, en, title, translation
      ("開幕", "Opening", "開幕", "Opening"),
      ("開幕", "開幕", "開幕", nil),
      ("開幕", "", "開幕", nil),
      ("", "Opening", "Opening", nil),
      ("Opening", "開幕", "開幕", "Opening"),
      ("KSP Introduction", "KSP introduction ", "KSP Introduction", nil),
      (
        "用 Docker 建置 End Of Life 的 Ruby 開發環境", "以 Docker 建置 Ruby 開發環境",
        "用 Docker 建置 End Of Life 的 Ruby 開發環境", nil
      ),
      ("開放資料的故事", "The story of 開源 in Taiwan", "開放資料的故事", "The story of 開源 in Taiwan"),
      ("FOSDEM in CRA", "Seen at FOSDEM", "FOSDEM in CRA", "Seen at FOSDEM"),
      ("開源入門", "オープンソース入門", "開源入門", nil),
      ("오픈소스", "Open source", "오픈소스", "Open source"),
      ("[CANCELED] 開幕", "Opening", "開幕", "Opening"),
    ] as [(String, String, String, String?)])
  func `languages are told by their script and not by the feed's word`(
    zh: String, en: String, title: String, translation: String?
  ) throws {
    let session = try #require(
      try Calendar.read(Self.text([Self.session(zh: zh, en: en)])).sessions.first)
    #expect(session.facts.title == title)
    #expect(session.facts.translatedTitles[.english] == translation)
    #expect(session.facts.translatedTitles.count == (translation == nil ? 0 : 1))
    #expect(session.facts.status == (zh.hasPrefix("[") ? .cancelled : .scheduled))
  }

  @Test func `abstracts are sorted out on their own`() throws {
    let body = Self.text([
      Self.session(zh: "Same", en: "Same", description: ("English text here", "這裡是中文說明"))
    ])
    let session = try #require(try Calendar.read(body).sessions.first)
    #expect(session.facts.translatedTitles == [:])
    #expect(session.abstract(in: .chinese) == "這裡是中文說明")
    #expect(session.abstract(in: .english) == "English text here")
  }

  @Test func `a session of a draft has neither time nor room and is kept`() throws {
    let body = Self.text([
      #"{"id":"s1","type":"K","room":null,"start":null,"end":null,"zh":{"title":"題目"}}"#,
      #"{"id":2}"#, "3",
    ])
    let schedule = try Calendar.read(body)
    #expect(
      schedule.sessions.map(\.facts) == [
        SessionFacts(title: "題目"), SessionFacts(title: "Untitled"),
      ])
    #expect(schedule.sessions.map(\.key.id) == ["s1", "2"])
    #expect(schedule.problems.count == 2)
  }

  @Test(arguments: [
    ("休息", "Break", "", SessionKind.break), ("午餐", "午餐", "", .break),
    ("入場時間", "入場時間", "", .registration), ("Lightning Talk 閃電講", "Lightning Talk", "L", .lightning),
    ("開源政策", "Policy", "K", .keynote), ("開源政策", "Policy", "G", .talk),
  ])
  func `the kind is in the title of what nobody gives, and in the type`(
    zh: String, en: String, type: String, kind: SessionKind
  ) throws {
    let body = Self.text([
      Self.session(zh: zh, en: en, type: type, speakers: type == "G" ? #""p1""# : "")
    ])
    #expect(try Calendar.read(body).sessions.map(\.kind) == [kind])
  }

  @Test func `a talk about a break is no break`() throws {
    let body = Self.text([Self.session(zh: "休息是為了走更長遠的路", en: "Rest", type: "")])
    #expect(try Calendar.read(body).sessions.map(\.kind) == [.talk])
  }
}

/// Every stored version of SITCON and COSCUP.
@Suite(.enabled(if: Corpus.isAvailable)) struct OPassCorpusTests {
  static let paths =
    Corpus.paths(under: "sitcon-2021", withExtension: "session.json")
    + Corpus.paths(under: "coscup", withExtension: "session.json")

  @Test(arguments: paths)
  func `every session is there with its times and room, and none is invented`(
    path: String
  ) throws {
    let file = try RawFile(path)
    let events = try #require(file.at("sessions") as? [[String: Any]])
    let list = try #require(file.at("rooms") as? [[String: Any]])
    let rooms = list.reduce(into: [String: String]()) {
      $0[$1["id"] as? String ?? ""] = ($1["zh"] as? [String: Any])?["name"] as? String
    }
    let schedule = try file.schedule(zone: "UTC")
    #expect(schedule.problems == [])
    #expect(
      schedule.sessions.map(\.key.id).sorted()
        == events.compactMap { $0["id"] as? String }.sorted())
    for event in events {
      let session = try #require(schedule.session(event["id"] as? String ?? ""))
      let time = { (key: String) in try (event[key] as? String).map(Calendar.instant) }
      #expect(session.facts.start == (try time("start")))
      #expect(session.facts.end == (try time("end")))
      #expect(session.facts.room == (event["room"] as? String).flatMap { rooms[$0] })
      #expect(session.facts.speakers.count == (event["speakers"] as? [Any])?.count)
    }
  }

  @Test func `a draft has sessions without a time`() throws {
    let file = try RawFile("sitcon-2021/sitcon2021.20210412T102741Z.a9c0e42.session.json")
    let schedule = try file.schedule(zone: "Asia/Taipei")
    let events = try #require(file.at("sessions") as? [[String: Any]])
    let undated = events.count { $0["start"] is NSNull }
    #expect(undated > 20)
    #expect(schedule.sessions.count { $0.facts.start == nil } == undated)
  }

  @Test func `a feed that gives every text twice has no translations`() throws {
    let schedule = try RawFile(
      "coscup/coscup2022.20240331T094336Z.e6f2235.session.json"
    ).schedule(zone: "Asia/Taipei")
    #expect(schedule.sessions.allSatisfy { $0.facts.translatedTitles.isEmpty })
    #expect(schedule.sessions.allSatisfy { $0.translatedAbstracts.isEmpty })
  }

  @Test func `a feed in two languages has its titles in both`() throws {
    let schedule = try RawFile(
      "coscup/coscup2024.20240928T124153Z.b728aad.session.json"
    ).schedule(zone: "Asia/Taipei")
    let session = try #require(schedule.session("XGQPGA"))
    #expect(
      session.facts.title(in: .english)
        == "Your Thread is Not Your Thread: Handcrafting DLL Injection for Linux")
    #expect(session.facts.title(in: .chinese) == "你的執行緒不是你的執行緒，親手打造 Linux 版 DLL injection")
    #expect(session.track == "系統軟體社群議程")
    // 225 of 331 titles are the same in both fields, so no more than the rest can differ.
    let translated = schedule.sessions.filter { !$0.facts.translatedTitles.isEmpty }
    #expect((60...106).contains(translated.count))
    #expect(schedule.session("VDSBVW")?.facts.translatedTitles == [:])
  }

  @Test(arguments: paths) func `a file that breaks off is refused wherever it does`(
    path: String
  ) throws {
    try RawFile(path).expectCutsRefused(places: 24, format: .oPass)
  }
}
