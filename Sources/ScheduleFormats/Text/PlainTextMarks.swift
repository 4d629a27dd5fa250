/// A link of Markdown, `[text](target)`.
struct MarkdownLink {
  let text: Bytes
  let target: Bytes
  let length: Int

  /// The link at the start of a text; nil when there is none.
  init?(_ source: Bytes) {
    guard !source.isEmpty, source[0] == UInt8(ascii: "["),
      let middle = source.end(from: 1, at: UInt8(ascii: "]"), not: UInt8(ascii: "[")),
      middle + 1 < source.count, source[middle + 1] == UInt8(ascii: "("),
      let end = source.end(from: middle + 2, at: UInt8(ascii: ")"), not: UInt8(ascii: "["))
    else { return nil }
    text = source.slice(1..<middle)
    // A title may stand behind the target: `(https://… "Title")`.
    let inside = source.slice(middle + 2..<end)
    target = inside.slice(0..<(inside.firstIndex(of: 0x20) ?? inside.count))
    length = end + 1
  }
}

/// A tag of HTML at the start of a text.
struct HTMLTag {
  enum Role { case lineBreak, block, item, cell, link, inline, hidden }

  let name: Bytes
  let role: Role
  let isClosing: Bool
  /// The web address of a link.
  let target: Bytes?
  let length: Int

  /// nil for what only looks like one: an unknown name, no end.
  init?(_ text: Bytes) {
    isClosing = text.count > 1 && text[1] == UInt8(ascii: "/")
    let start = isClosing ? 2 : 1
    var end = start
    while end < text.count, end - start < 12, text[end].isASCIILetter || text[end].isDigit {
      end += 1
    }
    name = text.slice(start..<end)
    guard let role = Self.roles[name.lowercasedHash],
      let close = Self.close(of: text, from: end)
    else { return nil }
    // `<br/>`, `<p class=…>`: behind the name stands a blank, a slash or the end.
    let follower = text[end]
    guard follower.isBlankOrBreak || follower == UInt8(ascii: "/") || end == close else {
      return nil
    }
    self.role = role
    length = close + 1
    target = role == .link && !isClosing ? Self.target(in: text.slice(end..<close)) : nil
  }

  /// The `>` of a tag: the first that stands in no quotes, or the first of all when a quote is
  /// not closed nearby; nil when a `<` or an empty line comes before it.
  private static func close(of text: Bytes, from start: Int) -> Int? {
    var quote: UInt8?
    for index in start..<min(text.count, start + quotedMax) {
      let byte = text.base[index]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: ">") {
        return index
      } else if byte == UInt8(ascii: "<") {
        return nil
      } else if byte == 0x22 || byte == 0x27 {
        quote = byte
      }
    }
    return text.end(from: start, at: UInt8(ascii: ">"), not: UInt8(ascii: "<"))
  }

  /// Longer tags are looked at without regard to quotes, so that no text takes long.
  private static let quotedMax = 2048

  private static func target(in attributes: Bytes) -> Bytes? {
    for index in 0..<attributes.count where attributes.base[index].lowercased == 0x68 {
      let rest = attributes.dropFirst(index)
      guard rest.startsIgnoringCase(with: "href=") else { continue }
      let value = rest.dropFirst(5)
      guard !value.isEmpty, value[0] == 0x22 || value[0] == 0x27,
        let end = value.firstIndex(of: value[0], from: 1)
      else { return nil }
      let target = value.slice(1..<end).trimmed
      return PlainText.isWeb(target) ? target : nil
    }
    return nil
  }

  private static let roles: [UInt64: Role] = {
    let lists: [(Role, String)] = [
      (.lineBreak, "br tr"),
      (
        .block,
        "p div ul ol dl h1 h2 h3 h4 h5 h6 blockquote pre table section article header footer"
          + " figure details summary hr address article aside main nav form"
      ),
      (.item, "li dt dd"), (.cell, "td th"), (.link, "a"), (.hidden, "script style"),
      (
        .inline,
        "b i u s em strong span small big sub sup code tt kbd samp var cite q abbr mark del ins"
          + " strike font img wbr center tbody thead tfoot caption figcaption iframe time"
          + " label html body head picture source video audio svg o acronym bdi bdo button data dfn"
          + " input link meta noscript object option q tt"
      ),
    ]
    return lists.reduce(into: [:]) { roles, list in
      for name in list.1.split(separator: " ") { roles[StableHash.of(name)] = list.0 }
    }
  }()
}

extension Bytes {
  /// Where a byte occurs from an index on; nil when another or a double line break comes first.
  func end(from start: Int, at byte: UInt8, not other: UInt8 = 0) -> Int? {
    var index = start
    while index < count {
      if base[index] == byte { return index }
      if base[index] == other { return nil }
      if base[index] == 0x0A, index + 1 < count, base[index + 1] == 0x0A { return nil }
      index += 1
    }
    return nil
  }

  /// How long the line break is that the text begins with; 0 when it begins with none.
  var lineBreakLength: Int {
    if isEmpty { return 0 }
    if base[0] == 0x0A { return 1 }
    return count > 1 && base[0] == 0x0D && base[1] == 0x0A ? 2 : 0
  }

  /// The hash of the text in lower case.
  var lowercasedHash: UInt64 {
    var hash = StableHash()
    for index in 0..<count { hash.add(base[index].lowercased) }
    return hash.value
  }
}
