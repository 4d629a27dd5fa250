import Messaging

/// A document as lines of text, for platforms whose markup has no lists.
struct LinearLayout: Sendable {
  /// A sentence's runs in the platform's markup, escaped.
  var runs: @Sendable ([MessageDocument.Inline]) -> String
  /// A heading's runs in the platform's markup, escaped.
  var heading: @Sendable ([MessageDocument.Inline]) -> String
  /// Whether the second line of an item stands under the first.
  var isIndented = false

  /// Units that no rendering exceeds between two blocks or two items.
  static let separatorLimit = 2

  /// The blocks with an empty line between them, but none under a heading.
  func text(_ blocks: [MessageDocument.Block]) -> String {
    var text = ""
    var isAfterHeading = false
    for block in blocks {
      let lines = self.text(block)
      if lines.isEmpty { continue }
      if !text.isEmpty { text += isAfterHeading ? "\n" : "\n\n" }
      text += lines
      if case .heading = block { isAfterHeading = true } else { isAfterHeading = false }
    }
    return text
  }

  private func text(_ block: MessageDocument.Block) -> String {
    switch block {
    case .heading(let runs): heading(runs)
    case .paragraph(let runs): self.runs(runs)
    case .numbered(let start, let items):
      join(items.enumerated().map { ("\(start + $0.offset). ", $0.element) })
    case .bulleted(let items): join(items.map { ("• ", $0) })
    }
  }

  /// Items of several lines need air between them.
  private func join(_ items: [(marker: String, runs: [MessageDocument.Inline])]) -> String {
    let hasSeveralLines = items.contains { $0.runs.contains(.lineBreak) }
    return items.map { marker, item in
      let text = marker + runs(item)
      guard isIndented else { return text }
      let indent = String(repeating: " ", count: marker.count)
      return text.split(separator: "\n", omittingEmptySubsequences: false)
        .joined(separator: "\n" + indent)
    }.joined(separator: hasSeveralLines ? "\n\n" : "\n")
  }
}

/// A document without any markup: for Matrix's `body` and Slack's notification.
enum PlainRendering {
  /// The text; links show their address in parentheses unless it is their text.
  static func text(_ blocks: [MessageDocument.Block]) -> String {
    LinearLayout(runs: { runs($0) }, heading: { runs($0) }).text(blocks)
  }

  /// The text of a sentence.
  static func runs(_ runs: [MessageDocument.Inline]) -> String {
    runs.map(text).joined()
  }

  /// The text of a run.
  static func text(_ run: MessageDocument.Inline) -> String {
    switch run {
    case .text(let text), .strong(let text), .emphasis(let text), .struck(let text),
      .code(let text):
      harmless(text)
    case .link(let text, let url): link(text, url)
    case .lineBreak: "\n"
    }
  }

  private static func link(_ text: String, _ url: String) -> String {
    guard let url = WebLink.checked(url), url != text else { return harmless(text) }
    return "\(harmless(text)) (\(url))"
  }

  private static func harmless(_ text: String) -> String {
    UntrustedText.withoutMentions(UntrustedText.cleaned(text))
  }
}
