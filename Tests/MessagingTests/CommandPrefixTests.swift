import Messaging
import Testing

@Suite struct CommandPrefixTests {
  @Test func `each command gets the prefix, and nothing else does`() {
    let document = MessageDocument(
      blocks: [
        .heading([.text("now"), .code("now")]),
        .paragraph([.strong("star 1"), .code("star 1"), .lineBreak]),
        .numbered(start: 3, items: [[.code("talk 3")], [.emphasis("talk")]]),
        .bulleted([[.link(text: "mine", url: "https://a.example/"), .code("/mine")]]),
      ], buttons: [[.init(label: "☆ 1", command: "star #1")]])
    #expect(
      document.prefixingCommands(with: "/")
        == MessageDocument(
          blocks: [
            .heading([.text("now"), .code("/now")]),
            .paragraph([.strong("star 1"), .code("/star 1"), .lineBreak]),
            .numbered(start: 3, items: [[.code("/talk 3")], [.emphasis("talk")]]),
            .bulleted([[.link(text: "mine", url: "https://a.example/"), .code("/mine")]]),
          ], buttons: [[.init(label: "☆ 1", command: "star #1")]]))
    #expect(document.prefixingCommands(with: "") == document)
  }
}
