package import Foundation

/// A day of the proleptic Gregorian calendar without a zone; coded as `2026-03-24`.
package struct LocalDay: Hashable, Sendable, Comparable, CustomStringConvertible, Codable {
  /// Days since 1 January 1970.
  package let dayNumber: Int

  /// The day `dayNumber` days after 1 January 1970.
  package init(dayNumber: Int) { self.dayNumber = dayNumber }

  /// nil for a date that does not exist (31 June) or a year outside 1…9999.
  package init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else {
      return nil
    }
    // Days from civil, by eras of 400 years: http://howardhinnant.github.io/date_algorithms.html
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    self.init(dayNumber: era * 146_097 + dayOfEra - 719_468)
    guard self.month == month, self.day == day else { return nil }
  }

  /// Reads `2026-03-24`; nil for anything else.
  package init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let isWellFormed =
      parts.map(\.count) == [4, 2, 2]
      && parts.joined().allSatisfy { $0.isASCII && $0.isNumber }
    guard isWellFormed, let year = Int(parts[0]), let month = Int(parts[1]),
      let day = Int(parts[2])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// The year.
  package var year: Int { civil.year }
  /// 1…12.
  package var month: Int { civil.month }
  /// 1…31.
  package var day: Int { civil.day }
  /// 1 is Monday, 7 is Sunday (ISO 8601).
  package var weekday: Int { ((dayNumber + 3) % 7 + 7) % 7 + 1 }

  /// This many days later.
  package func adding(days: Int) -> LocalDay { LocalDay(dayNumber: dayNumber + days) }

  /// `2026-03-24`.
  package var description: String {
    let parts = civil
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return "\(padded(parts.year, 4))-\(padded(parts.month, 2))-\(padded(parts.day, 2))"
  }

  /// Earlier is less.
  package static func < (left: Self, right: Self) -> Bool { left.dayNumber < right.dayNumber }

  /// Reads the string form.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let day = LocalDay(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a date: \(text)")
    }
    self = day
  }

  /// Writes the string form.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }

  private var civil: (year: Int, month: Int, day: Int) {
    let shifted = dayNumber + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }
}

extension TimeZone {
  /// The local day of an instant.
  package func day(of instant: Date) -> LocalDay {
    let local = instant.timeIntervalSince1970 + Double(secondsFromGMT(for: instant))
    return LocalDay(dayNumber: Int((local / 86_400).rounded(.down)))
  }

  /// Minutes after local midnight, 0…1,439.
  package func minuteOfDay(of instant: Date) -> Int {
    let local = Int(
      (instant.timeIntervalSince1970 + Double(secondsFromGMT(for: instant))).rounded(.down))
    return ((local % 86_400) + 86_400) % 86_400 / 60
  }

  /// The instant of a local time, `minute` minutes after midnight.
  ///
  /// A time that the spring change skips is the same span after the change; of a time that the
  /// autumn change repeats, the first.
  package func instant(day: LocalDay, minute: Int) -> Date {
    let local = Double(day.dayNumber) * 86_400 + Double(minute) * 60
    // The offset is looked up a day before and after, so that both sides of a change are tried.
    let before = Double(secondsFromGMT(for: Date(timeIntervalSince1970: local - 86_400)))
    let after = Double(secondsFromGMT(for: Date(timeIntervalSince1970: local + 86_400)))
    for offset in [before, after] {
      let instant = Date(timeIntervalSince1970: local - offset)
      if Double(secondsFromGMT(for: instant)) == offset { return instant }
    }
    return Date(timeIntervalSince1970: local - before)
  }

  /// `09:05`.
  package func clockText(of instant: Date) -> String {
    let minute = minuteOfDay(of: instant)
    let (hours, minutes) = (minute / 60, minute % 60)
    return "\(hours < 10 ? "0" : "")\(hours):\(minutes < 10 ? "0" : "")\(minutes)"
  }
}
