/// Markdown's inline signs taken away: what a reader of the page sees, without pictures.
enum MarkdownText {
  /// How far the end of a link or tag is looked for; a sign without an end is a character.
  private static let spanMax = 1000

  /// The plain text of the lines of one block, in the form of feeds (NFC, blanks folded).
  static func plain(_ lines: [Substring]) -> String { normalized(inline(joined(lines))) }

  /// Lines as one: with a blank between, but none where Chinese meets Chinese.
  static func joined(_ lines: [Substring]) -> String {
    var result = ""
    for line in lines {
      // A backslash at the end of a line is a hard break.
      let text = line.last == "\\" ? line.dropLast() : line
      guard let last = result.unicodeScalars.last, let first = text.unicodeScalars.first else {
        result += text
        continue
      }
      if !(isWide(last) && isWide(first)) { result += " " }
      result += text
    }
    return result
  }

  /// The text without `<!-- … -->`; its line breaks stay, so that lines keep their numbers.
  static func withoutComments(_ text: String) -> String {
    guard text.contains("<!--") else { return text }
    var result = ""
    var rest = text[...]
    while let start = rest.firstRange(of: "<!--"),
      let end = rest[start.upperBound...].firstRange(of: "-->")
    {
      result += rest[..<start.lowerBound]
      result += rest[start.upperBound..<end.lowerBound].filter(\.isNewline)
      rest = rest[end.upperBound...]
    }
    return result + rest
  }

  /// Without blanks at both ends.
  static func trimmed(_ text: Substring) -> Substring {
    var text = text
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }

  /// A Han character.
  static func isHan(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x323AF: true
    default: false
    }
  }

  /// Han, or a sign that stands between Han characters.
  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x3000...0x303F, 0xFF00...0xFF60, 0x2014, 0x2018...0x201D, 0x2026: true
    default: isHan(scalar)
    }
  }

  private static func normalized(_ text: String) -> String {
    var normalizer = TextNormalizer()
    var text = text
    return text.withUTF8 { normalizer.normalize(Bytes($0), []).string }
  }

  private static func inline(_ text: String) -> String {
    let signs = Array(text)
    var result = ""
    var index = 0
    while index < signs.count {
      let sign = signs[index]
      if sign == "\\", index + 1 < signs.count, signs[index + 1].isASCII,
        signs[index + 1].isPunctuation || signs[index + 1].isSymbol
      {
        result.append(signs[index + 1])
        index += 2
      } else if let (shown, end) = span(signs, at: index) {
        result += shown
        index = end
      } else {
        if !isEmphasis(signs, at: index) { result.append(sign) }
        index += 1
      }
    }
    return result
  }

  /// A picture, link, tag or piece of code that begins here: what is seen of it, and its end.
  private static func span(_ signs: [Character], at index: Int) -> (String, Int)? {
    switch signs[index] {
    case "!" where index + 1 < signs.count && signs[index + 1] == "[":
      return link(signs, at: index + 1).map { ("", $0.end) }
    case "[":
      return link(signs, at: index).map { (inline(String($0.text)), $0.end) }
    case "<":
      return tag(signs, at: index)
    case "`":
      return end(of: "`", in: signs, from: index + 1).map { close in
        (String(signs[(index + 1)..<close]), close + 1)
      }
    default:
      return nil
    }
  }

  private static func link(
    _ signs: [Character], at index: Int
  ) -> (text: ArraySlice<Character>, end: Int)? {
    guard let close = end(of: "]", in: signs, from: index + 1), close + 1 < signs.count,
      signs[close + 1] == "(", let last = end(of: ")", in: signs, from: close + 2)
    else { return nil }
    return (signs[(index + 1)..<close], last + 1)
  }

  /// A tag is not seen, but for the address that `<https://…>` is.
  private static func tag(_ signs: [Character], at index: Int) -> (String, Int)? {
    guard index + 1 < signs.count, signs[index + 1].isASCII,
      signs[index + 1].isLetter || signs[index + 1] == "/",
      let close = end(of: ">", in: signs, from: index + 1)
    else { return nil }
    let content = String(signs[(index + 1)..<close])
    if content.contains("://"), !content.contains(where: \.isWhitespace) {
      return (content, close + 1)
    }
    return (content.lowercased().hasPrefix("br") ? " " : "", close + 1)
  }

  private static func end(of sign: Character, in signs: [Character], from start: Int) -> Int? {
    guard start < signs.count else { return nil }
    return signs[start..<min(signs.count, start + spanMax)].firstIndex(of: sign)
  }

  /// `*` and `~` that touch a word, `_` at the edge of one: `a * b` and `snake_case` stay.
  private static func isEmphasis(_ signs: [Character], at index: Int) -> Bool {
    let sign = signs[index]
    guard sign == "*" || sign == "_" || sign == "~" else { return false }
    let before = index > 0 ? signs[index - 1] : " "
    let after = index + 1 < signs.count ? signs[index + 1] : " "
    switch sign {
    case "~": return before == "~" || after == "~"
    case "*": return !(before.isWhitespace && after.isWhitespace)
    default:
      let isInside = { (one: Character) in one.isLetter || one.isNumber }
      return !(isInside(before) && isInside(after))
        && !(before.isWhitespace && after.isWhitespace)
    }
  }
}
