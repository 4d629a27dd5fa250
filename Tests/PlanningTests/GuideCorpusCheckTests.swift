import ConferenceModel
import Foundation
import Planning
import ScheduleFormats
import TestSupport
import Testing

/// The guide of January against the programme of March. The sessions were looked up in the
/// calendars by hand, and the findings written by comparing the two texts.
@Suite(.enabled(if: Corpus.isAvailable)) struct GuideCorpusCheckTests {
  private static let name = "kubecon-eu-2026-ai-infrastructure.zh.md"
  private static let tutorial =
    "📚 教程：KV-Cache 带来的可感知收益——在 Kubernetes 上构建具备 AI 感知的 LLM 路由"
  private static let routing = "Route, Serve, Adapt, Repeat：Kubernetes 上 AI 推理工作负载的自适应路由"

  private static let keys = [
    SessionKey(source: "colocated", id: "10771ecf58e3a2b432d3454ad044395c"),
    SessionKey(source: "main", id: "4a7b8f0f45f3266729de3c0b2de45b2e"),
    SessionKey(source: "main", id: "0202dd57c9e544dc65204e8d8fb34dea"),
    SessionKey(source: "main", id: "a664e9aa940f325224175075c945a0db"),
  ]

  private func guide() throws -> Guide {
    try GuideReader.read(
      Corpus.data("guides/\(Self.name)"), fileName: Self.name, timeZone: amsterdam())
  }

  private func sessions(_ version: String) throws -> [Session] {
    try [("main", "\(version).all"), ("colocated", "colocated.derived.all")].flatMap {
      try ScheduleReader.read(
        Corpus.data("kubecon-eu-2026/\($0.1).ics"), format: nil,
        options: ReadingOptions(source: $0.0, timeZone: amsterdam())
      ).sessions
    }
  }

  private func findings(_ guide: Guide, _ sessions: [Session]) throws -> [GuideFinding] {
    GuideCheck.findings(
      guide: guide, matches: GuideMatcher.match(guide, with: sessions),
      conferenceName: "KubeCon + CloudNativeCon Europe 2026", timeZone: try amsterdam(),
      sessions: sessions)
  }

  @Test(arguments: [
    "20260303T114022Z", "20260317T131510Z", "20260322T125917Z", "20260322T191353Z",
    "20260323T183344Z",
  ])
  func `the four picks find their sessions in every version`(version: String) throws {
    let matches = GuideMatcher.match(try guide(), with: try sessions(version))
    #expect(matches.map(\.session) == Self.keys)
    #expect(matches.allSatisfy { $0.confidence >= 0.6 })
  }

  @Test func `speakers and time are enough, whatever became of the title and the room`() throws {
    var sessions = try sessions("20260323T183344Z")
    for index in sessions.indices where Self.keys.contains(sessions[index].key) {
      sessions[index].facts.title = "Something Else Entirely"
      sessions[index].facts.room = "C203"
    }
    #expect(GuideMatcher.match(try guide(), with: sessions).map(\.session) == Self.keys)
  }

  @Test func `speakers and what a title keeps in English are enough, whenever it is`() throws {
    var sessions = try sessions("20260323T183344Z")
    for index in sessions.indices where Self.keys.contains(sessions[index].key) {
      sessions[index].facts.start? += 3 * 3600
      sessions[index].facts.end? += 3 * 3600
    }
    #expect(GuideMatcher.match(try guide(), with: sessions).map(\.session) == Self.keys)
  }

  @Test func `a pick whose session is gone gets no other`() throws {
    let sessions = try sessions("20260323T183344Z").filter { !Self.keys.contains($0.key) }
    #expect(
      GuideMatcher.match(try guide(), with: sessions).map(\.session) == [nil, nil, nil, nil])
  }

  @Test func `what moved since January is found, and nothing else`() throws {
    let sessions = try sessions("20260323T183344Z")
    let expected = [
      GuideFinding(
        line: 75, kind: .speakers, pick: Self.tutorial,
        guideSays: "Tyler Michael Smith, Kay Yan, Danny Harnik, Michal Malka, Maroon Ayoub",
        programmeSays: "Tyler Michael Smith, Kay Yan, Vita Bortnikov, Nili Guy, Maroon Ayoub",
        text: "Vita Bortnikov and Nili Guy speak instead of Danny Harnik and Michal Malka."),
      GuideFinding(
        line: 75, kind: .room, pick: Self.tutorial, guideSays: "Elicium Ballroom 1",
        programmeSays: "Elicium 1", text: "It is in Elicium 1, not in Elicium Ballroom 1."),
      GuideFinding(
        line: 99, kind: .affiliation, pick: Self.routing, guideSays: "IBM",
        programmeSays: "Red Hat", text: "Nir Rozenbaum is with Red Hat, no longer with IBM."),
      GuideFinding(
        line: 157, kind: .city, pick: nil, guideSays: "London", programmeSays: "Amsterdam",
        text: "It names London as the place, but the conference is in Amsterdam."),
    ]
    #expect(try findings(try guide(), sessions) == expected)
  }

  @Test func `on 3 March the tutorial still had the speakers of January`() throws {
    let kinds = try findings(try guide(), try sessions("20260303T114022Z"))
      .filter { $0.line == 75 }.map(\.kind)
    #expect(!kinds.contains(.speakers))
  }
}
