import ConferenceModel
import Foundation
import Yams

// Each reader answers nil after it has said what is wrong.
extension ConfigurationNode {
  /// A text with every `${NAME}` replaced from the environment; never empty.
  ///
  /// Numbers and yes/no words are refused: YAML reads `1.10` as 1.1 and `no` as false, so what the
  /// operator meant is uncertain without quotes.
  func text() -> String? {
    guard case .scalar(let scalar) = node, !isNull else {
      report("a text expected, \(shown)")
      return nil
    }
    if isNumberOrFlag {
      report("a text expected, \(shown); put it in quotes if it is meant")
      return nil
    }
    guard let text = expanded(scalar.string) else { return nil }
    if text.isEmpty {
      report(
        scalar.string.isEmpty ? "must not be empty" : "\(scalar.string) is empty in the environment"
      )
      return nil
    }
    return text
  }

  /// A token: a text in one piece that no message repeats.
  func secret() -> Secret? {
    guard case .scalar = node, !isNull else {
      report("a text expected")
      return nil
    }
    if isNumberOrFlag {
      report("a text expected; put it in quotes")
      return nil
    }
    if let name = unsetVariable, context.makesUpSecrets {
      return missingSecret("the environment variable \(name) is not set")
    }
    return text().flatMap { secret(from: $0) }
  }

  /// Stands in for a secret that is not there, if it may.
  func missingSecret(_ message: String) -> Secret? {
    context.missingSecret(line: line, key: path, message)
  }

  /// Checks what goes into a header or a URL as it is: a line break in it would be another header.
  func secret(from text: String) -> Secret? {
    let isClean = text.unicodeScalars.allSatisfy { $0.value > 32 && $0.value < 127 }
    if text.isEmpty || !isClean {
      report("a token is one word of ASCII characters; this one is empty or holds others")
      return nil
    }
    return Secret(text)
  }

