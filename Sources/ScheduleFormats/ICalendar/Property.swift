/// One property of a component, raw: nothing is unescaped or decoded before somebody asks.
struct Property {
  /// What stands behind the colon.
  let value: Bytes
  /// What stands between the name and the colon, `;TZID=Europe/Paris` say; mostly empty.
  let parameters: Bytes
  /// The 1-based line.
  let line: Int

  /// The value of a parameter without its quotes; nil when it is not given.
  func parameter(_ name: StaticString) -> Bytes? {
    var rest = parameters
    while !rest.isEmpty {
      let end = Self.end(of: rest.dropFirst(1)) + 1
      let one = rest.slice(1..<end)
      rest = rest.dropFirst(end)
      guard let equals = one.firstIndex(of: UInt8(ascii: "=")),
        one.slice(0..<equals).equalsIgnoringCase(name)
      else { continue }
      let value = one.dropFirst(equals + 1).trimmed
      let isQuoted = value.count >= 2 && value[0] == 0x22 && value[value.count - 1] == 0x22
      return isQuoted ? value.slice(1..<(value.count - 1)) : value
    }
    return nil
  }

  /// Splits a content line; nil when it has no colon or no name.
  static func parse(_ line: ContentLine) -> (name: Bytes, property: Property)? {
    let text = line.text
    var index = 0
    while index < text.count, text.base[index] != 0x3A, text.base[index] != 0x3B { index += 1 }
    guard index > 0, index < text.count else { return nil }
    let name = text.slice(0..<index)
    var colon = index
    // Parameters follow: each may be quoted and hold colons and semicolons then.
    while colon < text.count, text.base[colon] == 0x3B {
      colon += 1 + end(of: text.dropFirst(colon + 1), orColon: true)
    }
    guard colon < text.count else { return nil }
    let property = Property(
      value: text.dropFirst(colon + 1), parameters: text.slice(index..<colon), line: line.number)
    return (name, property)
  }

  /// Where the first semicolon (or colon) outside quotes stands, or the end.
  private static func end(of text: Bytes, orColon: Bool = false) -> Int {
    var isQuoted = false
    for index in 0..<text.count {
      let byte = text.base[index]
      if byte == 0x22 {
        isQuoted.toggle()
      } else if !isQuoted, byte == 0x3B || (orColon && byte == 0x3A) {
        return index
      }
    }
    // An unclosed quote would swallow the value: read again as if there were none.
    guard isQuoted else { return text.count }
    for index in 0..<text.count
    where text.base[index] == 0x3B || (orColon && text.base[index] == 0x3A) {
      return index
    }
    return text.count
  }
}
