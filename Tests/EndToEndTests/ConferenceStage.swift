import Foundation
import Synchronization
import TestSupport

/// A conference with everything around the bot: the feed's server, the chats, a folder.
final class ConferenceStage: Sendable {
  static let person: Int64 = 4711
  static let room = "!hallway:example.org"
  /// The person's own room on Matrix.
  static let direct = "!direct:example.org"
  static let versions = [
    "main.20260322T151644Z.ics", "main.20260322T191353Z.ics", "main.20260323T183344Z.ics",
  ]

  let telegram: TelegramStandIn
  let slack = SlackWebhookStandIn(webhooks: ["announcements"])
  let matrix = MatrixStandIn(rooms: [room, direct], accessToken: "syt_stand_in")
  private let feed: FeedBox
  private let feedServer: LoopbackServer
  private let folder: URL
  private let additions: String

  /// - parameter telegram: one with limits on sending, say; not started.
  /// - parameter additions: further lines of the configuration.
  init(
    telegram: TelegramStandIn = TelegramStandIn(), additions: String = ""
  ) async throws {
    self.telegram = telegram
    self.additions = additions
    let feed = try FeedBox(Self.versions[0])
    self.feed = feed
    feedServer = try await LoopbackServer.start { _ in
      .response(status: 200, headers: [("Content-Type", "text/calendar")], body: feed.body)
    }
    folder = try TemporaryFolder.make()
    try await telegram.start()
    try await slack.start()
    try await matrix.start()
    try Data(configuration.utf8).write(to: folder.appending(path: "talkbell.yaml"))
  }

  /// Lets the feed show another of the real versions.
  func publish(_ version: Int) throws { try feed.show(Self.versions[version]) }

  /// Lets the feed lose every event whose number in the file is a multiple of `factor`.
  func publish(_ version: Int, withoutEvery factor: Int) throws {
    try feed.show(Self.versions[version], withoutEvery: factor)
  }

  /// Where the configuration is.
  var configurationFile: URL { folder.appending(path: "talkbell.yaml") }

  /// Starts the bot at a simulated time.
  func startBot(at time: String, speed: Int) throws -> RunningBot {
    try RunningBot(
      [
        "serve", "--config", folder.appending(path: "talkbell.yaml").path, "--clock", time,
        "--speed", String(speed),
      ],
      environment: [
        "TELEGRAM_BOT_TOKEN": telegram.token, "MATRIX_ACCESS_TOKEN": matrix.accessToken,
      ])
  }

  /// What the platforms' servers found wrong.
  var violations: [String] { telegram.violations + slack.violations + matrix.violations }

  func end() async {
    await telegram.stop()
    await slack.stop()
    await matrix.stop()
    await feedServer.stop()
  }

  private var configuration: String {
    """
    conference:
      name: KubeCon + CloudNativeCon Europe 2026
      timeZone: Europe/Amsterdam
    sources:
      - id: main
        name: KubeCon
        url: \(feedServer.baseURL)/all.ics
        refreshEvery: 1m
    platforms:
      telegram: { token: "${TELEGRAM_BOT_TOKEN}", apiBase: "\(telegram.baseURL)" }
      slack: { webhooks: { announcements: "\(slack.url(of: "announcements"))" } }
      matrix: { homeserver: "\(matrix.baseURL)", accessToken: "${MATRIX_ACCESS_TOKEN}" }
    channels:
      - to: "slack:webhook/announcements"
        digest: { at: "10:34", filter: { track: "project opportunities" } }
        alerts: true
      - to: "matrix:\(Self.room)"
        digest: { at: "10:34", filter: { track: "project opportunities" } }
        alerts: true
    \(additions)
    """
  }
}

/// The feed's body as it is served now.
final class FeedBox: Sendable {
  private let bytes: Mutex<[UInt8]>

  init(_ file: String) throws { bytes = Mutex(try Self.read(file)) }

  var body: [UInt8] { bytes.withLock { $0 } }

  func show(_ file: String) throws {
    let new = try Self.read(file)
    bytes.withLock { $0 = new }
  }

  func show(_ file: String, withoutEvery factor: Int) throws {
    let text = String(decoding: try Self.read(file), as: UTF8.self)
    let pieces = text.components(separatedBy: "BEGIN:VEVENT")
    // The last piece has the calendar's end behind its event.
    let kept = pieces.enumerated().filter { index, _ in
      index == 0 || index == pieces.count - 1 || !index.isMultiple(of: factor)
    }.map(\.element)
    bytes.withLock { $0 = [UInt8](kept.joined(separator: "BEGIN:VEVENT").utf8) }
  }

  private static func read(_ file: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: RunningBot.programme(file)))
  }
}
