import Messaging

/// A run of inlines written as an interpolated string.
///
/// The literal parts are our own words. What is interpolated becomes an inline of its own, so a
/// title that looks like markup stays a title: `"Starred \(strong: title)"`.
struct Sentence: Hashable, Sendable, ExpressibleByStringInterpolation {
  private(set) var inlines: [MessageDocument.Inline]

  init(_ inlines: [MessageDocument.Inline]) {
    self.inlines = []
    for inline in inlines { append(inline) }
  }

  init(stringLiteral value: String) { self.init([.text(value)]) }

  init(stringInterpolation: Interpolation) { self.init(stringInterpolation.inlines) }

  struct Interpolation: StringInterpolationProtocol {
    fileprivate var inlines: [MessageDocument.Inline] = []

    init(literalCapacity: Int, interpolationCount: Int) {}

    mutating func appendLiteral(_ literal: String) { inlines.append(.text(literal)) }
    mutating func appendInterpolation(_ text: String) { inlines.append(.text(text)) }
    mutating func appendInterpolation(_ number: Int) { inlines.append(.text(String(number))) }
    mutating func appendInterpolation(strong text: String) { inlines.append(.strong(text)) }
    /// A command as it is typed in a direct chat.
    mutating func appendInterpolation(code text: String) { inlines.append(.code(text)) }
    /// A word of a command, which alone is none.
    mutating func appendInterpolation(term text: String) { inlines.append(.emphasis(text)) }
    mutating func appendInterpolation(_ sentence: Sentence) {
      inlines.append(contentsOf: sentence.inlines)
    }
  }

  static func + (left: Sentence, right: Sentence) -> Sentence {
    Sentence(left.inlines + right.inlines)
  }

  var isEmpty: Bool { inlines.isEmpty }

  /// Joined by line breaks; empty lines are left out.
  static func lines(_ lines: [Sentence]) -> Sentence {
    lines.filter { !$0.isEmpty }.joined(by: Sentence([.lineBreak]))
  }

  /// Empty text is left out and neighbouring text joined, so equal sentences are equal values.
  private mutating func append(_ inline: MessageDocument.Inline) {
    switch inline {
    case .text(""), .strong(""), .struck(""), .emphasis(""):
      return
    case .text(let text):
      if case .text(let before)? = inlines.last {
        inlines[inlines.count - 1] = .text(before + text)
        return
      }
    default: break
    }
    inlines.append(inline)
  }
}

extension [Sentence] {
  func joined(by separator: Sentence) -> Sentence {
    guard let first else { return Sentence([]) }
    return dropFirst().reduce(first) { $0 + separator + $1 }
  }
}

extension MessageDocument.Block {
  static func heading(_ sentence: Sentence) -> Self { .heading(sentence.inlines) }
  static func paragraph(_ sentence: Sentence) -> Self { .paragraph(sentence.inlines) }
  static func bulleted(_ items: [Sentence]) -> Self { .bulleted(items.map(\.inlines)) }
  static func numbered(start: Int, items: [Sentence]) -> Self {
    .numbered(start: start, items: items.map(\.inlines))
  }
}
