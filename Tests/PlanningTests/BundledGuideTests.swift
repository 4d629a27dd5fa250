import ConferenceModel
import Foundation
import Planning
import ScheduleFormats
import Testing

/// The guide that comes with TalkBell against the newest programme that does.
@Suite struct BundledGuideTests {
  private static let folder: URL = {
    // Tests/PlanningTests/BundledGuideTests.swift: three up is the root.
    let file = URL(filePath: #filePath).resolvingSymlinksInPath()
    let root = file.deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return root.appending(path: "Config/kubecon-eu-2026")
  }()

  private static let files = ["ai-infrastructure.en.md", "ai-infrastructure.zh.md"]
  private static let keys = [
    "colocated/132051afab447d9bfcf62a2306a61a40", "colocated/10771ecf58e3a2b432d3454ad044395c",
    "main/a100f382f331c59d59f1046a91411d71", "main/6314fed7768c9ffbe1dd083432b53a03",
    "main/c5ff01fb74330e42466ce734823ecc26", "main/0202dd57c9e544dc65204e8d8fb34dea",
    "main/1c22ec827ca7e497b5bf4a18373443a4", "main/4a7b8f0f45f3266729de3c0b2de45b2e",
    "main/02c14b8750ea0c44d46fc02a0a19487d", "main/a664e9aa940f325224175075c945a0db",
  ]

  private func guide(_ name: String) throws -> Guide {
    let file = Self.folder.appending(path: "guides/\(name)")
    return try GuideReader.read(
      [UInt8](Data(contentsOf: file)), fileName: name, timeZone: amsterdam())
  }

  private func sessions() throws -> [Session] {
    try [("main", "main.20260323T183344Z"), ("colocated", "colocated")].flatMap { source, name in
      try ScheduleReader.read(
        [UInt8](Data(contentsOf: Self.folder.appending(path: "\(name).ics"))), format: nil,
        options: ReadingOptions(source: source, timeZone: amsterdam())
      ).sessions
    }
  }

  @Test(arguments: files) func `each pick is its session`(name: String) throws {
    let matches = GuideMatcher.match(try guide(name), with: try sessions())
    #expect(matches.map { $0.session?.description } == Self.keys)
  }

  @Test(arguments: files) func `nothing in it is out of date`(name: String) throws {
    let (guide, sessions) = (try guide(name), try sessions())
    let findings = GuideCheck.findings(
      guide: guide, matches: GuideMatcher.match(guide, with: sessions),
      conferenceName: "KubeCon + CloudNativeCon Europe 2026", timeZone: try amsterdam(),
      sessions: sessions)
    #expect(findings == [])
  }

  @Test func `both languages have one name and say the same of every pick`() throws {
    let (english, chinese) = (try guide(Self.files[0]), try guide(Self.files[1]))
    #expect([english.id, chinese.id] == ["ai-infrastructure", "ai-infrastructure"])
    #expect([english.language, chinese.language] == [.english, .chinese])
    #expect(english.picks.map(\.speakers) == chinese.picks.map(\.speakers))
    #expect(english.picks.map(\.slot) == chinese.picks.map(\.slot))
    #expect(english.picks.map(\.room) == chinese.picks.map(\.room))
    #expect((english.picks + chinese.picks).allSatisfy { !$0.reason.isEmpty && $0.room != nil })
  }

  @Test func `the English one has the titles of the programme`() throws {
    let titles = Dictionary(
      uniqueKeysWithValues: try sessions().map { ($0.key.description, $0.facts.title) })
    #expect(try guide(Self.files[0]).picks.map(\.title) == Self.keys.map { titles[$0] })
  }
}
