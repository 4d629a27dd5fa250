import ConferenceModel
import HTTPTransport
import Messaging
import TestSupport
import Testing

@testable import ChatChannels

@Suite("Telegram's deep links")
struct TelegramDeepLinkTests {
  private typealias Button = TelegramStandIn.SentMessage.Button

  private let document = MessageDocument(
    blocks: [.numbered(start: 1, items: [[.strong("Q&A")], [.strong("Keynote")]])],
    buttons: [
      [.init(label: "☆ 1", command: "star #812"), .init(label: "☆ 2", command: "star #9")],
      [.init(label: "More", command: "wed page:2")],
    ])
  private let links: [[Button]] = [
    [
      .init(label: "☆ 1", data: "", url: "https://t.me/TalkBellTestBot?start=s_812"),
      .init(label: "☆ 2", data: "", url: "https://t.me/TalkBellTestBot?start=s_9"),
    ],
    [.init(label: "More", data: "wed page:2")],
  ]

  @Test func `a star in a group or channel opens the person's own chat, sent and edited`()
    async throws
  {
    try await TelegramFixture.run { telegram in
      telegram.server.addChat(-100)
      let sent = await telegram.channel.send(message(document, to: "telegram:-100"))
      #expect(sent == .delivered(receipt: "-100/1"))
      #expect(telegram.server.messages(in: -100).map(\.buttons) == [links])
      var other = document
      other.blocks = [.paragraph([.text("Updated")])]
      let edited = await telegram.channel.edit(
        message(other, to: "telegram:-100"), receipt: "-100/1")
      #expect(edited == sent)
      #expect(telegram.server.shownMessages(in: -100).map(\.buttons) == [links])
      #expect(telegram.server.callCount("getMe") == 1)
      #expect(telegram.server.violations == [])
    }
  }

  @Test func `a long list has its links at the talks, not a wall of buttons`() async throws {
    try await TelegramFixture.run { telegram in
      telegram.server.addChat(-100)
      let count = TelegramDeepLink.buttonLimit + 1
      let long = MessageDocument(
        blocks: [
          .numbered(start: 1, items: (1..<count).map { [.text("Talk \($0)")] }),
          .heading([.text("14:00")]),
          .numbered(start: count, items: [[.text("Last")], [.text("Not to be starred")]]),
        ],
        buttons: [
          (1...count).map { .init(label: "☆ \($0)", command: "star #\(800 + $0)") },
          [.init(label: "More", command: "wed page:2")],
        ])
      _ = await telegram.channel.send(message(long, to: "telegram:-100"))
      let shown = try #require(telegram.server.messages(in: -100).first)
      #expect(shown.buttons == [[.init(label: "More", data: "wed page:2")]])
      #expect(shown.text.contains("20. Talk 20 ☆\n\n14:00\n21. Last ☆\n22. Not to be starred"))
      #expect(
        shown.html.contains(
          "Talk 7 <a href=\"https://t.me/TalkBellTestBot?start=s_807\">☆</a>\n"))
      #expect(telegram.server.violations == [])
    }
  }

  @Test func `a star in a person's own chat is a press, and nobody is asked`() async throws {
    try await TelegramFixture.run { telegram in
      telegram.server.addChat(42)
      _ = await telegram.channel.send(message(document, to: "telegram:42"))
      #expect(
        telegram.server.messages(in: 42).map(\.buttons) == [
          [
            [.init(label: "☆ 1", data: "star #812"), .init(label: "☆ 2", data: "star #9")],
            [.init(label: "More", data: "wed page:2")],
          ]
        ])
      #expect(telegram.server.callCount("getMe") == 0)
    }
  }

  @Test func `without the bot's name the message goes out all the same`() async throws {
    try await TelegramFixture.run { telegram in
      telegram.server.addChat(-100)
      telegram.server.failNext("getMe", .text("", status: 502))
      let sent = await telegram.channel.send(message(document, to: "telegram:-100"))
      #expect(sent == .delivered(receipt: "-100/1"))
      #expect(
        telegram.server.messages(in: -100).map(\.buttons) == [
          [[.init(label: "More", data: "wed page:2")]]
        ])
      #expect(telegram.server.violations == [])
    }
  }

  @Test(arguments: ["star #", "star #x", "star guide:ai", "unstar #812", "star #8/../1"])
  func `other commands are no links`(_ command: String) {
    let document = MessageDocument(buttons: [[.init(label: "A", command: command)]])
    #expect(!TelegramDeepLink.isNeeded(for: document))
    #expect(TelegramDeepLink.linked(document, botName: "TalkBellTestBot") == document)
  }

  @Test func `the link's words are what the bot hears when it is opened`() async throws {
    try await TelegramFixture.run { telegram in
      let link = try #require(TelegramDeepLink.star("812", of: "TalkBellTestBot"))
      let words = try #require(link.split(separator: "=").last)
      // Telegram allows 64 of these (core.telegram.org/bots/features#deep-linking).
      #expect(words.wholeMatch(of: /[A-Za-z0-9_-]{1,64}/) != nil)
      telegram.server.say("/start \(words)", in: 42)
      #expect(
        try await telegram.channel.receive(after: nil).events
          == said("start s_812", languageHint: "en"))
    }
  }

  @Test func `a person's own command in a group asks nobody about rights`() async throws {
    try await TelegramFixture.run { telegram in
      telegram.server.addChat(-100, administrators: [42])
      for text in ["/star 3", "/mine", "/lead 5", "/snooze 5", "/today"] {
        telegram.server.say(text, in: -100, from: 42)
      }
      _ = try await telegram.channel.receive(after: nil)
      #expect(telegram.server.callCount("getChatMember") == 0)
    }
  }
}
