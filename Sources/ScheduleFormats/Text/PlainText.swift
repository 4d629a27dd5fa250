/// Makes the plain text of an abstract that was written in HTML or Markdown.
///
/// Tags go, paragraphs and list items keep their own lines, links keep their target behind them,
/// `talk (https://…)`. Where there are blocks, line breaks of the source are blanks as in HTML;
/// a text with `<br>` and links only keeps them. A `<` that begins no tag of HTML stays:
/// `vector<int>` is a talk about C++.
/// Entities are left to `TextNormalizer`, which comes next. One pass; the output never outgrows
/// the input, and no search looks at a byte more than a few times.
struct PlainText: ~Copyable {
  /// How the text is written.
  enum Markup {
    /// HTML, or plain text.
    case html
    /// Markdown, which may hold HTML.
    case markdown
  }

  private var output: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private var count = 0
  private var isMarkdown = false
  private var isBold = false
  /// Whether line breaks of the source are blanks.
  private var isFlowing = false
  private var isPreformatted = false
  /// The target of the link that is open, and where its text begins in the output.
  private var link: (target: Bytes, start: Int)?
  /// Closing marks that the rest of the text is known not to have.
  private var absent: Set<UInt64> = []

  init() {
    capacity = 4096
    output = .allocate(capacity: capacity)
  }

  deinit { output.deallocate() }

  /// The plain text, valid until the next call and as long as the text itself.
  mutating func convert(_ text: Bytes, _ markup: Markup) -> Bytes {
    isMarkdown = markup == .markdown
    guard hasMarks(text) else { return text }
    if capacity < text.count {
      output.deallocate()
      capacity = text.count * 2
      output = .allocate(capacity: capacity)
    }
    (count, isBold, isPreformatted, link) = (0, false, false, nil)
    isFlowing = Self.hasBlocks(text)
    absent.removeAll(keepingCapacity: true)
    var index = 0
    while index < text.count {
      let byte = text.base[index]
      let length =
        switch byte {
        case UInt8(ascii: "<"): readAngle(text.dropFirst(index))
        case 0x0A where isFlowing && !isPreformatted: readBreak(text.dropFirst(index))
        // Asked here and not there: most bytes are none of these.
        case UInt8(ascii: "\\"), UInt8(ascii: "#"), UInt8(ascii: "*"), UInt8(ascii: "!"),
          UInt8(ascii: "["):
          isMarkdown ? readMarkdown(text, at: index) : 0
        default: 0
        }
      if length == 0 { write(byte) }
      index += max(length, 1)
    }
    return Bytes(base: UnsafePointer(output), count: count)
  }

  private func hasMarks(_ text: Bytes) -> Bool {
    if text.firstIndex(of: UInt8(ascii: "<")) != nil { return true }
    guard isMarkdown else { return false }
    return [UInt8(ascii: "*"), UInt8(ascii: "#"), UInt8(ascii: "["), UInt8(ascii: "\\")]
      .contains { text.firstIndex(of: $0) != nil }
  }

  private mutating func write(_ byte: UInt8) {
    output[count] = byte
    count += 1
  }

  private mutating func write(_ text: Bytes) {
    (output + count).update(from: text.base, count: text.count)
    count += text.count
  }

  // MARK: HTML

  private static func hasBlocks(_ text: Bytes) -> Bool {
    var next = text.firstIndex(of: UInt8(ascii: "<"))
    while let index = next {
      if HTMLTag(text.dropFirst(index))?.role == .block { return true }
      next = text.firstIndex(of: UInt8(ascii: "<"), from: index + 1)
    }
    return false
  }

  /// A break of flowing text is a blank, an empty line a paragraph's end; returns the length.
  private mutating func readBreak(_ text: Bytes) -> Int {
    var (length, breaks) = (0, 0)
    while length < text.count, text.base[length].isBlankOrBreak {
      if text.base[length] == 0x0A { breaks += 1 }
      length += 1
    }
    for byte in breaks > 1 ? "\n\n".utf8 : " ".utf8 { write(byte) }
    return length
  }

  /// Reads what begins with `<`; returns its length, or 0 where it is a sign of the text.
  private mutating func readAngle(_ text: Bytes) -> Int {
    if text.starts(with: "<!--") { return length(of: text, through: "-->") }
    guard let tag = HTMLTag(text) else { return isMarkdown ? readAutolink(text) : 0 }
    switch tag.role {
    case .hidden:
      guard !tag.isClosing else { return tag.length }
      // One that is never closed hides only its tag.
      let isScript = tag.name.equalsIgnoringCase("script")
      return max(tag.length, length(of: text, through: isScript ? "</script>" : "</style>"))
    case .lineBreak:
      write(0x0A)
      // The tag may stand at the end of a line that is already broken.
      return tag.length + (isFlowing ? 0 : text.dropFirst(tag.length).lineBreakLength)
    case .cell: write(0x20)
    case .block:
      if tag.name.equalsIgnoringCase("pre") { isPreformatted = !tag.isClosing }
      write(0x0A)
      write(0x0A)
    case .item:
      if !tag.isClosing { for byte in "\n- ".utf8 { write(byte) } }
    case .link: readLink(tag)
    case .inline: break
    }
    return tag.length
  }

