import ConferenceModel
import Foundation

/// The numbers, words and signs of a text about a time.
struct TimeWords {
  /// A number, a Latin word in lower case, or any other character for itself.
  private enum Word: Hashable {
    case number(Int, digits: Int)
    case text(String)
  }

  /// A date and which words it is made of.
  struct FoundDate {
    let day: LocalDay
    let words: Range<Int>
  }

  /// A time of day and at which word it begins.
  struct Clock {
    var minute: Int
    let word: Int
    var isMarked = false
  }

  /// Monday first, as ISO 8601 numbers them.
  static let weekdays = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  ]
  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
  ]
  /// A text about a time has few words; the rest of a longer one is not looked at.
  private static let wordsMax = 100

  private let words: [Word]

  init(_ text: String) {
    var words: [Word] = []
    var rest = text.lowercased()[...]
    while let sign = rest.first, words.count < Self.wordsMax {
      if sign.isASCII, sign.isNumber {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        words.append(.number(Int(digits) ?? 0, digits: digits.count))
        rest = rest[digits.endIndex...]
      } else if sign.isASCII, sign.isLetter {
        let letters = rest.prefix { $0.isASCII && $0.isLetter }
        words.append(.text(String(letters)))
        rest = rest[letters.endIndex...]
      } else {
        if !sign.isWhitespace { words.append(.text(sign == "：" ? ":" : String(sign))) }
        rest = rest.dropFirst()
      }
    }
    self.words = words
  }

  /// The dates in their order, at most two.
  func dates(year: Int?) -> [FoundDate] {
    var dates: [FoundDate] = []
    var index = 0
    while index < words.count, dates.count < 2 {
      if let found = date(at: index, year: dates.first?.day.year ?? year) {
        dates.append(found)
        index = found.words.upperBound
      } else {
        index += 1
      }
    }
    return dates
  }

  /// The times of day outside the words of the dates, at most two.
  func clocks(behind dates: [Range<Int>]) -> [Clock] {
    var clocks: [Clock] = []
    var index = 0
    while index < words.count, clocks.count < 2 {
      if let date = dates.first(where: { $0.contains(index) }) {
        index = date.upperBound
      } else if text(index) == "+", index > 0, number(index - 1) != nil {
        break  // An offset: `11:15+01:00`.
      } else if let (clock, end) = clock(at: index) {
        clocks.append(clock)
        index = end
      } else {
        index += 1
      }
    }
    // `2:30 – 3:00 pm` means the afternoon for both.
    if clocks.count == 2, clocks[1].isMarked, !clocks[0].isMarked, clocks[1].minute >= 720,
      clocks[0].minute < 720, clocks[0].minute + 720 <= clocks[1].minute
    {
      clocks[0].minute += 720
    }
    // So does `下午 2 点 – 3 点`.
    if clocks.count == 2, clocks[0].isMarked, !clocks[1].isMarked,
      clocks[1].minute < clocks[0].minute, clocks[1].minute + 720 > clocks[0].minute
    {
      clocks[1].minute += 720
    }
    return clocks
  }

  /// 1 for Monday; nil when no weekday is named.
  var weekday: Int? {
    for index in words.indices {
      guard let word = text(index) else { continue }
      if word.count >= 3, let found = Self.weekdays.firstIndex(where: { $0.hasPrefix(word) }) {
        return found + 1
      }
      guard word == "周" || (word == "期" && text(index - 1) == "星"),
        let day = text(index + 1), let found = Array("一二三四五六日").firstIndex(of: Character(day))
      else { continue }
      return found + 1
    }
    return nil
  }

  /// Seconds east of UTC, where a zone is named that is not the conference's own.
  ///
  /// People write `CET` in summer and `CEST` in winter when they mean the clock on the wall, so a
  /// name of the conference's own zone is that clock; only UTC is meant as it is written.
  func offset(in zone: TimeZone, year: Int) -> Int? {
    for index in words.indices {
      guard let word = text(index) else { continue }
      if word == "北", text(index + 1) == "京", text(index + 2) == "时" { return 8 * 3600 }
      if word == "+", number(index - 1) != nil, let hours = number(index + 1), hours <= 14 {
        return hours * 3600 + (text(index + 2) == ":" ? (number(index + 3) ?? 0) * 60 : 0)
      }
      if word == "utc" || word == "gmt" || (word == "z" && number(index - 1) != nil) {
        guard let sign = text(index + 1), "+-−".contains(sign), let hours = number(index + 2),
          hours <= 14
        else { return 0 }
        return (sign == "+" ? 1 : -1) * hours * 3600
      }
      guard let hours = Self.zones[word] else { continue }
      let own = [1, 7].compactMap { LocalDay(year: year, month: $0, day: 1) }
        .map { zone.secondsFromGMT(for: zone.instant(day: $0, minute: 720)) }
      return own.contains(hours * 3600) ? nil : hours * 3600
    }
    return nil
  }

  /// Hours east of UTC. `CST` and `IST` are missing: each means several zones.
  private static let zones: [String: Int] = [
    "cet": 1, "cest": 2, "bst": 1, "wet": 0, "west": 1, "eet": 2, "eest": 3, "est": -5, "edt": -4,
    "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "jst": 9, "kst": 9, "sgt": 8, "hkt": 8,
  ]

  private func text(_ index: Int) -> String? {
    guard words.indices.contains(index), case .text(let text) = words[index] else { return nil }
    return text
  }

  private func number(_ index: Int, digits: ClosedRange<Int> = 1...2) -> Int? {
    guard words.indices.contains(index), case .number(let value, let count) = words[index],
      digits.contains(count)
    else { return nil }
    return value
  }

  private func month(_ index: Int) -> Int? {
    guard let word = text(index), word.count >= 3 else { return nil }
    if word == "sept" { return 9 }
    return Self.months.firstIndex { $0.hasPrefix(word) }.map { $0 + 1 }
  }

  private func date(at index: Int, year: Int?) -> FoundDate? {
    if let found = number(index, digits: 4...4) { return numericDate(year: found, at: index + 1) }
    if let month = number(index), text(index + 1) == "月", let day = number(index + 2) {
      let end = ["日", "号"].contains(text(index + 3)) ? index + 4 : index + 3
      return found(year, month, day, index..<end)
    }
    if let day = number(index), text(index + 1) == ".", let month = number(index + 2),
      text(index + 3) == ".", let year = number(index + 4, digits: 4...4)
    {
      return found(year, month, day, index..<(index + 5))
    }
    return wordDate(at: index, year: year)
  }

  /// `-03-24`, `年3月24日` behind a year.
  private func numericDate(year: Int, at index: Int) -> FoundDate? {
    guard let sign = text(index), "-/.年".contains(sign), let month = number(index + 1),
      let other = text(index + 2), other == sign || other == "月", let day = number(index + 3)
    else { return nil }
    let end = ["日", "号"].contains(text(index + 4)) ? index + 5 : index + 4
    return found(year, month, day, (index - 1)..<end)
  }

  /// `March 23, 2026`, `23rd of March 2026`; the year may be missing.
  private func wordDate(at index: Int, year: Int?) -> FoundDate? {
    var next = index
    var (day, month) = (number(next), self.month(next))
    guard (day == nil) != (month == nil) else { return nil }
    next += 1
    while let word = text(next), ["st", "nd", "rd", "th", "of", ".", ","].contains(word) {
      next += 1
    }
    if day == nil { day = number(next) } else { month = self.month(next) }
    guard let day, let month else { return nil }
    next += 1
    var behind = next
    while let word = text(behind), ["st", "nd", "rd", "th", ",", "."].contains(word) {
      behind += 1
    }
    if let named = number(behind, digits: 4...4) {
      return found(named, month, day, index..<(behind + 1))
    }
    // `24 Mar 10:30`: the number behind is an hour.
    return found(year, month, day, index..<next)
  }

  private func found(_ year: Int?, _ month: Int, _ day: Int, _ words: Range<Int>) -> FoundDate? {
    guard let year, let day = LocalDay(year: year, month: month, day: day) else { return nil }
    return FoundDate(day: day, words: words)
  }

  /// `11:15`, `11:15:00`, `9am`, `下午 2:30`, `14点30分`, `14 时`.
  private func clock(at index: Int) -> (Clock, end: Int)? {
    guard var hour = number(index), hour <= 24 else { return nil }
    var next = index + 1
    var minute = 0
    if text(next) == ":", let found = number(next + 1, digits: 2...2), found < 60 {
      minute = found
      next += 2
      if text(next) == ":", number(next + 1, digits: 2...2) != nil { next += 2 }
    } else if text(next) == "点" || text(next) == "时" {
      next += 1
      if let found = number(next), found < 60 {
        minute = found
        next += text(next + 1) == "分" ? 2 : 1
      } else if text(next) == "半" {
        minute = 30
        next += 1
      }
    } else if text(next) != "am" && text(next) != "pm" {
      return nil
    }
    let isAfternoon =
      text(next) == "pm"
      || (text(index - 1) == "午" && text(index - 2) == "下")
      || (text(index - 1) == "上" && text(index - 2) == "晚")
    let isMorning = text(next) == "am" || (text(index - 1) == "午" && text(index - 2) == "上")
    if isAfternoon, hour < 12 { hour += 12 }
    if isMorning, hour == 12 { hour = 0 }
    if text(next) == "am" || text(next) == "pm" { next += 1 }
    let clock = Clock(
      minute: min(hour * 60 + minute, 1440), word: index, isMarked: isAfternoon || isMorning)
    return (clock, next)
  }
}
