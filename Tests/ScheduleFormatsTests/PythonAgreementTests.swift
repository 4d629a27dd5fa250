import ConferenceModel
import Foundation
import ScheduleFormats
import TestSupport
import Testing

/// What we export, read by somebody else.
@Suite(.enabled(if: PythonCalendar.isAvailable)) struct PythonAgreementTests {
  /// What `icalendar` ought to see of a programme.
  private func expected(_ schedule: Schedule) -> PythonCalendar {
    let events = schedule.sessions.map { session in
      let facts = session.facts
      let status = facts.start == nil ? "DRAFT" : "CONFIRMED"
      let names = facts.speakers.map { speaker in
        speaker.affiliation.map { "\(speaker.name) (\($0))" } ?? speaker.name
      }.joined(separator: ", ")
      let parts = (names.isEmpty ? [] : [names]) + (session.abstract.map { [$0] } ?? [])
      let isLater = facts.start.map { start in facts.end.map { start < $0 } ?? false } ?? false
      return PythonCalendar.Event(
        name: facts.start == nil ? "VJOURNAL" : "VEVENT",
        uid: "\(session.key.source)/\(session.key.id)@bell.example.org", summary: facts.title,
        start: facts.start?.timeIntervalSince1970,
        end: isLater ? facts.end?.timeIntervalSince1970 : nil,
        status: facts.status == .cancelled ? "CANCELLED" : status,
        categories: session.track.map { [$0] } ?? [],
        location: facts.start == nil ? nil : facts.room,
        description: parts.isEmpty ? nil : parts.joined(separator: "\n\n"))
    }
    return PythonCalendar(name: schedule.name, errors: [], events: events)
  }

  private func agree(_ schedule: Schedule) throws {
    let bytes = CalendarWriter.write(
      schedule, head: CalendarWriterTests.head, lastModified: CalendarWriterTests.start)
    let (read, expected) = (try PythonCalendar.read(bytes), expected(schedule))
    #expect(read.errors == [])
    #expect(read.events.count == expected.events.count)
    for (read, expected) in zip(read.events, expected.events) { #expect(read == expected) }
    #expect(read.name == expected.name)
  }

  @Test func `awkward sessions are read as they were written`() throws {
    var full = CalendarWriterTests.session("a,b;c", title: "a, b; c \\ d\\n \"e\": 👩🏽‍💻")
    full.facts.speakers = [Speaker(name: "Ada; L", affiliation: "A, B"), Speaker(name: "Bo")]
    full.facts.room = "Hall, 7; \\"
    full.facts.end = CalendarWriterTests.start.addingTimeInterval(60)
    full.facts.status = .cancelled
    (full.track, full.abstract) = ("AI, ML", "One\n\n Two\n\tThree")
    let long = CalendarWriterTests.session("2", title: String(repeating: "锈🎉é", count: 3000))
    var bare = CalendarWriterTests.session("3")
    bare.facts.start = nil
    var short = CalendarWriterTests.session("4")
    short.facts.end = short.facts.start
    // NAME is a text (RFC 7986, section 5.1), but `icalendar` doesn't know it and shows it raw.
    try agree(Schedule(name: "A & b", sessions: [full, long, bare, short]))
  }

  @Test(
    .enabled(if: Corpus.isAvailable),
    arguments: [
      "kubecon-eu-2026/20260323T183344Z.all.ics", "icalendar-other/linux_conf_au_2020.ics",
      "icalendar-other/kielux_2020.ics",
    ])
  func `a real programme is read as it was written`(path: String) throws {
    try agree(
      ScheduleReader.read(Corpus.data(path), format: nil, options: Calendar.options()))
  }
}
