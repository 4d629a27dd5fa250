import ChatChannels
import ConferenceModel
import HTTPTransport
import Messaging
import TestSupport
import Testing

/// What every platform must make of a server's answer.
struct ConformanceCase: Sendable, CustomTestStringConvertible {
  /// The platforms that send over a network.
  enum Platform: CaseIterable, Sendable { case telegram, telegramGroup, slack, slackBot, matrix }

  var platform: Platform
  var name: String
  var reply: LoopbackServer.Reply
  var outcome: DeliveryOutcome

  var testDescription: String { "\(platform): \(name)" }
}

/// A secret that no reason may hold, and servers that try to make it one.
private let secret = "123456:AAsecret"

extension ConformanceCase.Platform {
  fileprivate func channel(base: String, transport: CurlTransport) -> any ChatChannel {
    switch self {
    case .telegram, .telegramGroup:
      TelegramChannel(token: secret, apiBase: base, transport: transport)
    case .slack: SlackChannel(webhooks: ["hall": "\(base)/\(secret)"], transport: transport)
    case .slackBot:
      SlackChannel(
        webhooks: [:],
        account: SlackAccount(
          botToken: secret, apiBase: base, receiving: .http(signingSecret: secret)),
        transport: transport)
    case .matrix: MatrixChannel(homeserver: base, accessToken: secret, transport: transport)
    }
  }

  fileprivate var address: String {
    switch self {
    case .telegram: "telegram:42"
    case .telegramGroup: "telegram:-1001"
    case .slack: "slack:webhook/hall"
    case .slackBot: "slack:C1"
    case .matrix: "matrix:!hall:example.org"
    }
  }

  /// A receipt as `send` gives one there.
  fileprivate var receipt: String {
    switch self {
    case .telegram: "42/7"
    case .telegramGroup: "-1001/7"
    case .slack: ""
    case .slackBot: "C1/1774339200.000100"
    case .matrix: "$event"
    }
  }

  fileprivate var service: String {
    switch self {
    case .telegram, .telegramGroup: "Telegram"
    case .slack, .slackBot: "Slack"
    case .matrix: "the homeserver"
    }
  }
}

