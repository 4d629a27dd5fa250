import ConferenceModel
import Foundation
import ScheduleFormats
import TestSupport
import Testing

/// Sessionize's three views.
@Suite struct SessionizeTests {
  /// The view All with one talk and one service session.
  static func all(_ sessions: String? = nil) -> String {
    let talk =
      #"{"id":"101","title":" A talk ","description":"One.\r\n\r\nTwo.","startsAt":"#
      + #""2026-10-03T09:10:00","endsAt":"2026-10-03T09:55:00","isServiceSession":false,"#
      + #""isPlenumSession":false,"speakers":["s2","s1"],"categoryItems":[11,21,31],"roomId":5}"#
    return """
      {"sessions":[\(sessions ?? talk)],
      "speakers":[{"id":"s1","fullName":"Ada Lovelace","tagLine":"Analyst","sessions":[101]},
      {"id":"s2","firstName":"Alan","lastName":"Turing","tagLine":null}],"questions":[],
      "categories":[{"id":1,"title":"What level?","items":[{"id":31,"name":"100"}]},
      {"id":2,"title":"Session type","items":[{"id":21,"name":"20 min lightning talk"}]},
      {"id":3,"title":"Which track fits best?","items":[{"id":11,"name":"Security"}]}],
      "rooms":[{"id":5,"name":"Cloud Tech ","sort":0}]}
      """
  }

  /// The view GridSmart: a day with two rooms, its time slots repeating them.
  static func grid() -> String {
    let talk =
      #"{"id":"101","title":"A talk","startsAt":"2026-10-03T09:10:00","endsAt":"#
      + #""2026-10-03T09:55:00","speakers":[{"id":"s1","name":"Ada Lovelace"}],"categories":"#
      + #"[{"id":3,"name":"Track","categoryItems":[{"id":11,"name":"Security"}]}],"roomId":5,"#
      + #""room":"Cloud Tech "}"#
    let lunch = { (room: Int) in
      #"{"id":"a-b","title":"Lunch","startsAt":"2026-10-03T12:00:00","#
        + #""endsAt":"2026-10-03T13:00:00","#
        + #""isServiceSession":true,"isPlenumSession":true,"roomId":\#(room),"room":"Foyer"}"#
    }
    return """
      [{"date":"2026-10-03T00:00:00","isDefault":false,"rooms":[
      {"id":5,"name":"Cloud Tech ","sessions":[\(talk),\(lunch(5))]},
      {"id":6,"name":"Foyer","sessions":[\(lunch(6))]}],
      "timeSlots":[{"slotStart":"09:10:00","rooms":[{"id":5,"session":\(talk)}]}]}]
      """
  }

  @Test func `the view All is read with speakers, room, track and type from its lists`() throws {
    let start = try Calendar.instant("2026-10-03T07:10:00Z")
    let expected = Session(
      key: SessionKey(source: "main", id: "101"),
      facts: SessionFacts(
        title: "A talk",
        speakers: [
          Speaker(name: "Alan Turing"), Speaker(name: "Ada Lovelace", affiliation: "Analyst"),
        ],
        room: "Cloud Tech", start: start, end: start.addingTimeInterval(45 * 60)),
      track: "Security", kind: .lightning, abstract: "One.\n\nTwo.", roomID: "5")
    #expect(try Calendar.read(Self.all()) == Schedule(sessions: [expected]))
  }

  @Test func `a grid is read from its rooms, and a plenary once`() throws {
    let start = try Calendar.instant("2026-10-03T07:10:00Z")
    let noon = try Calendar.instant("2026-10-03T10:00:00Z")
    let talk = Session(
      key: SessionKey(source: "main", id: "101"),
      facts: SessionFacts(
        title: "A talk", speakers: [Speaker(name: "Ada Lovelace")], room: "Cloud Tech",
        start: start, end: start.addingTimeInterval(45 * 60)),
      track: "Security", kind: .talk, roomID: "5")
    let lunch = Session(
      key: SessionKey(source: "main", id: "a-b"),
      facts: SessionFacts(
        title: "Lunch", room: "Foyer", start: noon, end: noon.addingTimeInterval(3600)),
      kind: .break, roomID: "5")
    #expect(try Calendar.read(Self.grid()) == Schedule(sessions: [talk, lunch]))
  }

  @Test func `the view Sessions is a list of groups`() throws {
    let body = """
      [{"groupId":null,"groupName":"All","isDefault":true,"sessions":[
      {"id":1,"title":"A","startsAt":null,"endsAt":null,"roomId":null},
      {"id":"2","title":"B","startsAt":"2026-10-03T09:00:00Z"}]},8]
      """
    let schedule = try Calendar.read(body)
    let facts = try [
      SessionFacts(title: "A"),
      SessionFacts(title: "B", start: Calendar.instant("2026-10-03T09:00:00Z")),
    ]
    #expect(schedule.sessions.map(\.key.id) == ["1", "2"])
    #expect(schedule.sessions.map(\.facts) == facts)
    #expect(schedule.problems.map(\.description) == ["[1]: it was skipped, it is no object"])
  }

