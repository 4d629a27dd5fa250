/// What titles say: whether they are one, and how much alike two are.
extension ScheduleComparison {
  /// Whether a title only stands for one that is still to come: "Keynote: To be Announced", or a
  /// bare label as "Project Demo" or "Keynote 2".
  package static func isPlaceholder(title: String) -> Bool {
    isPlaceholder(segments(title))
  }

  static func isPlaceholder(_ parts: [String]) -> Bool {
    parts.isEmpty
      || parts.allSatisfy { labels.contains(withoutNumber($0)) || isUnannouncedPart($0) }
  }

  /// How much two titles have in common, from 0 to 1; 1 when they differ in case or blanks only.
  ///
  /// A label that both begin with ("Keynote:", "Cloud Native Theater |") counts for nothing, nor
  /// do articles and the like. Words are compared, and pairs of letters, so that a corrected typo
  /// does not look like another talk; the higher figure counts.
  package static func similarity(_ a: String, _ b: String) -> Double {
    resemblance(a, b).similarity
  }

  /// `similarity`, and whether two titles have a telling word in common, or one that only is spelt
  /// otherwise. Letter pairs alone do not show that: any two long titles of one language share a
  /// fifth of them.
  static func resemblance(_ a: String, _ b: String) -> (similarity: Double, sharesAWord: Bool) {
    // What stands before a dash is the title itself, and what follows its second half.
    let (first, second) = withoutCommonLabel(
      segments(a, splitsAtDashes: false), segments(b, splitsAtDashes: false))
    if first == second { return (1, true) }
    let (left, right) = (first.joined(separator: " "), second.joined(separator: " "))
    let words = dice(contentWords(left), contentWords(right))
    let letters = dice(letterPairs(left), letterPairs(right))
    return (max(words, letters), words > 0 || letters >= 0.35)
  }

  /// Whether a title names a pause: "Mini Break", "Project Lightning Talk: Break", "Lunch".
  static func isPause(_ parts: [String]) -> Bool {
    parts.contains { part in
      if pauses.contains(part) { return true }
      let words = part.split(separator: " ")
      return words.count == 2 && words[1] == "break" && breakSorts.contains(String(words[0]))
    }
  }

  /// Whether a title says itself that it is to be announced.
  static func isUnannounced(_ parts: [String]) -> Bool {
    parts.contains(where: isUnannouncedPart)
  }

  /// A text without the differences that are no news: case, runs of blanks, typographic signs.
  static func folded(_ text: String) -> String {
    if let folded = foldedASCII(text) { return folded }
    var result = String.UnicodeScalarView()
    var pendingBlank = false
    for scalar in text.lowercased().unicodeScalars {
      if isBlank(scalar) {
        pendingBlank = !result.isEmpty
        continue
      }
      if pendingBlank { result.append(" ") }
      pendingBlank = false
      result.append(scalar.isASCII ? scalar : plainSign(scalar))
    }
    return String(result)
  }

