/// Limits that keep a file, a function and a line readable at one look.
enum SizeRule {
  /// Lines of a file.
  static let fileLimit = 400
  /// Lines of a function, from `func` or `init` to its closing brace.
  static let functionLimit = 70
  /// Characters of a line.
  static let columnLimit = 100

  /// Files, functions and lines over their limits.
  static func findings(in file: SourceFile) -> [Finding] {
    longFile(file) + longFunctions(in: file) + longLines(in: file)
  }

  /// The file itself, when it is too long. A last newline begins no line.
  static func longFile(_ file: SourceFile) -> [Finding] {
    let count = file.text.lines.count - (file.text.lines.last == "" ? 1 : 0)
    guard count > fileLimit else { return [] }
    return [file.finding(0, "\(count) lines, the limit is \(fileLimit): split it by topic")]
  }

  /// Lines too long, but for data in a string of many lines and for links, which can't be broken.
  static func longLines(in file: SourceFile) -> [Finding] {
    file.text.lines.indices.compactMap { line in
      let text = file.text.lines[line]
      guard text.utf8.count > columnLimit, text.count > columnLimit,
        !file.text.beginsInString[line], !file.text.comments[line].contains("://"),
        !isOneRegex(text)
      else { return nil }
      return file.finding(line, "\(text.count) columns, the limit is \(columnLimit)")
    }
  }

  /// Functions and initializers whose bodies end too late.
  static func longFunctions(in file: SourceFile) -> [Finding] {
    let code = file.text.code
    return code.indices.compactMap { line in
      guard code[line].contains("func ") || code[line].contains("init"),
        code[line].contains(/\b(?:func\s+[^\s(]|init[?!]?\s*[<(])/),
        !code[line].contains(/[.]init\b/),
        let end = endOfBody(from: line, in: code)
      else { return nil }
      let count = end - line + 1
      guard count > functionLimit else { return nil }
      return file.finding(line, "a function of \(count) lines, the limit is \(functionLimit)")
    }
  }

  /// The line of the brace that closes the first one opened outside parentheses; nil for a
  /// requirement of a protocol, which has no body.
  private static func endOfBody(from start: Int, in code: [String]) -> Int? {
    var braces = 0
    var parentheses = 0
    for line in start..<code.count {
      if line > start, braces == 0, parentheses == 0, code[line].contains(/\b(?:func|init|var)\b/) {
        return nil
      }
      for byte in code[line].utf8 {
        switch byte {
        case UInt8(ascii: "("): parentheses += 1
        case UInt8(ascii: ")"): parentheses -= 1
        case UInt8(ascii: "{") where parentheses == 0 || braces > 0: braces += 1
        case UInt8(ascii: "}") where parentheses == 0 || braces > 0:
          braces -= 1
          if braces <= 0 { return braces == 0 ? line : nil }
        default: break
        }
      }
    }
    return nil
  }

  /// A regular expression on a line of its own has no place to break.
  private static func isOneRegex(_ line: String) -> Bool {
    let text = line.drop { $0 == " " }
    return text.hasPrefix("/") && !text.hasPrefix("//") && text.hasSuffix("/")
  }
}
