import ConferenceModel
import HTTPTransport
import Messaging
import TestSupport
import Testing

@testable import ChatChannels

/// A token that every server here repeats wherever it can.
private let secret = "123456:AAsecretToken"

/// A way an exchange may go wrong, with the secret in it.
struct SecretLeak: Sendable, CustomTestStringConvertible {
  var name: String
  var reply: LoopbackServer.Reply

  var testDescription: String { name }

  static let all: [SecretLeak] =
    [200, 201, 302, 400, 401, 403, 404, 409, 410, 413, 429, 500, 502, 503].flatMap { status in
      let words = "no \(secret) at /bot\(secret)/send?token=\(secret)"
      let headers = [
        ("Location", "https://127.0.0.1/\(secret)"), ("Retry-After", secret), ("X-Token", secret),
      ]
      return [
        SecretLeak(
          name: "\(status) as text", reply: .text(words, status: status, headers: headers)),
        SecretLeak(
          name: "\(status) as JSON",
          reply: .json(
            #"{"ok":false,"error":"\#(words)","errcode":"M_\#(secret)","description":"\#(words)","#
              + #""error_code":\#(status)}"#, status: status, headers: headers)),
      ]
    } + [
      SecretLeak(name: "reset", reply: .reset),
      SecretLeak(name: "no HTTP", reply: .raw(Array("\(secret)\r\n\r\n".utf8))),
      SecretLeak(name: "a bad status line", reply: .raw(Array("HTTP/9 \(secret)\r\n\r\n".utf8))),
      SecretLeak(
        name: "a bad header",
        reply: .raw(Array("HTTP/1.1 200 OK\r\n\(secret)\r\nContent-Length: x\r\n\r\n".utf8))),
      SecretLeak(
        name: "cut off",
        reply: .truncated(status: 200, declaredLength: 1000, body: Array(secret.utf8))),
      SecretLeak(
        name: "an encoding it is not",
        reply: .response(
          status: 200, headers: [("Content-Encoding", "gzip")], body: Array(secret.utf8))),
      SecretLeak(
        name: "many redirects",
        reply: .response(status: 307, headers: [("Location", "/\(secret)")])),
    ]
}

@Suite("No secret", .timeLimit(.minutes(2))) struct SecretConformanceTests {
  private func channels(_ base: String, _ transport: CurlTransport) -> [(any ChatChannel, String)] {
    [
      (TelegramChannel(token: secret, apiBase: base, transport: transport), "telegram:42"),
      (
        SlackChannel(webhooks: ["hall": "\(base)/\(secret)"], transport: transport),
        "slack:webhook/hall"
      ),
      (
        SlackChannel(
          webhooks: [:],
          account: SlackAccount(
            botToken: secret, apiBase: base, receiving: .http(signingSecret: secret)),
          transport: transport), "slack:C1"
      ),
      (
        MatrixChannel(homeserver: base, accessToken: secret, transport: transport),
        "matrix:!hall:example.org"
      ),
    ]
  }

  /// Everything a platform can be asked, and all that it says of what came of it.
  private func everyWord(from base: String) async -> [String] {
    let transport = CurlTransport()
    defer { transport.shutdown() }
    var words: [String] = []
    func note(_ value: Any) { words += ["\(value)", String(reflecting: value)] }
    for (channel, address) in channels(base, transport) {
      note(await channel.send(message(to: address)))
      if address == "slack:C1" {
        // An address to answer to is a secret too: who knows it can post.
        var answer = message(to: address)
        answer.route = "respond:one:C1:U1:\(base)/\(secret)"
        note(await channel.send(answer))
      }
      note(await channel.edit(message(to: address), receipt: "42/7"))
      note(await channel.examine())
      do throws(ReceiveError) {
        try await channel.introduce(BotProfile(commands: [.english: []]))
      } catch {
        note(error)
      }
      if let channel = channel as? any ReceivingChannel {
        do { note(try await channel.receive(after: nil)) } catch { note(error) }
      }
    }
    do {
      let socket = SlackSocket(apiBase: base, appToken: secret, transport: transport)
      try await socket.run {
      } handle: { _ in
      }
    } catch {
      note(error)
    }
    return words
  }

  @Test(arguments: SecretLeak.all)
  func `is repeated from what a server says`(_ leak: SecretLeak) async throws {
    let server = try await LoopbackServer.start { _ in leak.reply }
    let words = await everyWord(from: server.baseURL)
    #expect(words.count >= 8)
    #expect(words.filter { $0.contains(secret) } == [])
    await server.stop()
  }

  @Test func `is shown by what describes how a platform is reached`() {
    let transport = CurlTransport()
    defer { transport.shutdown() }
    let slack = SlackAccount(
      botToken: secret, apiBase: "https://a.example", receiving: .socket(appToken: secret))
    let configurations: [ChannelConfiguration] = [
      .telegram(
        token: secret, apiBase: "https://a.example", pollTimeout: .zero,
        receiving: .webhook(secret: secret)),
      .slack(webhooks: ["hall": "https://a.example/\(secret)"], account: slack),
      .matrix(homeserver: "https://a.example", accessToken: secret),
    ]
    let client = TelegramClient(token: secret, apiBase: "https://a.example", transport: transport)
    for value in configurations as [Any] + [slack, client, client.reason] {
      var dumped = ""
      dump(value, to: &dumped)
      for words in ["\(value)", String(reflecting: value), dumped] {
        #expect(!words.isEmpty && !words.contains(secret), "\(words)")
      }
    }
  }

  @Test func `is told when nobody can be asked`() async throws {
    let port = try ClosedPort()
    for base in [
      port.baseURL, "http://nobody.invalid/\(secret)", "ftp://\(secret)/", "not a url \(secret)",
      "http://me:\(secret)@127.0.0.1:1", "https://127.0.0.1:\(secret)/",
    ] {
      let words = await everyWord(from: base)
      #expect(words.filter { $0.contains(secret) } == [], "\(base)")
    }
  }
}
