import ConferenceModel
import FoundationEssentials

/// Makes sessions of the rows of Sched's API, from JSON and CSV alike.
struct SchedAPIRows {
  private let rows: [(row: SchedAPIRow, place: FeedPlace)]

  init(_ rows: [(row: SchedAPIRow, place: FeedPlace)]) { self.rows = rows }

  /// Adds all sessions; a row without an id is skipped with a note.
  ///
  /// Two passes, as for `all.ics`: who is a person and who an organisation in the titles without
  /// a field for speakers is learned from all of them.
  func add(to reading: inout RowReading) {
    let titles = rows.map { reading.title($0.row.name, at: $0.place) }
    let isWanted = rows.map { $0.row.speakers == nil }
    let credits = Self.credits(of: titles.map(\.text), where: isWanted, &reading)
    for (index, (row, place)) in rows.enumerated() {
      guard let id = reading.text(row.id) ?? reading.text(row.eventKey) else {
        reading.skip(place, "a session without an id was skipped")
        continue
      }
      let (title, speakers) =
        credits[index]
        ?? Self.named(row.speakers ?? [], title: titles[index].text, &reading)
      let times = SchedAPITimes(
        start: row.start, end: row.end, timestamp: row.startTimestamp,
        zone: reading.options.timeZone)
      noteTimes(of: row, times, at: place, &reading)
      let isInactive = reading.text(row.active)?.lowercased() == "n"
      let facts = SessionFacts(
        title: title, speakers: speakers, room: reading.pooled(row.venue), start: times.start,
        end: reading.end(times.end, after: times.start, at: place),
        status: titles[index].isCancelled || isInactive ? .cancelled : .scheduled)
      reading.add(session(of: row, id: id, facts, &reading), at: place)
    }
  }

  private func noteTimes(
    of row: SchedAPIRow, _ times: SchedAPITimes, at place: FeedPlace,
    _ reading: inout RowReading
  ) {
    func isUnreadable(_ text: String?) -> Bool {
      text.map { !$0.isEmpty && ISODateTime($0) == nil } ?? false
    }
    func note(_ field: String, _ text: String?) {
      reading.note(place, "\"\(field)\" was left out, \"\((text ?? "").prefix(40))\" is no time")
    }
    guard times.start != nil else {
      if isUnreadable(row.start) {
        note("event_start", row.start)
      } else {
        reading.note(place, "a session has no start")
      }
      return
    }
    if times.end == nil, isUnreadable(row.end) { note("event_end", row.end) }
  }

  private func session(
    of row: SchedAPIRow, id: String, _ facts: SessionFacts, _ reading: inout RowReading
  ) -> Session {
    let types = [reading.pooled(row.type), reading.pooled(row.subtype)].compactMap(\.self)
    let meanings = types.map { reading.category($0) }
    let category = meanings.first { $0.kind != nil } ?? meanings.first { $0.uncreditedKind != nil }
    return Session(
      key: SessionKey(source: reading.options.source, id: id), facts: facts,
      // As Sched writes it where it has both in one field.
      track: types.isEmpty ? nil : types.joined(separator: " - "),
      kind: reading.kind(of: facts, category: category ?? SessionKindRules.Category(), type: nil),
      url: reading.webAddress(row.url), abstract: reading.abstract(row.description, .html),
      roomID: reading.text(row.venueID))
  }

  /// Titles and speakers of names that hold both, `Title - A, Organisation`; nil where they are
  /// not wanted, though all names are learned from.
  private static func credits(
    of names: [String], where isWanted: [Bool], _ reading: inout RowReading
  ) -> [(title: String, speakers: [Speaker])?] {
    guard isWanted.contains(true) else { return names.map { _ in nil } }
    // One buffer for all of them, because the pieces point into it.
    var bytes: [UInt8] = []
    let ranges = names.map { name -> Range<Int> in
      let start = bytes.count
      bytes += name.utf8
      return start..<bytes.count
    }
    return bytes.withUnsafeBufferPointer { buffer in
      let titles = CreditedTitles(ranges.map { Bytes(buffer).slice($0) })
      return ranges.indices.map { index in
        guard isWanted[index] else { return nil }
        let (title, people) = titles.parts(of: index)
        let speakers = people.compactMap { person in
          reading.pooled(person.name.string).map {
            Speaker(
              name: $0, affiliation: person.affiliation.flatMap { reading.pooled($0.string) })
          }
        }
        return (title.string, speakers)
      }
    }
  }

  /// The speakers of the field, and the title without them where it names them again.
  private static func named(
    _ people: [SchedAPIRow.Person], title: String, _ reading: inout RowReading
  ) -> (title: String, speakers: [Speaker]) {
    let speakers = people.compactMap { person in
      reading.pooled(person.name).map {
        Speaker(name: $0, affiliation: reading.pooled(person.company))
      }
    }
    return (SpeakerTail.cut(from: title, speakers: speakers.map(\.name)), speakers)
  }
}

/// The end of a title that repeats the names of the speakers' field.
enum SpeakerTail {
  /// The title before the dash behind which the first speaker stands; the title itself where no
  /// dash is followed by one of them.
  static func cut(from title: String, speakers: [String]) -> String {
    // Most titles need no walk over their characters.
    guard !speakers.isEmpty, title.utf8.contains(where: { $0 == 0x2D || $0 == 0xE2 }) else {
      return title
    }
    let names = speakers.map { $0.lowercased() }
    for index in title.indices.reversed() where "-–—".contains(title[index]) {
      let (before, after) = (title[..<index], title[index...].dropFirst())
      // A hyphen has no blanks around it, and a title is more than a dash.
      guard before.last == " ", after.first == " " else { continue }
      let (rest, tail) = (before.dropLast(), after.dropFirst().lowercased())
      if !rest.isEmpty, names.contains(where: { tail.hasPrefix($0) }) { return String(rest) }
    }
    return title
  }
}
