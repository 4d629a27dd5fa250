import Messaging

/// Links from groups and channels into a person's own chat with the bot, where a talk is starred
/// (core.telegram.org/bots/features#deep-linking). A bot may write only to who has written to it,
/// so a press in a group could lead nowhere; the link opens the chat and its *Start* button.
enum TelegramDeepLink {
  /// More buttons than this are a wall: then each talk in the list ends in a ☆ that is the link.
  static let buttonLimit = 20

  /// The address that stars a session, by its number; nil without the bot's name.
  static func star(_ session: Substring, of botName: String) -> String? {
    guard !botName.isEmpty, isNumber(session) else { return nil }
    return "https://t.me/\(botName)?start=s_\(session)"
  }

  /// Whether any button stars, so that the bot's name is needed.
  static func isNeeded(for document: MessageDocument) -> Bool {
    document.buttons.joined().contains { session(of: $0) != nil }
  }

  /// The document with links in the place of the buttons that star; without a name they are left
  /// out.
  static func linked(_ document: MessageDocument, botName: String) -> MessageDocument {
    let stars = document.buttons.joined().filter { session(of: $0) != nil }
    guard stars.count <= buttonLimit else { return listed(document, stars, botName: botName) }
    var document = document
    document.buttons = document.buttons.map { row in
      row.compactMap { button in
        guard let session = session(of: button) else { return button }
        return star(session, of: botName).map { .init(label: button.label, url: $0) }
      }
    }
    return document
  }

  private static func listed(
    _ document: MessageDocument, _ stars: [MessageDocument.Button], botName: String
  ) -> MessageDocument {
    // `☆ 12` is about the twelfth of the list.
    let links = stars.compactMap { button -> (Int, String)? in
      guard let number = button.label.split(separator: " ").last.flatMap({ Int($0) }) else {
        return nil
      }
      return session(of: button).flatMap { star($0, of: botName) }.map { (number, $0) }
    }
    let linkOf = Dictionary(links) { first, _ in first }
    var document = document
    document.buttons = document.buttons.map { row in row.filter { session(of: $0) == nil } }
    document.blocks = document.blocks.map { block in
      guard case .numbered(let start, let items) = block else { return block }
      return .numbered(
        start: start,
        items: items.enumerated().map { offset, item in
          linkOf[start + offset].map { item + [.text(" "), .link(text: "☆", url: $0)] } ?? item
        })
    }
    return document
  }

  /// `812` of a button that stars #812.
  private static func session(of button: MessageDocument.Button) -> Substring? {
    let prefix = "star #"
    guard button.url == nil, button.command.hasPrefix(prefix) else { return nil }
    let session = button.command.dropFirst(prefix.count)
    return isNumber(session) ? session : nil
  }

  private static func isNumber(_ text: Substring) -> Bool {
    (1...20).contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}
