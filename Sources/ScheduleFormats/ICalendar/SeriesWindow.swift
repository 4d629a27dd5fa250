import ConferenceModel
import FoundationEssentials

/// From when to when instances of repeated events are read.
struct SeriesWindow {
  /// Instances that start before are left out.
  let from: Date
  /// Instances that start then or later are left out; nil for no limit but the event's own.
  let to: Date?

  private static let daysBefore = 60.0
  private static let daysAfter = 400.0
  /// For a rule without an end, when nobody says what is now.
  private static let daysOfEndless = 731.0

  /// The window around an instant; all of an event without one.
  init(horizon: Date?) {
    guard let seconds = horizon?.timeIntervalSince1970, seconds.isFinite else {
      (from, to) = (.distantPast, nil)
      return
    }
    // Whole days, so that two refreshes a minute apart read the same.
    let day = (seconds / 86_400).rounded(.down)
    from = Date(timeIntervalSince1970: (day - Self.daysBefore) * 86_400)
    to = Date(timeIntervalSince1970: (day + Self.daysAfter + 1) * 86_400)
  }

  func contains(_ start: Date) -> Bool { start >= from && to.map { start < $0 } ?? true }

  /// The same with an end for a rule that has none.
  func limited(start: Date, isEndless: Bool) -> (from: Date, to: Date) {
    let own = start.addingTimeInterval(Self.daysOfEndless * 86_400)
    return (from, to ?? (isEndless ? own : .distantFuture))
  }
}
