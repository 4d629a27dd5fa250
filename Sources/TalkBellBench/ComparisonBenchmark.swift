import ConferenceModel
import Foundation
import Planning
import ScheduleFormats

/// How long it takes to tell what two versions of a large programme differ in, against finding
/// that they are equal.
struct ComparisonBenchmark {
  /// As many as the largest programme we know has, the merged one of the 36th Congress.
  private static let size = 1351

  let file: URL

  func run() throws {
    let bytes = [UInt8](try Data(contentsOf: file))
    let feed = try ScheduleReader.read(
      bytes, format: nil, options: ReadingOptions(source: "main", timeZone: .gmt)
    ).sessions
    let old = Self.enlarged(feed)
    let new = Self.edited(old)
    var changes = 0
    let comparing = Measurement(runs: 40) {
      changes = ScheduleDifference(from: old, to: new).changes.count
    }
    let guarding = Measurement(runs: 40) {
      _ = FeedGuard.reasonToHold(from: old, to: new, now: nil)
    }
    var same = true
    let baseline = Measurement(runs: 40) { same = old == Array(old.map { $0 }) && same }
    report(
      "two versions of \(old.count) sessions, \(changes) changes, best", comparing.best.text)
    report("comparing them, median", comparing.median.text)
    report("asking the guard, best", guarding.best.text)
    report("baseline: finding two versions equal (\(same)), best", baseline.best.text)
    report(
      "comparing as a ratio to the baseline",
      String(format: "%.1f times as long", comparing.best.seconds / baseline.best.seconds))
  }

  /// The programme over and over, each round a week later and under ids of its own.
  private static func enlarged(_ feed: [Session]) -> [Session] {
    guard !feed.isEmpty else { return [] }
    return (0..<size).map { index in
      let round = index / feed.count
      var session = feed[index % feed.count]
      session.key.id += "-\(round)"
      session.facts.start = session.facts.start?.addingTimeInterval(Double(round) * 604_800)
      session.facts.end = session.facts.end?.addingTimeInterval(Double(round) * 604_800)
      return session
    }
  }

  /// A busy day of the organisers: of a hundred talks ten move by seven minutes, five change rooms,
  /// five speakers, five titles and ten abstracts; two are withdrawn and two get new ids.
  private static func edited(_ sessions: [Session]) -> [Session] {
    sessions.enumerated().compactMap { index, old in
      var session = old
      switch index % 100 {
      case 0..<10:
        session.facts.start = session.facts.start?.addingTimeInterval(-420)
        session.facts.end = session.facts.end?.addingTimeInterval(-420)
      case 10..<15: session.facts.room = "C203"
      case 15..<20: session.facts.speakers = [Speaker(name: "Ada Lovelace")]
      case 20..<25: session.facts.title += ", and What We Learned"
      case 25..<35: session.abstract = "In short: " + (session.abstract ?? "")
      case 35, 36: return nil
      case 37, 38: session.key.id = "new-\(session.key.id)"
      default: break
      }
      return session
    }
  }
}
