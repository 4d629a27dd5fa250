import ConferenceModel
import Foundation
import Testing

/// An instant of the conference, `24T10:45`, in UTC, March 2026.
func at(_ text: String) -> Date {
  let parts = text.split { $0 == "T" || $0 == ":" }.compactMap { Int($0) }
  let day = LocalDay(year: 2026, month: 3, day: parts.first ?? 1)?.dayNumber ?? 0
  let minutes = parts.count > 2 ? parts[1] * 60 + parts[2] : 0
  return Date(timeIntervalSince1970: Double(day * 86_400 + minutes * 60))
}

/// Facts of a session as a feed would give them.
func facts(
  _ title: String, _ speakers: [String] = [], room: String? = "Hall 12", from start: String? = nil,
  to end: String? = nil, _ status: SessionStatus = .scheduled
) -> SessionFacts {
  SessionFacts(
    title: title,
    speakers: speakers.map { text in
      let parts = text.split(separator: ", ", maxSplits: 1).map(String.init)
      return Speaker(name: parts[0], affiliation: parts.count > 1 ? parts[1] : nil)
    },
    room: room, start: start.map(at), end: end.map(at), status: status)
}

/// An entry of the programme.
func entry(
  _ id: SessionID, _ facts: SessionFacts, track: String? = nil, kind: SessionKind = .talk
) -> ProgrammeEntry {
  ProgrammeEntry(
    id: id, factsID: id, changeNumber: 0,
    session: Session(
      key: SessionKey(source: "main", id: String(id)), facts: facts, track: track, kind: kind))
}

/// The zone of the conference.
func amsterdam() throws -> TimeZone { try #require(TimeZone(identifier: "Europe/Amsterdam")) }

/// The slot between two instants.
func slot(_ start: String?, _ end: String?) -> TimeSlot {
  TimeSlot(start: start.map(at), end: end.map(at))
}
