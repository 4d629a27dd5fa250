import Foundation

/// Something that a chat was told, whatever the words around it.
enum Telling: Hashable, CustomStringConvertible {
  /// That a talk is about to start.
  case reminder(chat: String, title: String)
  /// What is new of a talk: a room, a time, speakers, or the heading where nothing has a new value.
  case change(chat: String, title: String, news: String)
  /// The day's sessions.
  case digest(chat: String)
  /// An answer.
  case answer(chat: String, to: String)

  var description: String {
    switch self {
    case .reminder(let chat, let title): "\(chat): reminder of \(title)"
    case .change(let chat, let title, let news): "\(chat): \(news), of \(title)"
    case .digest(let chat): "\(chat): digest"
    case .answer(let chat, let command): "\(chat): answer to \(command)"
    }
  }

  /// A text without marks, breakers and blanks of other kinds.
  static func plain(_ text: String) -> String {
    let left: Set<Unicode.Scalar> = ["*", "_", "~", "`", "\u{200B}", "\u{2060}", "\u{FEFF}"]
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where !left.contains(scalar) {
      scalars.append(scalar == "\u{A0}" || scalar == "\u{202F}" ? " " : scalar)
    }
    let text = String(scalars)
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    return text.replacing("&lt;", with: "<").replacing("&gt;", with: ">")
      .replacing("&amp;", with: "&")
  }

  /// All that a message tells.
  ///
  /// - parameter titles: the talks there are, in plain text, the longest first.
  static func all(in message: Arrival, titles: [String]) -> [Telling] {
    let (chat, text) = (message.chat, message.text)
    if let words = text.firstMatch(of: /^Search: (zq\d+x)|^Nothing.*?(zq\d+x)/) {
      return [.answer(chat: chat, to: String(words.1 ?? words.2 ?? ""))]
    }
    if let word = text.firstMatch(of: /zq\d+x/) {
      return [.answer(chat: chat, to: String(word.0))]
    }
    if text.hasPrefix("★ Starred") || text.hasPrefix("★ Already") {
      return Self.titles(of: text, titles).prefix(1).map { .answer(chat: chat, to: "star \($0)") }
    }
    if text.hasPrefix("KubeCon · ") { return [.digest(chat: chat)] }
    if text.contains(/^(In \d+ (min|h)|Now ·)/) {
      return Self.titles(of: text, titles).map { .reminder(chat: chat, title: $0) }
    }
    return changes(in: text, chat: chat, titles)
  }

  /// Blocks of an alert: a title, and the lines with arrows that come before the next one. Where a
  /// title itself is new, the old one says nothing.
  private static func changes(in text: String, chat: String, _ titles: [String]) -> [Telling] {
    Self.titles(of: text, titles).flatMap { title -> [Telling] in
      guard let place = text.range(of: title), !text[place.upperBound...].hasPrefix(" →") else {
        return []
      }
      var news = arrows(about: title, in: text, titles)
      if text[..<place.lowerBound].hasSuffix("→ ") { news.append(title) }
      if news.isEmpty { news = [kind(of: text, before: place.lowerBound)] }
      return news.map { .change(chat: chat, title: title, news: $0) }
    }
  }

  /// What kind of news an alert says that a talk has: the line above it, or the heading.
  private static func kind(of text: String, before place: String.Index) -> String {
    let lines = text[..<place].split(separator: "\n", omittingEmptySubsequences: false)
    let above = lines.dropLast().last.map(String.init) ?? ""
    return above.components(separatedBy: " · In ")[0]
  }

  /// The new values that stand after a talk's title and before the next one's; where the line
  /// with the time comes first, as in a list of talks that moved alike, those before it.
  private static func arrows(about title: String, in text: String, _ titles: [String]) -> [String] {
    guard let place = text.range(of: title) else { return [] }
    func values(_ part: Substring) -> [String] {
      part.split(separator: "\n").filter { $0.contains("→") }.flatMap { line in
        line.components(separatedBy: " · ").filter { $0.contains("→") }.compactMap {
          $0.components(separatedBy: "→").last?.trimmingCharacters(in: .whitespaces)
        }.filter { !$0.isEmpty }
      }
    }
    let others = titles.filter { $0 != title && !title.contains($0) }
    let rest = text[place.upperBound...]
    let end = others.compactMap { rest.range(of: $0)?.lowerBound }.min() ?? rest.endIndex
    let after = values(rest[..<end])
    guard after.isEmpty else { return after }
    let head = text[..<place.lowerBound]
    return values(head.suffix(from: head.lastIndex(of: "•") ?? head.startIndex))
  }

  /// The talks that a text names, in order.
  static func titles(of text: String, _ titles: [String]) -> [String] {
    var rest = text
    var found: [(place: Int, title: String)] = []
    // A longer title may hold a shorter one.
    for title in titles {
      guard let range = rest.range(of: title) else { continue }
      found.append((text.distance(from: text.startIndex, to: range.lowerBound), title))
      let blank = String(
        repeating: " ", count: rest.distance(from: range.lowerBound, to: range.upperBound))
      rest.replaceSubrange(range, with: blank)
    }
    return found.sorted { $0.place < $1.place }.map(\.title)
  }
}
