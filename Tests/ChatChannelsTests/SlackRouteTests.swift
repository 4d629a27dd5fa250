import ConferenceModel
import Messaging
import TestSupport
import Testing

@testable import ChatChannels

@Suite("Slack's ways to answer")
struct SlackRouteTests {
  @Test(arguments: [
    SlackRoute.home, .thread(ts: "1774252800.000001"),
    .respond(
      .init(
        url: "https://hooks.slack.com/commands/T0/1:2/x", isForAll: true, channel: "C1",
        user: "U1")),
    .respond(.init(url: "https://a.example/", isForAll: false, channel: "D1", user: "U1")),
  ])
  func `a route is read as it was written`(_ route: SlackRoute) {
    #expect(SlackRoute(route.text) == route)
  }

  @Test(arguments: ["", "homes", "thread:", "thread:abc", "respond:all:C1:U1", "thread:1.2:3"])
  func `other texts are no route`(_ text: String) {
    #expect(SlackRoute(text) == nil)
  }

  @Test(arguments: [
    ("https://hooks.slack.com/commands/T0/1/x", true),
    ("https://slack.com/x", true),
    ("http://hooks.slack.com/commands/T0/1/x", false),
    ("https://hooks.slack.com@evil.example/x", false),
    ("https://hooks.slack.com.evil.example/x", false),
    ("https://hooks.slack.com\\@evil.example/x", false),
    ("https://hooks.slack.com/x y", false),
    ("https://evil.example/https://hooks.slack.com/", false),
    ("http://127.0.0.1:8080/", false), ("", false), ("file:///etc/passwd", false),
  ])
  func `answers go to Slack alone`(url: String, isSlacks: Bool) {
    #expect(SlackResponseOrigins(apiBase: "https://slack.com/api").contain(url) == isSlacks)
  }

  @Test func `an answer is for who asked, and a thread for those who read it`() async throws {
    try await SlackFixture.run { fixture in
      let asked = try await fixture.message(
        fixture.slack.slashCommand("now", by: "U1", in: "C1"))
      #expect(await fixture.answer(asked) == .delivered(receipt: nil))
      let mentioned = try await fixture.message(
        fixture.slack.mention("now", by: "U1", in: "C1"))
      guard case .delivered(.some) = await fixture.answer(mentioned) else {
        Issue.record("no receipt")
        return
      }
      let seen = fixture.slack.messages(in: "C1")
      #expect(seen.map(\.visibleTo) == ["U1", nil])
      #expect(seen.map { "thread:\($0.threadTS ?? "")" }.last == mentioned.route)
      #expect(fixture.slack.violations == [])
    }
  }

  @Test func `a sixth answer and one after half an hour come another way`() async throws {
    try await SlackFixture.run { fixture in
      let asked = try await fixture.message(
        fixture.slack.slashCommand("now", by: "U1", in: "C1"))
      for _ in 0..<6 { #expect(await fixture.answer(asked) == .delivered(receipt: nil)) }
      #expect(fixture.slack.callCount("chat.postEphemeral") == 1)
      let again = try await fixture.message(
        fixture.slack.slashCommand("now", by: "U1", in: "C1"))
      fixture.time.advance(by: 1801)
      #expect(await fixture.answer(again) == .delivered(receipt: nil))
      #expect(fixture.slack.callCount("chat.postEphemeral") == 2)
      #expect(fixture.slack.messages(in: "C1").map(\.visibleTo) == Array(repeating: "U1", count: 7))
      #expect(fixture.slack.messages(in: "C1").map(\.isResponse).filter { $0 }.count == 5)
    }
  }

  @Test func `where the bot is not, a late answer goes to the person`() async throws {
    try await SlackFixture.run { fixture in
      fixture.slack.addChannel("C2", members: ["U1"], hasBot: false)
      let asked = try await fixture.message(
        fixture.slack.slashCommand("now", by: "U1", in: "C2"))
      #expect(await fixture.answer(asked, "in time") == .delivered(receipt: nil))
      fixture.time.advance(by: 1801)
      guard case .delivered(.some) = await fixture.answer(asked, "late") else {
        Issue.record("not delivered")
        return
      }
      #expect(fixture.slack.messages(in: "C2").map(\.visibleText) == ["in time"])
      #expect(fixture.slack.messages(to: "U1").map(\.visibleText) == ["late"])
    }
  }

  @Test func `what all see stays for all when it is late`() async throws {
    try await SlackFixture.run { fixture in
      let asked = try await fixture.message(
        fixture.slack.slashCommand("digest 08:00", by: "U9", in: "C1"))
      fixture.time.advance(by: 1801)
      _ = await fixture.answer(asked)
      #expect(fixture.slack.messages(in: "C1").map(\.visibleTo) == [nil])
    }
  }

  @Test(arguments: [
    (
      LoopbackServer.Reply.reset, DeliveryOutcome.ambiguous(reason: "the connection to Slack broke")
    ),
    (
      .text("", status: 429, headers: [("Retry-After", "4")]),
      .rateLimited(retryAfter: .seconds(4), scope: .conversation)
    ),
    (.text("<html>"), .refused(reason: "Slack (200): <html>")),
    (.text("x", status: 503), .ambiguous(reason: "Slack failed (503)")),
    (
      .json(#"{"ok":false,"error":"invalid_blocks"}"#, status: 400),
      .refused(reason: "Slack: invalid_blocks")
    ),
  ])
  func `an answer has one meaning`(
    reply: LoopbackServer.Reply, outcome: DeliveryOutcome
  ) async throws {
    try await SlackFixture.run { fixture in
      let asked = try await fixture.message(
        fixture.slack.slashCommand("now", by: "U1", in: "C1"))
      fixture.slack.failNext("response_url", reply)
      #expect(await fixture.answer(asked) == outcome)
    }
  }

  @Test func `an address that is not Slack's is never written to`() async throws {
    try await SlackFixture.run { fixture in
      var command = fixture.slack.slashCommand("now", by: "U1", in: "C1")
      var payload = command.payload.object ?? [:]
      payload["response_url"] = "https://evil.example/steal"
      command.payload = .object(payload)
      let asked = try await fixture.message(command)
      #expect(asked.route == nil)
      var forged = asked
      forged.route = "respond:one:C1:U1:https://evil.example/steal"
      #expect(await fixture.answer(forged) == .delivered(receipt: nil))
      #expect(fixture.slack.messages(in: "C1").map(\.visibleTo) == ["U1"])
    }
  }
}
