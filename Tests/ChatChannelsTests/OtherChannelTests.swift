import ChatChannels
import ConferenceModel
import HTTPTransport
import Messaging
import Synchronization
import TestSupport
import Testing

@Suite("Console")
struct ConsoleChannelTests {
  @Test func `lines typed are commands, numbered by the cursor`() async throws {
    let (lines, input) = AsyncStream<String>.makeStream()
    let channel = ConsoleChannel(lines: lines, write: { _ in })
    for line in ["search gpu", "  ", "/star 1", "\u{1B}[A"] { input.yield(line) }

    var cursor: String?
    var texts: [String] = []
    for _ in 0..<3 {
      let batch = try await channel.receive(after: cursor)
      cursor = batch.cursor
      for case .message(let message) in batch.events { texts.append(message.text) }
    }

    #expect(texts == ["search gpu", "star 1", "[A"])
    #expect(cursor == "3")
  }

  @Test func `the end of the input is told and then nothing is heard`() async throws {
    let (lines, input) = AsyncStream<String>.makeStream()
    let (ended, signal) = AsyncStream<Void>.makeStream()
    let channel = ConsoleChannel(lines: lines, write: { _ in }, onEnd: { signal.yield() })
    input.finish()

    let receiving = Task { try await channel.receive(after: "7") }
    for await _ in ended { break }
    receiving.cancel()

    await #expect(throws: CancellationError.self) { try await receiving.value }
  }

  @Test func `messages are written as text, those of channels under their name`() async {
    let written = Mutex<[String]>([])
    let channel = ConsoleChannel(
      lines: AsyncStream { $0.finish() }, write: { text in written.withLock { $0.append(text) } })

    let outcome = await channel.send(message(to: "console:me"))
    let elsewhere = await channel.send(message(to: "console:hall\u{1B}way"))

    #expect(outcome == .delivered(receipt: nil))
    #expect(elsewhere == .delivered(receipt: nil))
    #expect(
      written.withLock { $0 } == [
        "Keynote starts in 10 minutes", "#hallway\nKeynote starts in 10 minutes",
      ])
  }
}

@Suite("Slack's webhooks")
struct SlackChannelTests {
  @Test(arguments: ["slack:webhook/hallway", "slack:C0123", "slack:webhook/"])
  func `a name that is not configured is refused`(_ address: String) async {
    let transport = CurlTransport()
    let channel = SlackChannel(
      webhooks: ["announcements": "http://127.0.0.1:9/"], transport: transport)
    let sent = message(to: address)

    #expect(
      await channel.send(sent)
        == .refused(reason: "\(sent.address.conversation) is no configured Slack webhook"))
    transport.shutdown()
  }

  @Test func `each webhook has its own pace`() {
    let transport = CurlTransport()
    let channel = SlackChannel(webhooks: [:], transport: transport)
    let address = ConversationAddress(platform: .slack, conversation: "webhook/a")
    #expect(
      channel.rateRules(for: address)
        == [RateRule(lane: "slack:webhook/a", permits: 1, period: .seconds(1))])
    #expect(!channel.isIdempotent)
    transport.shutdown()
  }
}

@Suite("Matrix")
struct MatrixChannelTests {
  private static let room = "!hallway:example.org"

  private func run(
    _ body: (MatrixStandIn, MatrixChannel) async throws -> Void
  ) async throws {
    let server = MatrixStandIn()
    try await server.start()
    let transport = CurlTransport()
    try await body(
      server,
      MatrixChannel(
        homeserver: server.baseURL + "/", accessToken: server.accessToken, transport: transport))
    transport.shutdown()
    await server.stop()
  }

  @Test func `a message sent again under its transaction is there once`() async throws {
    try await run { server, channel in
      server.failNextSend(.reset, takesEffect: true)
      let first = await channel.send(message(to: "matrix:\(Self.room)"))
      let second = await channel.send(message(to: "matrix:\(Self.room)"))

      #expect(first == .ambiguous(reason: "the connection to the homeserver broke"))
      #expect(second == .delivered(receipt: "$event1:example.org"))
      #expect(server.events(in: Self.room).count == 1)
      #expect(server.repeatedTransactions == 1)
      #expect(channel.isIdempotent)
    }
  }

  @Test func `what must ring is a text and what is quiet a notice`() async throws {
    try await run { server, channel in
      _ = await channel.send(message(to: "matrix:\(Self.room)", transactionID: "a"))
      _ = await channel.send(
        message(to: "matrix:\(Self.room)", attention: .quiet, transactionID: "b"))
      #expect(server.events(in: Self.room).map(\.type) == ["m.text", "m.notice"])
      #expect(server.violations == [])
    }
  }

  @Test func `a token is verified before the start`() async throws {
    try await run { server, channel in
      #expect(await channel.verify() == nil)
      let transport = CurlTransport()
      let wrong = MatrixChannel(
        homeserver: server.baseURL, accessToken: "wrong", transport: transport)
      #expect(
        await wrong.verify()
          == .needsOperator(
            reason: "the homeserver refuses the token (401): check platforms.matrix.accessToken"))
      transport.shutdown()
    }
  }
}

@Suite("The catalog")
struct ChannelCatalogTests {
  @Test(
    arguments: [
      (
        ChannelConfiguration.telegram(
          token: "1:a", apiBase: TelegramChannel.publicAPIBase, pollTimeout: .seconds(50)),
        ChatPlatform.telegram, true
      ),
      (.slack(webhooks: [:]), .slack, false),
      (.matrix(homeserver: "https://m.example", accessToken: "a"), .matrix, true),
      (
        .console(
          lines: AsyncStream { $0.finish() }, isStyled: false, write: { _ in }, onEnd: {}),
        .console, true
      ),
    ])
  func `a configuration gives its platform's channel`(
    _ configuration: ChannelConfiguration, _ platform: ChatPlatform, _ hears: Bool
  ) {
    let transport = CurlTransport()
    let channel = ChannelCatalog.channel(configuration, transport: transport)
    #expect(channel.platform == platform)
    #expect((channel is any ReceivingChannel) == hears)
    transport.shutdown()
  }
}
