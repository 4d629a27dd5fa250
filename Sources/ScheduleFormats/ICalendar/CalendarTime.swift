import ConferenceModel
import FoundationEssentials

/// A DATE or DATE-TIME as written, before any zone is applied (RFC 5545, sections 3.3.4, 3.3.5).
struct CalendarTime {
  let day: LocalDay
  /// 0…86,399; 0 for a date.
  let secondOfDay: Int
  /// Ends in Z.
  let isUTC: Bool
  /// A date without a time.
  let isDate: Bool

  /// Reads `20260324`, `20260324T101500` or `20260324T101500Z`; nil for anything else. A leap
  /// second counts as the second before.
  init?(_ text: Bytes) {
    let text = text.trimmed
    guard text.count == 8 || text.count == 15 || text.count == 16,
      let year = Self.number(text, 0..<4), let month = Self.number(text, 4..<6),
      let dayOfMonth = Self.number(text, 6..<8),
      let day = LocalDay(year: year, month: month, day: dayOfMonth)
    else { return nil }
    self.day = day
    isDate = text.count == 8
    guard !isDate else {
      (secondOfDay, isUTC) = (0, false)
      return
    }
    guard text[8] | 0x20 == UInt8(ascii: "t"), let hour = Self.number(text, 9..<11),
      let minute = Self.number(text, 11..<13), let second = Self.number(text, 13..<15),
      hour < 24, minute < 60, second <= 60
    else { return nil }
    if text.count == 16, text[15] | 0x20 != UInt8(ascii: "z") { return nil }
    isUTC = text.count == 16
    secondOfDay = hour * 3600 + minute * 60 + min(second, 59)
  }

  /// The same time of another day.
  func on(_ day: LocalDay) -> CalendarTime {
    CalendarTime(day: day, secondOfDay: secondOfDay, isUTC: isUTC, isDate: isDate)
  }

  private init(day: LocalDay, secondOfDay: Int, isUTC: Bool, isDate: Bool) {
    (self.day, self.secondOfDay, self.isUTC, self.isDate) = (day, secondOfDay, isUTC, isDate)
  }

  /// The instant, read in a zone unless it is UTC.
  func instant(in zone: CalendarZone) -> Date {
    if isUTC {
      return Date(timeIntervalSince1970: Double(day.dayNumber * 86_400 + secondOfDay))
    }
    return zone.instant(day: day, second: secondOfDay)
  }

  private static func number(_ text: Bytes, _ range: Range<Int>) -> Int? {
    var number = 0
    for index in range {
      guard text[index].isDigit else { return nil }
      number = number * 10 + Int(text[index] - 0x30)
    }
    return number
  }
}

/// A DURATION (RFC 5545, section 3.3.6): days by the calendar, the rest by the clock.
struct CalendarDuration: Equatable {
  /// Weeks count as seven.
  private(set) var days = 0
  /// Hours, minutes and seconds.
  private(set) var seconds = 0

  /// Longer than this is a mistake, and far from any overflow.
  private static let daysMax = 3660

  /// Reads `P1DT2H30M`, `PT45M`, `P2W`; nil for anything else, a negative one and over ten years.
  init?(_ text: Bytes) {
    var text = text.trimmed
    if text.starts(with: "+") { text = text.dropFirst(1) }
    guard text.startsIgnoringCase(with: "P"), text.count > 1 else { return nil }
    var isTime = false
    var number: Int?
    for index in 1..<text.count {
      let byte = text[index].lowercased
      if byte.isDigit {
        number = (number ?? 0) * 10 + Int(byte - 0x30)
        if let number, number > Self.daysMax * 86_400 { return nil }
      } else if byte == UInt8(ascii: "t"), !isTime, number == nil {
        isTime = true
      } else {
        guard let value = number, add(value, unit: byte, isTime: isTime) else { return nil }
        number = nil
      }
    }
    guard number == nil, days <= Self.daysMax, seconds <= Self.daysMax * 86_400 else { return nil }
  }

  private mutating func add(_ value: Int, unit: UInt8, isTime: Bool) -> Bool {
    switch (unit, isTime) {
    case (UInt8(ascii: "w"), false): days += value * 7
    case (UInt8(ascii: "d"), false): days += value
    case (UInt8(ascii: "h"), true): seconds += value * 3600
    case (UInt8(ascii: "m"), true): seconds += value * 60
    case (UInt8(ascii: "s"), true): seconds += value
    default: return false
    }
    return true
  }

  /// This long after a start. A day is a calendar day of the zone, also when the clocks change.
  func end(after start: Date, in zone: CalendarZone) -> Date {
    guard days > 0 else { return start.addingTimeInterval(Double(seconds)) }
    let (day, second) = zone.local(start)
    return zone.instant(day: day.adding(days: days), second: second)
      .addingTimeInterval(Double(seconds))
  }
}
