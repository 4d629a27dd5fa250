import ConferenceModel
import Foundation
import ScheduleFormats
import Testing

@Suite struct ScheduleReaderTests {
  struct Refused: Sendable, CustomTestStringConvertible {
    let name: String
    let body: [UInt8]
    let error: ScheduleFormatError
    var testDescription: String { name }

    init(_ name: String, _ body: String, _ error: ScheduleFormatError) {
      (self.name, self.body, self.error) = (name, [UInt8](body.utf8), error)
    }

    init(_ name: String, bytes: [UInt8], _ error: ScheduleFormatError) {
      (self.name, self.body, self.error) = (name, bytes, error)
    }
  }

  @Test(arguments: [
    Refused("nothing", "", .empty),
    Refused("blanks", " \r\n\n", .empty),
    Refused("only a byte order mark", "\u{FEFF}", .empty),
    Refused("gzip", bytes: [0x1F, 0x8B, 8, 0], .gzip),
    Refused("a login page", "\n<!DOCTYPE HTML><title>Sign in</title>", .html),
    Refused("a page without a doctype", "<html>", .html),
    Refused(
      "Sched's refusal", "ERR: Authorization failed.\n",
      .serverError("ERR: Authorization failed.")),
    Refused("text", "hello\nworld", .notRecognised(beginning: "hello")),
    Refused("control characters", "a\u{1}b", .notRecognised(beginning: "a?b")),
    Refused(
      "a calendar without events", Calendar.text([]), .noSessions(skipped: 0, first: nil)),
    Refused(
      "only bad events", Calendar.text(["BEGIN:VEVENT", "UID:1", "END:VEVENT"]),
      .noSessions(skipped: 1, first: "line 4: an event without DTSTART was skipped")),
    Refused(
      "cut behind an event", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VEVENT\n",
      .truncated(line: 3, expected: "END:VCALENDAR")),
    Refused(
      "cut inside an event", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Sca",
      .truncated(line: 3, expected: "END:VEVENT")),
    Refused(
      "cut inside the last line", "BEGIN:VCALENDAR\nEND:VCALEND",
      .truncated(line: 2, expected: "END:VCALENDAR")),
  ])
  func `a body that is no whole programme is refused`(refused: Refused) {
    #expect(Calendar.error(refused.body) == refused.error)
  }

  @Test(arguments: [
    (ScheduleFormatError.gzip, "gzip"), (.html, "HTML"), (.empty, "empty"),
    (.serverError("ERR: no"), "\"ERR: no\""),
    (.truncated(line: 7, expected: "END:VEVENT"), "line 7"),
    (.notRecognised(beginning: "x"), "sched-ics, ics"),
    (.notOfFormat(.iCalendar, beginning: "x"), "not ics"),
    (.noSessions(skipped: 2, first: "line 4: why"), "2 events"),
    (.noSessions(skipped: 0, first: nil), "without a single session"),
  ])
  func `an error is one line that says what was found and what to do`(
    error: ScheduleFormatError, part: String
  ) {
    #expect(error.description.contains(part))
    #expect(!error.description.contains("\n"))
    #expect(error.description.count < 140)
  }

  @Test func `the format is found in the body`() throws {
    let events = Calendar.event(summary: "Scaling - Ada Lovelace\\, CERN")
    let sched = try Calendar.read(Calendar.text(events, productID: "-//Sched.com Conf//EN"))
    #expect(sched.name == "Conf")
    #expect(
      sched.sessions.map(\.facts.speakers) == [[Speaker(name: "Ada Lovelace", affiliation: "CERN")]]
    )
    let other = try Calendar.read(Calendar.text(["X-WR-CALNAME:Days"] + events))
    #expect(other.name == "Days")
    #expect(other.sessions.map(\.facts.title) == ["Scaling - Ada Lovelace, CERN"])
  }

  @Test func `a format that was asked for is used, or refused when the body is another`() throws {
    let body = Calendar.text(
      Calendar.event(summary: "Scaling - Ada Lovelace"), productID: "-//Sched.com Conf//EN")
    let asCalendar = try Calendar.read(body, format: .iCalendar)
    #expect(asCalendar.sessions.map(\.facts.title) == ["Scaling - Ada Lovelace"])
    let plain = [UInt8](Calendar.text(Calendar.event()).utf8)
    #expect(
      Calendar.error(plain, format: .schedICalendar)
        == .notOfFormat(.schedICalendar, beginning: "BEGIN:VCALENDAR"))
  }

  @Test func `a byte order mark is no part of the body`() throws {
    let schedule = try Calendar.read("\u{FEFF}" + Calendar.text(Calendar.event()))
    #expect(schedule.sessions.count == 1)
  }

  @Test func `the names of the formats are those of the configuration`() {
    #expect(
      ScheduleFormat.allCases.map(\.rawValue) == [
        "sched-ics", "ics", "frab-json", "sessionize", "opass", "sched-json",
        "frab-xml", "sched-csv",
      ])
  }
}
