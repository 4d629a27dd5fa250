/// What must not reach Foundation's parser on Linux, though it may be well-formed.
///
/// The parser reads a null pointer at a processing instruction without content (`<?x?>`), and
/// takes time by the square of the number of attributes of a tag. No programme has either.
enum XMLHazards {
  /// The attributes of one tag; real ones have up to four.
  private static let attributesMax = 256

  /// The first hazard, the index where it stands and why it is refused; nil when there is none.
  ///
  /// It asks for no context: in a body that is not well-formed the parser's own idea of what is a
  /// comment or a tag is not to be guessed. A `<` ends whatever tag is open, in quotes too.
  static func first(in document: Bytes) -> (index: Int, reason: String)? {
    var next = document.firstIndex(of: UInt8(ascii: "<"))
    while let index = next {
      next = document.firstIndex(of: UInt8(ascii: "<"), from: index + 1)
      let piece = document.slice(index..<(next ?? document.count))
      guard piece.count > 2 else { continue }
      if piece[1] == UInt8(ascii: "?") {
        guard isBareInstruction(piece) else { continue }
        return (index, "a processing instruction without content is not read")
      }
      if hasTooManyAttributes(piece) {
        return (index, "a tag with more than \(attributesMax) attributes is not read")
      }
    }
    return nil
  }

  /// Whether `?>` follows the name at once.
  private static func isBareInstruction(_ piece: Bytes) -> Bool {
    guard let mark = piece.firstIndex(of: UInt8(ascii: "?"), from: 2) else { return false }
    let name = piece.slice(2..<mark)
    return piece.dropFirst(mark).starts(with: "?>")
      && !name.buffer.contains { $0.isBlankOrBreak }
  }

  /// Counts the equals signs before a quote, up to the end of the tag.
  private static func hasTooManyAttributes(_ piece: Bytes) -> Bool {
    var (attributes, quote, isBehindEquals) = (0, UInt8(0), false)
    for byte in piece.buffer {
      if quote != 0 {
        if byte == quote { quote = 0 }
        continue
      }
      switch byte {
      case 0x22, 0x27:
        quote = byte
        if isBehindEquals { attributes += 1 }
        if attributes > attributesMax { return true }
        isBehindEquals = false
      case UInt8(ascii: "="): isBehindEquals = true
      case UInt8(ascii: ">"): return false
      default: if !byte.isBlankOrBreak { isBehindEquals = false }
      }
    }
    return false
  }
}
