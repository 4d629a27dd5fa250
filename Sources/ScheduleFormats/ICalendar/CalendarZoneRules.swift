import ConferenceModel
import FoundationEssentials

/// A zone as a VTIMEZONE describes it: the instants at which its offset changes.
struct CalendarZoneRules {
  private struct Change {
    /// Seconds since 1970.
    let instant: Int
    /// Seconds east of UTC before and from it.
    let from: Int
    let to: Int
  }

  /// Ascending, at least one.
  private let changes: [Change]

  /// Rules without an end are followed so far; no programme is planned beyond.
  private static let lastDay = LocalDay(year: 2060, month: 12, day: 31)
  /// A real zone has had a few hundred changes since 1900.
  private static let changesMax = 2000
  /// RFC 5545 wants one rule at most.
  private static let rulesMax = 4

  /// nil when no part of the component says when which offset begins.
  init?(_ component: ZoneComponent) {
    var changes: [Change] = []
    for observance in component.observances.prefix(100) where changes.count < Self.changesMax {
      changes += Self.changes(of: observance)
    }
    guard !changes.isEmpty else { return nil }
    self.changes = changes.sorted { ($0.instant, $0.to) < ($1.instant, $1.to) }
  }

  /// Seconds east of UTC at an instant; before the first change what held before it.
  func offset(at instant: Date) -> Int {
    let second = Int(instant.timeIntervalSince1970.rounded(.down))
    var (lower, upper) = (0, changes.count)
    while lower < upper {
      let middle = (lower + upper) / 2
      if changes[middle].instant <= second { lower = middle + 1 } else { upper = middle }
    }
    return lower == 0 ? changes[0].from : changes[lower - 1].to
  }

  /// The instant of a local time; see `CalendarZone.instant`.
  func instant(day: LocalDay, second: Int) -> Date {
    let local = day.dayNumber * 86_400 + second
    func date(_ seconds: Int) -> Date { Date(timeIntervalSince1970: Double(seconds)) }
    // Looked up a day before and after, so that both sides of a change are tried.
    let before = offset(at: date(local - 86_400))
    for offset in [before, offset(at: date(local + 86_400))]
    where self.offset(at: date(local - offset)) == offset {
      return date(local - offset)
    }
    return date(local - before)
  }

  private static func changes(of observance: ZoneComponent.Observance) -> [Change] {
    guard let start = observance.start.flatMap({ CalendarTime($0.value) }),
      let from = observance.offsetFrom.flatMap({ seconds($0.value) }),
      let to = observance.offsetTo.flatMap({ seconds($0.value) })
    else { return [] }
    // The onsets are written in the time that ends with them.
    func change(_ day: LocalDay, _ second: Int, isUTC: Bool = false) -> Change {
      let local = day.dayNumber * 86_400 + second
      return Change(instant: isUTC ? local : local - from, from: from, to: to)
    }
    var changes = [change(start.day, start.secondOfDay)]
    for property in observance.dates.prefix(changesMax) {
      for time in property.value.split(at: UInt8(ascii: ",")).compactMap(CalendarTime.init) {
        let second = time.isDate ? start.secondOfDay : time.secondOfDay
        changes.append(change(time.day, second, isUTC: time.isUTC))
      }
    }
    for property in observance.rules.prefix(rulesMax) {
      guard let rule = try? RecurrenceRule(property.value, start: start), let last = lastDay else {
        continue
      }
      var days = RecurrenceDays(rule, start: start.day, from: nil, to: last)
      var remaining = min(rule.count ?? changesMax, changesMax) - 1
      while remaining > 0, let day = days.next() {
        let next = change(day, start.secondOfDay)
        if let until = rule.until, Self.isPast(next, day, until) { break }
        if day != start.day { changes.append(next) }
        remaining -= 1
      }
    }
    return changes
  }

  private static func isPast(_ change: Change, _ day: LocalDay, _ until: CalendarTime) -> Bool {
    if until.isDate { return until.day < day }
    let limit = until.day.dayNumber * 86_400 + until.secondOfDay
    return change.instant > (until.isUTC ? limit : limit - change.from)
  }

  /// Reads `+0100`, `-0330`, `+013045` (RFC 5545, section 3.3.14); nil for anything else.
  private static func seconds(_ text: Bytes) -> Int? {
    let text = text.trimmed
    guard text.count == 5 || text.count == 7 else { return nil }
    var numbers: [Int] = []
    for index in stride(from: 1, to: text.count, by: 2) {
      guard text[index].isDigit, text[index + 1].isDigit else { return nil }
      numbers.append(Int(text[index] - 0x30) * 10 + Int(text[index + 1] - 0x30))
    }
    guard numbers[0] < 24, numbers.dropFirst().allSatisfy({ $0 < 60 }) else { return nil }
    let total = numbers[0] * 3600 + numbers[1] * 60 + (numbers.count > 2 ? numbers[2] : 0)
    switch text[0] {
    case UInt8(ascii: "+"): return total
    case UInt8(ascii: "-"): return -total
    default: return nil
    }
  }
}

extension Bytes {
  /// The pieces between the separators, empty ones left out.
  func split(at separator: UInt8) -> [Bytes] {
    var pieces: [Bytes] = []
    var start = 0
    while start < count {
      let end = firstIndex(of: separator, from: start) ?? count
      if end > start { pieces.append(slice(start..<end)) }
      start = end + 1
    }
    return pieces
  }
}
