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
    let label = escaped(text)
    guard let url = WebLink.checked(url), !label.isEmpty else { return label }
    return "<a href=\"\(UntrustedText.escapingSigns(url, quotes: true))\">\(label)</a>"
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
    case .text(let text), .strong(let text), .emphasis(let text), .struck(let text),
      .link(let text, _):
      visible(text).utf16.count
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
    guard label.contains(where: { !$0.isWhitespace }),
      (1...callbackDataLimit).contains(button.command.utf8.count)
    else { return nil }
    return TelegramButton(text: label, callbackData: button.command)
  }
}
