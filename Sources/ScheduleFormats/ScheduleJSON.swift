package import ConferenceModel
package import FoundationEssentials

/// A programme as `schedule show --json` prints it.
package enum ScheduleJSON {
  /// One object on one line, without a line end.
  ///
  /// `{"sessions":[{"id","source","title","speakers":[{"name","affiliation"}],"room","track",
  /// "kind","start","end","url","abstract"}]}` with the keys in this order; times are ISO 8601 to
  /// the second with the zone's offset, and what the feed does not say is null.
  package static func encode(_ schedule: Schedule, timeZone: TimeZone) -> String {
    var text = "{\"sessions\":["
    for (index, session) in schedule.sessions.enumerated() {
      if index > 0 { text += "," }
      append(session, timeZone, to: &text)
    }
    text += "]}"
    return text
  }

  private static func append(_ session: Session, _ zone: TimeZone, to text: inout String) {
    let facts = session.facts
    text += "{\"id\":\(quoted(session.key.id)),\"source\":\(quoted(session.key.source))"
    text += ",\"title\":\(quoted(facts.title)),\"speakers\":["
    for (index, speaker) in facts.speakers.enumerated() {
      if index > 0 { text += "," }
      text += "{\"name\":\(quoted(speaker.name)),\"affiliation\":\(quoted(speaker.affiliation))}"
    }
    text += "],\"room\":\(quoted(facts.room)),\"track\":\(quoted(session.track))"
    text += ",\"kind\":\(quoted(session.kind.rawValue))"
    text += ",\"start\":\(quoted(facts.start.map { zone.timestamp(of: $0) }))"
    text += ",\"end\":\(quoted(facts.end.map { zone.timestamp(of: $0) }))"
    text += ",\"url\":\(quoted(session.url)),\"abstract\":\(quoted(session.abstract))}"
  }

  /// A JSON string (RFC 8259, section 7), or null.
  private static func quoted(_ value: String?) -> String {
    guard let value else { return "null" }
    var text = "\""
    text.reserveCapacity(value.utf8.count + 2)
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\u{0}"..<"\u{20}", "\u{7F}":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }
}

extension TimeZone {
  /// `2026-03-24T11:15:00+01:00`; a zone whose offset is no whole minute is cut to minutes.
  package func timestamp(of instant: Date) -> String {
    let offset = secondsFromGMT(for: instant) / 60
    let local = Int(instant.timeIntervalSince1970.rounded(.down)) + offset * 60
    let day = LocalDay(dayNumber: Int((Double(local) / 86_400).rounded(.down)))
    let second = local - day.dayNumber * 86_400
    let clock = [second / 3600, second / 60 % 60, second % 60].map(Self.twoDigits)
    let sign = offset < 0 ? "-" : "+"
    let shift = "\(Self.twoDigits(abs(offset) / 60)):\(Self.twoDigits(abs(offset) % 60))"
    return "\(day)T\(clock.joined(separator: ":"))\(sign)\(shift)"
  }

  private static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}
