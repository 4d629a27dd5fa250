import ConferenceModel
import Foundation
import Planning
import Testing

@Suite struct BackupPlannerTests {
  private static let told = facts("First", room: "Hall 1", from: "24T14:00", to: "24T14:30")

  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var lost: SessionFacts
    var changes: [ScheduleChange]
    var others: [(facts: SessionFacts, mark: StarMark?)] = [
      (facts("Second", room: "Hall 2", from: "24T14:00", to: "24T14:30"), .backup)
    ]
    var mark: StarMark? = .goto
    var now = "24T13:00"
    /// Which of the others, from 2.
    var expected: [SessionID]
  }

  private static func moved(_ from: String?, _ to: String?) -> (SessionFacts, [ScheduleChange]) {
    let new = facts("First", room: "Hall 1", from: from, to: to)
    return (
      new,
      [
        .rescheduled(
          from: TimeSlot(start: told.start, end: told.end),
          to: TimeSlot(start: new.start, end: new.end))
      ]
    )
  }

  private static let cancelled = facts(
    "First", room: "Hall 1", from: "24T14:00", to: "24T14:30", .cancelled)

  static let cases: [Case] = {
    let later = moved("24T15:00", "24T15:30")
    let slightly = moved("24T14:15", "24T14:45")
    let nextDay = moved("25T14:00", "25T14:30")
    let withdrawn = moved(nil, nil)
    let backup = facts("Second", room: "Hall 2", from: "24T14:00", to: "24T14:30")
    return [
      Case(
        testDescription: "cancelled", lost: cancelled, changes: [.cancelled], expected: [2]),
      Case(
        testDescription: "replaced by another talk", lost: told,
        changes: [.replaced(from: "First", to: "Other")], expected: [2]),
      Case(testDescription: "later", lost: later.0, changes: later.1, expected: [2]),
      Case(testDescription: "another day", lost: nextDay.0, changes: nextDay.1, expected: [2]),
      Case(
        testDescription: "no time any more", lost: withdrawn.0, changes: withdrawn.1,
        expected: [2]),
      Case(testDescription: "still beside it", lost: slightly.0, changes: slightly.1, expected: []),
      Case(
        testDescription: "only another room", lost: told,
        changes: [.relocated(from: "Hall 9", to: "Hall 1")], expected: []),
      Case(
        testDescription: "no first choice", lost: cancelled, changes: [.cancelled], mark: nil,
        expected: []),
      Case(
        testDescription: "without a mark", lost: cancelled, changes: [.cancelled],
        others: [(backup, nil)], expected: []),
      Case(
        testDescription: "the backup is cancelled", lost: cancelled, changes: [.cancelled],
        others: [
          (facts("Second", from: "24T14:00", to: "24T14:30", .cancelled), .backup)
        ], expected: []),
      Case(
        testDescription: "the backup is of another slot", lost: cancelled, changes: [.cancelled],
        others: [(facts("Second", from: "24T14:30", to: "24T15:00"), .backup)], expected: []),
      Case(
        testDescription: "the backup runs", lost: cancelled, changes: [.cancelled],
        now: "24T14:29", expected: [2]),
      Case(
        testDescription: "the backup is over", lost: cancelled, changes: [.cancelled],
        now: "24T14:30", expected: []),
      Case(
        testDescription: "another first choice is in its way", lost: cancelled,
        changes: [.cancelled],
        others: [
          (backup, .backup), (facts("Third", from: "24T14:20", to: "24T15:00"), .goto),
        ], expected: []),
      Case(
        testDescription: "two, by start", lost: cancelled, changes: [.cancelled],
        others: [
          (facts("Second", from: "24T14:10", to: "24T14:40"), .backup), (backup, .backup),
        ], expected: [3, 2]),
    ]
  }()

  @Test(arguments: cases)
  func `backups are offered when the slot of the first choice is free`(example: Case) {
    let lost = entry(1, example.lost)
    let others = example.others.enumerated().map { entry(SessionID($0 + 2), $1.facts) }
    var marks: [SessionID: StarMark] = [:]
    marks[1] = example.mark
    for (index, other) in example.others.enumerated() { marks[SessionID(index + 2)] = other.mark }
    let offers = BackupPlanner.offers(
      for: lost, told: Self.told, changes: example.changes, stars: [lost] + others, marks: marks,
      now: at(example.now))
    #expect(offers.map(\.id) == example.expected)
  }
}