  /// A secret as Telegram takes it for a webhook (core.telegram.org/bots/api#setwebhook).
  func webhookSecret() -> Secret? {
    guard let secret = secret() else { return nil }
    if secret == ConfigurationContext.madeUpSecret { return secret }
    let isPlain = secret.reveal().utf8.allSatisfy { byte in
      (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        || byte == 95 || byte == 45
    }
    guard isPlain, secret.reveal().utf8.count <= 256 else {
      report("1 to 256 letters, digits, _ and - expected")
      return nil
    }
    return secret
  }

  /// true or false.
  func flag() -> Bool? {
    if let flag = flagIfAny { return flag }
    report("true or false expected, \(shown)")
    return nil
  }

  /// One of a few words.
  func word<Word: RawRepresentable & CaseIterable>(_ type: Word.Type) -> Word?
  where Word.RawValue == String {
    guard let text = text() else { return nil }
    if let word = Word(rawValue: text) { return word }
    let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
    report("one of \(words) expected, \(shown)")
    return nil
  }

  /// `90s`, `10m`, `2h`, `1d`, within limits that are given as such words.
  func duration(atLeast least: Int = 0, atMost most: Int = 366 * 86_400) -> Duration? {
    guard let seconds = seconds() else { return nil }
    guard (least...most).contains(seconds) else {
      let limit = seconds < least ? "at least \(Self.words(least))" : "at most \(Self.words(most))"
      report("\(limit) expected, \(shown)")
      return nil
    }
    return .seconds(seconds)
  }

  /// A local time, `08:00`, in minutes after midnight.
  ///
  /// Without quotes YAML 1.1 takes `18:30` for a number of base 60, so the characters count and
  /// not the type.
  func timeOfDay() -> Int? {
    let parts = node.scalar?.string.split(separator: ":", omittingEmptySubsequences: false) ?? []
    guard parts.count == 2, (1...2).contains(parts[0].utf8.count), parts[1].utf8.count == 2,
      parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
      let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 24, minute < 60
    else {
      report("a time of day such as \"08:00\" expected, \(shown)")
      return nil
    }
    return hour * 60 + minute
  }

  /// A zone of the IANA database.
  func timeZone() -> TimeZone? {
    guard let name = text() else { return nil }
    if let zone = IANATimeZone.named(name) { return zone }
    report("unknown time zone \(quoted); write a name such as Europe/Amsterdam")
    return nil
  }

  /// `platform:conversation`.
  func address() -> ConversationAddress? {
    guard let text = text() else { return nil }
    if let address = ConversationAddress(text) { return address }
    let platforms = ChatPlatform.allCases.map(\.rawValue).joined(separator: ", ")
    report("an address platform:conversation expected, \(shown); platforms are \(platforms)")
    return nil
  }

  /// An address of the web without a slash at its end, http or https.
  func webAddress() -> String? {
    guard let text = text() else { return nil }
    guard Self.isWebAddress(text) else {
      report("an address with http:// or https:// expected, \(shown)")
      return nil
    }
    return text.hasSuffix("/") ? String(text.dropLast()) : text
  }

  /// Whether a text is http(s) with a host.
  static func isWebAddress(_ text: String) -> Bool {
    let lower = text.lowercased()
    guard lower.hasPrefix("https://") || lower.hasPrefix("http://"),
      text.unicodeScalars.allSatisfy({ $0.value > 32 && $0.value != 127 })
    else { return false }
    return URL(string: text)?.host?.isEmpty == false
  }

  /// The value in quotes as it stands in the file: what the environment put in stays out of errors.
  var quoted: String { "\"\(node.scalar?.string ?? "")\"" }

  private func seconds() -> Int? {
    let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
    // Nine digits of days are no overflow.
    guard !isNull, let text = node.scalar?.string, let last = text.last, let unit = units[last],
      (1...9).contains(text.dropLast().utf8.count),
      text.dropLast().utf8.allSatisfy({ (48...57).contains($0) }),
      let count = Int(text.dropLast())
    else {
      report("a duration such as 90s, 10m, 2h or 1d expected, \(shown)")
      return nil
    }
    return count * unit
  }

  private static func words(_ seconds: Int) -> String {
    for (unit, word) in [(86_400, "d"), (3600, "h"), (60, "m")]
    where seconds >= unit && seconds % unit == 0 {
      return "\(seconds / unit)\(word)"
    }
    return "\(seconds)s"
  }

  /// The first `${NAME}` that has no value; nil when all have one.
  private var unsetVariable: String? {
    var rest = (node.scalar?.string ?? "")[...]
    while let opening = rest.range(of: "${"),
      let closing = rest[opening.upperBound...].firstIndex(of: "}")
    {
      let name = String(rest[opening.upperBound..<closing])
      if (context.environment[name] ?? "").isEmpty { return name }
      rest = rest[rest.index(after: closing)...]
    }
    return nil
  }

  /// Replaces `${NAME}`; what the environment brings is not looked into again.
  private func expanded(_ text: String) -> String? {
    var result = ""
    var rest = text[...]
    while let opening = rest.range(of: "${") {
      result += rest[..<opening.lowerBound]
      guard let closing = rest[opening.upperBound...].firstIndex(of: "}") else {
        report("${ without a closing }")
        return nil
      }
      let name = String(rest[opening.upperBound..<closing])
      guard let value = context.environment[name] else {
        report("the environment variable \(name) is not set")
        return nil
      }
      result += value
      rest = rest[rest.index(after: closing)...]
    }
    return result + rest
  }
}

/// The zones of the IANA database, by name.
enum IANATimeZone {
  /// Foundation also knows abbreviations and offsets, which have no daylight saving rules and are
  /// a mistake more often than a wish; only UTC and GMT are let through.
  static func named(_ name: String) -> TimeZone? {
    guard name.contains("/") || name == "UTC" || name == "GMT" else { return nil }
    return TimeZone(identifier: name)
  }
}
