package import FoundationEssentials

/// The Retry-After header: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
package enum RetryAfter {
  /// The longest wait that is believed: a year. Longer ones are cut to it.
  private static let longest = 366.0 * 86_400

  /// Reads whole seconds or an HTTP date; nil for anything else.
  ///
  /// - parameter now: what a date is counted from; a past one gives zero.
  package static func parse(_ value: String, now: Date) -> Duration? {
    let text = value.filter { !$0.isNewline }.drop { $0 == " " }
    let trimmed = text.reversed().drop { $0 == " " }.reversed()
    let digits = String(trimmed)
    if !digits.isEmpty, digits.allSatisfy({ $0.isASCII && $0.isNumber }) {
      return .seconds(min(Double(digits) ?? longest, longest))
    }
    guard let date = HTTPDate.parse(digits) else { return nil }
    return .seconds(min(max(0, date.timeIntervalSince(now).rounded(.up)), longest))
  }
}

/// Dates as HTTP writes them: https://www.rfc-editor.org/rfc/rfc9110#http.date, all in GMT.
package enum HTTPDate {
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Reads any of the three forms; nil for anything else.
  package static func parse(_ text: String) -> Date? {
    let parts = text.split { $0 == " " || $0 == "," }.map(String.init)
    switch parts.count {
    case 6:  // Sun, 06 Nov 1994 08:49:37 GMT
      guard parts[5] == "GMT" else { return nil }
      return date(year: Int(parts[3]), month: parts[2], day: parts[1], time: parts[4])
    case 4:  // Sunday, 06-Nov-94 08:49:37 GMT
      let pieces = parts[1].split(separator: "-").map(String.init)
      guard pieces.count == 3, parts[3] == "GMT", let short = Int(pieces[2]) else { return nil }
      return date(
        year: short + (short < 70 ? 2000 : 1900), month: pieces[1], day: pieces[0], time: parts[2])
    case 5:  // Sun Nov  6 08:49:37 1994
      return date(year: Int(parts[4]), month: parts[1], day: parts[2], time: parts[3])
    default: return nil
    }
  }

  private static func date(year: Int?, month: String, day: String, time: String) -> Date? {
    let clock = time.split(separator: ":").compactMap { Int($0) }
    guard let year, (1970...9999).contains(year), let month = months.firstIndex(of: month),
      let day = Int(day), (1...31).contains(day), clock.count == 3, (0...23).contains(clock[0]),
      (0...59).contains(clock[1]), (0...60).contains(clock[2])
    else { return nil }
    var components = DateComponents()
    (components.year, components.month, components.day) = (year, month + 1, day)
    (components.hour, components.minute, components.second) = (clock[0], clock[1], clock[2])
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    return calendar.date(from: components)
  }
}
