import ChatChannels
import ConferenceModel
import HTTPTransport
import Messaging
import Synchronization
import TestSupport
import Testing

@Suite("Slack by Socket Mode")
struct SlackConnectedTests {
  private struct Full: Error {}

  /// Runs a test beside a bot that listens.
  private func run(
    acknowledgementTime: Duration = .seconds(60), sink: @escaping IncomingSink,
    _ body: (SlackFixture, SlackSocketStandIn) async throws -> Void
  ) async throws {
    try await SlackFixture.run { fixture in
      let socket = SlackSocketStandIn(acknowledgementTime: acknowledgementTime)
      try await socket.start()
      fixture.slack.connect(socket)
      let channel = SlackChannel(
        webhooks: [:],
        account: SlackAccount(
          botToken: fixture.slack.botToken, apiBase: fixture.slack.apiBase,
          receiving: .socket(appToken: socket.appToken), questionTimeout: .seconds(60)),
        transport: fixture.transport)
      #expect(channel.isConnected)
      #expect(!channel.isPushed)
      let (connected, signal) = AsyncStream<Void>.makeStream()
      let listening = Task {
        try await channel.listen(onConnected: { signal.yield() }, sink: sink)
      }
      for await _ in connected { break }
      try await body(fixture, socket)
      listening.cancel()
      await #expect(throws: CancellationError.self) { try await listening.value }
      await socket.stop()
    }
  }

  @Test func `it hears the same as over HTTP`() async throws {
    let heard = Mutex<[IncomingBatch]>([])
    try await run(sink: { batch in heard.withLock { $0.append(batch) } }) { fixture, socket in
      let command = fixture.slack.slashCommand("star 3", by: "U1", in: "C1")
      let told = [
        command, fixture.slack.directMessage("now", by: "U1"), fixture.slack.openHome(by: "U1"),
      ]
      for inbound in told {
        let receipt = await fixture.slack.deliver(inbound, through: socket)
        #expect(receipt?.retryAttempt == 0)
      }
      var expected: [IncomingBatch] = []
      for inbound in told {
        if let batch = await fixture.hear(inbound).batch { expected.append(batch) }
      }
      #expect(expected.count == 3)
      #expect(heard.withLock { $0 } == expected)
    }
  }

  @Test func `what was not stored comes again, what can't be read does not`() async throws {
    let heard = Mutex<[String]>([])
    let sink: IncomingSink = { batch in
      let count = heard.withLock { heard in
        heard.append(batch.cursor)
        return heard.count
      }
      if count == 1 { throw Full() }
    }
    try await run(acknowledgementTime: .seconds(3), sink: sink) { fixture, socket in
      let inbound = fixture.slack.directMessage("now", by: "U1")
      let receipt = await fixture.slack.deliver(inbound, through: socket)
      #expect(receipt?.retryAttempt == 1)
      let id = try #require(inbound.payload["event_id"]?.string)
      #expect(heard.withLock { $0 } == [id, id])
      let odd = await fixture.slack.deliver(
        .init(endpoint: "events", payload: ["type": "event_callback"]), through: socket)
      #expect(odd?.retryAttempt == 0)
    }
  }

  @Test func `an account by HTTP does not connect`() async throws {
    try await SlackFixture.run { fixture in
      #expect(!fixture.channel.isConnected)
      await #expect(
        throws: ReceiveError.needsOperator(reason: "Slack is not configured for Socket Mode")
      ) {
        try await fixture.channel.listen(onConnected: {}, sink: { _ in })
      }
    }
  }
}
