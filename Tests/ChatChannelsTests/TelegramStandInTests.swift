import ChatChannels
import ConferenceModel
import Foundation
import HTTPTransport
import Messaging
import Synchronization
import TestSupport
import Testing

/// The stand-in itself must be as strict as Telegram, or tests against it prove little.
@Suite("The Telegram stand-in")
struct TelegramStandInTests {
  private func call(
    _ server: TelegramStandIn, _ transport: CurlTransport, _ method: String, _ body: String,
    token: String? = nil
  ) async throws -> (status: Int, description: String) {
    let response = try await transport.send(
      HTTPRequest(
        method: "POST", url: "\(server.baseURL)/bot\(token ?? server.token)/\(method)",
        headers: [HTTPHeader("Content-Type", "application/json")], body: Array(body.utf8)))
    return (response.status, StandInJSON(response.body)?["description"]?.string ?? "")
  }

  @Test(arguments: [
    (#"{"chat_id":42,"text":"<b>open","parse_mode":"HTML"}"#, "can't parse entities"),
    (#"{"chat_id":42,"text":"a & b","parse_mode":"HTML"}"#, "can't parse entities"),
    (#"{"chat_id":42,"text":"a < b","parse_mode":"HTML"}"#, "can't parse entities"),
    (#"{"chat_id":42,"text":"<h1>a</h1>","parse_mode":"HTML"}"#, "Unsupported start tag"),
    (#"{"chat_id":42,"text":"<b><i>a</b></i>","parse_mode":"HTML"}"#, "Unmatched end tag"),
    (#"{"chat_id":42,"text":" "}"#, "message text is empty"),
    (#"{"chat_id":43,"text":"a"}"#, "chat not found"),
    (
      #"{"chat_id":42,"text":"a","reply_markup":"#
        + #"{"inline_keyboard":[[{"text":"x","callback_data":""}]]}}"#,
      "BUTTON_DATA_INVALID"
    ),
    (
      #"{"chat_id":42,"text":"a","reply_markup":"#
        + #"{"inline_keyboard":[[{"text":"x","url":"http://localhost:80/"}]]}}"#,
      "inline keyboard button URL 'http://localhost:80/' is invalid: Wrong HTTP URL"
    ),
    (
      #"{"chat_id":42,"text":"a","reply_markup":"#
        + #"{"inline_keyboard":[[{"text":"x","url":"https://a.example","callback_data":"x"}]]}}"#,
      "BUTTON_TYPE_INVALID"
    ),
    (
      #"{"chat_id":42,"text":"a","reply_markup":{"inline_keyboard":[[{"text":"x"}]]}}"#,
      "Text buttons are unallowed"
    ),
    (#"{"chat_id":42,"text":"a","message_thread_id":17}"#, "message thread not found"),
  ])
  func `refuses what Telegram refuses`(body: String, words: String) async throws {
    try await TelegramFixture.run { telegram in
      telegram.server.addChat(42)
      let answer = try await call(telegram.server, telegram.transport, "sendMessage", body)
      #expect(answer.status == 400)
      #expect(answer.description.contains(words))
      #expect(telegram.server.messages(in: 42) == [])
    }
  }

  @Test(arguments: [
    (#"{"chat_id":42,"message_id":1,"text":"old","parse_mode":"HTML"}"#, "message is not modified"),
    (#"{"chat_id":42,"message_id":2,"text":"new"}"#, "message to edit not found"),
    (#"{"chat_id":43,"message_id":1,"text":"new"}"#, "message to edit not found"),
    (#"{"chat_id":44,"message_id":1,"text":"new"}"#, "chat not found"),
    (#"{"chat_id":42,"text":"new"}"#, "message identifier is not specified"),
    (#"{"chat_id":42,"message_id":1,"text":"<b>","parse_mode":"HTML"}"#, "can't parse entities"),
  ])
  func `refuses the edits that Telegram refuses`(body: String, words: String) async throws {
    try await TelegramFixture.run { telegram in
      telegram.server.addChat(42)
      telegram.server.addChat(43)
      _ = await telegram.channel.send(message(MessageDocument("old"), to: "telegram:42"))
      let answer = try await call(telegram.server, telegram.transport, "editMessageText", body)
      #expect(answer.status == 400)
      #expect(answer.description.contains(words))
      #expect(telegram.server.shownMessages(in: 42).map(\.text) == ["old"])
      #expect(telegram.server.edits(in: 42) == [])
    }
  }

  @Test(arguments: [0, 1])
  func `a text over the limit after its entities is too long`(more: Int) async throws {
    try await TelegramFixture.run { telegram in
      telegram.server.addChat(42)
      let text = String(repeating: "&amp;", count: 4096 + more)
      let answer = try await call(
        telegram.server, telegram.transport, "sendMessage",
        #"{"chat_id":42,"text":"\#(text)","parse_mode":"HTML"}"#)
      #expect(answer.status == (more == 0 ? 200 : 400))
      #expect(answer.description == (more == 0 ? "" : "Bad Request: message is too long"))
    }
  }

  @Test(arguments: [
    ("setWebhook", #"{"url":"http://a.example/"}"#, "An HTTPS URL must be provided for webhook"),
    ("setWebhook", #"{"url":"https://a.example:8081/"}"#, "only on ports 80, 88, 443 or 8443"),
    ("setWebhook", #"{"url":"https://a.example","secret_token":"a b"}"#, "unallowed characters"),
    ("setWebhook", #"{"url":"https://a.example","secret_token":""}"#, "unallowed characters"),
    (
      "setWebhook",
      #"{"url":"https://a.example","secret_token":"\#(String(repeating: "a", count: 257))"}"#,
      "secret token is too long"
    ),
    ("setWebhook", #"{"url":"https://a.example","max_connections":101}"#, "between 1 and 100"),
    (
      "setMyCommands", #"{"commands":[{"command":"Now","description":"x"}]}"#,
      "BOT_COMMAND_INVALID"
    ),
    (
      "setMyCommands", #"{"commands":[{"command":"now","description":""}]}"#,
      "BOT_COMMAND_DESCRIPTION_INVALID"
    ),
    (
      "setMyCommands", #"{"commands":[],"language_code":"english"}"#, "LANG_CODE_INVALID"
    ),
  ])
  func `refuses settings that Telegram refuses`(
    method: String, body: String, words: String
  ) async throws {
    try await TelegramFixture.run { telegram in
      let answer = try await call(telegram.server, telegram.transport, method, body)
      #expect(answer.status == 400)
      #expect(answer.description.contains(words))
      #expect(telegram.server.webhook == nil)
    }
  }

  @Test func `a webhook and polling exclude each other, until it is deleted`() async throws {
    try await TelegramFixture.run { telegram in
      var statuses: [Int] = []
      for (method, body) in [
        ("setWebhook", #"{"url":"https://a.example/x"}"#), ("getUpdates", "{}"),
        ("deleteWebhook", "{}"), ("getUpdates", "{}"),
        ("setWebhook", #"{"url":"https://a.example/x"}"#), ("getUpdates", "{}"),
        ("setWebhook", #"{"url":""}"#), ("getUpdates", "{}"),
      ] {
        statuses.append(try await call(telegram.server, telegram.transport, method, body).status)
      }
      #expect(statuses == [200, 409, 200, 200, 200, 409, 200, 200])
      #expect(telegram.server.webhook == nil)
    }
  }

  @Test(
    .enabled(if: Corpus.isAvailable),
    arguments: [
      ("sendMessage", #"{"text":"a"}"#, "sendMessage.chat_id is missing"),
      ("sendMessage", #"{"chat_id":42,"text":"a","loud":true}"#, "no field loud"),
      ("sendMessage", #"{"chat_id":42,"text":7}"#, "sendMessage.text is not String"),
      (
        "sendMessage", #"{"chat_id":42,"text":"a","reply_markup":{"inline_keyboard":[{}]}}"#,
        "sendMessage.reply_markup is not"
      ),
      ("getUpdates", #"{"timeout":"50"}"#, "getUpdates.timeout is not Integer"),
      ("editMessageText", #"{"text":"a","message_id":"1"}"#, "message_id is not Integer"),
      ("setMyCommands", #"{"commands":[{"command":"now"}]}"#, "setMyCommands.commands is not"),
      ("setWebhook", #"{"secret_token":"a"}"#, "setWebhook.url is missing"),
      ("sendMassage", "{}", "no method sendMassage"),
    ])
  func `checks calls against the published methods`(
    method: String, body: String, problem: String
  ) async throws {
    try await TelegramFixture.run { telegram in
      let answer = try await call(telegram.server, telegram.transport, method, body)
      #expect([400, 404].contains(answer.status))
      #expect(telegram.server.violations.contains { $0.contains(problem) })
    }
  }

  @Test func `limits are kept by the time it is told`() async throws {
    let seconds = Mutex(0.0)
    let server = TelegramStandIn(now: { seconds.withLock { Date(timeIntervalSince1970: $0) } })
    try await server.start()
    server.addChat(42)
    let transport = CurlTransport()
    let channel = TelegramChannel(
      token: server.token, apiBase: server.baseURL, transport: transport)
    var outcomes: [DeliveryOutcome] = []
    for _ in 0..<4 { outcomes.append(await channel.send(message(to: "telegram:42"))) }
    seconds.withLock { $0 += 1 }
    outcomes.append(await channel.send(message(to: "telegram:42")))

    #expect(
      outcomes == [
        .delivered(receipt: "42/1"), .delivered(receipt: "42/2"), .delivered(receipt: "42/3"),
        .rateLimited(retryAfter: .seconds(1), scope: .platform), .delivered(receipt: "42/4"),
      ])
    #expect(server.refusedByLimit == 1)
    transport.shutdown()
    await server.stop()
  }

  @Test func `a chat may block the bot and move`() async throws {
    try await TelegramFixture.run { telegram in
      telegram.server.block(42)
      let blocked = await telegram.channel.send(message(to: "telegram:42"))
      telegram.server.addChat(-5, type: "group")
      telegram.server.migrate(-5, to: -1005)
      let moved = await telegram.channel.send(message(to: "telegram:-5"))

      #expect(
        blocked == .addressGone(reason: "Telegram: Forbidden: bot was blocked by the user"))
      #expect(moved == .migrated(to: .init(platform: .telegram, conversation: "-1005")))
      let events = try await telegram.channel.receive(after: nil).events
      #expect(
        events == [
          .blocked(.init(platform: .telegram, conversation: "42")),
          .migrated(
            from: .init(platform: .telegram, conversation: "-5"),
            to: .init(platform: .telegram, conversation: "-1005")),
        ])
    }
  }

  @Test func `messages can be waited for`() async throws {
    try await TelegramFixture.run { telegram in
      telegram.server.addChat(42)
      async let waited = telegram.server.waitForMessage(
        in: 42, where: { $0.text.contains("10 minutes") })
      _ = await telegram.channel.send(message(MessageDocument("first"), to: "telegram:42"))
      _ = await telegram.channel.send(message(to: "telegram:42"))
      let found = await waited
      #expect(found?.messageID == 2)
      let none = await telegram.server.waitForMessage(in: 42, after: 2, timeout: .zero)
      #expect(none == nil)
    }
  }
}
