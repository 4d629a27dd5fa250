import ConferenceModel

/// The rows of a Sched file between its two passes.
///
/// The first pass normalises what is needed to learn from the whole file, titles and locations;
/// the second takes the titles apart with what was learned and makes the sessions. Texts that
/// repeat, locations and categories, are worked on once.
struct SchedRows {
  private struct Row {
    let event: EventComponent
    let base: EventReading.Base
    let title: Range<Int>
    let isCancelled: Bool
    let location: Int
    let category: Int
  }

  /// The distinct values of one property, by the hash of what stands in the file.
  private struct Distinct {
    private var positions: [UInt64: Int] = [:]
    private(set) var values: [(text: [UInt8], count: Int)] = []

    mutating func position(of property: Property?, _ reading: inout EventReading) -> Int {
      let hash = property?.value.stableHash ?? 0
      let position = positions[hash] ?? values.count
      if position == values.count {
        positions[hash] = position
        values.append((Array(reading.text(property).buffer), 0))
      }
      values[position].count += 1
      return position
    }
  }

  private var rows: [Row] = []
  /// All titles without cancellation marks, one behind the other.
  private var titles: [UInt8] = []
  private var locations = Distinct()
  private var categories = Distinct()

  /// The first pass. Events that can't be used are noted and left out.
  init(_ events: [EventComponent], _ reading: inout EventReading) {
    rows.reserveCapacity(events.count)
    titles.reserveCapacity(events.reduce(0) { $0 + ($1.summary?.value.count ?? 0) })
    for event in events {
      let instance = event.recurrenceID?.value.trimmed.string
      guard let base = reading.base(of: event, instance: instance) else { continue }
      if let rule = event.recurrence.first?.property {
        // None of Sched's calendars seen repeats anything.
        reading.note(line: rule.line, "repetitions are not read, only the first")
      }
      let start = titles.count
      let isMarked = appendTitle(of: event, &reading)
      rows.append(
        Row(
          event: event, base: base, title: start..<titles.count,
          isCancelled: base.isCancelled || isMarked,
          location: locations.position(of: event.location, &reading),
          category: categories.position(of: event.categories.first, &reading)))
    }
  }

  /// Returns whether the title says that the session is cancelled.
  private mutating func appendTitle(
    of event: EventComponent, _ reading: inout EventReading
  ) -> Bool {
    let text = reading.text(event.summary)
    guard !text.isEmpty else {
      titles += Array(reading.title(of: event).text.utf8)
      return false
    }
    if let rest = CancellationMark.strip(text) {
      titles += Array(rest.utf8)
      return true
    }
    titles.append(contentsOf: text.buffer)
    return false
  }

  /// The second pass.
  func addSessions(to reading: inout EventReading) {
    let rules = SchedRooms(locations: locations.values)
    let rooms = locations.values.map { location in
      location.text.withUnsafeBufferPointer { reading.pooled(rules.room(of: Bytes($0))) }
    }
    let tracks = categories.values.map { category in
      category.text.withUnsafeBufferPointer {
        (name: reading.pooled(Bytes($0)), meaning: SessionKindRules.category(Bytes($0)))
      }
    }
    titles.withUnsafeBufferPointer { titles in
      let found = CreditedTitles(rows.map { Bytes(titles).slice($0.title) })
      for (index, row) in rows.enumerated() {
        let (title, speakers) = found.parts(of: index, &reading)
        let facts = SessionFacts(
          title: title.string, speakers: speakers, room: rooms[row.location],
          start: row.base.start, end: row.base.end,
          status: row.isCancelled ? .cancelled : .scheduled)
        let track = tracks[row.category]
        reading.add(
          Session(
            key: row.base.key, facts: facts, track: track.name,
            kind: SessionKindRules.kind(
              title: title, category: track.meaning, isCredited: !speakers.isEmpty,
              isDayLong: facts.isDayLong),
            url: reading.url(of: row.event), abstract: reading.abstract(of: row.event)))
      }
    }
  }
}
