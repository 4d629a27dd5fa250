import ConferenceModel
import Foundation
import Synchronization
import TestSupport

/// Everything around the bot on one day: the feed's server, the chats behind their gates, a folder.
final class Venue: Sendable {
  let day: ConferenceDay
  let clock: ReplayClock
  let trap = Trap()
  let matrix: any MatrixSide
  private let telegram = TelegramStandIn()
  private let slack = SlackStandIn()
  private let webhook = SlackWebhookStandIn()
  private let gates: [String: Gate]
  private let feed: LoopbackServer
  private let folder: URL
  private let port = FixedPort.next()
  private let lives = Mutex(0)
  /// How many messages each Matrix chat had before the day.
  private let before = Mutex<[String: Int]>([:])

  private static let group = "-1001234"

  init(_ day: ConferenceDay, onSynapse: Bool, seed: UInt64) async throws {
    self.day = day
    let clock = ReplayClock(at: day.from.addingTimeInterval(-3600))
    self.clock = clock
    feed = try await LoopbackServer.start { request in
      let edition = day.edition(at: clock.now)
      let tag = "\"\(edition.number)\""
      if request.header("If-None-Match") == tag { return .response(status: 304) }
      return .response(
        status: 200, headers: [("Content-Type", "text/calendar"), ("ETag", tag)],
        body: edition.body)
    }
    folder = try TemporaryFolder.make()
    let persons = Self.persons(of: day, on: "matrix")
    let matrix: any MatrixSide =
      onSynapse ? try await SynapseSide() : try await StandInSide(persons: persons)
    self.matrix = matrix
    try await telegram.start()
    try await slack.start()
    try await webhook.start()
    telegram.addChat(Int64(Self.group) ?? 0)
    for person in Self.persons(of: day, on: "slack") { slack.addPerson(person) }
    let hook = webhook.url(of: "announcements")
    let targets: [(String, String, Gate.Platform)] = [
      ("telegram", telegram.baseURL, .telegram), ("slack", slack.baseURL, .slack),
      ("webhook", Self.origin(of: hook), .slack),
      ("matrix", matrix.baseURL, .matrix { matrix.name(of: $0) }),
    ]
    var gates: [String: Gate] = [:]
    for (index, (name, target, platform)) in targets.enumerated() {
      let gate = Gate(
        to: target, platform, clock: clock, trap: trap, seed: seed &+ UInt64(index) &* 7919)
      try await gate.start()
      gates[name] = gate
    }
    self.gates = gates
    let path = hook.dropFirst(Self.origin(of: hook).count)
    try Data(configuration(webhookPath: String(path)).utf8).write(to: configurationFile)
  }

  var configurationFile: URL { folder.appending(path: "talkbell.yaml") }

  /// Ends all that runs.
  func end() async {
    for gate in gates.values { await gate.stop() }
    await matrix.stop()
    await telegram.stop()
    await slack.stop()
    await webhook.stop()
    await feed.stop()
    try? FileManager.default.removeItem(at: folder)
  }

  /// What the platforms' servers found wrong.
  var violations: [String] {
    telegram.violations + slack.violations + webhook.violations + matrix.violations
  }

  /// Another life of the bot, whose clock stands at the instant.
  func startBot(at instant: Date, speed: Int) throws -> BotProcess {
    let life = lives.withLock { lives in
      lives += 1
      return lives
    }
    // Whole seconds, so that the clock outside is never behind the one inside.
    let start = Date(timeIntervalSince1970: instant.timeIntervalSince1970.rounded(.up))
    clock.go(from: start, speed: speed)
    return try BotProcess(
      [
        "serve", "--config", configurationFile.path, "--clock", start.option, "--speed",
        "\(speed)",
      ], environment: environment, log: folder.appending(path: "log-\(life).txt"))
  }

  /// Runs another command of the program to its end and gives what it wrote.
  func run(_ arguments: [String]) async throws -> String {
    let life = lives.withLock { lives in
      lives += 1
      return lives
    }
    let command = try BotProcess(
      arguments + ["--config", configurationFile.path], environment: environment,
      log: folder.appending(path: "log-\(life).txt"))
    let code = try await command.end()
    guard code == 0 else { throw Failure(description: "\(arguments) ended with \(code)") }
    return command.log
  }

  /// The bot's polls end with it.
  func endPolls() { for gate in gates.values { gate.endPolls() } }

  private static func persons(of day: ConferenceDay, on platform: String) -> [String] {
    day.stars.keys.filter { $0.hasPrefix("\(platform):") }.sorted()
      .map { String($0.dropFirst(platform.count + 1)) }
  }

