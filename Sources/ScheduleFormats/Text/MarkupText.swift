/// Turns HTML, and text with a few tags in it, into plain text with paragraph breaks.
///
/// Only names of HTML count as tags, so `vector<int>` and `a < b` stay as they are. A link leaves
/// its words, a list its items with a dash. Entities stay: `TextNormalizer` decodes them after
/// this, so that `&lt;b&gt;` is a text about a tag and no tag. The time is linear in the length,
/// whatever is left open.
struct MarkupText: ~Copyable {
  private var output: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private var count = 0
  /// Whether line breaks of the source are blanks, as in HTML, or breaks, as in Markdown.
  private var isFlowing = false
  private var isPreformatted = false
  /// Where the next `>` is; the length of the text when there is none.
  private var nextEnd = 0
  /// Ends that were searched for and are nowhere in the rest of the text.
  private var missing: Set<UInt64> = []

  init() {
    capacity = 4096
    output = .allocate(capacity: capacity)
  }

  deinit { output.deallocate() }

  /// The text without its tags, valid until the next call; not yet normalised.
  mutating func plain(_ text: Bytes) -> Bytes {
    guard text.firstIndex(of: UInt8(ascii: "<")) != nil else { return text }
    // No tag is shorter than the breaks it makes, so the output never outgrows the input.
    if capacity < text.count {
      output.deallocate()
      capacity = text.count * 2
      output = .allocate(capacity: capacity)
    }
    (count, isPreformatted, nextEnd) = (0, false, 0)
    missing.removeAll(keepingCapacity: true)
    isFlowing = hasBlocks(text)
    nextEnd = 0
    var index = 0
    while index < text.count {
      let byte = text.base[index]
      switch byte {
      case UInt8(ascii: "<"): index = readTag(text, at: index)
      case 0x0A where isFlowing && !isPreformatted: index = readBreak(text, at: index)
      default:
        write(byte)
        index += 1
      }
    }
    return Bytes(base: UnsafePointer(output), count: count)
  }

  private mutating func write(_ byte: UInt8) {
    output[count] = byte
    count += 1
  }

  private mutating func write(_ text: StaticString) {
    (output + count).update(from: text.utf8Start, count: text.utf8CodeUnitCount)
    count += text.utf8CodeUnitCount
  }

  /// A text with one block is HTML; one with `<br>` and links only may be Markdown.
  private mutating func hasBlocks(_ text: Bytes) -> Bool {
    var index = text.firstIndex(of: UInt8(ascii: "<"))
    while let start = index {
      if let tag = tag(in: text, at: start), tag.role == .paragraph || tag.role == .line {
        return true
      }
      index = text.firstIndex(of: UInt8(ascii: "<"), from: start + 1)
    }
    return false
  }

  /// A break of flowing text is a blank, an empty line a paragraph's end; returns what is next.
  private mutating func readBreak(_ text: Bytes, at index: Int) -> Int {
    var (next, breaks) = (index, 0)
    while next < text.count, text.base[next].isBlankOrBreak {
      if text.base[next] == 0x0A { breaks += 1 }
      next += 1
    }
    write(breaks > 1 ? "\n\n" : " ")
    return next
  }

  /// Reads what a `<` begins; returns what is next.
  private mutating func readTag(_ text: Bytes, at index: Int) -> Int {
    if text.dropFirst(index).starts(with: "<!--") {
      return find("-->", in: text, from: index + 4).map { $0 + 3 } ?? text.count
    }
    guard let tag = tag(in: text, at: index) else {
      write(text.base[index])
      return index + 1
    }
    switch tag.role {
    case .inline: break
    case .hidden:
      if !tag.isClosing { return skip(tag, in: text) }
    case .cell: write(" ")
    case .lineBreak:
      write("\n")
      // In Markdown the tag stands at the end of a line that is already broken.
      if !isFlowing, tag.end < text.count, text.base[tag.end] == 0x0A { return tag.end + 1 }
    case .line: write("\n")
    case .item: write(tag.isClosing ? "\n" : "\n- ")
    case .paragraph: write("\n\n")
    case .preformatted:
      isPreformatted = !tag.isClosing
      write("\n\n")
    }
    return tag.end
  }

