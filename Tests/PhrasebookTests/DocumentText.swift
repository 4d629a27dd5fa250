import Messaging

/// A document as text that shows every inline and button, with its command or page, so that whole
/// documents can be compared and read.
func text(_ document: MessageDocument) -> String {
  let blocks = document.blocks.map { block -> String in
    switch block {
    case .heading(let inlines): "# " + text(inlines, indent: "  ")
    case .paragraph(let inlines): text(inlines, indent: "")
    case .numbered(let start, let items):
      items.enumerated().map { "\(start + $0). " + text($1, indent: "   ") }
        .joined(separator: "\n")
    case .bulleted(let items):
      items.map { "- " + text($0, indent: "  ") }.joined(separator: "\n")
    }
  }
  let buttons = document.buttons.map { row in
    row.map { "[\($0.label)|\($0.url ?? $0.command)]" }.joined(separator: " ")
  }
  return (blocks + buttons).joined(separator: "\n")
}

private func text(_ inlines: [MessageDocument.Inline], indent: String) -> String {
  inlines.map { inline in
    switch inline {
    case .text(let text): text
    case .strong(let text): "**\(text)**"
    case .emphasis(let text): "_\(text)_"
    case .struck(let text): "~~\(text)~~"
    case .link(let text, let url): "[\(text)](\(url))"
    case .code(let text): "`\(text)`"
    case .lineBreak: "\n" + indent
    }
  }.joined()
}
