import Foundation

/// Times a piece of work several times; only ratios of figures of one run mean anything.
struct Measurement {
  /// The shortest run: what the machine can do when nothing disturbs it.
  var best: Duration
  /// The middle run.
  var median: Duration

  init(best: Duration, median: Duration) {
    self.best = best
    self.median = median
  }

  /// Runs `work` once to warm up, then `runs` times.
  init(runs: Int, _ work: () throws -> Void) rethrows {
    try work()
    let clock = ContinuousClock()
    let times = try (0..<runs).map { _ in try clock.measure(work) }.sorted()
    best = times.first ?? .zero
    median = times.dropFirst(times.count / 2).first ?? .zero
  }
}

extension Duration {
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }

  /// `1.234 ms`.
  var text: String { String(format: "%.3f ms", seconds * 1000) }
}

/// One line of the report.
func report(_ name: String, _ figure: String) {
  print(name.padding(toLength: 56, withPad: " ", startingAt: 0) + figure)
}
