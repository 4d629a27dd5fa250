import ConferenceModel
import FoundationEssentials

/// Reads `schedule.json` as frab, voc's merged schedules and pretalx write it.
enum FrabJSONReader: FormatReader {
  static func recognises(_ body: Bytes) -> Bool {
    JSONBody.opening(of: body) == UInt8(ascii: "{")
      && JSONBody.hasKeys(["schedule", "conference"], in: body)
  }

  static func read(
    _ body: Bytes, options: ReadingOptions
  ) throws(ScheduleFormatError) -> Schedule {
    let conference = try JSONBody.decode(FrabFile.self, from: body).schedule.conference
    var reading = RowReading(options: options)
    let rows = FrabFileRows(conference, &reading)
    for (index, day) in conference.days.enumerated() {
      let path = "schedule.conference.days[\(index)]"
      switch day.result {
      case .success(let day): rows.add(day, path, to: &reading)
      case .failure(let error):
        let reason = (error as? DecodingError).map { JSONPath.explain($0) }
        reading.skip(.path(path), "the day was skipped, \(reason?.reason ?? "it can't be read")")
      }
    }
    let name = reading.text(conference.title)
    return try reading.schedule(name: name)
  }
}

/// Makes rows of the days of one file.
struct FrabFileRows {
  private let rows: FrabRows
  private let roomIDs: [String: String]

  init(_ conference: FrabFile.Conference, _ reading: inout RowReading) {
    rows = FrabRows(FrabTimes(zone: conference.timeZoneName, &reading))
    var roomIDs: [String: String] = [:]
    for room in conference.rooms.compactMap(\.value) {
      guard let name = reading.text(room.name), let id = reading.text(room.guid) else { continue }
      roomIDs[name] = id
    }
    self.roomIDs = roomIDs
  }

  /// Adds the sessions of a day.
  func add(_ day: FrabFile.Day, _ path: String, to reading: inout RowReading) {
    for (name, events) in day.rooms {
      let path = path + ".rooms[\"\(name)\"]"
      guard let events = events.value else {
        reading.skip(.path(path), "the room was skipped, it is no list")
        continue
      }
      for (event, place) in reading.elements(events, in: path) {
        let row = row(of: event, roomName: name, day, place, &reading)
        rows.add(row, at: place, to: &reading)
      }
    }
  }

  private func row(
    of event: FrabFileEvent, roomName: String, _ day: FrabFile.Day, _ place: FeedPlace,
    _ reading: inout RowReading
  ) -> FrabRow {
    // The two mean the same place where they differ; the event's own is the one on its page.
    let room = reading.pooled(event.room) ?? reading.pooled(roomName)
    let dayChange = day.start.flatMap { ISODateTime($0) }.map { $0.secondOfDay / 60 }
    return FrabRow(
      code: reading.text(event.code), guid: reading.text(event.guid), id: reading.text(event.id),
      slug: reading.text(event.slug), title: reading.title(event.title, at: place),
      times: FrabWrittenTimes(
        date: event.date, start: event.start, end: event.end, duration: event.duration,
        day: day.date, dayChange: dayChange ?? 0),
      room: room, roomID: room.flatMap { roomIDs[$0] }, track: reading.pooled(event.track),
      type: reading.pooled(event.type),
      speakers: reading.elements(event.persons, "persons", of: place).compactMap {
        reading.pooled($0.name)
      },
      url: event.url, subtitle: reading.text(event.subtitle),
      abstract: reading.abstract(event.abstract, .markdown),
      description: reading.abstract(event.description, .markdown))
  }
}
