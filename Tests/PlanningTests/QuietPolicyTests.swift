import ConferenceModel
import Foundation
import Planning
import Testing

@Suite struct QuietPolicyTests {
  /// Ten in the evening until seven in the morning.
  private static let night = QuietHours(from: 22 * 60, until: 7 * 60)

  private func decide(
    _ kind: NoticeKind, _ quiet: QuietHours? = night, at now: String, start: String? = nil
  ) throws -> QuietPolicy.Decision {
    QuietPolicy.decide(
      kind, quiet: quiet, timeZone: try amsterdam(), now: at(now), earliestStart: start.map(at))
  }

  /// Amsterdam is an hour ahead of UTC, from 29 March two.
  @Test(
    arguments: [
      (.reminder, .silent), (.alert, .hold(until: at("25T06:00"))), (.digest, .ring),
      (.reply, .ring), (.correction, .ring), (.operation, .ring),
    ] as [(NoticeKind, QuietPolicy.Decision)])
  func `at night each kind has its way`(kind: NoticeKind, decision: QuietPolicy.Decision) throws {
    #expect(try decide(kind, at: "24T22:30") == decision)
  }

  @Test(arguments: NoticeKind.allCases)
  func `by day and without quiet hours all rings`(kind: NoticeKind) throws {
    #expect(try decide(kind, at: "24T11:00") == .ring)
    #expect(try decide(kind, nil, at: "24T22:30") == .ring)
  }

  @Test(
    arguments: [
      ("the last loud minute", "24T20:59", .ring),
      ("the first quiet one", "24T21:00", .hold(until: at("25T06:00"))),
      ("after midnight", "25T00:30", .hold(until: at("25T06:00"))),
      ("the last quiet one", "25T05:59", .hold(until: at("25T06:00"))),
      ("the first loud one", "25T06:00", .ring),
    ] as [(String, String, QuietPolicy.Decision)])
  func `the night goes over midnight`(
    name: String, now: String, decision: QuietPolicy.Decision
  ) throws {
    #expect(try decide(.alert, at: now) == decision)
  }

  @Test(
    arguments: [
      ("11:59", .ring), ("12:00", .hold(until: at("24T12:30"))), ("12:30", .ring),
    ] as [(String, QuietPolicy.Decision)])
  func `quiet hours may lie within a day`(clock: String, decision: QuietPolicy.Decision) throws {
    let nap = QuietHours(from: 13 * 60, until: 13 * 60 + 30)
    #expect(try decide(.alert, nap, at: "24T" + clock) == decision)
  }

  @Test(
    arguments: [
      ("in the night", "25T02:00", .silent), ("running", "24T21:00", .silent),
      ("just before the hour after it", "25T06:59", .silent),
      ("an hour after it", "25T07:00", .hold(until: at("25T06:00"))),
      ("much later", "25T12:00", .hold(until: at("25T06:00"))),
    ] as [(String, String, QuietPolicy.Decision)])
  func `what starts soon after the night is told in it`(
    name: String, start: String, decision: QuietPolicy.Decision
  ) throws {
    #expect(try decide(.alert, at: "24T22:30", start: start) == decision)
  }

  @Test func `a second into a minute the end is still a whole minute`() throws {
    let now = at("24T22:30").addingTimeInterval(17.5)
    let decision = QuietPolicy.decide(
      .alert, quiet: Self.night, timeZone: try amsterdam(), now: now, earliestStart: nil)
    #expect(decision == .hold(until: at("25T06:00")))
  }

  @Test func `hours that are no span are none`() throws {
    #expect(try decide(.alert, QuietHours(from: 60, until: 60), at: "24T00:00") == .ring)
  }

  @Test(
    arguments: [
      ("the night of spring", Self.night, "28T22:00", "29T05:00"),
      ("an end that is skipped", QuietHours(from: 1320, until: 150), "28T22:00", "29T01:00"),
      ("a beginning that is skipped", QuietHours(from: 150, until: 240), "29T01:10", "29T02:00"),
    ])
  func `the spring change shortens the night`(
    name: String, quiet: QuietHours, now: String, end: String
  ) throws {
    #expect(try decide(.alert, quiet, at: now) == .hold(until: at(end)))
  }

  @Test(arguments: [
    ("the night of autumn", 420, -3.0, 6.0),
    ("before an end that comes twice", 150, 0.2, 0.5),
    ("between its two times", 150, 0.7, nil),
    ("in the hour that comes again", 150, 1.2, 1.5),
  ])
  func `an hour that autumn repeats is quiet both times`(
    name: String, until: Int, hours: Double, end: Double?
  ) throws {
    let zone = try amsterdam()
    // Two o'clock for the first time; an hour later it is two again.
    let october = try #require(LocalDay(year: 2026, month: 10, day: 25))
    let two = zone.instant(day: october, minute: 120)
    let decision = QuietPolicy.decide(
      .alert, quiet: QuietHours(from: 22 * 60, until: until), timeZone: zone,
      now: two.addingTimeInterval(hours * 3600), earliestStart: nil)
    let expected = end.map { QuietPolicy.Decision.hold(until: two.addingTimeInterval($0 * 3600)) }
    #expect(decision == expected ?? .ring)
  }
}
