/// The first place where a body is no JSON, for the message: the decoder doesn't tell it.
struct JSONFault: Equatable {
  /// The 1-based line.
  let line: Int
  /// What is wrong there, one clause.
  let reason: String

  /// Walks through a body that the decoder refused.
  ///
  /// Checks how brackets, strings, commas and colons follow each other; what stands in a number or
  /// behind a backslash it leaves to the decoder, and then blames the whole body.
  static func first(in body: Bytes) -> JSONFault {
    var walk = Walk(body)
    while walk.index < body.count {
      if let reason = walk.step() { return fault(at: walk.index, of: body, reason) }
    }
    if !walk.isComplete {
      return fault(at: body.trimmedEnd, of: body, "the body breaks off")
    }
    return JSONFault(line: 1, reason: "the body is no JSON")
  }

  private static func fault(at index: Int, of body: Bytes, _ reason: String) -> JSONFault {
    let lines = body.slice(0..<index).buffer.reduce(1) { $1 == 0x0A ? $0 + 1 : $0 }
    return JSONFault(line: lines, reason: reason)
  }
}

/// A walk over the signs of a JSON text, without recursion: a body may be nested a million deep.
private struct Walk {
  private let body: Bytes
  private(set) var index = 0
  /// The open brackets.
  private var open: [UInt8] = []
  private var expected = Expected.value

  private enum Expected { case value, valueOrEnd, key, keyOrEnd, colon, commaOrEnd, nothing }

  init(_ body: Bytes) { self.body = body }

  /// Whether one whole value was read.
  var isComplete: Bool { expected == .nothing }

  /// Reads the next sign; returns what is wrong with it.
  mutating func step() -> String? {
    let byte = body.base[index]
    if byte.isBlankOrBreak {
      index += 1
      return nil
    }
    guard expected != .nothing else { return "there is more behind the end" }
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["): return enter(byte)
    case UInt8(ascii: "}"), UInt8(ascii: "]"): return leave(byte)
    case UInt8(ascii: ","): return take(.commaOrEnd, next: afterComma)
    case UInt8(ascii: ":"): return take(.colon, next: .value)
    case 0x22: return readString()
    default: return readWord()
    }
  }

  private var afterComma: Expected { open.last == UInt8(ascii: "{") ? .key : .value }
  private var afterValue: Expected { open.isEmpty ? .nothing : .commaOrEnd }
  private var isValueExpected: Bool { expected == .value || expected == .valueOrEnd }

  private var unexpected: String {
    "\"\(BodyInspection.beginning(of: body.dropFirst(index), limit: 20))\" is out of place"
  }

  private mutating func take(_ sign: Expected, next: Expected) -> String? {
    guard expected == sign, !(sign == .commaOrEnd && open.isEmpty) else { return unexpected }
    expected = next
    index += 1
    return nil
  }

  private mutating func enter(_ bracket: UInt8) -> String? {
    guard isValueExpected else { return unexpected }
    open.append(bracket)
    expected = bracket == UInt8(ascii: "{") ? .keyOrEnd : .valueOrEnd
    index += 1
    return nil
  }

  private mutating func leave(_ bracket: UInt8) -> String? {
    let isObject = bracket == UInt8(ascii: "}")
    let isEnd = expected == .commaOrEnd || expected == (isObject ? .keyOrEnd : .valueOrEnd)
    guard isEnd, open.last == (isObject ? UInt8(ascii: "{") : UInt8(ascii: "[")) else {
      return unexpected
    }
    open.removeLast()
    expected = afterValue
    index += 1
    return nil
  }

  private mutating func readString() -> String? {
    let isKey = expected == .key || expected == .keyOrEnd
    guard isKey || isValueExpected else { return unexpected }
    var end = index + 1
    while end < body.count, body.base[end] != 0x22 {
      if body.base[end] == 0x0A { return "a text breaks off" }
      end += body.base[end] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard end < body.count else {
      index = body.count
      return nil
    }
    expected = isKey ? .colon : afterValue
    index = end + 1
    return nil
  }

  /// A number, `true`, `false` or `null`.
  private mutating func readWord() -> String? {
    guard isValueExpected else { return unexpected }
    var end = index
    while end < body.count, Self.isPartOfWord(body.base[end]) { end += 1 }
    let word = body.slice(index..<end)
    let isNumber = end > index && (word[0].isDigit || word[0] == UInt8(ascii: "-"))
    let isLiteral = ["true", "false", "null"].contains(word.string)
    if !isNumber, !isLiteral {
      guard end == body.count else { return unexpected }
      index = end
      return nil
    }
    expected = afterValue
    index = end
    return nil
  }

  private static func isPartOfWord(_ byte: UInt8) -> Bool {
    byte.isASCIILetter || byte.isDigit || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
      || byte == UInt8(ascii: ".")
  }
}

extension Bytes {
  /// Where the blanks and line breaks at the end begin.
  fileprivate var trimmedEnd: Int {
    var end = count
    while end > 0, base[end - 1].isBlankOrBreak { end -= 1 }
    return end
  }
}
