import Messaging

/// Documents as text for a terminal.
enum ConsoleRendering {
  /// The text of a document; buttons are left out, as nothing in a terminal could be pressed.
  ///
  /// - parameter isStyled: bold, dim and struck out by ECMA-48 sequences.
  static func text(_ document: MessageDocument, isStyled: Bool) -> String {
    let layout = LinearLayout(
      runs: { $0.map { run($0, isStyled: isStyled) }.joined() },
      heading: { styled(PlainRendering.runs($0), 1, isStyled) }, isIndented: true)
    return layout.text(document.blocks)
  }

  private static func run(_ run: MessageDocument.Inline, isStyled: Bool) -> String {
    switch run {
    case .text(let text): UntrustedText.cleaned(text)
    case .strong(let text), .code(let text): styled(UntrustedText.cleaned(text), 1, isStyled)
    case .emphasis(let text): styled(UntrustedText.cleaned(text), 3, isStyled)
    case .struck(let text): struck(UntrustedText.cleaned(text), isStyled)
    case .link(let text, let url): link(UntrustedText.cleaned(text), url, isStyled)
    case .lineBreak: "\n"
    }
  }

  /// Struck out must be seen without styles too: it is what no longer holds.
  private static func struck(_ text: String, _ isStyled: Bool) -> String {
    guard !text.isEmpty else { return "" }
    return isStyled ? styled(text, 9, true) : "~\(text)~"
  }

  private static func link(_ text: String, _ url: String, _ isStyled: Bool) -> String {
    guard let url = WebLink.checked(url), url != text else { return text }
    return "\(text) \(styled("<\(url)>", 2, isStyled))"
  }

  /// ECMA-48 8.3.117: 1 bold, 2 faint, 3 italic, 9 struck out, 0 all off.
  private static func styled(_ text: String, _ style: Int, _ isStyled: Bool) -> String {
    isStyled && !text.isEmpty ? "\u{1B}[\(style)m\(text)\u{1B}[0m" : text
  }
}
