import Foundation
import TestSupport
import Testing

/// `talkbell rehearse`, as an operator runs it the week before.
@Suite(.timeLimit(.minutes(4))) struct RehearseTests {
  private let folder: URL

  init() throws { folder = try TemporaryFolder.make() }

  private func path(_ name: String) -> String { folder.appending(path: name).path }

  private func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: folder.appending(path: name))
  }

  /// The conference, with the programme of 22 March, on platforms.
  private func configure(_ platforms: String, _ additions: String = "") throws {
    try write(
      """
      conference: { name: "KubeCon + CloudNativeCon Europe 2026", timeZone: Europe/Amsterdam }
      sources:
        - { id: main, url: "\(RunningBot.programme("main.20260322T151644Z.ics").path)" }
        - { id: colocated, url: "\(RunningBot.programme("colocated.ics").path)" }
      platforms: \(platforms)
      \(additions)
      """, to: "talkbell.yaml")
  }

  private static let chats =
    "{ telegram: { token: \"${NO_SUCH_TOKEN}\" }, "
    + "matrix: { homeserver: \"https://matrix.example.org\", accessToken: \"${NO_TOKEN}\" } }"
  private static let swaps = [
    "--feed",
    "2026-03-23T13:40:00+01:00=" + RunningBot.programme("main.20260322T191353Z.ics").path,
    "--feed",
    "main@2026-03-24T08:00:00+01:00=" + RunningBot.programme("main.20260323T183344Z.ics").path,
  ]
  private static let day = [
    "--from", "2026-03-23T09:00:00+01:00", "--until", "2026-03-24T20:00:00+01:00",
  ]

  private func rehearse(_ arguments: [String]) async throws -> (status: Int32?, bot: RunningBot) {
    let bot = try RunningBot(["rehearse", "--config", path("talkbell.yaml")] + arguments)
    return (await bot.exitStatus(timeout: .seconds(120)), bot)
  }

  @Test func `a rehearsal without any token ends with a report, the same on every run`()
    async throws
  {
    try configure(
      Self.chats,
      "channels: [{ to: \"telegram:-1001\", alerts: true, digest: { at: \"08:00\" } }]")
    let arguments = Self.day + Self.swaps + ["--people", "60", "--seed", "5"]
    let first = try await rehearse(arguments + ["--report", path("1.html")])
    let second = try await rehearse(arguments + ["--report", path("2.html")])
    #expect(first.bot.output == second.bot.output)
    #expect(
      try Data(contentsOf: folder.appending(path: "1.html"))
        == Data(contentsOf: folder.appending(path: "2.html")))
    let text = first.bot.output
    for part in [
      "Rehearsal of KubeCon + CloudNativeCon Europe 2026\n",
      "Mon 23 Mar 2026 09:00 to Tue 24 Mar 2026 20:00 (Europe/Amsterdam), 1 d 11 h, seed 5",
      "telegram: in memory, nothing sent\n", "matrix: in memory, nothing sent\n",
      "main  main.20260322T191353Z.ics, 596 sessions: taken 13:",
      "60 people (30 on matrix, 30 on telegram)", ", 1 channel\n", "telegram  alert",
      "worst reminder: ", "per group: ", "of 20 allowed (telegram:-1001)",
    ] {
      #expect(text.contains(part), "missing: \(part)\n\(first.bot.log)")
    }
    // No limit was exceeded, so nothing was refused, and nothing was left.
    #expect(!text.contains("refused"))
    #expect(text.contains("The promise was "))
    #expect((first.status == 0) == text.contains("The promise was kept"), "\(first.bot.log)")
    let page = try String(contentsOf: folder.appending(path: "1.html"), encoding: .utf8)
    #expect(page.hasPrefix("<!DOCTYPE html>") && page.contains("<svg") && !page.contains("<script"))
  }

  @Test func `another seed is another rehearsal`() async throws {
    try configure(Self.chats)
    let one = try await rehearse(Self.day + ["--people", "20", "--seed", "1"])
    let other = try await rehearse(Self.day + ["--people", "20", "--seed", "2"])
    #expect(one.bot.output != other.bot.output)
  }

  private static let link =
    "http://kccnceu2026.sched.com/event/217f0d792807a57efb9617ea922072f1"

  @Test func `given people get what they starred, by words, link and id`() async throws {
    try configure(Self.chats)
    try write(
      """
      people:
        - address: "telegram:42"
          leads: [10m, 30m]
          stars:
            - project lightning talk slimming containers
            - \(Self.link)
            - 5c95613591172b5cf419bb047a17b229
          later:
            - { at: 2026-03-23T13:00:00+01:00, ask: next }
      """, to: "people.yaml")
    let run = try await rehearse(
      [
        "--from", "2026-03-23T09:00:00+01:00", "--until", "2026-03-23T20:00:00+01:00",
        "--audience", path("people.yaml"), "--transcript", path("messages.txt"),
      ])
    let text = try String(contentsOf: folder.appending(path: "messages.txt"), encoding: .utf8)
    for part in [
      "[2026-03-23 09:00:00] telegram:42\n★ Starred",
      "[2026-03-23 11:15:00] telegram:42\nIn 30 min",
      "[2026-03-23 11:35:00] telegram:42\nIn 10 min", "[2026-03-23 13:00:00] telegram:42\nNext",
    ] {
      #expect(text.contains(part), "missing: \(part)\n\(text)\n\(run.bot.log)")
    }
    #expect(run.bot.output.contains("1 person (1 on telegram) with 3 stars"), "\(run.bot.log)")
  }

  @Test func `messages go to a server on this machine when it is configured`() async throws {
    let telegram = TelegramStandIn()
    try await telegram.start()
    telegram.addChat(42, type: "private")
    try configure(
      "{ telegram: { token: \"\(telegram.token)\", apiBase: \"\(telegram.baseURL)\" } }")
    try write(
      """
      people: [{ address: "telegram:42", stars: [project lightning talk slimming containers] }]
      """, to: "people.yaml")
    let run = try await rehearse(
      Self.day + Self.swaps + ["--audience", path("people.yaml")])
    #expect(run.bot.output.contains("telegram: sent to \(telegram.baseURL)"), "\(run.bot.log)")
    let texts = telegram.messages(in: 42).map(\.text)
    #expect(texts.first?.hasPrefix("★ Starred") == true)
    #expect(texts.contains { $0.hasPrefix("In 10 min") })
    #expect(telegram.violations.isEmpty)
    await telegram.stop()
  }

  @Test func `a homeserver that limits the bot breaks the promise, and the exit code says so`()
    async throws
  {
    try configure("{ matrix: { homeserver: \"https://matrix.example.org\", accessToken: t } }")
    let run = try await rehearse([
      "--from", "2026-03-24T08:00:00+01:00", "--until", "2026-03-24T12:00:00+01:00",
      "--people", "300", "--synapse-limits",
    ])
    #expect(run.status == 1)
    #expect(run.bot.output.contains("refused by its rate limits"), "\(run.bot.log)")
    #expect(run.bot.output.contains("The promise was broken"), "\(run.bot.log)")
    #expect(run.bot.output.contains(" late"), "\(run.bot.log)")
  }

  @Test func `a login page in the place of the feed is told, and nobody is alerted`() async throws {
    try configure(Self.chats)
    try write("<!DOCTYPE html><html><body>Please log in</body></html>", to: "login.html")
    let run = try await rehearse(
      Self.day + [
        "--feed", "2026-03-23T12:00:00+01:00=" + path("login.html"),
        "--feed",
        "2026-03-23T14:00:00+01:00=" + RunningBot.programme("main.20260322T151644Z.ics").path,
      ])
    #expect(run.bot.output.contains("login.html: UNREADABLE: "), "\(run.bot.log)")
    #expect(!run.bot.output.contains("alert"), "\(run.bot.log)")
  }

  @Test func `at a speed it takes its time`() async throws {
    try configure("{ console: {} }")
    let begin = Date()
    let run = try await rehearse([
      "--from", "2026-03-24T08:00:00+01:00", "--until", "2026-03-24T08:20:00+01:00",
      "--people", "1", "--speed", "600",
    ])
    #expect(run.bot.output.contains("The promise was kept"), "\(run.bot.log)")
    // Twenty minutes at 600 times the speed are two seconds; only the last refresh counts.
    #expect(Date().timeIntervalSince(begin) >= 0.5)
  }

  @Test(arguments: [
    (["--feed", "yesterday=x.ics"], "--feed yesterday=x.ics: yesterday is no time"),
    (["--feed", "2026-03-23T09:00:00Z"], "TIME=FILE or SOURCE@TIME=FILE expected"),
    (["--feed", "hall@2026-03-23T09:00:00Z=x.ics"], "unknown source hall; the sources are main"),
    (["--feed", "2026-03-23T09:00:00Z=nowhere.ics"], "nowhere.ics: no such file"),
    (
      ["--from", "2026-03-24T09:00:00Z", "--until", "2026-03-24T08:00:00Z"],
      "would end (2026-03-24T08:00:00Z) before it begins (2026-03-24T09:00:00Z)"
    ),
    (["--people", "-1"], "--people"),
    (["--speed", "fast"], "speed"),
    (["--from", "noon"], "from"),
    (["--audience", "nobody.yaml"], "nobody.yaml: no such file"),
    (["--report", "/no/such/folder/r.html"], "/no/such/folder/r.html: can't be written"),
  ])
  func `wrong use is told in one line`(arguments: [String], expected: String) async throws {
    try configure(Self.chats)
    let run = try await rehearse(arguments)
    #expect(run.status != 0)
    #expect(run.bot.log.contains(expected), "\(run.bot.log)")
    #expect(run.bot.output.isEmpty)
  }

  @Test func `feeds out of order, too late or packed are told in one line`() async throws {
    try configure(Self.chats)
    let file = RunningBot.programme("main.20260322T191353Z.ics").path
    try write("\u{1F}", to: "x")
    try Data([0x1F, 0x8B, 8, 0]).write(to: folder.appending(path: "packed.gz"))
    let cases: [([String], String)] = [
      (
        ["2026-03-24T09:00:00Z=\(file)", "2026-03-24T08:00:00Z=\(file)"],
        "not after the one before it"
      ),
      (["2027-03-24T09:00:00Z=\(file)"], "when the rehearsal is over"),
      (["2026-03-24T09:00:00Z=\(path("packed.gz"))"], "packed with gzip; unpack it first"),
    ]
    for (feeds, expected) in cases {
      let run = try await rehearse(feeds.flatMap { ["--feed", $0] })
      #expect(run.status != 0)
      #expect(run.bot.log.contains(expected), "\(run.bot.log)")
      #expect(run.bot.log.split(separator: "\n").count == 1, "\(run.bot.log)")
    }
  }

  @Test func `a mistake in the audience's file names file, line and key`() async throws {
    try configure(Self.chats)
    try write(
      """
      people:
        - address: "telegram:42"
          stars:
            - keynote
      """, to: "people.yaml")
    let run = try await rehearse(["--audience", path("people.yaml")])
    #expect(run.status == 1)
    #expect(
      run.bot.log.contains(
        "people.yaml:4: people[0].stars[0]: “keynote” stars nothing: no session to come fits"),
      "\(run.bot.log)")
  }
}
