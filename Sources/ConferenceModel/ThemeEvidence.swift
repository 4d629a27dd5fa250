/// What the words of a text say for a theme.
///
/// One pass over the bytes, each word looked up by its hash: a filter is asked for every session
/// of a programme, and abstracts are long. Han characters are looked for as parts of the text.
struct ThemeEvidence {
  /// How many different subjects of the theme the text names.
  private(set) var subjects = 0
  /// Whether it announces the opening or closing of an event.
  private(set) var isCeremony = false

  /// Whether it names any.
  var isFound: Bool { subjects > 0 }

  private var seen: Set<UInt16> = []

  /// Reads a text.
  ///
  /// - parameter isTrack: the names of tracks have words that say nothing in a title, as
  ///   `PLATFORM ENGINEERING DAY` and `BACKSTAGECON`.
  init(_ text: String, of theme: Theme, isTrack: Bool = false) {
    let vocabulary = isTrack ? ThemeVocabulary.tracks : ThemeVocabulary.titles
    let mask = ThemeVocabulary.mask(theme)
    var text = text
    let hasHan = text.withUTF8 { read($0, mask, vocabulary) }
    guard hasHan else { return }
    for word in ThemeVocabulary.hanWords(theme) where text.contains(word) { subjects += 1 }
  }

  /// Returns whether there may be Han characters.
  private mutating func read(
    _ bytes: UnsafeBufferPointer<UInt8>, _ mask: UInt8, _ vocabulary: ThemeVocabulary
  ) -> Bool {
    var hasHan = false
    var hash = ThemeVocabulary.Hash()
    var length = 0
    // A word counts once the next one has not made a phrase of another meaning of it.
    var former: (hash: UInt64, entry: ThemeVocabulary.Entry?) = (0, nil)
    for index in 0...bytes.count {
      let byte = index < bytes.count ? bytes[index] : 0x20
      let letter = byte &- 0x41 < 26 ? byte | 0x20 : byte
      if letter &- 0x61 < 26 || letter &- 0x30 < 10 {
        hash.add(letter)
        length += 1
        continue
      }
      // The first byte of every Han character in UTF-8 is one of these.
      if byte >= 0xE3, byte <= 0xE9 { hasHan = true }
      guard length > 0 else { continue }
      let phrase = vocabulary.entry(ThemeVocabulary.Hash.phrase(former.hash, hash.value))
      let entry = vocabulary.entry(hash.value)
      if phrase?.isOtherMeaning == true {
        former = (hash.value, nil)
      } else {
        count(former.entry, mask)
        count(phrase, mask)
        former = (hash.value, entry)
      }
      (hash, length) = (ThemeVocabulary.Hash(), 0)
    }
    count(former.entry, mask)
    return hasHan
  }

  private mutating func count(_ entry: ThemeVocabulary.Entry?, _ mask: UInt8) {
    guard let entry else { return }
    if entry.isCeremony { isCeremony = true }
    if entry.themes & mask != 0, seen.insert(entry.subject).inserted { subjects += 1 }
  }
}
