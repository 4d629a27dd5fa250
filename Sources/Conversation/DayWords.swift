import ConferenceModel
import FoundationEssentials

/// Reads dates as people write them.
enum DayWords {
  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  /// The date the words start with and how many words it takes; nil for none.
  static func date(_ words: [String]) -> (DaySelector, count: Int)? {
    guard let first = words.first else { return nil }
    if let day = LocalDay(first) { return (.date(day), 1) }
    if let day = chinese(first) ?? numeric(first) { return (day, 1) }
    guard words.count > 1 else { return nil }
    let second = words[1]
    if let day = Int(first), let month = month(second), isDay(day, of: month) {
      return (.monthAndDay(month: month, day: day), 2)
    }
    if let month = month(first), let day = Int(second), isDay(day, of: month) {
      return (.monthAndDay(month: month, day: day), 2)
    }
    return nil
  }

  /// True for `2026-13-45`: meant as a date, though there is none.
  static func looksLikeDate(_ word: String) -> Bool {
    let parts = word.split(separator: "-", omittingEmptySubsequences: false)
    return parts.count == 3 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isASCIIDigit) }
      || word.contains("月") && word.prefix { $0.isASCIIDigit }.count > 0
      || numbers(word, around: "/") != nil
  }

  /// `25.3.`, `25.03.2026`, `25/3`, `3/25`, also with the year at the end; nil for `3/4`, which is
  /// a day of March to some and of April to others.
  private static func numeric(_ word: String) -> DaySelector? {
    let dotted = numbers(word, around: ".")
    guard let numbers = dotted ?? numbers(word, around: "/") else { return nil }
    let isDayFirst = dotted != nil || numbers[0] > 12
    guard isDayFirst || numbers[1] > 12 else { return nil }
    let (day, month) = isDayFirst ? (numbers[0], numbers[1]) : (numbers[1], numbers[0])
    guard (1...12).contains(month), isDay(day, of: month) else { return nil }
    guard numbers.count == 3 else { return .monthAndDay(month: month, day: day) }
    return LocalDay(year: numbers[2], month: month, day: day).map { .date($0) }
  }

  /// Two numbers of a day and a month, and perhaps one of a year; a full stop may end them.
  private static func numbers(_ word: String, around sign: Character) -> [Int]? {
    var parts = word.split(separator: sign, omittingEmptySubsequences: false)
    if sign == ".", parts.count == 3, parts[2].isEmpty { parts.removeLast() }
    guard (2...3).contains(parts.count),
      parts.prefix(2).allSatisfy({ (1...2).contains($0.count) }),
      parts.count == 2 || parts[2].count == 4,
      parts.allSatisfy({ $0.allSatisfy(\.isASCIIDigit) })
    else { return nil }
    return parts.compactMap { Int($0) }
  }

  /// `3月25日`, `2026年3月25日`, `3月25号`.
  private static func chinese(_ word: String) -> DaySelector? {
    let parts = word.split { "年月日号".contains($0) }.map { Int($0) }
    guard word.contains("月"), parts.allSatisfy({ $0 != nil }) else { return nil }
    let numbers = parts.compactMap { $0 }
    switch numbers.count {
    case 2 where isDay(numbers[1], of: numbers[0]):
      return .monthAndDay(month: numbers[0], day: numbers[1])
    case 3:
      return LocalDay(year: numbers[0], month: numbers[1], day: numbers[2]).map { .date($0) }
    default: return nil
    }
  }

  private static func month(_ word: String) -> Int? {
    let lowered = word.lowercased()
    guard lowered.count >= 3, lowered.allSatisfy(\.isLetter) else { return nil }
    return months.firstIndex { lowered.hasPrefix($0) }.map { $0 + 1 }
  }

  /// In a leap year, so that 29 February can be asked for.
  private static func isDay(_ day: Int, of month: Int) -> Bool {
    LocalDay(year: 2024, month: month, day: day) != nil
  }
}
