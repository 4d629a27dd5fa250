/// Writes JSON value by value, for what is sent thousands of times: Foundation's encoder takes ten
/// times as long over a message.
struct JSONText {
  private(set) var bytes: [UInt8] = []
  /// Something stands before the next key or element of the innermost object or array.
  private var needsComma = false

  /// The bytes of one object.
  static func object(_ members: (inout JSONText) -> Void) -> [UInt8] {
    var text = JSONText()
    text.bytes.reserveCapacity(1024)
    text.braced("{", "}", members)
    return text.bytes
  }

  /// A member that is text.
  mutating func member(_ key: StaticString, _ value: String) {
    name(key)
    string(value)
    needsComma = true
  }

  /// A member that is a number.
  mutating func member(_ key: StaticString, _ value: Int64) {
    name(key)
    bytes.append(contentsOf: String(value).utf8)
    needsComma = true
  }

  /// A member that is true or false.
  mutating func member(_ key: StaticString, _ value: Bool) {
    name(key)
    bytes.append(contentsOf: (value ? "true" : "false").utf8)
    needsComma = true
  }

  /// A member that is an object.
  mutating func member(_ key: StaticString, object members: (inout JSONText) -> Void) {
    name(key)
    braced("{", "}", members)
  }

  /// A member that is an array.
  mutating func member(_ key: StaticString, array elements: (inout JSONText) -> Void) {
    name(key)
    braced("[", "]", elements)
  }

  /// An element that is an object.
  mutating func element(object members: (inout JSONText) -> Void) {
    comma()
    braced("{", "}", members)
  }

  /// An element that is an array.
  mutating func element(array elements: (inout JSONText) -> Void) {
    comma()
    braced("[", "]", elements)
  }

  private mutating func braced(
    _ open: Unicode.Scalar, _ close: Unicode.Scalar, _ content: (inout JSONText) -> Void
  ) {
    bytes.append(UInt8(ascii: open))
    needsComma = false
    content(&self)
    bytes.append(UInt8(ascii: close))
    needsComma = true
  }

  private mutating func comma() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
  }

  /// Our keys need no escapes.
  private mutating func name(_ key: StaticString) {
    comma()
    bytes.append(UInt8(ascii: "\""))
    key.withUTF8Buffer { bytes.append(contentsOf: $0) }
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
  }

  /// Escapes what RFC 8259, section 7, asks for and nothing else.
  private mutating func string(_ value: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in value.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0..<0x20: escape(byte)
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func escape(_ control: UInt8) {
    switch control {
    case 0x08: bytes.append(contentsOf: #"\b"#.utf8)
    case 0x09: bytes.append(contentsOf: #"\t"#.utf8)
    case 0x0A: bytes.append(contentsOf: #"\n"#.utf8)
    case 0x0C: bytes.append(contentsOf: #"\f"#.utf8)
    case 0x0D: bytes.append(contentsOf: #"\r"#.utf8)
    default:
      bytes.append(contentsOf: (control < 0x10 ? #"\u000"# : #"\u00"#).utf8)
      bytes.append(contentsOf: String(control, radix: 16).utf8)
    }
  }
}
