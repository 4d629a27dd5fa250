import ChatChannels
import ConferenceModel
import HTTPTransport
import Messaging
import TestSupport
import Testing

private func address(_ chat: Int64) -> ConversationAddress {
  ConversationAddress(platform: .telegram, conversation: String(chat))
}

/// An update as Telegram's JSON, and what the bot makes of it.
struct TranslationCase: Sendable, CustomTestStringConvertible {
  var name: String
  var update: String
  var events: [IncomingEvent]

  init(_ name: String, _ update: String, _ events: [IncomingEvent]) {
    self.name = name
    self.update = update
    self.events = events
  }

  var testDescription: String { name }
}

private let ada = #""from":{"id":42,"is_bot":false,"first_name":"Ada","language_code":"zh-hans"}"#
private let direct = #""chat":{"id":42,"type":"private"}"#
private let group = #""chat":{"id":-100,"type":"supergroup","title":"Hall"}"#

private func typed(_ text: String, in chat: String, _ more: String = ada) -> String {
  #""message":{"message_id":1,"date":1,\#(chat),\#(more),"text":"\#(text)"}"#
}

private func said(
  _ text: String, in chat: Int64 = 42, isAdministrator: Bool = true,
  callbackID: String? = nil, languageHint: String? = "zh-hans", by speaker: Int64? = nil
) -> [IncomingEvent] {
  [
    .message(
      IncomingMessage(
        address: address(chat), audience: chat > 0 ? .person : .channel, text: text,
        isAdministrator: isAdministrator, callbackID: callbackID, languageHint: languageHint,
        speaker: speaker.map(address)))
  ]
}