private func matrix(
  _ status: Int, _ code: String, _ more: String = "", headers: [(String, String)] = []
) -> LoopbackServer.Reply {
  .json(#"{"errcode":"\#(code)","error":"words"\#(more)}"#, status: status, headers: headers)
}

private let matrixCases: [ConformanceCase] = [
  .init(
    platform: .matrix, name: "delivered", reply: .json(#"{"event_id":"$abc"}"#),
    outcome: .delivered(receipt: "$abc")),
  .init(
    platform: .matrix, name: "a page under 200", reply: .text("<html>"),
    outcome: .ambiguous(reason: "the homeserver gave an unreadable answer")),
  .init(
    platform: .matrix, name: "429 with milliseconds alone",
    reply: matrix(429, "M_LIMIT_EXCEEDED", #","retry_after_ms":2500"#),
    outcome: .rateLimited(retryAfter: .milliseconds(2500), scope: .platform)),
  .init(
    platform: .matrix, name: "429 with the header alone",
    reply: matrix(429, "M_LIMIT_EXCEEDED", headers: [("Retry-After", "4")]),
    outcome: .rateLimited(retryAfter: .seconds(4), scope: .platform)),
  .init(
    platform: .matrix, name: "unknown token", reply: matrix(401, "M_UNKNOWN_TOKEN"),
    outcome: .unauthorized(
      reason: "the homeserver refuses the token (401): check platforms.matrix.accessToken")),
  .init(
    platform: .matrix, name: "429 with both, which differ",
    reply: matrix(
      429, "M_LIMIT_EXCEEDED", #","retry_after_ms":2500"#, headers: [("Retry-After", "3")]),
    outcome: .rateLimited(retryAfter: .seconds(3), scope: .platform)),
  .init(
    platform: .matrix, name: "429 without a span", reply: matrix(429, "M_LIMIT_EXCEEDED"),
    outcome: .rateLimited(retryAfter: .seconds(5), scope: .platform)),
  .init(
    platform: .matrix, name: "429 with a senseless span",
    reply: matrix(429, "M_LIMIT_EXCEEDED", #","retry_after_ms":-1e300"#),
    outcome: .rateLimited(retryAfter: .zero, scope: .platform)),
  .init(
    platform: .matrix, name: "429 of a gateway",
    reply: .text("<html>", status: 429, headers: [("Retry-After", "9")]),
    outcome: .rateLimited(retryAfter: .seconds(9), scope: .platform)),
  .init(
    platform: .matrix, name: "a soft logout",
    reply: matrix(401, "M_UNKNOWN_TOKEN", #","soft_logout":true"#),
    outcome: .unauthorized(
      reason: "the Matrix token has expired: log in again with the same device_id and put the "
        + "new token into platforms.matrix.accessToken")),
  .init(
    platform: .matrix, name: "a logout",
    reply: matrix(401, "M_UNKNOWN_TOKEN", #","soft_logout":false"#),
    outcome: .unauthorized(
      reason: "the Matrix token is unknown or logged out: log in again, if possible with the same "
        + "device_id, and put the new token into platforms.matrix.accessToken")),
  .init(
    platform: .matrix, name: "a locked account",
    reply: matrix(401, "M_USER_LOCKED", #","soft_logout":true"#),
    outcome: .unauthorized(
      reason: "the bot's account is locked; ask the homeserver's administrator: words")),
  .init(
    platform: .matrix, name: "a suspended account", reply: matrix(403, "M_USER_SUSPENDED"),
    outcome: .unauthorized(
      reason: "the bot's account is suspended; ask the homeserver's administrator: words")),
  .init(
    platform: .matrix, name: "a deactivated account", reply: matrix(403, "M_USER_DEACTIVATED"),
    outcome: .unauthorized(
      reason: "the bot's account is deactivated; ask the homeserver's administrator: words")),
  .init(
    platform: .matrix, name: "a homeserver at its limit",
    reply: matrix(403, "M_RESOURCE_LIMIT_EXCEEDED"),
    outcome: .unauthorized(
      reason: "the homeserver has reached a limit of its own; ask the homeserver's administrator: "
        + "words")),
  .init(
    platform: .matrix, name: "terms to accept", reply: matrix(403, "M_CONSENT_NOT_GIVEN"),
    outcome: .unauthorized(
      reason:
        "the bot's account has to accept the homeserver's terms: log in as the bot and do so: "
        + "words")),
  .init(
    platform: .matrix, name: "an error that repeats the token",
    reply: .json(#"{"errcode":"M_UNKNOWN","error":"bad \#(secret)"}"#, status: 400),
    outcome: .refused(reason: "the homeserver (400): M_UNKNOWN, bad …")),
  .init(
    platform: .matrix, name: "a redirect", reply: .text("", status: 302),
    outcome: .retryable(reason: "something before the homeserver answered (302)")),
  .init(
    platform: .matrix, name: "forbidden", reply: matrix(403, "M_FORBIDDEN"),
    outcome: .addressGone(reason: "the homeserver (403): M_FORBIDDEN, words")),
  .init(
    platform: .matrix, name: "no such room", reply: matrix(404, "M_NOT_FOUND"),
    outcome: .addressGone(reason: "the homeserver (404): M_NOT_FOUND, words")),
  .init(
    platform: .matrix, name: "no homeserver", reply: matrix(404, "M_UNRECOGNIZED"),
    outcome: .unauthorized(
      reason: "no Matrix homeserver answers (404): check platforms.matrix.homeserver")),
  .init(
    platform: .matrix, name: "too large", reply: matrix(413, "M_TOO_LARGE"),
    outcome: .refused(reason: "the homeserver (413): M_TOO_LARGE, words")),
  .init(
    platform: .matrix, name: "bad JSON", reply: matrix(400, "M_BAD_JSON"),
    outcome: .refused(reason: "the homeserver (400): M_BAD_JSON, words")),
  .init(
    platform: .matrix, name: "500", reply: matrix(500, "M_UNKNOWN"),
    outcome: .ambiguous(reason: "the homeserver failed (500): M_UNKNOWN, words")),
]

@Suite("Every platform")
struct ChannelConformanceTests {
  @Test(
    arguments: telegramCases + telegramRefusals + slackCases + slackBotCases + slackBotErrors
      + matrixCases)
  func `a server's answer has one meaning`(_ row: ConformanceCase) async throws {
    let server = try await LoopbackServer.start { _ in row.reply }
    let transport = CurlTransport()
    let channel = row.platform.channel(base: server.baseURL, transport: transport)

    let outcome = await channel.send(message(to: row.platform.address))

    #expect(outcome == row.outcome)
    #expect(!"\(outcome)".contains(secret))
    transport.shutdown()
    await server.stop()
  }

  @Test(arguments: telegramEdits)
  func `an answer to an edit has one meaning`(_ row: ConformanceCase) async throws {
    let server = try await LoopbackServer.start { _ in row.reply }
    let transport = CurlTransport()
    let channel = row.platform.channel(base: server.baseURL, transport: transport)

    let outcome = await channel.edit(
      message(to: row.platform.address), receipt: row.platform.receipt)

    #expect(outcome == row.outcome)
    #expect(!"\(outcome)".contains(secret))
    transport.shutdown()
    await server.stop()
  }

  @Test(arguments: [ConformanceCase.Platform.telegram, .telegramGroup])
  func `an edit whose connection breaks can be done again`(
    _ platform: ConformanceCase.Platform
  ) async throws {
    let server = try await LoopbackServer.start { _ in .reset }
    let transport = CurlTransport()

    let outcome = await platform.channel(base: server.baseURL, transport: transport)
      .edit(message(to: platform.address), receipt: platform.receipt)

    #expect(outcome == .retryable(reason: "the connection to \(platform.service) broke"))
    transport.shutdown()
    await server.stop()
  }

  @Test(arguments: ConformanceCase.Platform.allCases)
  func `a connection that breaks after the request leaves it open`(
    _ platform: ConformanceCase.Platform
  ) async throws {
    let server = try await LoopbackServer.start { _ in .reset }
    let transport = CurlTransport()

    let outcome = await platform.channel(base: server.baseURL, transport: transport)
      .send(message(to: platform.address))

    #expect(outcome == .ambiguous(reason: "the connection to \(platform.service) broke"))
    transport.shutdown()
    await server.stop()
  }

  @Test(arguments: ConformanceCase.Platform.allCases)
  func `a server that is not there can be tried again`(
    _ platform: ConformanceCase.Platform
  ) async throws {
    let port = try ClosedPort()
    let transport = CurlTransport()

    let outcome = await platform.channel(base: port.baseURL, transport: transport)
      .send(message(to: platform.address))

    guard case .retryable(let reason) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(reason.hasPrefix("\(platform.service) can't be reached"))
    #expect(!reason.contains(secret))
    transport.shutdown()
  }

  @Test(arguments: ConformanceCase.Platform.allCases)
  func `sending that is stopped leaves it open`(
    _ platform: ConformanceCase.Platform
  ) async throws {
    let (arrived, continuation) = AsyncStream<Void>.makeStream()
    let server = try await LoopbackServer.start { _ in
      continuation.yield()
      return .never
    }
    let transport = CurlTransport()
    let channel = platform.channel(base: server.baseURL, transport: transport)

    let sending = Task { await channel.send(message(to: platform.address)) }
    for await _ in arrived { break }
    sending.cancel()

    #expect(
      await sending.value
        == .ambiguous(
          reason: "sending was stopped before \(platform.service) answered"))
    transport.shutdown()
    await server.stop()
  }

  @Test(arguments: ConformanceCase.Platform.allCases)
  func `an address that is none waits for the operator`(
    _ platform: ConformanceCase.Platform
  ) async throws {
    let transport = CurlTransport()

    let outcome = await platform.channel(base: "not a url", transport: transport)
      .send(message(to: platform.address))

    #expect(
      outcome
        == .unauthorized(reason: "the address of \(platform.service) is not a web address"))
    transport.shutdown()
  }

  @Test(arguments: ConformanceCase.Platform.allCases)
  func `a message without text is refused`(_ platform: ConformanceCase.Platform) async throws {
    let transport = CurlTransport()

    let outcome = await platform.channel(base: "http://127.0.0.1:9", transport: transport)
      .send(message(MessageDocument(" \u{202E}\n"), to: platform.address))

    #expect(outcome == .refused(reason: "the message has no text"))
    transport.shutdown()
  }
}
