import Foundation
import HTTPTransport
import Messaging
import TestSupport
import Testing

@testable import ChatChannels

@Suite("Slack examined")
struct SlackExaminationTests {
  private static let app = "xapp-1-A0-secret"

  private func examine(
    _ fixture: SlackFixture, token: String? = nil, _ receiving: SlackAccount.Receiving
  ) async -> ChannelExamination {
    await SlackChannel(
      webhooks: [:],
      account: SlackAccount(
        botToken: token ?? fixture.slack.botToken, apiBase: fixture.slack.apiBase,
        receiving: receiving),
      transport: fixture.transport
    ).examine()
  }

  @Test func `all is well`() async throws {
    try await SlackFixture.run { fixture in
      #expect(
        await examine(fixture, .socket(appToken: Self.app))
          == ChannelExamination(
            findings: [
              .init(
                name: "token", isGood: true, text: "the bot is talkbell in the workspace Test"),
              .init(name: "scopes", isGood: true, text: "all 9 are there"),
              .init(name: "receiving", isGood: true, text: "in Socket Mode"),
            ], serverDate: "Mon, 23 Mar 2026 08:00:00 GMT"))
      try await fixture.channel.introduce(BotProfile(commands: [:]))
    }
  }

  @Test func `what is missing is named`() async throws {
    try await SlackFixture.run { fixture in
      fixture.slack.removeScope("im:write")
      fixture.slack.removeScope("users:read")
      let findings = await examine(fixture, .socket(appToken: "xoxb-wrong")).findings
      #expect(findings.map(\.isGood) == [true, false, false])
      #expect(findings[1].text.hasPrefix("missing: im:write, users:read; add them"))
      #expect(findings[2].text.hasPrefix("platforms.slack.appToken is no app-level token"))
      #expect(!findings.contains { $0.text.contains("xoxb-wrong") })
      #expect(
        await fixture.channel.send(message(to: "slack:U1"))
          == .unauthorized(
            reason: "platforms.slack.botToken lacks the scope im:write (missing_scope): "
              + "add it to the app and install the app again"))
      #expect(
        await examine(fixture, .http(signingSecret: "")).findings.last?.text.hasPrefix(
          "platforms.slack.signingSecret is missing") == true)
    }
  }

  @Test func `a wrong token is told to the operator`() async throws {
    try await SlackFixture.run { fixture in
      let words = "Slack refuses the bot token (invalid_auth): check platforms.slack.botToken"
      let examination = await examine(
        fixture, token: "xoxb-secret", .http(signingSecret: "s3cret"))
      #expect(
        examination.findings == [
          .init(name: "token", isGood: false, text: words),
          .init(name: "receiving", isGood: true, text: "by HTTP; requests must be signed"),
        ])
      let channel = SlackChannel(
        webhooks: [:],
        account: SlackAccount(
          botToken: "xoxb-secret", apiBase: fixture.slack.apiBase,
          receiving: .socket(appToken: Self.app)), transport: fixture.transport)
      await #expect(throws: ReceiveError.needsOperator(reason: words)) {
        try await channel.introduce(BotProfile(commands: [:]))
      }
    }
  }

  @Test func `an account's description holds no secret`() {
    let account = SlackAccount(botToken: "xoxb-secret", receiving: .socket(appToken: Self.app))
    #expect(["\(account)", String(reflecting: account)].allSatisfy { !$0.contains("secret") })
  }

  @Test func `webhooks alone ask nothing`() async throws {
    let transport = CurlTransport()
    let channel = SlackChannel(webhooks: ["hall": "https://a.example/secret"], transport: transport)
    try await channel.introduce(BotProfile(commands: [:]))
    #expect(
      await channel.examine()
        == ChannelExamination(findings: [
          .init(
            name: "webhooks", isGood: true,
            text: "hall: Slack tells nothing of a webhook before it is used")
        ]))
    transport.shutdown()
  }
}

/// The file that people paste must ask for what the code needs, no more and no less.
@Suite("Slack's manifest")
struct SlackManifestTests {
  /// The lines of a list in the file, by its key.
  private static func items(of key: String) throws -> [String] {
    let root = URL(filePath: #filePath).resolvingSymlinksInPath()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(
      contentsOf: root.appending(path: "Deploy/slack-app-manifest.yaml"), encoding: .utf8)
    let lines = text.split(separator: "\n").map { $0.drop { $0 == " " } }
    return lines.drop { $0 != "\(key):" }.dropFirst().prefix { $0.hasPrefix("- ") }
      .map { String($0.dropFirst(2)) }
  }

  @Test func `asks for the scopes that are examined`() throws {
    let scopes = try Self.items(of: "bot")
    #expect(scopes == SlackChannel.neededScopes.sorted())
    #expect(scopes == SlackStandIn.allScopes)
  }

  @Test func `subscribes to the events that are read`() throws {
    #expect(try Self.items(of: "bot_events") == SlackTranslation.eventNames.sorted())
  }
}
