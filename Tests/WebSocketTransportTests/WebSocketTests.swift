import TestSupport
import Testing
import WebSocketTransport

@Suite("A WebSocket", .timeLimit(.minutes(2))) struct WebSocketTests {
  @Test func `messages go both ways in order`() async throws {
    let ends = StandInJournal<Int>()
    let violations = try await WebSocketFixture.run { peer in
      for await heard in peer.heard {
        if case .text(let text) = heard { try await peer.send("heard \(text)") }
      }
      ends.append(peer.number)
    } _: { fixture in
      let answers = try await WebSocket.connect(to: fixture.url()) { connection in
        var answers: [String] = []
        try await connection.send("one")
        try await connection.send("zwei 二 👍")
        try await connection.send("")
        for try await answer in connection.messages {
          answers.append(answer)
          if answers.count == 3 { break }
        }
        return answers
      }
      #expect(answers == ["heard one", "heard zwei 二 👍", "heard "])
      #expect(await ends.first(timeout: .seconds(60)) { _ in true } == 1)
    }
    #expect(violations == [])
  }

  @Test func `the handshake asks for what the address says`() async throws {
    let openings = StandInJournal<[String]>()
    let violations = try await WebSocketFixture.run { opening in
      openings.append([
        opening.target, opening.header("Host") ?? "", opening.header("Upgrade") ?? "",
      ])
      return .accept()
    } session: { peer in
      try await peer.close()
    } _: { fixture in
      let nothing = try await fixture.hear()
      #expect(nothing == Heard())
      #expect(
        openings.entries == [
          ["/link/?ticket=SECRET&app_id=1", "127.0.0.1:\(fixture.server.port)", "websocket"]
        ])
    }
    #expect(violations == [])
  }

  @Test func `fragments are joined, also with a ping between them`() async throws {
    let pongs = StandInJournal<WebSocketPeer.Heard>()
    let violations = try await WebSocketFixture.run { peer in
      // Two bytes of one character, apart.
      try await peer.send(.text, [0x61, 0xC3], isFinal: false)
      try await peer.send(.ping, [7, 8])
      try await peer.send(.continuation, [], isFinal: false)
      try await peer.send(.continuation, [0xA9])
      try await peer.send("next")
      try await peer.close(code: 1001, reason: "bye")
      for await heard in peer.heard { pongs.append(heard) }
    } _: { fixture in
      let brought = try await fixture.hear()
      #expect(brought == Heard(messages: ["aé", "next"]))
      let farewell = await pongs.first(timeout: .seconds(60)) { $0 == .close(code: 1001) }
      #expect(farewell != nil)
      #expect(pongs.entries == [.pong([7, 8]), .close(code: 1001)])
    }
    #expect(violations == [])
  }

  @Test(
    arguments: [
      (nil, nil), (1000, 1000), (1001, 1001), (4321, 4321), (1005, 1002), (999, 1002),
    ] as [(UInt16?, UInt16?)])
  func `a close frame is answered with its code, if there may be one`(
    code: UInt16?, answer: UInt16?
  ) async throws {
    let journal = StandInJournal<WebSocketPeer.Heard>()
    let violations = try await WebSocketFixture.run { peer in
      try await peer.close(code: code)
      for await heard in peer.heard { journal.append(heard) }
    } _: { fixture in
      let nothing = try await fixture.hear()
      #expect(nothing == Heard())
      #expect(await journal.first(timeout: .seconds(60)) { _ in true } == .close(code: answer))
    }
    #expect(violations == [])
  }

  @Test func `a body that is done says goodbye and leaves nothing`() async throws {
    let journal = StandInJournal<WebSocketPeer.Heard>()
    let violations = try await WebSocketFixture.run { peer in
      for await heard in peer.heard { journal.append(heard) }
    } _: { fixture in
      let number = try await WebSocket.connect(to: fixture.url()) { _ in 7 }
      #expect(number == 7)
      #expect(await journal.first(timeout: .seconds(60)) { _ in true } == .close(code: 1000))
    }
    #expect(violations == [])
  }

  @Test func `a server that never says goodbye does not hold us up`() async throws {
    try await WebSocketFixture.run { peer in
      try await peer.fallSilent()
      try await peer.send("ready")
      _ = await StandInJournal<Int>().first(timeout: .seconds(60)) { _ in true }
    } _: { fixture in
      let limits = WebSocketLimits(closeTimeout: .milliseconds(50))
      let first = try await WebSocket.connect(to: fixture.url(), limits: limits) { connection in
        var messages = connection.messages.makeAsyncIterator()
        return try await messages.next()
      }
      #expect(first == "ready")
    }
  }

  @Test func `cancelling closes the connection`() async throws {
    let journal = StandInJournal<WebSocketPeer.Heard>()
    let violations = try await WebSocketFixture.run { peer in
      try await peer.send("ready")
      for await heard in peer.heard { journal.append(heard) }
    } _: { fixture in
      let url = try fixture.url()
      let (ready, continuation) = AsyncStream<Void>.makeStream()
      let task = Task {
        try await WebSocket.connect(to: url) { connection in
          for try await _ in connection.messages { continuation.yield() }
        }
      }
      for await _ in ready { break }
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      #expect(await journal.first(timeout: .seconds(60)) { _ in true } == .close(code: 1000))
    }
    #expect(violations == [])
  }

  @Test func `cancelling during the handshake ends it`() async throws {
    let asked = StandInJournal<String>()
    try await WebSocketFixture.run { opening in
      asked.append(opening.target)
      return .never
    } session: { _ in
    } _: { fixture in
      let url = try fixture.url()
      let task = Task { try await WebSocket.connect(to: url) { _ in } }
      _ = await asked.first(timeout: .seconds(60)) { _ in true }
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
    }
  }

  @Test func `an error of the body is passed on`() async throws {
    try await WebSocketFixture.run { peer in
      for await _ in peer.heard {}
    } _: { fixture in
      await #expect(throws: NoAddress.self) {
        try await WebSocket.connect(to: fixture.url()) { _ in throw NoAddress() }
      }
    }
  }

  @Test func `sending after the end says so`() async throws {
    try await WebSocketFixture.run { peer in
      try await peer.close()
      for await _ in peer.heard {}
    } _: { fixture in
      await #expect(
        throws: WebSocketError.interrupted(reason: "it ended before the message was sent")
      ) {
        try await WebSocket.connect(to: fixture.url()) { connection in
          for try await _ in connection.messages {}
          try await connection.send("too late")
        }
      }
    }
  }

  @Test func `cancelling ends a message that the network does not take`() async throws {
    try await WebSocketFixture.run { peer in
      try await peer.fallSilent()
      try await peer.send("ready")
      _ = await StandInJournal<Int>().first(timeout: .seconds(60)) { _ in true }
    } _: { fixture in
      let url = try fixture.url()
      let (ready, continuation) = AsyncStream<Void>.makeStream()
      let limits = WebSocketLimits(closeTimeout: .milliseconds(50))
      let task = Task {
        try await WebSocket.connect(to: url, limits: limits) { connection in
          var messages = connection.messages.makeAsyncIterator()
          _ = try await messages.next()
          continuation.yield()
          while true { try await connection.send(String(repeating: "x", count: 1 << 20)) }
        }
      }
      for await _ in ready { break }
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
    }
  }

  @Test func `many messages wait for a slow reader and none is lost`() async throws {
    let all = (0..<1000).map { "message \($0)" }
    let violations = try await WebSocketFixture.run { peer in
      for message in all { try await peer.send(message) }
      try await peer.close()
      for await _ in peer.heard {}
    } _: { fixture in
      let heard = try await WebSocket.connect(to: fixture.url()) { connection in
        var heard: [String] = []
        for try await message in connection.messages {
          await Task.yield()
          heard.append(message)
        }
        return heard
      }
      #expect(heard == all)
    }
    #expect(violations == [])
  }
}
