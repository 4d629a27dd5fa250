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
    let rows = FrabRows(conference, &reading)
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

/// The rows of one file.
struct FrabRows {
  /// The zone of times without an offset.
  private let zone: TimeZone
  private let roomIDs: [String: String]

  init(_ conference: FrabFile.Conference, _ reading: inout RowReading) {
    zone =
      conference.timeZoneName.flatMap { TimeZone(identifier: $0) } ?? reading.options.timeZone
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
        guard let id = id(of: event, &reading) else {
          reading.skip(place, "a session without guid, code and id was skipped")
          continue
        }
        let session = session(of: event, id: id, roomName: name, day, place, &reading)
        reading.add(session, at: place)
      }
    }
  }

  /// pretalx makes the guid of a talk with several slots from the slot's number, so there the code
  /// is what stays; numeric ids of merged feeds are not unique, so they come last.
  private func id(of event: FrabFileEvent, _ reading: inout RowReading) -> String? {
    reading.text(event.code) ?? reading.text(event.guid) ?? reading.text(event.id)
  }

  private func session(
    of event: FrabFileEvent, id: String, roomName: String, _ day: FrabFile.Day, _ place: FeedPlace,
    _ reading: inout RowReading
  ) -> Session {
    let title = reading.title(event.title, at: place)
    // The two mean the same place where they differ; the event's own is the one on its page.
    let room = reading.pooled(event.room) ?? reading.pooled(roomName)
    let start = FrabFileTimes(zone: zone, day: day).start(of: event, at: place, &reading)
    let end = FrabFileTimes(zone: zone, day: day).end(of: event, start: start, at: place, &reading)
    let speakers = reading.elements(event.persons, "persons", of: place).compactMap { person in
      reading.pooled(person.name).map { Speaker(name: $0) }
    }
    let facts = SessionFacts(
      title: title.text, speakers: speakers, room: room, start: start,
      end: reading.end(end, after: start, at: place),
      status: title.isCancelled ? .cancelled : .scheduled)
    let track = reading.pooled(event.track)
    return Session(
      key: SessionKey(source: reading.options.source, id: id), facts: facts, track: track,
      kind: kind(of: facts, track: track, type: reading.text(event.type), &reading),
      url: reading.webAddress(event.url), abstract: abstract(of: event, &reading),
      roomID: room.flatMap { roomIDs[$0] })
  }

  private func kind(
    of facts: SessionFacts, track: String?, type: String?, _ reading: inout RowReading
  ) -> SessionKind {
    reading.kind(
      of: facts, category: reading.category(track), type: type.flatMap { SessionTypeWords.kind($0) }
    )
  }

  /// The abstract with the description behind it, where that says more.
  private func abstract(of event: FrabFileEvent, _ reading: inout RowReading) -> String? {
    let abstract = reading.abstract(event.abstract, .markdown)
    guard let description = reading.abstract(event.description, .markdown) else {
      return abstract
    }
    guard let abstract, !description.hasPrefix(abstract) else { return description }
    return "\(abstract)\n\n\(description)"
  }
}

/// The times of an event, from whatever a file gives of them.
struct FrabFileTimes {
  let zone: TimeZone
  let day: FrabFile.Day

  /// `date`, or the day's date with the event's `start`; nil with a note when neither is a time.
  func start(
    of event: FrabFileEvent, at place: FeedPlace, _ reading: inout RowReading
  ) -> Date? {
    if let time = event.date.flatMap({ ISODateTime($0) }) { return time.instant(in: zone) }
    if let start = startOnDay(event) { return start }
    reading.note(place, "a session without a time, neither \"date\" nor \"start\" is one")
    return nil
  }

  private func startOnDay(_ event: FrabFileEvent) -> Date? {
    guard let minute = event.start.flatMap(ClockDuration.minutes), minute < 24 * 60,
      let day = day.date.flatMap({ LocalDay(String($0.prefix(10))) })
    else { return nil }
    // What begins before the day does belongs to the night after it.
    let change = self.day.start.flatMap { ISODateTime($0) }.map { $0.secondOfDay / 60 } ?? 0
    return zone.instant(day: day.adding(days: minute < change ? 1 : 0), minute: minute)
  }

  /// The start with the duration, or the `end` that newer files have; nil when neither is there.
  /// What is no duration is noted.
  func end(
    of event: FrabFileEvent, start: Date?, at place: FeedPlace, _ reading: inout RowReading
  ) -> Date? {
    guard let start else { return nil }
    if let minutes = event.duration.flatMap(ClockDuration.minutes) {
      return start.addingTimeInterval(Double(minutes) * 60)
    }
    if let end = event.end.flatMap({ ISODateTime($0) }) { return end.instant(in: zone) }
    if let text = event.duration, !text.isEmpty {
      reading.note(place, "the end was left out, \"\(text.prefix(40))\" is no duration")
    }
    return nil
  }
}
