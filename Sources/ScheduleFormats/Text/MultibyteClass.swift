/// What a character of two and more bytes is to a normaliser.
enum MultibyteClass {
  /// A blank of any width, no-break ones too.
  case blank
  /// Zero width: written by editors, never by people.
  case invisible
  /// A line or paragraph separator.
  case lineBreak
  /// In NFC whatever stands beside it.
  case composed
  /// May change in NFC, alone or with its neighbours.
  case uncertain

  /// The class of the character at the start of a text.
  ///
  /// The ranges of `composed` are whole leads whose characters all have NFC_Quick_Check=Yes and
  /// combining class 0, after DerivedNormalizationProps.txt of Unicode. The joiners U+200C and
  /// U+200D stay: emoji and Persian are made with them.
  static func of(_ text: Bytes, length: Int) -> MultibyteClass {
    let second = length > 1 ? text[1] : 0
    let third = length > 2 ? text[2] : 0
    switch text[0] {
    case 0xC2:
      if second == 0xA0 { return .blank }
      if second == 0xAD { return .invisible }
      return second == 0x85 ? .lineBreak : .composed
    case 0xC3...0xCB, 0xD0, 0xD1, 0xE4...0xE9: return .composed
    case 0xF0: return second == 0x9F ? .composed : .uncertain
    case 0xE1:
      // Latin Extended Additional: Vietnamese, precomposed.
      return (0xB8...0xBB).contains(second) ? .composed : .uncertain
    case 0xE2: return ofPunctuation(second, third)
    case 0xE3:
      if second == 0x80, third == 0x80 { return .blank }
      return second == 0x81 || second == 0x83 || second >= 0x90 ? .composed : .uncertain
    case 0xEF:
      if second == 0xBB, third == 0xBF { return .invisible }
      return second == 0xB8 || second == 0xBC || second == 0xBD ? .composed : .uncertain
    default: return .uncertain
    }
  }

  /// U+2000 to U+2FFF.
  private static func ofPunctuation(_ second: UInt8, _ third: UInt8) -> MultibyteClass {
    switch (second, third) {
    case (0x80, 0x80...0x8A), (0x80, 0xAF), (0x81, 0x9F): .blank
    // Zero-width space, marks and overrides of direction, word joiner, isolates of direction.
    case (0x80, 0x8B), (0x80, 0x8E), (0x80, 0x8F), (0x80, 0xAA...0xAE), (0x81, 0xA0...0xAF):
      .invisible
    case (0x80, 0xA8), (0x80, 0xA9): .lineBreak
    case (0x80...0x82, _), (0x85...0xAA, _): .composed
    default: .uncertain
    }
  }
}