  /// Past the end tag of a script or style; one that is never closed hides only its tag.
  private mutating func skip(_ tag: Tag, in text: Bytes) -> Int {
    let end = tag.isScript ? "</script" : "</style"
    guard let start = find(end, in: text, from: tag.end) else { return tag.end }
    return text.firstIndex(of: UInt8(ascii: ">"), from: start).map { $0 + 1 } ?? text.count
  }

  private mutating func find(_ end: String, in text: Bytes, from start: Int) -> Int? {
    let wanted = Array(end.utf8)
    let hash = StableHash.of(end)
    guard !missing.contains(hash) else { return nil }
    var candidate = text.firstIndex(of: wanted[0], from: start)
    while let index = candidate {
      let rest = text.slice(index..<index + wanted.count)
      if rest.count == wanted.count,
        (0..<rest.count).allSatisfy({ rest[$0].lowercased == wanted[$0] })
      {
        return index
      }
      candidate = text.firstIndex(of: wanted[0], from: index + 1)
    }
    missing.insert(hash)
    return nil
  }
}

extension MarkupText {
  /// What a tag does to the text around it.
  fileprivate enum Role {
    case inline, hidden, cell, lineBreak, line, item, paragraph, preformatted
  }

  fileprivate struct Tag {
    let role: Role
    let isClosing: Bool
    let isScript: Bool
    /// The index behind its `>`.
    let end: Int
  }

  /// The tag at an index; nil when what stands there only begins like one.
  fileprivate mutating func tag(in text: Bytes, at start: Int) -> Tag? {
    var index = start + 1
    let isClosing = index < text.count && text.base[index] == UInt8(ascii: "/")
    if isClosing { index += 1 }
    var name = StableHash()
    let nameStart = index
    while index < text.count, text.base[index].isASCIILetter || text.base[index].isDigit {
      name.add(text.base[index].lowercased)
      index += 1
    }
    guard index > nameStart, let role = Self.roles[name.value], index < text.count,
      text.base[index] == UInt8(ascii: ">") || text.base[index] == UInt8(ascii: "/")
        || text.base[index].isBlankOrBreak
    else { return nil }
    guard let end = end(of: text, from: index) else { return nil }
    return Tag(
      role: role, isClosing: isClosing, isScript: name.value == Self.script, end: end + 1)
  }

  /// The `>` of a tag: the first that stands in no quotes, or the first of all when a quote is
  /// not closed nearby.
  private mutating func end(of text: Bytes, from start: Int) -> Int? {
    if nextEnd < start {
      nextEnd = text.firstIndex(of: UInt8(ascii: ">"), from: start) ?? text.count
    }
    guard nextEnd < text.count else { return nil }
    var quote: UInt8?
    for index in start..<min(text.count, start + Self.quotedMax) {
      let byte = text.base[index]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: ">") {
        return index
      } else if byte == 0x22 || byte == 0x27 {
        quote = byte
      }
    }
    return nextEnd
  }

  /// Longer tags are looked at without regard to quotes, so that no text takes long.
  private static let quotedMax = 2048

  private static let script = StableHash.of("script")

  private static let roles: [UInt64: Role] = {
    let lists: [(Role, String)] = [
      (
        .inline,
        "a abbr acronym b bdi bdo big body button center cite code data del dfn em font form html "
          + "i iframe img input ins kbd label link mark meta noscript o object picture q s samp "
          + "small source span strike strong sub sup svg tbody tfoot thead time tt u var video wbr"
      ),
      (.hidden, "script style"), (.cell, "td th"), (.lineBreak, "br"),
      (.line, "dd div dt figcaption option summary tr"), (.item, "li"),
      (
        .paragraph,
        "address article aside blockquote details dl figure footer h1 h2 h3 h4 h5 h6 header hr "
          + "main nav ol p section table ul"
      ),
      (.preformatted, "pre"),
    ]
    var roles: [UInt64: Role] = [:]
    for (role, names) in lists {
      for name in names.split(separator: " ") { roles[StableHash.of(name)] = role }
    }
    return roles
  }()
}
