import Foundation
import Messaging

/// A message as lines of text, as a reader sees them.
struct MessageLines {
  /// A run of text of one look.
  struct Piece {
    enum Look { case plain, strong, struck }
    var text: String
    var look: Look
  }

  /// One line, and what it stands in.
  struct Line {
    var pieces: [Piece]
    /// Lines of one paragraph or one item have the same number.
    var group: Int
    var isHeading: Bool

    /// What still holds of it.
    var standing: String { pieces.filter { $0.look != .struck }.map(\.text).joined() }
  }

  private(set) var lines: [Line] = []
  private var group = 0

  init(_ document: MessageDocument) {
    for block in document.blocks {
      switch block {
      case .heading(let inlines): add(inlines, isHeading: true)
      case .paragraph(let inlines): add(inlines)
      case .numbered(_, let items), .bulleted(let items): for item in items { add(item) }
      }
    }
  }

  /// All that still holds in it.
  var standing: String { lines.map(\.standing).joined(separator: "\n") }

  private mutating func add(_ inlines: [MessageDocument.Inline], isHeading: Bool = false) {
    var pieces: [Piece] = []
    for inline in inlines {
      switch inline {
      case .text(let text), .emphasis(let text), .code(let text), .link(let text, _):
        pieces.append(Piece(text: text, look: .plain))
      case .strong(let text): pieces.append(Piece(text: text, look: .strong))
      case .struck(let text): pieces.append(Piece(text: text, look: .struck))
      case .lineBreak:
        lines.append(Line(pieces: pieces, group: group, isHeading: isHeading))
        pieces = []
      }
    }
    lines.append(Line(pieces: pieces, group: group, isHeading: isHeading))
    group += 1
  }
}
