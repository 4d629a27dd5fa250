import ConferenceModel
import Foundation

/// The zone that a time is written in: one that everybody knows by name, or one that exists only
/// in the VTIMEZONE of its calendar.
enum CalendarZone {
  case named(TimeZone)
  case described(CalendarZoneRules)

  /// Seconds east of UTC that hold at an instant.
  func offset(at instant: Date) -> Int {
    switch self {
    case .named(let zone): zone.secondsFromGMT(for: instant)
    case .described(let rules): rules.offset(at: instant)
    }
  }

  /// The instant of a local time, `second` seconds after midnight.
  ///
  /// A time that the spring change skips is the same span after the change; of a time that the
  /// autumn change repeats, the first (RFC 5545, section 3.3.5).
  func instant(day: LocalDay, second: Int) -> Date {
    switch self {
    case .named(let zone):
      zone.instant(day: day, minute: second / 60).addingTimeInterval(Double(second % 60))
    case .described(let rules): rules.instant(day: day, second: second)
    }
  }

  /// The local day of an instant and the seconds after its midnight.
  func local(_ instant: Date) -> (day: LocalDay, second: Int) {
    let seconds = Int(instant.timeIntervalSince1970.rounded(.down)) + offset(at: instant)
    let dayNumber = Int((Double(seconds) / 86_400).rounded(.down))
    return (LocalDay(dayNumber: dayNumber), seconds - dayNumber * 86_400)
  }
}
