import ConferenceModel
import Foundation
import Planning
import Testing

@Suite struct GuideMatcherTests {
  private static let sessions = [
    session(
      "a1", facts("Sidecars at Scale", ["Ana Lima, Orbit"], from: "24T10:00", to: "24T10:30"),
      url: "https://conf.sched.com/event/a1"),
    session(
      "a2", facts("Gateways in Anger", ["Ana Lima, Orbit"], from: "25T10:00", to: "25T10:30"),
      url: "https://conf.sched.com/event/2CVxw/gateways-in-anger"),
    session(
      "b1",
      facts(
        "Taming Millions of Jobs With Argo Workflows", ["Bo Chen, Quay", "Cy Dahl, Quay"],
        from: "24T10:00", to: "24T10:30")),
    session("d1", facts("Project Demo", ["Eve Frey"], from: "24T13:00", to: "24T13:15")),
    session("d2", facts("Project Demo", ["Gil Hart"], from: "24T14:00", to: "24T14:15")),
    session(
      "x1", facts("Zero Trust Meshes", ["Ida Jo"], from: "26T09:00", to: "26T09:30", .cancelled)),
    session("p1", facts("Lunch", from: "24T12:00", to: "24T13:00"), kind: .break),
    session(
      "b1",
      facts(
        "Taming millions of jobs with Argo Workflows", ["Bo Chen", "Cy Dahl"],
        from: "24T10:00", to: "24T10:30"), source: "other"),
  ]

  @Test(arguments: [
    ("link", pick("", url: "http://conf.sched.com/event/a1?iframe=no"), "a1"),
    ("short link with a slug", pick("x", ["Ana Lima"], url: "conf.sched.com/event/2CVxw/a"), "a2"),
    ("the same title", pick("sidecars at SCALE"), "a1"),
    ("speaker and time", pick("某个题目", ["Lima Ana (Orbit)"], from: "24T10:00"), "a1"),
    ("accent and initial", pick("题", ["Aná M. Lima"], from: "25T10:00"), "a2"),
    (
      "both speakers, moved to another day",
      pick("百万任务", ["Bo Chen", "Cy Dahl"], from: "26T10:00"),
      "b1"
    ),
    (
      "one of two, what the title keeps, the time",
      pick("用 Argo Workflows 驯服百万任务", ["Bo Chen", "Nobody Here"], from: "24T10:00"), "b1"
    ),
    ("cancelled", pick("Zero Trust Meshes", ["Ida Jo"], from: "26T09:00"), "x1"),
    ("which of two demos", pick("Project Demo", ["Gil Hart"]), "d2"),
    (
      "the title, though others speak", pick("Sidecars at Scale", ["Kim Lee"], from: "24T10:00"),
      "a1"
    ),
  ])
  func `a pick is its session`(why: String, pick: GuidePick, id: String) {
    let match = GuideMatcher.match(guide([pick]), with: Self.sessions)[0]
    #expect(match.session == SessionKey(source: "main", id: id))
    #expect(match.pick == pick)
    #expect(match.confidence >= 0.6)
  }

  @Test(arguments: [
    ("a title that several have", pick("Project Demo"), ["d1", "d2"]),
    ("a speaker of two talks", pick("某个题目", ["Ana Lima"]), ["a1", "a2"]),
    ("a time that two share", pick("某个题目", from: "24T10:00"), []),
    ("a speaker at another time", pick("别的题目", ["Eve Frey"], from: "26T10:00"), ["d1"]),
    ("a break", pick("Lunch", from: "24T12:00"), []),
    ("nothing like it", pick("Cooking With Gas", ["Nobody Here"], from: "24T10:00"), []),
  ])
  func `a pick that is not sure has candidates instead`(
    why: String, pick: GuidePick, candidates: [String]
  ) {
    let match = GuideMatcher.match(guide([pick]), with: Self.sessions)[0]
    #expect(match.session == nil)
    #expect(match.candidates.map(\.id) == candidates)
  }

  @Test func `an address whose talk is another one is not sure`() {
    let pick = pick(
      "Cooking With Gas", ["Kim Lee"], from: "26T16:00",
      url: "https://conf.sched.com/event/a1")
    #expect(GuideMatcher.match(guide([pick]), with: Self.sessions)[0].session == nil)
  }

  @Test func `two picks never share a session`() {
    let twice = pick("Sidecars at Scale", ["Ana Lima"], from: "24T10:00")
    let matches = GuideMatcher.match(guide([twice, twice]), with: Self.sessions)
    #expect(matches.map(\.session) == [nil, nil])
    #expect(matches.map { $0.candidates.first?.id } == ["a1", "a1"])
  }

  @Test func `a guide without sessions matches nothing`() {
    let match = GuideMatch(pick: pick("A"), session: nil, confidence: 0, candidates: [])
    #expect(GuideMatcher.match(guide([pick("A")]), with: []) == [match])
  }
}
