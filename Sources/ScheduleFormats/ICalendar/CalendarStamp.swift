import ConferenceModel
import FoundationEssentials

/// Instants and days as iCalendar writes them (RFC 5545, sections 3.3.4 and 3.3.5).
enum CalendarStamp {
  /// `20260325T100000Z`, cut to whole seconds; nil outside the years 1 to 9999.
  static func utc(_ instant: Date) -> String? {
    let seconds = instant.timeIntervalSince1970.rounded(.down)
    guard let day = day(seconds) else { return nil }
    let second = Int(seconds) - day.dayNumber * 86_400
    var text = date(day)
    text += "T"
    for part in [second / 3600, second / 60 % 60, second % 60] { text += digits(part, 2) }
    return text + "Z"
  }

  /// `20260325`.
  static func date(_ day: LocalDay) -> String {
    digits(day.year, 4) + digits(day.month, 2) + digits(day.day, 2)
  }

  /// The UTC day of a number of seconds since 1970; nil outside the years 1 to 9999.
  static func day(_ seconds: Double) -> LocalDay? {
    let number = (seconds / 86_400).rounded(.down)
    guard number >= -719_162, number <= 2_932_896 else { return nil }
    return LocalDay(dayNumber: Int(number))
  }

  private static func digits(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
  }
}
