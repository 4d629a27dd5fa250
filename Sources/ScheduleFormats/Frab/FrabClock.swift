/// The forms in which frab's relatives write times of day and durations.
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

  /// Minutes of `01:30`, `1:30`, of a plain number of minutes and, from a day on, `1:02:00`; nil
  /// for anything else.
  ///
  /// pretalx writes days, hours and minutes with no zero before the days. Of others' three
  /// numbers the first are hours: `00:30:00`.
  static func duration(_ text: String) -> Int? {
    guard let parts = numbers(text) else { return nil }
    let minutes: Int
    switch parts.count {
    case 1: minutes = parts[0]
    case 2 where parts[1] < 60: minutes = parts[0] * 60 + parts[1]
    case 3 where parts[1] < 60 && parts[2] < 60 && text.utf8.first == UInt8(ascii: "0"):
      minutes = parts[0] * 60 + parts[1]
    case 3 where parts[1] < 24 && parts[2] < 60:
      minutes = (parts[0] * 24 + parts[1]) * 60 + parts[2]
    default: return nil
    }
    return minutes <= durationMax ? minutes : nil
  }

  /// The numbers between colons, at most three of up to four digits each.
  private static func numbers(_ text: String) -> [Int]? {
    var numbers: [Int] = []
    var (number, digits) = (0, 0)
    for byte in text.utf8 {
      if byte.isDigit, digits < 4 {
        number = number * 10 + Int(byte - 0x30)
        digits += 1
      } else if byte == UInt8(ascii: ":"), digits > 0, numbers.count < 2 {
        numbers.append(number)
        (number, digits) = (0, 0)
      } else {
        return nil
      }
    }
    return digits > 0 ? numbers + [number] : nil
  }
}
