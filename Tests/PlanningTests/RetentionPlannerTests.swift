import ConferenceModel
import Foundation
import Planning
import Testing

@Suite struct RetentionPlannerTests {
  private static let opening = Date(timeIntervalSince1970: 1_774_339_200)
  private static let month: TimeInterval = 30 * 86_400

  private static func day(_ count: Double) -> Date { opening.addingTimeInterval(count * 86_400) }

  /// Sessions of two hours that start so many days after the opening; the last has no end.
  private static func entries(_ days: [Double]) -> [ProgrammeEntry] {
    days.enumerated().map { index, start in
      ProgrammeEntry(
        id: SessionID(index + 1), factsID: 1, changeNumber: 0,
        session: Session(
          key: SessionKey(source: "main", id: "\(index)"),
          facts: SessionFacts(
            title: "Talk", start: day(start),
            end: index == days.count - 1 ? nil : day(start).addingTimeInterval(7200))))
    }
  }

  /// The end of a session on a day: two hours, or the presumed one of the last.
  private static func end(_ day: Double, hours: Double) -> Date {
    Self.day(day).addingTimeInterval(hours * 3600)
  }

  @Test(
    arguments: [
      ([], 400.0, nil),
      // One conference of four days: kept until thirty days after its last session.
      ([0, 1, 2, 3], 2, nil),
      ([0, 1, 2, 3], 33, nil),
      ([0, 1, 2, 3], 33.5, (3.0, 1.0, 3.5)),
      ([0, 1, 2, 3], 400, (3, 1, 370)),
      // A course of a session every week is one conference.
      ([0, 7, 14, 21, 28, 35, 42], 60, nil),
      // The next one half a year later, known from the beginning.
      ([0, 3, 180], 33, nil),
      ([0, 3, 180], 33.5, (3, 2, nil)),
      ([0, 3, 180], 181, (3, 2, nil)),
      ([0, 3, 180], 211, (180, 1, 181)),
    ] as [([Double], Double, (last: Double, hours: Double, settled: Double?)?)])
  func `all is kept until a conference is over for a month`(
    days: [Double], now: Double, expected: (last: Double, hours: Double, settled: Double?)?
  ) {
    let horizon = RetentionPlanner.horizon(
      of: Self.entries(days).reversed(), keepFor: Self.month, now: Self.day(now))
    #expect(horizon?.lastEnd == expected.map { Self.end($0.last, hours: $0.hours) })
    #expect(
      horizon?.settledUntil
        == expected.map { one in
          one.settled.map { Self.day($0) } ?? Self.end(one.last, hours: one.hours)
        })
  }

  @Test func `what has no time says nothing of when a conference is over`() {
    let untimed = ProgrammeEntry(
      id: 1, factsID: 1, changeNumber: 0,
      session: Session(
        key: SessionKey(source: "main", id: "x"), facts: SessionFacts(title: "Talk")))
    #expect(
      RetentionPlanner.horizon(of: [untimed], keepFor: Self.month, now: Self.day(999)) == nil)
  }
}
