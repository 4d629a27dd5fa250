import ChatChannels
import HTTPTransport
import Messaging
import TestSupport
import Testing
import WebSocketTransport

/// A token that no reason may hold.
private let token = "xapp-1-A0TEST-1-secret"

/// What `apps.connections.open` may answer, and what the socket makes of it.
struct OpenAnswer: Sendable, CustomTestStringConvertible {
  var name: String
  var reply: LoopbackServer.Reply
  var error: ReceiveError

  var testDescription: String { name }

  private static func refused(_ word: String, _ error: ReceiveError) -> OpenAnswer {
    OpenAnswer(
      name: word, reply: .json(#"{"ok":false,"error":"\#(word)"}"#), error: error)
  }

  private static func operatorMust(_ reason: String) -> ReceiveError {
    .needsOperator(reason: reason)
  }

  private static func passes(_ reason: String, after: Duration? = nil) -> ReceiveError {
    .temporary(reason: reason, retryAfter: after)
  }

  static let all: [OpenAnswer] =
    ["invalid_auth", "not_authed", "token_revoked", "account_inactive"].map { word in
      refused(
        word,
        operatorMust("Slack refuses the app's token (\(word)): check platforms.slack.appToken"))
    } + [
      refused(
        "not_allowed_token_type",
        operatorMust(
          "Slack wants an app-level token (it begins with xapp-): check platforms.slack.appToken")),
      refused(
        "missing_scope",
        operatorMust(
          "the token lacks the scope connections:write: give it to platforms.slack.appToken")),
      refused(
        "forbidden_team",
        operatorMust(
          "Slack does not let this app connect (forbidden_team): "
            + "look at Socket Mode in the app's settings and at platforms.slack.appToken")),
      refused("internal_error", passes("Slack gave no connection: internal_error")),
      refused("bad \(token) given", passes("Slack gave no connection: bad … given")),
      refused("ratelimited", passes("Slack asks to wait (429)")),
      .init(
        name: "429",
        reply: .text("", status: 429, headers: [("Retry-After", "17")]),
        error: passes("Slack asks to wait (429)", after: .seconds(17))),
      .init(
        name: "401", reply: .text("", status: 401),
        error: operatorMust("Slack refuses the app's token (401): check platforms.slack.appToken")),
      .init(
        name: "404", reply: .text("<html>", status: 404),
        error: operatorMust("no Slack API answers (404): check platforms.slack.apiBase")),
      .init(
        name: "503", reply: .text("", status: 503, headers: [("Retry-After", "5")]),
        error: passes("Slack failed (503)", after: .seconds(5))),
      .init(
        name: "a redirect", reply: .response(status: 302, headers: [("Location", "/")]),
        error: passes("Slack failed (302)")),
      .init(
        name: "a page", reply: .text("<html>Welcome</html>"),
        error: passes("Slack gave an unreadable answer")),
      .init(
        name: "a reset", reply: .reset, error: passes("the connection to Slack broke")),
    ]
    + [
      "", "https://wss.slack.com/link/?ticket=\(token)", "ws://wss.slack.com/?ticket=\(token)",
      "ws://127.0.0.1.example.org/?ticket=\(token)", "wss://wss.slack.com/\\u0000",
    ].map { url in
      OpenAnswer(
        name: "the address \(url)", reply: .json(#"{"ok":true,"url":"\#(url)"}"#),
        error: passes("Slack gave an address for Socket Mode that can't be used"))
    } + [
      OpenAnswer(
        name: "no address", reply: .json(#"{"ok":true}"#),
        error: passes("Slack gave an address for Socket Mode that can't be used")),
      OpenAnswer(
        name: "an address of nobody",
        reply: .json(#"{"ok":true,"url":"wss://nobody.invalid/?ticket=\#(token)"}"#),
        error: passes(
          "Slack's socket: no connection: nobody.invalid: the name can't be resolved")),
    ]
}

@Suite("Opening Slack's socket", .timeLimit(.minutes(2))) struct SlackSocketAddressTests {
  private func run(_ base: String, token: String = token) async -> (any Error)? {
    let transport = CurlTransport()
    defer { transport.shutdown() }
    do {
      try await SlackSocket(apiBase: base, appToken: token, transport: transport).run {
      } handle: { _ in
      }
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: OpenAnswer.all)
  func `what Slack answers has one meaning and tells no secret`(_ row: OpenAnswer) async throws {
    let server = try await LoopbackServer.start { _ in row.reply }
    let error = await run(server.baseURL)
    #expect(error as? ReceiveError == row.error)
    #expect(!"\(String(describing: error))".contains("secret"))
    await server.stop()
  }

  @Test func `a slash at the end of the base does no harm`() async throws {
    let targets = StandInJournal<String>()
    let server = try await LoopbackServer.start { request in
      targets.append(request.target)
      return .json(#"{"ok":false,"error":"invalid_auth"}"#)
    }
    _ = await run(server.baseURL + "/api/")
    #expect(Set(targets.entries) == ["/api/apps.connections.open"])
    await server.stop()
  }

  @Test func `a server that is not there can be tried again`() async throws {
    let port = try ClosedPort()
    guard case .temporary(let reason, nil) = await run(port.baseURL) as? ReceiveError else {
      Issue.record("not temporary")
      return
    }
    #expect(reason.hasPrefix("Slack can't be reached"))
  }

  @Test func `a base that is no address waits for the operator`() async {
    let error = await run("not a url") as? ReceiveError
    #expect(error == .needsOperator(reason: "the address of Slack is not a web address"))
  }

  @Test(arguments: [
    ("xoxb-1-bot", "not_allowed_token_type"), ("xapp-1-other", "invalid_auth"),
  ])
  func `the stand-in refuses the tokens that Slack refuses`(
    token: String, word: String
  ) async throws {
    let slack = SlackSocketStandIn()
    try await slack.start()
    guard case .needsOperator = await run(slack.apiBase, token: token) as? ReceiveError else {
      Issue.record("\(word) passed")
      return
    }
    #expect(slack.issuedAddresses == 0)
    await slack.stop()
  }

  @Test func `a ticket is good for one connection`() async throws {
    let slack = SlackSocketStandIn()
    try await slack.start()
    let url = try WebSocketURL(slack.issueAddress()).unwrapped()
    let hello = try await WebSocket.connect(to: url) { connection in
      var messages = connection.messages.makeAsyncIterator()
      return try await messages.next()
    }
    #expect(hello?.contains(#""type":"hello""#) == true)
    await #expect(throws: WebSocketError.refused(status: 401)) {
      try await WebSocket.connect(to: url) { _ in }
    }
    #expect(slack.violations == ["a ticket that is unknown or was used"])
    await slack.stop()
  }
}
