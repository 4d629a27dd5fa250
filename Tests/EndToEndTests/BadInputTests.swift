import Foundation
import GRDB
import TestSupport
import Testing

/// What the operator reads when something is wrong: one clear line, the right exit code, and
/// nothing stored is lost.
@Suite(.timeLimit(.minutes(3))) struct BadInputTests {
  /// A folder with a programme and a configuration.
  private struct Desk {
    let folder: URL

    init() throws {
      folder = try TemporaryFolder.make()
      try FileManager.default.copyItem(at: Self.programme, to: folder.appending(path: "feed.ics"))
    }

    static var programme: URL {
      RunningBot.packageRoot.appending(
        path: "Config/kubecon-eu-2026/main.20260322T151644Z.ics")
    }

    func path(_ name: String) -> String { folder.appending(path: name).path }

    func write(_ text: String, to name: String) throws {
      try Data(text.utf8).write(to: folder.appending(path: name))
    }

    func serve(
      _ additions: String = "", platforms: String = "{ console: {} }",
      environment: [String: String] = [:], speed: Int = 1
    ) throws -> RunningBot {
      try write(
        """
        conference: { name: C, timeZone: Europe/Amsterdam }
        sources: [{ id: main, url: feed.ics, refreshEvery: 1s }]
        platforms: \(platforms)
        \(additions)
        """, to: "talkbell.yaml")
      return try RunningBot(
        [
          "serve", "--config", path("talkbell.yaml"), "--clock", "2026-03-23T10:30:00+01:00",
          "--speed", String(speed),
        ],
        environment: environment)
    }
  }

  static let configurations: [(name: String, text: String, line: String)] = [
    (
      "an unknown key",
      """
      conference: { name: C, timeZone: Europe/Amsterdam }
      sources: [{ id: main, url: feed.ics, refreshEvry: 2m }]
      platforms: { console: {} }
      """,
      ":2: sources[0].refreshEvry: unknown key; known keys are format, id, name, refreshEvery, url"
    ),
    (
      "a wrong type",
      """
      conference: { name: C, timeZone: Europe/Amsterdam }
      sources: [{ id: main, url: feed.ics }]
      platforms: { console: {} }
      reminders: { leadTimes: soon }
      """, ":4: reminders.leadTimes: a list expected, not \"soon\""
    ),
    (
      "a missing variable",
      """
      conference: { name: C, timeZone: Europe/Amsterdam }
      sources: [{ id: main, url: feed.ics }]
      platforms: { telegram: { token: "${NO_SUCH_TALKBELL_TOKEN}" } }
      """,
      ":3: platforms.telegram.token: the environment variable NO_SUCH_TALKBELL_TOKEN is not set"
    ),
    (
      "a bad time zone",
      """
      conference: { name: C, timeZone: Mars/Base }
      sources: [{ id: main, url: feed.ics }]
      platforms: { console: {} }
      """,
      ":1: conference.timeZone: unknown time zone \"Mars/Base\"; "
        + "write a name such as Europe/Amsterdam"
    ),
  ]

  @Test(arguments: configurations.indices)
  func `a wrong configuration is one line with file, line and key`(index: Int) async throws {
    let (name, text, line) = Self.configurations[index]
    let desk = try Desk()
    try desk.write(text, to: "talkbell.yaml")
    let bot = try RunningBot(["serve", "--config", desk.path("talkbell.yaml")])
    #expect(await bot.exitStatus() == 1, "\(name)")
    #expect(bot.log == desk.path("talkbell.yaml") + line + "\n", "\(name)")
    #expect(!FileManager.default.fileExists(atPath: desk.path("talkbell.sqlite")), "\(name)")
  }

  @Test func `a missing configuration is named`() async throws {
    let bot = try RunningBot(["serve", "--config", "/nonexistent/talkbell.yaml"])
    #expect(await bot.exitStatus() == 1)
    #expect(bot.log == "/nonexistent/talkbell.yaml: no such file\n")
  }

  @Test(arguments: [
    ["serve"], ["serve", "--config", "x", "--clock", "yesterday"],
    ["serve", "--config", "x", "--speed", "0"], ["sing"],
  ])
  func `wrong use ends with 64`(arguments: [String]) async throws {
    #expect(await (try RunningBot(arguments)).exitStatus() == 64)
  }

  @Test func `a port in use is named`() async throws {
    let desk = try Desk()
    let other = try await LoopbackServer.start { _ in .text("mine") }
    let bot = try desk.serve("web: { listen: \"127.0.0.1:\(other.port)\" }")
    #expect(await bot.exitStatus() == 1)
    #expect(
      bot.log.hasSuffix(
        "\nweb.listen: 127.0.0.1:\(other.port): the port is in use; stop the program that has it, "
          + "or choose another port\n"), "\(bot.log)")
    await other.stop()
  }

  @Test func `a file that is no database, and another program's, are refused and kept`()
    async throws
  {
    let desk = try Desk()
    try desk.write(String(repeating: "no database ", count: 500), to: "text.sqlite")
    let foreign = try DatabaseQueue(path: desk.path("songs.sqlite"))
    try await foreign.write { try $0.execute(sql: "CREATE TABLE song (title TEXT)") }
    try foreign.close()
    for file in ["text.sqlite", "songs.sqlite"] {
      let before = try Data(contentsOf: URL(filePath: desk.path(file)))
      let bot = try desk.serve("store: { path: \(file) }")
      #expect(await bot.exitStatus() == 1)
      #expect(
        bot.log
          == desk.path(file) + ": not a TalkBell database; choose another file for store.path\n")
      #expect(try Data(contentsOf: URL(filePath: desk.path(file))) == before)
    }
  }

  @Test func `a second bot on the same database is refused while the first goes on`() async throws {
    let desk = try Desk()
    let first = try desk.serve()
    #expect(await first.hasLogged("Programme changed"), "\(first.log)")
    let second = try desk.serve()
    #expect(await second.exitStatus() == 1)
    #expect(
      second.log
        == desk.path("talkbell.sqlite")
        + ": another talkbell is running on this database; stop it first\n")
    #expect(await first.terminate() == 0)
  }

  @Test func `a database of a newer version is refused`() async throws {
    let desk = try Desk()
    let first = try desk.serve()
    #expect(await first.hasLogged("Programme changed"), "\(first.log)")
    #expect(await first.terminate() == 0)
    let database = try DatabaseQueue(path: desk.path("talkbell.sqlite"))
    try await database.write {
      try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('999 from the future')")
    }
    try database.close()
    let second = try desk.serve()
    #expect(await second.exitStatus() == 1)
    #expect(
      second.log
        == desk.path("talkbell.sqlite")
        + ": written by a newer version of TalkBell; update talkbell or use another file\n")
  }

  static let feeds: [(name: String, body: [UInt8], reason: String)] = {
    let good = (try? Data(contentsOf: Desk.programme)).map { [UInt8]($0) } ?? []
    return [
      (
        "a login page", Array("<!DOCTYPE html><html><body>Log in</body></html>".utf8),
        "a web page (HTML) and no programme; check the address, it may need a login"
      ),
      ("a cut body", Array(good.prefix(100_000)), "the body breaks off at line"),
      ("a compressed body", [0x1f, 0x8b, 8, 0], "the body is still compressed (gzip)"),
      ("an empty body", [], "the body is empty"),
    ]
  }()

  @Test(arguments: feeds.indices)
  func `a broken feed is logged once, keeps what was read, and heals`(index: Int) async throws {
    let (name, body, reason) = Self.feeds[index]
    let desk = try Desk()
    let bot = try desk.serve()
    #expect(await bot.hasLogged("Programme changed"), "\(name): \(bot.log)")
    try Data(body).write(to: URL(filePath: desk.path("feed.ics")))
    #expect(await bot.hasLogged("Refresh failed"), "\(name): \(bot.log)")
    try FileManager.default.removeItem(at: URL(filePath: desk.path("feed.ics")))
    try FileManager.default.copyItem(
      at: Desk.programme, to: URL(filePath: desk.path("feed.ics")))
    #expect(await bot.hasLogged("Refresh works again"), "\(name): \(bot.log)")
    #expect(await bot.terminate() == 0)
    let lines = bot.log.split(separator: "\n").filter { $0.contains("Refresh failed") }
    #expect(lines.count == 1, "\(name): \(bot.log)")
    #expect(lines.first?.contains(reason) == true, "\(name): \(bot.log)")
    let database = try DatabaseQueue(path: desk.path("talkbell.sqlite"))
    let count = try await database.read {
      try Int.fetchOne($0, sql: "SELECT count(*) FROM session WHERE missingRefreshes = 0")
    }
    #expect(count == 596, "\(name)")
  }

  @Test func `a wrong Telegram token ends the start with a line that names the key`() async throws {
    let desk = try Desk()
    let telegram = TelegramStandIn()
    try await telegram.start()
    let bot = try desk.serve(
      platforms: "{ telegram: { token: \"${TOKEN}\", apiBase: \"\(telegram.baseURL)\" } }",
      environment: ["TOKEN": "999:WRONG-token"])
    #expect(await bot.exitStatus() == 1)
    #expect(bot.log.contains("platforms.telegram.token"), "\(bot.log)")
    #expect(bot.log.split(separator: "\n").count == 1, "\(bot.log)")
    #expect(!bot.log.contains("WRONG"), "\(bot.log)")
    await telegram.stop()
  }

  @Test func `an unknown chat is logged once and the bot goes on`() async throws {
    let desk = try Desk()
    let telegram = TelegramStandIn()
    try await telegram.start()
    let bot = try desk.serve(
      """
      channels:
        - to: "telegram:-1009999"
          digest: { at: "10:35" }
      """,
      platforms: "{ telegram: { token: \"${TOKEN}\", apiBase: \"\(telegram.baseURL)\" } }",
      environment: ["TOKEN": telegram.token], speed: 30)
    #expect(await bot.hasLogged("Message refused"), "\(bot.log)")
    telegram.say("/start", in: 7)
    #expect(await telegram.waitForMessage(in: 7, timeout: .seconds(30)) != nil, "\(bot.log)")
    #expect(await bot.terminate() == 0)
    let lines = bot.log.split(separator: "\n").filter { $0.contains("Message refused") }
    #expect(lines.count == 1, "\(bot.log)")
    #expect(lines.first?.contains("chat not found") == true, "\(bot.log)")
    #expect(!bot.log.contains(telegram.token), "\(bot.log)")
    await telegram.stop()
  }

  @Test func `a stop while a message hangs ends within ten seconds with exit code 0`() async throws
  {
    let stage = try await ConferenceStage()
    let bot = try stage.startBot(at: "2026-03-23T10:30:00+01:00", speed: 1)
    stage.telegram.failNext("sendMessage", .never)
    stage.telegram.say("/start", in: ConferenceStage.person)
    #expect(await bot.hasLogged("Programme changed"), "\(bot.log)")
    for _ in 0..<600 where stage.telegram.callCount("sendMessage") == 0 {
      try await Task.sleep(for: .milliseconds(50))
    }
    let start = ContinuousClock.now
    #expect(await bot.terminate() == 0, "\(bot.log)")
    #expect(ContinuousClock.now - start < .seconds(10))
    await stage.end()
  }
}
