package import ConferenceModel
package import FoundationEssentials

/// Reads a guide: Markdown with a heading for each pick, and fields below the heading.
///
///     ### 1. Title of the talk
///     **Speakers:** Ana Lima (Orbit) & Bo Chen (Quay)
///     **Time:** Tue 24 March 2026, 11:15–11:45
///     **Room:** Hall 7 | Room A
///     Why to go.
///
/// Labels may be English or Chinese. A heading is a pick when speakers, a time or a link stand
/// below it; everything else is a remark. What cannot be read of a field is kept as a problem of
/// the guide, for one mistyped time must not cost the other picks.
package enum GuideReader {
  /// The size of a file that is still read.
  static let bytesMax = 1 << 18
  /// A guide is a choice; what has more than this is none, and matching it would take long.
  static let picksMax = 200

  /// The guide in a file.
  ///
  /// - parameter fileName: its name, with or without folders; the id is what stands before the
  ///   first dot, and `.zh.` or `.en.` behind it tells the language.
  /// - parameter timeZone: the conference's, for times without a zone.
  package static func read(
    _ bytes: [UInt8], fileName: String, timeZone: TimeZone
  ) throws(GuideError) -> Guide {
    guard bytes.count <= bytesMax else { throw .tooLarge(bytes: bytes.count) }
    if let zero = bytes.firstIndex(of: 0) {
      throw .notText(line: bytes[..<zero].count { $0 == 0x0A } + 1)
    }
    let text = GuideText(bytes)
    guard !text.isBlank else { throw .empty }
    let (frontMatter, firstLine) = try GuideFrontMatter.read(text.lines)
    let blocks = MarkdownBlocks.blocks(of: text.lines, from: firstLine)
    let name = GuideFileName(fileName)
    let times = GuideTimes(
      timeZone: timeZone, year: text.year(fileName: fileName, frontMatter: frontMatter))
    var guide = try GuideSections.guide(of: blocks, id: name.id, times: times)
    guard !guide.picks.isEmpty else { throw .noPicks(lastLine: text.lines.count) }
    if guide.title.isEmpty { guide.title = frontMatter["title"] ?? guide.id }
    guide.language =
      name.language ?? frontMatter["language"].flatMap(GuideFileName.language)
      ?? frontMatter["lang"].flatMap(GuideFileName.language) ?? text.languageByScript
    return guide
  }
}

/// What a file's name says of its guide.
struct GuideFileName {
  let id: String
  let language: Language?

  init(_ fileName: String) {
    let last = fileName.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? ""
    let parts = last.split(separator: ".")
    id = parts.first.map(String.init) ?? "guide"
    // The last part is the file type; a language stands between the two.
    language = parts.dropFirst().dropLast().lazy.compactMap { Self.language(String($0)) }.first
  }

  /// `zh`, `zh-CN`, `en_GB`, `"Chinese"`; nil for what we have no words in.
  static func language(_ tag: String) -> Language? {
    let name = tag.lowercased()
    if ["chinese", "中文", "简体中文"].contains(name) { return .chinese }
    if name == "english" { return .english }
    return name.split(whereSeparator: { $0 == "-" || $0 == "_" }).first
      .flatMap { Language(rawValue: String($0)) }
  }
}

/// The lines of a guide's file.
struct GuideText {
  let lines: [Substring]

  /// Takes the byte order mark and comments away; lines keep their numbers.
  init(_ bytes: [UInt8]) {
    var text = String(decoding: bytes, as: UTF8.self)
    if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
    lines = MarkdownText.withoutComments(text).split(
      omittingEmptySubsequences: false, whereSeparator: { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
    )
  }

  /// The year for dates without one: the headline's, or else the next best thing.
  func year(fileName: String, frontMatter: [String: String]) -> Int? {
    let headline = lines.first { $0.hasPrefix("# ") }.map(String.init)
    let hints =
      [headline, fileName, frontMatter["title"]].compactMap { $0 } + lines.map(String.init)
    for hint in hints {
      for digits in hint.split(whereSeparator: { !$0.isASCII || !$0.isNumber })
      where digits.count == 4 && digits.hasPrefix("20") {
        return Int(digits)
      }
    }
    return nil
  }

  var isBlank: Bool { lines.allSatisfy { $0.allSatisfy(\.isWhitespace) } }

  /// Chinese from one Han character to four Latin letters on; terms of the trade stay English.
  var languageByScript: Language {
    var (han, latin) = (0, 0)
    for scalar in lines.lazy.flatMap(\.unicodeScalars) {
      if MarkdownText.isHan(scalar) { han += 1 }
      if scalar.isASCII, scalar.properties.isAlphabetic { latin += 1 }
    }
    return han * 4 > latin ? .chinese : .english
  }
}

/// The `key: value` lines between two lines of `---` at the start of a file.
enum GuideFrontMatter {
  /// The values by their keys in lower case, and the index of the first line behind them.
  ///
  /// Only plain scalars are understood, which is all a guide says there; other lines are skipped.
  static func read(
    _ lines: [Substring]
  ) throws(GuideError) -> (values: [String: String], end: Int) {
    let start = lines.firstIndex { !$0.allSatisfy(\.isWhitespace) } ?? 0
    guard start < lines.count, isFence(lines[start]), start + 1 < lines.count else {
      return ([:], 0)
    }
    guard let end = lines[(start + 1)...].firstIndex(where: isFence) else {
      // A thematic break at the top of a guide is followed by a blank line, front matter is not.
      if lines[start + 1].contains(":") { throw .openFrontMatter(line: start + 1) }
      return ([:], start + 1)
    }
    var values: [String: String] = [:]
    for line in lines[(start + 1)..<end] {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let key = line[..<colon].filter { !$0.isWhitespace }.lowercased()
      let value = MarkdownText.trimmed(line[line.index(after: colon)...])
      values[key] = String(value.drop { $0 == "\"" || $0 == "'" }.prefix { $0 != "\"" })
    }
    return (values, end + 1)
  }

  private static func isFence(_ line: Substring) -> Bool {
    let text = MarkdownText.trimmed(line)
    return text == "---" || text == "..."
  }
}
