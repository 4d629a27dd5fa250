import ChatChannels
import ConferenceModel
import HTTPTransport
import Messaging
import TestSupport
import Testing

/// A bot whose homeserver is the stand-in.
private struct Fixture {
  static let room = "!hallway:example.org"
  static let me = "@talkbell:example.org"
  let server: MatrixStandIn
  let channel: MatrixChannel
  let transport: CurlTransport

  /// Runs a test against a fresh server, which must find nothing wrong with the requests.
  ///
  /// - parameter isDirect: whether the room is one with `@ada:example.org` alone.
  static func run(
    isDirect: Bool = false, _ body: (Fixture) async throws -> Void
  ) async throws {
    let server = MatrixStandIn()
    try await server.start()
    if isDirect { server.setAccountData("m.direct", ["@ada:example.org": [.string(room)]]) }
    let transport = CurlTransport()
    let channel = MatrixChannel(
      homeserver: server.baseURL, accessToken: server.accessToken, transport: transport,
      pollTimeout: .seconds(1))
    try await body(Fixture(server: server, channel: channel, transport: transport))
    #expect(server.violations == [])
    transport.shutdown()
    await server.stop()
  }

  func receive(after cursor: String? = "s0") async throws -> IncomingBatch {
    try await channel.receive(after: cursor)
  }

  static func address(_ room: String = room) -> ConversationAddress {
    ConversationAddress(platform: .matrix, conversation: room)
  }
}

@Suite("Matrix news")
struct MatrixReceivingTests {
  /// Rows: what is written, what it is as a command in a group and in a direct room.
  static let texts: [(content: [String: StandInJSON], group: String?, direct: String?)] = [
    (["body": "now"], nil, "now"),
    (["body": "!now"], "now", "now"),
    (["body": "  !star  3 "], "star  3", "star  3"),
    (["body": "! now"], nil, "! now"),
    (["body": "!!!"], nil, "!!!"),
    (["body": "!收藏 3"], "收藏 3", "收藏 3"),
    (["body": "TalkBell now"], "now", "now"),
    (["body": "talkbell: !now"], "now", "now"),
    (["body": "@TalkBell, now"], "now", "now"),
    (["body": "@talkbell:example.org: now"], "now", "now"),
    (["body": "TalkBell"], nil, nil),
    (["body": "TalkBells are ringing"], nil, "TalkBells are ringing"),
    (["body": "I like TalkBell"], nil, "I like TalkBell"),
    (
      ["body": "now please, TalkBell!", "m.mentions": ["user_ids": ["@talkbell:example.org"]]],
      "now please !", "now please !"
    ),
    (
      ["body": "star 3", "m.mentions": ["user_ids": ["@talkbell:example.org"]]], "star 3", "star 3"
    ),
    (
      [
        "body": "Bell: now",
        "formatted_body": "<a href=\"https://matrix.to/#/%40talkbell%3Aexample.org\">Bell</a>: now",
      ], "now", "now"
    ),
    (
      [
        "body": "now", "formatted_body": "<a href='https://matrix.to/#/@bob:example.org'>B</a> now",
      ],
      nil, "now"
    ),
    (["body": "two\nlines"], nil, "two lines"),
    (["body": "  "], nil, nil),
    (["body": ""], nil, nil),
    (["body": 7], nil, nil),
    (["msgtype": "m.notice", "body": "!now"], nil, nil),
    (["msgtype": "m.emote", "body": "!now"], nil, nil),
    (["body": "!now", "m.relates_to": ["rel_type": "m.replace", "event_id": "$a"]], nil, nil),
    (["body": "!now", "m.relates_to": "nonsense", "m.mentions": [3]], "now", "now"),
    (
      [
        "body": "> <@ada:example.org> !next\n> more\n\n!now",
        "m.relates_to": ["m.in_reply_to": ["event_id": "$a"]],
      ], "now", "now"
    ),
  ]

  @Test(arguments: [false, true])
  func `what is typed is a command where it is meant for the bot`(_ isDirect: Bool) async throws {
    try await Fixture.run(isDirect: isDirect) { fixture in
      for (index, row) in Self.texts.enumerated() {
        fixture.server.tell(
          [MatrixStandIn.text("", more: row.content)], in: Fixture.room)
        let batch = try await fixture.receive(after: "s\(index)")
        let heard = batch.events.map { event -> String in
          guard case .message(let message) = event else { return "\(event)" }
          #expect(message.audience == (isDirect ? .person : .channel))
          return message.text
        }
        let expected = isDirect ? row.direct : row.group
        #expect(heard == (expected.map { [$0] } ?? []), "\(row.content)")
        #expect(batch.cursor == "s\(index + 1)")
      }
    }
  }

