import ConferenceModel
import Foundation
import Testing

@testable import TalkBellApp

/// Nothing of a rehearsal may reach a server elsewhere, and none needs a token that is not used.
@Suite struct RehearsalDestinationsTests {
  private static func configuration(
    _ platforms: String, environment: [String: String] = [:]
  ) throws -> TalkBellConfiguration {
    try TalkBellConfiguration.parse(
      text: """
        conference: { name: C, timeZone: Europe/Amsterdam }
        sources: [{ id: main, url: a.ics }]
        platforms: \(platforms)
        """, file: "t.yaml", directory: "", environment: environment, makesUpSecrets: true,
      readFile: { _ in throw CocoaError(.fileReadNoSuchFile) })
  }

  @Test(arguments: [
    ("http://127.0.0.1:8080", true), ("http://127.9.9.9/x", true), ("http://localhost:1", true),
    ("http://[::1]:80", true), ("http://LOCALHOST", true), ("https://api.telegram.org", false),
    ("http://127.0.0.1.example.org", false), ("http://10.0.0.1", false),
    ("http://localhost.example.org", false), ("http://127.0.0.1@example.org", false), ("", false),
    ("http://127.1.1", false), ("http://0.0.0.0", false),
  ])
  func `only the loopback networks are this machine`(address: String, isHere: Bool) {
    #expect(RehearsalDestinations.isHere(address) == isHere)
  }

  @Test func `without any token everything stays in memory`() throws {
    let configuration = try Self.configuration(
      """
      { telegram: { token: "${A}", receive: webhook, webhookSecret: "${B}" },
        slack: { botToken: "${C}", appToken: "${D}", webhooks: { news: "${E}" } },
        matrix: { homeserver: "https://matrix.example.org", accessToken: "${F}" } }
      web: { publicURL: "https://talkbell.example.org" }
      """)
    #expect(configuration.madeUpSecrets.count == 6)
    let destinations = RehearsalDestinations(configuration.platforms)
    #expect(destinations.addresses.isEmpty)
    try destinations.checkSecrets(of: configuration, file: "t.yaml")
    for text in ["telegram:1", "slack:U1", "slack:webhook/news", "matrix:!a:b"] {
      let address = try #require(ConversationAddress(text))
      #expect(!destinations.isForwarded(address), "\(text)")
    }
  }

  @Test func `a missing token file is no mistake either`() throws {
    let configuration = try Self.configuration("{ telegram: { tokenFile: /nowhere/token } }")
    #expect(configuration.madeUpSecrets.map(\.key) == ["platforms.telegram.tokenFile"])
  }

  @Test func `elsewhere than in a rehearsal a missing token is a mistake`() {
    #expect(throws: ConfigurationErrors.self) {
      try TalkBellConfiguration.parse(
        text: """
          conference: { name: C, timeZone: Europe/Amsterdam }
          sources: [{ id: main, url: a.ics }]
          platforms: { telegram: { token: "${A}" } }
          """, file: "t.yaml", directory: "", environment: [:], readFile: { _ in "" })
    }
  }

  @Test func `a server on this machine gets messages and needs its token`() throws {
    let platforms = "{ telegram: { token: \"${A}\", apiBase: \"http://127.0.0.1:9\" } }"
    let missing = try Self.configuration(platforms)
    #expect(throws: ConfigurationErrors.self) {
      try RehearsalDestinations(missing.platforms).checkSecrets(of: missing, file: "t.yaml")
    }
    let given = try Self.configuration(platforms, environment: ["A": "1:x"])
    let destinations = RehearsalDestinations(given.platforms)
    try destinations.checkSecrets(of: given, file: "t.yaml")
    #expect(destinations.addresses == [.telegram: "http://127.0.0.1:9"])
    #expect(destinations.isForwarded(try #require(ConversationAddress("telegram:1"))))
  }

  @Test func `a webhook elsewhere is not posted to, whatever apiBase says`() throws {
    let configuration = try Self.configuration(
      """
      { slack: { botToken: b, appToken: a, apiBase: "http://localhost:9/api",
                 webhooks: { real: "https://hooks.slack.com/services/X",
                             here: "http://127.0.0.1:9/hook" } } }
      """)
    let destinations = RehearsalDestinations(configuration.platforms)
    func isForwarded(_ text: String) throws -> Bool {
      destinations.isForwarded(try #require(ConversationAddress(text)))
    }
    #expect(try isForwarded("slack:C1"))
    #expect(try isForwarded("slack:webhook/here"))
    #expect(try !isForwarded("slack:webhook/real"))
  }
}
