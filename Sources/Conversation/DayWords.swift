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
    if let day = chinese(first) { return (day, 1) }
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
