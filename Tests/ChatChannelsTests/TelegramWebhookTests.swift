import ChatChannels
import ConferenceModel
import Foundation
import HTTPTransport
import Messaging
import Synchronization
import TestSupport
import Testing

private let secret = "a-Secret_1"

/// What a bot's store would do, and what came to it.
private final class Sink: Sendable {
  struct Broken: Error {}

  private let state = Mutex<(batches: [IncomingBatch], failures: Int)>(([], 0))

  init(failures: Int = 0) { state.withLock { $0.failures = failures } }

  var batches: [IncomingBatch] { state.withLock { $0.batches } }

  func store(_ batch: IncomingBatch) throws {
    try state.withLock { state in
      if state.failures > 0 {
        state.failures -= 1
        throw Broken()
      }
      state.batches.append(batch)
    }
  }
}

/// A request to the webhook and its answer.
struct WebhookCase: Sendable, CustomTestStringConvertible {
  var name: String
  var endpoint = "webhook"
  var secret: String?
  var body: String
  var status: Int
  var batches: [IncomingBatch] = []

  var testDescription: String { name }
}

private let update =
  #"{"update_id":870001,"message":{"message_id":1,"date":1,"chat":{"id":42,"type":"private"},"#
  + #""from":{"id":42,"is_bot":false,"first_name":"Ada","language_code":"en"},"text":"/now"}}"#

