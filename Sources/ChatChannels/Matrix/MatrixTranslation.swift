import FoundationEssentials

/// Reads what is said in a room, without asking anybody.
struct MatrixTranslation: Sendable {
  /// Our user id, `@talkbell:example.org`.
  var user: String
  /// What others see as our name; empty when there is none.
  var displayName: String

  /// What an event asks of us.
  enum Heard: Hashable, Sendable {
    /// A command, and the thread it was said in.
    case command(String, thread: String?)
    /// A star on the event.
    case star(event: String)
    /// An event was taken back.
    case redaction(of: String)
  }

  /// nil for what does not concern us: talk among people, notices of other bots, edits.
  ///
  /// - parameter isDirect: whether everything in the room is said to us.
  func heard(_ event: MatrixEvent, isDirect: Bool) -> Heard? {
    guard let sender = event.sender, sender != user else { return nil }
    let content = event.content
    switch event.type {
    case "m.room.message":
      guard content.messageType == "m.text", content.relation?.type != "m.replace",
        let command = command(content, isDirect: isDirect)
      else { return nil }
      let thread = content.relation?.type == "m.thread" ? content.relation?.event : nil
      return .command(command, thread: thread)
    case "m.reaction":
      guard content.relation?.type == "m.annotation", let target = content.relation?.event,
        let key = content.relation?.key, Self.isStar(key)
      else { return nil }
      return .star(event: target)
    case "m.room.redaction":
      return (content.redacts ?? event.redacts).map { .redaction(of: $0) }
    default: return nil
    }
  }

  /// ⭐ and 🌟, with or without the mark that asks for the coloured form.
  private static func isStar(_ key: String) -> Bool {
    ["\u{2B50}", "\u{1F31F}"].contains(
      String(String.UnicodeScalarView(key.unicodeScalars.filter { $0 != "\u{FE0F}" })))
  }
}

/// What is typed.
extension MatrixTranslation {
  /// Of a longer text only the beginning is read; characters.
  private static let lengthLimit = 4000

  /// `!now` → `now`, `TalkBell: now` → `now`; other text only where everything is said to us.
  private func command(_ content: MatrixEvent.Content, isDirect: Bool) -> String? {
    let isReply = content.relation?.isReply ?? false
    let body = isReply ? Self.withoutQuote(content.body ?? "") : content.body ?? ""
    let text = Self.trimmed(UntrustedText.cleaned(String(body.prefix(Self.lengthLimit))))
    if text.hasPrefix("!") { return Self.afterMark(text) ?? (isDirect ? text : nil) }
    if let rest = withoutName(text, content) {
      let command = rest.hasPrefix("!") ? Self.afterMark(rest) : rest
      return command.flatMap { $0.isEmpty ? nil : $0 }
    }
    return isDirect && !text.isEmpty ? text : nil
  }

  /// The word after `!`; nil for `!!!` and `! `, which are no commands.
  private static func afterMark(_ text: String) -> String? {
    let rest = text.dropFirst()
    guard let first = rest.first, first.isLetter || first.isNumber else { return nil }
    return String(rest)
  }

  /// The text without our name; nil when we are not addressed.
  ///
  /// A client also lists whom a reply answers as mentioned: a remark on one of our messages is no
  /// command unless the name stands in it.
  private func withoutName(_ text: String, _ content: MatrixEvent.Content) -> String? {
    let pill = content.html.flatMap(pillText)
    let names = names(pill: pill)
    for name in names where text.lowercased().hasPrefix(name) {
      let rest = text.dropFirst(name.count)
      // `TalkBellish` is somebody else.
      if let next = rest.first, next.isLetter || next.isNumber { continue }
      return Self.trimmed(rest.drop { ":,".contains($0) || $0.isWhitespace })
    }
    guard content.mentionedUsers.contains(user) || pill != nil else { return nil }
    let words = text.lowercased()
    for name in names {
      guard let range = words.firstRange(of: name) else { continue }
      let start = words.distance(from: words.startIndex, to: range.lowerBound)
      let rest = text.dropFirst(start + name.count).drop { ":,".contains($0) }
      var before = Self.trimmed(text.prefix(start))
      if before.hasSuffix(",") { before.removeLast() }
      return Self.trimmed(before + " " + Self.trimmed(rest))
    }
    return (content.relation?.isReply ?? false) ? nil : text
  }

  /// What we may be called, the more exact first, in lower case.
  private func names(pill: String?) -> [String] {
    let shown = [displayName, pill ?? ""].map {
      Self.trimmed(UntrustedText.cleaned($0)).lowercased()
    }
    return [user.lowercased()] + shown.filter { !$0.isEmpty }.flatMap { ["@\($0)", $0] }
  }

  /// What a link to us shows, as clients write a mention; nil when there is none
  /// (spec.matrix.org/latest/appendices/#matrixto-navigation).
  private func pillText(_ html: String) -> String? {
    let id = user.replacing(":", with: "%3A")
    let forms = [user, id, id.replacing("@", with: "%40")]
    for form in forms {
      for quote in ["\"", "'"] {
        guard let link = html.firstRange(of: "https://matrix.to/#/\(form)\(quote)") else {
          continue
        }
        let rest = html[link.upperBound...].drop { $0 != ">" }.dropFirst()
        return String(rest.prefix { $0 != "<" })
      }
    }
    return nil
  }

  /// Without what older clients quote above a reply: lines that begin with `>`, and an empty one.
  private static func withoutQuote(_ body: String) -> String {
    let lines = body.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.first?.hasPrefix(">") ?? false else { return body }
    return lines.drop { $0.hasPrefix(">") }.joined(separator: "\n")
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    let start = text.drop(while: \.isWhitespace)
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }
}