  /// The length up to and with a closing mark; 0 where the rest of the text has none.
  private mutating func length(of text: Bytes, through mark: StaticString) -> Int {
    let hash = mark.withUTF8Buffer { Bytes($0).stableHash }
    guard !absent.contains(hash) else { return 0 }
    for index in 0..<text.count where text.base[index] == mark.utf8Start[0] {
      if text.dropFirst(index).startsIgnoringCase(with: mark) {
        return index + mark.utf8CodeUnitCount
      }
    }
    absent.insert(hash)
    return 0
  }

  private mutating func readLink(_ tag: HTMLTag) {
    if !tag.isClosing {
      link = tag.target.map { ($0, count) }
    } else if let open = link {
      link = nil
      let shown = Bytes(base: UnsafePointer(output), count: count).dropFirst(open.start)
      writeTarget(open.target, shownAs: shown.trimmed)
    }
  }

  /// ` (https://…)`, unless the text of the link is its target.
  private mutating func writeTarget(_ target: Bytes, shownAs shown: Bytes) {
    guard !shown.equals(target), !shown.isEmpty else {
      if shown.isEmpty { write(target) }
      return
    }
    write(0x20)
    write(UInt8(ascii: "("))
    write(target)
    write(UInt8(ascii: ")"))
  }

  // MARK: Markdown

  /// `<https://…>`.
  private mutating func readAutolink(_ text: Bytes) -> Int {
    guard Self.isWeb(text.dropFirst(1)), let end = text.end(from: 1, at: UInt8(ascii: ">")) else {
      return 0
    }
    write(text.slice(1..<end))
    return end + 1
  }

  /// Reads a mark of Markdown; returns its length, or 0 where it is a sign of the text.
  private mutating func readMarkdown(_ text: Bytes, at index: Int) -> Int {
    let rest = text.dropFirst(index)
    switch text.base[index] {
    case UInt8(ascii: "\\"):
      guard rest.count > 1, Self.escapable.contains(rest[1]) else { return 0 }
      write(rest[1])
      return 2
    case UInt8(ascii: "#"):
      guard index == 0 || text.base[index - 1] == 0x0A else { return 0 }
      var end = 0
      while end < rest.count, rest.base[end] == UInt8(ascii: "#") { end += 1 }
      return end <= 6 && end < rest.count && rest.base[end] == 0x20 ? end + 1 : 0
    case UInt8(ascii: "*"): return readBold(rest)
    case UInt8(ascii: "!"):
      // A picture is its description.
      guard let link = MarkdownLink(rest.dropFirst(1)) else { return 0 }
      write(link.text)
      return link.length + 1
    case UInt8(ascii: "["):
      guard let link = MarkdownLink(rest) else { return 0 }
      writeWithoutBold(link.text)
      if Self.isWeb(link.target) { writeTarget(link.target, shownAs: link.text) }
      return link.length
    default: return 0
    }
  }

  private mutating func writeWithoutBold(_ text: Bytes) {
    let isBold =
      text.count > 4 && text.starts(with: "**")
      && text.dropFirst(text.count - 2).starts(with: "**")
    write(isBold ? text.slice(2..<text.count - 2) : text)
  }

  private mutating func readBold(_ text: Bytes) -> Int {
    guard text.starts(with: "**") else { return 0 }
    if isBold {
      isBold = false
      return 2
    }
    // Bold is closed in its paragraph, or it is no bold.
    var end = 2
    while end + 1 < min(text.count, Self.boldMax) {
      let (byte, next) = (text.base[end], text.base[end + 1])
      if byte == 0x0A, next == 0x0A { return 0 }
      if byte == UInt8(ascii: "*"), next == byte {
        isBold = true
        return 2
      }
      end += 1
    }
    return 0
  }

  private static let boldMax = 400
  private static let escapable = Set("\\`*_{}[]()#+-.!<>|~".utf8)

  /// Whether a link leads to the web.
  static func isWeb(_ text: Bytes) -> Bool {
    text.startsIgnoringCase(with: "https://") || text.startsIgnoringCase(with: "http://")
  }
}
