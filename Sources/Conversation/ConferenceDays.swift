import ConferenceModel
import Foundation

/// The days on which a programme has sessions.
struct ConferenceDays {
  /// Ascending; days of desks and day-long containers alone are left out.
  let days: [LocalDay]
  private let zone: TimeZone

  init(_ programme: Programme, zone: TimeZone) {
    let starts = programme.entries.compactMap { entry -> Date? in
      let session = entry.session
      return session.facts.isDayLong || session.kind == .registration ? nil : session.facts.start
    }
    days = Set(starts.map(zone.day)).sorted()
    self.zone = zone
  }

  /// The day that is meant.
  func day(_ selector: DaySelector, now: Date) -> LocalDay {
    let today = zone.day(of: now)
    switch selector {
    case .today: return today
    case .tomorrow: return today.adding(days: 1)
    case .date(let day): return day
    case .weekday(let weekday):
      // "Monday", said on Thursday of the conference, is the Monday that was.
      let such = days.filter { $0.weekday == weekday }
      if let meant = such.first(where: { $0 >= today }) ?? such.last { return meant }
      return today.adding(days: (weekday - today.weekday + 7) % 7)
    case .monthAndDay(let month, let day):
      let such = days.first { $0.month == month && $0.day == day }
      return such ?? LocalDay(year: today.year, month: month, day: day) ?? today
    }
  }
}

/// The rooms of a programme.
struct RoomNames {
  private let rooms: [String]

  init(_ programme: Programme) {
    rooms = Set(programme.entries.compactMap(\.session.facts.room)).sorted()
  }

  /// At most three rooms that may be meant, nearest first.
  func nearest(to name: String) -> [String] {
    NearWords.nearest(to: name, among: rooms, limit: 3)
  }
}

/// Finds names that are nearly the one typed.
enum NearWords {
  /// At most `limit` candidates, nearest first. A candidate's distance is that of the part of it
  /// (between blanks or bars) that is nearest to the whole, or of the whole.
  static func nearest(to text: String, among candidates: [String], limit: Int) -> [String] {
    let wanted = text.lowercased()
    let tolerance = max(1, min(3, wanted.count / 3))
    return
      candidates
      .map { candidate -> (candidate: String, distance: Int) in
        let lowered = candidate.lowercased()
        let parts =
          [lowered] + lowered.split { " |+-/".contains($0) }.map(String.init)
          + lowered.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        let distance = parts.map { EditDistance.between($0, wanted) }.min() ?? Int.max
        return (candidate, distance)
      }
      .filter { $0.distance <= tolerance }
      .sorted { ($0.distance, $0.candidate) < ($1.distance, $1.candidate) }
      .prefix(limit).map(\.candidate)
  }
}
