import ConferenceModel
import Foundation

/// Reads when a talk is, as people write it in a guide.
struct GuideTimes {
  /// The conference's zone.
  let timeZone: TimeZone
  /// For dates without a year.
  let year: Int?

  /// A slot, and what is wrong with the text it was read from.
  struct Reading: Hashable {
    var slot: TimeSlot
    var problem: String?
  }

  private static let advice = "write it as 24 March 2026, 11:15–11:45"

  /// Whether a text says that something is still open.
  static func isOpen(_ text: String) -> Bool {
    ["tba", "tbd", "tbc", "to be announced", "to be confirmed", "待定", "待公布", "未定", "-", "?"]
      .contains(text.lowercased())
  }

  /// The slot of a text such as `Monday March 23, 2026 10:50 - 11:15 CET`, `3月24日 11:15 - 11:45`.
  ///
  /// - returns: no start where there is no date or no time of day; a weekday that is another day
  ///   than the date is a problem, and the date holds.
  func read(_ text: String) -> Reading {
    let nothing = TimeSlot(start: nil, end: nil)
    if text.isEmpty || Self.isOpen(text) { return Reading(slot: nothing) }
    let words = TimeWords(text)
    let dates = words.dates(year: year)
    let clocks = words.clocks(behind: dates.map(\.words))
    guard let first = dates.first else {
      let reason = year == nil ? "no date with a year" : "no date"
      return Reading(slot: nothing, problem: "\(reason); \(Self.advice)")
    }
    guard let start = clocks.first else {
      return Reading(slot: nothing, problem: "no time of day; \(Self.advice)")
    }
    func day(of clock: TimeWords.Clock) -> LocalDay {
      dates.last { $0.words.upperBound <= clock.word }?.day ?? first.day
    }
    let zone =
      words.offset(in: timeZone, year: first.day.year)
      .flatMap { TimeZone(secondsFromGMT: $0) } ?? timeZone
    let from = zone.instant(day: day(of: start), minute: start.minute)
    var until: Date?
    if clocks.count > 1 {
      let end = zone.instant(day: day(of: clocks[1]), minute: clocks[1].minute)
      // Past midnight: only the start's date is given.
      until = end < from ? end.addingTimeInterval(86_400) : end
      if let end = until, end < from { until = nil }
    }
    var problem: String?
    if let weekday = words.weekday, weekday != first.day.weekday {
      problem = "\(first.day) is no \(TimeWords.weekdays[weekday - 1].capitalized)"
    }
    return Reading(slot: TimeSlot(start: from, end: until), problem: problem)
  }
}
