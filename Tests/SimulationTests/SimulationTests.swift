import ConferenceModel
import Foundation
import Messaging
import Rehearsal
import Testing

/// Whole days under faults. Each seed is another day; `TALKBELL_SIMULATION_SEEDS` makes it more,
/// `TALKBELL_SIMULATION_SEED` exactly one.
@Suite struct SimulationTests {
  private static let seeds: [UInt64] = {
    let environment = ProcessInfo.processInfo.environment
    if let one = environment["TALKBELL_SIMULATION_SEED"].flatMap(UInt64.init) { return [one] }
    let count = environment["TALKBELL_SIMULATION_SEEDS"].flatMap(UInt64.init) ?? 24
    return Array(1...max(1, count))
  }()

  @Test(arguments: seeds)
  func `a day under faults keeps the promise`(seed: UInt64) async throws {
    let day = try FaultyDay(seed: seed)
    let record = try await day.simulation.run()
    let broken = day.checker.check(record)
    for one in broken.prefix(8) {
      Issue.record(
        """
        \(one)
          repeat it: TALKBELL_SIMULATION_SEED=\(seed) swift test --filter SimulationTests
        """)
    }
    Stories.keep(broken, of: record, as: "seed \(seed)")
    #expect(broken.count == 0)
  }

  @Test func `the same seed gives the same day`() async throws {
    // With kills and clock steps in it, and much weather.
    let runs = try await [FaultyDay(seed: 4), FaultyDay(seed: 4)].asyncMap {
      try await $0.simulation.run()
    }
    let said = runs.map { run in
      run.receipts.map { "\($0.sentAt.timeIntervalSince1970) \($0.address) \($0.document)" }
        .sorted()
    }
    #expect(said[0] == said[1])
  }

  @Test func `all that can go wrong does, somewhere in the first days`() async throws {
    var (reminders, alerts, digests, edits, unanswered, losses, deaths) = (0, 0, 0, 0, 0, 0, 0)
    for seed in UInt64(1)...3 {
      let day = try FaultyDay(seed: seed)
      let tally = Tally(try await day.simulation.run())
      reminders += tally.reminders
      alerts += tally.alerts
      digests += tally.digests
      edits += tally.edits
      unanswered += tally.unanswered
      losses += tally.losses
      deaths += day.simulation.deaths
    }
    let counts = [reminders, alerts, digests, edits, unanswered, losses, deaths]
    #expect(counts.allSatisfy { $0 > 2 }, "\(counts)")
  }
}

extension Array {
  /// One after another.
  fileprivate func asyncMap<Value>(_ body: (Element) async throws -> Value) async rethrows
    -> [Value]
  {
    var result: [Value] = []
    for element in self { result.append(try await body(element)) }
    return result
  }
}
