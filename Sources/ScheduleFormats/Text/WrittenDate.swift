import ConferenceModel
import FoundationEssentials

/// A date and time of ISO 8601 as feeds write it, before any zone is applied:
/// `2026-01-31T09:30:00+01:00`, `2019-05-04 11:00`, or only the day.
struct WrittenDate {
  let day: LocalDay
  /// Seconds after midnight; nil for a day alone.
  let second: Int?
  /// Seconds east of UTC; nil when it is not said.
  let offset: Int?

  /// nil for anything else, and for a day or a time that does not exist.
  init?(_ text: String) {
    guard let day = LocalDay(String(text.prefix(10))) else { return nil }
    self.day = day
    var rest = text.dropFirst(10)
    guard let separator = rest.popFirst() else {
      (second, offset) = (nil, nil)
      return
    }
    guard separator == "T" || separator == "t" || separator == " " else { return nil }
    let clock = rest.prefix { $0.isNumber || $0 == ":" || $0 == "." }
    guard let second = Self.second(clock) else { return nil }
    let zone = rest.dropFirst(clock.count)
    guard !zone.isEmpty else {
      (self.second, offset) = (second, nil)
      return
    }
    guard let offset = Self.offset(zone) else { return nil }
    (self.second, self.offset) = (second, offset)
  }

  /// The instant, in a zone unless it says its offset; nil for a day alone.
  func instant(in zone: TimeZone) -> Date? {
    guard let second else { return nil }
    if let offset {
      return Date(timeIntervalSince1970: Double(day.dayNumber * 86_400 + second - offset))
    }
    return zone.instant(day: day, minute: second / 60)
      .addingTimeInterval(Double(second % 60))
  }

  /// `09:30`, `09:30:00`, `09:30:00.000`; a leap second counts as the second before.
  private static func second(_ text: Substring) -> Int? {
    let parts = text.prefix { $0 != "." }.split(separator: ":", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { twoDigits($0) }
    guard numbers.count == parts.count, (2...3).contains(numbers.count), numbers[0] < 24,
      numbers[1] < 60
    else { return nil }
    let second = numbers.count == 3 ? numbers[2] : 0
    guard second <= 60 else { return nil }
    return numbers[0] * 3600 + numbers[1] * 60 + min(second, 59)
  }

  /// `Z`, `+01:00`, `+0100`, `+01`.
  private static func offset(_ text: Substring) -> Int? {
    if text == "Z" || text == "z" { return 0 }
    guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
    var digits = text.dropFirst()
    if digits.count == 5, let colon = digits.firstIndex(of: ":") { digits.remove(at: colon) }
    guard digits.count == 2 || digits.count == 4, let hours = twoDigits(digits.prefix(2)),
      hours < 24
    else { return nil }
    let minutes = digits.count == 4 ? twoDigits(digits.suffix(2)) : 0
    guard let minutes, minutes < 60 else { return nil }
    return (hours * 60 + minutes) * (sign == "-" ? -60 : 60)
  }

  private static func twoDigits(_ text: Substring) -> Int? {
    text.utf8.count == 2 && text.utf8.allSatisfy(\.isDigit) ? Int(text) : nil
  }
}
