import ConferenceModel

/// A body's events with what its head says of itself, raw.
struct CalendarContents {
  var name: Property?
  var productID: Property?
  /// X-WR-TIMEZONE.
  var timeZone: Property?
  var zones: [ZoneComponent] = []
  var events: [EventComponent] = []
  var problems: [FeedProblem] = []
}

/// Finds the events of a calendar; everything else is stepped over.
struct CalendarParser {
  private let lines: ContentLines
  private var contents = CalendarContents()
  /// The names of the open components with their lines, outermost first.
  private var open: [(name: Bytes, line: Int)] = []
  private var event: EventComponent?
  private var zone: ZoneComponent?

  private init(_ lines: ContentLines) { self.lines = lines }

  /// The events between BEGIN:VCALENDAR and its END.
  ///
  /// - throws: `truncated` when a component that was begun is not ended: what is missing might be
  ///   most of the programme, and a short feed must not pass for a programme with sessions gone.
  static func contents(of lines: ContentLines) throws(ScheduleFormatError) -> CalendarContents {
    var parser = CalendarParser(lines)
    while let line = lines.next() { parser.read(line) }
    if let last = parser.open.last {
      let name = BodyInspection.beginning(of: last.name, limit: 40).uppercased()
      throw .truncated(line: lines.lastLineNumber, expected: "END:\(name)")
    }
    return parser.contents
  }

  private mutating func read(_ line: ContentLine) {
    guard let (name, property) = Property.parse(line) else {
      if open.isEmpty { return }
      if event != nil { note(line.number, "a line without a colon was skipped") }
      return
    }
    if name.count == 5, name.equalsIgnoringCase("BEGIN") {
      begin(property)
    } else if name.count == 3, name.equalsIgnoringCase("END") {
      end(property)
    } else if open.count == 2, event != nil {
      event?.take(name, property)
    } else if open.count == 1 {
      readHead(name, property)
    } else if zone != nil {
      readZone(name, property)
    }
  }

  private mutating func readZone(_ name: Bytes, _ property: Property) {
    if open.count == 2 {
      zone?.take(name, property)
    } else if open.count == 3, let last = zone?.observances.indices.last {
      zone?.observances[last].take(name, property)
    }
  }

  private mutating func readHead(_ name: Bytes, _ property: Property) {
    if name.equalsIgnoringCase("PRODID") {
      contents.productID = contents.productID ?? property
    } else if name.equalsIgnoringCase("X-WR-CALNAME") || name.equalsIgnoringCase("NAME") {
      contents.name = contents.name ?? property
    } else if name.equalsIgnoringCase("X-WR-TIMEZONE") {
      contents.timeZone = contents.timeZone ?? property
    }
  }

  private mutating func begin(_ property: Property) {
    let name = property.value.trimmed
    if open.isEmpty {
      guard name.equalsIgnoringCase("VCALENDAR") else { return }
    } else if name.equalsIgnoringCase("VEVENT") || isOwnJournal(name) {
      if let unfinished = event {
        note(unfinished.line, "an event without END:VEVENT was skipped")
        event = nil
        open.removeLast(open.count - 1)
      }
      if open.count == 1 { event = EventComponent(line: property.line) }
    } else if open.count == 1, name.equalsIgnoringCase("VTIMEZONE") {
      zone = ZoneComponent()
    } else if open.count == 2, zone != nil {
      // STANDARD or DAYLIGHT; which of them does not matter, the offsets say it.
      zone?.observances.append(ZoneComponent.Observance())
    }
    open.append((name, property.line))
  }

  /// Our own calendars hold sessions that have no time yet as journal entries.
  private func isOwnJournal(_ name: Bytes) -> Bool {
    name.equalsIgnoringCase("VJOURNAL") && OwnCalendar.wrote(contents.productID)
  }

  private mutating func end(_ property: Property) {
    let name = property.value.trimmed
    guard let index = open.lastIndex(where: { $0.name.lowercasedEquals(name) }) else {
      if !open.isEmpty {
        let name = BodyInspection.beginning(of: name, limit: 40)
        note(property.line, "END:\(name) without its BEGIN was skipped")
      }
      return
    }
    if index == 0, let unfinished = event {
      note(unfinished.line, "an event without END:VEVENT was skipped")
      event = nil
    } else if index == 1, let finished = event {
      contents.events.append(finished)
      event = nil
    }
    if index <= 1, let finished = zone {
      contents.zones.append(finished)
      zone = nil
    }
    open.removeLast(open.count - index)
  }

  private mutating func note(_ line: Int, _ message: String) {
    contents.problems.append(FeedProblem(line: line, message: message))
  }
}
