import ConferenceModel
import Foundation
import ScheduleFormats
import TestSupport
import Testing

/// Calendars of other conferences, and the conformance collections.
@Suite(.enabled(if: Corpus.isAvailable)) struct CorpusCalendarTests {
  private func read(_ name: String) throws -> Schedule {
    try ScheduleReader.read(
      Corpus.data("icalendar-other/\(name).ics"), format: nil,
      options: Calendar.options(zone: "UTC"))
  }

  @Test(arguments: [("linux_conf_au_2020", 262), ("jres_2022", 120), ("kielux_2020", 24)])
  func `every event of a conference is read`(name: String, count: Int) throws {
    let body = try String(decoding: Corpus.data("icalendar-other/\(name).ics"), as: UTF8.self)
    #expect(body.ranges(of: "BEGIN:VEVENT").count == count)
    let schedule = try read(name)
    #expect(schedule.sessions.count == count)
    #expect(schedule.sessions.allSatisfy { $0.facts.start != nil && $0.facts.end != nil })
  }

  @Test(arguments: [
    // TZID Australia/Brisbane (+10:00) without a VTIMEZONE.
    ("linux_conf_au_2020", "201@lca2020.linux.org.au", "2020-01-13T21:00:00Z", "Room 5"),
    ("linux_conf_au_2020", "94@lca2020.linux.org.au", "2020-01-14T23:00:00Z", "Arena"),
    // TZID Europe/Paris in summer (+02:00).
    (
      "jres_2022", "presentation_95@conf-ng.jres.org", "2022-05-17T10:30:00Z", "Espace Restauration"
    ),
    ("jres_2022", "presentation_129@conf-ng.jres.org", "2022-05-17T12:00:00Z", "Amphithéâtre 1600"),
    ("kielux_2020", "460@KOLT20", "2020-09-18T11:00:00Z", "Ravensberg"),
  ])
  func `a start that was worked out by hand agrees`(
    name: String, id: String, start: String, room: String
  ) throws {
    let session = try #require(try read(name).sessions.first { $0.key.id == id })
    #expect(session.facts.start == (try Calendar.instant(start)))
    #expect(session.facts.room == room)
  }

  @Test func `every file of the conformance collections is read or refused`() throws {
    let paths = Corpus.paths(under: "icalendar-conformance", withExtension: "ics")
    #expect(paths.count == 209)
    let read = try paths.count { path in
      let body = try Corpus.data(path)
      let schedule = try? ScheduleReader.read(body, format: nil, options: Calendar.options())
      return schedule.map { !$0.sessions.isEmpty } ?? false
    }
    // The others are pieces without a calendar around them, or have no event with UID and DTSTART.
    #expect(read == 80)
  }

  @Test(arguments: [
    ("20260303T114022Z", 564), ("20260317T131510Z", 599), ("20260322T125917Z", 596),
    ("20260322T191353Z", 596), ("20260323T183344Z", 596),
  ])
  func `every version of the KubeCon feed is read without a problem`(
    version: String, count: Int
  ) throws {
    let schedule = try ScheduleReader.read(
      Corpus.data("kubecon-eu-2026/\(version).all.ics"), format: nil, options: Calendar.options())
    #expect(schedule.sessions.count == count)
    #expect(schedule.problems == [])
  }

  @Test func `the body that was served compressed is named`() throws {
    let body = try Corpus.data("kubecon-eu-2026/20260322T144552Z.all.ics.as-served.gz")
    #expect(Calendar.error(body) == .gzip)
  }

  @Test func `a refused download of Sched is named`() throws {
    let paths = Corpus.paths(under: "penguicon-2019", withExtension: "csv")
    let refused = try paths.filter { path in
      guard case .serverError = Calendar.error(try Corpus.data(path)) else { return false }
      return true
    }
    #expect(refused.count == 4)
  }
}
