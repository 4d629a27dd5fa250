extension MessageDocument {
  /// The document with `prefix` before every command that it tells people to type.
  ///
  /// In a direct chat `star 1` is enough; where others talk too, a platform passes on to a bot only
  /// what begins with its mark, so a hint without it would lead nowhere.
  ///
  /// - parameter prefix: `/`, `!` or `/talkbell `, say; empty for none.
  package func prefixingCommands(with prefix: String) -> MessageDocument {
    guard !prefix.isEmpty else { return self }
    func prefixed(_ inlines: [Inline]) -> [Inline] {
      inlines.map { inline in
        guard case .code(let command) = inline, !command.hasPrefix(prefix) else { return inline }
        return .code(prefix + command)
      }
    }
    let blocks = blocks.map { block -> Block in
      switch block {
      case .heading(let inlines): .heading(prefixed(inlines))
      case .paragraph(let inlines): .paragraph(prefixed(inlines))
      case .numbered(let start, let items): .numbered(start: start, items: items.map(prefixed))
      case .bulleted(let items): .bulleted(items.map(prefixed))
      }
    }
    return MessageDocument(blocks: blocks, buttons: buttons)
  }
}
