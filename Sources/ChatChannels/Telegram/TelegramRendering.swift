import Messaging

/// Documents as Telegram's HTML (core.telegram.org/bots/api#html-style).
enum TelegramRendering {
  /// The longest text of a message, in UTF-16 units after the tags and entities are read
  /// (core.telegram.org/bots/api#sendmessage).
  static let textLimit = 4096
  /// The most bytes a button may carry (core.telegram.org/bots/api#inlinekeyboardbutton).
  static let callbackDataLimit = 64
  /// Buttons that a keyboard shows in a row and altogether; more are left out.
  static let rowLimit = 8
  static let buttonLimit = 100

  /// One message.
  struct Part: Hashable {
    /// Its text with tags.
    var html: String
    /// Rows of buttons; empty for none.
    var keyboard: [[TelegramButton]]
  }

  /// What stands in the place of a part that an edit has no words for.
  static let nothingMore = Part(html: "…", keyboard: [])

  /// The messages that a document becomes; none when it holds no text.
  static func parts(of document: MessageDocument) -> [Part] {
    let splitter = DocumentSplitter(
      limit: textLimit, cost: visibleLength, frame: frameLength,
      separator: LinearLayout.separatorLimit)
    return splitter.parts(of: document).compactMap { part in
      let html = layout.text(part.blocks)
      guard html.contains(where: { !$0.isWhitespace }) else { return nil }
      return Part(html: html, keyboard: keyboard(part.buttons))
    }
  }

  private static let layout = LinearLayout(
    runs: { $0.map(html).joined() },
    heading: { runs in
      let text = runs.map(headingHTML).joined()
      return text.isEmpty ? "" : "<b>\(text)</b>"
    })

  private static func html(_ run: MessageDocument.Inline) -> String {
    switch run {
    case .text(let text): escaped(text)
    case .strong(let text): tagged("b", escaped(text))
    case .emphasis(let text): tagged("i", escaped(text))
    case .struck(let text): tagged("s", escaped(text))
    // Nothing inside code is read as a mention, and it must stay what is to be typed.
    case .code(let text):
      tagged("code", UntrustedText.escapingSigns(UntrustedText.cleaned(text), quotes: true))
    case .link(let text, let url): link(text, url)
    case .lineBreak: "\n"
    }
  }

  /// All of a heading is bold already, and code can't stand inside bold.
  private static func headingHTML(_ run: MessageDocument.Inline) -> String {
    switch run {
    case .strong(let text), .code(let text): escaped(text)
    case .lineBreak: " "
    default: html(run)
    }
  }

  private static func tagged(_ tag: String, _ text: String) -> String {
    text.isEmpty ? "" : "<\(tag)>\(text)</\(tag)>"
  }

  private static func link(_ text: String, _ url: String) -> String {
    guard let url = WebLink.checked(url), !text.isEmpty else { return escaped(text) }
    let label = escaped(WebLink.label(text, for: url))
    return label.isEmpty
      ? "" : "<a href=\"\(UntrustedText.escapingSigns(url, quotes: true))\">\(label)</a>"
  }

  private static func escaped(_ text: String) -> String {
    UntrustedText.escapingSigns(visible(text), quotes: true)
  }

  private static func visible(_ text: String) -> String {
    UntrustedText.withoutMentions(UntrustedText.cleaned(text))
  }
}

/// Lengths and buttons.
extension TelegramRendering {
  private static func visibleLength(_ run: MessageDocument.Inline) -> Int {
    switch run {
    case .text(let text), .strong(let text), .emphasis(let text), .struck(let text):
      visible(text).utf16.count
    case .link(let text, let url):
      visible(WebLink.checked(url).map { WebLink.label(text, for: $0) } ?? text).utf16.count
    // In a heading code is text, so a mention in it is broken there.
    case .code(let text): visible(text).utf16.count
    case .lineBreak: 1
    }
  }

  private static func frameLength(_ frame: DocumentSplitter.Frame) -> Int {
    switch frame {
    case .heading, .paragraph: 0
    case .bullet: 2
    case .number(let number): "\(number). ".utf16.count
    }
  }

  private static func keyboard(
    _ rows: [[MessageDocument.Button]]
  ) -> [[TelegramButton]] {
    var left = buttonLimit
    return rows.compactMap { row in
      let buttons = row.compactMap(button).prefix(min(rowLimit, left))
      left -= buttons.count
      return buttons.isEmpty ? nil : Array(buttons)
    }
  }

  private static func button(_ button: MessageDocument.Button) -> TelegramButton? {
    let label = UntrustedText.cleaned(button.label)
    guard label.contains(where: { !$0.isWhitespace }) else { return nil }
    if let url = button.url {
      guard let url = WebLink.checked(url), hasPublicHost(url) else { return nil }
      return TelegramButton(text: label, url: url)
    }
    guard (1...callbackDataLimit).contains(button.command.utf8.count) else { return nil }
    return TelegramButton(text: label, callbackData: button.command)
  }

  /// For a button to `http://localhost/…` Telegram refuses the whole message ("Wrong HTTP URL"),
  /// so only hosts of several plain ASCII labels get one, without a name and password before them.
  private static func hasPublicHost(_ url: String) -> Bool {
    let authority = url.drop { $0 != ":" }.dropFirst(3).prefix { !"/?#".contains($0) }
    let parts = authority.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let host = parts.first, parts.count == 1 || UInt16(parts[1]) != nil else { return false }
    let labels = host.split(separator: ".", omittingEmptySubsequences: false)
    return labels.count > 1
      && labels.allSatisfy { label in
        !label.isEmpty
          && label.allSatisfy {
            $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_")
          }
      }
  }
}
