import TestSupport
import Testing
import WebSocketTransport

/// What may answer a handshake.
struct HandshakeAnswer: Sendable, CustomTestStringConvertible {
  var name: String
  var reply: LoopbackServer.Reply
  var error: WebSocketError

  var testDescription: String { name }

  static let all: [HandshakeAnswer] = [
    .init(name: "200", reply: .text("hello"), error: .refused(status: 200)),
    .init(
      name: "a redirect",
      reply: .response(status: 302, headers: [("Location", "ws://127.0.0.1:9/other")]),
      error: .refused(status: 302)),
    .init(name: "403", reply: .text("expired", status: 403), error: .refused(status: 403)),
    .init(name: "429", reply: .text("slow down", status: 429), error: .refused(status: 429)),
    .init(name: "503", reply: .text("<html>", status: 503), error: .refused(status: 503)),
    .init(
      name: "101 with another key's answer",
      reply: raw("101 Switching Protocols", "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo="),
      error: .connect(reason: "127.0.0.1: the handshake's answer is not WebSocket's")),
    .init(
      name: "101 without an answer to the key", reply: raw("101 Switching Protocols", "X: y"),
      error: .connect(reason: "127.0.0.1: the handshake's answer is not WebSocket's")),
    .init(
      name: "no HTTP", reply: .raw(Array("SSH-2.0-OpenSSH_9.2p1\r\n\r\n".utf8)),
      error: .connect(reason: "127.0.0.1: the answer is not HTTP")),
    .init(
      name: "a reset", reply: .reset,
      error: .connect(reason: "127.0.0.1: the other side reset it")),
    .init(
      name: "half an answer", reply: .raw(Array("HTTP/1.1 101 Swi".utf8)),
      error: .connect(reason: "127.0.0.1: it ended in the middle")),
    .init(
      name: "silence", reply: .never, error: .connect(reason: "127.0.0.1: no answer in time")),
  ]

  private static func raw(_ status: String, _ header: String) -> LoopbackServer.Reply {
    let lines = ["HTTP/1.1 \(status)", "Upgrade: websocket", "Connection: Upgrade", header, "", ""]
    return .raw(Array(lines.joined(separator: "\r\n").utf8))
  }
}

@Suite("A WebSocket's handshake", .timeLimit(.minutes(2))) struct WebSocketHandshakeTests {
  @Test(arguments: HandshakeAnswer.all)
  func `ends with what the server said, and no ticket in it`(_ row: HandshakeAnswer) async throws {
    let server = try await LoopbackServer.start { _ in row.reply }
    let url = try address("ws://127.0.0.1:\(server.port)/link/?ticket=SECRET")

    let heard = try await collected(
      from: url, limits: WebSocketLimits(connectTimeout: .seconds(row.name == "silence" ? 1 : 60)))

    #expect(heard == Heard(error: row.error))
    #expect(!"\(heard)".contains("SECRET"))
    await server.stop()
  }

  @Test(arguments: [
    ("Sec-WebSocket-Extensions", "permessage-deflate"), ("Sec-WebSocket-Protocol", "chat"),
  ])
  func `fails when the server chooses what was not offered`(
    header: String, value: String
  ) async throws {
    try await WebSocketFixture.run { _ in
      .accept(headers: [(header, value)])
    } session: { peer in
      for await _ in peer.heard {}
    } _: { fixture in
      let heard = try await fixture.hear()
      #expect(heard == Heard(error: .connect(reason: "the server chose what was not offered")))
    }
  }

  @Test func `is refused by a strict server without anything said to it`() async throws {
    let violations = try await WebSocketFixture.run { _ in
      .refuse(status: 410)
    } session: { _ in
    } _: { fixture in
      let heard = try await fixture.hear()
      #expect(heard == Heard(error: .refused(status: 410)))
    }
    #expect(violations == [])
  }

  @Test func `fails where nobody listens`() async throws {
    let port = try ClosedPort()
    let url = try address(port.baseURL.replacing("http:", with: "ws:") + "/?ticket=SECRET")
    #expect(
      try await collected(from: url)
        == Heard(error: .connect(reason: "127.0.0.1: nobody listens there")))
  }

  @Test func `fails for a name that nobody has`() async throws {
    let url = try address("ws://nobody.invalid/?ticket=SECRET")
    #expect(
      try await collected(from: url)
        == Heard(error: .connect(reason: "nobody.invalid: the name can't be resolved")))
  }

  @Test func `reaches a host by its IPv6 address`() async throws {
    let server = try await WebSocketServer.start(host: "::1") { peer in
      try await peer.send("six")
      try await peer.close()
      for await _ in peer.heard {}
    }
    #expect(
      try await collected(from: address("ws://[::1]:\(server.port)/"))
        == Heard(messages: ["six"]))
    #expect(server.violations == [])
    await server.stop()
  }
}

@Suite(
  "A WebSocket over TLS", .timeLimit(.minutes(2)),
  .enabled(if: LoopbackCertificate.canBeMade, "needs the openssl command"))
struct WebSocketCertificateTests {
  private func hear(
    _ name: String, host: String = "127.0.0.1", trusts: (LoopbackCertificate) -> String?
  ) async throws -> Heard {
    let certificate = try LoopbackCertificate(for: name)
    let server = try await WebSocketServer.start(certificate: certificate) { peer in
      try await peer.send("in private")
      try await peer.close()
      for await _ in peer.heard {}
    }
    let url = try address("wss://\(host):\(server.port)/?ticket=SECRET")
    let heard = try await collected(from: url, certificateFile: trusts(certificate))
    await server.stop()
    return heard
  }

  @Test(arguments: [("IP:127.0.0.1", "127.0.0.1"), ("DNS:localhost", "localhost")])
  func `a certificate that is trusted lets messages through`(
    name: String, host: String
  ) async throws {
    let heard = try await hear(name, host: host) { $0.file }
    #expect(heard == Heard(messages: ["in private"]))
  }

  @Test(arguments: [("IP:127.0.0.2", "127.0.0.1"), ("DNS:example.org", "localhost")])
  func `a trusted certificate of another host is refused`(
    name: String, host: String
  ) async throws {
    let heard = try await hear(name, host: host) { $0.file }
    #expect(heard == Heard(error: .connect(reason: "\(host): the certificate is another host's")))
  }

  @Test func `a certificate that nobody vouches for is refused`() async throws {
    let heard = try await hear("IP:127.0.0.1") { _ in nil }
    #expect(
      heard
        == Heard(error: .connect(reason: "127.0.0.1: nobody trusted vouches for the certificate")))
  }

  @Test func `a file of certificates that is not there is told`() async throws {
    let heard = try await hear("IP:127.0.0.1") { _ in "/nowhere/certificates.pem" }
    #expect(heard == Heard(error: .connect(reason: "the trusted certificates can't be read")))
  }

  @Test func `a server without TLS is no server for it`() async throws {
    let server = try await LoopbackServer.start { _ in .text("hello") }
    let heard = try await collected(from: address("wss://127.0.0.1:\(server.port)/"))
    #expect(heard == Heard(error: .connect(reason: "127.0.0.1: TLS failed")))
    await server.stop()
  }
}
