/// The words of a text as `ScheduleComparison.words` has them, quickly where the text is ASCII:
/// every digest of a morning looks at a day's titles.
enum FoldedWords {
  /// The words in lower case.
  static func of(_ text: String) -> [String] {
    var words: [String] = []
    var word: [UInt8] = []
    func finish() {
      if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
      word.removeAll(keepingCapacity: true)
    }
    for byte in text.utf8 {
      switch byte {
      case 0x80...: return ScheduleComparison.words(text)
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): word.append(byte | 0x20)
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        word.append(byte)
      // `don't` is one word.
      case UInt8(ascii: "'"): continue
      default: finish()
      }
    }
    finish()
    return words
  }
}