  @Test func `news that are broken cost only themselves`() async throws {
    try await Fixture.run(isDirect: true) { fixture in
      fixture.server.tell(
        [
          7, "event", [:], ["type": "m.room.message"], ["type": 3, "content": []],
          ["type": "m.room.message", "sender": "@ada:example.org", "content": "text"],
          ["type": "m.reaction", "sender": "@ada:example.org", "content": ["m.relates_to": 1]],
          ["type": "m.room.redaction", "sender": "@ada:example.org", "content": [:]],
          ["type": "m.room.tombstone", "sender": 1, "content": ["replacement_room": []]],
          MatrixStandIn.text("now"),
          MatrixStandIn.text("mine", from: Fixture.me),
        ], in: Fixture.room, more: ["state": 5, "summary": ["m.joined_member_count": "two"]])
      fixture.server.tell(["rooms": ["join": ["!a:b": "none"]], "account_data": []])

      let events = try await fixture.receive().events
      #expect(events == [heard("now", in: Fixture.room)])
      let none = try await fixture.receive(after: "s1")
      #expect(none == IncomingBatch(events: [], cursor: "s2"))
    }
  }

  @Test(
    arguments: [
      (
        LoopbackServer.Reply.json(
          #"{"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":2500}"#, status: 429),
        ReceiveError.temporary(
          reason: "the homeserver asks to wait (429)", retryAfter: .milliseconds(2500))
      ),
      (
        .text("slow", status: 429, headers: [("Retry-After", "7")]),
        .temporary(reason: "the homeserver asks to wait (429)", retryAfter: .seconds(7))
      ),
      (
        .text("<html>", status: 200),
        .temporary(reason: "the homeserver gave an unreadable answer", retryAfter: nil)
      ),
      (
        .text("<html>", status: 502),
        .temporary(reason: "the homeserver failed (502)", retryAfter: nil)
      ),
      (
        .truncated(status: 200, declaredLength: 500, body: Array("{".utf8)),
        .temporary(reason: "the connection to the homeserver broke", retryAfter: nil)
      ),
      (
        .json(#"{"errcode":"M_UNKNOWN_TOKEN","error":"x","soft_logout":true}"#, status: 401),
        .needsOperator(
          reason: "the Matrix token has expired: log in again with the same device_id and put the "
            + "new token into platforms.matrix.accessToken")
      ),
      (
        .json(#"{"errcode":"M_UNKNOWN_TOKEN","error":"x","soft_logout":false}"#, status: 401),
        .needsOperator(
          reason: "the Matrix token is unknown or logged out: log in again, if possible with the "
            + "same device_id, and put the new token into platforms.matrix.accessToken")
      ),
      (
        .json(#"{"errcode":"M_USER_SUSPENDED","error":"x"}"#, status: 403),
        .needsOperator(
          reason: "the bot's account is suspended; ask the homeserver's administrator: x")
      ),
      (
        .text("<html>", status: 404),
        .needsOperator(
          reason: "no Matrix homeserver answers (404): check platforms.matrix.homeserver")
      ),
    ])
  func `a poll that brings nothing says why`(
    _ reply: LoopbackServer.Reply, _ error: ReceiveError
  ) async throws {
    try await Fixture.run { fixture in
      fixture.server.failNext("sync", reply)
      await #expect(throws: error) { try await fixture.receive() }
      fixture.server.tell([MatrixStandIn.text("!now")], in: Fixture.room)
      let events = try await fixture.receive().events
      #expect(events == [heard("now", in: Fixture.room, .channel, isAdministrator: false)])
    }
  }

  @Test func `data of the account that somebody else has broken is no data`() async throws {
    try await Fixture.run { fixture in
      fixture.server.setAccountData("m.direct", ["@ada:example.org": 3, "@bob:b": ["!b:b", 4]])
      fixture.server.setAccountData("talkbell.debts", ["joins": []])
      fixture.server.tell([MatrixStandIn.text("!now")], in: Fixture.room)
      fixture.server.tell([MatrixStandIn.text("now", from: "@bob:b")], in: "!b:b")
      let group = try await fixture.receive().events
      let direct = try await fixture.receive(after: "s1").events

      #expect(group == [heard("now", in: Fixture.room, .channel, isAdministrator: false)])
      #expect(direct == [heard("now", in: "!b:b")])
    }
  }

  @Test func `a token that the homeserver does not know begins anew`() async throws {
    try await Fixture.run { fixture in
      fixture.server.tell([MatrixStandIn.text("!now")], in: Fixture.room)
      let batch = try await fixture.receive(after: "s4711_0_of_another_server")
      #expect(batch == IncomingBatch(events: [], cursor: "s1"))
    }
  }

  @Test func `a poll that is stopped says so`() async throws {
    try await Fixture.run { fixture in
      _ = try await fixture.receive(after: nil)
      fixture.server.failNext("sync", .never)
      let polling = Task { try await fixture.receive() }
      polling.cancel()
      await #expect(throws: CancellationError.self) { try await polling.value }
    }
  }

  @Test func `a room that can't be joined is given up`() async throws {
    try await Fixture.run { fixture in
      fixture.server.failNext(
        "join", .json(#"{"errcode":"M_FORBIDDEN","error":"banned"}"#, status: 403))
      fixture.server.tell(["rooms": ["invite": ["!closed:example.org": [:]]]])
      let events = try await fixture.receive().events

      #expect(events == [])
      #expect(fixture.server.calls == ["POST rooms/!closed:example.org/leave"])
    }
  }

  @Test func `an invitation is kept while the homeserver keeps the account from joining`()
    async throws
  {
    try await Fixture.run { fixture in
      fixture.server.failNext(
        "join", .json(#"{"errcode":"M_CONSENT_NOT_GIVEN","error":"terms"}"#, status: 403))
      fixture.server.tell(["rooms": ["invite": ["!hall:example.org": [:]]]])

      await #expect(throws: ReceiveError.self) { _ = try await fixture.receive() }
      #expect(fixture.server.calls == [])
      _ = try await fixture.receive()
      #expect(fixture.server.calls == ["POST join/!hall:example.org"])
    }
  }

  @Test(
    arguments: [
      LoopbackServer.Reply.json(#"{"errcode":"M_LIMIT_EXCEEDED"}"#, status: 429),
      .json(#"{"errcode":"M_UNKNOWN"}"#, status: 502), .reset,
    ])
  func `an invitation that has to wait is accepted by the next poll`(
    _ reply: LoopbackServer.Reply
  ) async throws {
    try await Fixture.run { fixture in
      fixture.server.failNext("join", reply)
      fixture.server.tell(["rooms": ["invite": ["!busy:example.org": [:]]]])
      _ = try await fixture.receive()
      #expect(fixture.server.calls == [])
      #expect(
        fixture.server.accountData("talkbell.debts")
          == ["joins": ["!busy:example.org": ""], "offers": [:]])
      fixture.server.tell([:])
      _ = try await fixture.receive(after: "s1")

      #expect(fixture.server.calls == ["POST join/!busy:example.org"])
      #expect(fixture.server.accountData("talkbell.debts") == ["joins": [:], "offers": [:]])
    }
  }

  @Test func `levels written as text and none at all are read`() async throws {
    try await Fixture.run { fixture in
      let room = Fixture.room
      fixture.server.setState(
        "m.room.power_levels", of: room,
        ["users": ["@ada:example.org": " 50 ", "@bob:example.org": 49], "state_default": "50"])
      fixture.server.tell([MatrixStandIn.text("!alerts on")], in: room)
      fixture.server.tell([MatrixStandIn.text("!alerts on", from: "@bob:example.org")], in: room)
      let ada = try await fixture.receive().events
      let bob = try await fixture.receive(after: "s1").events

      #expect(ada == [heard("alerts on", in: room, .channel, isAdministrator: true)])
      #expect(bob == [heard("alerts on", in: room, .channel, isAdministrator: false)])
    }
  }

  @Test func `a homeserver that lets no room be made is told without an offer`() async throws {
    try await Fixture.run(isDirect: true) { fixture in
      fixture.server.setState(
        "m.room.member", of: Fixture.room, ["membership": "leave"])
      fixture.server.failNext(
        "createRoom", .json(#"{"errcode":"M_FORBIDDEN","error":"no"}"#, status: 403))
      fixture.server.tell(
        [["type": "m.room.encrypted", "sender": "@ada:example.org", "event_id": "$e"]],
        in: "!secret:example.org")

      let events = try await fixture.receive().events
      #expect(events == [.unreadable(Fixture.address("!secret:example.org"), .person, offer: nil)])
    }
  }

  @Test func `a homeserver that encrypts every room is told without an offer`() async throws {
    try await Fixture.run { fixture in
      fixture.server.setState("m.room.encryption", of: "!new1:example.org", ["algorithm": "m"])
      fixture.server.tell(
        [["type": "m.room.encrypted", "sender": "@ada:example.org", "event_id": "$e"]],
        in: "!secret:example.org")

      let events = try await fixture.receive().events
      #expect(events == [.unreadable(Fixture.address("!secret:example.org"), .person, offer: nil)])
      #expect(fixture.server.calls.last == "POST rooms/!new1:example.org/leave")
      #expect(fixture.server.accountData("m.direct") == nil)
    }
  }
}

@Suite("Matrix webhooks")
struct MatrixWebhookTests {
  private static let address = ConversationAddress(
    platform: .matrix, conversation: "webhook/hallway")

  private static func run(
    _ reply: LoopbackServer.Reply, to address: String = "matrix:webhook/hallway"
  ) async throws -> (DeliveryOutcome, [StandInJSON?]) {
    let journal = StandInJournal<LoopbackServer.Request>()
    let server = try await LoopbackServer.start { request in
      journal.append(request)
      return reply
    }
    let transport = CurlTransport()
    let channel = MatrixChannel(
      homeserver: "http://127.0.0.1:9", accessToken: "token",
      webhooks: ["hallway": "\(server.baseURL)/webhook/s3cret"], transport: transport)
    let outcome = await channel.send(message(to: address))
    transport.shutdown()
    await server.stop()
    return (outcome, journal.entries.map { StandInJSON($0.body) })
  }

  @Test func `a message is posted as text and HTML`() async throws {
    let (outcome, bodies) = try await Self.run(.json(#"{"ok":true}"#))
    #expect(outcome == .delivered(receipt: nil))
    #expect(
      bodies == [
        [
          "text": "Keynote starts in 10 minutes", "html": "<p>Keynote starts in 10 minutes</p>",
        ]
      ])
  }

  @Test(
    arguments: [
      (202, DeliveryOutcome.delivered(receipt: nil)),
      (404, .addressGone(reason: "the Matrix webhook does not exist (404)")),
      (302, .retryable(reason: "something before the Matrix webhook answered (302)")),
      (429, .rateLimited(retryAfter: .seconds(5), scope: .conversation)),
      (400, .refused(reason: "the Matrix webhook refused (400)")),
      (500, .ambiguous(reason: "the Matrix webhook failed (500)")),
    ])
  func `a webhook's answer has one meaning`(_ status: Int, _ outcome: DeliveryOutcome) async throws
  {
    let (given, _) = try await Self.run(.text("s3cret", status: status))
    #expect(given == outcome)
  }

  @Test func `a name that is not configured is refused`() async throws {
    let (outcome, bodies) = try await Self.run(.text("ok"), to: "matrix:webhook/lobby")
    #expect(outcome == .refused(reason: "webhook/lobby is no configured Matrix webhook"))
    #expect(bodies == [])
  }

  @Test func `a webhook has its own pace and knows no second attempt`() async {
    let transport = CurlTransport()
    let channel = MatrixChannel(
      homeserver: "http://127.0.0.1:9", accessToken: "token", transport: transport)
    let room = ConversationAddress(platform: .matrix, conversation: "!a:b")
    #expect(
      channel.rateRules(for: Self.address)
        == [RateRule(lane: "matrix:webhook/hallway", permits: 1, period: .seconds(1))])
    #expect(channel.rateRules(for: room) == [])
    #expect(!channel.isIdempotent(for: Self.address))
    #expect(channel.isIdempotent(for: room))
    #expect(
      await channel.edit(message(to: "matrix:webhook/hallway"), receipt: "$a")
        == .refused(reason: "a webhook's messages can't be edited"))
    transport.shutdown()
  }
}
