import ConferenceModel
import Planning
import Testing

@Suite struct SessionPairingTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var old: [Session]
    var new: [Session]
    /// `old > new`, by ids.
    var pairs: [String]
    var gone: [String] = []
    var added: [String] = []
  }

  private static func session(
    _ id: String, _ title: String, _ speakers: [String] = [], room: String? = "Hall 12",
    from start: String? = "24T10:00"
  ) -> Session {
    Session(
      key: SessionKey(source: "main", id: id),
      facts: facts(title, speakers, room: room, from: start))
  }

  private static func demos(_ ids: [String], room: String? = "Hall 5") -> [Session] {
    ids.map { session($0, "Gold Sponsor In-Booth Demos", room: room) }
  }

  static let rows = [
    Row(
      testDescription: "the id decides, whatever changed",
      old: [session("a", "Sidecars At Scale", ["Ana"], room: "A")],
      new: [session("a", "Sidecars, Scaled", ["Bo"], room: "B", from: "25T12:00")],
      pairs: ["a > a"]),
    Row(
      testDescription: "a new id with the same title and start, in another room",
      old: [session("a", "Sidecars At Scale", room: "A")],
      new: [session("b", "sidecars at  scale", room: "B")], pairs: ["a > b"]),
    Row(
      testDescription: "a new id with the same title and speakers, at another time",
      old: [session("a", "Sidecars At Scale", ["Ana Lima", "Bo Ek"])],
      new: [session("b", "Sidecars at Scale", ["Bo Ek", "ana lima"], from: "25T12:00")],
      pairs: ["a > b"]),
    Row(
      testDescription: "the same title alone is not enough",
      old: [session("a", "Peer Group Mentoring")],
      new: [session("b", "Peer Group Mentoring", from: "25T12:00")], pairs: [], gone: ["a"],
      added: ["b"]),
    Row(
      testDescription: "booths of one title and time are told apart by their room",
      old: demos(["a"], room: "Hall 1") + demos(["b"], room: "Hall 5"),
      new: demos(["y"], room: "Hall 5") + demos(["x"], room: "Hall 1"),
      pairs: ["a > x", "b > y"]),
    Row(
      testDescription: "booths that nothing tells apart are not guessed at",
      old: demos(["a", "b"]), new: demos(["x", "y"]), pairs: [], gone: ["a", "b"],
      added: ["x", "y"]),
    Row(
      testDescription: "a booth that stays is not taken for the one that is gone",
      old: demos(["a", "b"]), new: demos(["b", "x"]), pairs: ["a > x", "b > b"]),
    Row(
      testDescription: "two talks exchange their ids",
      old: [
        session("a", "Sidecars At Scale", ["Ana Lima"]),
        session("b", "Etcd in Depth", ["Bo Ek"], room: "B"),
      ],
      new: [
        session("a", "Etcd in Depth", ["Bo Ek"], room: "B"),
        session("b", "Sidecars At Scale", ["Ana Lima"]),
      ],
      pairs: ["a > b", "b > a"]),
    Row(
      testDescription: "a talk gives its id to a break and stands under another one",
      old: [session("a", "Sidecars At Scale", ["Ana Lima"])],
      new: [
        session("a", "Mini Break"),
        session("b", "Sidecars At Scale", ["Ana Lima"], from: "24T15:00"),
      ],
      pairs: ["a > b"], added: ["a"]),
    Row(
      testDescription: "another talk under the same id is that id's when the old one is nowhere",
      old: [session("a", "CLBO: ClashLoopBackOff")],
      new: [session("a", "Open Source After Hours: Demos and Dragons")], pairs: ["a > a"]),
    Row(
      testDescription: "a placeholder that gets its title is the same session",
      old: [session("a", "Keynote: To be Announced")],
      new: [session("a", "Keynote: The Future", ["Erin Boyd"])], pairs: ["a > a"]),
    Row(
      testDescription: "sources do not mix",
      old: [session("a", "Sidecars At Scale", ["Ana"])],
      new: [
        Session(
          key: SessionKey(source: "colocated", id: "b"),
          facts: facts("Sidecars At Scale", ["Ana"], from: "24T10:00"))
      ], pairs: [], gone: ["a"], added: ["b"]),
    Row(testDescription: "nothing before", old: [], new: demos(["a"]), pairs: [], added: ["a"]),
    Row(testDescription: "nothing after", old: demos(["a"]), new: [], pairs: [], gone: ["a"]),
  ]

  @Test(arguments: rows)
  func `a session is found again by its id, or by what it says`(row: Row) {
    let pairing = SessionPairing(old: row.old, new: row.new)
    #expect(
      pairing.pairs.map { "\(row.old[$0.old].key.id) > \(row.new[$0.new].key.id)" } == row.pairs)
    #expect(pairing.gone.map { row.old[$0].key.id } == row.gone)
    #expect(pairing.added.map { row.new[$0].key.id } == row.added)
  }

  @Test(arguments: rows)
  func `the order of the feed does not matter`(row: Row) {
    let (old, new) = (Array(row.old.reversed()), Array(row.new.reversed()))
    let pairing = SessionPairing(old: old, new: new)
    #expect(
      Set(pairing.pairs.map { "\(old[$0.old].key.id) > \(new[$0.new].key.id)" })
        == Set(row.pairs))
  }
}
