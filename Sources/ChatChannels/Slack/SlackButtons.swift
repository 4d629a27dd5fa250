import Messaging

/// A document's buttons as actions blocks; the buttons of a long list become one menu.
struct SlackButtons {
  /// The longest text of a button or option
  /// (docs.slack.dev/reference/block-kit/block-elements/button-element,
  /// …/composition-objects/option-object).
  static let textLimit = 75
  /// The longest value of an option; older documents say 75, newer ones 150. Commands have at most
  /// 60 bytes.
  static let valueLimit = 75
  /// The most options of a menu
  /// (docs.slack.dev/reference/block-kit/block-elements/select-menu-element).
  static let optionLimit = 100
  /// A block takes 25, but a row of more than five wraps as it likes.
  static let rowLimit = 5
  /// More rows than anybody reads; the rest is left out.
  static let blockLimit = 12

  private var count = 0
  private let titles: [Int: String]

  /// The blocks under a document's text; empty when it has no buttons that can be shown.
  static func blocks(of document: MessageDocument) -> [SlackBlock] {
    var buttons = SlackButtons(document)
    let rows = document.buttons.map { $0.filter(isUsable) }.filter { !$0.isEmpty }
    var blocks: [SlackBlock] = []
    var rest = rows[...]
    while let row = rest.first {
      let stars = rest.prefix { $0.allSatisfy(isStar) }
      if stars.joined().count > rowLimit {
        blocks.append(.actions([buttons.menu(Array(stars.joined()))]))
        rest = rest.dropFirst(stars.count)
      } else {
        var left = row[...]
        while !left.isEmpty {
          blocks.append(.actions(left.prefix(rowLimit).map { buttons.element($0) }))
          left = left.dropFirst(rowLimit)
        }
        rest = rest.dropFirst()
      }
    }
    return Array(blocks.prefix(blockLimit))
  }

  private init(_ document: MessageDocument) {
    var titles: [Int: String] = [:]
    for case .numbered(let start, let items) in document.blocks {
      for (offset, item) in items.enumerated() { titles[start + offset] = Self.title(of: item) }
    }
    self.titles = titles
  }

  /// A list's item shows its title in strong letters.
  private static func title(of item: [MessageDocument.Inline]) -> String? {
    for case .strong(let text) in item { return UntrustedText.cleaned(text) }
    return nil
  }

  private static func isUsable(_ button: MessageDocument.Button) -> Bool {
    guard UntrustedText.cleaned(button.label).contains(where: { !$0.isWhitespace }) else {
      return false
    }
    if let url = button.url { return WebLink.checked(url) != nil }
    return !button.command.isEmpty && button.command.utf16.count <= valueLimit
  }

  private static func isStar(_ button: MessageDocument.Button) -> Bool {
    button.url == nil
      && (button.command.hasPrefix("star #") || button.command.hasPrefix("unstar #"))
  }

  private mutating func nextID() -> String {
    count += 1
    return "talkbell-\(count)"
  }

  private mutating func element(_ button: MessageDocument.Button) -> SlackElement {
    let text = Self.cut(UntrustedText.cleaned(button.label))
    if let url = button.url.flatMap(WebLink.checked) {
      return .link(id: nextID(), text: text, url: url)
    }
    return .button(id: nextID(), text: text, value: button.command)
  }

  /// `☆ 3` says little in a menu, so the title of the list's third item follows.
  private mutating func menu(_ buttons: [MessageDocument.Button]) -> SlackElement {
    let buttons = buttons.prefix(Self.optionLimit)
    let options = buttons.map { button in
      let label = UntrustedText.cleaned(button.label)
      let title = label.split(separator: " ").last.flatMap { Int($0) }.flatMap { titles[$0] }
      return SlackElement.Option(
        text: Self.cut(title.map { "\(label) · \($0)" } ?? label), value: button.command)
    }
    let ends = [buttons.first, buttons.last].compactMap { $0 }
    let placeholder = ends.map { UntrustedText.cleaned($0.label) }.joined(separator: " … ")
    return .menu(id: nextID(), placeholder: Self.cut(placeholder), options: options)
  }

  private static func cut(_ text: String) -> String {
    guard text.utf16.count > textLimit else { return text }
    var result = ""
    for character in text {
      guard result.utf16.count + character.utf16.count < textLimit else { break }
      result.append(character)
    }
    return result + "…"
  }
}
