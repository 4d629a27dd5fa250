import ChatChannels
import Messaging
import TestSupport
import Testing
import WebSocketTransport

@Suite("Slack's socket", .timeLimit(.minutes(2))) struct SlackSocketTests {
  private let event: StandInJSON = [
    "type": "event_callback", "event_id": "Ev1", "event": ["type": "app_mention", "text": "hi"],
  ]

  @Test func `an envelope is handed over as it came and acknowledged`() async throws {
    let failure = try await SlackSocketFixture.run { fixture in
      let connections = try await fixture.slack.waitForConnections(2, timeout: .seconds(60))
        .unwrapped()
      #expect(connections == [1, 2])

      let receipt = await fixture.slack.deliver("events_api", event, on: 2)

      #expect(
        receipt
          == SlackSocketStandIn.Receipt(envelope: "envelope-1", connection: 2, retryAttempt: 0))
      #expect(
        fixture.envelopes == [
          SlackEnvelope(id: "envelope-1", kind: .event, payload: Array(event.text.utf8))
        ])
      #expect(fixture.timesConnected == 1)
      #expect(fixture.slack.violations == [])
    }
    #expect(failure is CancellationError)
  }

  @Test(
    arguments: [
      ("slash_commands", .slashCommand), ("interactive", .interaction), ("events_api", .event),
    ] as [(String, SlackEnvelope.Kind)])
  func `each kind is told`(name: String, kind: SlackEnvelope.Kind) async throws {
    try await SlackSocketFixture.run { fixture in
      let receipt = await fixture.slack.deliver(name, ["a": 1])
      #expect(receipt != nil)
      #expect(
        fixture.envelopes
          == [SlackEnvelope(id: "envelope-1", kind: kind, payload: Array(#"{"a":1}"#.utf8))])
    }
  }

  @Test func `what is unknown is ignored and what follows is heard`() async throws {
    try await SlackSocketFixture.run(connections: 1) { fixture in
      _ = try await fixture.slack.waitForConnections(1, timeout: .seconds(60)).unwrapped()
      for text in [
        "", "no JSON", "[]", "{}", #"{"type":7}"#, #"{"type":"news","envelope_id":"x"}"#,
        #"{"type":"events_api","payload":{}}"#, #"{"type":"events_api","envelope_id":"x"}"#,
        #"{"type":"events_api","envelope_id":"x","payload":"text"}"#,
        #"{"type":"disconnect","reason":"too_many_websockets"}"#,
        String(repeating: "[", count: 100_000),
      ] {
        await fixture.slack.say(text, on: 1)
      }
      let receipt = await fixture.slack.deliver("events_api", event)
      #expect(
        receipt
          == SlackSocketStandIn.Receipt(envelope: "envelope-1", connection: 1, retryAttempt: 0))
      #expect(fixture.envelopes.map(\.id) == ["envelope-1"])
      #expect(fixture.slack.violations == [])
    }
  }

  @Test func `nothing is acknowledged before it was acted on`() async throws {
    let (gate, opener) = AsyncStream<Void>.makeStream()
    try await SlackSocketFixture.run { _ in
      for await _ in gate { break }
    } _: { fixture in
      async let receipt = fixture.slack.deliver("events_api", event)
      _ = await fixture.journal.first(timeout: .seconds(60)) { $0 != .connected }
      #expect(fixture.slack.acknowledgedEnvelopes == [])
      opener.yield()
      let acknowledged = await receipt
      #expect(acknowledged != nil)
    }
  }

  @Test func `what was not acted on comes again on another connection`() async throws {
    let attempts = StandInJournal<Int>()
    try await SlackSocketFixture.run(acknowledgementTime: .seconds(1)) { envelope in
      attempts.append(envelope.retryAttempt)
      if envelope.retryAttempt == 0 { throw NeverCame() }
    } _: { fixture in
      _ = try await fixture.slack.waitForConnections(2, timeout: .seconds(60)).unwrapped()
      // A busy machine may need more attempts than two.
      let receipt = await fixture.slack.deliver("events_api", event, on: 1, retries: 20)
      #expect(receipt != nil)
      #expect(attempts.entries.prefix(2) == [0, 1])
      #expect(fixture.slack.violations == [])
    }
  }

  @Test func `envelopes of one connection are acted on one at a time and in order`() async throws {
    let order = StandInJournal<String>()
    try await SlackSocketFixture.run(connections: 1) { envelope in
      order.append("begin \(envelope.id)")
      for _ in 0..<20 { await Task.yield() }
      order.append("end \(envelope.id)")
    } _: { fixture in
      _ = try await fixture.slack.waitForConnections(1, timeout: .seconds(60)).unwrapped()
      for number in 1...5 {
        await fixture.slack.say(
          #"{"type":"events_api","envelope_id":"\#(number)","payload":{}}"#, on: 1)
      }
      _ = await order.first(timeout: .seconds(60)) { $0 == "end 5" }
      #expect(order.entries == (1...5).flatMap { ["begin \($0)", "end \($0)"] })
    }
  }

  @Test(arguments: [SlackSocketStandIn.DisconnectReason.warning, .refreshRequested])
  func `a connection that is to end is replaced before and heard until then`(
    reason: SlackSocketStandIn.DisconnectReason
  ) async throws {
    try await SlackSocketFixture.run(connections: 1) { fixture in
      _ = try await fixture.slack.waitForConnections(1, timeout: .seconds(60)).unwrapped()
      await fixture.slack.disconnect(1, reason)
      #expect(
        try await fixture.slack.waitForConnections(2, timeout: .seconds(60)).unwrapped() == [1, 2])

      let old = await fixture.slack.deliver("events_api", event, on: 1)
      #expect(old?.connection == 1)
      await fixture.slack.close(1)
      #expect(await fixture.slack.waitForEnd(of: 1))
      let new = await fixture.slack.deliver("events_api", event)
      #expect(new?.connection == 2)
      // Both replacement and end change nothing for the listener.
      #expect(fixture.timesConnected == 1)
      #expect(fixture.slack.issuedAddresses == 2)
      #expect(fixture.slack.violations == [])
    }
  }

  @Test func `a warning and a request to refresh bring one replacement`() async throws {
    try await SlackSocketFixture.run(connections: 1) { fixture in
      _ = try await fixture.slack.waitForConnections(1, timeout: .seconds(60)).unwrapped()
      await fixture.slack.disconnect(1, .warning)
      await fixture.slack.disconnect(1, .refreshRequested)
      await fixture.slack.close(1)
      #expect(await fixture.slack.waitForEnd(of: 1))
      #expect(await fixture.slack.deliver("events_api", event)?.connection == 2)
      #expect(fixture.slack.issuedAddresses == 2)
    }
  }

  @Test func `a connection that breaks is replaced at once`() async throws {
    try await SlackSocketFixture.run(connections: 1) { fixture in
      try await fixture.waitForProvenConnections(1)
      await fixture.slack.drop(1)
      #expect(await fixture.slack.waitForEnd(of: 1))
      #expect(await fixture.slack.deliver("events_api", event)?.connection == 2)
      #expect(fixture.timesConnected == 2)
    }
  }

  @Test func `an envelope that a break cuts off comes again`() async throws {
    let (gate, opener) = AsyncStream<Void>.makeStream()
    try await SlackSocketFixture.run { envelope in
      if envelope.retryAttempt == 0 { for await _ in gate { break } }
    } _: { fixture in
      _ = try await fixture.slack.waitForConnections(2, timeout: .seconds(60)).unwrapped()
      async let receipt = fixture.slack.deliver("events_api", event, on: 1)
      _ = await fixture.journal.first(timeout: .seconds(60)) { $0 != .connected }
      await fixture.slack.drop(1)
      opener.yield()
      #expect(
        await receipt
          == SlackSocketStandIn.Receipt(envelope: "envelope-1", connection: 2, retryAttempt: 1))
      #expect(fixture.slack.violations == [])
    }
  }

  @Test func `while one connection stands the loss of another is borne`() async throws {
    try await SlackSocketFixture.run { fixture in
      try await fixture.waitForProvenConnections(2)
      fixture.slack.failNextOpen(.text("oops", status: 503))
      await fixture.slack.drop(1)
      #expect(await fixture.slack.waitForEnd(of: 1))
      #expect(await fixture.slack.deliver("events_api", event)?.connection == 2)

      // The next change fills the empty place too.
      await fixture.slack.disconnect(2, .warning)
      #expect(
        try await fixture.slack.waitForConnections(3, timeout: .seconds(60)).unwrapped() == [
          2, 3, 4,
        ])
      #expect(fixture.timesConnected == 1)
    }
  }

  @Test func `the loss of the last connection is told when there is no other to be had`()
    async throws
  {
    let failure = try await SlackSocketFixture.run(connections: 1, isCancelled: false) { fixture in
      try await fixture.waitForProvenConnections(1)
      fixture.slack.failNextOpen(
        .json(
          #"{"ok":false,"error":"ratelimited"}"#, status: 429, headers: [("Retry-After", "30")]))
      await fixture.slack.drop(1)
    }
    #expect(
      failure as? ReceiveError
        == .temporary(reason: "Slack asks to wait (429)", retryAfter: .seconds(30)))
  }

  @Test func `a silent connection is given up`() async throws {
    // The stand-in pings every five seconds only.
    let limits = WebSocketLimits(silence: .milliseconds(300))
    let failure = try await SlackSocketFixture.run(
      connections: 1, limits: limits, isCancelled: false
    ) { _ in }
    #expect(
      failure as? ReceiveError
        == .temporary(
          reason:
            "Slack's socket: the connection broke: the server was silent for too long",
          retryAfter: nil))
  }

  @Test func `Socket Mode that is switched off waits for the operator`() async throws {
    let failure = try await SlackSocketFixture.run(isCancelled: false) { fixture in
      _ = try await fixture.slack.waitForConnections(2, timeout: .seconds(60)).unwrapped()
      await fixture.slack.disconnect(2, .linkDisabled)
    }
    #expect(
      failure as? ReceiveError
        == .needsOperator(
          reason: "Socket Mode is switched off in the Slack app's settings: switch it on there"))
  }

  @Test func `ten connections are replaced one by one within Slack's limit`() async throws {
    try await SlackSocketFixture.run(connections: 99) { fixture in
      #expect(
        try await fixture.slack.waitForConnections(10, timeout: .seconds(60)).unwrapped()
          == Array(1...10))
      await fixture.slack.disconnect(3, .warning)
      await fixture.slack.close(3)
      _ = await fixture.slack.waitForEnd(of: 3)
      let now = try await fixture.slack.waitForConnections(10, timeout: .seconds(60)).unwrapped()
      #expect(now == [1, 2] + Array(4...11))
      #expect(fixture.slack.violations == [])
    }
  }

  @Test func `cancelling closes all connections`() async throws {
    let journal = StandInJournal<SlackSocketStandIn>()
    let failure = try await SlackSocketFixture.run { fixture in
      _ = try await fixture.slack.waitForConnections(2, timeout: .seconds(60)).unwrapped()
      journal.append(fixture.slack)
    }
    #expect(failure is CancellationError)
    #expect(journal.entries.map(\.violations) == [[]])
  }
}
