import ChatChannels
import ConferenceModel
import Foundation
import HTTPTransport
import Messaging
import Synchronization
import TestSupport
import Testing

@Suite("Slack's requests")
struct SlackPushTests {
  private struct Full: Error {}

  @Test(arguments: SlackStandIn.Forgery.allCases)
  func `a forged, altered or old request does nothing`(_ forgery: SlackStandIn.Forgery) async throws
  {
    try await SlackFixture.run { fixture in
      for inbound in [
        fixture.slack.slashCommand("now", by: "U1", in: "C1"),
        fixture.slack.directMessage("now", by: "U1"),
      ] {
        let (status, batch) = await fixture.hear(inbound, forgery: forgery)
        #expect(status == 401)
        #expect(batch == nil)
      }
      #expect(fixture.slack.callCount("auth.test") == 0)
    }
  }

  @Test(arguments: [(-300.0, 200), (-301, 401), (300, 200), (302, 401)])
  func `the window is five minutes both ways`(offset: Double, status: Int) async throws {
    try await SlackFixture.run { fixture in
      let request = fixture.slack.request(
        fixture.slack.directMessage("now", by: "U1"), at: fixture.time.now)
      let answer = await fixture.channel.receive(
        request, now: fixture.time.now.addingTimeInterval(offset)
      ) { _ in }
      #expect(answer == PushResponse(status: status))
    }
  }

  @Test(arguments: [
    "", "v0=", "v1=00", "v0=zz", "v0=" + String(repeating: "0", count: 64),
    "v0=" + String(repeating: "0", count: 66), "v0=" + String(repeating: "é", count: 32),
  ])
  func `a broken signature is refused`(_ signature: String) async throws {
    try await SlackFixture.run { fixture in
      var request = fixture.slack.request(
        fixture.slack.directMessage("now", by: "U1"), at: fixture.time.now)
      request.headers["x-slack-signature"] = signature
      let answer = await fixture.channel.receive(request, now: fixture.time.now) { _ in
        Issue.record("stored")
      }
      #expect(answer.status == 401)
    }
  }

  @Test(arguments: ["", "-1774252800", "1774252800.0", "1e9", String(repeating: "9", count: 400)])
  func `a broken time is refused`(_ time: String) async throws {
    try await SlackFixture.run { fixture in
      var request = fixture.slack.request(
        fixture.slack.directMessage("now", by: "U1"), at: fixture.time.now)
      request.headers["x-slack-request-timestamp"] = time
      let answer = await fixture.channel.receive(request, now: fixture.time.now) { _ in
        Issue.record("stored")
      }
      #expect(answer.status == 401)
    }
  }

  @Test func `what could not be stored is told again under the same id`() async throws {
    try await SlackFixture.run { fixture in
      let inbound = fixture.slack.directMessage("now", by: "U1")
      let cursors = Mutex<[String]>([])
      var statuses: [Int] = []
      for retry in 0...1 {
        let request = fixture.slack.request(inbound, at: fixture.time.now, retry: retry)
        statuses.append(
          await fixture.channel.receive(request, now: fixture.time.now) { batch in
            cursors.withLock { $0.append(batch.cursor) }
            #expect(batch.isDelivery)
            if retry == 0 { throw Full() }
          }.status)
      }
      #expect(statuses == [503, 200])
      let id = try #require(inbound.payload["event_id"]?.string)
      #expect(cursors.withLock { $0 } == [id, id])
    }
  }

  @Test func `a real server is sent signed requests, and events again`() async throws {
    try await SlackFixture.run { fixture in
      let (slack, channel, time) = (fixture.slack, fixture.channel, fixture.time)
      let failures = Mutex(2)
      let server = try await LoopbackServer.start { request in
        let isFailing = failures.withLock { count -> Bool in
          count -= 1
          return count >= 0
        }
        let headers = Dictionary(
          request.headers.map { ($0.name.lowercased(), $0.value) }
        ) { first, _ in first }
        let answer = await channel.receive(
          PushRequest(
            endpoint: String(request.path.split(separator: "/").last ?? ""), headers: headers,
            body: request.body), now: time.now
        ) { _ in if isFailing { throw Full() } }
        return .text(answer.body, status: answer.status)
      }
      let base = "\(server.baseURL)/slack"
      #expect(
        await slack.deliver(slack.directMessage("now", by: "U1"), to: base) == [503, 503, 200])
      #expect(await slack.deliver(slack.slashCommand("现在", by: "U1", in: "C1"), to: base) == [200])
      #expect(
        await slack.deliver(slack.openHome(by: "U1"), to: base, forgery: .wrongSecret)
          == [401, 401, 401, 401])
      await server.stop()
      #expect(await slack.deliver(slack.slashCommand("now", by: "U1", in: "C1"), to: base) == [0])
    }
  }

  @Test func `Slack's question about the address is answered with its word`() async throws {
    try await SlackFixture.run { fixture in
      let request = fixture.slack.request(
        .init(endpoint: "events", payload: ["type": "url_verification", "challenge": "3eZb"]),
        at: fixture.time.now)
      let answer = await fixture.channel.receive(request, now: fixture.time.now) { _ in }
      #expect(answer == PushResponse(body: "3eZb"))
    }
  }

  @Test(
    arguments: [
      ("events", ["type": "app_rate_limited"], 200), ("events", ["type": "event_callback"], 400),
      ("events", ["no": "type"], 400), ("events", "text", 400),
      ("events", ["type": "url_verification"], 400),
      ("commands", ["ssl_check": "1"], 200), ("commands", ["text": "now"], 400),
      ("interactions", "text", 400),
      ("interactions", ["type": "view_closed", "user": ["id": "U1"]], 200),
      ("elsewhere", [:], 404),
    ] as [(String, StandInJSON, Int)])
  func `what is no message is answered and does nothing`(
    endpoint: String, payload: StandInJSON, status: Int
  ) async throws {
    try await SlackFixture.run { fixture in
      let heard = await fixture.hear(.init(endpoint: endpoint, payload: payload))
      #expect(heard.status == status)
      #expect(heard.batch == nil)
    }
  }

  @Test func `only an account by HTTP is pushed to`() async throws {
    let transport = CurlTransport()
    let ways: [(SlackAccount?, Bool)] = [
      (nil, false),
      (SlackAccount(botToken: "xoxb-1", receiving: .socket(appToken: "xapp-1")), false),
      (SlackAccount(botToken: "xoxb-1", receiving: .http(signingSecret: "")), false),
      (SlackAccount(botToken: "xoxb-1", receiving: .http(signingSecret: "s")), true),
    ]
    for (account, isPushed) in ways {
      let channel = SlackChannel(webhooks: [:], account: account, transport: transport)
      #expect(channel.isPushed == isPushed)
      if isPushed { continue }
      let answer = await channel.receive(
        PushRequest(endpoint: "events", headers: [:], body: []),
        now: Date(timeIntervalSince1970: 0)
      ) { _ in Issue.record("stored") }
      #expect(answer.status == 404)
    }
    transport.shutdown()
  }
}
