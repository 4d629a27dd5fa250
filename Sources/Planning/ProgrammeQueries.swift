package import ConferenceModel
package import Foundation

/// The questions chat commands ask of the programme; every answer is in programme order and names
/// each talk once (see `ProgrammeView.shown`).
package struct ProgrammeQueries: Sendable {
  /// What is asked.
  package let programme: Programme
  /// Which rows are the same talk, or no talk at all.
  package let view: ProgrammeView

  /// Questions to a programme.
  package init(_ programme: Programme) {
    self.programme = programme
    self.view = ProgrammeView(programme)
  }

  /// What is on: begun and not over, nothing cancelled.
  ///
  /// A session whose end the feed does not say is taken for an hour long.
  ///
  /// - parameter everything: also desks, breaks, exhibitions and whole events.
  /// - parameter starred: under which numbers talks listed twice are shown.
  package func running(
    at now: Date, everything: Bool = false, starred: Set<SessionID> = []
  ) -> [ProgrammeEntry] {
    let running = programme.entries.filter { entry in
      guard let start = entry.session.facts.start, start <= now,
        let end = entry.session.facts.presumedEnd
      else { return false }
      return now < end && isAskedFor(entry, everything: everything)
    }
    return view.shown(running, starred: starred)
  }

  /// What starts next: the sessions of the first start after `now`, if that lies within three
  /// hours, and those that start within `span` seconds after it; cancelled rows left out.
  ///
  /// - parameter everything: also desks, breaks, exhibitions and whole events.
  /// - parameter starred: under which numbers talks listed twice are shown.
  package func next(
    after now: Date, within span: TimeInterval = 0, everything: Bool = false,
    starred: Set<SessionID> = []
  ) -> [ProgrammeEntry] {
    var result: [ProgrammeEntry] = []
    var first: Date?
    for entry in programme.entries {
      guard let start = entry.session.facts.start, start > now,
        isAskedFor(entry, everything: everything)
      else { continue }
      if let first {
        if start.timeIntervalSince(first) > span { break }
      } else {
        if start.timeIntervalSince(now) > 3 * 3600 { break }
        first = start
      }
      result.append(entry)
    }
    return view.shown(result, starred: starred)
  }

  /// The first start after `now`, however far off, of anything that `next` would name.
  package func nextStart(after now: Date, everything: Bool = false) -> Date? {
    programme.entries.first { entry in
      (entry.session.facts.start ?? .distantPast) > now
        && isAskedFor(entry, everything: everything)
    }?.session.facts.start
  }

  /// All rows of a conference day, from four in the morning to four in the zone.
  package func day(_ day: LocalDay, zone: TimeZone) -> [ProgrammeEntry] {
    let from = zone.instant(day: day, minute: DigestPlanner.dayChangeMinute)
    let until = zone.instant(day: day.adding(days: 1), minute: DigestPlanner.dayChangeMinute)
    return view.shown(
      programme.entries.filter { entry in
        entry.session.facts.start.map { from <= $0 && $0 < until } ?? false
      })
  }

  /// The rows of the rooms that a person may mean: each word has to be part of one in the name.
  ///
  /// Numbers and single letters have to be whole words, so "hall 1" is not Hall 12. A room of
  /// exactly that name is the only one meant.
  ///
  /// - parameter starred: under which numbers talks listed twice are shown.
  package func inRoom(_ name: String, starred: Set<SessionID> = []) -> [ProgrammeEntry] {
    let wanted = ScheduleComparison.words(name)
    guard !wanted.isEmpty else { return [] }
    var answers: [String: RoomMatch] = [:]
    var isExact = false
    for entry in programme.entries {
      guard let room = entry.session.facts.room, answers[room] == nil else { continue }
      let match = RoomMatch(wanted: wanted, room: ScheduleComparison.words(room))
      answers[room] = match
      isExact = isExact || match == .exact
    }
    let found = programme.entries.filter { entry in
      guard let room = entry.session.facts.room, let match = answers[room] else { return false }
      return match == .exact || (!isExact && match == .part)
    }
    return view.shown(found, starred: starred)
  }

  /// The starred sessions that overlap with one; cancelled, day-long and timeless ones never do,
  /// and a talk never with itself under another number.
  ///
  /// A session without an end overlaps only with what runs at its start.
  package func conflicts(
    with entry: ProgrammeEntry, in starred: Set<SessionID>
  ) -> [ProgrammeEntry] {
    guard Self.takesTime(entry.session.facts) else { return [] }
    let overlapping = programme.entries.filter { other in
      starred.contains(other.id) && !view.isSameTalk(other.id, entry.id)
        && Self.takesTime(other.session.facts)
        && Self.overlap(entry.session.facts, other.session.facts)
    }
    return view.shown(overlapping, starred: starred)
  }

  private enum RoomMatch {
    case exact, part, none

    init(wanted: [String], room: [String]) {
      if wanted == room {
        self = .exact
      } else {
        let isPart = wanted.allSatisfy { word in room.contains { Self.isPart(word, of: $0) } }
        self = isPart ? .part : .none
      }
    }

    private static func isPart(_ word: String, of other: String) -> Bool {
      if word == other { return true }
      guard word.count > 1, word.contains(where: \.isLetter) else { return false }
      return word.contains(where: \.isNumber) ? other.hasPrefix(word) : other.contains(word)
    }
  }

  private func isAskedFor(_ entry: ProgrammeEntry, everything: Bool) -> Bool {
    entry.session.facts.status == .scheduled && (everything || !view.isBackdrop(entry))
  }

  private static func takesTime(_ facts: SessionFacts) -> Bool {
    facts.start != nil && !facts.isDayLong && facts.status == .scheduled
  }

  private static func overlap(_ one: SessionFacts, _ other: SessionFacts) -> Bool {
    guard let start = one.start, let otherStart = other.start else { return false }
    if start == otherStart { return true }
    return start < otherStart
      ? otherStart < one.end ?? start : start < other.end ?? otherStart
  }
}
