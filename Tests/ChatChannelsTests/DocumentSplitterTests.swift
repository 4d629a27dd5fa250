import Messaging
import TestSupport
import Testing

@testable import ChatChannels

@Suite("Splitting")
struct DocumentSplitterTests {
  private static let limit = 4096

  private func telegram(_ document: MessageDocument) throws -> [String] {
    try TelegramRendering.parts(of: document).map { try TelegramStandIn.visibleText($0.html) }
  }

  @Test(arguments: ["x", "&", "<", "👍", "👩‍👩‍👧‍👦", "中"])
  func `a text of exactly the limit is one message`(_ character: String) throws {
    let units = character.utf16.count
    let text =
      String(repeating: character, count: Self.limit / units)
      + String(repeating: "y", count: Self.limit % units)

    #expect(try telegram(MessageDocument(text)) == [text])
    let two = try telegram(MessageDocument(text + character))
    #expect(two.count == 2)
    #expect(two.joined() == text + character)
    #expect(two.allSatisfy { $0.utf16.count <= Self.limit })
  }

  @Test func `the limit counts what is read, not tags and entities`() throws {
    let runs = (0..<512).map { _ in MessageDocument.Inline.strong("&&&&&&& ") }
    #expect(try telegram(MessageDocument(blocks: [.paragraph(runs)])).count == 1)
  }

  @Test func `cuts fall between blocks and keep lists counting`() throws {
    let item = String(repeating: "word ", count: 200)
    let document = MessageDocument(
      blocks: [.numbered(start: 1, items: (0..<10).map { _ in [.text(item)] })],
      buttons: [[.init(label: "more", command: "more")]])

    let parts = TelegramRendering.parts(of: document)

    #expect(parts.map { String($0.html.prefix(3)) } == ["1. ", "5. ", "9. "])
    #expect(parts.map(\.keyboard.isEmpty) == [true, true, false])
  }

  @Test func `a heading goes with what it heads`() throws {
    let long = String(repeating: "a", count: 4000)
    let document = MessageDocument(blocks: [
      .paragraph([.text(long)]), .heading([.text("Tomorrow")]),
      .paragraph([.text(String(repeating: "b", count: 500))]),
    ])
    #expect(try telegram(document).map { String($0.prefix(8)) } == ["aaaaaaaa", "Tomorrow"])
  }

  @Test func `an item over the limit is cut at a blank`() throws {
    let words = (0..<2000).map { "w\($0)" }
    let parts = try telegram(
      MessageDocument(blocks: [.paragraph([.emphasis(words.joined(separator: " "))])]))

    #expect(parts.flatMap { $0.split(separator: " ").map(String.init) } == words)
    #expect(
      parts.allSatisfy { $0.utf16.count <= Self.limit && $0.utf16.count > 4000 || $0 == parts.last }
    )
  }

  @Test func `a character over the limit is cut and nothing is lost`() throws {
    let text = "e" + String(repeating: "\u{301}", count: 10_000)
    let parts = try telegram(MessageDocument(text))
    #expect(parts.flatMap(\.unicodeScalars).count == 10_001)
    #expect(parts.allSatisfy { $0.utf16.count <= Self.limit })
  }

  @Test func `a very long title is split and nothing is lost`() throws {
    let text = String(repeating: "word & ", count: 20_000)
    let parts = try telegram(MessageDocument(text))
    #expect(parts.allSatisfy { $0.utf16.count <= Self.limit })
    #expect(parts.joined(separator: " ").filter { $0 == "&" }.count == 20_000)
  }

  @Test func `Slack's sections and messages stay within their limits`() {
    let item = String(repeating: "<&>*_ word ", count: 60)
    let document = MessageDocument(
      blocks: [.bulleted((0..<120).map { _ in [.text(item), .strong(item)] })])

    let parts = SlackRendering.parts(of: document)

    #expect(parts.count > 1)
    for part in parts {
      #expect(part.sections.count <= 50)
      #expect(part.sections.allSatisfy { (1...3000).contains($0.utf16.count) })
      #expect(part.sections.reduce(0) { $0 + $1.utf16.count } <= 13_000)
      #expect(part.fallback.utf16.count <= 40_000)
    }
  }

  @Test func `Matrix's events stay within their limit`() async throws {
    let matrix = MatrixStandIn()
    try await matrix.start()
    let item = String(repeating: "\"<&>\\ 中文 ", count: 80)
    let document = MessageDocument(
      blocks: [.bulleted((0..<120).map { _ in [.text(item), .strong(item)] })])
    try await TelegramFixture.run { fixture in
      let channel = MatrixChannel(
        homeserver: matrix.baseURL, accessToken: matrix.accessToken,
        transport: fixture.transport)
      let outcome = await channel.send(message(document, to: "matrix:!hallway:example.org"))
      guard case .delivered = outcome else {
        Issue.record("\(outcome)")
        return
      }
    }
    let transactions = matrix.events(in: "!hallway:example.org").map(\.transactionID)
    #expect(transactions.count > 1)
    #expect(transactions.prefix(2) == ["entry-1", "entry-1-2"])
    #expect(matrix.violations == [])
    await matrix.stop()
  }
}
