import Foundation
import TestSupport
import Testing
import Timekeeping

/// The built program on Slack, which reaches it in Socket Mode or over HTTP.
final class SlackStage: Sendable {
  /// How Slack's news comes to the bot.
  enum Way: String, CaseIterable, Sendable { case socket, http }

  static let channel = "C0HALL"

  let slack: SlackStandIn
  let sockets = SlackSocketStandIn()
  let stage: PlatformStage
  private let way: Way
  private let port = FixedPort.next()

  init(_ way: Way) async throws {
    self.way = way
    let clock = SystemClock()
    let slack = SlackStandIn(now: { clock.now() })
    self.slack = slack
    let sockets = sockets
    slack.hook("apps.connections.open") { request in
      guard request.header("Authorization") == "Bearer \(sockets.appToken)" else {
        return .json(#"{"ok":false,"error":"invalid_auth"}"#)
      }
      return .json(#"{"ok":true,"url":"\#(sockets.issueAddress())"}"#)
    }
    try await slack.start()
    try await sockets.start()
    slack.addPerson("U0ADA")
    slack.addPerson("U0BOSS", isAdmin: true)
    slack.addChannel(Self.channel, members: ["U0ADA", "U0BOSS", slack.botUser])
    stage = try await PlatformStage(
      platforms: """
          slack:
            botToken: ${SLACK_BOT_TOKEN}
            appToken: ${SLACK_APP_TOKEN}
            signingSecret: ${SLACK_SIGNING_SECRET}
            receive: \(way.rawValue)
            apiBase: "\(slack.apiBase)"
        """, additions: "web: { listen: \"127.0.0.1:\(port)\" }",
      environment: [
        "SLACK_BOT_TOKEN": slack.botToken, "SLACK_APP_TOKEN": sockets.appToken,
        "SLACK_SIGNING_SECRET": slack.signingSecret,
      ])
  }

  /// Where HTTP mode's requests go.
  var address: String { "http://127.0.0.1:\(port)/slack" }

  /// Starts the bot, and returns when it has a programme and hears.
  func startBot(at time: String, speed: Int) async throws -> RunningBot {
    let bot = try stage.startBot(at: time, speed: speed)
    #expect(await bot.hasLogged("Programme changed"), "\(bot.log)")
    if way == .socket {
      #expect(
        await sockets.waitForConnections(2, timeout: ConferenceStage.patience) != nil,
        "\(bot.log)")
    } else {
      #expect(await bot.hasLogged("listening on"), "\(bot.log)")
    }
    return bot
  }

  /// Tells the bot, and returns when it has stored it.
  func tell(
    _ inbound: SlackStandIn.Inbound, at location: SourceLocation = #_sourceLocation
  ) async {
    switch way {
    case .socket:
      let receipt = await sockets.deliver(inbound.socketType, inbound.payload)
      #expect(receipt != nil, "not acknowledged", sourceLocation: location)
    case .http:
      let statuses = await slack.deliver(inbound, to: address)
      #expect(statuses == [200], sourceLocation: location)
    }
  }

  /// The message that a person or everybody sees in a channel, once it is there.
  func message(
    in channel: String, where matches: @escaping @Sendable (SlackStandIn.SentMessage) -> Bool
  ) async -> SlackStandIn.SentMessage? {
    await slack.waitForMessage(in: channel, timeout: ConferenceStage.patience, where: matches)
  }

  var violations: [String] { slack.violations + sockets.violations }

  func end() async {
    await slack.stop()
    await sockets.stop()
    await stage.end()
  }
}
