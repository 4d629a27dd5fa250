import Foundation
import TestSupport
import Testing

/// `talkbell schedule diff` and `export`, `guide check` and `doctor`, as scripts see them.
@Suite(.timeLimit(.minutes(4))) struct ProgrammeCommandTests {
  private static let versions = ConferenceStage.versions.map { RunningBot.programme($0).path }
  private static let guide = RunningBot.programme("guides/ai-infrastructure.en.md").path

  /// Runs a command to its end.
  private func run(
    _ arguments: [String], expecting status: Int32 = 0,
    at location: SourceLocation = #_sourceLocation
  ) async throws -> RunningBot {
    let bot = try RunningBot(arguments)
    #expect(await bot.exitStatus() == status, "\(bot.log)", sourceLocation: location)
    return bot
  }

  private func object(_ bot: RunningBot) throws -> [String: Any] {
    try #require(
      JSONSerialization.jsonObject(with: Data(bot.output.utf8)) as? [String: Any], "\(bot.log)")
  }

  /// A configuration of a folder of its own with the bundled programme.
  private func configuration(_ additions: String = "") throws -> (file: String, folder: URL) {
    let folder = try TemporaryFolder.make()
    let text = """
      conference: { name: "KubeCon + CloudNativeCon Europe 2026", timeZone: Europe/Amsterdam }
      sources:
        - { id: main, url: "\(Self.versions[2])" }
        - { id: colocated, url: "\(RunningBot.programme("colocated.ics").path)" }
      guides: ["\(Self.guide)"]
      platforms: { console: {} }
      \(additions)
      """
    let file = folder.appending(path: "talkbell.yaml")
    try Data(text.utf8).write(to: file)
    return (file.path, folder)
  }

  @Test func `the diff of 22 and 23 March says what the organisers changed`() async throws {
    let changes = try #require(
      try object(
        await run([
          "schedule", "diff", Self.versions[0], Self.versions[2], "--json", "--time-zone",
          "Europe/Amsterdam",
        ]))["changes"] as? [[String: Any]])
    let said = changes.map { change in
      let id = (change["session"] as? String ?? "").prefix(8)
      return "\(id) \(change["kind"] ?? "") \(change["urgency"] ?? "")"
    }
    // The bundled files have no abstracts, so the silent description is not among them.
    #expect(
      Set(said) == [
        "a4840aeb cancelled immediate", "08659729 speakersChanged normal",
        "afb76f92 rescheduled immediate", "223f5a95 relocated immediate",
        "9de183c9 replaced immediate", "8345a228 announced normal",
        "8345a228 rescheduled immediate", "51e9b724 announced normal",
        "161ed777 announced normal", "c56fb6e3 announced normal", "a873d460 announced normal",
        "12467c3e speakersChanged normal",
      ])
    #expect(said.count == 12)
    let room = try #require(changes.first { $0["kind"] as? String == "relocated" })
    #expect(room["old"] as? [String: String] == ["room": "G104 - 105 | Community Hub"])
    #expect(room["new"] as? [String: String] == ["room": "C203"])
    #expect(room["title"] as? String == "Peer Group Mentoring")
    let time = try #require(
      changes.first { ($0["session"] as? String ?? "").hasPrefix("afb76f92") })
    #expect(
      time["new"] as? [String: String] == [
        "start": "2026-03-23T16:48:00+01:00", "end": "2026-03-23T16:53:00+01:00",
      ])
  }

  @Test func `a version that would be held says why and exits with 1`() async throws {
    let folder = try TemporaryFolder.make()
    let text = try String(contentsOfFile: Self.versions[0], encoding: .utf8)
    let half = text.components(separatedBy: "BEGIN:VEVENT").enumerated()
      .filter { $0.offset % 2 == 0 }.map(\.element).joined(separator: "BEGIN:VEVENT")
    let broken = folder.appending(path: "broken.ics")
    try Data((half.hasSuffix("END:VCALENDAR\r\n") ? half : half + "END:VCALENDAR\r\n").utf8)
      .write(to: broken)
    let bot = try await run(
      ["schedule", "diff", Self.versions[0], broken.path, "--json"], expecting: 1)
    let held = try #require(try object(bot)["held"] as? [String: String])
    #expect(held["reason"]?.hasSuffix("of 596 coming sessions are gone at once") == true)
  }

  @Test func `an export reads back as the same programme, and a later one goes on from it`()
    async throws
  {
    let folder = try TemporaryFolder.make()
    let first = folder.appending(path: "first.ics")
    let second = folder.appending(path: "second.ics")
    for (file, arguments) in [
      (first, [Self.versions[0]]), (second, [Self.versions[2], "--previous", first.path]),
    ] {
      let bot = try await run(["schedule", "export", "--as", "ics"] + arguments)
      try Data(bot.output.utf8).write(to: file)
    }
    let same = try await run(["schedule", "diff", Self.versions[2], second.path])
    #expect(same.output == "0 changes\n")
    let lines = try String(contentsOf: second, encoding: .utf8).components(separatedBy: "\r\n")
    // Eleven sessions changed between the two, one of them twice.
    #expect(lines.count { $0 == "SEQUENCE:1" } == 11)
    #expect(lines.count { $0 == "SEQUENCE:0" } == 585)
    #expect(lines.allSatisfy { $0.utf8.count <= 75 })
  }

  @Test func `our guide has nothing out of date against the newest programme`() async throws {
    let report = try object(
      await run(["guide", "check", Self.guide, "--config", configuration().file, "--json"]))
    let picks = try #require(report["picks"] as? [[String: Any]])
    #expect(picks.count == 10)
    #expect(picks.allSatisfy { $0["session"] is String })
    #expect((report["findings"] as? [Any])?.isEmpty == true)
  }

  @Test(.enabled(if: Corpus.isAvailable))
  func `the old guide is told what has moved since, and that London is not Amsterdam`() async throws
  {
    let guide = Corpus.url("guides/kubecon-eu-2026-ai-infrastructure.zh.md").path
    let bot = try await run(["guide", "check", guide, "--config", configuration().file])
    #expect(bot.output.hasSuffix("4 picks, 4 in the programme, 4 findings\n"), "\(bot.output)")
    #expect(
      bot.output.contains(":157: It names London as the place, but the conference is in Amsterdam.")
    )
  }

  @Test func `the doctor finds all well, or says what is not and exits with 1`() async throws {
    let good = try await run(["doctor", "--config", configuration().file])
    #expect(good.output.contains("feed main"))
    #expect(good.output.hasSuffix("checks hold\n"))
    let (file, folder) = try configuration()
    let text = try String(contentsOfFile: file, encoding: .utf8)
    try Data(text.replacing("colocated.ics", with: "nothing.ics").utf8)
      .write(to: folder.appending(path: "talkbell.yaml"))
    let bad = try await run(["doctor", "--config", file], expecting: 1)
    #expect(bad.output.contains("nothing.ics: no such file"))
    #expect(bad.output.hasSuffix("1 of 5 fail\n"), "\(bad.output)")
  }

  @Test func `what cannot be accepted says so`() async throws {
    let (file, _) = try configuration("store: { path: talkbell.sqlite }")
    let none = try await run(["schedule", "accept", "main", "--config", file], expecting: 1)
    #expect(none.log.contains("talkbell.sqlite"))
    let unknown = try await run(["schedule", "accept", "mein", "--config", file], expecting: 2)
    #expect(unknown.log.contains("mein: no such source"))
    #expect(unknown.log.contains("there are main, colocated"))
  }

  @Test(.enabled(if: Corpus.isAvailable))
  func `every programme of the corpus is shown, the broken ones refused in one line`() async throws
  {
    let broken = ["20260317T181632Z", "55f7704", "d3f74d13", "2226c12c", "3c00f551", "6ed3c4d0"]
    for folder in [
      "kubecon-eu-2026", "penguicon-2019", "graphqlconf-2026", "debconf23",
      "scottishsummit-2026", "devnexus", "sitcon-2021", "coscup", "icalendar-other",
    ] {
      for ending in ["ics", "csv", "json", "xml", "gz"] {
        for path in Corpus.paths(under: folder, withExtension: ending)
        where !path.contains("CHANGES") && !path.contains("index") {
          let bot = try RunningBot(["schedule", "show", Corpus.url(path).path])
          let status = await bot.exitStatus()
          let isBroken = broken.contains { path.contains($0) } || ending == "gz"
          #expect(status == (isBroken ? 1 : 0), "\(path): \(bot.log.suffix(300))")
          if isBroken {
            #expect(bot.log.split(separator: "\n").count == 1, "\(path): \(bot.log)")
          }
        }
      }
    }
  }
}
