/// A Swift file seen three ways, so that a rule looks only at what it is about: a banned call that
/// a comment or a string mentions is not a call.
struct SwiftText {
  /// What a byte is part of.
  enum Region: Hashable {
    case code, text, comment
  }

  /// The file as it is, line by line.
  let lines: [String]
  /// The lines with comments, the insides of strings, of regular expressions and of identifiers
  /// in backticks blanked; interpolated code stays.
  let code: [String]
  /// The lines with everything but comments blanked.
  let comments: [String]
  /// For each line, whether it begins inside a string that an earlier line opened.
  let beginsInString: [Bool]

  /// Reads a file. A file that is not Swift gives some reading, never a failure.
  init(_ source: String) {
    var scanner = RegionScanner(source)
    scanner.scan()
    let newline = UInt8(ascii: "\n")
    let bytes = scanner.bytes
    let regions = scanner.regions
    func only(_ region: Region) -> [String] {
      Self.split(
        bytes.indices.map { index in
          regions[index] == region || bytes[index] == newline ? bytes[index] : UInt8(ascii: " ")
        })
    }
    lines = Self.split(bytes)
    code = only(.code)
    comments = only(.comment)
    let newlines = bytes.indices.filter { bytes[$0] == newline }
    beginsInString = [false] + newlines.map { regions[$0] == .text }
  }

  /// By bytes, since CR and LF together are one character.
  private static func split(_ bytes: [UInt8]) -> [String] {
    bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
  }
}

/// Walks over a Swift file once and says of each byte whether it is code, text or comment.
struct RegionScanner {
  private enum Mode: Hashable {
    /// Code; the number of parentheses open since an interpolation began.
    case code(open: Int)
    /// A string with so many `#` around it.
    case string(pounds: Int, isMultiline: Bool)
  }

  let bytes: [UInt8]
  private(set) var regions: [SwiftText.Region]
  private var index = 0
  private var modes: [Mode] = [.code(open: 0)]

  init(_ source: String) {
    bytes = Array(source.utf8)
    regions = Array(repeating: .code, count: bytes.count)
  }

  /// Fills `regions`.
  mutating func scan() {
    while index < bytes.count {
      switch modes.last {
      case .string(let pounds, let isMultiline): scanString(pounds, isMultiline)
      case .code(let open): scanCode(open)
      case nil: return
      }
    }
  }

  private mutating func scanCode(_ open: Int) {
    guard "#/\"`()".utf8.contains(bytes[index]) else {
      index += 1
      return
    }
    let pounds = run(of: "#", from: index)
    if starts("//") {
      mark(.comment, until: lineEnd)
    } else if starts("/*") {
      scanBlockComment()
    } else if starts("\"", at: index + pounds) {
      let isMultiline = starts("\"\"\"", at: index + pounds)
      index += pounds + (isMultiline ? 3 : 1)
      modes.append(.string(pounds: pounds, isMultiline: isMultiline))
    } else if starts("`") {
      index += 1
      mark(.text, until: find("`", until: lineEnd) ?? lineEnd)
      index += 1
    } else if pounds > 0, starts("/", at: index + pounds) {
      index += pounds + 1
      let end = "/" + String(repeating: "#", count: pounds)
      mark(.text, until: find(end, until: bytes.count) ?? lineEnd)
      index += pounds + 1
    } else if let end = endOfRegex() {
      index += 1
      mark(.text, until: end)
      index += 1
    } else {
      scanParenthesis(open)
    }
  }

  private mutating func scanParenthesis(_ open: Int) {
    if starts("(") {
      modes[modes.count - 1] = .code(open: open + 1)
    } else if starts(")") {
      if open == 0, modes.count > 1 {
        modes.removeLast()
      } else {
        modes[modes.count - 1] = .code(open: max(0, open - 1))
      }
    }
    index += 1
  }

  private mutating func scanString(_ pounds: Int, _ isMultiline: Bool) {
    guard "\\\"\n".utf8.contains(bytes[index]) else {
      mark(.text, until: index + 1)
      return
    }
    let hashes = String(repeating: "#", count: pounds)
    let quote = (isMultiline ? "\"\"\"" : "\"") + hashes
    if starts("\\" + hashes + "(") {
      mark(.text, until: index + pounds + 1)
      index += 1
      modes.append(.code(open: 0))
    } else if starts("\\" + hashes) {
      mark(.text, until: index + pounds + 2)
    } else if starts(quote) {
      index += quote.utf8.count
      modes.removeLast()
    } else if !isMultiline, starts("\n") {
      modes.removeLast()
    } else {
      mark(.text, until: index + 1)
    }
  }

  private mutating func scanBlockComment() {
    var depth = 0
    repeat {
      if starts("/*") {
        depth += 1
        mark(.comment, until: index + 2)
      } else if starts("*/") {
        depth -= 1
        mark(.comment, until: index + 2)
      } else {
        mark(.comment, until: index + 1)
      }
    } while depth > 0 && index < bytes.count
  }

  /// Where a bare `/…/` that begins here ends; nil when the slash is an operator. Like the
  /// compiler, tells them apart by what stands before and by the blank after.
  private func endOfRegex() -> Int? {
    guard starts("/"), !starts("/ "), !starts("/=") else { return nil }
    let before = bytes[..<index].last { $0 != UInt8(ascii: " ") } ?? UInt8(ascii: "\n")
    guard "(,=[{:!&|\n".utf8.contains(before) else { return nil }
    return find("/", from: index + 1, until: lineEnd)
  }

  private mutating func mark(_ region: SwiftText.Region, until end: Int) {
    let end = min(end, bytes.count)
    guard index < end else { return }
    for position in index..<end { regions[position] = region }
    index = end
  }

  private var lineEnd: Int { bytes[index...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count }

  private func starts(_ word: String, at position: Int? = nil) -> Bool {
    let position = position ?? index
    guard position < bytes.count else { return false }
    return bytes[position...].starts(with: word.utf8)
  }

  private func run(of character: Character, from position: Int) -> Int {
    bytes[position...].prefix { $0 == character.asciiValue }.count
  }

  /// The first place of a word that no backslash stands before.
  private func find(_ word: String, from start: Int? = nil, until end: Int) -> Int? {
    var position = start ?? index
    while position < end {
      if starts(word, at: position) { return position }
      position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    return nil
  }
}
