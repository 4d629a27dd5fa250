import Messaging

/// Documents as Slack's mrkdwn in section blocks
/// (docs.slack.dev/messaging/formatting-message-text).
enum SlackRendering {
  /// The longest text of a section (docs.slack.dev/reference/block-kit/blocks/section-block).
  static let sectionLimit = 3000
  /// The most blocks of a message (docs.slack.dev/reference/block-kit/blocks).
  static let blockLimit = 50
  /// The most text of all blocks together; undocumented, about 13,200 (slackapi/bolt-js#2509).
  static let textLimit = 13_000

  /// One message.
  struct Part: Hashable {
    /// The texts of its sections.
    var sections: [String]
    /// Without markup, for the notification; entities escaped.
    var fallback: String
  }

  /// The messages that a document becomes; none when it holds no text.
  ///
  /// - parameter reserved: characters to leave for what else stands in the message.
  static func parts(of document: MessageDocument, reserving reserved: Int = 0) -> [Part] {
    let textLimit = max(sectionLimit, textLimit - reserved)
    let splitter = DocumentSplitter(
      limit: sectionLimit, cost: cost, frame: frameLength,
      separator: LinearLayout.separatorLimit)
    var parts: [Part] = []
    var length = 0
    for section in splitter.parts(of: document) {
      let text = layout.text(section.blocks)
      guard text.contains(where: { !$0.isWhitespace }) else { continue }
      let fallback = UntrustedText.escapingSigns(PlainRendering.text(section.blocks), quotes: false)
      let size = text.utf16.count
      if let last = parts.indices.last, length + size <= textLimit,
        parts[last].sections.count < blockLimit
      {
        parts[last].sections.append(text)
        parts[last].fallback += "\n\n" + fallback
        length += size
      } else {
        parts.append(Part(sections: [text], fallback: fallback))
        length = size
      }
    }
    return parts
  }

  private static let layout = LinearLayout(
    runs: { joined($0.map(mrkdwn)) },
    heading: { runs in joined([marked("*", runs.map(plain).joined())]) })

  /// A run in markup, and whether marks stand at its ends.
  private struct Run {
    var text: String
    var isMarked = false
  }

  /// Slack reads a mark only beside a blank or a sign; a zero-width space serves as one in
  /// `在*Hall 7*`.
  private static func joined(_ runs: [Run]) -> String {
    var result = ""
    var isAfterMark = false
    for run in runs where !run.text.isEmpty {
      let touches =
        result.last.map { !$0.isWhitespace } ?? false && run.text.first?.isWhitespace == false
      if touches, run.isMarked || isAfterMark { result += breaker }
      result += run.text
      isAfterMark = run.isMarked
    }
    return result
  }

  private static func mrkdwn(_ run: MessageDocument.Inline) -> Run {
    switch run {
    case .text(let text): Run(text: escaped(text))
    case .strong(let text): marked("*", escaped(text))
    case .emphasis(let text): marked("_", escaped(text))
    case .struck(let text): marked("~", escaped(text))
    case .code(let text): code(text)
    case .link(let text, let url): Run(text: link(text, url))
    case .lineBreak: Run(text: "\n")
    }
  }

  /// All of a heading is bold already.
  private static func plain(_ run: MessageDocument.Inline) -> String {
    switch run {
    case .text(let text), .strong(let text), .emphasis(let text), .struck(let text),
      .code(let text):
      escaped(text)
    case .link(let text, let url): link(text, url)
    case .lineBreak: " "
    }
  }

  /// Blanks inside the marks would undo them, so they stand outside.
  private static func marked(_ mark: String, _ text: String) -> Run {
    guard let first = text.firstIndex(where: { !$0.isWhitespace }),
      let last = text.lastIndex(where: { !$0.isWhitespace })
    else { return Run(text: text) }
    let core = text[first...last]
    let start = text[..<first]
    let end = text[text.index(after: last)...]
    return Run(text: "\(start)\(mark)\(core)\(mark)\(end)", isMarked: true)
  }

  private static func code(_ text: String) -> Run {
    let clean = UntrustedText.withoutMentions(UntrustedText.cleaned(text))
      .replacing("`", with: "'")
    return clean.isEmpty
      ? Run(text: "")
      : Run(text: "`\(UntrustedText.escapingSigns(clean, quotes: false))`", isMarked: true)
  }

  /// The bar and the angle bracket end a link, so none may stand inside it.
  private static func link(_ text: String, _ url: String) -> String {
    guard let url = WebLink.checked(url), !escaped(text).isEmpty else { return escaped(text) }
    let label = escaped(WebLink.label(text, for: url))
    let target = UntrustedText.escapingSigns(url, quotes: false)
    return "<\(target)|\(label.map { $0 == "|" ? "¦" : String($0) }.joined())>"
  }
}

/// Escaping and lengths.
extension SlackRendering {
  /// Invisible; takes from a sign beside it the power to format.
  static let breaker = "\u{200B}"

  private static func escaped(_ text: String) -> String {
    UntrustedText.escapingSigns(
      withoutMarks(UntrustedText.withoutMentions(UntrustedText.cleaned(text))), quotes: false)
  }

  /// Marks between letters or digits (`kube_proxy`) format nothing and stay as they are. A `>`
  /// at the beginning would begin a quotation even when escaped.
  private static func withoutMarks(_ text: String) -> String {
    let characters = Array(text)
    var result = text.first == ">" ? breaker : ""
    for (index, character) in characters.enumerated() {
      guard "*_~`".contains(character) else {
        result.append(character)
        continue
      }
      let before = index > 0 && isWord(characters[index - 1])
      let after = index + 1 < characters.count && isWord(characters[index + 1])
      result +=
        before && after && character != "`"
        ? String(character) : breaker + String(character) + breaker
    }
    return result
  }

  private static func isWord(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber)
  }

  /// With the room for a zero-width space before and after, and the marks of a heading.
  private static func cost(_ run: MessageDocument.Inline) -> Int {
    mrkdwn(run).text.utf16.count + 2
  }

  private static func frameLength(_ frame: DocumentSplitter.Frame) -> Int {
    switch frame {
    case .paragraph: 0
    case .heading, .bullet: 2
    case .number(let number): "\(number). ".utf16.count
    }
  }
}
