/// A piece of Markdown between blank lines.
struct MarkdownBlock {
  /// What sort of piece it is.
  enum Kind: Hashable {
    case heading(level: Int)
    case paragraph
    case item
    /// A paragraph or list item that begins with a label of ours.
    case field(GuideField)
  }

  var kind: Kind
  /// 1-based.
  var line: Int
  /// Without the signs that make it a heading or an item; a field's without its label.
  var lines: [Substring]
  /// The whole first line of a field, for where it turns out to be none.
  var labelled: Substring?
}

/// Cuts Markdown into headings, paragraphs and list items, which is all a guide has.
///
/// Source: https://spec.commonmark.org, sections 4.2 (ATX headings), 4.5 (fences), 4.8 and 5.
/// Quotes are read as what they quote; tables and code as paragraphs.
struct MarkdownBlocks {
  private var blocks: [MarkdownBlock] = []
  private var open: MarkdownBlock?
  private var fence: Substring?

  /// The blocks of a text from a line (0-based) on, in its order.
  static func blocks(of lines: [Substring], from first: Int) -> [MarkdownBlock] {
    var reader = MarkdownBlocks()
    for index in lines.indices.dropFirst(first) { reader.read(lines[index], number: index + 1) }
    reader.close()
    return reader.blocks
  }

  private mutating func read(_ line: Substring, number: Int) {
    var text = MarkdownText.trimmed(line)
    while text.first == ">" { text = MarkdownText.trimmed(text.dropFirst()) }
    if isFence(text) || text.isEmpty || isRule(text) {
      close()
    } else if fence != nil {
      take(text, number)
    } else if let (level, title) = Self.heading(text) {
      close()
      blocks.append(MarkdownBlock(kind: .heading(level: level), line: number, lines: [title]))
    } else if let item = Self.item(text) {
      close()
      begin(item, number, as: .item)
    } else if GuideField.label(of: text) != nil {
      close()
      begin(text, number, as: .paragraph)
    } else {
      take(text, number)
    }
  }

  private mutating func begin(_ text: Substring, _ number: Int, as kind: MarkdownBlock.Kind) {
    if let (field, rest) = GuideField.label(of: text) {
      open = MarkdownBlock(kind: .field(field), line: number, lines: [rest], labelled: text)
    } else {
      open = MarkdownBlock(kind: kind, line: number, lines: [text])
    }
  }

  private mutating func take(_ text: Substring, _ number: Int) {
    if open == nil {
      open = MarkdownBlock(kind: .paragraph, line: number, lines: [text])
    } else {
      open?.lines.append(text)
    }
  }

  private mutating func close() {
    if let open { blocks.append(open) }
    open = nil
  }

  /// Opens and closes code; nothing between two fences is a heading or a field.
  private mutating func isFence(_ text: Substring) -> Bool {
    guard text.hasPrefix("```") || text.hasPrefix("~~~") else { return false }
    let sign = text.prefix(3)
    if let fence { self.fence = fence == sign ? nil : fence } else { fence = sign }
    return true
  }

  /// `---`, `***`: a line across the page.
  private func isRule(_ text: Substring) -> Bool {
    guard let sign = text.first, "-*_=".contains(sign), text.count >= 3 else { return false }
    return text.allSatisfy { $0 == sign || $0 == " " }
  }

  private static func heading(_ text: Substring) -> (level: Int, title: Substring)? {
    let signs = text.prefix { $0 == "#" }
    let rest = text[signs.endIndex...]
    guard (1...6).contains(signs.count), rest.first?.isWhitespace ?? true else { return nil }
    var title = MarkdownText.trimmed(rest)
    // `## Title ##`
    if let last = title.lastIndex(where: { $0 != "#" }), title[last].isWhitespace {
      title = MarkdownText.trimmed(title[...last])
    }
    return (signs.count, title)
  }

  /// The text of `- item`, `* item`, `+ item`, `1. item`; nil for none.
  private static func item(_ text: Substring) -> Substring? {
    let digits = text.prefix(4).prefix { $0.isASCII && $0.isNumber }
    var rest = text[digits.endIndex...]
    guard let sign = rest.popFirst(), rest.first?.isWhitespace == true else { return nil }
    guard digits.isEmpty ? "-*+•".contains(sign) : ".)".contains(sign) else { return nil }
    return MarkdownText.trimmed(rest)
  }
}