private let cases: [WebhookCase] = [
  WebhookCase(
    name: "from Telegram", secret: secret, body: update, status: 200,
    batches: [
      IncomingBatch(
        events: said("now", languageHint: "en"), cursor: "update-870001", isDelivery: true)
    ]),
  WebhookCase(name: "without the secret", secret: nil, body: update, status: 401),
  WebhookCase(name: "with an empty secret", secret: "", body: update, status: 401),
  WebhookCase(name: "with another secret", secret: "a-Secret_2", body: update, status: 401),
  WebhookCase(name: "with a part of the secret", secret: "a-Secret_", body: update, status: 401),
  WebhookCase(name: "with more than the secret", secret: secret + "x", body: update, status: 401),
  WebhookCase(name: "forged and unreadable", secret: "x", body: "{", status: 401),
  WebhookCase(name: "unreadable", secret: secret, body: "{", status: 400),
  WebhookCase(name: "empty", secret: secret, body: "", status: 400),
  WebhookCase(name: "no update", secret: secret, body: #"{"message":{}}"#, status: 400),
  WebhookCase(
    name: "an update that is not for us", secret: secret,
    body: #"{"update_id":870002,"poll":{"id":"1"}}"#, status: 200),
  WebhookCase(
    name: "elsewhere", endpoint: "updates", secret: secret, body: update, status: 404),
]

@Suite("Telegram's webhook")
struct TelegramWebhookTests {
  private func channel(
    _ telegram: TelegramFixture, _ receiving: TelegramReceiving = .webhook(secret: secret)
  ) -> TelegramChannel {
    TelegramChannel(
      token: telegram.server.token, apiBase: telegram.server.baseURL,
      transport: telegram.transport, pollTimeout: .zero, receiving: receiving)
  }

  private func request(
    _ body: String, endpoint: String = "webhook", secret: String? = secret
  ) -> PushRequest {
    PushRequest(
      endpoint: endpoint,
      headers: secret.map { ["x-telegram-bot-api-secret-token": $0] } ?? [:],
      body: Array(body.utf8))
  }

  private static let now = Date(timeIntervalSince1970: 1_774_000_000)

  @Test(arguments: cases)
  func `a request is believed or not`(_ row: WebhookCase) async throws {
    try await TelegramFixture.run { telegram in
      let sink = Sink()
      let response = await channel(telegram).receive(
        request(row.body, endpoint: row.endpoint, secret: row.secret), now: Self.now,
        sink: sink.store)
      #expect(response.status == row.status)
      #expect(!response.body.contains(secret))
      #expect(sink.batches == row.batches)
    }
  }

  @Test func `a bot that polls, or whose secret is none, believes nobody`() async throws {
    try await TelegramFixture.run { telegram in
      let sink = Sink()
      for (receiving, status) in [
        (TelegramReceiving.polling, 404), (.webhook(secret: ""), 401), (.webhook(secret: "ä"), 401),
      ] {
        let channel = channel(telegram, receiving)
        let given = if case .webhook(let secret) = receiving { secret } else { secret }
        let response = await channel.receive(
          request(update, secret: given), now: Self.now, sink: sink.store)
        #expect(response == PushResponse(status: status))
        #expect(channel.isPushed == (receiving != .polling))
        #expect(channel.polls == (receiving == .polling))
      }
      #expect(sink.batches == [])
    }
  }

  @Test func `what could not be stored is asked for again`() async throws {
    try await TelegramFixture.run { telegram in
      let sink = Sink(failures: 1)
      let channel = channel(telegram)
      let first = await channel.receive(request(update), now: Self.now, sink: sink.store)
      let second = await channel.receive(request(update), now: Self.now, sink: sink.store)
      #expect((first.status, second.status) == (503, 200))
      #expect(sink.batches.map(\.cursor) == ["update-870001"])
    }
  }

  @Test func `nothing is stored while it is not known who administers a group`() async throws {
    try await TelegramFixture.run { telegram in
      telegram.server.addChat(-100, administrators: [42])
      telegram.server.failNext("getChatMember", .text("", status: 502))
      let sink = Sink()
      let channel = channel(telegram)
      let setting = update.replacing("/now", with: "/alerts on")
        .replacing(
          #""chat":{"id":42,"type":"private"}"#, with: #""chat":{"id":-100,"type":"group"}"#)
      let first = await channel.receive(request(setting), now: Self.now, sink: sink.store)
      #expect(sink.batches == [])
      let second = await channel.receive(request(setting), now: Self.now, sink: sink.store)
      #expect((first.status, second.status) == (503, 200))
      #expect(
        sink.batches.flatMap(\.events) == said("alerts on", in: -100, languageHint: "en", by: 42))
    }
  }

  @Test func `a bot with a webhook never polls`() async throws {
    try await TelegramFixture.run { telegram in
      await #expect(
        throws: ReceiveError.needsOperator(
          reason: "Telegram is configured to deliver by webhook, so it can't be polled")
      ) { try await channel(telegram).receive(after: nil) }
      #expect(telegram.server.callCount("getUpdates") == 0)
    }
  }

  @Test func `the secret is in no description`() {
    let receiving = TelegramReceiving.webhook(secret: secret)
    var dumped = ""
    dump(receiving, to: &dumped)
    #expect("\(receiving)" == "webhook")
    #expect(String(reflecting: [receiving]) == "[webhook]")
    #expect(!dumped.contains(secret))
  }

  /// The bot's web server, whose store fails so many times.
  private func serve(
    _ channel: TelegramChannel, sink: Sink
  ) async throws -> LoopbackServer {
    try await LoopbackServer.start { request in
      let path = request.path.split(separator: "/").map(String.init)
      guard path.count == 2, path[0] == "telegram", request.method == "POST" else {
        return .text("", status: 404)
      }
      let response = await channel.receive(
        PushRequest(
          endpoint: path[1],
          headers: Dictionary(
            request.headers.map { ($0.name.lowercased(), $0.value) },
            uniquingKeysWith: { first, _ in first }),
          body: request.body),
        now: Self.now, sink: sink.store)
      return .response(
        status: response.status, headers: [("Content-Type", response.contentType)],
        body: Array(response.body.utf8))
    }
  }

  @Test func `Telegram delivers in order until each update is stored`() async throws {
    try await TelegramFixture.run { telegram in
      let channel = channel(telegram)
      let sink = Sink(failures: 2)
      let web = try await serve(channel, sink: sink)
      try await channel.introduce(BotProfile(commands: [:], publicURL: web.baseURL))
      telegram.server.say("/now", in: 42)
      telegram.server.say("/next", in: 43)

      let second = await telegram.server.waitForDelivery { $0.updateID == 870_002 }
      #expect(second?.status == 200)
      #expect(telegram.server.deliveryAttempts.map(\.status) == [503, 503, 200, 200])
      #expect(sink.batches.map(\.cursor) == ["update-870001", "update-870002"])
      #expect(telegram.server.webhook?.lastError == "Wrong response from the webhook: 503")

      let delivery = try #require(second)
      #expect(await telegram.server.deliverAgain(delivery) == 200)
      #expect(sink.batches.map(\.cursor).last == "update-870002")
      #expect(await telegram.server.deliverAgain(delivery, secret: "guess") == 401)
      #expect(sink.batches.count == 3)
      #expect(telegram.server.violations == [])
      await web.stop()
    }
  }

  @Test func `a press on a button is acknowledged by the answer itself`() async throws {
    try await TelegramFixture.run { telegram in
      let channel = channel(telegram)
      let sink = Sink()
      let web = try await serve(channel, sink: sink)
      try await channel.introduce(BotProfile(commands: [:], publicURL: web.baseURL))
      telegram.server.addChat(42)
      let document = MessageDocument(
        blocks: [.paragraph([.text("Talk")])], buttons: [[.init(label: "☆", command: "star #1")]])
      _ = await channel.send(message(document, to: "telegram:42"))

      let press = try telegram.server.press("☆", in: 42)

      #expect(await telegram.server.waitForDelivery() != nil)
      #expect(telegram.server.acknowledgedCallbacks == [press])
      #expect(
        sink.batches.flatMap(\.events)
          == said("star #1", callbackID: press, languageHint: "en"))
      #expect(telegram.server.violations == [])
      await web.stop()
    }
  }
}
