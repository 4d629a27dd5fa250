import HTTPTransport
import Messaging
import TestSupport
import Testing

@testable import ChatChannels

/// A form of Retry-After, and the span it asks for; nil when it says nothing.
struct RetryAfterForm: Sendable, CustomTestStringConvertible {
  var value: String?
  var date: String?
  var span: Duration?

  var testDescription: String { "\(value ?? "none") at \(date ?? "no date")" }

  private static let date = "Mon, 23 Mar 2026 12:15:00 GMT"

  static let all: [RetryAfterForm] = [
    .init(value: "7", span: .seconds(7)), .init(value: "43837", span: .seconds(43_837)),
    .init(value: "1.5", span: .milliseconds(1500)),
    // A wait that is none would be asked for again at once, and a broken number must not stop us.
    .init(value: "0", span: .seconds(1)), .init(value: "-5", span: .seconds(1)),
    .init(value: "nan", span: .seconds(1)), .init(value: "1e300", span: .seconds(604_800)),
    .init(value: "Mon, 23 Mar 2026 12:15:42 GMT", date: date, span: .seconds(42)),
    .init(value: "Monday, 23-Mar-26 12:16:00 GMT", date: date, span: .seconds(60)),
    .init(value: "Mon Mar 23 12:15:09 2026", date: date, span: .seconds(9)),
    // Past; and years ahead.
    .init(value: "Mon, 23 Mar 2026 12:00:00 GMT", date: date, span: .seconds(1)),
    .init(value: "Mon, 23 Mar 2099 12:00:00 GMT", date: date, span: .seconds(604_800)),
    // Nothing to count from, or nothing that can be read.
    .init(value: "Mon, 23 Mar 2026 12:15:42 GMT", span: nil),
    .init(value: "Mon, 23 Mar 2026 12:15:42 GMT", date: "today", span: nil),
    .init(value: "soon", date: date, span: nil), .init(value: "", span: nil), .init(span: nil),
  ]

  var headers: [(String, String)] {
    (value.map { [("Retry-After", $0)] } ?? []) + (date.map { [("Date", $0)] } ?? [])
  }
}

@Suite("Retry-After on every platform", .serialized)
struct RetryAfterConformanceTests {
  private static let account = SlackAccount(
    botToken: "xoxb-1", apiBase: "", receiving: .http(signingSecret: "signing-1"))

  /// Every way to be told to wait: the channel, where to, and the span when nothing is said.
  private func ways(
    _ base: String, _ transport: CurlTransport
  ) -> [(channel: any ChatChannel, address: String, otherwise: Duration)] {
    var account = Self.account
    account.apiBase = base
    return [
      (
        TelegramChannel(token: "1:a", apiBase: base, transport: transport), "telegram:42",
        .seconds(30)
      ),
      (
        SlackChannel(webhooks: ["hall": base + "/x"], transport: transport), "slack:webhook/hall",
        .seconds(30)
      ),
      (
        SlackChannel(webhooks: [:], account: account, transport: transport), "slack:C1",
        .seconds(30)
      ),
      // conversations.open, which comes before a person's message.
      (
        SlackChannel(webhooks: [:], account: account, transport: transport), "slack:U1",
        .seconds(30)
      ),
      (
        MatrixChannel(homeserver: base, accessToken: "t", transport: transport),
        "matrix:!hall:example.org", .seconds(5)
      ),
    ]
  }

  @Test(arguments: RetryAfterForm.all)
  func `is understood in every form`(_ form: RetryAfterForm) async throws {
    let server = try await LoopbackServer.start { _ in
      .text("slow down", status: 429, headers: form.headers)
    }
    let transport = CurlTransport()
    for way in ways(server.baseURL, transport) {
      let outcome = await way.channel.send(message(to: way.address))
      guard case .rateLimited(let span, _) = outcome else {
        Issue.record("\(way.address): \(outcome)")
        continue
      }
      #expect(span == form.span ?? way.otherwise, "\(way.address)")
    }
    transport.shutdown()
    await server.stop()
  }

  @Test(arguments: [
    ("7", Duration.seconds(7)), ("43837", .seconds(43_837)), ("0", .seconds(1)),
    ("-3", .seconds(1)), ("1e300", .seconds(604_800)), ("\"9\"", .seconds(12)),
    ("null", .seconds(12)),
  ])
  func `Telegram's own word counts before the header`(
    parameter: String, span: Duration
  ) async throws {
    let server = try await LoopbackServer.start { _ in
      .json(
        #"{"ok":false,"error_code":429,"description":"Too Many Requests","#
          + #""parameters":{"retry_after":\#(parameter)}}"#,
        status: 429, headers: [("Retry-After", "12")])
    }
    let transport = CurlTransport()
    let channel = TelegramChannel(token: "1:a", apiBase: server.baseURL, transport: transport)
    #expect(
      await channel.send(message(to: "telegram:42"))
        == .rateLimited(retryAfter: span, scope: .platform))
    await #expect(
      throws: ReceiveError.temporary(reason: "Telegram asks to wait (429)", retryAfter: span)
    ) { try await channel.receive(after: nil) }
    transport.shutdown()
    await server.stop()
  }
}
