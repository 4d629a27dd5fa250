import ConferenceModel
import FoundationEssentials
package import Phrasebook

/// Reads commands: English and Chinese words, whatever the input method.
package enum CommandParser {
  /// The command of a message without its platform's prefix (which is tolerated).
  ///
  /// - throws: the `Problem` to answer with when the words are no command.
  package static func parse(_ message: String) throws(Problem) -> Command {
    let text = CommandText(message).withoutPrefix
    guard let first = text.words.first else { throw .unknownCommand("", nearest: .help) }
    if CommandVocabulary.isGreeting(text.text) { return .greeting }
    if let reference = bareReference(text) { return .talk(reference) }
    if let (selector, count) = DayWords.date(text.words) {
      return try dayCommand(selector, Array(text.words.dropFirst(count)))
    }
    if DayWords.looksLikeDate(first) { throw .badArgument(.date(first)) }
    guard let (verb, rest) = verb(of: text) else {
      throw unknown(text)
    }
    return try command(verb, rest, whole: text.text)
  }

  /// What is no command, with the one that was probably meant, and what it would be about when the
  /// rest of the words can stand behind it.
  private static func unknown(_ text: CommandText) -> Problem {
    let rest = text.words.dropFirst().joined(separator: " ")
    guard let first = text.words.first,
      let nearest = CommandVocabulary.nearest(to: first, isAlone: rest.isEmpty)
    else { return .unknownCommand(text.text, nearest: nil) }
    let isReadable = (try? parse("\(nearest.rawValue) \(rest)")) != nil
    return .unknownCommand(
      text.text, nearest: nearest,
      arguments: isReadable && CommandVocabulary.takesWords(nearest) ? rest : "")
  }

  /// `3`, `#812` or a pasted link alone: the talk.
  private static func bareReference(_ text: CommandText) -> SessionReference? {
    guard text.words.count == 1 else { return nil }
    switch SessionReference(token: text.words[0]) {
    case .words, nil: return nil
    case let reference: return reference
    }
  }

  /// The meaning of the first word, and what follows it.
  private static func verb(of text: CommandText) -> (CommandVocabulary.Verb, String)? {
    let first = text.words[0]
    let rest = text.words.dropFirst().joined(separator: " ")
    if let verb = CommandVocabulary.english[first.lowercased()] { return (verb, rest) }
    // `star3`, `talk#812`, `lead10`
    let letters = first.prefix { $0.isASCII && $0.isLetter }
    let tail = first.dropFirst(letters.count)
    if let next = tail.first, next == "#" || next.isNumber,
      let verb = CommandVocabulary.english[letters.lowercased()]
    {
      return (verb, ([String(tail)] + text.words.dropFirst()).joined(separator: " "))
    }
    for (word, verb) in CommandVocabulary.chinese where text.text.hasPrefix(word) {
      return (verb, CommandText(String(text.text.dropFirst(word.count))).text)
    }
    return nil
  }

  private static func command(
    _ verb: CommandVocabulary.Verb, _ rest: String, whole: String
  ) throws(Problem) -> Command {
    switch verb {
    case .weekday(let day):
      return try dayCommand(.weekday(day), CommandText(rest).words)
    case .page:
      guard let page = Int(rest), page > 0 else { throw .badArgument(.page(rest)) }
      return .page(page)
    case .command(let name):
      return try command(name, rest, whole: whole)
    }
  }

  private static func command(
    _ name: CommandName, _ rest: String, whole: String
  ) throws(Problem) -> Command {
    switch name {
    case .start: return .start(deepLink(rest))
    case .help: return .help
    case .now:
      let (everything, page) = try parallel(rest)
      return .now(everything: everything, page: page)
    case .next:
      let (everything, page) = try parallel(rest)
      return .next(everything: everything, page: page)
    case .mine: return .mine(page: try page(rest))
    case .today: return try dayCommand(.today, CommandText(rest).words)
    case .tomorrow: return try dayCommand(.tomorrow, CommandText(rest).words)
    case .more: return .page(nil)
    case .search, .room: return try named(name, rest)
    case .talk, .star, .unstar: return try aboutSessions(name, rest)
    case .lead: return .lead(try SettingWords.leadTimes(rest))
    case .language: return .language(try SettingWords.language(rest))
    case .timezone: return .timeZone(try SettingWords.timeZone(rest))
    case .digest: return .digest(try SettingWords.digest(rest))
    case .alerts: return .alerts(try SettingWords.alerts(rest))
    case .follow: return .follow(try SettingWords.follow(rest))
    case .quiet: return .quiet(try SettingWords.quiet(rest))
    case .snooze: return try SettingWords.snooze(rest)
    case .goto: return .mark(.goto, try oneSession(name, rest))
    case .backup: return .mark(.backup, try oneSession(name, rest))
    case .link: return SettingWords.link(rest)
    case .export: return .export
    case .guide: return try guide(rest)
    case .accept: return .accept(CommandText(rest).words.first)
    // What cannot be undone by the next word is done only when it is all that was said.
    case .stop where rest.isEmpty: return .stop
    case .forget where rest.isEmpty: return .forget
    case .forget where CommandVocabulary.everything.contains(rest.lowercased()): return .forget
    case .stop: throw .unknownCommand(whole, nearest: .stop)
    case .forget:
      let isNumbers = rest.allSatisfy { $0.isASCIIDigit || " ,".contains($0) }
      throw .unknownCommand(whole, nearest: .unstar, arguments: isNumbers ? rest : "")
    }
  }

  /// `search WORDS [page:2]`, `room NAME [page:2]`.
  private static func named(_ name: CommandName, _ rest: String) throws(Problem) -> Command {
    let (words, page) = try extractPage(CommandText(rest).words)
    let text = words.joined(separator: " ")
    guard !text.isEmpty else { throw .missingArgument(name) }
    return name == .search ? .search(text, page: page) : .room(text, page: page)
  }

  /// `guide [NAME] [page:2]`
  private static func guide(_ rest: String) throws(Problem) -> Command {
    let (words, page) = try extractPage(CommandText(rest).words)
    let name = words.joined(separator: "-").lowercased()
    return .guide(name.isEmpty ? nil : name, page: page)
  }

  private static func aboutSessions(
    _ name: CommandName, _ rest: String
  ) throws(Problem) -> Command {
    guard !rest.isEmpty else { throw .missingArgument(name) }
    let references = try SessionReference.list(rest)
    switch name {
    case .star: return .star(references)
    case .unstar: return .unstar(references)
    default:
      guard let first = references.first else { throw .missingArgument(name) }
      return .talk(first)
    }
  }

  private static func oneSession(
    _ name: CommandName, _ rest: String
  ) throws(Problem) -> SessionReference {
    guard !rest.isEmpty, let first = try SessionReference.list(rest).first else {
      throw .missingArgument(name)
    }
    return first
  }

  /// `all`, a page number, or both.
  private static func parallel(
    _ rest: String
  ) throws(Problem) -> (everything: Bool, page: Int) {
    for word in ["全部", "所有"] where rest.hasPrefix(word) {
      return (true, try page(String(rest.dropFirst(word.count))))
    }
    let words = CommandText(rest).words
    let others = words.filter { !["all", "everything", "全部", "所有"].contains($0.lowercased()) }
    return (others.count < words.count, try page(others.joined(separator: " ")))
  }

  /// A page number, or words such as `有什么` that change nothing.
  private static func page(_ rest: String) throws(Problem) -> Int {
    let (words, page) = try extractPage(CommandText(rest).words)
    guard let word = words.first else { return page }
    if let number = Int(word), number > 0, words.count == 1 { return number }
    if words.joined().unicodeScalars.allSatisfy({ !$0.isASCII || $0 == "?" }) { return page }
    throw .badArgument(.page(words.joined(separator: " ")))
  }

  private static func dayCommand(
    _ selector: DaySelector, _ words: [String]
  ) throws(Problem) -> Command {
    let (terms, page) = try extractPage(words)
    guard let first = terms.first else { return .day(selector, SessionFilter(), page: page) }
    // `monday morning` is no page of Monday's.
    if SettingWords.isFilterTerm(first) || first.first?.isASCIILetter ?? false
      || first.contains(":")
    {
      return .day(selector, try SettingWords.filter(terms), page: page)
    }
    return .day(selector, SessionFilter(), page: try self.page(words.joined(separator: " ")))
  }

  /// Takes `page:2` out of the words.
  private static func extractPage(_ words: [String]) throws(Problem) -> ([String], Int) {
    var page = 1
    var others: [String] = []
    for word in words {
      let lowered = word.lowercased()
      guard let prefix = ["page:", "页:"].first(where: lowered.hasPrefix) else {
        others.append(word)
        continue
      }
      guard let number = Int(lowered.dropFirst(prefix.count)), number > 0 else {
        throw .badArgument(.page(word))
      }
      page = number
    }
    return (others, page)
  }

  private static func deepLink(_ rest: String) -> SessionID? {
    guard rest.hasPrefix("s_") else { return nil }
    return SessionID(rest.dropFirst(2))
  }
}
