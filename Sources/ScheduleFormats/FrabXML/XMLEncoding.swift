/// Brings a document's bytes into UTF-8, the only thing that is given to the parser.
enum XMLEncoding {
  /// The bytes in UTF-8 where they are not so already.
  enum Text {
    /// As they are.
    case same
    /// Translated from a code of one byte a character.
    case translated([UInt8])
  }

  /// Translates a document, or refuses what it is written in.
  ///
  /// - parameter name: the encoding that the document declares; nil means UTF-8.
  /// - throws: `malformed` for another encoding, or at the first line that is not UTF-8.
  static func text(
    of body: Bytes, declared name: Bytes?
  ) throws(ScheduleFormatError) -> Text {
    // One line of it, for the message.
    let name =
      name.map { BodyInspection.beginning(of: $0, limit: 20).uppercased() } ?? "UTF-8"
    switch name {
    case "UTF-8", "UTF8", "US-ASCII", "ASCII":
      if let line = body.firstInvalidLine {
        throw .malformed(place: "line \(line)", reason: "it is not UTF-8")
      }
      return .same
    // What is declared as ISO-8859-1 is often windows-1252, which has signs where the former has
    // control characters: https://encoding.spec.whatwg.org/#names-and-labels
    case "ISO-8859-1", "LATIN1", "WINDOWS-1252", "CP1252":
      return .translated(translated(body, special: windows))
    case "ISO-8859-15", "LATIN-9":
      return .translated(translated(body, special: latin9))
    default:
      throw .malformed(
        place: "line 1",
        reason: "encoding \"\(name)\" is not read, only UTF-8 and ISO-8859-1 or -15")
    }
  }

  private static func translated(_ body: Bytes, special: [UInt8: Unicode.Scalar]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(body.count + body.count / 8)
    for byte in body.buffer {
      output.append(contentsOf: String(special[byte] ?? Unicode.Scalar(byte)).utf8)
    }
    return output
  }

  private static let windows: [UInt8: Unicode.Scalar] = [
    0x80: "€", 0x82: "‚", 0x83: "ƒ", 0x84: "„", 0x85: "…", 0x86: "†", 0x87: "‡", 0x88: "ˆ",
    0x89: "‰", 0x8A: "Š", 0x8B: "‹", 0x8C: "Œ", 0x8E: "Ž", 0x91: "‘", 0x92: "’", 0x93: "“",
    0x94: "”", 0x95: "•", 0x96: "–", 0x97: "—", 0x98: "˜", 0x99: "™", 0x9A: "š", 0x9B: "›",
    0x9C: "œ", 0x9E: "ž", 0x9F: "Ÿ",
  ]

  private static let latin9: [UInt8: Unicode.Scalar] = [
    0xA4: "€", 0xA6: "Š", 0xA8: "š", 0xB4: "Ž", 0xB8: "ž", 0xBC: "Œ", 0xBD: "œ", 0xBE: "Ÿ",
  ]
}
