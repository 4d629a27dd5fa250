import ConferenceModel

/// A text that a feed gives in two languages, or twice in one.
struct BilingualText: Equatable {
  /// The Chinese one, or the only one.
  let main: String?
  /// The English one, where it says something else in another script.
  let translations: [Language: String]

  /// Sorts two normalised texts by what they are and not by what the feed calls them: "bilingual"
  /// feeds often hold one language twice, and now and then both the wrong way round.
  init(chinese: String?, english: String?) {
    guard let chinese, let english else {
      (main, translations) = (chinese ?? english, [:])
      return
    }
    if Self.isSame(chinese, english) || Self.isEastAsian(english) && Self.isEastAsian(chinese) {
      (main, translations) = (chinese, [:])
    } else if Self.isEastAsian(english) {
      (main, translations) = (english, [.english: chinese])
    } else {
      (main, translations) = (chinese, [.english: english])
    }
  }

  /// Whether two texts differ only in case, blanks and signs.
  private static func isSame(_ left: String, _ right: String) -> Bool {
    left.utf8.elementsEqual(right.utf8) || letters(left).elementsEqual(letters(right))
  }

  /// The letters and digits, without their case; lazily, as most texts differ in the first ones.
  private static func letters(_ text: String) -> some Sequence<String> {
    text.unicodeScalars.lazy
      .filter { $0.properties.isAlphabetic || $0.properties.numericType != nil }
      .map { $0.isASCII ? String(Character($0)).lowercased() : $0.properties.lowercaseMapping }
  }

  /// So many scalars tell the script of the longest text.
  private static let sampleMax = 500

  /// Whether a text is Chinese, Japanese or Korean, though words of Latin script stand in it:
  /// a sign of these scripts is about half a word.
  static func isEastAsian(_ text: String) -> Bool {
    var (signs, words) = (0, 0)
    var isInWord = false
    for scalar in text.unicodeScalars.prefix(sampleMax) {
      let isLatin = scalar.value < 0x80 && UInt8(scalar.value).isASCIILetter
      if isLatin, !isInWord { words += 1 }
      isInWord = isLatin
      if isEastAsian(scalar) { signs += 1 }
    }
    return signs > words
  }

  /// Kana, the unified ideographs with their extensions, and Hangul (Unicode's Blocks.txt).
  private static func isEastAsian(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x3040...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7AF, 0xF900...0xFAFF,
      0x20000...0x323AF:
      true
    default: false
    }
  }
}
