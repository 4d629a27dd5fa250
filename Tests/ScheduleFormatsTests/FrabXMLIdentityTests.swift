import ConferenceModel
import Foundation
import ScheduleFormats
import Testing

@Suite struct FrabXMLIdentityTests {
  /// Ids by start, of events given as attributes and hours.
  private func ids(_ events: [(attributes: String, hour: Int)]) throws -> [Int: String] {
    let events = events.map { event in
      FrabXML.event(attributes: event.attributes, date: "2026-01-31T\(event.hour):00:00Z")
    }
    let schedule = try Calendar.read(FrabXML.text("<day>\(events.joined())</day>"))
    return Dictionary(
      uniqueKeysWithValues: schedule.sessions.map { session in
        (TimeZone.gmt.minuteOfDay(of: session.facts.start ?? .distantPast) / 60, session.key.id)
      })
  }

  @Test func `the code names an event, else the guid, else the id, else the slug`() throws {
    let found = try ids([
      ("guid=\"g\" id=\"1\"", 10), ("code=\"c\" guid=\"h\"", 13), ("id=\"2\"", 11),
      ("slug=\"s\"", 12),
    ])
    #expect(found == [10: "g", 11: "2", 12: "s", 13: "c"])
  }

  @Test func `a guid that is given three times is told apart by start, whatever the order`() throws
  {
    let events = [10, 12, 14].map { (attributes: "guid=\"g\"", hour: $0) }
    let expected = [10: "g", 12: "g#2", 14: "g#3"]
    #expect(try ids(events) == expected)
    #expect(try ids(events.reversed()) == expected)
    #expect(try ids([events[1], events[0], events[2]]) == expected)
  }

  @Test func `an id that looks like a number of ours is not given twice`() throws {
    let found = try ids([("guid=\"g\"", 10), ("guid=\"g#2\"", 11), ("guid=\"g\"", 12)])
    #expect(found == [10: "g", 11: "g#2", 12: "g#3"])
  }

  @Test func `a row that stands twice is one session, and noted`() throws {
    let event = FrabXML.event()
    let schedule = try Calendar.read(FrabXML.text("<day>\n\(event)\n\(event)\n</day>"))
    #expect(schedule.sessions.map(\.key.id) == ["g1"])
    #expect(
      schedule.problems == [
        FeedProblem(line: 5, message: "a session was left out, the same is there already")
      ])
  }

  @Test func `an event without a name is skipped, and the others stay`() throws {
    let schedule = try Calendar.read(
      FrabXML.text("<day>\n\(FrabXML.event(attributes: ""))\n\(FrabXML.event())\n</day>"))
    #expect(schedule.sessions.map(\.key.id) == ["g1"])
    #expect(
      schedule.problems == [
        FeedProblem(line: 4, message: "a session without guid, code and id was skipped")
      ])
  }

  @Test func `a second reading gives the same schedule`() throws {
    let text = FrabXML.text("<day>\(FrabXML.event())\(FrabXML.event(title: "B"))</day>")
    #expect(try Calendar.read(text) == Calendar.read(text))
  }
}
