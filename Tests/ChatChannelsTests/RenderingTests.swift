import ConferenceModel
import Messaging
import TestSupport
import Testing

@testable import ChatChannels

private let wordJoiner = "\u{2060}"
private let breaker = "\u{200B}"

/// One of everything.
private let everything = MessageDocument(
  blocks: [
    .heading([.text("Today & "), .code("mine")]),
    .numbered(
      start: 3,
      items: [
        [.text("09:00 · Hall 7"), .lineBreak, .strong("Q&A")], [.struck("Room <1>")],
      ]),
    .bulleted([[.emphasis("soon")], [.link(text: "page", url: "https://a.example/?a=1&b=\"2\"")]]),
    .paragraph([.text("在"), .strong("Hall 7"), .text("，"), .link(text: "x", url: "javascript:1")]),
  ],
  buttons: [
    [.init(label: "☆ 3", command: "star #3"), .init(label: " ", command: "star #4")],
    [.init(label: "long", command: String(repeating: "x", count: 65))],
  ])

@Suite("Rendering")
struct RenderingTests {
  @Test func `Telegram gets its HTML`() {
    #expect(
      TelegramRendering.parts(of: everything) == [
        TelegramRendering.Part(
          html: """
            <b>Today &amp; mine</b>
            3. 09:00 · Hall 7
            <b>Q&amp;A</b>

            4. <s>Room &lt;1&gt;</s>

            • <i>soon</i>
            • <a href="https://a.example/?a=1&amp;b=%222%22">page</a>

            在<b>Hall 7</b>，x
            """,
          keyboard: [[TelegramButton(text: "☆ 3", callbackData: "star #3")]])
      ])
  }

  @Test func `Slack gets its mrkdwn and a text for notifications`() {
    #expect(
      SlackRendering.parts(of: everything) == [
        SlackRendering.Part(
          sections: [
            """
            *Today &amp; mine*
            3. 09:00 · Hall 7
            *Q&amp;A*

            4. ~Room &lt;1&gt;~

            • _soon_
            • <https://a.example/?a=1&amp;b=%222%22|page>

            在\(breaker)*Hall 7*\(breaker)，x
            """
          ],
          fallback: """
            Today &amp; mine
            3. 09:00 · Hall 7
            Q&amp;A

            4. Room &lt;1&gt;

            • soon
            • page (https://a.example/?a=1&amp;b=%222%22)

            在Hall 7，x
            """)
      ])
  }

  @Test func `Matrix gets a plain and an HTML body`() {
    #expect(
      MatrixRendering.parts(of: everything) == [
        MatrixRendering.Part(
          body: """
            Today & mine
            3. 09:00 · Hall 7
            Q&A

            4. Room <1>

            • soon
            • page (https://a.example/?a=1&b=%222%22)

            在Hall 7，x
            """,
          html: "<h4>Today &amp; <code>mine</code></h4>"
            + #"<ol start="3"><li>09:00 · Hall 7<br><strong>Q&amp;A</strong></li>"#
            + "<li><del>Room &lt;1&gt;</del></li></ol><ul><li><em>soon</em></li>"
            + #"<li><a href="https://a.example/?a=1&amp;b=%222%22">page</a></li></ul>"#
            + "<p>在<strong>Hall 7</strong>，x</p>")
      ])
  }

  @Test func `a terminal gets plain text with items indented`() {
    #expect(
      ConsoleRendering.text(everything, isStyled: false) == """
        Today & mine
        3. 09:00 · Hall 7
           Q&A

        4. ~Room <1>~

        • soon
        • page <https://a.example/?a=1&b=%222%22>

        在Hall 7，x
        """)
  }

  @Test func `a terminal may get styles`() {
    let document = MessageDocument(blocks: [
      .heading([.text("Changed")]),
      .paragraph([.struck("Hall 8"), .text(" → "), .strong("Hall 7")]),
    ])
    #expect(
      ConsoleRendering.text(document, isStyled: true)
        == "\u{1B}[1mChanged\u{1B}[0m\n\u{1B}[9mHall 8\u{1B}[0m → \u{1B}[1mHall 7\u{1B}[0m")
  }

  @Test(arguments: [
    ("plain", "plain"),
    ("a\tb\r\nc\nd\u{2028}e", "a b c d e"),
    ("x\u{0}\u{7}\u{1B}[31m\u{9B}y", "x[31my"),
    ("\u{202E}abc\u{202C} \u{2067}d\u{2069}", "abc d"),
    ("👩‍👩‍👧‍👦 e\u{301} 中\u{200E}", "👩‍👩‍👧‍👦 e\u{301} 中\u{200E}"),
  ])
  func `control characters go and emoji stay`(text: String, clean: String) {
    #expect(UntrustedText.cleaned(text) == clean)
  }

  @Test(arguments: [
    ("no mention", "no mention"),
    ("@ada", "@\(wordJoiner)ada"),
    ("hi @here, all", "hi @\(wordJoiner)here, all"),
    ("ada@cncf.io", "ada@cncf.io"),
    ("x@room y", "x@\(wordJoiner)room y"),
    ("中@ada", "中@\(wordJoiner)ada"),
    ("@@room", "@@\(wordJoiner)room"),
    ("8 @ 9, @", "8 @ 9, @"),
  ])
  func `mentions are broken and mail addresses are not`(text: String, expected: String) {
    #expect(UntrustedText.withoutMentions(text) == expected)
  }

  @Test(arguments: [
    ("https://a.example/x?y=1&z=2#t", "https://a.example/x?y=1&z=2#t"),
    ("HTTP://A.example", "HTTP://A.example"),
    ("https://a.example/\"><b>|`\\", "https://a.example/%22%3E%3Cb%3E%7C%60%5C"),
    ("java\nscript:alert(1)", nil), ("javascript:alert(1)", nil), ("ftp://a.example", nil),
    ("tg://user?id=1", nil), ("https://", nil), ("https:///x", nil), ("", nil),
    ("https://a.example/" + String(repeating: "x", count: 2000), nil),
  ])
  func `only web links are set`(url: String, checked: String?) {
    #expect(WebLink.checked(url) == checked)
  }

  @Test(arguments: [
    ("*a* b", "\(breaker)*\(breaker)a\(breaker)*\(breaker) b"),
    ("kube_proxy 2*3", "kube_proxy 2*3"),
    ("a`b", "a\(breaker)`\(breaker)b"),
    ("> no quotation", "\(breaker)&gt; no quotation"),
    ("<!channel>", "&lt;!channel&gt;"),
  ])
  func `Slack formats nothing that people wrote`(text: String, expected: String) {
    #expect(SlackRendering.parts(of: MessageDocument(text)).map(\.sections) == [[expected]])
  }

  @Test func `marks stand close to their words in Slack`() {
    let document = MessageDocument(blocks: [
      .paragraph([.text("a"), .strong(" b "), .code("c`d"), .text("e"), .strong(" ")])
    ])
    #expect(
      SlackRendering.parts(of: document).map(\.sections)
        == [["a *b* `c'd`\(breaker)e "]])
  }
}

