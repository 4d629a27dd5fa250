/// Reads times of the day as people write them.
enum ClockWords {
  private static let mornings = ["凌晨", "早上", "早晨", "清晨", "上午", "早"]
  private static let afternoons = ["下午", "傍晚"]
  private static let nights = ["晚上", "夜里", "晚"]
  private static let noons = ["中午"]

  /// `8`, `8:00`, `08.30`, `8am`, `10:30pm`, `8点`, `8点半`, `晚上10点`, in lower case; minutes after
  /// midnight.
  static func minuteOfDay(_ word: String) -> Int? {
    let halves = [
      (Half.morning, mornings), (.noon, noons), (.afternoon, afternoons), (.night, nights),
    ]
    for (half, words) in halves {
      guard let prefix = words.first(where: word.hasPrefix) else { continue }
      return minute(word.dropFirst(prefix.count), half)
    }
    for (half, suffix) in [(Half.morning, "am"), (.afternoon, "pm")] where word.hasSuffix(suffix) {
      return minute(word.dropLast(2), half)
    }
    return minute(word[...], nil)
  }

  /// `8 am` as one word.
  static func joiningHalves(_ words: [String]) -> [String] {
    words.reduce(into: []) { joined, word in
      if ["am", "pm", "a.m.", "p.m."].contains(word.lowercased()), let last = joined.last,
        last.first?.isASCIIDigit ?? false
      {
        joined[joined.count - 1] = last + word.replacing(".", with: "")
      } else {
        joined.append(word)
      }
    }
  }

  private enum Half { case morning, noon, afternoon, night }

  private static func minute(_ word: Substring, _ half: Half?) -> Int? {
    guard let minute = minute(word) else { return nil }
    let hour = minute / 60
    switch half {
    case nil: return minute
    case .morning: return hour == 12 ? minute - 12 * 60 : hour < 12 ? minute : nil
    case .noon: return hour < 3 ? minute + 12 * 60 : minute
    case .afternoon: return hour < 12 ? minute + 12 * 60 : minute
    // 晚上12点 is midnight.
    case .night: return hour == 12 ? minute - 12 * 60 : hour < 12 ? minute + 12 * 60 : minute
    }
  }

  private static func minute(_ word: Substring) -> Int? {
    let parts = word.split(omittingEmptySubsequences: false) { ":.点點時时".contains($0) }
    guard (1...2).contains(parts.count), let hour = number(parts[0]), (0...23).contains(hour)
    else { return nil }
    guard parts.count == 2, !parts[1].isEmpty else {
      return parts.count == 1 || "点點".contains(word.last ?? " ") ? hour * 60 : nil
    }
    if parts[1] == "半" { return hour * 60 + 30 }
    let digits = parts[1].hasSuffix("分") ? parts[1].dropLast() : parts[1]
    guard digits.count == 2, digits.allSatisfy(\.isASCIIDigit), let minute = Int(digits),
      minute < 60
    else { return nil }
    return hour * 60 + minute
  }

  private static func number(_ text: Substring) -> Int? {
    text.allSatisfy(\.isASCIIDigit) ? Int(text) : Numerals.chinese(text)
  }
}
