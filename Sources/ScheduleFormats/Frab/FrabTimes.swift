// Foundation, not FoundationEssentials: it brings the zone data that names are looked up in.
import ConferenceModel
import Foundation

/// What an event says of its times, as written; XML and JSON have the same fields.
struct FrabWrittenTimes {
  var date: String?
  var start: String?
  var end: String?
  var duration: String?
  /// The `date` of the day around it.
  var day: String?
  /// The minute of the clock at which that day begins: what starts earlier is the night after it.
  var dayChange = 0
}

/// Reads the start and the end of an event, and notes what is odd about them.
struct FrabTimes {
  /// For times that say no offset.
  private let zone: TimeZone

  /// - parameter name: the zone that the file names for the conference; one that nobody knows is
  ///   noted, and the configured one is used.
  init(zone name: String?, _ reading: inout RowReading) {
    guard let name, !name.isEmpty else {
      zone = reading.options.timeZone
      return
    }
    if let named = TimeZone(identifier: name) {
      zone = named
      return
    }
    zone = reading.options.timeZone
    reading.note("time zone \"\(name.prefix(40))\" is unknown, the conference's is used")
  }

  /// The start; nil with a note when neither `date` nor `start` is a time.
  ///
  /// `date` has the last word where it holds a time: in some files all of it disagrees with the
  /// day around, whose bounds are those of UTC.
  func start(
    of event: FrabWrittenTimes, at place: FeedPlace, _ reading: inout RowReading
  ) -> Date? {
    if let time = event.date.flatMap({ ISODateTime($0) }) { return time.instant(in: zone) }
    let ownDay = event.date.flatMap { LocalDay($0) }
    let dayAround = event.day.flatMap { LocalDay(String($0.prefix(10))) }
    guard let minute = event.start.flatMap({ FrabClock.minute($0) }),
      let day = ownDay ?? dayAround
    else {
      reading.note(place, "a session without a time, neither \"date\" nor \"start\" is one")
      return nil
    }
    // A `date` is the event's own day already, the day around it lasts until the change.
    let isNextDay = ownDay == nil && minute < event.dayChange
    return zone.instant(day: isNextDay ? day.adding(days: 1) : day, minute: minute)
  }

  /// The start with the duration, or the `end` that newer files have; nil when neither is said,
  /// and with a note when it can't be read.
  func end(
    of event: FrabWrittenTimes, start: Date?, at place: FeedPlace, _ reading: inout RowReading
  ) -> Date? {
    guard let start else { return nil }
    if let minutes = event.duration.flatMap({ FrabClock.duration($0) }) {
      return start.addingTimeInterval(Double(minutes) * 60)
    }
    if let end = event.end.flatMap({ ISODateTime($0) }) {
      return reading.end(end.instant(in: zone), after: start, at: place)
    }
    if let text = event.duration, !text.isEmpty {
      reading.note(place, "the end was left out, \"\(text.prefix(40))\" is no duration")
    }
    return nil
  }
}