private let translations: [TranslationCase] = [
  TranslationCase("plain text to the bot", typed("search gpu", in: direct), said("search gpu")),
  TranslationCase("a slash command", typed("/star 3", in: direct), said("star 3")),
  TranslationCase(
    "a deep link", typed("/start s_812", in: direct), said("start s_812")),
  TranslationCase(
    "a command with the bot's name", typed("/now@talkbelltestbot", in: direct), said("now")),
  TranslationCase("a slash alone", typed("/", in: direct), []),
  TranslationCase(
    "control characters", typed(#"star\n3\u202e"#, in: direct), said("star 3")),
  TranslationCase(
    "a command in a group", typed("/now", in: group),
    said("now", in: -100, isAdministrator: false, by: 42)),
  TranslationCase(
    "a command for another bot in a group", typed("/now@OtherBot", in: group), []),
  TranslationCase("talk among people", typed("lunch?", in: group), []),
  TranslationCase(
    "a mention in a group", typed("@TalkBellTestBot search  gpu", in: group),
    said("search gpu", in: -100, isAdministrator: false, by: 42)),
  TranslationCase("a mention alone", typed("@TalkBellTestBot", in: group), []),
  TranslationCase(
    "a setting by a member", typed("/digest 08:00", in: group),
    said("digest 08:00", in: -100, isAdministrator: false, by: 42)),
  TranslationCase(
    "a setting by an administrator",
    typed("/digest 08:00", in: group, #""from":{"id":7,"is_bot":false,"first_name":"Bo"}"#),
    said("digest 08:00", in: -100, languageHint: nil, by: 7)),
  TranslationCase(
    "an anonymous administrator",
    typed(
      "/alerts on", in: group,
      #""from":{"id":1087968824,"is_bot":true,"first_name":"Group"},"#
        + #""sender_chat":{"id":-100,"type":"supergroup"}"#),
    said("alerts on", in: -100, languageHint: nil)),
  TranslationCase(
    "another bot", typed("/now", in: group, #""from":{"id":9,"is_bot":true,"first_name":"B"}"#), []
  ),
  TranslationCase(
    "a channel's post",
    #""channel_post":{"message_id":1,"date":1,"chat":{"id":-200,"type":"channel"},"#
      + #""text":"/alerts on"}"#,
    said("alerts on", in: -200, languageHint: nil)),
  TranslationCase(
    "an edit", #""edited_message":{"message_id":1,"date":1,\#(direct),\#(ada),"text":"/now"}"#, []),
  TranslationCase(
    "a photo", #""message":{"message_id":1,"date":1,\#(direct),\#(ada),"photo":[]}"#, []),
  TranslationCase(
    "a button",
    #""callback_query":{"id":"55",\#(ada),"chat_instance":"1","#
      + #""message":{"message_id":3,"date":0,\#(direct)},"data":"star #812"}"#,
    said("star #812", callbackID: "55")),
  TranslationCase(
    "a button of an inline message",
    #""callback_query":{"id":"55",\#(ada),"chat_instance":"1","data":"star #812"}"#, []),
  TranslationCase(
    "blocked",
    #""my_chat_member":{\#(direct),\#(ada),"date":1,"new_chat_member":{"status":"kicked"}}"#,
    [.blocked(address(42))]),
  TranslationCase(
    "taken back",
    #""my_chat_member":{\#(direct),\#(ada),"date":1,"new_chat_member":{"status":"member"}}"#,
    [.unblocked(address(42))]),
  TranslationCase(
    "thrown out of a group",
    #""my_chat_member":{\#(group),\#(ada),"date":1,"#
      + #""new_chat_member":{"status":"restricted","is_member":false}}"#,
    [.blocked(address(-100))]),
  TranslationCase(
    "the group becomes a supergroup",
    #""message":{"message_id":1,"date":1,\#(group),"migrate_to_chat_id":-100987}"#,
    [.migrated(from: address(-100), to: address(-100987))]),
  TranslationCase("an update of another shape", #""message":{"text":17}"#, []),
  TranslationCase("an update of a new kind", #""telepathy":{"thought":"now"}"#, []),
]

@Suite("Telegram's news")
struct TelegramReceivingTests {
  @Test(arguments: translations)
  func `is translated`(_ row: TranslationCase) async throws {
    try await TelegramFixture.run { telegram in
      telegram.server.addChat(-100, administrators: [7])
      telegram.server.failNext(
        "getUpdates",
        .json(#"{"ok":true,"result":[{"update_id":500,\#(row.update)}]}"#))

      let batch = try await telegram.channel.receive(after: nil)

      #expect(batch == IncomingBatch(events: row.events, cursor: "501"))
    }
  }

  @Test func `is asked for once, confirmed by the cursor and kept until then`() async throws {
    try await TelegramFixture.run { telegram in
      let first = try await telegram.channel.receive(after: nil)
      #expect(first == IncomingBatch(events: [], cursor: "0"))
      telegram.server.say("/now", in: 42)
      telegram.server.say("/next", in: 42)

      let batch = try await telegram.channel.receive(after: first.cursor)
      let again = try await telegram.channel.receive(after: first.cursor)
      let rest = try await telegram.channel.receive(after: batch.cursor)

      #expect(batch.events == said("now", languageHint: "en") + said("next", languageHint: "en"))
      #expect(again == batch)
      #expect(rest == IncomingBatch(events: [], cursor: batch.cursor))
      #expect(telegram.server.callCount("getMe") == 1)
      #expect(telegram.server.unconfirmedUpdates == 0)
      #expect(telegram.server.violations == [])
    }
  }

  @Test func `is waited for`() async throws {
    try await TelegramFixture.run(pollTimeout: .seconds(20)) { telegram in
      async let batch = telegram.channel.receive(after: nil)
      #expect(await telegram.server.waitUntilPolled())
      telegram.server.say("/now", in: 42)
      let events = try await batch.events
      #expect(events == said("now", languageHint: "en"))
    }
  }

  @Test func `a button pressed is heard and acknowledged`() async throws {
    try await TelegramFixture.run { telegram in
      telegram.server.addChat(42)
      let document = MessageDocument(
        blocks: [.paragraph([.text("Talk")])], buttons: [[.init(label: "☆", command: "star #1")]])
      _ = await telegram.channel.send(message(document, to: "telegram:42"))
      let press = try telegram.server.press("☆", in: 42)

      let batch = try await telegram.channel.receive(after: nil)
      await telegram.channel.acknowledge(callbackID: press)

      #expect(
        batch.events == said("star #1", callbackID: press, languageHint: "en"))
      #expect(telegram.server.acknowledgedCallbacks == [press])
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
        .json(
          #"{"ok":false,"description":"Conflict: terminated by other getUpdates"}"#, status: 409),
        .needsOperator(
          reason: "another program receives with this Telegram token (409): stop one of the two")
      ),
      (
        .json(
          #"{"ok":false,"description":"Conflict: can't use getUpdates while webhook is active"}"#,
          status: 409),
        .needsOperator(
          reason:
            "a webhook is set for this Telegram token (409): open <apiBase>/bot<token>/deleteWebhook "
            + "in a browser to remove it, or set platforms.telegram.receive: webhook")
      ),
      (
        .json(#"{"ok":false,"parameters":{"retry_after":9}}"#, status: 429),
        .temporary(reason: "Telegram asks to wait (429)", retryAfter: .seconds(9))
      ),
      (
        .text("<html>", status: 502),
        .temporary(reason: "Telegram failed (502)", retryAfter: nil)
      ),
      (.text("<html>"), .temporary(reason: "Telegram failed (200)", retryAfter: nil)),
      (
        .truncated(status: 200, declaredLength: 100, body: Array("{".utf8)),
        .temporary(reason: "the connection to Telegram broke", retryAfter: nil)
      ),
    ])
  func `an answer that is none says why`(
    _ reply: LoopbackServer.Reply, _ expected: ReceiveError
  ) async throws {
    try await TelegramFixture.run { telegram in
      telegram.server.failNext("getUpdates", reply)
      await #expect(throws: expected) { try await telegram.channel.receive(after: nil) }
    }
  }

  @Test func `two bots with one token are told`() async throws {
    try await TelegramFixture.run(pollTimeout: .seconds(20)) { telegram in
      let other = TelegramChannel(
        token: telegram.server.token, apiBase: telegram.server.baseURL,
        transport: telegram.transport, pollTimeout: .zero)
      let first = Task { try await telegram.channel.receive(after: nil) }
      #expect(await telegram.server.waitUntilPolled())
      _ = try await other.receive(after: nil)
      await #expect(
        throws: ReceiveError.needsOperator(
          reason: "another program receives with this Telegram token (409): stop one of the two")
      ) { try await first.value }
    }
  }

  @Test func `a poll that is cancelled ends as cancelled`() async throws {
    try await TelegramFixture.run(pollTimeout: .seconds(20)) { telegram in
      let poll = Task { try await telegram.channel.receive(after: nil) }
      #expect(await telegram.server.waitUntilPolled())
      poll.cancel()
      await #expect(throws: CancellationError.self) { try await poll.value }
    }
  }

  @Test func `a token is verified before the start`() async throws {
    try await TelegramFixture.run { telegram in
      #expect(await telegram.channel.verify() == nil)
      let wrong = TelegramChannel(
        token: "1:wrong", apiBase: telegram.server.baseURL, transport: telegram.transport)
      #expect(
        await wrong.verify()
          == .needsOperator(
            reason: "Telegram refuses the token (401): check platforms.telegram.token"))
    }
  }
}

@Suite("Telegram's messages")
struct TelegramSendingTests {
  private let long = MessageDocument(
    blocks: (0..<3).map { .paragraph([.text(String(repeating: "\($0)", count: 4000))]) })

  @Test func `a quiet message makes no sound`() async throws {
    try await TelegramFixture.run { telegram in
      telegram.server.addChat(42)
      _ = await telegram.channel.send(message(to: "telegram:42", attention: .quiet))
      _ = await telegram.channel.send(message(to: "telegram:42"))
      #expect(telegram.server.messages(in: 42).map(\.isSilent) == [true, false])
    }
  }

  @Test func `the receipt of several parts names each`() async throws {
    try await TelegramFixture.run { telegram in
      telegram.server.addChat(42)
      let outcome = await telegram.channel.send(message(long, to: "telegram:42"))
      #expect(outcome == .delivered(receipt: "42/1 42/2 42/3"))
      #expect(telegram.server.messages(in: 42).map { $0.text.prefix(1) } == ["0", "1", "2"])
    }
  }

  @Test(
    arguments: [
      (
        LoopbackServer.Reply.json(#"{"ok":false}"#, status: 429),
        DeliveryOutcome.ambiguous(reason: "part 2 of 3: the rate limit was reached")
      ),
      (.text("", status: 502), .ambiguous(reason: "part 2 of 3: Telegram failed (502)")),
      (
        .json(#"{"ok":false,"description":"Bad Request: too odd"}"#, status: 400),
        .refused(reason: "part 2 of 3: Telegram (400): Bad Request: too odd")
      ),
    ])
  func `a later part that fails leaves the message open`(
    _ reply: LoopbackServer.Reply, _ expected: DeliveryOutcome
  ) async throws {
    try await TelegramFixture.run { telegram in
      telegram.server.addChat(42)
      telegram.server.failNext(
        "sendMessage",
        .json(#"{"ok":true,"result":{"message_id":1,"chat":{"id":42,"type":"private"}}}"#))
      telegram.server.failNext("sendMessage", reply)
      let outcome = await telegram.channel.send(message(long, to: "telegram:42"))
      #expect(outcome == expected)
    }
  }

  @Test(arguments: [
    (
      "42",
      [
        RateRule(lane: "telegram", permits: 5, period: .milliseconds(200)),
        RateRule(lane: "telegram:42", permits: 1, period: .seconds(1)),
      ]
    ),
    (
      "-100",
      [
        RateRule(lane: "telegram", permits: 5, period: .milliseconds(200)),
        RateRule(lane: "telegram:-100", permits: 1, period: .seconds(1)),
        RateRule(lane: "telegram:-100/minute", permits: 2, period: .milliseconds(6_400)),
      ]
    ),
  ])
  func `the published limits are known`(chat: String, rules: [RateRule]) {
    let transport = CurlTransport()
    let channel = TelegramChannel(token: "1:a", transport: transport)
    #expect(
      channel.rateRules(for: ConversationAddress(platform: .telegram, conversation: chat))
        == rules)
    #expect(!channel.isIdempotent)
    transport.shutdown()
  }
}
