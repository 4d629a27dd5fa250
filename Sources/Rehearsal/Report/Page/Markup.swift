import Foundation

/// Pieces of HTML and SVG. Text from outside goes through `text`, always: titles and reasons are
/// whatever a feed or a chat says.
enum Markup {
  /// A text as HTML: escaped for elements and for quoted attributes, on one line, without control
  /// characters and without marks that turn the direction of what follows.
  static func text(_ text: String) -> String {
    var result = ""
    for scalar in RehearsalReport.plain(text).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": continue
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A coordinate: at most one digit after the point, the same on every machine.
  static func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    let (whole, rest) = (abs(tenths) / 10, abs(tenths) % 10)
    return (tenths < 0 ? "-" : "") + (rest == 0 ? "\(whole)" : "\(whole).\(rest)")
  }

  /// A table with a caption; numbers, from column `numeric` on, stand to the right.
  static func table(
    caption: String, header: [String], rows: [[String]], numeric: Int = .max
  ) -> String {
    func mark(_ column: Int) -> String { column >= numeric ? " class=\"n\"" : "" }
    let head = header.enumerated().map { "<th scope=\"col\"\(mark($0))>\(text($1))</th>" }
    let body = rows.map { row in
      "<tr>" + row.enumerated().map { "<td\(mark($0))>\(text($1))</td>" }.joined() + "</tr>"
    }
    return """
      <div class="scroll"><table><caption>\(text(caption))</caption>
      <thead><tr>\(head.joined())</tr></thead>
      <tbody>
      \(body.joined(separator: "\n"))
      </tbody></table></div>
      """
  }

  /// A drawing that a reader who can't see it is told about.
  static func drawing(
    id: String, title: String, summary: String, width: Double, height: Double, _ content: String
  ) -> String {
    """
    <figure><svg viewBox="0 0 \(number(width)) \(number(height))" role="img" \
    aria-labelledby="\(id)-title \(id)-desc">
    <title id="\(id)-title">\(text(title))</title><desc id="\(id)-desc">\(text(summary))</desc>
    \(content)
    </svg></figure>
    """
  }

  /// Words in a drawing.
  static func label(
    _ words: String, x: Double, y: Double, anchor: String = "start", style: String = "tick"
  ) -> String {
    "<text x=\"\(number(x))\" y=\"\(number(y))\" text-anchor=\"\(anchor)\" class=\"\(style)\">"
      + "\(text(words))</text>"
  }
}
