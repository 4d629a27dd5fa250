import Foundation
import HTTPTransport
import Messaging
import TestSupport
import Testing

@testable import ChatChannels

/// All that a document becomes on the wire, on every platform; labels of buttons call nobody.
private func wire(_ document: MessageDocument) -> [String] {
  var texts = TelegramRendering.parts(of: document).map(\.html)
  for part in SlackRendering.parts(of: document) {
    texts += part.sections
    texts.append(part.fallback)
  }
  for part in MatrixRendering.parts(of: document) { texts += [part.body, part.html] }
  return texts
}

/// A text in every place where one can stand.
private func everywhere(_ text: String) -> MessageDocument {
  let runs: [MessageDocument.Inline] = [
    .text("x "), .text(text), .strong(text), .emphasis(text), .struck(text), .lineBreak,
    .link(text: text, url: "https://a.example/"),
  ]
  return MessageDocument(
    blocks: [
      .heading(runs), .paragraph(runs), .numbered(start: 1, items: [runs]), .bulleted([runs]),
    ], buttons: [[.init(label: text, command: "mine")]])
}

@Suite("Hostile words on every platform", .timeLimit(.minutes(2)))
struct HostileConformanceTests {
  @Test(arguments: [
    "@here", "@channel", "@everyone", "@room", "@all", "@Here", "(@room)", "x@room", "中@here",
    "@@channel", "@TalkBellTestBot", "@room:example.org", "a\u{202E}@here",
  ])
  func `a mention is no mention`(_ text: String) {
    for shown in wire(everywhere(text)) {
      #expect(shown.firstMatch(of: /(?i)@[a-z]/) == nil, "\(shown)")
    }
  }

  @Test(arguments: [
    "<!channel>", "<!here|here>", "<!subteam^S012>", "<!date^1^{date}|x>", "<@U012AB3CD>",
    "<#C012AB3CD|general>", "<mailto:a@b.example|x>", "<https://evil.example|https://good.example>",
  ])
  func `Slack's own brackets stay words`(_ text: String) {
    let inner = text.dropFirst().prefix(10)
    for part in SlackRendering.parts(of: everywhere(text)) {
      for shown in part.sections + [part.fallback] {
        #expect(!shown.contains("<\(inner)"), "\(shown)")
      }
    }
  }

  @Test(arguments: Array(0x202A...0x202E) + Array(0x2066...0x2069) as [UInt32])
  func `nothing turns the direction of what follows`(_ value: UInt32) throws {
    let scalar = try Unicode.Scalar(value).unwrapped()
    for shown in wire(everywhere("Hall \(scalar)7 at 13:15")) {
      #expect(!shown.unicodeScalars.contains(scalar))
    }
  }

