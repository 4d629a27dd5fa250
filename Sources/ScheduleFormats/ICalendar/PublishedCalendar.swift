package import ConferenceModel
package import FoundationEssentials

/// A calendar that `CalendarWriter` wrote earlier, to go on from: what did not change keeps its
/// SEQUENCE and LAST-MODIFIED, what changed gets the next, and what is gone stays as cancelled.
package struct PublishedCalendar: Sendable {
  private var events: [String: CalendarEvent] = [:]
  private var order: [String] = []

  /// Reads an earlier calendar.
  ///
  /// - parameter source: as the sessions of the new version have it.
  /// - throws: when it is no calendar of ours, or not a whole one.
  package init(_ bytes: [UInt8], source: String) throws(ScheduleFormatError) {
    let schedule = try ScheduleReader.read(
      bytes, format: .iCalendar, options: ReadingOptions(source: source, timeZone: .gmt))
    let revisions = bytes.withUnsafeBufferPointer { Self.revisions(in: Bytes($0)) }
    for session in schedule.sessions {
      let (sequence, lastModified) =
        revisions[session.key.id] ?? (0, Date(timeIntervalSince1970: 0))
      events[session.key.id] = CalendarEvent(
        session: session, sequence: sequence, lastModified: lastModified)
      order.append(session.key.id)
    }
  }

  /// The events of a new version, those that are gone at the end.
  ///
  /// - parameter now: when what changed did so.
  package func events(of sessions: [Session], now: Date) -> [CalendarEvent] {
    let present = Set(sessions.map(\.key.id))
    let current = sessions.map { session -> CalendarEvent in
      guard let known = events[session.key.id] else {
        return CalendarEvent(session: session, sequence: 0, lastModified: now)
      }
      return known.session == session ? known : known.revised(to: session, now: now)
    }
    return current
      + order.filter { !present.contains($0) }.compactMap { id in
        events[id].map { gone in
          guard gone.session.facts.status == .scheduled else { return gone }
          var session = gone.session
          session.facts.status = .cancelled
          return gone.revised(to: session, now: now)
        }
      }
  }

  /// SEQUENCE and LAST-MODIFIED by the id in X-TALKBELL-KEY.
  private static func revisions(in body: Bytes) -> [String: (Int, Date)] {
    let lines = ContentLines(body)
    defer { withExtendedLifetime(lines) {} }
    var found: [String: (Int, Date)] = [:]
    var (id, sequence, modified) = (String?.none, 0, Date(timeIntervalSince1970: 0))
    while let line = lines.next() {
      guard let (name, property) = Property.parse(line) else { continue }
      if name.equalsIgnoringCase("BEGIN") {
        (id, sequence, modified) = (nil, 0, Date(timeIntervalSince1970: 0))
      } else if name.equalsIgnoringCase("SEQUENCE") {
        sequence = Int(property.value.trimmed.string) ?? 0
      } else if name.equalsIgnoringCase("LAST-MODIFIED") {
        modified = CalendarTime(property.value)?.instant(in: .named(.gmt)) ?? modified
      } else if name.equalsIgnoringCase("X-TALKBELL-KEY") {
        id = OwnCalendar.fields(property.value).last
      } else if name.equalsIgnoringCase("END"), let id {
        found[id] = (sequence, modified)
      }
    }
    return found
  }
}

extension CalendarEvent {
  fileprivate func revised(to session: Session, now: Date) -> CalendarEvent {
    CalendarEvent(session: session, sequence: sequence + 1, lastModified: now)
  }
}
