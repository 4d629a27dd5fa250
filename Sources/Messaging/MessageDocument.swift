/// A message as rich text without a platform: each adapter renders and escapes it its own way.
///
/// All strings are plain and untrusted. Nothing in them is markup: an adapter escapes every one.
package struct MessageDocument: Hashable, Sendable, Codable {
  /// A run of text inside a block.
  package enum Inline: Hashable, Sendable, Codable {
    /// As it is; may hold line breaks only as blanks.
    case text(String)
    /// Strong.
    case strong(String)
    /// Emphasis.
    case emphasis(String)
    /// Struck out: what no longer holds.
    case struck(String)
    /// A link; an adapter drops a `url` that is not http or https and keeps the text.
    case link(text: String, url: String)
    /// A command to type, `star 3`.
    case code(String)
    /// A line break inside the block.
    case lineBreak
  }

  /// A paragraph's worth.
  package enum Block: Hashable, Sendable, Codable {
    /// A short heading.
    case heading([Inline])
    /// Running text.
    case paragraph([Inline])
    /// Numbered from `start`; the numbers work in the next command.
    case numbered(start: Int, items: [[Inline]])
    /// Bullets.
    case bulleted([[Inline]])
  }

  /// A button under the message where the platform has buttons.
  package struct Button: Hashable, Sendable, Codable {
    /// What it says, a few characters.
    package var label: String
    /// The command it stands for, as if typed (`star #812`); at most 60 UTF-8 bytes. Empty for a
    /// button that opens a page.
    package var command: String
    /// The page it opens, http or https; nil for a command.
    package var url: String?

    /// A button that does what a command does.
    package init(label: String, command: String) {
      self.label = label
      self.command = command
    }

    /// A button that opens a page.
    package init(label: String, url: String) {
      self.label = label
      self.command = ""
      self.url = url
    }
  }

  /// In reading order; a message is split only between blocks or items.
  package var blocks: [Block]
  /// Rows of buttons; platforms without buttons leave them out.
  package var buttons: [[Button]]

  /// A document of blocks.
  package init(blocks: [Block] = [], buttons: [[Button]] = []) {
    self.blocks = blocks
    self.buttons = buttons
  }

  /// A document of one paragraph of plain text.
  package init(_ text: String) { self.init(blocks: [.paragraph([.text(text)])]) }
}