  @Test(arguments: [
    ("Lunch", SessionKind.break), ("Morning Break", .break),
    ("Workshop Registration & Breakfast", .registration), ("Networking Happy Hour", .social),
    ("Conf After Party!", .social), ("TBD", .other), ("Opening Keynote", .keynote),
  ])
  func `a service session is what its title says`(title: String, kind: SessionKind) throws {
    let body = Self.all(
      #"{"id":"1","title":"\#(title)","isServiceSession":true,"startsAt":"2026-10-03T09:00:00"}"#)
    #expect(try Calendar.read(body).sessions.map(\.kind) == [kind])
  }

  @Test func `what is odd is noted and kept`() throws {
    let schedule = try Calendar.read(
      Self.all(
        #"{"id":"1","title":"A","startsAt":"soon","endsAt":"2026-10-03T09:00:00"},"#
          + #"{"id":"2","title":"B","startsAt":"2026-10-03T09:00:00","endsAt":"#
          + #""2026-10-03T08:00:00"},{"title":"C"},{"id":"4","title":"D","speakers":["gone"]}"#))
    let start = try Calendar.instant("2026-10-03T07:00:00Z")
    #expect(
      schedule.sessions.map(\.facts) == [
        SessionFacts(title: "A"), SessionFacts(title: "B", start: start), SessionFacts(title: "D"),
      ])
    #expect(
      schedule.problems.map(\.description) == [
        #"sessions[0]: "startsAt" was left out, "soon" is no time"#,
        "sessions[1]: the end was left out, it is before the start",
        "sessions[2]: a session without an id was skipped",
      ])
  }
}

/// Every stored version of Scottish Summit and DevNexus.
@Suite(.enabled(if: Corpus.isAvailable)) struct SessionizeCorpusTests {
  static let paths =
    Corpus.paths(under: "scottishsummit-2026", withExtension: "all.json")
    + Corpus.paths(under: "devnexus", withExtension: "gridsmart.json")

  /// Sessions of the view All, or of the rooms of a grid.
  private func raw(_ file: RawFile) throws -> [[String: Any]] {
    if let sessions = file.at("sessions") as? [[String: Any]] { return sessions }
    let days = try #require(file.root as? [[String: Any]])
    return try days.flatMap { try #require($0["rooms"] as? [[String: Any]]) }
      .flatMap { try #require($0["sessions"] as? [[String: Any]]) }
  }

  @Test(arguments: paths)
  func `every session is there with its times and room, and none is invented`(
    path: String
  ) throws {
    let file = try RawFile(path)
    let events = try raw(file)
    let rooms = (file.at("rooms") as? [[String: Any]] ?? []).reduce(into: [Int: String]()) {
      $0[$1["id"] as? Int ?? 0] = $1["name"] as? String
    }
    // Read in UTC, a local time is the same time with a Z behind it.
    let schedule = try file.schedule(zone: "UTC")
    #expect(schedule.problems == [])
    #expect(
      schedule.sessions.map(\.key.id).sorted()
        == events.compactMap { $0["id"] as? String }.sorted())
    for event in events {
      let session = try #require(schedule.session(event["id"] as? String ?? ""))
      let text = { (key: String) in try #require(event[key] as? String) }
      #expect(session.facts.start == (try Calendar.instant(text("startsAt") + "Z")))
      #expect(session.facts.end == (try Calendar.instant(text("endsAt") + "Z")))
      let room = event["room"] as? String ?? rooms[event["roomId"] as? Int ?? 0]
      #expect(session.facts.room == room?.trimmingCharacters(in: .whitespaces))
      #expect(session.facts.speakers.count == (event["speakers"] as? [Any])?.count)
    }
  }

  @Test func `the sessions that were moved in one push have moved, in the conference's zone`()
    throws
  {
    let versions = try ["011627Z.9041a867", "014316Z.b3b06562"].map {
      try RawFile("devnexus/20230328T\($0).gridsmart.json").schedule(zone: "America/New_York")
    }
    let moved = versions[1].sessions.filter {
      versions[0].session($0.key.id)?.facts.start != $0.facts.start
    }
    #expect(moved.count == 25)
    // The close, 17:00 to 16:45 in Atlanta's summer time.
    let close = versions.map { $0.session("c82158bc-ed1d-4fd1-a3c2-9e02ec05ec26")?.facts.start }
    #expect(
      close == [
        try Calendar.instant("2023-04-06T21:00:00Z"), try Calendar.instant("2023-04-06T20:45:00Z"),
      ])
  }

  @Test(arguments: paths) func `a file that breaks off is refused wherever it does`(
    path: String
  ) throws {
    try RawFile(path).expectCutsRefused(places: 24, format: .sessionize)
  }
}
