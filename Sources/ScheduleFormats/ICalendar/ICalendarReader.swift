import ConferenceModel

/// Reads any iCalendar as it stands: the whole LOCATION is the room.
///
/// ORGANIZER is who keeps the calendar, and an ATTENDEE who was invited: neither speaks. But
/// where an ATTENDEE has no address at all (`ATTENDEE;CN="Ada Lovelace":invalid:nomail`) nobody
/// was invited, and a programme names its speaker so; a person's own calendar never does. Some
/// programmes name them in the description instead, see `LabelledSpeakers`.
enum ICalendarReader: FormatReader {
  static func recognises(_ body: Bytes) -> Bool {
    body.trimmed.startsIgnoringCase(with: "BEGIN:VCALENDAR")
  }

  static func read(
    _ body: Bytes, options: ReadingOptions
  ) throws(ScheduleFormatError) -> Schedule {
    let lines = ContentLines(body)
    // Folded lines live in it, and the raw events point to them.
    defer { withExtendedLifetime(lines) {} }
    let contents = try CalendarParser.contents(of: lines)
    var reading = EventReading(contents, options: options)
    if OwnCalendar.wrote(contents.productID) {
      OwnCalendar.addSessions(contents.events, to: &reading)
      return try reading.schedule(name: OwnCalendar.name(contents.name))
    }
    reading.readSeries(in: contents.events)
    let labelled = LabelledSpeakers(contents.events)
    for event in contents.events {
      let times = reading.occurrences(of: event)
      guard let first = times.first else { continue }
      var session = session(of: event, first, labelled, &reading)
      reading.add(session)
      // The texts are the same for all.
      for base in times.dropFirst() {
        session.key = base.key
        (session.facts.start, session.facts.end) = (base.start, base.end)
        reading.add(session)
      }
    }
    let name = reading.text(contents.name).string
    return try reading.schedule(name: name)
  }

  private static func session(
    of event: EventComponent, _ base: EventReading.Base, _ labelled: LabelledSpeakers,
    _ reading: inout EventReading
  ) -> Session {
    let (named, abstract) = labelled.taken(from: reading.abstract(of: event))
    let title = reading.title(of: event)
    let tracks = event.categories.map { reading.text($0).string }.filter { !$0.isEmpty }
    let track = tracks.joined(separator: ", ")
    let facts = SessionFacts(
      title: title.text, speakers: named + speakers(of: event, &reading),
      room: reading.pooled(reading.text(event.location)), start: base.start,
      end: base.end, status: base.isCancelled || title.isCancelled ? .cancelled : .scheduled)
    var (text, category) = (title.text, track)
    let kind = text.withUTF8 { text in
      category.withUTF8 { category in
        SessionKindRules.kind(
          title: Bytes(text), category: SessionKindRules.category(Bytes(category)),
          isCredited: true, isDayLong: facts.isDayLong)
      }
    }
    return Session(
      key: base.key, facts: facts, track: track.isEmpty ? nil : track, kind: kind,
      url: reading.url(of: event), abstract: abstract)
  }
}

extension ICalendarReader {
  private static func speakers(
    of event: EventComponent, _ reading: inout EventReading
  ) -> [Speaker] {
    event.attendees.compactMap { attendee in
      guard attendee.value.trimmed.startsIgnoringCase(with: "invalid:"),
        let name = attendee.parameter("CN").flatMap({ reading.pooled(reading.plainText($0)) })
      else { return nil }
      return Speaker(name: name)
    }
  }
}

extension EventReading {
  /// What a session without a title is called, so that it keeps its place and its stars.
  static var untitled: String { "Untitled" }

  /// The title without a cancellation mark, and whether there was one.
  mutating func title(of event: EventComponent) -> (text: String, isCancelled: Bool) {
    let text = text(event.summary)
    guard !text.isEmpty else {
      note(line: event.line, "an event without SUMMARY is called \"\(Self.untitled)\"")
      return (Self.untitled, false)
    }
    if let rest = CancellationMark.strip(text) { return (rest, true) }
    return (text.string, false)
  }
}
