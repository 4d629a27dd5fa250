import ConferenceModel
import Foundation

/// Times and numbers as a report writes them.
struct ReportWords {
  let timeZone: TimeZone

  /// `Mon 23 Mar 2026 09:05`, or with seconds behind.
  func time(_ instant: Date, seconds: Bool = false) -> String {
    let day = timeZone.day(of: instant)
    return "\(Self.days[day.weekday - 1]) \(day.day) \(Self.months[day.month - 1]) \(day.year) "
      + clock(instant, seconds: seconds)
  }

  /// `Mon 23 Mar`.
  func day(_ instant: Date) -> String {
    let day = timeZone.day(of: instant)
    return "\(Self.days[day.weekday - 1]) \(day.day) \(Self.months[day.month - 1])"
  }

  /// `09:05`, or `09:05:07`.
  func clock(_ instant: Date, seconds: Bool = false) -> String {
    guard seconds else { return timeZone.clockText(of: instant) }
    let whole = Int(instant.timeIntervalSince1970.rounded(.down))
    let second = ((whole % 60) + 60) % 60
    return "\(timeZone.clockText(of: instant)):\(second < 10 ? "0" : "")\(second)"
  }

  /// `0.3 s`, `12 s`, `4 min 10 s`, `2 h 5 min`.
  static func span(_ seconds: TimeInterval) -> String {
    let size = abs(seconds)
    if size < 9.95 {
      let tenths = Int((size * 10).rounded())
      return "\(tenths / 10).\(tenths % 10) s"
    }
    let whole = Int(size.rounded())
    if whole < 60 { return "\(whole) s" }
    if whole < 3600 { return "\(whole / 60) min\(whole % 60 == 0 ? "" : " \(whole % 60) s")" }
    let minutes = whole / 60
    if minutes < 1440 {
      return "\(minutes / 60) h\(minutes % 60 == 0 ? "" : " \(minutes % 60) min")"
    }
    let hours = minutes / 60
    return "\(hours / 24) d\(hours % 24 == 0 ? "" : " \(hours % 24) h")"
  }

  /// `12,345`.
  static func number(_ count: Int) -> String {
    let digits = String(abs(count))
    var groups = ""
    for (offset, digit) in digits.reversed().enumerated() {
      if offset > 0, offset % 3 == 0 { groups.append(",") }
      groups.append(digit)
    }
    return (count < 0 ? "-" : "") + String(groups.reversed())
  }

  /// `1 message`, `12 messages`.
  static func counted(_ count: Int, _ one: String, _ many: String? = nil) -> String {
    "\(number(count)) \(count == 1 ? one : many ?? one + "s")"
  }

  /// `before its deadline`, `after it`.
  static func againstDeadline(_ lateness: TimeInterval) -> String {
    lateness > 0 ? "\(span(lateness)) late" : "\(span(lateness)) before its deadline"
  }

  private static let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}

extension RehearsalReport {
  /// Where and whether anything really left the process.
  static func words(for chat: Chat) -> String {
    let place = chat.address.map { "sent to \($0)" } ?? "in memory, nothing sent"
    guard chat.refusals > 0 else { return "\(chat.platform.rawValue): \(place)" }
    let refusals = ReportWords.counted(chat.refusals, "send")
    return "\(chat.platform.rawValue): \(place); \(refusals) refused by its rate limits"
  }

  /// What became of a version.
  func words(for fate: Version.Fate) -> String {
    switch fate {
    case .first: "the programme to begin with"
    case .same: "nothing changed"
    case .unseen: "never looked at: another one came first, or the end"
    case .held(let reason): "HELD: \(reason)"
    case .unreadable(let reason): "UNREADABLE: \(reason)"
    case .taken(let at, let changes):
      "taken \(ReportWords(timeZone: timeZone).clock(at, seconds: true)): "
        + changes.map { "\(ReportWords.number($0.count)) \($0.name)" }.joined(separator: ", ")
    }
  }

  /// Sums of the tallies.
  var delivered: Int { tallies.reduce(0) { $0 + $1.delivered } }

  /// The last line.
  var verdict: String {
    if broken.isEmpty {
      return "The promise was kept: \(ReportWords.counted(delivered, "message")), "
        + "none untrue, missing, doubled or late."
    }
    let ways = BrokenPromise.Way.allCases.compactMap { way -> String? in
      let count = broken.count { $0.way == way }
      return count == 0 ? nil : "\(ReportWords.number(count)) \(way.rawValue)"
    }
    return "The promise was broken \(ReportWords.counted(broken.count, "time")): "
      + ways.joined(separator: ", ") + "."
  }
}