  @Test(arguments: [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\u{0}script:alert(1)", " data:text/html,x",
    "tg://resolve?domain=x", "mailto:a@b.example", "file:///etc/passwd", "//evil.example",
    "https:evil.example", "vbscript:x", "slack://open", "matrix:u/a:b.example",
  ])
  func `only the web is linked`(_ url: String) {
    let document = MessageDocument(blocks: [.paragraph([.link(text: "page", url: url)])])
    for shown in wire(document) {
      #expect(
        !shown.contains("href") && !shown.contains("|page") && !shown.contains("("), "\(shown)")
      #expect(shown.contains("page"))
    }
  }

  @Test(arguments: [
    "https://a.example/\"><script>", "https://a.example/|x>", "https://a.example/<!channel>",
    "https://a.example/' onclick='x", "https://a.example/\u{202E}x", "https://a.example/a\nb",
  ])
  func `an address does not end its link`(_ url: String) {
    let document = MessageDocument(blocks: [.paragraph([.link(text: "page", url: url)])])
    for part in SlackRendering.parts(of: document) {
      for section in part.sections {
        #expect(section.wholeMatch(of: /<https:\/\/a\.example\/[^<>|\s"']*\|page>/) != nil)
      }
    }
    for html in TelegramRendering.parts(of: document).map(\.html)
      + MatrixRendering.parts(of: document).map(\.html)
    {
      let anchor = /(?:<p>)?<a href="https:\/\/a\.example\/[^<>"'\s]*">page<\/a>(?:<\/p>)?/
      #expect(html.wholeMatch(of: anchor) != nil, "\(html)")
    }
  }

  @Test(arguments: [
    ("https://bank.example/login", "bank.example"), ("HTTPS://Bank.example", "bank.example"),
    ("www.bank.example", "bank.example"), (" http://bank.example", "bank.example"),
    ("https://good.example@bank.example/", "bank.example"),
  ])
  func `a link that names another site says where it leads`(label: String, host: String) {
    func document(_ url: String) -> MessageDocument {
      MessageDocument(blocks: [.paragraph([.link(text: label, url: url)])])
    }
    for shown in wire(document("https://evil.example/x")) {
      // The plain forms show the whole address anyway.
      #expect(shown.contains("(evil.example)") || shown.contains("(https://evil.example/x)"))
    }
    for shown in wire(document("https://\(host)/y")) { #expect(!shown.contains("(\(host))")) }
  }

  @Test(arguments: ["Node.js & friends", "The talk's page", "10.5", "a@b.example"])
  func `a label that is no address stays as it is`(_ label: String) {
    #expect(WebLink.label(label, for: "https://kubecon.sched.com/event/1") == label)
  }

  @Test func `every title of the programme with an ampersand reads as it was written`()
    async throws
  {
    let titles = try Self.titles().filter { $0.contains("&") }
    // 222 of the main programme, the others of the co-located events.
    #expect(titles.count == 222 + 120)
    for title in titles {
      let document = MessageDocument(blocks: [.paragraph([.text(title)])])
      for view in PlatformView.all {
        let texts = try view.texts(document)
        #expect(texts.map { $0.replacing("\u{2060}", with: "") } == [title], "\(view.name)")
      }
    }
    try await Self.send(MessageDocument(blocks: [.bulleted(titles.map { [.strong($0)] })]))
  }

  /// Sends a document through strict servers of all platforms.
  private static func send(_ document: MessageDocument) async throws {
    let slack = SlackWebhookStandIn()
    let matrix = MatrixStandIn()
    try await slack.start()
    try await matrix.start()
    try await TelegramFixture.run { telegram in
      telegram.server.addChat(42)
      let channels: [(any ChatChannel, String)] = [
        (telegram.channel, "telegram:42"),
        (
          SlackChannel(
            webhooks: ["announcements": slack.url(of: "announcements")],
            transport: telegram.transport), "slack:webhook/announcements"
        ),
        (
          MatrixChannel(
            homeserver: matrix.baseURL, accessToken: matrix.accessToken,
            transport: telegram.transport), "matrix:!hallway:example.org"
        ),
      ]
      for (channel, address) in channels {
        guard case .delivered = await channel.send(message(document, to: address)) else {
          Issue.record("\(address) refused")
          continue
        }
      }
      #expect(telegram.server.violations == [])
    }
    #expect(slack.violations == [])
    #expect(matrix.violations == [])
    await slack.stop()
    await matrix.stop()
  }

  /// The titles of the bundled programme, read without our own reader.
  private static func titles() throws -> [String] {
    let folder = URL(filePath: #filePath).resolvingSymlinksInPath()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Config/kubecon-eu-2026")
    return try ["colocated.ics", "main.20260322T151644Z.ics"].flatMap { name in
      try String(contentsOf: folder.appending(path: name), encoding: .utf8)
        .replacing("\r\n", with: "\n").replacing("\n ", with: "")
        .split(separator: "\n").filter { $0.hasPrefix("SUMMARY:") }
        .map { line in
          line.dropFirst("SUMMARY:".count).replacing("\\,", with: ",")
            .replacing("\\;", with: ";").trimmingCharacters(in: .whitespaces)
        }
    }
  }
}