  private static func origin(of url: String) -> String {
    url.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false).prefix(3)
      .joined(separator: "/")
  }

  private var environment: [String: String] {
    [
      "TELEGRAM_BOT_TOKEN": telegram.token, "MATRIX_ACCESS_TOKEN": matrix.accessToken,
      "SLACK_BOT_TOKEN": slack.botToken, "SLACK_SIGNING_SECRET": slack.signingSecret,
    ]
  }

  private func configuration(webhookPath: String) -> String {
    func base(_ gate: String) -> String { gates[gate]?.baseURL ?? "" }
    let filter = #"{ track: "maintainer track" }"#
    let channels = [
      "telegram:\(Self.group)", "slack:webhook/announcements", "matrix:\(matrix.hall)",
    ]
    .map { #"  - { to: "\#($0)", digest: { at: "09:15", filter: \#(filter) }, alerts: true }"# }
    return """
      conference: { name: KubeCon, timeZone: Europe/Amsterdam }
      sources:
        - { id: main, name: KubeCon, url: "\(feed.baseURL)/all.ics", refreshEvery: 2m }
      platforms:
        telegram: { token: "${TELEGRAM_BOT_TOKEN}", apiBase: "\(base("telegram"))" }
        matrix: { homeserver: "\(base("matrix"))", accessToken: "${MATRIX_ACCESS_TOKEN}" }
        slack:
          botToken: ${SLACK_BOT_TOKEN}
          signingSecret: ${SLACK_SIGNING_SECRET}
          receive: http
          apiBase: "\(base("slack"))/api"
          webhooks: { announcements: "\(base("webhook"))\(webhookPath)" }
      channels:
      \(channels.joined(separator: "\n"))
      reminders: { leadTimes: [\(ConferenceDay.leadMinutes)m] }
      web: { listen: "127.0.0.1:\(port)" }

      """
  }
}

/// People.
extension Venue {
  /// Somebody types something.
  func say(_ text: String, by person: String) async throws {
    let name = String(person.drop { $0 != ":" }.dropFirst())
    if person.hasPrefix("telegram:") {
      telegram.say(text, in: Int64(name) ?? 0)
    } else if person.hasPrefix("slack:") {
      let statuses = await slack.deliver(
        slack.directMessage(text, by: name), to: "http://127.0.0.1:\(port)/slack")
      guard statuses.last == 200 else { throw Failure(description: "Slack is not heard") }
    } else {
      try await matrix.say(text, by: name)
    }
  }

  /// Lets everybody star their talks before the day begins, and forgets what was said then.
  func setUp() async throws {
    let bot = try startBot(at: day.from.addingTimeInterval(-3600), speed: 20)
    defer { if bot.exitStatus == nil { trap.release() } }
    try await wait("no programme", bot) {
      bot.log.contains("Programme changed") && bot.log.contains("listening on")
    }
    try await matrix.open(Self.persons(of: day, on: "matrix"))
    for (person, sessions) in day.stars.sorted(by: { $0.key < $1.key }) {
      for session in sessions { try await say("star \(session.url ?? "")", by: person) }
    }
    try await wait("not all stars are set", bot) {
      let answers = self.arrivals.filter { $0.text.hasPrefix("★ Starred") }
      return self.day.stars.allSatisfy { person, sessions in
        answers.count { $0.chat == person } >= sessions.count
      }
    }
    try await bot.stop()
    endPolls()
    for gate in gates.values { gate.forgetArrivals() }
    let counts = Dictionary(try await matrix.messages().map { ($0.chat, 1) }, uniquingKeysWith: +)
    before.withLock { $0 = counts }
    guard clock.now < day.from else { throw Failure(description: "setting up took too long") }
  }

  private func wait(
    _ problem: String, _ bot: BotProcess, _ isDone: () -> Bool
  ) async throws {
    for _ in 0..<1200 where !isDone() {
      guard bot.exitStatus == nil else { break }
      try await Task.sleep(for: .milliseconds(100))
    }
    guard isDone() else {
      kill(bot.pid, SIGKILL)
      throw Failure(description: "\(problem): \(bot.log.suffix(3000))")
    }
  }

  private var arrivals: [Arrival] { gates.values.flatMap(\.arrivals) }

  /// Every message of the day, in the order of arrival; those on Matrix as the homeserver has them.
  func received() async throws -> [Arrival] {
    let others = arrivals.filter { $0.platform != "matrix" }.sorted { $0.at < $1.at }
    var skipped = before.withLock { $0 }
    let matrix = try await matrix.messages().filter { message in
      guard let left = skipped[message.chat], left > 0 else { return true }
      skipped[message.chat] = left - 1
      return false
    }
    // When one came is only known at the gate.
    let times = Dictionary(
      (gates["matrix"]?.arrivals ?? []).map { (["\($0.chat)", $0.text], $0.at) },
      uniquingKeysWith: min)
    return others
      + matrix.map {
        let text = Telling.plain($0.text)
        return Arrival(
          platform: "matrix", chat: $0.chat, text: text, at: times[[$0.chat, text]] ?? day.until,
          life: 0)
      }
  }
}
