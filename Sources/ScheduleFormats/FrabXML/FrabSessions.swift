import ConferenceModel
import FoundationEssentials

/// Makes rows of a document that was read whole.
///
/// Only then are the conference's zone and the list of persons known, wherever they stand.
enum FrabSessions {
  /// The whole programme.
  ///
  /// - throws: `noSessions` when no event could be used.
  static func schedule(
    of document: FrabDocument, options: ReadingOptions
  ) throws(ScheduleFormatError) -> Schedule {
    var reading = RowReading(options: options)
    let conference = document.conference
    let rows = FrabRows(FrabTimes(zone: conference.timeZone, &reading))
    let dayChange = conference.dayChange.flatMap { FrabClock.minute($0) } ?? 0
    for event in document.events {
      let place = FeedPlace.line(event.line)
      var row = event.row
      if event.title == nil { row.title = reading.title(nil, at: place) }
      row.times.dayChange = dayChange
      row.speakers = event.persons.compactMap { person in
        person.name ?? person.id.flatMap { document.knownPersons[$0] }
      }
      rows.add(row, at: place, to: &reading)
    }
    return try reading.schedule(name: conference.title)
  }
}

extension FrabEvent {
  /// What the event says by itself.
  fileprivate var row: FrabRow {
    FrabRow(
      code: code, guid: guid, id: id, slug: slug, title: (title ?? "", isCancelled),
      times: FrabWrittenTimes(
        date: date, start: start, end: end, duration: duration, day: day),
      room: room, roomID: roomGUID, track: track, type: type, speakers: [], url: url,
      subtitle: subtitle, abstract: abstract, description: description)
  }
}
