import ConferenceModel
import Foundation
import Testing

@Suite struct SessionFilterTests {
  private let session = Session(
    key: SessionKey(source: "main", id: "a1"),
    facts: SessionFacts(title: "A Talk", room: "Hall 7 | Room Ä"), track: "AI + ML")

  @Test(arguments: [
    ("all", SessionFilter(), true),
    ("source", SessionFilter(source: "main"), true),
    ("another source", SessionFilter(source: "colocated"), false),
    ("a part of a source", SessionFilter(source: "mai"), false),
    ("a part of the track", SessionFilter(track: "ai +"), true),
    ("another track", SessionFilter(track: "security"), false),
    ("a part of the room", SessionFilter(room: "room ä"), true),
    ("another room", SessionFilter(room: "Hall 12"), false),
    ("all parts hold", SessionFilter(source: "main", track: "ML", room: "7"), true),
    ("one part does not", SessionFilter(source: "main", track: "ML", room: "8"), false),
    ("own stars are not asked here", SessionFilter(mine: true), true),
  ])
  func `a session passes when all parts hold`(name: String, filter: SessionFilter, passes: Bool) {
    #expect(filter.matches(session, guides: []) == passes)
  }

  @Test func `a session without track or room passes no filter of them`() {
    let bare = Session(
      key: SessionKey(source: "main", id: "a2"), facts: SessionFacts(title: "A Talk"))
    #expect(!SessionFilter(track: "a").matches(bare, guides: []))
    #expect(!SessionFilter(room: "a").matches(bare, guides: []))
    #expect(SessionFilter().matches(bare, guides: []))
  }

  @Test(arguments: [
    ("AI + ML", "ai", true), ("MAINTAINER TRACK", "ai", false),
    ("PLATFORM ENGINEERING", "eng", true),
    ("OPEN SOURCE SECURITYCON", "security", true), ("云原生安全", "安全", true), ("AI", "ai + ml", false),
  ])
  func `a part of the track begins a word`(track: String, part: String, passes: Bool) {
    let session = Session(
      key: SessionKey(source: "main", id: "a"), facts: SessionFacts(title: "T"), track: track)
    #expect(SessionFilter(track: part).matches(session, guides: []) == passes)
  }

  @Test(arguments: [("Hall 12", "hall 1", false), ("Hall 1 | A", "hall 1", true)])
  func `a number of a room is whole`(room: String, part: String, passes: Bool) {
    let session = Session(
      key: SessionKey(source: "main", id: "a"), facts: SessionFacts(title: "T", room: room))
    #expect(SessionFilter(room: part).matches(session, guides: []) == passes)
  }
}
