/// What stands before the root element of an XML document (XML 1.0, section 2.8).
///
/// The reader looks at it itself and gives the parser only what begins with the root element:
/// whatever a DOCTYPE says of entities and other files, the parser never sees it.
struct XMLProlog {
  /// The root element's name; nil for a body that is no XML or has no element. Of a DOCTYPE with
  /// declarations of its own the name it gives.
  private(set) var rootName: Bytes?
  /// Where the root element begins.
  private(set) var rootStart = 0
  /// The value of `encoding` in the XML declaration; nil means UTF-8.
  private(set) var encoding: Bytes?
  /// Where the declarations inside a DOCTYPE begin, if it has any.
  private(set) var declarations: Int?

  /// Looks through a prolog; costs a walk over it and nothing for what does not begin with `<`.
  init(_ body: Bytes) {
    var index = Self.afterBlanks(body, from: 0)
    while index < body.count, body.base[index] == UInt8(ascii: "<") {
      let rest = body.dropFirst(index)
      if rest.starts(with: "<?") {
        guard let end = Self.end(of: rest, "?>") else { return }
        if rest.starts(with: "<?xml"), rest.count > 5, rest[5].isBlankOrBreak {
          encoding = Self.encoding(in: rest.slice(0..<end))
        }
        index += end
      } else if rest.starts(with: "<!--") {
        guard let end = Self.end(of: rest, "-->") else { return }
        index += end
      } else if rest.starts(with: "<!DOCTYPE") {
        guard let end = readDoctype(rest, at: index) else { return }
        index += end
      } else {
        let name = Self.name(rest.dropFirst(1))
        guard !name.isEmpty else { return }
        (rootName, rootStart) = (name, index)
        return
      }
      index = Self.afterBlanks(body, from: index)
    }
  }

  /// The length of a DOCTYPE; nil when it has declarations, or is not closed.
  private mutating func readDoctype(_ text: Bytes, at start: Int) -> Int? {
    var quote: UInt8?
    for index in 0..<text.count {
      let byte = text.base[index]
      if let open = quote {
        if byte == open { quote = nil }
        continue
      }
      switch byte {
      case 0x22, 0x27: quote = byte
      case UInt8(ascii: ">"): return index + 1
      case UInt8(ascii: "["):
        rootName = Self.name(text.dropFirst("<!DOCTYPE".utf8.count).trimmed)
        declarations = start + index
        return nil
      default: break
      }
    }
    return nil
  }

  /// The letters up to a blank or a sign; names of schedules are ASCII.
  private static func name(_ text: Bytes) -> Bytes {
    var end = 0
    while end < text.count, text.base[end].isASCIILetter || text.base[end].isDigit { end += 1 }
    return text.slice(0..<end)
  }

  private static func afterBlanks(_ body: Bytes, from start: Int) -> Int {
    var index = start
    while index < body.count, body.base[index].isBlankOrBreak { index += 1 }
    return index
  }

  /// The index behind a mark.
  private static func end(of text: Bytes, _ mark: StaticString) -> Int? {
    var candidate = text.firstIndex(of: mark.utf8Start[0])
    while let index = candidate {
      if text.dropFirst(index).starts(with: mark) { return index + mark.utf8CodeUnitCount }
      candidate = text.firstIndex(of: mark.utf8Start[0], from: index + 1)
    }
    return nil
  }

  private static func encoding(in declaration: Bytes) -> Bytes? {
    for index in 0..<declaration.count {
      guard declaration.dropFirst(index).starts(with: "encoding") else { continue }
      let rest = declaration.dropFirst(index + 8)
      for start in 0..<rest.count where rest.base[start] == 0x22 || rest.base[start] == 0x27 {
        guard let end = rest.firstIndex(of: rest.base[start], from: start + 1) else { return nil }
        return rest.slice(start + 1..<end)
      }
    }
    return nil
  }
}
