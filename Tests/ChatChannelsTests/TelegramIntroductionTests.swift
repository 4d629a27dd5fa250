import ChatChannels
import ConferenceModel
import Foundation
import HTTPTransport
import Messaging
import TestSupport
import Testing

private let secret = "a-Secret_1"
private let removal =
  "open <apiBase>/bot<token>/deleteWebhook in a browser to remove it, "
  + "or set platforms.telegram.receive: webhook"

private func channel(
  _ telegram: TelegramFixture, _ receiving: TelegramReceiving
) -> TelegramChannel {
  TelegramChannel(
    token: telegram.server.token, apiBase: telegram.server.baseURL,
    transport: telegram.transport, receiving: receiving)
}

@Suite("Telegram's introduction")
struct TelegramIntroductionTests {
  private static let profile = BotProfile(
    commands: [
      .english: [.init(name: "now", summary: "What is on"), .init(name: "star", summary: "Star")],
      .chinese: [.init(name: "now", summary: "正在进行")],
    ], publicURL: "https://talkbell.example.org")

  @Test func `the menu is registered for everybody and in each language`() async throws {
    try await TelegramFixture.run { telegram in
      try await telegram.channel.introduce(Self.profile)
      let english = [
        TelegramStandIn.Command(name: "now", description: "What is on"),
        TelegramStandIn.Command(name: "star", description: "Star"),
      ]
      #expect(telegram.server.commands() == english)
      #expect(telegram.server.commands(language: "en") == english)
      #expect(
        telegram.server.commands(language: "zh")
          == [TelegramStandIn.Command(name: "now", description: "正在进行")])
      #expect(telegram.server.callCount("setWebhook") == 0)
      #expect(telegram.server.callCount("deleteWebhook") == 0)
      #expect(telegram.server.violations == [])
    }
  }

  @Test func `what Telegram can't show is left out of the menu`() async throws {
    let commands =
      [
        BotProfile.MenuCommand(name: "Now", summary: "capital"),
        .init(name: "", summary: "nothing"), .init(name: "a-b", summary: "sign"),
        .init(name: "收藏", summary: "Chinese"), .init(name: "quiet", summary: " \n"),
        .init(name: String(repeating: "x", count: 33), summary: "long"),
        .init(name: "star", summary: String(repeating: "多", count: 300)),
        .init(name: "star", summary: "again"),
      ] + (0..<120).map { .init(name: "c\($0)", summary: "line\nbreak") }
    try await TelegramFixture.run { telegram in
      try await telegram.channel.introduce(BotProfile(commands: [.english: commands]))
      let menu = telegram.server.commands()
      #expect(menu.count == 100)
      #expect(
        menu.first
          == TelegramStandIn.Command(
            name: "star", description: String(repeating: "多", count: 256)))
      #expect(menu.last == TelegramStandIn.Command(name: "c98", description: "line break"))
      #expect(telegram.server.violations == [])
    }
  }

  @Test func `the webhook is set with its secret`() async throws {
    try await TelegramFixture.run { telegram in
      try await channel(telegram, .webhook(secret: secret)).introduce(Self.profile)
      #expect(
        telegram.server.webhook
          == TelegramStandIn.Webhook(
            url: "https://talkbell.example.org/telegram/webhook", secret: secret,
            allowedUpdates: ["message", "channel_post", "callback_query", "my_chat_member"],
            maximumConnections: 8))
      #expect(telegram.server.violations == [])
    }
  }

  @Test(
    arguments: [
      (
        secret, nil,
        "platforms.telegram.receive: webhook needs web.publicURL, an https address where Telegram "
          + "reaches this bot"
      ),
      (
        secret, "http://talkbell.example.org",
        "Telegram refuses setWebhook: Bad Request: bad webhook: An HTTPS URL must be provided for "
          + "webhook"
      ),
      (
        secret, "https://talkbell.example.org:8081",
        "Telegram refuses setWebhook: Bad Request: bad webhook: Webhook can be set up only on "
          + "ports 80, 88, 443 or 8443"
      ),
      (
        "", "https://a.example",
        "platforms.telegram.webhookSecret must be 1 to 256 of A-Z, a-z, 0-9, _ and -"
      ),
      (
        "two words", "https://a.example",
        "platforms.telegram.webhookSecret must be 1 to 256 of A-Z, a-z, 0-9, _ and -"
      ),
      (
        String(repeating: "x", count: 257), "https://a.example",
        "platforms.telegram.webhookSecret must be 1 to 256 of A-Z, a-z, 0-9, _ and -"
      ),
    ] as [(String, String?, String)])
  func `a webhook that can't be is the operator's`(
    secret: String, publicURL: String?, reason: String
  ) async throws {
    try await TelegramFixture.run { telegram in
      await #expect(throws: ReceiveError.needsOperator(reason: reason)) {
        try await channel(telegram, .webhook(secret: secret))
          .introduce(BotProfile(commands: [:], publicURL: publicURL))
      }
      #expect(telegram.server.webhook == nil)
    }
  }

  @Test func `a webhook in the way of polling is told and left alone`() async throws {
    try await TelegramFixture.run { telegram in
      telegram.server.setForeignWebhook("https://other.example/hook-with-a-secret")
      await #expect(
        throws: ReceiveError.needsOperator(
          reason: "a webhook is set for this Telegram token: \(removal)")
      ) { try await telegram.channel.introduce(Self.profile) }
      await #expect(
        throws: ReceiveError.needsOperator(
          reason: "a webhook is set for this Telegram token (409): \(removal)")
      ) { try await telegram.channel.receive(after: nil) }
      #expect(telegram.server.webhook?.url == "https://other.example/hook-with-a-secret")
    }
  }

  @Test func `our own webhook is withdrawn for polling, and what waits there comes`() async throws {
    try await TelegramFixture.run { telegram in
      try await channel(telegram, .webhook(secret: secret)).introduce(Self.profile)
      #expect(telegram.server.webhook != nil)
      telegram.server.say("/now", in: 42)
      try await telegram.channel.introduce(Self.profile)
      #expect(telegram.server.webhook == nil)
      #expect(
        try await telegram.channel.receive(after: nil).events == said("now", languageHint: "en"))
      #expect(telegram.server.violations == [])
    }
  }

  @Test func `a webhook that is set ends a poll, which says why`() async throws {
    try await TelegramFixture.run(pollTimeout: .seconds(20)) { telegram in
      let poll = Task { try await telegram.channel.receive(after: nil) }
      #expect(await telegram.server.waitUntilPolled())
      try await channel(telegram, .webhook(secret: secret)).introduce(Self.profile)
      await #expect(
        throws: ReceiveError.needsOperator(
          reason: "a webhook is set for this Telegram token (409): \(removal)")
      ) { try await poll.value }
    }
  }

  @Test(
    arguments: [
      (
        LoopbackServer.Reply.json(#"{"ok":false,"description":"Unauthorized"}"#, status: 401),
        ReceiveError.needsOperator(
          reason: "Telegram refuses the token (401): check platforms.telegram.token")
      ),
      (
        .json(#"{"ok":false,"parameters":{"retry_after":9}}"#, status: 429),
        .temporary(reason: "Telegram asks to wait (429)", retryAfter: .seconds(9))
      ),
      (
        .json(#"{"ok":false,"description":"Bad Request: BOT_COMMAND_INVALID"}"#, status: 400),
        .needsOperator(reason: "Telegram refuses setMyCommands: Bad Request: BOT_COMMAND_INVALID")
      ),
      (
        .text("<html>", status: 502),
        .temporary(reason: "Telegram failed (502)", retryAfter: nil)
      ),
      (.reset, .temporary(reason: "the connection to Telegram broke", retryAfter: nil)),
    ])
  func `a failure says who must act`(
    _ reply: LoopbackServer.Reply, _ expected: ReceiveError
  ) async throws {
    try await TelegramFixture.run { telegram in
      telegram.server.failNext("setMyCommands", reply)
      await #expect(throws: expected) { try await telegram.channel.introduce(Self.profile) }
    }
  }
}

/// What Telegram answers to a question of the doctor, and what is found.
struct ExaminationCase: Sendable, CustomTestStringConvertible {
  var name: String
  var receiving: TelegramReceiving
  var method: String
  var result: String
  var finding: ChannelExamination.Finding

  var testDescription: String { name }
}

private func good(_ name: String, _ text: String) -> ChannelExamination.Finding {
  ChannelExamination.Finding(name: name, isGood: true, text: text)
}

private func bad(_ name: String, _ text: String) -> ChannelExamination.Finding {
  ChannelExamination.Finding(name: name, isGood: false, text: text)
}

private func webhook(_ url: String, pending: Int = 0, _ more: String = "") -> String {
  #"{"url":"\#(url)","has_custom_certificate":false,"pending_update_count":\#(pending)\#(more)}"#
}

private let ours = "https://talkbell.example.org/telegram/webhook"
private let failed = #","last_error_date":1774000000,"last_error_message":"Connection timed\nout""#

private let examinations: [ExaminationCase] = [
  ExaminationCase(
    name: "polling with updates that wait", receiving: .polling, method: "getWebhookInfo",
    result: webhook("", pending: 3),
    finding: good("polling", "no webhook is in the way; 3 updates wait")),
  ExaminationCase(
    name: "polling with a webhook", receiving: .polling, method: "getWebhookInfo",
    result: webhook(ours),
    finding: bad("polling", "a webhook is set for this Telegram token: \(removal)")),
  ExaminationCase(
    name: "no webhook yet", receiving: .webhook(secret: secret), method: "getWebhookInfo",
    result: webhook(""),
    finding: bad("webhook", "no webhook is set: talkbell serve sets it when it starts")),
  ExaminationCase(
    name: "a webhook that works", receiving: .webhook(secret: secret), method: "getWebhookInfo",
    result: webhook(ours, pending: 1),
    finding: good("webhook", "it is set to https://talkbell.example.org; 1 update waits")),
  ExaminationCase(
    name: "a webhook that worked again", receiving: .webhook(secret: secret),
    method: "getWebhookInfo", result: webhook(ours, failed),
    finding: good(
      "webhook",
      "it is set to https://talkbell.example.org; no updates wait; the last delivery that failed "
        + "at 2026-03-20T09:46:40Z: Connection timed out")),
  ExaminationCase(
    name: "a webhook that fails", receiving: .webhook(secret: secret), method: "getWebhookInfo",
    result: webhook(ours, pending: 2, failed),
    finding: bad(
      "webhook",
      "it is set to https://talkbell.example.org; 2 updates wait; the last delivery that failed "
        + "at 2026-03-20T09:46:40Z: Connection timed out")),
  ExaminationCase(
    name: "a senseless date", receiving: .webhook(secret: secret), method: "getWebhookInfo",
    result: webhook(
      ours, #","last_error_date":9223372036854775807,"last_error_message":"\#(secret)""#),
    finding: good(
      "webhook",
      "it is set to https://talkbell.example.org; no updates wait; the last delivery that failed: …"
    )),
  ExaminationCase(
    name: "another program's webhook", receiving: .webhook(secret: secret),
    method: "getWebhookInfo", result: webhook("https://other.example/hook"),
    finding: bad(
      "webhook",
      "the webhook of another program is set: talkbell serve takes its place when it starts")),
  ExaminationCase(
    name: "a webhook without presses", receiving: .webhook(secret: secret),
    method: "getWebhookInfo",
    result: webhook(ours, #","allowed_updates":["message","channel_post"]"#),
    finding: bad(
      "webhook",
      "Telegram does not deliver callback_query, my_chat_member: "
        + "restart talkbell serve, which asks for them")),
  ExaminationCase(
    name: "no menu", receiving: .polling, method: "getMyCommands", result: "[]",
    finding: good(
      "commands", "none are in the menu (default): talkbell serve registers them when it starts")),
  ExaminationCase(
    name: "not for groups", receiving: .polling, method: "getMe",
    result: #"{"id":1,"is_bot":true,"first_name":"T","username":"Bot","can_join_groups":false}"#,
    finding: good(
      "groups", "it can't be added to groups; /setjoingroups of @BotFather allows it")),
  ExaminationCase(
    name: "without privacy mode", receiving: .polling, method: "getMe",
    result: #"{"id":1,"is_bot":true,"first_name":"T","username":"Bot","can_join_groups":true,"#
      + #""can_read_all_group_messages":true}"#,
    finding: good("groups", "it hears everything there, though commands would do")),
]

@Suite("Telegram's examination")
struct TelegramExaminationTests {
  private static let profile = BotProfile(
    commands: [
      .english: [.init(name: "now", summary: "What is on")],
      .chinese: [.init(name: "now", summary: "正在进行")],
    ])

  @Test func `a bot in order has nothing bad`() async throws {
    let server = TelegramStandIn(clock: { Date(timeIntervalSince1970: 1_774_000_000) })
    try await server.start()
    let transport = CurlTransport()
    let channel = TelegramChannel(
      token: server.token, apiBase: server.baseURL, transport: transport)
    try await channel.introduce(Self.profile)

    #expect(
      await channel.examine()
        == ChannelExamination(
          findings: [
            good("token", "it is @TalkBellTestBot"),
            good("polling", "no webhook is in the way; no updates wait"),
            good("groups", "it hears only commands there, which is all it needs"),
            good("commands", "1 in the menu"),
          ], serverDate: "Fri, 20 Mar 2026 09:46:40 GMT"))
    #expect(server.violations == [])
    transport.shutdown()
    await server.stop()
  }

  @Test(arguments: examinations)
  func `each thing out of order is one line`(_ row: ExaminationCase) async throws {
    try await TelegramFixture.run { telegram in
      try await telegram.channel.introduce(Self.profile)
      telegram.server.failNext(row.method, .json(#"{"ok":true,"result":\#(row.result)}"#))

      let found = await channel(telegram, row.receiving).examine()

      #expect(found.findings.first { $0.name == row.finding.name } == row.finding)
      #expect(found.findings.map(\.text).allSatisfy { !$0.contains("\n") && !$0.contains(secret) })
    }
  }

  @Test(
    arguments: [
      (
        LoopbackServer.Reply.json(
          #"{"ok":false,"description":"Unauthorized"}"#, status: 401,
          headers: [("Date", "Fri, 20 Mar 2026 09:46:40 GMT")]),
        ChannelExamination(
          findings: [
            bad("token", "Telegram refuses the token (401): check platforms.telegram.token")
          ], serverDate: "Fri, 20 Mar 2026 09:46:40 GMT")
      ),
      (
        .json(#"{"ok":false,"description":"Not Found"}"#, status: 404),
        ChannelExamination(findings: [
          bad("token", "Telegram refuses the token (404): check platforms.telegram.token")
        ])
      ),
      (
        .text("<html>", status: 502),
        ChannelExamination(findings: [bad("token", "Telegram failed (502)")])
      ),
      (
        .reset,
        ChannelExamination(findings: [bad("token", "the connection to Telegram broke")])
      ),
    ])
  func `without a token nothing else is asked`(
    _ reply: LoopbackServer.Reply, _ expected: ChannelExamination
  ) async throws {
    try await TelegramFixture.run { telegram in
      telegram.server.failNext("getMe", reply)
      #expect(await telegram.channel.examine() == expected)
      #expect(telegram.server.callCount("getWebhookInfo") == 0)
    }
  }

  @Test func `a question without an answer is a finding, and the others are asked`() async throws {
    try await TelegramFixture.run { telegram in
      try await telegram.channel.introduce(Self.profile)
      telegram.server.failNext(
        "getWebhookInfo", .json(#"{"ok":false,"parameters":{"retry_after":9}}"#, status: 429))
      telegram.server.failNext("getMyCommands", .reset)
      #expect(
        await telegram.channel.examine().findings == [
          good("token", "it is @TalkBellTestBot"),
          bad("polling", "Telegram asks to wait (429)"),
          good("groups", "it hears only commands there, which is all it needs"),
          bad("commands", "the connection to Telegram broke"),
        ])
    }
  }
}
