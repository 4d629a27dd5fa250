import ChatChannels
import HTTPTransport
import TestSupport
import Testing
import WebSocketTransport

/// The stand-in must refuse what Slack refuses, or tests against it show nothing.
@Suite("The stand-in for Slack's socket", .timeLimit(.minutes(2))) struct SlackSocketStandInTests {
  @Test(arguments: [
    ("no JSON", "a malformed acknowledgement"),
    (#"{"envelope":"x"}"#, "a malformed acknowledgement"),
    (#"{"envelope_id":7}"#, "a malformed acknowledgement"),
    (
      #"{"envelope_id":"envelope-9"}"#,
      "an acknowledgement of what this connection was not sent, or twice"
    ),
    (#"{"envelope_id":"envelope-1","ok":true}"#, "an acknowledgement with ok"),
  ])
  func `a wrong acknowledgement is noticed and acknowledges nothing`(
    text: String, violation: String
  ) async throws {
    let slack = SlackSocketStandIn(acknowledgementTime: .milliseconds(300))
    try await slack.start()
    let url = try WebSocketURL(slack.issueAddress()).unwrapped()
    try await WebSocket.connect(to: url) { connection in
      async let receipt = slack.deliver("events_api", [:], retries: 0)
      var messages = connection.messages.makeAsyncIterator()
      while let message = try await messages.next(), message.contains("hello") {}
      try await connection.send(text)
      #expect(await receipt == nil)
    }
    #expect(slack.violations == [violation])
    await slack.stop()
  }

  @Test func `an envelope is acknowledged once`() async throws {
    let slack = SlackSocketStandIn()
    try await slack.start()
    let url = try WebSocketURL(slack.issueAddress()).unwrapped()
    try await WebSocket.connect(to: url) { connection in
      async let receipt = slack.deliver("events_api", [:])
      var messages = connection.messages.makeAsyncIterator()
      while let message = try await messages.next(), message.contains("hello") {}
      try await connection.send(#"{"envelope_id":"envelope-1"}"#)
      #expect(await receipt?.envelope == "envelope-1")
      try await connection.send(#"{"envelope_id":"envelope-1"}"#)
    }
    #expect(await slack.waitForEnd(of: 1))
    #expect(
      slack.violations == ["an acknowledgement of what this connection was not sent, or twice"])
    await slack.stop()
  }

  @Test func `an eleventh connection is refused`() async throws {
    try await SlackSocketFixture.run(connections: 10) { fixture in
      _ = try await fixture.slack.waitForConnections(10).unwrapped()
      let url = try WebSocketURL(fixture.slack.issueAddress()).unwrapped()
      await #expect(throws: WebSocketError.refused(status: 403)) {
        try await WebSocket.connect(to: url) { _ in }
      }
      #expect(fixture.slack.violations == ["more than 10 connections"])
    }
  }

  @Test(arguments: [
    ("12", "dGhlIHNhbXBsZSBub25jZQ==", "no version 13"),
    ("13", "short", "the key is no 16 bytes"),
  ])
  func `a wrong handshake is refused`(
    version: String, key: String, violation: String
  ) async throws {
    let slack = SlackSocketStandIn()
    try await slack.start()
    let transport = CurlTransport()
    let response = try await transport.send(
      HTTPRequest(
        url: slack.issueAddress().replacing("ws://", with: "http://"),
        headers: [
          HTTPHeader("Connection", "Upgrade"), HTTPHeader("Upgrade", "websocket"),
          HTTPHeader("Sec-WebSocket-Version", version), HTTPHeader("Sec-WebSocket-Key", key),
        ]))
    #expect(response.status == 400)
    #expect(slack.violations == [violation])
    transport.shutdown()
    await slack.stop()
  }

  @Test func `a person's command has the fields that Slack sends`() async throws {
    try await SlackSocketFixture.run { fixture in
      let receipt = await fixture.slack.type("star 3", user: "U7", channel: "C7")
      #expect(receipt?.retryAttempt == 0)
      let payload = try StandInJSON(fixture.envelopes.first.unwrapped().payload).unwrapped()
      #expect(payload["command"] == "/talkbell")
      #expect(payload["text"] == "star 3")
      #expect(payload["user_id"] == "U7")
      #expect(payload["channel_id"] == "C7")
    }
  }
}
