import Messaging
import TestSupport
import Testing

@testable import ChatChannels

/// How a platform shows a document: the texts of its messages as people read them.
struct PlatformView: Sendable, CustomTestStringConvertible {
  var name: String
  /// The longest text of one message, in the platform's own units; half of Matrix's event, since
  /// a text stands in it twice.
  var limit: Int
  /// The units of a text.
  var length: @Sendable (String) -> Int
  var texts: @Sendable (MessageDocument) throws -> [String]

  var testDescription: String { name }

  static let all: [PlatformView] = [
    PlatformView(name: "Telegram", limit: 4096, length: { $0.utf16.count }) { document in
      try TelegramRendering.parts(of: document).map { try TelegramStandIn.visibleText($0.html) }
    },
    PlatformView(name: "Slack", limit: 3000, length: { $0.utf16.count }) { document in
      SlackRendering.parts(of: document).flatMap(\.sections).map(readable)
    },
    PlatformView(name: "Matrix", limit: 30_000, length: { $0.utf8.count }) { document in
      MatrixRendering.parts(of: document).map(\.body)
    },
  ]

  /// A section's mrkdwn without entities and zero-width spaces. An `&` that begins no entity, and
  /// a bare `<` or `>`, stand for themselves here and fail the comparison with what was written.
  private static func readable(_ section: String) -> String {
    section.replacing("\u{200B}", with: "").replacing("&lt;", with: "<")
      .replacing("&gt;", with: ">").replacing("&amp;", with: "&")
  }
}

@Suite("Every platform, over its limit") struct SplitConformanceTests {
  /// Words that a careless cut breaks: entities once escaped, emoji of many scalars, accents.
  private static let vocabulary = [
    "Q&A", "<b>", "&amp;", "&lt;tag&gt;", "👩‍👩‍👧‍👦", "🏳️‍🌈", "e\u{301}tude", "会议室", "kube-proxy", "13:15",
    "🇳🇱", "👍🏽", "a",
  ]

  /// The words in an order without a short period, so that cuts fall before each of them.
  private static func words(_ count: Int) -> [String] {
    (0..<count).map { vocabulary[($0 * $0 + $0 / 7) % vocabulary.count] }
  }

  @Test(arguments: PlatformView.all)
  func `no cut falls within a word, an entity or an emoji`(_ view: PlatformView) throws {
    let words = Self.words(max(2000, view.limit / 6))
    let texts = try view.texts(MessageDocument(words.joined(separator: " ")))

    #expect(texts.count > 1)
    #expect(texts.flatMap { $0.split(separator: " ").map(String.init) } == words)
    #expect(texts.allSatisfy { view.length($0) <= view.limit })
  }

  @Test(arguments: PlatformView.all)
  func `a paragraph that fits is not cut`(_ view: PlatformView) throws {
    let paragraphs = (1...12).map { number in
      "\(number): " + Self.words(60).joined(separator: " ")
    }
    let document = MessageDocument(
      blocks: (0..<4).flatMap { _ in paragraphs.map { .paragraph([.text($0)]) } })

    let texts = try view.texts(document)

    let shown = texts.flatMap { $0.split(separator: "\n\n").map(String.init) }
    #expect(shown == (0..<4).flatMap { _ in paragraphs })
  }

  @Test(arguments: PlatformView.all, ["👩‍👩‍👧‍👦", "&", "<", "会", "e\u{301}"])
  func `a word over the limit is cut between characters`(
    _ view: PlatformView, character: Character
  ) throws {
    let text = String(
      repeating: character, count: view.limit / view.length(String(character)) + 1)
    let texts = try view.texts(MessageDocument(text))

    #expect(texts.count > 1)
    #expect(texts.joined() == text)
    #expect(texts.allSatisfy { part in part.allSatisfy { $0 == character } })
    #expect(texts.allSatisfy { view.length($0) <= view.limit })
  }

  @Test(arguments: PlatformView.all)
  func `what is longer than many messages arrives whole`(_ view: PlatformView) throws {
    let items = (1...1000).map { number -> [MessageDocument.Inline] in
      [.text("talk \(number) & more")]
    }
    let texts = try view.texts(MessageDocument(blocks: [.numbered(start: 1, items: items)]))

    let lines = texts.flatMap { $0.split(separator: "\n").map(String.init) }
    #expect(lines == (1...1000).map { "\($0). talk \($0) & more" })
  }
}