@Suite("Hostile text")
struct HostileTextTests {
  /// Each text in every place a text can stand.
  private static func document(_ text: String) -> MessageDocument {
    let runs: [MessageDocument.Inline] = [
      .text("before "), .text(text), .strong(text), .emphasis(text), .struck(text), .code(text),
      .link(text: text, url: "https://a.example/\(text)"), .link(text: text, url: text),
    ]
    return MessageDocument(
      blocks: [
        .heading(runs), .paragraph(runs), .numbered(start: 1, items: [runs, runs]),
        .bulleted([runs]),
      ], buttons: [[.init(label: text, command: text)]])
  }

  @Test(arguments: hostileTexts)
  func `passes strict stand-ins of all platforms`(_ text: String) async throws {
    let slack = SlackWebhookStandIn()
    let matrix = MatrixStandIn()
    try await slack.start()
    try await matrix.start()
    let document = Self.document(text)
    try await TelegramFixture.run { telegram in
      telegram.server.addChat(42)
      let sent = await telegram.channel.send(message(document, to: "telegram:42"))
      #expect(sent == .delivered(receipt: "42/1"))
      #expect(telegram.server.violations == [])
      #expect(telegram.server.messages(in: 42).map(\.text).allSatisfy { !$0.contains("\u{202E}") })

      let posted = await SlackChannel(
        webhooks: ["announcements": slack.url(of: "announcements")], transport: telegram.transport
      ).send(message(document, to: "slack:webhook/announcements"))
      #expect(posted == .delivered(receipt: nil))

      let channel = MatrixChannel(
        homeserver: matrix.baseURL, accessToken: matrix.accessToken,
        transport: telegram.transport)
      let event = await channel.send(message(document, to: "matrix:!hallway:example.org"))
      #expect(event == .delivered(receipt: "$event1:example.org"))
    }
    #expect(slack.violations == [])
    #expect(matrix.violations == [])
    await slack.stop()
    await matrix.stop()
  }

  @Test(arguments: hostileTexts)
  func `gives a terminal no commands`(_ text: String) {
    let output = ConsoleRendering.text(Self.document(text), isStyled: false)
    #expect(
      output.unicodeScalars.allSatisfy {
        $0 == "\n" || $0.properties.generalCategory != .control
      })
  }
}
