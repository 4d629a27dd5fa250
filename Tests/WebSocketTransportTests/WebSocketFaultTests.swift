import TestSupport
import Testing
import WebSocketTransport

/// What a server may do wrong once the connection stands.
struct WebSocketFault: Sendable, CustomTestStringConvertible {
  var name: String
  var error: WebSocketError
  /// The code of our close frame; nil where none can be sent.
  var code: UInt16?
  var act: @Sendable (WebSocketPeer) async throws -> Void

  var testDescription: String { name }

  static let all: [WebSocketFault] = [
    .init(name: "binary", error: .unusable(reason: "it is binary"), code: 1003) {
      try await $0.send(.binary, [1, 2, 3])
    },
    .init(name: "not UTF-8", error: .unusable(reason: "it is not UTF-8"), code: 1007) {
      try await $0.send(.text, [0xC3, 0x28])
    },
    .init(
      name: "too long in one frame", error: .unusable(reason: "it is longer than the limit"),
      code: 1009
    ) { try await $0.send(String(repeating: "x", count: 1001)) },
    .init(
      name: "a length beyond memory", error: .unusable(reason: "it is longer than the limit"),
      code: 1009
    ) { try await $0.send(raw: [0x81, 0x7F] + [UInt8](repeating: 0xFF, count: 8)) },
    .init(
      name: "too long in many frames", error: .unusable(reason: "it is longer than the limit"),
      code: 1009
    ) { peer in
      try await peer.send(.text, [UInt8](repeating: 0x78, count: 501), isFinal: false)
      try await peer.send(.continuation, [UInt8](repeating: 0x78, count: 500))
    },
    .init(name: "masked", error: .unusable(reason: "a frame against the rules"), code: 1002) {
      try await $0.send(.text, [0x78], isMasked: true)
    },
    .init(
      name: "reserved bits", error: .unusable(reason: "a frame against the rules"), code: 1002
    ) { try await $0.send(.text, [0x78], isExtended: true) },
    .init(
      name: "an unknown kind", error: .unusable(reason: "a frame of an unknown kind"), code: 1002
    ) { try await $0.send(raw: [0x83, 0x00]) },
    .init(
      name: "a message within another",
      error: .unusable(reason: "a message began within another"), code: 1002
    ) { peer in
      try await peer.send(.text, [0x78], isFinal: false)
      try await peer.send("y")
    },
    .init(
      name: "no beginning", error: .unusable(reason: "a message without its beginning"),
      code: 1002
    ) { try await $0.send(.continuation, [0x78]) },
    .init(
      name: "a long ping", error: .unusable(reason: "a control frame against the rules"),
      code: 1002
    ) { try await $0.send(.ping, [UInt8](repeating: 0, count: 126)) },
    .init(
      name: "a ping in pieces", error: .unusable(reason: "a control frame against the rules"),
      code: 1002
    ) { try await $0.send(.ping, [], isFinal: false) },
    .init(name: "cut off", error: .interrupted(reason: "it ended without a goodbye")) {
      await $0.cut()
    },
    .init(name: "cut off within", error: .interrupted(reason: "it ended without a goodbye")) {
      try await $0.send(raw: [0x81, 0x7E, 0x01])
      await $0.cut()
    },
    .init(name: "reset", error: .interrupted(reason: "the other side reset it")) {
      await $0.reset()
    },
    .init(
      name: "silent", error: .interrupted(reason: "the server was silent for too long")
    ) { try await $0.fallSilent() },
  ]
}

@Suite("A WebSocket's server", .timeLimit(.minutes(2))) struct WebSocketFaultTests {
  @Test(arguments: WebSocketFault.all)
  func `does something wrong, and what came before is kept`(_ fault: WebSocketFault) async throws {
    let journal = StandInJournal<WebSocketPeer.Heard>()
    let violations = try await WebSocketFixture.run { peer in
      try await peer.send("before")
      // Only when it was read: a reset may overtake it.
      var heard = peer.heard.makeAsyncIterator()
      _ = await heard.next()
      try await fault.act(peer)
      while let next = await heard.next() { journal.append(next) }
    } _: { fixture in
      let limits = WebSocketLimits(
        connectTimeout: .seconds(60), silence: .seconds(fault.name == "silent" ? 1 : 60),
        maximumMessageBytes: 1000)
      await #expect(throws: fault.error) {
        try await WebSocket.connect(to: fixture.url(), limits: limits) { connection in
          var messages = connection.messages.makeAsyncIterator()
          #expect(try await messages.next() == "before")
          try await connection.send("go on")
          while let message = try await messages.next() { Issue.record("heard \(message)") }
        }
      }
      if let code = fault.code {
        let farewell = await journal.first(timeout: .seconds(60)) { _ in true }
        #expect(farewell == .close(code: code))
      }
    }
    #expect(violations == [])
  }

  @Test func `pings keep a connection alive that brings no message`() async throws {
    let violations = try await WebSocketFixture.run(pingEvery: .milliseconds(200)) { peer in
      var heard = peer.heard.makeAsyncIterator()
      // Together they take longer than the silence that is borne.
      for _ in 0..<8 { _ = await heard.next() }
      try await peer.send("still here")
      try await peer.close()
      _ = await heard.next()
    } _: { fixture in
      let heard = try await fixture.hear(WebSocketLimits(silence: .seconds(1)))
      #expect(heard == Heard(messages: ["still here"]))
    }
    #expect(violations == [])
  }

  @Test func `a message of exactly the limit arrives`() async throws {
    let text = String(repeating: "é", count: 1 << 19)
    try await WebSocketFixture.run { peer in
      try await peer.send(text)
      try await peer.close()
      for await _ in peer.heard {}
    } _: { fixture in
      let heard = try await fixture.hear()
      #expect(heard == Heard(messages: [text]))
    }
  }
}
