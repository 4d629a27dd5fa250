/// Whether a text looks like a person's name.
enum NameShape {
  /// It does not: digits, signs, lower-case words, or a word that people do not bear.
  case none
  /// One capitalised word: `Flynn`, but `Spotify` too.
  case single
  /// Two to six capitalised words, particles between them allowed.
  case full

  private static let wordsMax = 6

  /// The shape of a text.
  static func of(_ text: Bytes) -> NameShape {
    var words = 0
    var hasCapital = false
    var start = 0
    for index in 0...text.count where index == text.count || text[index] == 0x20 {
      guard index > start, words < wordsMax else { return .none }
      switch Word.of(text.slice(start..<index)) {
      case .capitalised: hasCapital = true
      case .particle: break
      case .other: return .none
      }
      words += 1
      start = index + 1
    }
    guard hasCapital else { return .none }
    return words == 1 ? .single : .full
  }

  private enum Word {
    case capitalised, particle, other

    static func of(_ word: Bytes) -> Word {
      var word = word
      while let first = word.isEmpty ? nil : word[0], first == 0x22 || first == 0x28 {
        word = word.dropFirst(1)
      }
      if word.starts(with: "“") { word = word.dropFirst(3) }
      guard !word.isEmpty, isMadeOfLetters(word) else { return .other }
      // `Erin A. Boyd`: an initial is no article.
      if word.count == 2, word[1] == 0x2E, letterCase(of: word) == .upper { return .capitalised }
      let hash = hash(of: word)
      if CreditWords.isForeignToNames(hash) { return .other }
      switch letterCase(of: word) {
      case .upper: return .capitalised
      case .lower: return CreditWords.isParticle(hash) ? .particle : .other
      case .neither: return .other
      }
    }

    /// Letters of any script, and the signs that stand inside names.
    private static func isMadeOfLetters(_ word: Bytes) -> Bool {
      var index = 0
      while index < word.count {
        let byte = word[index]
        if byte < 0x80 {
          guard byte.isASCIILetter || isNameSign(byte) else { return false }
          index += 1
        } else {
          guard let (scalar, length) = scalar(at: index, of: word),
            scalar.properties.isAlphabetic || nameSigns.contains(scalar)
          else { return false }
          index += length
        }
      }
      return true
    }

    private static func isNameSign(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "."), UInt8(ascii: "'"), UInt8(ascii: "-"), UInt8(ascii: ")"), 0x22: true
      default: false
      }
    }

    private static let nameSigns: Set<Unicode.Scalar> = ["’", "‘", "‐", "‑", "”", "·"]

    private enum LetterCase { case upper, lower, neither }

    private static func letterCase(of word: Bytes) -> LetterCase {
      let byte = word[0]
      if byte < 0x80 { return byte & 0x20 == 0 ? .upper : byte.isASCIILetter ? .lower : .neither }
      guard let scalar = scalar(at: 0, of: word)?.scalar else { return .neither }
      // Scripts without capitals: every word may begin a name.
      return scalar.properties.isLowercase ? .lower : .upper
    }

    private static func scalar(
      at index: Int, of word: Bytes
    ) -> (scalar: Unicode.Scalar, length: Int)? {
      let lead = word[index]
      let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
      let text = word.slice(index..<(index + length)).string
      guard let scalar = text.unicodeScalars.first, scalar != "\u{FFFD}" else { return nil }
      return (scalar, length)
    }

    private static func hash(of word: Bytes) -> UInt64 {
      let end = word.count > 1 && word[word.count - 1] == 0x2E ? word.count - 1 : word.count
      var hash = StableHash()
      for index in 0..<end { hash.add(word[index].lowercased) }
      return hash.value
    }
  }
}
