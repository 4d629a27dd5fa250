import ChatChannels
import ConferenceModel
import Messaging
import TestSupport
import Testing

@Suite("Real and hostile titles in Telegram")
struct TelegramTitleTests {
  /// The titles of an iCalendar file, folded lines joined.
  private static func titles(_ path: String) throws -> [String] {
    let text = String(decoding: try Corpus.data(path), as: UTF8.self)
      .replacing("\r\n", with: "\n").replacing("\n ", with: "")
    return text.split(separator: "\n").filter { $0.hasPrefix("SUMMARY:") }.map {
      String($0.dropFirst("SUMMARY:".count)).replacing("\\,", with: ",").replacing("\\;", with: ";")
    }
  }

  /// A title as lists, reminders and changes show it.
  private static func document(_ title: String) -> MessageDocument {
    MessageDocument(
      blocks: [
        .heading([.text(title)]),
        .numbered(start: 1, items: [[.text("09:00 "), .strong(title), .lineBreak, .code(title)]]),
        .paragraph([
          .struck(title), .emphasis(title),
          .link(text: title, url: "https://a.example/?q=\(title)"),
        ]),
      ],
      buttons: [
        [
          .init(label: title, command: "star #1"),
          .init(label: title, url: "https://a.example/\(title)"),
        ]
      ])
  }

  @Test(.enabled(if: Corpus.isAvailable, "the corpus is not here"))
  func `all 222 titles with an ampersand arrive as they are, sent and edited`() async throws {
    let titles = try Self.titles("kubecon-eu-2026/20260323T183344Z.all.ics")
      .filter { $0.contains("&") }
    #expect(titles.count == 222)
    try await TelegramFixture.run { telegram in
      telegram.server.addChat(42)
      for title in titles {
        let sent = await telegram.channel.send(message(MessageDocument(title), to: "telegram:42"))
        guard case .delivered(let receipt?) = sent else {
          Issue.record("\(title): \(sent)")
          continue
        }
        let edited = await telegram.channel.edit(
          message(Self.document(title), to: "telegram:42"), receipt: receipt)
        #expect(edited == sent, "\(title)")
      }
      #expect(telegram.server.messages(in: 42).map(\.text) == titles)
      #expect(
        zip(telegram.server.shownMessages(in: 42), titles).allSatisfy { $0.text.hasPrefix($1) })
      #expect(telegram.server.violations == [])
    }
  }

  @Test(arguments: hostileTexts.filter { !$0.allSatisfy(\.isWhitespace) })
  func `hostile titles are edited in as strictly as they are sent`(
    _ title: String
  ) async throws {
    try await TelegramFixture.run { telegram in
      telegram.server.addChat(42)
      _ = await telegram.channel.send(message(to: "telegram:42"))
      let outcome = await telegram.channel.edit(
        message(Self.document(title), to: "telegram:42"), receipt: "42/1")
      #expect(outcome == .delivered(receipt: "42/1"))
      #expect(telegram.server.violations == [])
    }
  }

  @Test(
    arguments: [
      ("https://talkbell.example.org/s/812", "https://talkbell.example.org/s/812"),
      ("http://192.0.2.7:8080/s/1?a=1&b=2", "http://192.0.2.7:8080/s/1?a=1&b=2"),
      ("https://xn--fsqu00a.example/s", "https://xn--fsqu00a.example/s"),
      ("https://例子.example/s", nil),
      ("http://localhost:8080/s/1", nil), ("https://intranet/s/1", nil),
      ("https://.", nil), ("https://a..example/", nil), ("https://a.example:x/", nil),
      ("https://a.example:99999/", nil), ("https://bank.example@evil.example/", nil),
      ("https://a,b.example/", nil), ("javascript:alert(1)", nil), ("tg://resolve?domain=x", nil),
    ])
  func `a button opens only pages that Telegram takes, else it is left out`(
    url: String, shown: String?
  ) async throws {
    try await TelegramFixture.run { telegram in
      telegram.server.addChat(42)
      let document = MessageDocument(
        blocks: [.paragraph([.text("Talk")])],
        buttons: [[.init(label: "☆", command: "star #1"), .init(label: "Open", url: url)]])
      let outcome = await telegram.channel.send(message(document, to: "telegram:42"))
      #expect(outcome == .delivered(receipt: "42/1"))
      #expect(
        telegram.server.messages(in: 42).map(\.buttons) == [
          [
            [.init(label: "☆", data: "star #1")]
              + (shown.map { [.init(label: "Open", data: "", url: $0)] } ?? [])
          ]
        ])
      #expect(telegram.server.violations == [])
    }
  }
}
