import ConferenceModel
import FoundationEssentials

/// A date and time of ISO 8601 as feeds write it, before any zone is applied.
struct ISODateTime: Equatable {
  let day: LocalDay
  /// 0…86,399; fractions are cut off.
  let secondOfDay: Int
  /// Seconds east of UTC; nil when the text says none.
  let offset: Int?

  /// Reads `2019-12-27T11:00:00+01:00`; seconds, fractions and the zone may be missing, a blank may
  /// stand for the T, the zone may be `Z`, `+01:00`, `+0100` or `+01`. nil for anything else.
  init?(_ text: String) {
    var text = text
    let parsed = text.withUTF8 { Self.parse(Bytes($0).trimmed) }
    guard let parsed else { return nil }
    self = parsed
  }

  private init(day: LocalDay, secondOfDay: Int, offset: Int?) {
    (self.day, self.secondOfDay, self.offset) = (day, secondOfDay, offset)
  }

  private static func parse(_ text: Bytes) -> ISODateTime? {
    guard text.count >= 16, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
      text[10] == 0x20 || text[10] | 0x20 == UInt8(ascii: "t"), text[13] == UInt8(ascii: ":"),
      let year = text.number(0..<4), let month = text.number(5..<7),
      let dayOfMonth = text.number(8..<10),
      let day = LocalDay(year: year, month: month, day: dayOfMonth),
      let hour = text.number(11..<13), let minute = text.number(14..<16), hour < 24, minute < 60
    else { return nil }
    var (index, second) = (16, 0)
    if index < text.count, text[index] == UInt8(ascii: ":") {
      guard let value = text.number(17..<19), value <= 60 else { return nil }
      // A leap second counts as the second before.
      (index, second) = (19, min(value, 59))
      if index < text.count, text[index] == UInt8(ascii: ".") || text[index] == UInt8(ascii: ",") {
        index += 1
        while index < text.count, text[index].isDigit { index += 1 }
      }
    }
    let rest = text.dropFirst(index).trimmed
    guard let offset = offset(rest) else { return nil }
    return ISODateTime(
      day: day, secondOfDay: hour * 3600 + minute * 60 + second, offset: offset.seconds)
  }

  /// The zone at the end; nil when it is none, seconds nil when nothing stands there.
  private static func offset(_ text: Bytes) -> (seconds: Int?, Void)? {
    if text.isEmpty { return (nil, ()) }
    if text.count == 1, text[0] | 0x20 == UInt8(ascii: "z") { return (0, ()) }
    let sign = text[0] == UInt8(ascii: "+") ? 1 : text[0] == UInt8(ascii: "-") ? -1 : 0
    guard sign != 0, let hours = text.number(1..<3), hours <= 18 else { return nil }
    var minutes: Int? = 0
    switch text.count {
    case 3: break
    case 5: minutes = text.number(3..<5)
    case 6: minutes = text[3] == UInt8(ascii: ":") ? text.number(4..<6) : nil
    default: return nil
    }
    guard let minutes, minutes < 60 else { return nil }
    return (sign * (hours * 3600 + minutes * 60), ())
  }

  /// Seconds since 1970 as if it were written in UTC.
  var localSeconds: Int { day.dayNumber * 86_400 + secondOfDay }

  /// The instant, read in a zone where the text says none.
  func instant(in zone: TimeZone) -> Date {
    if let offset { return Date(timeIntervalSince1970: Double(localSeconds - offset)) }
    return zone.instant(day: day, minute: secondOfDay / 60)
      .addingTimeInterval(Double(secondOfDay % 60))
  }
}

extension Bytes {
  /// The decimal number in a range; nil when it holds anything but digits or ends too early.
  fileprivate func number(_ range: Range<Int>) -> Int? {
    guard range.upperBound <= count else { return nil }
    var number = 0
    for index in range {
      guard self[index].isDigit else { return nil }
      number = number * 10 + Int(self[index] - 0x30)
    }
    return number
  }
}
