/// Text of feeds and people, made harmless before any platform's own escaping.
enum UntrustedText {
  /// Sits inside `@name` so that no platform reads a mention; invisible, without a line break.
  static let wordJoiner = "\u{2060}"

  /// One line without control characters and without marks that turn the direction of what
  /// follows (U+202A–202E, U+2066–2069: a title could make the time after it read backwards).
  static func cleaned(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isUnwanted) else { return text }
    var clean = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      if isLineBreakOrTab(scalar) {
        // CR LF is one break.
        if !(scalar == "\n" && previous == "\r") { clean.append(" ") }
      } else if !isUnwanted(scalar) {
        clean.append(scalar)
      }
      previous = scalar
    }
    return String(clean)
  }

  /// The text with a word joiner after each `@` that would mention somebody. Addresses of mail
  /// stay whole, unless they read like one of the words that call a whole room.
  static func withoutMentions(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "@")) else { return text }
    var result = ""
    var rest = text[...]
    while let at = rest.firstIndex(of: "@") {
      let after = rest.index(after: at)
      let name = rest[after...].prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      result += rest[...at]
      let isMail = result.dropLast().last.map(mayEndMailbox) ?? false
      if !name.isEmpty, !isMail || callsEverybody(name.lowercased()) { result += wordJoiner }
      rest = rest[after...]
    }
    return result + rest
  }

  private static func mayEndMailbox(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || "._%+-".contains(character))
  }

  private static func callsEverybody(_ name: String) -> Bool {
    ["room", "here", "channel", "everyone", "all"].contains(name)
  }

  private static func isLineBreakOrTab(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09...0x0D, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }

  private static func isUnwanted(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1F, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}

/// Links that an adapter may set.
enum WebLink {
  /// Longer ones lead nowhere useful and would eat up a message's limit; characters.
  static let lengthLimit = 2000

  /// The address with all characters encoded that end or break a link in any markup; nil when it
  /// is not http or https, names no host or is too long.
  static func checked(_ url: String) -> String? {
    let clean = UntrustedText.cleaned(url).filter { !$0.isWhitespace }
    let lowercase = clean.prefix(8).lowercased()
    let scheme = ["https://", "http://"].first(where: lowercase.hasPrefix)
    guard let scheme, let host = clean.dropFirst(scheme.count).first, !"/?#:".contains(host)
    else { return nil }
    var encoded = ""
    for character in clean {
      switch character {
      case "\"", "'", "<", ">", "`", "|", "\\", "^", "{", "}":
        for byte in String(character).utf8 {
          encoded += "%" + String(byte, radix: 16, uppercase: true)
        }
      default: encoded.append(character)
      }
    }
    return encoded.utf8.count <= lengthLimit ? encoded : nil
  }
}

extension WebLink {
  /// The label of a link: one that reads like an address of another site gets the true one's name
  /// behind it, so that nobody is led elsewhere than they read.
  ///
  /// - parameter url: as `checked` gave it.
  static func label(_ text: String, for url: String) -> String {
    guard let named = host(of: text), let real = host(of: url), named != real else { return text }
    return "\(text) (\(real))"
  }

  /// `a.example` of `https://a.example/x` and of `www.a.example`; nil for other words.
  private static func host(of text: String) -> String? {
    var rest = text.lowercased()[...].drop(while: \.isWhitespace)
    let scheme = ["https://", "http://"].first(where: rest.hasPrefix)
    if let scheme { rest = rest.dropFirst(scheme.count) }
    let authority = rest.prefix { !"/?#".contains($0) && !$0.isWhitespace }
    let host = authority.split(separator: "@").last ?? authority
    guard host.hasPrefix("www.") else { return scheme == nil ? nil : String(host) }
    return String(host.dropFirst("www.".count))
  }
}

extension UntrustedText {
  /// With `&`, `<` and `>` as entities: in HTML, and the three signs that Slack asks for.
  ///
  /// - parameter quotes: whether `"` is one too, for the values of attributes.
  static func escapingSigns(_ text: String, quotes: Bool) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"" where quotes: result += "&quot;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
