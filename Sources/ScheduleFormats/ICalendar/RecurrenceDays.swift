import ConferenceModel

/// The days that a rule yields, ascending, from the day of DTSTART on.
///
/// Works by period, a day, week, month or year: the days of a period that fit are gathered,
/// BYSETPOS picks from them, and INTERVAL says which period is next (RFC 5545, section 3.3.10).
struct RecurrenceDays: IteratorProtocol {
  private let rule: RecurrenceRule
  private let start: LocalDay
  private let last: LocalDay
  /// Which period is next, in steps of the interval.
  private var period = 0
  /// The days of the current period that are still to come, the next one last.
  private var pending: [LocalDay] = []
  /// How many days were looked at: what an expansion costs.
  private(set) var effort = 0

  /// A rule that yields nothing (30 February) is given up after so many days looked at.
  static let effortMax = 200_000

  /// - parameter from: days before it may be left out, unless the rule counts them; nil for none.
  /// - parameter to: the last day of interest.
  init(_ rule: RecurrenceRule, start: LocalDay, from: LocalDay?, to last: LocalDay) {
    (self.rule, self.start, self.last) = (rule, start, last)
    guard let from, from > start, rule.count == nil else { return }
    // One period less, so that the one that holds `from` is not missed.
    let days = from.dayNumber - start.dayNumber
    let periods =
      switch rule.frequency {
      case .daily: days
      case .weekly: days / 7
      case .monthly: (from.year - start.year) * 12 + from.month - start.month
      case .yearly: from.year - start.year
      }
    period = max(0, periods / rule.interval - 1)
  }

  /// The next day; nil after the last.
  mutating func next() -> LocalDay? {
    while pending.isEmpty {
      guard effort < Self.effortMax, let days = days(of: period) else { return nil }
      period += 1
      pending = picked(days).filter { $0 >= start && $0 <= last }.reversed()
    }
    return pending.popLast()
  }

  private func picked(_ days: [LocalDay]) -> [LocalDay] {
    guard !rule.positions.isEmpty else { return days }
    return days.enumerated().filter { index, _ in
      rule.positions.contains(index + 1) || rule.positions.contains(index - days.count)
    }.map(\.element)
  }

  /// The days of a period that fit, ascending; nil when it lies behind the last day.
  private mutating func days(of period: Int) -> [LocalDay]? {
    let steps = period * rule.interval
    effort += 1
    switch rule.frequency {
    case .daily:
      let day = start.adding(days: steps)
      return day > last ? nil : fits(day) ? [day] : []
    case .weekly:
      let offset = (start.weekday - rule.weekStart + 7) % 7
      let first = start.adding(days: steps * 7 - offset)
      guard first <= last else { return nil }
      effort += 7
      return (0..<7).map(first.adding).filter { day in
        (rule.weekdays.isEmpty ? day.weekday == start.weekday : true) && fits(day)
      }
    case .monthly:
      let month = start.month - 1 + steps
      return days(year: start.year + month / 12, months: [month % 12 + 1])
    case .yearly:
      let year = start.year + steps
      if !rule.months.isEmpty { return days(year: year, months: rule.months) }
      if !rule.monthDays.isEmpty { return days(year: year, months: Array(1...12)) }
      guard !rule.weekdays.isEmpty else { return days(year: year, months: [start.month]) }
      return daysOfYear(year)
    }
  }

  /// What limits a daily or weekly rule.
  private func fits(_ day: LocalDay) -> Bool {
    if !rule.months.isEmpty, !rule.months.contains(day.month) { return false }
    if !rule.weekdays.isEmpty, !rule.weekdays.contains(where: { $0.day == day.weekday }) {
      return false
    }
    guard !rule.monthDays.isEmpty else { return true }
    let (ofMonth, length) = (day.day, Self.length(year: day.year, month: day.month))
    return rule.monthDays.contains(ofMonth) || rule.monthDays.contains(ofMonth - length - 1)
  }

  /// The fitting days of some months of a year, the weekdays counted within each month.
  private mutating func days(year: Int, months: [Int]) -> [LocalDay]? {
    guard let beginning = LocalDay(year: year, month: 1, day: 1), beginning <= last else {
      return nil
    }
    var days: [LocalDay] = []
    for month in months where rule.months.isEmpty || rule.months.contains(month) {
      guard let first = LocalDay(year: year, month: month, day: 1), first <= last else { break }
      let length = Self.length(year: year, month: month)
      effort += length
      for index in 0..<length where fits(index + 1, of: length, first) {
        days.append(first.adding(days: index))
      }
    }
    return days
  }

  private func fits(_ day: Int, of length: Int, _ first: LocalDay) -> Bool {
    if rule.monthDays.isEmpty, rule.weekdays.isEmpty { return day == start.day }
    let isMonthDay =
      rule.monthDays.isEmpty || rule.monthDays.contains(day)
      || rule.monthDays.contains(day - length - 1)
    return isMonthDay && isWeekday(at: day - 1, of: length, first)
  }

  /// The fitting days of a year, the weekdays counted within the year.
  private mutating func daysOfYear(_ year: Int) -> [LocalDay]? {
    guard let first = LocalDay(year: year, month: 1, day: 1), first <= last,
      let end = LocalDay(year: year, month: 12, day: 31)
    else { return nil }
    let length = end.dayNumber - first.dayNumber + 1
    effort += length
    return (0..<length).filter { isWeekday(at: $0, of: length, first) }.map(first.adding)
  }

  /// Whether BYDAY names the day at an index of a span that begins on a day.
  private func isWeekday(at index: Int, of length: Int, _ first: LocalDay) -> Bool {
    guard !rule.weekdays.isEmpty else { return true }
    let weekday = (first.weekday - 1 + index) % 7 + 1
    let (ordinal, fromEnd) = (index / 7 + 1, -((length - 1 - index) / 7 + 1))
    return rule.weekdays.contains {
      $0.day == weekday && ($0.ordinal == 0 || $0.ordinal == ordinal || $0.ordinal == fromEnd)
    }
  }

  private static func length(year: Int, month: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
