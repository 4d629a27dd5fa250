import ChatChannels
import ConferenceModel
import HTTPTransport
import Messaging
import TestSupport
import Testing

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
            "a webhook is set for this Telegram token (409): "
            + "open <apiBase>/bot<token>/deleteWebhook in a browser to remove it, "
            + "or set platforms.telegram.receive: webhook"
        )
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
