import ConferenceModel
import Foundation
import Phrasebook

/// Two hours ahead of UTC all year, so that a wrong zone shows.
let zone = TimeZone(secondsFromGMT: 7200) ?? .gmt

/// An instant of 24 March 2026 (a Tuesday) on the zone's clocks, or days later.
func at(_ hour: Int, _ minute: Int = 0, days: Int = 0) -> Date {
  let day = (LocalDay(year: 2026, month: 3, day: 24) ?? LocalDay(dayNumber: 0)).adding(days: days)
  return zone.instant(day: day, minute: hour * 60 + minute)
}

let jane = Speaker(name: "Jane Doe", affiliation: "Red Hat")
let john = Speaker(name: "John Roe", affiliation: "BYD")

/// An entry that takes half an hour unless told otherwise.
func entry(
  _ id: SessionID = 812, _ title: String = "Tuning etcd", speakers: [Speaker] = [jane, john],
  room: String? = "Hall 7 | Room A", from start: Date? = at(14, 30), minutes: Int = 30,
  track: String? = "PLATFORM ENGINEERING", status: SessionStatus = .scheduled,
  url: String? = nil, abstract: String? = nil
) -> ProgrammeEntry {
  let facts = SessionFacts(
    title: title, speakers: speakers, room: room, start: start,
    end: start?.addingTimeInterval(TimeInterval(minutes * 60)), status: status)
  return ProgrammeEntry(
    id: id, factsID: id * 10, changeNumber: 0,
    session: Session(
      key: SessionKey(source: "main", id: "s\(id)"), facts: facts, track: track, url: url,
      abstract: abstract))
}

/// The old time of a session that now has the slot of `entry`.
func rescheduled(_ entry: ProgrammeEntry, from start: Date, minutes: Int = 30) -> ScheduleChange {
  .rescheduled(
    from: TimeSlot(start: start, end: start.addingTimeInterval(TimeInterval(minutes * 60))),
    to: TimeSlot(start: entry.session.facts.start, end: entry.session.facts.end))
}

let english = Phrasebook.phrases(for: .english)
let chinese = Phrasebook.phrases(for: .chinese)
