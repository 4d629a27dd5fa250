import ConferenceModel
import Foundation
import ScheduleFormats
import TestSupport
import Testing

/// Sched's API, rule by rule.
@Suite struct SchedJSONTests {
  static func text(_ sessions: [String]) -> String { "[\(sessions.joined(separator: ",\n"))]" }

  /// A session that has all it needs; the local time is Amsterdam's and so is the timestamp.
  static func session(
    name: String = "A talk", timestamp: String? = "1774343700", _ fields: String = ""
  ) -> String {
    #"{"id":"ab12","event_key":"7","active":"Y","name":"\#(name)","#
      + #""event_start":"2026-03-24 10:15","#
      + #""event_end":"2026-03-24 10:45","venue":"Hall 7 ","venue_id":"23","event_type":"Security""#
      + (timestamp.map { #","start_time_ts":\#($0)"# } ?? "")
      + (fields.isEmpty ? "" : ",\(fields)") + "}"
  }

  private func read(_ session: String, zone: String = "Europe/Amsterdam") throws -> Session {
    let schedule = try ScheduleReader.read(
      [UInt8](Self.text([session]).utf8), format: nil, options: Calendar.options(zone: zone))
    return try #require(schedule.sessions.first)
  }

  @Test func `a whole session is read`() throws {
    let session = try read(
      Self.session(
        name: "Scaling - Ada Lovelace, Analyst, CERN & Alan Turing",
        #""description":"<p>One &amp; two.</p><p>Three.</p>","url":"http://example.org","#
          + #""speakers":"#
          + #"[{"name":"Alan Turing","company":"","custom_order":1},"#
          + #"{"name":"Ada Lovelace","company":"CERN","custom_order":0}]"#))
    let start = try Calendar.instant("2026-03-24T09:15:00Z")
    let expected = Session(
      key: SessionKey(source: "main", id: "ab12"),
      facts: SessionFacts(
        title: "Scaling",
        speakers: [
          Speaker(name: "Ada Lovelace", affiliation: "CERN"), Speaker(name: "Alan Turing"),
        ],
        room: "Hall 7", start: start, end: start.addingTimeInterval(30 * 60)),
      track: "Security", kind: .talk, url: "http://example.org", abstract: "One & two.\n\nThree.",
      roomID: "23")
    #expect(session == expected)
  }

  @Test(
    arguments: [
      ("Europe/Amsterdam", "1774343700", "2026-03-24T09:15:00Z"),
      // The timestamp is right whatever the configured zone is, and the end goes with it.
      ("Asia/Tokyo", "1774343700", "2026-03-24T09:15:00Z"),
      ("Asia/Tokyo", #""1774343700""#, "2026-03-24T09:15:00Z"),
      // Without one the zone decides; 0 and nonsense are none.
      ("Europe/Amsterdam", nil, "2026-03-24T09:15:00Z"),
      ("Asia/Tokyo", nil, "2026-03-24T01:15:00Z"),
      ("Asia/Tokyo", "0", "2026-03-24T01:15:00Z"),
      ("Asia/Tokyo", "1e300", "2026-03-24T01:15:00Z"),
      ("Asia/Tokyo", #""soon""#, "2026-03-24T01:15:00Z"),
    ] as [(String, String?, String)])
  func `the timestamp is the true start`(zone: String, timestamp: String?, start: String) throws {
    let facts = try read(Self.session(timestamp: timestamp), zone: zone).facts
    #expect(facts.start == (try Calendar.instant(start)))
    #expect(facts.duration == 1800)
  }

  @Test func `a night in which the clocks change ends on time`() throws {
    // From 23:00 to 04:00 by the clock, when the hour from two to three is skipped.
    let session = try read(
      #"{"id":"1","name":"Party","event_start":"2026-03-28 23:00","event_end":"2026-03-29 04:00","#
        + #""start_time_ts":1774735200}"#)
    #expect(session.facts.start == (try Calendar.instant("2026-03-28T22:00:00Z")))
    #expect(session.facts.duration == 14_400)
  }

  @Test func `times in pieces are put together`() throws {
    let session = try read(
      #"{"id":"1","name":"T","start_date":"2026-03-24","start_time":"10:15:00","#
        + #""end_date":"2026-03-24","end_time":"10:45:00","start_time_ts":null}"#)
    #expect(session.facts.start == (try Calendar.instant("2026-03-24T09:15:00Z")))
    #expect(session.facts.duration == 1800)
  }

  @Test(arguments: [
    ("N", "A talk", SessionStatus.cancelled), ("n", "A talk", .cancelled),
    ("Y", "A talk", .scheduled), ("Y", "CANCELED: A talk", .cancelled),
  ])
  func `what is not active or marked is cancelled`(
    active: String, name: String, status: SessionStatus
  ) throws {
    let facts = try read(#"{"id":"1","name":"\#(name)","active":"\#(active)","event_start":""}"#)
      .facts
    #expect(facts == SessionFacts(title: "A talk", status: status))
  }

  @Test(arguments: [
    // The end of a name goes only where it names a speaker of the field.
    ("A - B: C - Ada Lovelace, CERN", "A - B: C"),
    ("A - Sponsored by CERN", "A - Sponsored by CERN"),
    ("A – ada lovelace", "A"), ("Ada Lovelace on engines", "Ada Lovelace on engines"),
    (" - Ada Lovelace", "- Ada Lovelace"), ("A-Ada Lovelace", "A-Ada Lovelace"),
  ])
  func `a field for speakers takes their names off the title`(name: String, title: String) throws {
    let facts = try read(Self.session(name: name, #""speakers":[{"name":"Ada Lovelace"}]"#)).facts
    #expect(facts.title == title)
    #expect(facts.speakers == [Speaker(name: "Ada Lovelace")])
  }

  @Test func `without the field the title names them`() throws {
    let facts = try read(Self.session(name: "Scaling - Ada Lovelace, CERN")).facts
    #expect(facts.title == "Scaling")
    #expect(facts.speakers == [Speaker(name: "Ada Lovelace", affiliation: "CERN")])
  }

  @Test func `an element that is no session does not take the others with it`() throws {
    let schedule = try Calendar.read(
      Self.text([#"{"name":"No id"}"#, "7", #"{"event_key":9,"name":"B"}"#, Self.session()]))
    #expect(schedule.sessions.map(\.key.id) == ["9", "ab12"])
    #expect(
      schedule.problems.map(\.description) == [
        "[1]: it was skipped, it is no object", "[0]: a session without an id was skipped",
        "[2]: a session has no start",
      ])
  }

  @Test(.enabled(if: Corpus.isAvailable)) func `the sessions of GraphQLConf are all read`() throws {
    let file = try RawFile("graphqlconf-2026/session-export.excerpt.json")
    // Not the conference's zone: the timestamps must do.
    let schedule = try file.schedule(zone: "Europe/Berlin")
    let events = try #require(file.root as? [[String: Any]])
    #expect(schedule.problems == [])
    #expect(schedule.sessions.map(\.key.id) == events.compactMap { $0["id"] as? String })
    #expect(schedule.sessions.map(\.roomID) == events.map { $0["venue_id"] as? String })
    #expect(schedule.sessions.map(\.facts.room) == events.map { $0["venue"] as? String })
    #expect(
      schedule.sessions.map(\.facts.start?.timeIntervalSince1970)
        == events.map { ($0["start_time_ts"] as? Int).map(Double.init) })
    #expect(
      schedule.sessions.map { ($0.facts.duration ?? 0) / 60 } == [585, 5, 10, 5, 20, 25])
    #expect(
      schedule.sessions.map(\.kind) == [.registration, .keynote, .keynote, .keynote, .break, .talk])
    #expect(
      schedule.sessions.map(\.facts.title) == [
        "Registration + Badge Pick-up", "Keynote: Opening Remarks",
        "Keynote: GraphQL Foundation Update",
        "Sponsored Keynote: Shaping New GraphQL Patterns from Strong Baselines", "Break",
        "React Server Components Vs. GraphQL",
      ])
    #expect(
      schedule.sessions.map { $0.facts.speakers.map(\.affiliation) } == [
        [], ["Meta"], ["GraphQL Foundation"], ["The Guild"], [], ["Meta"],
      ])
    file.expectCutsRefused(places: 24, format: .schedJSON)
  }
}
