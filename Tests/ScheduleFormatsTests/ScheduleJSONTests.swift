import ConferenceModel
import Foundation
import ScheduleFormats
import Testing

@Suite struct ScheduleJSONTests {
  @Test func `a session is written with all keys in order and null for what is not said`() throws {
    let start = try Calendar.instant("2026-03-24T10:15:00Z")
    let full = Session(
      key: SessionKey(source: "main", id: "a"),
      facts: SessionFacts(
        title: "\"Quoted\" \\ 🎉",
        speakers: [Speaker(name: "Ada", affiliation: "CERN"), Speaker(name: "Bo")],
        room: "Hall", start: start, end: start.addingTimeInterval(1800)),
      track: "AI", kind: .keynote, url: "https://a.example/1", abstract: "One\n\ttwo\u{1}")
    let bare = Session(
      key: SessionKey(source: "main", id: "b"), facts: SessionFacts(title: "T"), kind: .break)
    let zone = try #require(TimeZone(identifier: "Europe/Amsterdam"))
    let json = ScheduleJSON.encode(Schedule(sessions: [full, bare]), timeZone: zone)
    #expect(
      json == #"{"sessions":[{"id":"a","source":"main","title":"\"Quoted\" \\ 🎉","#
        + #""speakers":[{"name":"Ada","affiliation":"CERN"},{"name":"Bo","affiliation":null}],"#
        + #""room":"Hall","track":"AI","kind":"keynote","start":"2026-03-24T11:15:00+01:00","#
        + #""end":"2026-03-24T11:45:00+01:00","url":"https://a.example/1","#
        + #""abstract":"One\n\ttwo\u0001"},"#
        + #"{"id":"b","source":"main","title":"T","speakers":[],"room":null,"track":null,"#
        + #""kind":"break","start":null,"end":null,"url":null,"abstract":null}]}"#)
  }

  @Test(arguments: [
    ("Asia/Kolkata", "2026-03-24T15:45:00+05:30"),
    ("America/St_Johns", "2026-03-24T07:45:00-02:30"),
    ("GMT", "2026-03-24T10:15:00+00:00"), ("Pacific/Auckland", "2026-03-24T23:15:00+13:00"),
  ])
  func `a time carries the offset of its zone`(zone: String, text: String) throws {
    let zone = try #require(TimeZone(identifier: zone))
    #expect(zone.timestamp(of: try Calendar.instant("2026-03-24T10:15:00Z")) == text)
  }
}
