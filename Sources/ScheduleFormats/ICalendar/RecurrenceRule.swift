import ConferenceModel

/// An RRULE (RFC 5545, section 3.3.10), as far as meetings of people go: by day, week, month and
/// year. What hours and minutes repeat, week numbers and other calendars (RFC 7529) are refused.
struct RecurrenceRule {
  enum Frequency: String { case daily, weekly, monthly, yearly }

  /// Why a rule is not followed; the event's first instance stands.
  enum Fault: Error, Equatable {
    /// A part that is legal and not followed.
    case unsupported(String)
    /// A part that is no rule.
    case malformed(String)
  }

  /// `2TU`, the second Tuesday; the ordinal is 0 for every one and counts from the end below 0.
  struct Weekday: Equatable {
    let ordinal: Int
    /// 1 is Monday, 7 is Sunday.
    let day: Int
  }

  private(set) var frequency = Frequency.daily
  private(set) var interval = 1
  private(set) var count: Int?
  private(set) var until: CalendarTime?
  private(set) var months: [Int] = []
  private(set) var monthDays: [Int] = []
  private(set) var weekdays: [Weekday] = []
  private(set) var positions: [Int] = []
  /// The first day of a week, 1…7.
  private(set) var weekStart = 1

  /// No COUNT and no UNTIL.
  var isEndless: Bool { count == nil && until == nil }

  /// A longer one is no rule that a person made.
  private static let lengthMax = 1000

  /// - parameter start: DTSTART, because a rule may repeat the hour that it says anyway.
  init(_ text: Bytes, start: CalendarTime) throws(Fault) {
    guard text.count <= Self.lengthMax else { throw .malformed("its length") }
    var frequency: Frequency?
    for part in text.string.uppercased().split(separator: ";") {
      let pair = part.split(separator: "=", maxSplits: 1).map { String($0).trimmingBlanks }
      guard pair.count == 2 else { throw .malformed(String(part.prefix(20))) }
      if pair[0] == "FREQ" {
        frequency = Frequency(rawValue: pair[1].lowercased())
        let isKnown = ["SECONDLY", "MINUTELY", "HOURLY"].contains(pair[1])
        guard frequency != nil else {
          throw isKnown ? .unsupported("FREQ=\(pair[1])") : .malformed("FREQ=\(pair[1].prefix(20))")
        }
      } else {
        try take(pair[0], pair[1], start)
      }
    }
    guard let frequency else { throw .malformed("no FREQ") }
    self.frequency = frequency
    guard frequency == .daily || frequency == .weekly else { return }
    // An ordinal says nothing here and must not stand there.
    weekdays = weekdays.map { Weekday(ordinal: 0, day: $0.day) }
  }

  private mutating func take(
    _ name: String, _ value: String, _ start: CalendarTime
  ) throws(Fault) {
    let part = "\(name)=\(value.prefix(20))"
    switch name {
    case "INTERVAL":
      guard let number = Int(value), (1...10_000).contains(number) else { throw .malformed(part) }
      interval = number
    case "COUNT":
      guard let number = Int(value), number > 0 else { throw .malformed(part) }
      count = number
    case "UNTIL":
      guard let time = CalendarTime(value) else { throw .malformed(part) }
      until = time
    case "BYMONTH": months = try numbers(value, 1...12, part)
    case "BYMONTHDAY": monthDays = try numbers(value, -31...31, part)
    case "BYSETPOS": positions = try numbers(value, -366...366, part)
    case "BYDAY":
      weekdays = try value.split(separator: ",").map { day throws(Fault) in
        guard let weekday = Self.weekday(day) else { throw .malformed(part) }
        return weekday
      }
    case "WKST":
      guard let day = Self.weekday(value[...])?.day else { throw .malformed(part) }
      weekStart = day
    case "BYHOUR", "BYMINUTE", "BYSECOND":
      let second = start.secondOfDay
      let own = ["BYHOUR": second / 3600, "BYMINUTE": second / 60 % 60, "BYSECOND": second % 60]
      guard let own = own[name], Int(value) == own else { throw .unsupported(part) }
    case "RSCALE":
      guard value == "GREGORIAN" else { throw .unsupported(part) }
    case "SKIP":
      guard value == "OMIT" else { throw .unsupported(part) }
    default:
      // Google and others add `X-` parts; they say nothing of when.
      guard name.hasPrefix("X-") else { throw .unsupported(part) }
    }
  }

  private func numbers(
    _ value: String, _ range: ClosedRange<Int>, _ part: String
  ) throws(Fault) -> [Int] {
    let numbers = try value.split(separator: ",").map { text throws(Fault) in
      guard let number = Int(text.trimmingBlanks), range.contains(number), number != 0 else {
        // RFC 7529 writes leap months as `5L`.
        throw text.hasSuffix("L") ? .unsupported(part) : .malformed(part)
      }
      return number
    }
    guard !numbers.isEmpty else { throw .malformed(part) }
    return Set(numbers).sorted()
  }

  private static func weekday(_ text: Substring) -> Weekday? {
    let text = text.trimmingBlanks
    guard let day = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"].firstIndex(of: text.suffix(2))
    else { return nil }
    let ordinal = text.dropLast(2)
    if ordinal.isEmpty { return Weekday(ordinal: 0, day: day + 1) }
    guard let number = Int(ordinal), number != 0, (-53...53).contains(number) else { return nil }
    return Weekday(ordinal: number, day: day + 1)
  }
}

extension StringProtocol {
  /// Without blanks at both ends.
  fileprivate var trimmingBlanks: String {
    var text = Substring(self)
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}

extension CalendarTime {
  fileprivate init?(_ text: String) {
    var text = text
    guard let time = text.withUTF8({ CalendarTime(Bytes($0)) }) else { return nil }
    self = time
  }
}
