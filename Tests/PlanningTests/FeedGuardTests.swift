import ConferenceModel
import Foundation
import Planning
import TestSupport
import Testing

@Suite struct FeedGuardTests {
  /// A programme of talks that start an hour after one another, ten a day from 24 March 08:00.
  private static func talks(_ numbers: Range<Int>, id prefix: String = "") -> [Session] {
    numbers.map { number in
      Session(
        key: SessionKey(source: "main", id: "\(prefix)\(number)"),
        facts: facts(
          "Talk \(number)", ["Speaker \(number)"],
          from: "\(24 + number / 10)T\(String(format: "%02d", 8 + number % 10)):00"))
    }
  }

  private static func edited(
    _ sessions: [Session], _ edit: (inout SessionFacts) -> Void
  ) -> [Session] {
    sessions.map {
      var copy = $0
      edit(&copy.facts)
      return copy
    }
  }

  private static func later(_ sessions: [Session], by seconds: TimeInterval) -> [Session] {
    edited(sessions) { $0.start = $0.start?.addingTimeInterval(seconds) }
  }

  struct Row: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var old = talks(0..<60)
    var new: [Session]
    /// In March, UTC; nil counts all as coming.
    var now: String? = "23T12:00"
    var reason: HoldReason?
  }

  static let rows = [
    Row(testDescription: "nothing changed", new: talks(0..<60)),
    Row(testDescription: "the first version", old: [], new: talks(0..<60)),
    Row(testDescription: "an empty feed", new: [], reason: .noSessions),
    Row(
      testDescription: "an empty feed for a single talk", old: talks(0..<1), new: [],
      reason: .noSessions),
    Row(testDescription: "nothing before, nothing after", old: [], new: []),
    Row(testDescription: "a tenth is gone", new: talks(6..<60)),
    Row(testDescription: "more than a tenth", new: talks(7..<60), reason: .sessionsGone(7, of: 60)),
    Row(testDescription: "five of ten", old: talks(0..<10), new: talks(5..<10)),
    Row(
      testDescription: "six of ten", old: talks(0..<10), new: talks(6..<10),
      reason: .sessionsGone(6, of: 10)),
    Row(testDescription: "what is over may go", new: talks(20..<60), now: "26T07:59"),
    Row(
      testDescription: "of the last day seven of ten are gone", new: talks(0..<53), now: "28T20:00",
      reason: .sessionsGone(7, of: 10)),
    Row(testDescription: "the conference is over", new: talks(0..<3), now: "30T00:00"),
    Row(
      testDescription: "all are counted without a clock", new: talks(20..<60), now: nil,
      reason: .sessionsGone(20, of: 60)),
    Row(testDescription: "new ids for all", new: talks(0..<60, id: "x")),
    Row(
      testDescription: "half of them marked as cancelled",
      new: edited(talks(0..<30)) { $0.status = .cancelled } + talks(30..<60)),
    Row(
      testDescription: "what was cancelled before may go",
      old: edited(talks(0..<30)) { $0.status = .cancelled } + talks(30..<60), new: talks(30..<60)),
    Row(
      testDescription: "another edition",
      new: edited(talks(0..<40, id: "next")) {
        ($0.title, $0.start) = ("New \($0.title)", $0.start?.addingTimeInterval(364 * 86_400))
      }, reason: .nothingInCommon(old: 60, new: 40)),
    Row(
      testDescription: "another edition after the end of this one",
      new: edited(talks(0..<40, id: "next")) {
        ($0.title, $0.start) = ("New \($0.title)", $0.start?.addingTimeInterval(364 * 86_400))
      }, now: "30T00:00", reason: .nothingInCommon(old: 60, new: 40)),
    Row(
      testDescription: "two talks give way to two others", old: talks(0..<2), new: talks(5..<7)),
    Row(
      testDescription: "a zone applied twice", new: later(talks(0..<60), by: 3600),
      reason: .everythingShifted(seconds: 3600, sessions: 60)),
    Row(
      testDescription: "a zone applied twice while it runs", new: later(talks(0..<60), by: -3600),
      now: "26T10:30", reason: .everythingShifted(seconds: -3600, sessions: 60)),
    Row(
      testDescription: "a zone applied twice, and one talk moved besides",
      new: later(talks(0..<59), by: 3600) + later(talks(59..<60), by: 4500),
      reason: .everythingShifted(seconds: 3600, sessions: 60)),
    Row(
      testDescription: "all move, each as it fits",
      new: later(talks(0..<50), by: 3600) + later(talks(50..<60), by: 4500)),
    Row(
      testDescription: "postponed by a week", old: talks(0..<3),
      new: later(talks(0..<3), by: 604_800),
      reason: .everythingShifted(seconds: 604_800, sessions: 3)),
    Row(
      testDescription: "one talk stays where it was",
      new: talks(0..<1) + later(talks(1..<60), by: 3600)),
    Row(testDescription: "two talks later", old: talks(0..<2), new: later(talks(0..<2), by: 600)),
    Row(
      testDescription: "the rest of the last day runs late",
      new: talks(0..<55) + later(talks(55..<60), by: 600), now: "29T12:30"),
    Row(
      testDescription: "everything was shifted, and is over",
      new: later(talks(0..<60), by: 3600), now: "30T12:00"),
    Row(
      testDescription: "times are given at last",
      old: edited(talks(0..<10)) { $0.start = nil }, new: talks(0..<10)),
  ]

  @Test(arguments: rows)
  func `what looks broken is held, what may be true is not`(row: Row) {
    #expect(
      FeedGuard.reasonToHold(from: row.old, to: row.new, now: row.now.map(at)) == row.reason)
  }

  @Test(arguments: [
    (HoldReason.noSessions, "the feed has no sessions"),
    (.sessionsGone(86, of: 842), "86 of 842 coming sessions are gone at once"),
    (
      .everythingShifted(seconds: -3600, sessions: 60),
      "all 60 sessions start 1 h earlier at once"
    ),
    (
      .everythingShifted(seconds: 5400, sessions: 3),
      "all 3 sessions start 90 min later at once"
    ),
    (
      .nothingInCommon(old: 141, new: 128),
      "none of its 128 sessions is among the 141 known ones: it looks like another edition"
    ),
  ])
  func `a reason is one clause`(reason: HoldReason, text: String) {
    #expect(reason.description == text)
  }
}
