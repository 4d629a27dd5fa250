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

  struct Row: Sendable, CustomTestStringConvertible {
    let file: String
    let id: String
    let start: String
    let end: String
    let title: String
    let room: String?
    let speakers: [String]
    var testDescription: String { "\(file) \(id)" }

    init(
      _ file: String, _ id: String, _ start: String, _ end: String, _ title: String,
      _ room: String?,
      _ speakers: [String] = []
    ) {
      (self.file, self.id, self.start, self.end) = (file, id, start, end)
      (self.title, self.room, self.speakers) = (title, room, speakers)
    }
  }

  @Test(arguments: [
    // TZID Australia/Brisbane (+10:00) without a VTIMEZONE: the first, some between, the last.
    Row(
      "linux_conf_au_2020", "201@lca2020.linux.org.au", "2020-01-13T21:00:00Z",
      "2020-01-13T23:00:00Z", "Main Conference: plenary", "Room 5"),
    Row(
      "linux_conf_au_2020", "235@lca2020.linux.org.au", "2020-01-12T22:00:00Z",
      "2020-01-12T23:00:00Z", "Main Conference: plenary", nil),
    Row(
      "linux_conf_au_2020", "94@lca2020.linux.org.au", "2020-01-14T23:00:00Z",
      "2020-01-14T23:10:00Z", "Wednesday Welcome", "Arena", ["Joel Addison"]),
    Row(
      "linux_conf_au_2020", "252@lca2020.linux.org.au", "2020-01-13T01:50:00Z",
      "2020-01-13T01:55:00Z", "Main Conference: miniconf", "Room 6"),
    Row(
      "linux_conf_au_2020", "205@lca2020.linux.org.au", "2020-01-14T09:00:00Z",
      "2020-01-14T12:00:00Z", "Main Conference: plenary", "Arena"),
    // TZID Europe/Paris in summer (+02:00).
    Row(
      "jres_2022", "presentation_94@conf-ng.jres.org", "2022-05-17T09:00:00Z",
      "2022-05-17T10:30:00Z", "Accueil congressistes", "Accueil Parc Chanot"),
    Row(
      "jres_2022", "presentation_95@conf-ng.jres.org", "2022-05-17T10:30:00Z",
      "2022-05-17T12:00:00Z", "Buffet", "Espace Restauration"),
    Row(
      "jres_2022", "presentation_113@conf-ng.jres.org", "2022-05-20T10:40:00Z",
      "2022-05-20T12:10:00Z", "Buffet", "Espace Restauration"),
    // UTC; two blanks in a title are folded into one.
    Row(
      "kielux_2020", "460@KOLT20", "2020-09-18T11:00:00Z", "2020-09-18T12:00:00Z",
      "OpenCelium - Der generische OpenSoure API-Hub", "Ravensberg", ["Jakob Semere"]),
    Row(
      "kielux_2020", "477@KOLT20", "2020-09-18T09:00:00Z", "2020-09-18T10:00:00Z",
      "Nachhaltigkeit und Linux - passt das?", "Ravensberg", ["Dr. Claus Hartmann"]),
    Row(
      "kielux_2020", "495@KOLT20", "2020-09-18T16:00:00Z", "2020-09-18T16:30:00Z",
      "FAIR APPS MARKET - Mach Neuland zum Freiland...", "Ravensberg", ["Topio Team"]),
  ])
  func `a session that was worked out by hand agrees`(row: Row) throws {
    let session = try #require(try read(row.file).sessions.first { $0.key.id == row.id })
    #expect(
      session.facts
        == SessionFacts(
          title: row.title, speakers: row.speakers.map { Speaker(name: $0) }, room: row.room,
          start: try Calendar.instant(row.start), end: try Calendar.instant(row.end)))
  }

  @Test func `a conference's speakers are found where its calendar names them`() throws {
    // Every event of Kielux has one ATTENDEE without an address, 190 of linux.conf.au a label.
    #expect(try read("kielux_2020").sessions.count { $0.facts.speakers.count == 1 } == 24)
    let australia = try read("linux_conf_au_2020").sessions
    #expect(australia.count { $0.facts.speakers.count == 1 } == 190)
    #expect(australia.allSatisfy { $0.abstract?.hasPrefix("Speaker:") != true })
    #expect(try read("jres_2022").sessions.allSatisfy { $0.facts.speakers.isEmpty })
  }

  @Test func `no character is broken by a fold inside it`() throws {
    let texts = try read("jres_2022").sessions.compactMap(\.abstract)
    #expect(!texts.isEmpty && texts.allSatisfy { !$0.contains("\u{FFFD}") })
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
