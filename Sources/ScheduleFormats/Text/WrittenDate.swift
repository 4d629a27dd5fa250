import ConferenceModel
import FoundationEssentials

/// A date and time of ISO 8601 as feeds write it, before any zone is applied:
/// `2026-01-31T09:30:00+01:00`, `2019-05-04 11:00`, or only the day.
struct WrittenDate {
  let day: LocalDay
  /// Seconds after midnight, fractions cut off; nil for a day alone.
  let second: Int?
  /// Seconds east of UTC; nil when it is not said.
  let offset: Int?

  /// nil for anything else, and for a day or a time that does not exist.
  init?(_ text: String) {
    var text = text
    let written = text.withUTF8 { Self.read(Bytes($0)) }
    guard let written else { return nil }
    self = written
  }

  private init(day: LocalDay, second: Int?, offset: Int?) {
    (self.day, self.second, self.offset) = (day, second, offset)
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

  private static func read(_ text: Bytes) -> WrittenDate? {
    guard let year = text.number(0..<4), let month = text.number(5..<7),
      let dayOfMonth = text.number(8..<10), text[4] == UInt8(ascii: "-"),
      text[7] == UInt8(ascii: "-"),
      let day = LocalDay(year: year, month: month, day: dayOfMonth)
    else { return nil }
    if text.count == 10 { return WrittenDate(day: day, second: nil, offset: nil) }
    guard text[10] == 0x20 || text[10] | 0x20 == UInt8(ascii: "t"),
      let (second, end) = clock(text)
    else { return nil }
    if end == text.count { return WrittenDate(day: day, second: second, offset: nil) }
    guard let offset = offset(text.dropFirst(end)) else { return nil }
    return WrittenDate(day: day, second: second, offset: offset)
  }

  /// `09:30`, `09:30:00`, `09:30:00.000` and the index behind it; a leap second counts as the
  /// second before.
  private static func clock(_ text: Bytes) -> (second: Int, end: Int)? {
    guard let hour = text.number(11..<13), let minute = text.number(14..<16), hour < 24,
      minute < 60, text[13] == UInt8(ascii: ":")
    else { return nil }
    let start = hour * 3600 + minute * 60
    guard text.count > 16, text[16] == UInt8(ascii: ":") else { return (start, 16) }
    guard let second = text.number(17..<19), second <= 60 else { return nil }
    var end = 19
    if end < text.count, text[end] == UInt8(ascii: ".") {
      end += 1
      while end < text.count, text[end].isDigit { end += 1 }
    }
    return (start + min(second, 59), end)
  }

  /// `Z`, `+01:00`, `+0100`, `+01`.
  private static func offset(_ text: Bytes) -> Int? {
    if text.equalsIgnoringCase("Z") { return 0 }
    let hasColon = text.count == 6 && text[3] == UInt8(ascii: ":")
    guard text[0] == UInt8(ascii: "+") || text[0] == UInt8(ascii: "-"),
      text.count == 3 || text.count == 5 || hasColon, let hours = text.number(1..<3), hours < 24
    else { return nil }
    let minutes = text.count == 3 ? 0 : text.number(hasColon ? 4..<6 : 3..<5)
    guard let minutes, minutes < 60 else { return nil }
    return (hours * 60 + minutes) * (text[0] == UInt8(ascii: "-") ? -60 : 60)
  }
}

extension Bytes {
  /// The number that the digits of a range make; nil when there are others or too few.
  fileprivate func number(_ range: Range<Int>) -> Int? {
    guard range.upperBound <= count else { return nil }
    var number = 0
    for index in range {
      guard base[index].isDigit else { return nil }
      number = number * 10 + Int(base[index] - 0x30)
    }
    return number
  }
}
