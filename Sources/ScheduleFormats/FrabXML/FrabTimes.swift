// Foundation, not FoundationEssentials: it brings the zone data that names are looked up in.
import ConferenceModel
import Foundation

/// Reads the start and the end of an event, and notes what is odd about them.
struct FrabTimes {
  /// For times that say no offset.
  private let zone: TimeZone
  /// What begins before this minute of the day belongs to the evening before.
  private let dayChange: Int

  /// - parameter zone: the conference's, where the document names none.
  init(_ conference: FrabConference, zone: TimeZone, problems: inout [FeedProblem]) {
    dayChange = conference.dayChange.flatMap { FrabClock.minute($0) } ?? 0
    guard let name = conference.timeZone else {
      self.zone = zone
      return
    }
    guard let named = TimeZone(identifier: name) else {
      self.zone = zone
      let excerpt = name.prefix(40)
      problems.append(
        FeedProblem(
          line: nil, message: "time zone \"\(excerpt)\" is unknown, the conference's is used"))
      return
    }
    self.zone = named
  }

  /// The start; nil when neither `date` nor `start` says one, which is a problem noted.
  ///
  /// `date` has the last word where it holds a time: in some files all of it disagrees with the
  /// `<day>` around, whose bounds are those of UTC.
  func start(of event: FrabEvent, problems: inout [FeedProblem]) -> Date? {
    let date = event.date.flatMap { WrittenDate($0) }
    if let instant = date?.instant(in: zone) { return instant }
    if let text = event.date, date == nil {
      note(event, "date \"\(text.prefix(40))\" is no time", &problems)
    }
    guard let minute = event.start.flatMap({ FrabClock.minute($0) }),
      let day = date?.day ?? event.day.flatMap({ WrittenDate($0)?.day })
    else {
      note(event, "an event has no start", &problems)
      return nil
    }
    // A `date` is the event's own day already, a `<day>` lasts until the change.
    let isNextDay = date == nil && minute < dayChange
    return zone.instant(day: isNextDay ? day.adding(days: 1) : day, minute: minute)
  }

  /// The end after a start; nil when no duration is said.
  func end(of event: FrabEvent, start: Date?, problems: inout [FeedProblem]) -> Date? {
    guard let start, let text = event.duration else { return nil }
    guard let minutes = FrabClock.duration(text) else {
      note(event, "the end was left out, \"\(text.prefix(40))\" is no duration", &problems)
      return nil
    }
    return start.addingTimeInterval(Double(minutes) * 60)
  }

  private func note(_ event: FrabEvent, _ message: String, _ problems: inout [FeedProblem]) {
    problems.append(FeedProblem(line: event.line, message: message))
  }
}
