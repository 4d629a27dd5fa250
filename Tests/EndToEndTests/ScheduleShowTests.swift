import Foundation
import TestSupport
import Testing

/// `talkbell schedule show` and the words around it, as scripts see them.
@Suite(.timeLimit(.minutes(2))) struct ScheduleShowTests {
  private static let keys: Set<String> = [
    "id", "source", "title", "speakers", "room", "track", "kind", "start", "end", "url", "abstract",
  ]
  private static let kinds: Set<String> = [
    "keynote", "talk", "tutorial", "lightning", "poster", "meeting", "break", "registration",
    "social", "other",
  ]

  @Test(arguments: [
    ("main.20260322T151644Z.ics", 596), ("main.20260322T191353Z.ics", 596),
    ("main.20260323T183344Z.ics", 596), ("colocated.ics", 274),
  ])
  func `every row is in the JSON, in the shape that scripts rely on`(
    file: String, count: Int
  ) async throws {
    let rows = try await sessions(of: RunningBot.programme(file).path)
    #expect(rows.count == count)
    #expect(Set(rows.compactMap { $0["id"] as? String }).count == count)
    for row in rows {
      #expect(Set(row.keys) == Self.keys)
      #expect(Self.kinds.contains(row["kind"] as? String ?? ""))
      for key in ["start", "end"] {
        let time = row[key] as? String ?? ""
        #expect(time.wholeMatch(of: /2026-03-2\dT\d\d:\d\d:\d\d\+01:00/) != nil, "\(row)")
      }
      for speaker in row["speakers"] as? [[String: Any]] ?? [["": ""]] {
        #expect(Set(speaker.keys) == ["name", "affiliation"])
        #expect(speaker["name"] is String)
      }
    }
  }

  @Test func `the table shows local days and ends with the counts`() async throws {
    let bot = try RunningBot(
      [
        "schedule", "show", RunningBot.programme("main.20260322T151644Z.ics").path,
        "--time-zone", "Europe/Amsterdam",
      ])
    #expect(await bot.exitStatus() == 0)
    #expect(bot.log == bot.output, "nothing is wrong with this feed")
    let lines = bot.output.split(separator: "\n")
    #expect(lines.first == "Sun 22 Mar 2026 (Europe/Amsterdam)")
    #expect(lines.last?.hasPrefix("596 sessions (") == true)
    #expect(lines.last?.hasSuffix(" rooms, 0 problems") == true)
    // A row of the real programme, with the line under it.
    let row = lines.firstIndex { $0.hasSuffix("  Peer Group Mentoring") }
    #expect(row.map { lines[$0].hasPrefix("  14:30–15:45  ") } == true)
    #expect(row.map { lines[$0 + 1].contains("G104 - 105 | Community Hub") } == true)
  }

  @Test(.enabled(if: Corpus.isAvailable))
  func `the bundled programme says what the real feed said, but for the abstracts`() async throws {
    let bundled = try await sessions(of: RunningBot.programme("main.20260322T151644Z.ics").path)
    let real = try await sessions(
      of: Corpus.url("kubecon-eu-2026/20260322T151644Z.all.ics").path)
    func facts(_ rows: [[String: Any]]) -> [NSDictionary] {
      rows.map { $0.filter { $0.key != "abstract" } as NSDictionary }
    }
    #expect(facts(bundled) == facts(real))
    #expect(bundled.allSatisfy { $0["abstract"] is NSNull })
    #expect(real.contains { $0["abstract"] is String })
  }

  @Test func `a programme is shown from the web as from a file`() async throws {
    let file = RunningBot.programme("colocated.ics")
    let body = [UInt8](try Data(contentsOf: file))
    let server = try await LoopbackServer.start { request in
      request.path == "/all.ics"
        ? .response(status: 200, headers: [("Content-Type", "text/calendar")], body: body)
        : .response(status: 301, headers: [("Location", "/all.ics")])
    }
    let fromWeb = try await sessions(of: "\(server.baseURL)/moved.ics")
    let fromFile = try await sessions(of: file.path)
    #expect(fromWeb as [NSDictionary] == fromFile as [NSDictionary])
    await server.stop()
  }

  @Test func `what can't be shown is one line and exit code 1`() async throws {
    let page = try TemporaryFolder.make().appending(path: "page.ics")
    try Data("<!DOCTYPE html><html><body>Log in</body></html>".utf8).write(to: page)
    for path in ["/nonexistent/all.ics", page.path] {
      let bot = try RunningBot(["schedule", "show", path, "--json"])
      #expect(await bot.exitStatus() == 1)
      #expect(bot.output == "", "nothing that a script would take for a programme")
      #expect(bot.log.hasPrefix("\(path): "), "\(bot.log)")
      #expect(bot.log.split(separator: "\n").count == 1, "\(bot.log)")
    }
  }

  @Test func `the version is one line`() async throws {
    let bot = try RunningBot(["--version"])
    #expect(await bot.exitStatus() == 0)
    #expect(bot.output.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil, "\(bot.log)")
  }

  private func sessions(of location: String) async throws -> [[String: Any]] {
    let bot = try RunningBot(
      ["schedule", "show", location, "--json", "--time-zone", "Europe/Amsterdam"])
    #expect(await bot.exitStatus() == 0, "\(bot.log.prefix(500))")
    let json = try JSONSerialization.jsonObject(with: Data(bot.output.utf8))
    let object = try #require(json as? [String: Any])
    #expect(Array(object.keys) == ["sessions"])
    return try #require(object["sessions"] as? [[String: Any]])
  }
}
