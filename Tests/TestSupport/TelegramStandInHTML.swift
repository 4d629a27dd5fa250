/// Telegram's HTML, read as its server reads it, and stricter: a bare `&` or `>` is an error.
struct TelegramStandInHTML {
  /// Why a text was refused, in the server's words.
  struct Problem: Error {
    var description: String
  }

  private static let tags: Set<String> = [
    "b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "span", "tg-spoiler", "a",
    "tg-emoji", "code", "pre", "blockquote",
  ]
  private static let entities = ["lt": "<", "gt": ">", "amp": "&", "quot": "\""]

  private let characters: [Unicode.Scalar]
  private var position = 0
  private var open: [String] = []
  private var text = String.UnicodeScalarView()

  private init(_ html: String) { characters = Array(html.unicodeScalars) }

  /// The text without tags and with entities replaced.
  static func text(of html: String) throws(Problem) -> String {
    var parser = TelegramStandInHTML(html)
    try parser.parse()
    return String(parser.text)
  }

  private mutating func parse() throws(Problem) {
    while position < characters.count {
      switch characters[position] {
      case "<": try tag()
      case "&": text.append(contentsOf: try entity().unicodeScalars)
      case ">": throw problem("unescaped '>' outside a tag")
      case let other:
        text.append(other)
        position += 1
      }
    }
    if let tag = open.last {
      throw problem("Can't find end tag corresponding to start tag \"\(tag)\"")
    }
  }

  private func problem(_ words: String) -> Problem {
    Problem(description: "can't parse entities: \(words) at offset \(position)")
  }

  private mutating func entity() throws(Problem) -> String {
    guard let end = characters[position...].firstIndex(of: ";"), end - position <= 10 else {
      throw problem("unescaped '&'")
    }
    let name = string(position + 1, end)
    position = end + 1
    if let value = Self.entities[name] { return value }
    if name.hasPrefix("#") {
      let digits = name.dropFirst()
      let code =
        digits.lowercased().hasPrefix("x")
        ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
      if let scalar = code.flatMap(Unicode.Scalar.init) { return String(scalar) }
    }
    throw problem("unknown entity \"\(name)\"")
  }

  private mutating func tag() throws(Problem) {
    guard let end = characters[position...].firstIndex(of: ">") else {
      throw problem("Unclosed start tag")
    }
    let content = string(position + 1, end)
    if content.hasPrefix("/") {
      let name = String(content.dropFirst())
      guard open.last == name else {
        throw problem("Unmatched end tag, expected \"</\(open.last ?? "")>\", found \"</\(name)>\"")
      }
      open.removeLast()
    } else {
      let name = String(content.prefix { $0 != " " })
      guard Self.tags.contains(name) else { throw problem("Unsupported start tag \"\(name)\"") }
      try checkAttributes(content.dropFirst(name.count), of: name)
      if open.contains("code") || open.contains("pre") && name != "code" {
        throw problem("tag \"\(name)\" inside code")
      }
      open.append(name)
    }
    position = end + 1
  }

  /// Only `href` matters to us: it must be there, quoted, and a web address.
  private func checkAttributes(_ attributes: Substring, of tag: String) throws(Problem) {
    let words = attributes.drop { $0 == " " }
    guard tag == "a" else {
      if !words.isEmpty, !["span", "code", "tg-emoji", "blockquote"].contains(tag) {
        throw problem("tag \"\(tag)\" has an attribute")
      }
      return
    }
    guard words.hasPrefix("href=\""), words.hasSuffix("\"") else {
      throw problem("tag \"a\" without a quoted href")
    }
    let url = words.dropFirst(6).dropLast()
    guard !url.contains("\""), url.hasPrefix("http://") || url.hasPrefix("https://") else {
      throw problem("href \"\(url)\" is no web address")
    }
  }

  private func string(_ start: Int, _ end: Int) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: characters[start..<end])
    return String(view)
  }
}
