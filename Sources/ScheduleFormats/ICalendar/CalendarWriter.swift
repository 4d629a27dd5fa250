package import ConferenceModel
package import FoundationEssentials

/// Writes a programme as iCalendar (RFC 5545, RFC 7986).
///
/// Any calendar program shows title, time, room, track, link, and the speakers in front of the
/// abstract. What iCalendar has no place for stands in X-TALKBELL properties, and `ScheduleReader`
/// makes the same sessions of it, to the letter. Only these don't come back: control characters
/// other than line break and tab (CRLF and CR become line breaks), parts of a second, times
/// outside the years 1 to 9999, and a schedule's problems, which are the feed's and not the
/// programme's.
///
/// A cancelled session stays, with STATUS:CANCELLED; for how long is the caller's choice. A
/// session without a start can't be a VEVENT in a calendar without METHOD; it is written as a
/// VJOURNAL, which may do without (section 3.6.3) and which calendar programs pass over.
///
/// Nothing depends on the clock: the same events give the same bytes.
package enum CalendarWriter {
  /// The calendar's bytes: CRLF lines, UTF-8, folded at 75 octets, all times in UTC.
  package static func write(_ events: [CalendarEvent], head: CalendarHead) -> [UInt8] {
    let texts = events.reduce(0) {
      $0 + ($1.session.abstract?.utf8.count ?? 0) + $1.session.facts.title.utf8.count
    }
    var writer = ContentLineWriter(capacity: texts * 17 / 16 + events.count * 900 + 500)
    write(head, to: &writer)
    for event in events { write(event, host: head.host, to: &writer) }
    writer.raw("END", "VCALENDAR")
    return writer.bytes
  }

  /// A whole programme in its first version, under its own name unless the head has one.
  ///
  /// - parameter lastModified: when the programme was read or last changed.
  package static func write(
    _ schedule: Schedule, head: CalendarHead, lastModified: Date
  ) -> [UInt8] {
    var head = head
    head.name = head.name ?? schedule.name
    let events = schedule.sessions.map {
      CalendarEvent(session: $0, sequence: 0, lastModified: lastModified)
    }
    return write(events, head: head)
  }

  private static func write(_ head: CalendarHead, to writer: inout ContentLineWriter) {
    writer.raw("BEGIN", "VCALENDAR")
    writer.raw("VERSION", "2.0")
    writer.raw("PRODID", OwnCalendar.productID)
    writer.raw("CALSCALE", "GREGORIAN")
    if let name = head.name {
      writer.text("NAME", name)
      writer.text("X-WR-CALNAME", name)
    }
    if let source = head.source { writer.raw("SOURCE;VALUE=URI", source) }
    if let minutes = head.refreshMinutes {
      let duration = "PT\(min(max(minutes, 1), 10_080))M"
      writer.raw("REFRESH-INTERVAL;VALUE=DURATION", duration)
      writer.raw("X-PUBLISHED-TTL", duration)
    }
  }

  private static func write(
    _ event: CalendarEvent, host: String, to writer: inout ContentLineWriter
  ) {
    let (session, facts) = (event.session, event.session.facts)
    let start = facts.start.flatMap(CalendarStamp.utc)
    let component = start == nil ? "VJOURNAL" : "VEVENT"
    let modified = CalendarStamp.utc(event.lastModified) ?? "19700101T000000Z"
    writer.raw("BEGIN", component)
    writer.text("UID", "\(session.key.source)/\(session.key.id)@\(host)")
    writer.raw("DTSTAMP", modified)
    if let start { writer.raw("DTSTART", start) }
    // An end that is the start, or has none, can't be a DTEND.
    if let end = facts.end.flatMap(CalendarStamp.utc) {
      let isLater = start.map { $0 < end } ?? false
      isLater ? writer.raw("DTEND", end) : writer.raw("X-TALKBELL-END", end)
    }
    writer.text("SUMMARY", facts.title)
    if let text = OwnCalendar.description(of: facts.speakers, session.abstract) {
      writer.text("DESCRIPTION", text)
    }
    if let track = session.track { writer.text("CATEGORIES", track) }
    if let room = facts.room {
      start == nil ? writer.text("X-TALKBELL-ROOM", room) : writer.text("LOCATION", room)
    }
    if let url = session.url { writer.raw("URL", url) }
    let isCancelled = facts.status == .cancelled
    writer.raw("STATUS", isCancelled ? "CANCELLED" : start == nil ? "DRAFT" : "CONFIRMED")
    writer.raw("SEQUENCE", String(max(event.sequence, 0)))
    writer.raw("LAST-MODIFIED", modified)
    writeOwn(session, to: &writer)
    writer.raw("END", component)
  }

  /// What iCalendar has no property for; see `OwnCalendar`.
  private static func writeOwn(_ session: Session, to writer: inout ContentLineWriter) {
    writer.fields("X-TALKBELL-KEY", [session.key.source, session.key.id])
    writer.raw("X-TALKBELL-KIND", session.kind.rawValue)
    for speaker in session.facts.speakers {
      let affiliation = speaker.affiliation.map { [$0] } ?? []
      writer.fields("X-TALKBELL-SPEAKER", [speaker.name] + affiliation)
    }
    if let id = session.roomID { writer.text("X-TALKBELL-ROOM-ID", id) }
    for language in Language.allCases {
      if let title = session.facts.translatedTitles[language] {
        writer.fields("X-TALKBELL-TITLE", [language.rawValue, title])
      }
      if let abstract = session.translatedAbstracts[language] {
        writer.fields("X-TALKBELL-ABSTRACT", [language.rawValue, abstract])
      }
    }
  }
}
