import ConferenceModel
import Foundation
import Persistence
import Testing

@Suite struct ProgrammeRecordTests {
  @Test func `a programme reads back as it was stored, sorted by start`() throws {
    let database = try StoreFixture.temporary()
    let sessions = [
      session("late", startsAfter: 120, speakers: [Speaker(name: "Ada", affiliation: "ACM")]),
      session("early", room: nil, startsAfter: 30), session("middle", startsAfter: 60),
    ]
    try database.load(sessions)
    let programme = try database.read { try $0.programme() }
    #expect(programme.version == 1)
    #expect(programme.entries.map(\.session) == [sessions[1], sessions[2], sessions[0]])
  }

  @Test func `facts that come back get their old number`() throws {
    let database = try StoreFixture.temporary()
    try database.load([session("a")])
    let before = try database.entry("a")
    try database.change([session("a", room: "Hall 2")])
    try database.change([session("a")])
    let after = try database.entry("a")
    #expect(after.factsID == before.factsID)
    #expect(after.changeNumber == 2)
  }

  @Test func `a change of the track alone is no change of facts`() throws {
    let database = try StoreFixture.temporary()
    try database.load([session("a")])
    try database.change([session("a", track: "Security")])
    let entry = try database.entry("a")
    #expect(entry.changeNumber == 0)
    #expect(entry.session.track == "Security")
  }

  @Test func `a room that returns to its first name leaves no circle of aliases`() throws {
    let database = try StoreFixture.temporary()
    for pair in [["Halls 1-5": "Hall 1-5"], ["Hall 1-5": "Halls 1-5"]] {
      try database.write { store in
        var changes = SourceChanges()
        changes.renamedRooms = pair
        try store.apply(changes, source: "main", validators: SourceValidators(), now: morning)
      }
    }
    #expect(try database.read { try $0.roomAliases() } == ["main": ["Hall 1-5": "Halls 1-5"]])
  }

  @Test(arguments: [
    ("gpu", ["gpu"]), ("GPU sched", ["gpu"]), ("mueller", [String]()), ("Muller", ["gpu"]),
    ("nirmata", ["policy"]), ("可观测", ["zh"]), ("观测", ["zh"]), ("测", ["zh"]),
    ("ubernete", ["policy"]), ("\"; DROP TABLE star", []), ("*", []), ("", []),
  ])
  func `search finds what people type`(text: String, expected: [String]) throws {
    let database = try StoreFixture.temporary()
    try database.load([
      session("gpu", title: "GPU Scheduling", speakers: [Speaker(name: "Jan Müller")]),
      session(
        "policy", title: "Policy for Kubernetes",
        speakers: [Speaker(name: "Jim", affiliation: "Nirmata")]),
      session("zh", title: "云原生可观测性实践"),
    ])
    let programme = try database.read { try $0.programme() }
    let found = try database.read { try $0.search(text, limit: 10) }
    #expect(found.compactMap { programme[$0]?.session.key.id } == expected)
  }
}
