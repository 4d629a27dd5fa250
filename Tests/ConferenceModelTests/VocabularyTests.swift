import ConferenceModel
import Foundation
import Testing

@Suite struct VocabularyTests {
  @Test(arguments: [(-5, 0), (0, 0), (10, 10), (1440, 1440), (9999, 1440)])
  func `a lead is at most a day`(minutes: Int, expected: Int) {
    #expect(LeadTime(minutes: minutes).minutes == expected)
    #expect(LeadTime(minutes: minutes).seconds == Double(expected) * 60)
  }

  @Test func `urgencies and leads are ordered`() {
    #expect([Urgency.immediate, .silent, .normal].sorted() == [.silent, .normal, .immediate])
    #expect(LeadTime(minutes: 5) < LeadTime(minutes: 10))
  }

  @Test(
    arguments: [
      (nil, nil, nil, false), (0, nil, nil, false), (0, 1800, 1800, false),
      (0, 14_400, 14_400, false), (0, 14_401, 14_401, true),
    ] as [(Double?, Double?, Double?, Bool)])
  func `what is over four hours long is no talk`(
    start: Double?, end: Double?, duration: Double?, isDayLong: Bool
  ) {
    let facts = SessionFacts(
      title: "A Talk", start: start.map(Date.init(timeIntervalSince1970:)),
      end: end.map(Date.init(timeIntervalSince1970:)))
    #expect(facts.duration == duration)
    #expect(facts.isDayLong == isDayLong)
  }

  @Test(arguments: SessionKind.allCases)
  func `breaks and registration are pauses`(kind: SessionKind) {
    #expect(kind.isPause == [.break, .registration].contains(kind))
  }

  @Test(arguments: [
    (
      Notice.reminder(
        sessions: [1, 2], start: Date(timeIntervalSince1970: 60), lead: LeadTime(minutes: 10)),
      NoticeKind.reminder
    ),
    (.alert(sessions: [3]), .alert),
    (.digest(day: LocalDay(dayNumber: 20_536), filter: SessionFilter(mine: true)), .digest),
    (.reply(document: "{}", stated: [StatedFacts(session: 1, facts: 2)]), .reply),
  ])
  func `a notice survives its coding`(notice: Notice, kind: NoticeKind) throws {
    #expect(notice.kind == kind)
    let data = try JSONEncoder().encode(notice)
    #expect(try JSONDecoder().decode(Notice.self, from: data) == notice)
  }

  @Test func `keys are ordered by source, then id`() {
    let keys = [("b", "1"), ("a", "2"), ("a", "1")].map { SessionKey(source: $0.0, id: $0.1) }
    #expect(keys.sorted().map(\.description) == ["a/1", "a/2", "b/1"])
  }

  @Test func `a problem names its line where there is one`() {
    #expect(FeedProblem(line: 12, message: "no start").description == "line 12: no start")
    #expect(FeedProblem(line: nil, message: "no start").description == "no start")
  }
}
