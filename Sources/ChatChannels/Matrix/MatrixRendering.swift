import Messaging

/// Documents as Matrix's two bodies, plain and HTML
/// (spec.matrix.org/latest/client-server-api/#mroommessage-msgtypes).
enum MatrixRendering {
  /// The most bytes of an event's content: the event with its signatures must stay within
  /// 65,536 (spec.matrix.org/latest/client-server-api/#size-limits).
  static let contentLimit = 60_000
  /// Bytes of the content around the two bodies, generously.
  private static let envelope = 500

  /// One event.
  struct Part: Hashable {
    /// For clients and notifications that show no HTML.
    var body: String
    /// `org.matrix.custom.html`.
    var html: String
  }

  /// The events that a document becomes; none when it holds no text.
  static func parts(of document: MessageDocument) -> [Part] {
    let splitter = DocumentSplitter(
      limit: contentLimit - envelope, cost: cost, frame: frameLength, separator: 8)
    return splitter.parts(of: document).compactMap { part in
      let body = PlainRendering.text(part.blocks)
      guard body.contains(where: { !$0.isWhitespace }) else { return nil }
      return Part(body: body, html: part.blocks.map(html).joined())
    }
  }

  private static func html(_ block: MessageDocument.Block) -> String {
    switch block {
    case .heading(let runs): "<h4>\(html(runs))</h4>"
    case .paragraph(let runs): "<p>\(html(runs))</p>"
    case .numbered(let start, let items):
      (start == 1 ? "<ol>" : "<ol start=\"\(start)\">") + list(items) + "</ol>"
    case .bulleted(let items): "<ul>\(list(items))</ul>"
    }
  }

  private static func list(_ items: [[MessageDocument.Inline]]) -> String {
    items.map { "<li>\(html($0))</li>" }.joined()
  }

  private static func html(_ runs: [MessageDocument.Inline]) -> String {
    runs.map(html).joined()
  }

  private static func html(_ run: MessageDocument.Inline) -> String {
    switch run {
    case .text(let text): escaped(text)
    case .strong(let text): "<strong>\(escaped(text))</strong>"
    case .emphasis(let text): "<em>\(escaped(text))</em>"
    case .struck(let text): "<del>\(escaped(text))</del>"
    case .code(let text): "<code>\(escaped(text))</code>"
    case .link(let text, let url): link(text, url)
    case .lineBreak: "<br>"
    }
  }

  private static func link(_ text: String, _ url: String) -> String {
    guard let url = WebLink.checked(url) else { return escaped(text) }
    let label = escaped(WebLink.label(text, for: url))
    return "<a href=\"\(UntrustedText.escapingSigns(url, quotes: true))\">\(label)</a>"
  }

  private static func escaped(_ text: String) -> String {
    UntrustedText.escapingSigns(
      UntrustedText.withoutMentions(UntrustedText.cleaned(text)), quotes: true)
  }

  /// Bytes of both bodies as JSON.
  private static func cost(_ run: MessageDocument.Inline) -> Int {
    jsonLength(PlainRendering.text(run)) + jsonLength(html(run))
  }

  /// `"` and `\` take two bytes; other signs that JSON escapes have been removed before.
  private static func jsonLength(_ text: String) -> Int {
    text.utf8.reduce(0) {
      $0 + ($1 == UInt8(ascii: "\"") || $1 == UInt8(ascii: "\\") || $1 == 10 ? 2 : 1)
    }
  }

  /// Tags and marker, and for a list its own tags.
  private static func frameLength(_ frame: DocumentSplitter.Frame) -> Int { 60 }
}
