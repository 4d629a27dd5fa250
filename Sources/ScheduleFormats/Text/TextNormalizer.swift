/// Brings a feed's text into the one form in which equal means equal.
///
/// NFC; blanks of all kinds folded into one; none at the ends; zero-width characters gone; HTML
/// entities decoded, also half-escaped ones (`&nbsp\;`). One pass over the bytes, no regular
/// expressions; only text that might not be in NFC goes through the slow way.
struct TextNormalizer: ~Copyable {
  /// How a text is written in its feed, and what of its shape stays.
  struct Form: OptionSet {
    let rawValue: UInt8
    /// `\n \N \, \; \\` stand for themselves (RFC 5545, section 3.3.11).
    static let escaped = Form(rawValue: 1)
    /// Line breaks stay, at most two in a row.
    static let multiline = Form(rawValue: 2)
  }

  private var output: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private var count = 0

  /// Blanks that were seen but not yet written, so that none is written at the end.
  private var pendingBreaks = 0
  private var isBlankPending = false
  private var mayNeedComposition = false

  init() {
    capacity = 4096
    output = .allocate(capacity: capacity)
  }

  deinit { output.deallocate() }

  /// The normalised bytes, valid until the next call.
  mutating func normalize(_ text: Bytes, _ form: Form) -> Bytes {
    // No entity is shorter than what it stands for, so the output never outgrows the input.
    if capacity < text.count {
      output.deallocate()
      capacity = text.count * 2
      output = .allocate(capacity: capacity)
    }
    (count, pendingBreaks, isBlankPending, mayNeedComposition) = (0, 0, false, false)
    var index = 0
    while index < text.count {
      let byte = text.base[index]
      switch Self.classes[Int(byte)] {
      case .plain:
        if isBlankPending || pendingBreaks > 0 { writeBlanks(form) }
        output[count] = byte
        count += 1
        index += 1
      case .blank:
        isBlankPending = true
        index += 1
      case .lineBreak:
        pendingBreaks += 1
        index += 1
      case .control: index += 1
      case .backslash: index += readEscape(text.dropFirst(index), form)
      case .ampersand: index += readEntity(text.dropFirst(index), form)
      case .multibyte: index += readScalar(text.dropFirst(index), form)
      }
    }
    let result = Bytes(base: UnsafePointer(output), count: count)
    return mayNeedComposition ? compose(result) : result
  }

  private mutating func writeBlanks(_ form: Form) {
    defer { (pendingBreaks, isBlankPending) = (0, false) }
    guard count > 0 else { return }
    if pendingBreaks > 0, form.contains(.multiline) {
      for _ in 0..<min(pendingBreaks, 2) { write(0x0A) }
    } else {
      write(0x20)
    }
  }

  private mutating func write(_ byte: UInt8) {
    output[count] = byte
    count += 1
  }

  private mutating func writeText(_ bytes: Bytes, _ form: Form) {
    if isBlankPending || pendingBreaks > 0 { writeBlanks(form) }
    (output + count).update(from: bytes.base, count: bytes.count)
    count += bytes.count
  }

  /// Reads a backslash and what it escapes; returns how many bytes that is.
  private mutating func readEscape(_ text: Bytes, _ form: Form) -> Int {
    guard form.contains(.escaped), text.count > 1 else {
      writeText(text.slice(0..<1), form)
      return 1
    }
    switch text[1] {
    case UInt8(ascii: "n"), UInt8(ascii: "N"):
      pendingBreaks += 1
      return 2
    case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\\"), UInt8(ascii: ":"), 0x22:
      writeText(text.slice(1..<2), form)
      return 2
    default:
      // Not an escape: the backslash is a character of the text.
      writeText(text.slice(0..<1), form)
      return 1
    }
  }

  /// Reads an ampersand, as an entity if it is one; returns how many bytes that is.
  private mutating func readEntity(_ text: Bytes, _ form: Form) -> Int {
    guard let entity = HTMLEntity.read(text, isEscaped: form.contains(.escaped)) else {
      writeText(text.slice(0..<1), form)
      return 1
    }
    if entity.scalar.value < 0x80 {
      let byte = UInt8(entity.scalar.value)
      switch Self.classes[Int(byte)] {
      case .blank: isBlankPending = true
      case .lineBreak: pendingBreaks += 1
      case .control: break
      default: withUnsafePointer(to: byte) { writeText(Bytes(base: $0, count: 1), form) }
      }
    } else {
      var encoded = String(entity.scalar)
      encoded.withUTF8 { _ = readScalar(Bytes($0), form) }
    }
    return entity.length
  }

  /// Reads one character of several bytes; returns how many.
  private mutating func readScalar(_ text: Bytes, _ form: Form) -> Int {
    let lead = text[0]
    let length = min(lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 1, text.count)
    switch MultibyteClass.of(text, length: length) {
    case .blank: isBlankPending = true
    case .invisible: break
    case .lineBreak: pendingBreaks += 1
    case .composed: writeText(text.slice(0..<length), form)
    case .uncertain:
      mayNeedComposition = true
      writeText(text.slice(0..<length), form)
    }
    return length
  }

  private mutating func compose(_ text: Bytes) -> Bytes {
    var composed = CanonicalComposition.compose(text.string)
    composed.withUTF8 { bytes in
      if capacity < bytes.count {
        output.deallocate()
        capacity = bytes.count * 2
        output = .allocate(capacity: capacity)
      }
      if let base = bytes.baseAddress { output.update(from: base, count: bytes.count) }
      count = bytes.count
    }
    return Bytes(base: UnsafePointer(output), count: count)
  }

  private enum ByteClass {
    case plain, blank, lineBreak, control, backslash, ampersand, multibyte
  }

  private static let classes: [ByteClass] = (0...255).map { byte in
    switch UInt8(byte) {
    case 0x20, 0x09: .blank
    case 0x0A: .lineBreak
    case 0x0D: .control
    case UInt8(ascii: "\\"): .backslash
    case UInt8(ascii: "&"): .ampersand
    case 0x00..<0x20, 0x7F: .control
    case 0x80...: .multibyte
    default: .plain
    }
  }
}
