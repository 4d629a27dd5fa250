/// One piece of the credits behind a title, a name or a part of an affiliation.
struct CreditToken {
  /// What stands before it.
  enum Separator {
    /// It is the first.
    case none
    /// A comma, or a dash in the middle of the credits.
    case comma
    /// `&` or `and`.
    case and
    /// The same with a comma before it, which ends a list: `A, B, and C`.
    case commaAnd
  }

  let separator: Separator
  /// Where it stands in the title, in bytes.
  let range: Range<Int>

  /// Cuts a group of credits, `A & B, Organisation`, that stands in a range of a title.
  static func tokens(in title: Bytes, _ range: Range<Int>) -> [CreditToken] {
    var tokens: [CreditToken] = []
    var (start, index) = (range.lowerBound, range.lowerBound)
    var separator = Separator.none
    while index < range.upperBound {
      guard let (next, length) = Self.separator(in: title.slice(index..<range.upperBound)) else {
        index += 1
        continue
      }
      append(separator, start..<index, of: title, to: &tokens)
      separator = next
      index += length
      start = index
    }
    append(separator, start..<range.upperBound, of: title, to: &tokens)
    return tokens
  }

  private static func append(
    _ separator: Separator, _ range: Range<Int>, of title: Bytes, to tokens: inout [CreditToken]
  ) {
    var (lower, upper) = (range.lowerBound, range.upperBound)
    while lower < upper, title[lower] == 0x20 { lower += 1 }
    while upper > lower, title[upper - 1] == 0x20 { upper -= 1 }
    if lower < upper { tokens.append(CreditToken(separator: separator, range: lower..<upper)) }
  }

  /// The separator at the start of a text with its length; `Co.,ltd` has none.
  private static func separator(in text: Bytes) -> (Separator, Int)? {
    switch text[0] {
    case UInt8(ascii: ","):
      if text.starts(with: ", and ") { return (.commaAnd, 6) }
      if text.starts(with: ", & ") { return (.commaAnd, 4) }
      return text.starts(with: ", ") ? (.comma, 2) : nil
    case 0x20:
      if text.starts(with: " & ") { return (.and, 3) }
      if text.starts(with: " and ") { return (.and, 5) }
      return text.starts(with: " - ") ? (.comma, 3) : nil
    default: return nil
    }
  }
}
