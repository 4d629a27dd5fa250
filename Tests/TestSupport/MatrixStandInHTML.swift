/// Matrix's HTML: only the tags of the specification, closed in order, signs escaped.
enum MatrixStandInHTML {
  private static let tags: Set<String> = [
    "del", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "p", "a", "ul", "ol", "sup", "sub",
    "li", "b", "i", "u", "strong", "em", "s", "code", "hr", "br", "div", "table", "thead",
    "tbody", "tr", "th", "td", "caption", "pre", "span", "img", "details", "summary",
  ]

  private static let entities = ["&amp;", "&lt;", "&gt;", "&quot;", "&#39;"]

  /// What is wrong; nil when nothing is.
  static func problem(of html: String) -> String? {
    var open: [String] = []
    var rest = html[...]
    while let sign = rest.firstIndex(where: { "<>&".contains($0) }) {
      let tail = rest[sign...]
      switch rest[sign] {
      case "&":
        guard let entity = entities.first(where: tail.hasPrefix) else { return "unescaped &" }
        rest = tail.dropFirst(entity.count)
      case "<":
        guard let tag = tail.prefixMatch(of: /<(\/?)([a-z0-9]+)((?: [a-z]+="[^"<>]*")*)>/),
          tags.contains(String(tag.2))
        else { return "unknown tag at \(tail.prefix(20))" }
        let name = String(tag.2)
        if tag.1 == "/" {
          guard open.popLast() == name else { return "</\(name)> closes nothing" }
        } else if name != "br", name != "hr", name != "img" {
          open.append(name)
        }
        if name == "a", tag.1.isEmpty, !tag.3.contains("=\"http") { return "a link to nowhere" }
        rest = rest[tag.range.upperBound...]
      default: return "unescaped >"
      }
    }
    return open.last.map { "<\($0)> is not closed" }
  }
}
