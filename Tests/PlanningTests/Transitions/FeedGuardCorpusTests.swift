import ConferenceModel
import Foundation
import Planning
import TestSupport
import Testing

/// What the guard makes of the real histories, at the moment the newer version was fetched.
@Suite(.enabled(if: Corpus.isAvailable, "the corpus is not here"))
struct FeedGuardCorpusTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var old: String
    var new: String
    var zone = "UTC"
    var now: String
    var reason: HoldReason?
  }

  private static func congress(
    _ name: String, _ old: String, _ new: String, at now: String, _ reason: HoldReason? = nil
  ) -> Row {
    Row(
      testDescription: "36C3, \(name)", old: "36c3/\(old).everything.schedule.json.gz",
      new: "36c3/\(new).everything.schedule.json.gz", now: now, reason: reason)
  }

  static let rows = [
    congress(
      "54 sessions of one house are gone", "20191214T004010.4c012b8", "20191214T020030.0d7d14c",
      at: "2019-12-14T02:00:30Z", .sessionsGone(54, of: 197)),
    congress(
      "they are back", "20191214T020030.0d7d14c", "20191214T021022.b21b906",
      at: "2019-12-14T02:10:22Z"),
    congress(
      "twelve days later", "20191214T021022.b21b906", "20191226T035047.9bcd7ad",
      at: "2019-12-26T03:50:47Z"),
    congress(
      "86 sessions of another house are gone", "20191226T035047.9bcd7ad",
      "20191226T044107.091f983", at: "2019-12-26T04:41:07Z", .sessionsGone(86, of: 842)),
    congress(
      "they are back too", "20191226T044107.091f983", "20191226T045024.5aa9a5f",
      at: "2019-12-26T04:50:24Z"),
    Row(
      testDescription: "SITCON is postponed by 98 days",
      old: "sitcon-2021/sitcon2021.20210811T085201Z.cee783a.session.json",
      new: "sitcon-2021/sitcon2021.20210815T110259Z.10a0a53.session.json",
      now: "2021-05-20T12:00:00Z",
      reason: .everythingShifted(seconds: 98 * 86_400 + 600, sessions: 61)),
    Row(
      testDescription: "DevNexus 2023 gives way to 2026",
      old: "devnexus/20230328T014316Z.b3b06562.gridsmart.json",
      new: "devnexus/20260304T184035Z.b789ad1e.gridsmart.json", zone: "America/New_York",
      now: "2026-03-04T18:40:35Z", reason: .nothingInCommon(old: 141, new: 128)),
    Row(
      testDescription: "COSCUP 2022 gives way to 2024",
      old: "coscup/coscup2022.20240331T094336Z.e6f2235.session.json",
      new: "coscup/coscup2024.20240928T124153Z.b728aad.session.json",
      now: "2024-06-01T00:00:00Z", reason: .nothingInCommon(old: 295, new: 331)),
  ]

  @Test(arguments: rows)
  func `an outage, a postponement and a new edition are held`(row: Row) throws {
    let now = try Date(row.now, strategy: .iso8601)
    let reason = FeedGuard.reasonToHold(
      from: try Transition.sessions(of: row.old, zone: row.zone),
      to: try Transition.sessions(of: row.new, zone: row.zone), now: now)
    #expect(reason == row.reason)
  }

  @Test(arguments: TransitionTests.all)
  func `no change that is true is held`(transition: Transition) throws {
    let (old, new) = try transition.versions()
    #expect(FeedGuard.reasonToHold(from: old, to: new, now: nil) == nil)
  }

  @Test(arguments: [
    ("20191214T004010.4c012b8", "20191214T021022.b21b906"),
    ("20191226T035047.9bcd7ad", "20191226T045024.5aa9a5f"),
  ])
  func `an outage that heals leaves nothing to say`(before: String, after: String) throws {
    let difference = ScheduleDifference(
      from: try Transition.sessions(of: "36c3/\(before).everything.schedule.json.gz"),
      to: try Transition.sessions(of: "36c3/\(after).everything.schedule.json.gz"))
    #expect(difference.changes.map(\.line) == [])
    #expect(difference.renamedRooms == [:])
  }
}
