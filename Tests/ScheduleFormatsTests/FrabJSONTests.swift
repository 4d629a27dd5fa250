import ConferenceModel
import Foundation
import ScheduleFormats
import Testing

/// frab's JSON, rule by rule.
@Suite struct FrabJSONTests {
  /// A file with one day and one room.
  static func text(
    _ events: [String], conference: String = "", day: String = #""date":"2019-12-27""#,
    room: String = "Ada"
  ) -> String {
    """
    {"schedule":{"version":"1","conference":{"title":"Congress",\(conference)"days":[
    {"index":1,\(day),"rooms":{"\(room)":[\(events.joined(separator: ",\n"))]}}]}}}
    """
  }

  /// An event that has all it needs; later fields win over the ones before.
  static func event(_ fields: String = "", guid: String = "g1") -> String {
    #"{"guid":"\#(guid)","title":"A talk","date":"2019-12-27T11:00:00+01:00","duration":"1:00""#
      + #","room":"Ada","persons":[]\#(fields.isEmpty ? "" : "," + fields)}"#
  }

  private func sessions(_ events: String..., conference: String = "") throws -> [Session] {
    try Calendar.read(Self.text(events, conference: conference)).sessions
  }

  @Test func `a whole event is read`() throws {
    let schedule = try Calendar.read(
      Self.text(
        [
          """
          {"guid":"g1","id":7,"title":" A  talk ","date":"2019-12-27T11:00:00+01:00","start":"11:00",
          "duration":"00:40","room":"Ada ","url":"https://example.org/7","track":"Security",
          "type":"lecture","abstract":"Short.","description":"Long.","unknown":[{}],
          "persons":[{"id":1,"public_name":"Ada Lovelace"},{"name":"Alan Turing"}]}
          """
        ], conference: #""rooms":[{"name":"Ada","guid":"room-1"}],"#))
    let start = try Calendar.instant("2019-12-27T10:00:00Z")
    let expected = Session(
      key: SessionKey(source: "main", id: "g1"),
      facts: SessionFacts(
        title: "A talk", speakers: [Speaker(name: "Ada Lovelace"), Speaker(name: "Alan Turing")],
        room: "Ada", start: start, end: start.addingTimeInterval(40 * 60)),
      track: "Security", kind: .talk, url: "https://example.org/7", abstract: "Short.\n\nLong.",
      roomID: "room-1")
    #expect(schedule == Schedule(name: "Congress", sessions: [expected]))
  }

  @Test(arguments: [
    ("0:30", 30), ("00:40", 40), ("1:00", 60), ("16:39", 999), ("00:00", 0), ("1:02:30", 1590),
    ("2:00:00", 2880), ("90", 90),
  ])
  func `a duration is hours and minutes, with days before them from a day on`(
    text: String, minutes: Int
  ) throws {
    let body = Self.text([
      #"{"guid":"1","title":"T","date":"2019-12-27T11:00:00Z","duration":"\#(text)"}"#
    ])
    let facts = try #require(try Calendar.read(body).sessions.first?.facts)
    #expect(facts.duration == Double(minutes) * 60)
  }

  @Test(arguments: ["", "x", "1:60", "-1:00", "1:2:3:4", "99999999999999999999:00", "::"])
  func `what is no duration gives no end`(text: String) throws {
    let body = Self.text([
      #"{"guid":"1","title":"T","date":"2019-12-27T11:00:00Z","duration":"\#(text)"}"#
    ])
    #expect(try Calendar.read(body).sessions.map(\.facts.end) == [nil])
  }

  @Test(arguments: [
    ("2019-12-27T11:00:00+01:00", "2019-12-27T10:00:00Z"),
    ("2019-12-27T11:00:00Z", "2019-12-27T11:00:00Z"),
    ("2019-12-27T11:00:00.123456Z", "2019-12-27T11:00:00Z"),
    ("2019-12-27T11:00:30-0530", "2019-12-27T16:30:30Z"),
    ("2019-12-27 11:00+13", "2019-12-26T22:00:00Z"),
    // No zone: the conference's, Amsterdam in winter.
    ("2019-12-27T11:00:00", "2019-12-27T10:00:00Z"),
    ("2020-02-29T23:59", "2020-02-29T22:59:00Z"),
  ])
  func `a date is ISO 8601, in the conference's zone where it has none`(
    text: String, instant: String
  ) throws {
    let body = Self.text([#"{"guid":"1","title":"T","date":"\#(text)"}"#])
    let facts = try #require(try Calendar.read(body).sessions.first?.facts)
    #expect(facts.start == (try Calendar.instant(instant)))
  }

  @Test func `the feed's zone goes before the configured one`() throws {
    let body = Self.text(
      [#"{"guid":"1","title":"T","date":"2025-11-17T08:00:00"}"#],
      conference: #""time_zone_name":"Pacific/Auckland","#)
    let start = try Calendar.instant("2025-11-16T19:00:00Z")
    #expect(try Calendar.read(body).sessions.map(\.facts.start) == [start])
  }

  @Test(arguments: [
    ("11:00", "2019-12-27T10:00:00Z"), ("01:30", "2019-12-28T00:30:00Z"),
    ("06:00", "2019-12-27T05:00:00Z"),
  ])
  func `without a date it is the day's, and what is before the day's begin is the night after`(
    start: String, instant: String
  ) throws {
    let body = Self.text(
      [#"{"guid":"1","title":"T","start":"\#(start)"}"#],
      day: #""date":"2019-12-27","day_start":"2019-12-27T06:00:00+01:00""#)
    let facts = try #require(try Calendar.read(body).sessions.first?.facts)
    #expect(facts.start == (try Calendar.instant(instant)))
  }

  @Test(arguments: ["2019-02-30T11:00:00Z", "tomorrow", "", "2019-12-27T25:00:00Z"])
  func `a session without a usable time is kept, with a note of its place`(date: String) throws {
    let schedule = try Calendar.read(
      Self.text([#"{"guid":"1","title":"T","date":"\#(date)"}"#]))
    #expect(schedule.sessions.map(\.facts) == [SessionFacts(title: "T", room: "Ada")])
    #expect(
      schedule.problems.map(\.description) == [
        #"schedule.conference.days[0].rooms["Ada"][0]: "#
          + #"a session without a time, neither "date" nor "start" is one"#
      ])
  }

  @Test(arguments: [
    // pretalx: the guid of a talk changes when it is given a second time.
    (#"{"code":"ABC","guid":"g","id":7,"title":"T"}"#, "ABC"),
    (#"{"guid":"g","id":7,"title":"T"}"#, "g"),
    (#"{"guid":"","id":7,"title":"T"}"#, "7"),
    (#"{"guid":null,"id":"8","title":"T"}"#, "8"),
    (#"{"guid":12,"title":"T"}"#, "12"),
  ])
  func `the id is the code, else the guid, else the number`(event: String, id: String) throws {
    #expect(try sessions(event).map(\.key.id) == [id])
  }

  @Test func `ids that repeat are numbered by start, whatever the order of the file`() throws {
    let events = [("09", "B"), ("15", "C"), ("08", "A")].map { hour, title in
      #"{"code":"X","title":"\#(title)","date":"2019-12-27T\#(hour):00:00Z"}"#
    }
    for order in [[0, 1, 2], [2, 1, 0], [1, 0, 2]] {
      let read = try Calendar.read(Self.text(order.map { events[$0] })).sessions
      let titles = Dictionary(uniqueKeysWithValues: read.map { ($0.key.id, $0.facts.title) })
      #expect(titles == ["X": "A", "X#2": "B", "X#3": "C"])
    }
  }

  @Test func `a number behind an id never takes another session's id`() throws {
    let ids = try sessions(
      Self.event(#""start":"a""#, guid: "x"),
      #"{"guid":"x","title":"Later","date":"2019-12-28T11:00:00Z"}"#,
      Self.event(guid: "x#2")
    ).map(\.key.id)
    #expect(ids == ["x", "x#3", "x#2"])
  }

  @Test func `the very same session twice is one`() throws {
    let schedule = try Calendar.read(Self.text([Self.event(), Self.event()]))
    #expect(schedule.sessions.map(\.key.id) == ["g1"])
    #expect(
      schedule.problems.map(\.description) == [
        #"schedule.conference.days[0].rooms["Ada"][1]: "#
          + "a session was left out, the same is there already"
      ])
  }

  @Test(arguments: ["17", #""x""#, "null", "[]", "true"])
  func `an element that is no event does not take the others with it`(element: String) throws {
    let schedule = try Calendar.read(Self.text([Self.event(), element, Self.event(guid: "g2")]))
    #expect(schedule.sessions.map(\.key.id) == ["g1", "g2"])
    let problems = schedule.problems.map(\.description)
    #expect(problems.count == 1)
    #expect(
      problems[0].hasPrefix(#"schedule.conference.days[0].rooms["Ada"][1]: it was skipped"#))
  }

  @Test func `a day, a room or a person that can't be read is noted and the rest stays`() throws {
    let schedule = try Calendar.read(
      """
      {"schedule":{"conference":{"days":[7,{"rooms":{"Ada":"none","Borg":[
      {"guid":"1","title":"T","date":"2019-12-27T11:00:00Z","persons":[5,"Ada","",{"name":null}]}
      ]}},{"rooms":[]},{"rooms":null},{}]}}}
      """)
    #expect(schedule.sessions.map(\.facts.speakers) == [[Speaker(name: "Ada")]])
    #expect(
      schedule.problems.map(\.description) == [
        "schedule.conference.days[0]: the day was skipped, it is no object",
        #"schedule.conference.days[1].rooms["Ada"]: the room was skipped, it is no list"#,
        #"schedule.conference.days[1].rooms["Borg"][0].persons[0]: "#
          + "it was left out, it is no object",
      ])
  }

  @Test func `what a session lacks is nil, and what it lacks most is made up for`() throws {
    let schedule = try Calendar.read(
      Self.text(
        [
          """
          {"guid":"1","title":"","date":"2019-12-27T11:00:00Z","room":null,"url":"ftp://x",
          "track":null,"abstract":null,"description":"","persons":null}
          """
        ], room: ""))
    let session = Session(
      key: SessionKey(source: "main", id: "1"),
      facts: SessionFacts(title: "Untitled", start: try Calendar.instant("2019-12-27T11:00:00Z")))
    #expect(schedule.sessions == [session])
    #expect(schedule.problems.count == 1)
  }

  @Test(arguments: [
    ("CANCELLED! Gerechtigkeit 4.0", "Gerechtigkeit 4.0", SessionStatus.cancelled),
    ("[CANCELED] A talk", "A talk", .cancelled),
    ("[SOLD OUT] A talk", "[SOLD OUT] A talk", .scheduled),
  ])
  func `a mark in the title cancels`(title: String, rest: String, status: SessionStatus) throws {
    let facts = try sessions(#"{"guid":"1","title":"\#(title)"}"#).map(\.facts)
    #expect(facts == [SessionFacts(title: rest, room: "Ada", status: status)])
  }

  @Test(arguments: [
    ("lecture", "A talk", SessionKind.talk), ("Talk 45 minutes + 10 minutes Q&A", "A talk", .talk),
    ("lightning_talk", "A talk", .lightning), ("Lightning Talk", "A talk", .lightning),
    ("workshop", "A talk", .tutorial), ("hands-on", "A talk", .tutorial),
    ("Workshop 2 hours", "A talk", .tutorial), ("meeting", "A talk", .meeting),
    ("discussion", "A talk", .meeting), ("djset", "A talk", .social), ("DJ Set", "A talk", .social),
    ("Morning Tea", "Morning Break", .break), ("Registration", "Registration", .registration),
    ("lecture", "Keynote: A talk", .keynote), ("", "Lunch", .break), ("", "A talk", .talk),
    ("Theatre/Dance Performance", "A talk", .social), ("45 min theatre session", "A talk", .talk),
    ("Vortrag 30 min (incl. Q&A)", "A talk", .talk), ("workshop", "Lunch Break", .break),
  ])
  func `the type says the kind, and the title where it knows better`(
    type: String, title: String, kind: SessionKind
  ) throws {
    let event = #"{"guid":"1","title":"\#(title)","type":"\#(type)","persons":[{"name":"A"}]}"#
    #expect(try sessions(event).map(\.kind) == [kind])
  }
}
