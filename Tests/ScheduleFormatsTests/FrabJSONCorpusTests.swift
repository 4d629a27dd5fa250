import ConferenceModel
import Foundation
import ScheduleFormats
import TestSupport
import Testing

/// Every stored version of 36C3, the Camp and FOSS4G.
@Suite(.enabled(if: Corpus.isAvailable)) struct FrabJSONCorpusTests {
  /// A session as the file has it.
  struct Raw: Hashable {
    var guid: String
    var start: Date?
    var end: Date?
    /// Only the letters: of blanks and signs our reader makes its own.
    var room: String?
    var title: String
  }

  static let paths = ["36c3", "camp2019", "foss4g-2025"].flatMap {
    Corpus.paths(under: $0, withExtension: "json.gz")
  }

  private func raw(_ file: RawFile) throws -> [Raw] {
    let days = try #require(file.at("schedule", "conference", "days") as? [[String: Any]])
    return try days.flatMap { day in
      try #require(day["rooms"] as? [String: [[String: Any]]]).flatMap { room, events in
        try events.map { try raw($0, room: room) }
      }
    }
  }

  private func raw(_ event: [String: Any], room: String) throws -> Raw {
    let text = { (key: String) in try #require(event[key] as? String) }
    let start = try Calendar.instant(text("date"))
    let clock = try text("duration").split(separator: ":").map { try #require(Int($0)) }
    let minutes = clock.reduce(0) { $0 * 60 + $1 }
    let named = try [text("room"), room].first { !$0.isEmpty }
    return try Raw(
      guid: text("guid"), start: start, end: start.addingTimeInterval(Double(minutes) * 60),
      room: named?.filter(\.isLetter), title: text("title").filter(\.isLetter))
  }

  @Test(arguments: paths)
  func `every session is there with its times and room, and none is invented`(
    path: String
  ) throws {
    let file = try RawFile(path)
    let events = try raw(file)
    let schedule = try file.schedule(zone: "UTC")
    #expect(schedule.problems == [])
    #expect(Set(schedule.sessions.map(\.key.id)).count == events.count)
    // A guid that stands there several times has `#2`, `#3` behind it, by start.
    var read: [Raw: Int] = [:]
    for session in schedule.sessions {
      let facts = session.facts
      let guid = session.key.id.split(separator: "#").first.map(String.init)
      read[
        Raw(
          guid: guid ?? "", start: facts.start, end: facts.end,
          room: facts.room?.filter(\.isLetter), title: facts.title.filter(\.isLetter)),
        default: 0] += 1
    }
    #expect(read == Dictionary(events.map { ($0, 1) }, uniquingKeysWith: +))
  }

  @Test(arguments: [
    // The same workshop on two days; worked out from the file by hand.
    ("4f5c1cc5-ad99-52dc-89cd-699eae66bcb8", "2019-12-27T15:00:00Z"),
    ("4f5c1cc5-ad99-52dc-89cd-699eae66bcb8#2", "2019-12-29T13:00:00Z"),
    ("bf48fa55-92a1-5481-a14a-f77cc0d4fccb", "2019-12-28T10:30:00Z"),
    ("bf48fa55-92a1-5481-a14a-f77cc0d4fccb#2", "2019-12-28T14:30:00Z"),
  ])
  func `a workshop that is given twice is two sessions, named by their order in time`(
    id: String, start: String
  ) throws {
    let path = "36c3/20191227T115048.64305fd.everything.schedule.json.gz"
    let schedule = try RawFile(path).schedule(zone: "Europe/Berlin")
    #expect(schedule.session(id)?.facts.start == (try Calendar.instant(start)))
  }

  @Test func `what pretalx says of itself, of rooms and of breaks is read`() throws {
    let file = try RawFile("foss4g-2025/20251115T192558Z.schedule.json.gz")
    let schedule = try file.schedule(zone: "UTC")
    #expect(schedule.name == "FOSS4G 2025")
    let session = try #require(
      schedule.sessions.first { $0.facts.title == "GeoTools Geospatial Introduction Workshop" })
    #expect(session.roomID == "d7954a00-30c2-543f-9ef0-5c8358b9a087")
    #expect(session.facts.room == "WF611 The Jody Garnett Room!")
    #expect(session.facts.speakers == [Speaker(name: "Jody Garnett")])
    #expect(session.track == "Workshop - Intermediate Level")
    #expect(session.kind == .tutorial)
    #expect(session.facts.start == (try Calendar.instant("2025-11-17T00:30:00Z")))
    // Five days with registration, three breaks a day.
    #expect(schedule.sessions.count { $0.kind == .break } == 15)
    #expect(schedule.sessions.count { $0.kind == .registration } == 5)
    #expect(schedule.sessions.allSatisfy { $0.roomID != nil })
  }

  @Test(arguments: [
    "36c3/20191227T115048.64305fd.everything.schedule.json.gz",
    "camp2019/20190822T004007.62f0704.everything.schedule.json.gz",
    "foss4g-2025/20251114T005750Z.schedule.json.gz",
  ])
  func `a file that breaks off is refused wherever it does`(path: String) throws {
    try RawFile(path).expectCutsRefused(places: 24, format: .frabJSON)
  }

  @Test func `sessions that an upstream outage hides have the same keys when they are back`()
    throws
  {
    let keys = try [
      "20191214T004010.4c012b8", "20191214T020030.0d7d14c", "20191214T021022.b21b906",
    ]
    .map { try RawFile("36c3/\($0).everything.schedule.json.gz").schedule(zone: "UTC") }
    .map { Set($0.sessions.map(\.key)) }
    #expect(keys.map(\.count) == [197, 143, 197])
    #expect(keys[0] == keys[2])
    #expect(keys[1].isSubset(of: keys[0]))
  }
}
