/// Writes content lines: CRLF, folded at 75 octets (RFC 5545, section 3.1), never inside a
/// character.
struct ContentLineWriter {
  /// What was written so far.
  private(set) var bytes: [UInt8] = []
  /// The line that is being put together, unfolded.
  private var line: [UInt8] = []

  private static let octetsMax = 75

  init(capacity: Int) { bytes.reserveCapacity(capacity) }

  /// A line whose value is written as it is, but for control characters, which are left out:
  /// addresses, dates, words of iCalendar's own.
  mutating func raw(_ name: StaticString, _ value: String) {
    begin(name)
    append(value, isText: false)
    end()
  }

  /// A line of TEXT (section 3.3.11). CRLF and a lone CR are written as line breaks; other control
  /// characters but the tab can't stand in a calendar and are left out.
  mutating func text(_ name: StaticString, _ value: String) { fields(name, [value]) }

  /// A line of several texts with semicolons between, each escaped by itself.
  mutating func fields(_ name: StaticString, _ values: [String]) {
    begin(name)
    for (index, value) in values.enumerated() {
      if index > 0 { line.append(UInt8(ascii: ";")) }
      append(value, isText: true)
    }
    end()
  }

  private mutating func begin(_ name: StaticString) {
    line.removeAll(keepingCapacity: true)
    line.append(
      contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    line.append(UInt8(ascii: ":"))
  }

  private mutating func append(_ value: String, isText: Bool) {
    var value = value
    value.withUTF8 { value in
      var start = 0
      for index in 0..<value.count {
        let byte = value[index]
        guard Self.isSpecial(byte, isText: isText) else { continue }
        line.append(contentsOf: value[start..<index])
        start = index + 1
        guard isText else { continue }
        switch byte {
        case 0x0A: line.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "n")])
        case 0x0D:
          let isPair = index + 1 < value.count && value[index + 1] == 0x0A
          if !isPair { line.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "n")]) }
        case 0x20...0x7E: line.append(contentsOf: [UInt8(ascii: "\\"), byte])
        default: break
        }
      }
      line.append(contentsOf: value[start...])
    }
  }

  /// Whether a byte can't be written as it is.
  private static func isSpecial(_ byte: UInt8, isText: Bool) -> Bool {
    switch byte {
    case 0x09: false
    case 0x00..<0x20, 0x7F: true
    case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\\"): isText
    default: false
    }
  }

  private mutating func end() {
    var start = 0
    // The blank that begins a further line is one of its octets.
    var room = Self.octetsMax
    while line.count - start > room {
      var end = start + room
      // Not in front of a continuation byte. A character has four bytes at most, so this ends.
      while end > start + 1, line[end] & 0xC0 == 0x80 { end -= 1 }
      bytes.append(contentsOf: line[start..<end])
      bytes.append(contentsOf: [0x0D, 0x0A, 0x20])
      start = end
      room = Self.octetsMax - 1
    }
    bytes.append(contentsOf: line[start...])
    bytes.append(contentsOf: [0x0D, 0x0A])
  }
}
