import ConferenceModel
import Foundation
import Planning
import ScheduleFormats

/// How long it takes to tell what two versions of a large programme differ in, against hashing
/// all that both say once.
struct ComparisonBenchmark {
  /// As many as the largest programme we know has, the merged one of the 36th Congress.
  private static let size = 1351

  /// What the report calls it.
  let name: String
  let old, new: [Session]

  /// A made-up busy day of a programme of that size, and what really happened to two others.
  static func all() throws -> [ComparisonBenchmark] {
    let large = enlarged(try sessions(of: BenchmarkFiles.kubeCon()))
    var all = [ComparisonBenchmark(name: "a busy day", old: large, new: edited(large))]
    let real = [
      (
        "FOSDEM 2026, 25 to 30 January", "fosdem-2026/20260125T130933.9a94a3a.schedule.xml.gz",
        "fosdem-2026/20260130T203143.fe765b9.schedule.xml.gz"
      ),
      (
        "36C3, 26 to 27 December",
        "36c3/20191226T115029.e08647e.everything.schedule.json.gz",
        "36c3/20191227T115048.64305fd.everything.schedule.json.gz"
      ),
    ]
    for (name, old, new) in real {
      guard let old = try BenchmarkFiles.real(old), let new = try BenchmarkFiles.real(new) else {
        continue
      }
      all.append(
        ComparisonBenchmark(name: name, old: try sessions(of: old), new: try sessions(of: new)))
    }
    return all
  }

  private static func sessions(of bytes: [UInt8]) throws -> [Session] {
    try ScheduleReader.read(
      bytes, format: nil, options: ReadingOptions(source: "main", timeZone: .gmt)
    ).sessions
  }

  func run() {
    var changes = 0
    let comparing = Measurement(runs: 40) {
      changes = ScheduleDifference(from: old, to: new).changes.count
    }
    var isHeld = false
    let guarding = Measurement(runs: 40) {
      isHeld = FeedGuard.reasonToHold(from: old, to: new, now: nil) != nil
    }
    var distinct = 0
    let baseline = Measurement(runs: 40) {
      distinct = Set(old.map(\.facts)).union(new.map(\.facts)).count
    }
    report(
      "comparing \(name)",
      "\(old.count) with \(new.count) sessions, \(changes) changes, \(distinct) distinct facts")
    report("  best and median", "\(comparing.best.text), \(comparing.median.text)")
    report("  asking the guard (\(isHeld ? "held" : "believed")), best", guarding.best.text)
    report("  baseline, hashing all facts once: best", baseline.best.text)
    report(
      "  comparing as a ratio to the baseline",
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
