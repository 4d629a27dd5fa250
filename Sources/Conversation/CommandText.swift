import FoundationEssentials

/// A message's words, folded so that input methods make no difference.
struct CommandText: Hashable, Sendable {
  /// Full-width forms made narrow, digits of all scripts made 0 to 9, blanks of all kinds made one,
  /// the ends trimmed.
  let text: String

  init(_ raw: String) {
    var folded = String.UnicodeScalarView()
    for scalar in raw.unicodeScalars {
      switch scalar.value {
      case 0xFF01...0xFF5E: folded.append(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
      // Without width: marks of direction, and what asks for the coloured form of a sign.
      case 0x200B, 0x200E, 0x200F, 0xFE0E, 0xFE0F, 0xFEFF: continue
      default: folded.append(Self.folded(scalar))
      }
    }
    text = String(folded).split(separator: " ").joined(separator: " ")
  }

  private static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    let properties = scalar.properties
    if properties.isWhitespace { return " " }
    guard properties.numericType == .decimal, let value = properties.numericValue else {
      return scalar
    }
    return Unicode.Scalar(UInt8(ascii: "0") + UInt8(value))
  }

  /// Without what platforms put before a command: `/`, `!`, `/star@TalkBellBot`, `talkbell`.
  var withoutPrefix: CommandText {
    var rest = Substring(text)
    while let first = rest.first, "/!".contains(first) { rest = rest.dropFirst() }
    var words = rest.split(separator: " ", omittingEmptySubsequences: false)
    if rest.count < text.count, let first = words.first, let at = first.firstIndex(of: "@") {
      words[0] = first[..<at]
    }
    if words.count > 1, words[0].lowercased() == "talkbell" { words.removeFirst() }
    return CommandText(words.joined(separator: " "))
  }

  var words: [String] { text.split(separator: " ").map(String.init) }
}

/// How many typing errors apart two words are.
enum EditDistance {
  /// Nobody who asks cares for more errors than this.
  static let farthest = 4

  /// Insertions, deletions, replacements and swaps of neighbours (optimal string alignment).
  ///
  /// Words whose lengths differ by `farthest` or more are that far apart at least and are not
  /// compared, so that a message of thousands of letters costs nothing.
  static func between(_ first: String, _ second: String) -> Int {
    let (left, right) = (Array(first), Array(second))
    guard abs(left.count - right.count) < farthest else { return farthest }
    guard !left.isEmpty else { return right.count }
    guard !right.isEmpty else { return left.count }
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for row in 1...left.count {
      var current = [row]
      for column in 1...right.count {
        let cost = left[row - 1] == right[column - 1] ? 0 : 1
        var best = min(current[column - 1] + 1, last[column] + 1, last[column - 1] + cost)
        if row > 1, column > 1, left[row - 1] == right[column - 2],
          left[row - 2] == right[column - 1]
        {
          best = min(best, beforeLast[column - 2] + 1)
        }
        current.append(best)
      }
      (beforeLast, last) = (last, current)
    }
    return last[right.count]
  }
}