  /// The same byte by byte, for most titles; nil when one is not ASCII.
  private static func foldedASCII(_ text: String) -> String? {
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count)
    var pendingBlank = false
    for byte in text.utf8 {
      switch byte {
      case 0x80...: return nil
      case 0x20, 0x09...0x0D:
        pendingBlank = !result.isEmpty
        continue
      default: break
      }
      if pendingBlank { result.append(0x20) }
      pendingBlank = false
      result.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar == " " || (0x09...0x0D).contains(scalar.value) }
    return scalar.properties.isWhitespace
  }

  private static func plainSign(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar {
    case "’", "‘": "'"
    case "“", "”": "\""
    case "–", "—", "‐", "‑": "-"
    default: scalar
    }
  }

  /// A folded text without blanks and the signs between words: "wake-up call!" is "wake up call".
  /// Signs that are part of a word stay, for C and C++ are two things.
  static func withoutPunctuation(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        folded(text).unicodeScalars.filter { $0 != " " && !punctuation.contains($0) }))
  }

  private static let punctuation: Set<Unicode.Scalar> = [
    ".", ",", ":", ";", "!", "?", "-", "'", "\"", "(", ")", "[", "]", "|", "/", "…", "·", "，", "。",
    "：",
    "！", "？", "（", "）", "、", "「", "」", "《", "》",
  ]

  /// The words of a text in lower case; each Han character is a word, for they are not spaced.
  static func words(_ text: some StringProtocol) -> [String] {
    if let words = wordsOfASCII(text) { return words }
    var result: [String] = []
    var word = String.UnicodeScalarView()
    func finish() {
      if word.isEmpty { return }
      result.append(String(word))
      word = String.UnicodeScalarView()
    }
    for scalar in text.lowercased().unicodeScalars {
      if (0x2E80...0x9FFF).contains(scalar.value) {
        finish()
        result.append(String(scalar))
      } else if isPartOfWord(scalar, within: !word.isEmpty) {
        word.append(scalar)
      } else if scalar != "'" && scalar != "’" {
        finish()
      }
    }
    finish()
    return result
  }

  /// The same byte by byte, for most texts; nil when one is not ASCII.
  private static func wordsOfASCII(_ text: some StringProtocol) -> [String]? {
    var words: [String] = []
    var word: [UInt8] = []
    func finish() {
      if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
      word.removeAll(keepingCapacity: true)
    }
    for byte in text.utf8 {
      switch byte {
      case 0x80...: return nil
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

  /// Letters and digits; marks as long as they stand on a letter.
  private static func isPartOfWord(_ scalar: Unicode.Scalar, within isWithin: Bool) -> Bool {
    if scalar.isASCII {
      return (0x61...0x7A).contains(scalar.value) || (0x30...0x39).contains(scalar.value)
    }
    let properties = scalar.properties
    if properties.isAlphabetic || properties.numericType != nil { return true }
    switch properties.generalCategory {
    case .nonspacingMark, .spacingMark: return isWithin
    default: return false
    }
  }

  /// The folded parts of a title between colons, bars and spaced dashes, brackets taken away.
  ///
  /// Most of what is asked of a title is asked of these, so they are made once for a comparison.
  static func segments(_ title: String, splitsAtDashes: Bool = true) -> [String] {
    let folded = folded(title)
    let scalars = Array(folded.unicodeScalars)
    var segments: [String] = []
    var start = folded.unicodeScalars.startIndex
    func finish(_ end: String.Index) {
      let text = words(folded[start..<end]).joined(separator: " ")
      if !text.isEmpty { segments.append(text) }
    }
    func isEdge(_ index: Int) -> Bool {
      guard scalars.indices.contains(index) else { return true }
      return scalars[index] == " " || isDivider(scalars[index])
    }
    for (index, position) in folded.unicodeScalars.indices.enumerated() {
      let scalar = scalars[index]
      let isDash =
        splitsAtDashes && scalar == "-" && isEdge(index - 1) && isEdge(index + 1)
      guard isDash || isDivider(scalar) else { continue }
      finish(position)
      start = folded.unicodeScalars.index(after: position)
    }
    finish(folded.unicodeScalars.endIndex)
    return segments
  }

  private static func isDivider(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case ":", "|", "：", "｜", "(", ")", "[", "]": true
    default: false
    }
  }

  private static func withoutCommonLabel(
    _ first: [String], _ second: [String]
  ) -> ([String], [String]) {
    var shared = 0
    while shared < first.count - 1, shared < second.count - 1, first[shared] == second[shared] {
      shared += 1
    }
    return (Array(first.dropFirst(shared)), Array(second.dropFirst(shared)))
  }

  private static func withoutNumber(_ part: String) -> String {
    guard let blank = part.lastIndex(of: " "), part[blank...].dropFirst().allSatisfy(\.isNumber)
    else { return part }
    return String(part[..<blank])
  }

  private static func isUnannouncedPart(_ part: String) -> Bool {
    announcements.contains { part == $0 || part.hasSuffix(" \($0)") }
  }

  private static func contentWords(_ text: String) -> [String] {
    let all = words(text)
    let content = all.filter { !fillers.contains($0) }
    return content.isEmpty ? all : content
  }

  /// Each two letters in a row within a word, packed into one number.
  private static func letterPairs(_ text: String) -> [UInt64] {
    words(text).flatMap { word -> [UInt64] in
      let letters = word.unicodeScalars.map { UInt64($0.value) }
      if letters.count < 2 { return letters }
      return zip(letters, letters.dropFirst()).map { $0 << 32 | $1 }
    }
  }

  /// Twice what is shared, over what both have; repetitions count.
  private static func dice<Part: Hashable>(_ left: [Part], _ right: [Part]) -> Double {
    if left.isEmpty || right.isEmpty { return 0 }
    var counts: [Part: Int] = [:]
    for one in left { counts[one, default: 0] += 1 }
    var shared = 0
    for one in right {
      guard let count = counts[one], count > 0 else { continue }
      counts[one] = count - 1
      shared += 1
    }
    return 2 * Double(shared) / Double(left.count + right.count)
  }

  /// What organisers write where a title is missing, at the end of a part; as `words` gives it.
  private static let announcements = [
    "tba", "tbd", "tbc", "to be announced", "to be confirmed", "to be determined",
    "to be decided", "coming soon", "wird noch bekannt gegeben", "待 定", "待 公 布", "敬 请 期 待",
  ]

  /// Labels that are no title while they stand alone.
  private static let labels: Set<String> = [
    "demo", "keynote", "keynotes", "lightning talk", "lightning talks", "panel", "placeholder",
    "project demo", "project lightning talk", "project overview", "session", "sponsored demo",
    "sponsored keynote", "sponsored session", "talk", "title", "tutorial", "workshop",
    "forum", "sponsored", "主 题 演 讲", "闪 电 演 讲", "演 讲", "论 坛", "論 壇", "合 作 議 程", "合 作 议 程",
  ]

  private static let pauses: Set<String> = [
    "break", "breaks", "pause", "lunch", "lunch break", "kaffeepause", "mittagspause",
    "休 息", "午 餐", "午 休", "茶 歇", "茶 点", "茶 點", "点 心", "點 心", "晚 餐", "早 餐",
  ]

  private static let breakSorts: Set<String> = [
    "mini", "short", "long", "coffee", "tea", "lunch", "morning", "afternoon", "networking",
    "refreshment", "snack", "dinner",
  ]

  private static let fillers: Set<String> = [
    "a", "an", "and", "are", "at", "by", "for", "from", "how", "in", "into", "is", "of", "on",
    "or", "our", "the", "to", "we", "what", "with", "you", "your",
  ]
}
