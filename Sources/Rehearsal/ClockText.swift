import ConferenceModel
import Foundation

/// A time as a message writes it: `Wed 25 Mar 16:25–16:45`, `3月25日 周三 16:25`.
struct ClockText: Hashable {
  /// Month and day; nil where the reader takes the day for granted.
  var day: MonthDay?
  var start: String
  var end: String?

  /// A day without its year.
  struct MonthDay: Hashable {
    var month: Int
    var day: Int

    init(month: Int, day: Int) { (self.month, self.day) = (month, day) }

    init(_ day: LocalDay) { self.init(month: day.month, day: day.day) }
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
  /// The first time in a line; nil when there is none.
  ///
  /// - returns: it, and the line without it.
  static func find(in line: String) -> (time: ClockText, rest: String)? {
    let characters = Array(line)
    guard let place = characters.indices.first(where: { clock(in: characters, at: $0) != nil }),
      let start = clock(in: characters, at: place)
    else { return nil }
    var end: String?
    var rest = place + 5
    if rest < characters.count, characters[rest] == "–",
      let second = clock(in: characters, at: rest + 1)
    {
      end = second
      rest += 6
    }
    let before = String(characters[..<place])
    let found = Self.day(in: before)
    let prefix =
      found.flatMap { before.range(of: $0.text, options: .backwards) }
      .map { before.replacingCharacters(in: $0, with: "") } ?? before
    return (
      ClockText(day: found?.day, start: start, end: end), prefix + String(characters[rest...])
    )
  }

  /// `16:25` at a place of a line.
  private static func clock(in line: [Character], at place: Int) -> String? {
    guard place + 5 <= line.count, line[place + 2] == ":" else { return nil }
    let text = line[place..<(place + 5)]
    let digits = text.filter(\.isWholeNumber)
    return digits.count == 4 ? String(text) : nil
  }

  /// The last day that a text names.
  static func day(in text: String) -> (day: MonthDay, text: String)? {
    guard text.contains(where: \.isWholeNumber) else { return nil }
    let english = /(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (\d{1,2}) (\w{3})/
    if let match = text.matches(of: english).last, let day = Int(match.1),
      let month = months.firstIndex(of: String(match.2))
    {
      return (MonthDay(month: month + 1, day: day), String(match.0))
    }
    let chinese = /(\d{1,2})月(\d{1,2})日 周./
    if let match = text.matches(of: chinese).last, let month = Int(match.1),
      let day = Int(match.2)
    {
      return (MonthDay(month: month, day: day), String(match.0))
    }
    return nil
  }

  /// Whether it is what a message says of these facts.
  ///
  /// - parameter today: the day that is taken for granted; nil accepts any.
  func fits(_ facts: SessionFacts, in zone: TimeZone, today: MonthDay?) -> Bool {
    guard let begin = facts.start, zone.clockText(of: begin) == start else { return false }
    if let end, facts.end.map(zone.clockText) != end { return false }
    guard let wanted = day ?? today else { return true }
    return MonthDay(zone.day(of: begin)) == wanted
  }
}
