import Foundation
import Messaging
import Testing

@Suite struct MessageDocumentTests {
  static let documents: [MessageDocument] = [
    MessageDocument(),
    MessageDocument("plain <b>& \"quoted\" 你好 🚨"),
    MessageDocument(blocks: [
      .heading([]), .paragraph([]), .numbered(start: 1, items: []), .bulleted([]),
    ]),
    MessageDocument(
      blocks: [
        .heading([.strong("Today"), .text(" in Hall 7")]),
        .paragraph([
          .struck("10:00"), .text(" "), .emphasis("10:15"), .lineBreak, .code("star 3"),
          .link(text: "page", url: "https://example.org/a?b=c&d"),
        ]),
        .numbered(start: 11, items: [[.text("one")], [.text("two"), .lineBreak]]),
        .bulleted([[.text("a\nb")], []]),
      ],
      buttons: [
        [
          MessageDocument.Button(label: "⭐", command: "star #812"),
          MessageDocument.Button(label: "…", command: "more"),
        ], [],
      ]),
  ]

  @Test(arguments: documents)
  func `a document survives its coding`(document: MessageDocument) throws {
    let data = try JSONEncoder().encode(document)
    #expect(try JSONDecoder().decode(MessageDocument.self, from: data) == document)
  }

  /// Replies lie in the outbox over restarts and updates, so their form on disk must stay readable.
  @Test func `a document stored by an earlier version is read`() throws {
    let stored = """
      {"blocks":[{"paragraph":{"_0":[{"text":{"_0":"Hi"}},{"link":{"text":"a","url":"b"}},
      {"lineBreak":{}}]}},{"numbered":{"start":3,"items":[[{"code":{"_0":"mine"}}]]}}],
      "buttons":[[{"label":"l","command":"c"}]]}
      """
    let expected = MessageDocument(
      blocks: [
        .paragraph([.text("Hi"), .link(text: "a", url: "b"), .lineBreak]),
        .numbered(start: 3, items: [[.code("mine")]]),
      ],
      buttons: [[MessageDocument.Button(label: "l", command: "c")]])
    #expect(try JSONDecoder().decode(MessageDocument.self, from: Data(stored.utf8)) == expected)
  }

  @Test func `a plain text is one paragraph`() {
    #expect(MessageDocument("Hi") == MessageDocument(blocks: [.paragraph([.text("Hi")])]))
  }
}
