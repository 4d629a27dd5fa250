/// The forms in which frab's relatives write times and durations.
enum FrabClock {
  /// Longer is a mistake.
  private static let durationMax = 366 * 24 * 60

  /// Minutes after midnight of `9:30`, `09:30` or `09:30:00`; nil for anything else.
  static func minute(_ text: String) -> Int? {
    guard let parts = numbers(text), (2...3).contains(parts.count), parts[0] < 24, parts[1] < 60,
      parts.count == 2 || parts[2] < 60
    else { return nil }
    return parts[0] * 60 + parts[1]
  }

  /// Minutes of `01:30`, `1:30` and, from a day on, `1:02:00`; nil for anything else.
  ///
  /// pretalx writes days, hours and minutes with no zero before the days. Of others' three
  /// numbers the first are hours: `00:30:00`.
  static func duration(_ text: String) -> Int? {
    guard let parts = numbers(text) else { return nil }
    let minutes: Int
    switch parts.count {
    case 2 where parts[1] < 60: minutes = parts[0] * 60 + parts[1]
    case 3 where parts[1] < 60 && parts[2] < 60 && text.hasPrefix("0"):
      minutes = parts[0] * 60 + parts[1]
    case 3 where parts[1] < 24 && parts[2] < 60:
      minutes = (parts[0] * 24 + parts[1]) * 60 + parts[2]
    default: return nil
    }
    return minutes <= durationMax ? minutes : nil
  }

  private static func numbers(_ text: String) -> [Int]? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { part in
      (1...4).contains(part.utf8.count) && part.utf8.allSatisfy(\.isDigit) ? Int(part) : nil
    }
    return numbers.count == parts.count ? numbers : nil
  }
}
