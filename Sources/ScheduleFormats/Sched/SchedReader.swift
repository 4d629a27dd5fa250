import ConferenceModel

/// Reads Sched's `all.ics`: what stands in the title, the category and the location, taken apart.
enum SchedReader: FormatReader {
  /// Where PRODID must stand to be found; it is the seventh line of every file seen.
  private static let headMax = 4096

  static func recognises(_ body: Bytes) -> Bool {
    guard ICalendarReader.recognises(body) else { return false }
    let lines = ContentLines(body.slice(0..<headMax))
    while let line = lines.next() {
      guard let (name, property) = Property.parse(line) else { continue }
      if name.equalsIgnoringCase("PRODID") { return isSched(property.value) }
      if property.value.equalsIgnoringCase("VEVENT") { return false }
    }
    return false
  }

  private static func isSched(_ productID: Bytes) -> Bool {
    productID.startsIgnoringCase(with: "-//Sched.com")
  }

  static func read(
    _ body: Bytes, options: ReadingOptions
  ) throws(ScheduleFormatError) -> Schedule {
    let lines = ContentLines(body)
    // Folded lines live in it, and the raw events point to them.
    defer { withExtendedLifetime(lines) {} }
    let contents = try CalendarParser.contents(of: lines)
    var reading = EventReading(contents, options: options)
    let rows = SchedRows(contents.events, &reading)
    rows.addSessions(to: &reading)
    let name = name(of: contents, &reading)
    return try reading.schedule(name: name)
  }

  /// The title in `-//Sched.com <title>//EN`; X-WR-CALNAME is only the host's first label.
  private static func name(
    of contents: CalendarContents, _ reading: inout EventReading
  ) -> String? {
    guard let property = contents.productID, isSched(property.value) else {
      return contents.name.map { reading.text($0).string }
    }
    var rest = property.value.dropFirst("-//Sched.com".utf8.count)
    for index in 0..<rest.count where rest.dropFirst(index).starts(with: "//") {
      rest = rest.slice(0..<index)
      break
    }
    return rest.trimmed.string
  }
}
