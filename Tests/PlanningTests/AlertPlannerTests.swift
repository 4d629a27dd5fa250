import ConferenceModel
import Foundation
import Planning
import Testing

@Suite struct AlertPlannerTests {
  struct SettleRow: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var changes: [ScheduleChange]
    var old: String?
    var new: String?
    var now = at("24T10:00")
    /// First change and settling time, in seconds after `now`.
    var pending: (first: Double, settles: Double)?
    /// Seconds after `now`.
    var expected: Double?

    init(
      _ name: String, _ changes: [ScheduleChange], old: String? = "24T15:00",
      new: String? = nil, pending: (first: Double, settles: Double)? = nil, settles: Double?
    ) {
      (testDescription, self.changes, self.old) = (name, changes, old)
      (self.new, self.pending, self.expected) = (new ?? old, pending, settles)
    }
  }

  private static let moved = ScheduleChange.relocated(from: "Hall 12", to: "C203")
  private static let later = ScheduleChange.rescheduled(
    from: slot("24T15:00", nil), to: slot("24T15:30", nil))
  private static let earlier = ScheduleChange.rescheduled(
    from: slot("24T15:00", nil), to: slot("24T10:40", nil))
  private static let retitled = ScheduleChange.retitled(from: "A", to: "B")
  private static let speakers = ScheduleChange.speakersChanged(
    from: [], to: [Speaker(name: "Ana")])

  static let settleRows: [SettleRow] = [
    SettleRow("silent only", [.renamedRoom(from: "A", to: "B"), .described], settles: nil),
    SettleRow("nothing", [], settles: nil),
    SettleRow("silent, while another settles", [.described], pending: (-30, 60), settles: 60),
    SettleRow("room, in the afternoon", [moved], settles: 90),
    SettleRow("room, within the hour", [moved], old: "24T10:59", settles: 0),
    SettleRow("room, in an hour sharp", [moved], old: "24T11:00", settles: 0),
    SettleRow("room, in 61 minutes", [moved], old: "24T11:01", settles: 90),
    SettleRow("room, while it runs", [moved], old: "24T09:45", settles: 0),
    SettleRow("room, when it is over", [moved], old: "24T08:30", settles: 90),
    SettleRow(
      "earlier, now within the hour", [earlier], old: "24T15:00", new: "24T10:40", settles: 0),
    SettleRow(
      "earlier, was within the hour", [earlier], old: "24T10:40", new: "24T15:00", settles: 0),
    SettleRow("later, within the hour", [later], old: "24T10:30", new: "24T11:30", settles: 90),
    SettleRow("title", [retitled], settles: 300),
    SettleRow("title and speakers", [retitled, speakers], settles: 300),
    SettleRow("announced", [.announced(from: "TBA", to: "A")], settles: 300),
    SettleRow("title and later", [retitled, later], settles: 90),
    SettleRow("title, with a silent one", [retitled, .described], settles: 300),
    SettleRow("title, talk in four minutes", [retitled], old: "24T10:04", settles: 120),
    SettleRow("title, talk in one minute", [retitled], old: "24T10:01", settles: 0),
    SettleRow("cancelled, no time known", [.cancelled], old: nil, settles: 90),
    SettleRow("room again", [moved], pending: (-60, 30), settles: 90),
    SettleRow("room for the seventh time", [moved], pending: (-540, 20), settles: 60),
    SettleRow("room, long after the first", [moved], pending: (-900, 20), settles: 0),
    SettleRow("room, while a title is gathered", [moved], pending: (-10, 290), settles: 90),
    SettleRow("title, while a room settles", [retitled], pending: (-60, 30), settles: 30),
    SettleRow("title again", [retitled], pending: (-120, 180), settles: 300),
    SettleRow("title again, shortly before", [retitled], pending: (-240, 60), settles: 300),
    SettleRow("title again and again", [retitled], pending: (-400, 250), settles: 200),
    SettleRow(
      "urgent, while one settles", [moved], old: "24T10:30", pending: (-60, 30), settles: 0),
  ]

  @Test(arguments: settleRows)
  func `a change settles as long as its urgency allows`(row: SettleRow) {
    let pending = row.pending.map {
      PendingSettle(
        firstChangedAt: row.now.addingTimeInterval($0.first),
        settlesAt: row.now.addingTimeInterval($0.settles))
    }
    let settles = AlertPlanner.settlesAt(
      changes: row.changes, old: facts("A Talk", from: row.old),
      new: facts("A Talk", from: row.new), now: row.now, pending: pending, policy: SettlePolicy())
    #expect(settles == row.expected.map(row.now.addingTimeInterval))
  }

  @Test func `the windows are those of the policy`() {
    let policy = SettlePolicy(
      settle: .seconds(10), gather: .milliseconds(20_500), urgentWithin: .seconds(60),
      longest: .seconds(30))
    let talk = facts("A Talk", from: "24T10:30")
    func settles(_ changes: [ScheduleChange], _ pending: PendingSettle? = nil) -> Date? {
      AlertPlanner.settlesAt(
        changes: changes, old: talk, new: talk, now: at("24T10:00"), pending: pending,
        policy: policy)
    }
    let soon = PendingSettle(
      firstChangedAt: at("24T10:00").addingTimeInterval(-25),
      settlesAt: at("24T10:00").addingTimeInterval(2))
    #expect(settles([Self.moved]) == at("24T10:00").addingTimeInterval(10))
    #expect(settles([Self.retitled]) == at("24T10:00").addingTimeInterval(20.5))
    #expect(settles([Self.moved], soon) == at("24T10:00").addingTimeInterval(5))
  }

  struct DecisionRow: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var told: SessionFacts
    var current: SessionFacts
    var now: String
    var expected: AlertPlanner.Decision
  }

  private static func talk(_ room: String, _ from: String?, _ to: String?) -> SessionFacts {
    facts("A Talk", room: room, from: from, to: to)
  }

  static let decisionRows = [
    DecisionRow(
      testDescription: "another room", told: talk("Hall 12", "24T10:00", "24T10:30"),
      current: talk("C203", "24T10:00", "24T10:30"), now: "24T09:00",
      expected: .tell([.relocated(from: "Hall 12", to: "C203")])),
    DecisionRow(
      testDescription: "there and back", told: talk("Hall 12", "24T10:00", "24T10:30"),
      current: talk("Hall 12", "24T10:00", "24T10:30"), now: "24T09:00", expected: .silent),
    DecisionRow(
      testDescription: "another room, running", told: talk("Hall 12", "24T10:00", "24T10:30"),
      current: talk("C203", "24T10:00", "24T10:30"), now: "24T10:29",
      expected: .tell([.relocated(from: "Hall 12", to: "C203")])),
    DecisionRow(
      testDescription: "over in both", told: talk("Hall 12", "24T10:00", "24T10:30"),
      current: talk("C203", "24T10:00", "24T10:30"), now: "24T10:30", expected: .past),
    DecisionRow(
      testDescription: "over in the old version only",
      told: talk("Hall 12", "24T10:00", "24T10:30"),
      current: talk("Hall 12", "24T11:00", "24T11:30"), now: "24T10:45",
      expected: .tell([
        .rescheduled(from: slot("24T10:00", "24T10:30"), to: slot("24T11:00", "24T11:30"))
      ])),
    DecisionRow(
      testDescription: "over in the new version only: it was missed",
      told: talk("Hall 12", "24T11:00", "24T11:30"),
      current: talk("Hall 12", "24T10:00", "24T10:30"), now: "24T10:45",
      expected: .tell([
        .rescheduled(from: slot("24T11:00", "24T11:30"), to: slot("24T10:00", "24T10:30"))
      ])),
    DecisionRow(
      testDescription: "no end: an hour is assumed", told: talk("A", "24T10:00", nil),
      current: talk("B", "24T10:00", nil), now: "24T11:00", expected: .past),
    DecisionRow(
      testDescription: "never had a time", told: talk("A", nil, nil), current: talk("B", nil, nil),
      now: "24T11:00", expected: .tell([.relocated(from: "A", to: "B")])),
    DecisionRow(
      testDescription: "silent changes are left out",
      told: talk("Halls 1-5", "24T10:00", nil),
      current: facts(
        "Another Title For A Talk", room: "Hall 1-5 | East", from: "24T10:00", to: "24T10:30"),
      now: "24T09:00",
      expected: .tell([.retitled(from: "A Talk", to: "Another Title For A Talk")])),
    DecisionRow(
      testDescription: "only silent changes", told: talk("Halls 1-5", "24T10:00", nil),
      current: talk("Hall 1-5 | East", "24T10:00", "24T10:30"), now: "24T09:00",
      expected: .silent),
  ]

  @Test(arguments: decisionRows)
  func `a star is told what matters while it matters`(row: DecisionRow) {
    let decision = AlertPlanner.decide(
      told: row.told, current: row.current, kind: .talk,
      roomAliases: ["Halls 1-5": "Hall 1-5 | East"], now: at(row.now))
    #expect(decision == row.expected)
  }

  @Test(arguments: KubeConChanges.rows)
  func `a change that came back when it is told gives no message`(
    row: ScheduleComparisonTests.Row
  ) {
    let decision = AlertPlanner.decide(
      told: row.old, current: row.old, kind: row.kind, roomAliases: row.aliases,
      now: at("23T08:00"))
    #expect(decision == .silent)
  }

  @Test(
    arguments: [
      ("immediate", [moved], "24T15:00", "24T15:30", 60.0, 5.5 * 3600),
      ("normal", [later], "24T15:00", "24T15:30", 300, 5.5 * 3600),
      ("mixed", [retitled, .cancelled], "24T15:00", nil, 60, 6 * 3600),
      ("running, four minutes left", [retitled], "24T09:30", "24T10:04", 240, 240),
      ("over", [.cancelled], "24T08:00", "24T08:30", 60, 60),
      ("no time", [.cancelled], nil, nil, 60, 86_400),
    ] as [(String, [ScheduleChange], String?, String?, Double, Double)])
  func `an alert arrives in time and lasts as long as the talk`(
    name: String, changes: [ScheduleChange], start: String?, end: String?, deadline: Double,
    expiry: Double
  ) {
    let now = at("24T10:00")
    let talk = facts("A Talk", from: start, to: end)
    let timing = AlertPlanner.timing(changes: changes, current: talk, told: talk, now: now)
    #expect(timing == (now.addingTimeInterval(deadline), now.addingTimeInterval(expiry)))
  }

  @Test func `an alert lasts until the talk is over in both versions`() {
    let timing = AlertPlanner.timing(
      changes: [Self.earlier], current: facts("A", from: "24T10:40", to: "24T11:00"),
      told: facts("A", from: "24T15:00", to: "24T15:30"), now: at("24T10:00"))
    #expect(timing == (at("24T10:01"), at("24T15:30")))
  }
}
