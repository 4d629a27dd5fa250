import ChatChannels
import ConferenceModel
import HTTPTransport
import Messaging
import TestSupport
import Testing

/// A list as the phrasebook makes them.
private func list(_ count: Int) -> MessageDocument {
  MessageDocument(
    blocks: [
      .heading([.text("Today")]),
      .numbered(
        start: 1,
        items: (1...count).map {
          [.text("09:00 · Hall 7"), .lineBreak, .strong("Talk \($0) & <more>")]
        }),
    ],
    buttons: stride(from: 1, through: count, by: 5).map { start in
      (start...min(count, start + 4)).map { .init(label: "☆ \($0)", command: "star #\(800 + $0)") }
    } + [[.init(label: "More", command: "page 2")]])
}

@Suite("Slack's messages")
struct SlackSendingTests {
  @Test func `a channel and a person get what they can read and press`() async throws {
    try await SlackFixture.run { fixture in
      let document = MessageDocument(
        blocks: [.paragraph([.strong("Q&A"), .text(" in <Hall 7>")])],
        buttons: [
          [
            .init(label: "☆ Star", command: "star #812"),
            .init(label: "Page", url: "https://a.example/s?a=1&b=2"),
          ]
        ])
      let posted = await fixture.channel.send(message(document, to: "slack:C1"))
      let direct = await fixture.channel.send(message(document, to: "slack:U1"))
      _ = await fixture.channel.send(message(document, to: "slack:U1"))

      let there = try #require(fixture.slack.messages(in: "C1").first)
      #expect(posted == .delivered(receipt: "C1/\(there.ts)"))
      #expect(there.visibleText == "*Q&A* in <Hall 7>")
      #expect(there.text == "Q&amp;A in &lt;Hall 7&gt;")
      #expect(!there.unfoldsLinks)
      #expect(
        there.buttons == [
          [
            .init(label: "☆ Star", command: "star #812"),
            .init(label: "Page", command: "", url: "https://a.example/s?a=1&b=2"),
          ]
        ])
      let private1 = try #require(fixture.slack.messages(to: "U1").first)
      #expect(direct == .delivered(receipt: "\(fixture.slack.direct(of: "U1"))/\(private1.ts)"))
      #expect(fixture.slack.callCount("conversations.open") == 1)
      #expect(fixture.slack.violations == [])
    }
  }

  @Test func `a long list of stars is a menu with the talks' titles`() async throws {
    try await SlackFixture.run { fixture in
      _ = await fixture.channel.send(message(list(12), to: "slack:C1"))
      _ = await fixture.channel.send(message(list(3), to: "slack:C1"))

      let buttons = fixture.slack.messages(in: "C1").map(\.buttons)
      let options = (1...12).map {
        SlackStandIn.Button(
          label: "☆ \($0) · Talk \($0) & <more>", command: "star #\(800 + $0)", isOption: true)
      }
      #expect(buttons.first == [options, [.init(label: "More", command: "page 2")]])
      #expect(
        buttons.last == [
          (1...3).map { .init(label: "☆ \($0)", command: "star #\(800 + $0)") },
          [.init(label: "More", command: "page 2")],
        ])
      #expect(fixture.slack.violations == [])
    }
  }

  @Test(arguments: hostileTexts)
  func `hostile texts pass in messages, menus and homes`(_ text: String) async throws {
    try await SlackFixture.run { fixture in
      let runs: [MessageDocument.Inline] = [
        .text("before "), .text(text), .strong(text), .code(text),
        .link(text: text, url: "https://a.example/\(text)"),
      ]
      let document = MessageDocument(
        blocks: [.heading(runs), .numbered(start: 1, items: Array(repeating: runs, count: 7))],
        buttons: [
          (1...7).map { .init(label: "\(text) \($0)", command: "star #\($0)") },
          [.init(label: text, command: text), .init(label: text, url: text)],
        ])
      let posted = await fixture.channel.send(message(document, to: "slack:C1"))
      var home = message(document, to: "slack:U1")
      home.route = "home"
      let shown = await fixture.channel.send(home)

      let there = try #require(fixture.slack.messages(in: "C1").first)
      #expect(posted == .delivered(receipt: "C1/\(there.ts)"))
      #expect(shown == .delivered(receipt: nil))
      #expect(fixture.slack.violations == [])
    }
  }

  @Test func `what is too long comes in parts and is edited in parts`() async throws {
    try await SlackFixture.run { fixture in
      let paragraph = String(repeating: "word & ", count: 350)
      let long = MessageDocument(blocks: Array(repeating: .paragraph([.text(paragraph)]), count: 6))
      guard
        case .delivered(let receipt?) = await fixture.channel.send(message(long, to: "slack:C1"))
      else {
        Issue.record("not delivered")
        return
      }
      let parts = fixture.slack.messages(in: "C1")
      #expect(parts.count == 2)
      #expect(receipt == parts.map { "C1/\($0.ts)" }.joined(separator: " "))

      let short = message(MessageDocument("Moved"), to: "slack:C1")
      #expect(await fixture.channel.edit(short, receipt: receipt) == .delivered(receipt: receipt))
      #expect(fixture.slack.messages(in: "C1").map(\.visibleText) == ["Moved", "…"])

      let grown = await fixture.channel.edit(
        message(long, to: "slack:C1"), receipt: "C1/\(parts[0].ts)")
      #expect(grown == .refused(reason: "the message grew from 1 to 2 parts"))
      #expect(fixture.slack.violations == [])
    }
  }

  @Test func `a thread is kept to its own channel`() async throws {
    try await SlackFixture.run { fixture in
      fixture.slack.addChannel("C2")
      _ = await fixture.channel.send(message(to: "slack:C1"))
      let first = try #require(fixture.slack.messages(in: "C1").first)
      for channel in ["C1", "C2"] {
        var reply = message(to: "slack:\(channel)")
        reply.thread = "C1/\(first.ts) C1/1.000000"
        _ = await fixture.channel.send(reply)
      }
      #expect(fixture.slack.messages(in: "C1").map(\.threadTS) == [nil, first.ts])
      #expect(fixture.slack.messages(in: "C2").map(\.threadTS) == [nil])
    }
  }

  @Test(arguments: ["X9/1.000001", "C1", "C1/1", "", "C1/1.1 nonsense", "C1/../../x"])
  func `a receipt that is none of Slack's is refused`(_ receipt: String) async throws {
    try await SlackFixture.run { fixture in
      #expect(
        await fixture.channel.edit(message(to: "slack:C1"), receipt: receipt)
          == .refused(reason: "the receipt is none of Slack's"))
    }
  }

  @Test func `an edit of what is not there is refused`() async throws {
    try await SlackFixture.run { fixture in
      #expect(
        await fixture.channel.edit(message(to: "slack:C1"), receipt: "C1/1.000001")
          == .refused(reason: "Slack: message_not_found"))
    }
  }

  @Test func `an edit whose answer is lost may be made again, and waits alone`() async throws {
    try await SlackFixture.run { fixture in
      _ = await fixture.channel.send(message(to: "slack:C1"))
      let receipt = "C1/\(try #require(fixture.slack.messages(in: "C1").first).ts)"
      fixture.slack.failNext("chat.update", .reset, takesEffect: true)
      fixture.slack.failNext(
        "chat.update", .text("", status: 429, headers: [("Retry-After", "9")]))
      let new = message(MessageDocument("New"), to: "slack:C1")

      #expect(
        await fixture.channel.edit(new, receipt: receipt)
          == .retryable(reason: "the connection to Slack broke"))
      #expect(
        await fixture.channel.edit(new, receipt: receipt)
          == .rateLimited(retryAfter: .seconds(9), scope: .conversation))
      #expect(await fixture.channel.edit(new, receipt: receipt) == .delivered(receipt: receipt))
      #expect(fixture.slack.messages(in: "C1").map(\.visibleText) == ["New"])
    }
  }

  @Test func `a conversation that could not be opened was not written to`() async throws {
    try await SlackFixture.run { fixture in
      fixture.slack.failNext("conversations.open", .reset)
      fixture.slack.failNext(
        "conversations.open", .json(#"{"ok":false,"error":"internal_error"}"#))
      let outcomes = [
        await fixture.channel.send(message(to: "slack:U1")),
        await fixture.channel.send(message(to: "slack:U1")),
      ]
      #expect(
        outcomes == [
          .retryable(reason: "the connection to Slack broke"),
          .retryable(reason: "Slack: internal_error"),
        ])
      fixture.slack.deletePerson("U1")
      #expect(
        await fixture.channel.send(message(to: "slack:U1"))
          == .addressGone(reason: "Slack: user_disabled"))
      #expect(
        await fixture.channel.send(message(to: "slack:U404"))
          == .addressGone(reason: "Slack: user_not_found"))
    }
  }

  @Test func `channels are left as they leave us`() async throws {
    try await SlackFixture.run { fixture in
      fixture.slack.addChannel("C2", hasBot: false)
      fixture.slack.setArchived("C1", true)
      let outcomes = [
        await fixture.channel.send(message(to: "slack:C1")),
        await fixture.channel.send(message(to: "slack:C2")),
        await fixture.channel.send(message(to: "slack:C3")),
        await fixture.channel.send(message(to: "slack:nonsense")),
      ]
      #expect(
        outcomes == [
          .addressGone(reason: "Slack: is_archived"),
          .addressGone(reason: "Slack: not_in_channel"),
          .addressGone(reason: "Slack: channel_not_found"),
          .refused(reason: "nonsense is no Slack channel or person"),
        ])
    }
  }

  @Test func `the stand-in's pace is kept by the published rule`() async throws {
    try await SlackFixture.run(hasLimits: true) { fixture in
      let rule = RateRule(lane: "slack:C1", permits: 1, period: .seconds(1))
      #expect(fixture.channel.rateRules(for: SlackFixture.address("C1")) == [rule])
      for _ in 0..<6 {
        _ = await fixture.channel.send(message(to: "slack:C1"))
        fixture.time.advance(by: 1)
      }
      #expect(fixture.slack.refusedByLimit == 0)
      var last = DeliveryOutcome.delivered(receipt: nil)
      for _ in 0..<4 { last = await fixture.channel.send(message(to: "slack:C1")) }
      #expect(last == .rateLimited(retryAfter: .seconds(1), scope: .platform))
    }
  }
}
