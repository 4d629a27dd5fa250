import ConferenceModel
import Foundation
import HTTPTransport
import Messaging
import TestSupport
import Testing

@testable import ChatChannels

private let u1 = SlackFixture.address("U1")
private let c1 = SlackFixture.address("C1")

@Suite("What Slack tells")
struct SlackHearingTests {
  @Test func `a command typed in a channel acts for who typed it`() async throws {
    try await SlackFixture.run { fixture in
      let command = fixture.slack.slashCommand("star 3 &amp; more", by: "U1", in: "C1")
      let message = try await fixture.message(command)
      let url = try #require(command.payload["response_url"]?.string)
      #expect(
        message
          == IncomingMessage(
            address: u1, audience: .person, text: "star 3 & more",
            route: "respond:one:C1:U1:\(url)"))
    }
  }

  @Test(arguments: [
    ("digest 08:00", "U9", true), ("alerts on", "U1", false), ("日报 8:00", "U9", true),
    ("stop", "U5", true), ("LANG zh", "U1", false),
  ])
  func `a channel's settings are its administrators'`(
    text: String, user: String, isAdministrator: Bool
  ) async throws {
    try await SlackFixture.run { fixture in
      fixture.slack.addPerson("U5")
      fixture.slack.addChannel("C5", members: ["U1", "U5", "U9"], creator: "U5")
      let command = fixture.slack.slashCommand(text, by: user, in: "C5")
      let message = try await fixture.message(command)
      let url = try #require(command.payload["response_url"]?.string)
      #expect(
        message
          == IncomingMessage(
            address: SlackFixture.address("C5"), audience: .channel, text: text,
            isAdministrator: isAdministrator, speaker: SlackFixture.address(user),
            route: "respond:\(isAdministrator ? "all" : "one"):C5:\(user):\(url)"))
    }
  }

  @Test func `nobody is asked about who only reads`() async throws {
    try await SlackFixture.run { fixture in
      _ = try await fixture.message(fixture.slack.slashCommand("now", by: "U1", in: "C1"))
      _ = try await fixture.message(fixture.slack.mention("today", by: "U1", in: "C1"))
      #expect(fixture.slack.callCount("users.info") == 0)
      #expect(fixture.slack.callCount("conversations.info") == 0)
    }
  }

  @Test func `an administrator whom Slack does not confirm is not turned away`() async throws {
    try await SlackFixture.run { fixture in
      fixture.slack.failNext("users.info", .text("", status: 503))
      let (status, batch) = await fixture.hear(
        fixture.slack.slashCommand("digest off", by: "U9", in: "C1"))
      #expect(status == 503)
      #expect(batch == nil)
    }
  }

  @Test func `a question that Slack leaves open does not keep it waiting`() async throws {
    try await SlackFixture.run { fixture in
      fixture.slack.failNext("auth.test", .never)
      let channel = SlackChannel(
        webhooks: [:],
        account: SlackAccount(
          botToken: fixture.slack.botToken, apiBase: fixture.slack.apiBase,
          receiving: .http(signingSecret: fixture.slack.signingSecret),
          questionTimeout: .milliseconds(50)), transport: fixture.transport)
      let request = fixture.slack.request(
        fixture.slack.directMessage("now", by: "U1"), at: fixture.time.now)
      let answer = await channel.receive(request, now: fixture.time.now) { _ in
        Issue.record("stored")
      }
      #expect(answer.status == 503)
    }
  }

  @Test func `a command in our own conversation is answered there`() async throws {
    try await SlackFixture.run { fixture in
      let direct = fixture.slack.direct(of: "U1")
      let ours = try await fixture.message(fixture.slack.slashCommand("", by: "U1", in: direct))
      #expect(ours == IncomingMessage(address: u1, audience: .person, text: "help"))
      let others = fixture.slack.slashCommand("now", by: "U1", in: "D0OTHERS")
      #expect(
        try await fixture.message(others).route?.hasPrefix("respond:one:D0OTHERS:U1:") == true)
    }
  }

  @Test func `a direct message is a person's`() async throws {
    try await SlackFixture.run { fixture in
      let message = try await fixture.message(
        fixture.slack.directMessage("<@U0TALKBELL> search `a &lt; b`", by: "U1"))
      #expect(message == IncomingMessage(address: u1, audience: .person, text: "search `a < b`"))
      _ = await fixture.answer(message)
      // The conversation is known from the message.
      #expect(fixture.slack.callCount("conversations.open") == 0)
      #expect(fixture.slack.messages(to: "U1").map(\.visibleText) == ["Answer"])
    }
  }

  @Test(
    arguments: [
      ["subtype": "message_changed"], ["subtype": "file_share"], ["bot_id": "B0OTHER"],
      ["user": "U0TALKBELL"], ["text": " "], ["channel_type": "channel"], ["channel": "C1"],
      ["user": "nonsense"],
    ] as [[String: StandInJSON]])
  func `what is no new message of a person is nothing`(_ other: [String: StandInJSON]) async throws
  {
    try await SlackFixture.run { fixture in
      let inbound = fixture.slack.directMessage("now", by: "U1")
      let event = (inbound.payload["event"]?.object ?? [:]).merging(other) { $1 }
      let (status, batch) = await fixture.hear(fixture.slack.event(event))
      #expect(status == 200)
      #expect(batch == nil)
    }
  }

  @Test func `a mention is answered before all in its thread`() async throws {
    try await SlackFixture.run { fixture in
      let message = try await fixture.message(
        fixture.slack.mention("mine", by: "U1", in: "C1", thread: "1774252000.000100"))
      #expect(
        message
          == IncomingMessage(
            address: c1, audience: .channel, text: "mine", isAdministrator: false, speaker: u1,
            route: "thread:1774252000.000100"))
      let setting = try await fixture.message(
        fixture.slack.mention("alerts on", by: "U9", in: "C1"))
      #expect(setting.isAdministrator)
    }
  }

  @Test func `a press acts for who pressed`() async throws {
    try await SlackFixture.run { fixture in
      let document = MessageDocument(
        blocks: [.paragraph([.text("List")])],
        buttons: [(1...6).map { .init(label: "☆ \($0)", command: "star #\($0)") }])
      for to in ["slack:C1", "slack:U1"] {
        _ = await fixture.channel.send(message(document, to: to))
      }
      let post = try #require(fixture.slack.messages(in: "C1").first)
      let pressed = try await fixture.message(
        fixture.slack.press("star #4", on: post, by: "U9"))
      #expect(pressed.address == SlackFixture.address("U9"))
      #expect(pressed.text == "star #4")
      #expect(pressed.audience == .person)
      #expect(pressed.route?.hasPrefix("respond:one:C1:U9:http") == true)
      #expect(await fixture.answer(pressed) == .delivered(receipt: nil))
      #expect(fixture.slack.messages(in: "C1").map(\.visibleTo) == [nil, "U9"])

      let own = try #require(fixture.slack.messages(to: "U1").first)
      let direct = try await fixture.message(fixture.slack.press("star #4", on: own, by: "U1"))
      #expect(direct == IncomingMessage(address: u1, audience: .person, text: "star #4"))
    }
  }

  @Test func `an opened home shows the agenda, and a press there shows it anew`() async throws {
    try await SlackFixture.run { fixture in
      let opened = try await fixture.message(fixture.slack.openHome(by: "U1"))
      #expect(
        opened
          == IncomingMessage(
            address: u1, audience: .person, text: "mine", route: "home", isAside: true))
      #expect(await fixture.hear(fixture.slack.openHome(by: "U1", tab: "messages")).batch == nil)

      let agenda = MessageDocument(
        blocks: [.paragraph([.text("Agenda")])],
        buttons: [
          [.init(label: "★ 1", command: "unstar #1"), .init(label: "More", command: "page 2")]
        ])
      let shown = await fixture.channel.send(
        OutgoingMessage(
          address: opened.address, document: agenda, attention: .push, transactionID: "a",
          route: opened.route))
      #expect(shown == .delivered(receipt: nil))
      #expect(fixture.slack.home(of: "U1")?.visibleText == "Agenda")

      let page = try await fixture.message(try fixture.slack.pressHome("page 2", by: "U1"))
      #expect(page.route == "home" && page.isAside)
      let (_, batch) = await fixture.hear(try fixture.slack.pressHome("unstar #1", by: "U1"))
      #expect(
        batch?.events == [
          .message(IncomingMessage(address: u1, audience: .person, text: "unstar #1")),
          .message(
            IncomingMessage(
              address: u1, audience: .person, text: "mine", route: "home", isAside: true)),
        ])
    }
  }

  @Test func `a home tells nobody to type what can't be typed there`() async throws {
    try await SlackFixture.run { fixture in
      let opened = try await fixture.message(fixture.slack.openHome(by: "U1"))
      func show(_ blocks: [MessageDocument.Block]) async -> String? {
        _ = await fixture.channel.send(
          OutgoingMessage(
            address: opened.address, document: MessageDocument(blocks: blocks), attention: .push,
            transactionID: "a", route: opened.route))
        return fixture.slack.home(of: "U1")?.visibleText
      }
      let hint = MessageDocument.Block.paragraph([.code("unstar 1"), .text(" takes it back.")])
      #expect(await show([.heading([.text("Your stars")]), hint]) == "*Your stars*")
      // Better than an empty page.
      #expect(await show([hint]) == "`unstar 1` takes it back.")
      #expect(fixture.slack.violations == [])
    }
  }

  @Test func `who has looked at the home sees each star there, wherever it was set`()
    async throws
  {
    try await SlackFixture.run { fixture in
      let slack = fixture.slack
      let home = IncomingEvent.message(
        IncomingMessage(
          address: u1, audience: .person, text: "mine", route: "home", isAside: true))
      _ = await fixture.channel.send(message(to: "slack:C1"))
      let post = try #require(slack.messages(in: "C1").first)
      let ways = [
        slack.slashCommand("star 3", by: "U1", in: "C1"), slack.directMessage("取消收藏 3", by: "U1"),
        slack.mention("goto 3", by: "U1", in: "C1"), slack.reaction(on: post, by: "U1"),
        slack.reaction(on: post, by: "U1", isRemoved: true),
      ]
      for way in ways { #expect(await fixture.hear(way).batch?.events.count == 1) }
      _ = await fixture.hear(slack.openHome(by: "U1"))
      for way in ways {
        let events = await fixture.hear(way).batch?.events
        #expect(events?.count == 2)
        #expect(events?.last == home)
      }
      let others = [
        slack.slashCommand("now", by: "U1", in: "C1"), slack.directMessage("today", by: "U1"),
        slack.directMessage("star 3", by: "U9"),
      ]
      for way in others { #expect(await fixture.hear(way).batch?.events.count == 1) }
    }
  }

  @Test func `in a conversation of several people only administrators of the workspace decide`()
    async throws
  {
    try await SlackFixture.run { fixture in
      fixture.slack.addChannel("G1", members: ["U1", "U9"], creator: "U1")
      for (user, decides) in [("U1", false), ("U9", true)] {
        fixture.slack.failNext(
          "conversations.info",
          .json(#"{"ok":false,"error":"missing_scope","needed":"mpim:read"}"#))
        let message = try await fixture.message(
          fixture.slack.slashCommand("alerts on", by: user, in: "G1"))
        #expect(message.isAdministrator == decides)
      }
    }
  }

  @Test(arguments: ["user_not_found", "user_not_visible"])
  func `who is not of this workspace is no administrator, and is answered`(
    _ name: String
  ) async throws {
    try await SlackFixture.run { fixture in
      fixture.slack.failNext("users.info", .json(#"{"ok":false,"error":"\#(name)"}"#))
      let message = try await fixture.message(
        fixture.slack.mention("alerts on", by: "U7", in: "C1"))
      #expect(!message.isAdministrator)
      #expect(message.speaker == SlackFixture.address("U7"))
    }
  }

  @Test func `a star as a reaction stars, and its removal unstars`() async throws {
    try await SlackFixture.run { fixture in
      for to in ["slack:C1", "slack:U1"] { _ = await fixture.channel.send(message(to: to)) }
      let post = try #require(fixture.slack.messages(in: "C1").first)
      let own = try #require(fixture.slack.messages(to: "U1").first)
      let place = "C1/\(post.ts)"
      let set = await fixture.hear(fixture.slack.reaction(on: post, by: "U1"))
      let taken = await fixture.hear(fixture.slack.reaction(on: post, by: "U1", isRemoved: true))
      let direct = await fixture.hear(fixture.slack.reaction(on: own, by: "U1"))
      let other = await fixture.hear(fixture.slack.reaction("heart", on: post, by: "U1"))

      #expect(
        set.batch?.events == [
          .starred(
            IncomingReaction(
              address: c1, audience: .channel, speaker: u1, receipt: place, id: "\(place)/U1"))
        ])
      #expect(taken.batch?.events == [.unstarred(reaction: "\(place)/U1")])
      let receipt = "\(own.channel)/\(own.ts)"
      #expect(
        direct.batch?.events == [
          .starred(
            IncomingReaction(
              address: u1, audience: .person, receipt: receipt, id: "\(receipt)/U1"))
        ])
      #expect(other.batch == nil)
    }
  }

  @Test(
    arguments: [
      (
        ["type": "member_left_channel", "channel": "C1", "user": "U0TALKBELL"],
        IncomingEvent.blocked(c1)
      ),
      (["type": "member_joined_channel", "channel": "C1", "user": "U0TALKBELL"], .unblocked(c1)),
      (["type": "member_left_channel", "channel": "C1", "user": "U1"], nil),
      (["type": "channel_archive", "channel": "C1", "user": "U9"], .blocked(c1)),
      (["type": "group_archive", "channel": "C1"], .blocked(c1)),
      (["type": "channel_unarchive", "channel": "C1", "user": "U9"], .unblocked(c1)),
      (["type": "channel_left", "channel": "C1"], .blocked(c1)),
      (["type": "channel_deleted", "channel": "C1"], .blocked(c1)),
      (
        ["type": "channel_id_changed", "old_channel_id": "G1", "new_channel_id": "C1"],
        .migrated(from: SlackFixture.address("G1"), to: c1)
      ),
      (["type": "channel_rename", "channel": ["id": "C1", "name": "new"]], nil),
      (["type": "app_uninstalled"], nil), (["type": "tokens_revoked", "tokens": []], nil),
      (["type": "channel_archive", "channel": 7], nil),
    ] as [([String: StandInJSON], IncomingEvent?)])
  func `what happens to a channel is told`(
    event: [String: StandInJSON], expected: IncomingEvent?
  ) async throws {
    try await SlackFixture.run { fixture in
      let (status, batch) = await fixture.hear(fixture.slack.event(event))
      #expect(status == 200)
      #expect(batch?.events == expected.map { [$0] })
    }
  }

  @Test(arguments: [
    ("talk &lt;3 &amp;amp; more", "talk <3 &amp; more"),
    ("talk <https://a.example/?a=1&amp;b=2|a.example>", "talk https://a.example/?a=1&b=2"),
    ("link <mailto:a@b.example|a@b.example>", "link a@b.example"),
    ("ask <@U2|ada> in <#C1|hall> <!here>", "ask @ada in #hall here"),
    ("<@U0BOT> now", "now"), ("`star 3`", "star 3"), ("*_now_*", "now"),
    ("a < b > c", "a < b > c"), ("a <", "a <"), ("<>", "<>"), ("now\u{202E}\n", "now"), ("", ""),
    ("<javascript:x|now>", "<javascript:x|now>"),
  ])
  func `what was typed is read out of the markup`(text: String, plain: String) {
    #expect(SlackTypedText.plain(text, bot: "U0BOT") == plain)
  }
}
