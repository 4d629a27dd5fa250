import ConferenceModel
import Foundation
import ScheduleFormats
import TestSupport
import Testing

/// Every stored version of 36C3, the Camp and FOSS4G.
@Suite(.enabled(if: Corpus.isAvailable)) struct FrabJSONCorpusTests {
  /// A session as the file has it.
  struct Raw: Equatable {
    var guid: String
    var start: Date
    var end: Date
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
      room: named, title: text("title"))
  }

  @Test(arguments: paths)
  func `every session is there with its times and room, and none is invented`(
    path: String
  ) throws {
    let file = try RawFile(path)
    let events = try raw(file)
    let schedule = try file.schedule(zone: "UTC")
    #expect(schedule.sessions.count == events.count)
    #expect(schedule.problems == [])
    #expect(Set(schedule.sessions.map(\.key.id)).count == events.count)
    #expect(
      Set(schedule.sessions.map { $0.key.id.prefix(36) }) == Set(events.map { $0.guid.prefix(36) }))
    for event in events {
      let match = schedule.sessions.filter {
        $0.key.id.hasPrefix(event.guid) && $0.facts.start == event.start
      }
      #expect(match.map(\.facts.end) == [event.end], "\(event.title)")
      #expect(
        match.map { $0.facts.room?.filter(\.isLetter) } == [event.room?.filter(\.isLetter)],
        "\(event.title)")
    }
  }
}
