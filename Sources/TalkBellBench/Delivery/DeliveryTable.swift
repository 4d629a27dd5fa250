import Foundation

/// The figures of all ways as a table, each beside the plain loop of the same round.
struct DeliveryTable {
  let runs: [DeliveryBenchmark.Way: [DeliveryRun]]

  func print() {
    Swift.print(
      row(
        "", "messages/s", "best", "ratio to plain", "µs of CPU", "nginx, µs"))
    for way in DeliveryBenchmark.Way.allCases {
      guard let runs = runs[way], let best = runs.map(\.rate).max() else { continue }
      Swift.print(
        row(
          way.rawValue, whole(Self.median(runs.map(\.rate))), whole(best),
          String(format: "%.2f", ratio(way)),
          String(format: "%.1f", Self.median(runs.map(\.microseconds))),
          String(format: "%.1f", Self.median(runs.map(\.serverMicroseconds)))))
    }
    let cost = costOfPacing * 100
    Swift.print(
      String(
        format: "\ndurable delivery at %.2f × the plain rate (wanted: 0.60); pacing costs %.1f %%",
        ratio(.unpaced), cost))
  }

  /// The middle of the ratios of each round, so that what disturbs a round disturbs both.
  private func ratio(_ way: DeliveryBenchmark.Way) -> Double {
    Self.median(zip(runs[way] ?? [], runs[.plain] ?? []).map { $0.rate / $1.rate })
  }

  private var costOfPacing: Double {
    1 - Self.median(zip(runs[.paced] ?? [], runs[.unpaced] ?? []).map { $0.rate / $1.rate })
  }

  private func row(_ name: String, _ figures: String...) -> String {
    name.padding(toLength: 44, withPad: " ", startingAt: 0)
      + figures.map { String(repeating: " ", count: max(1, 16 - $0.count)) + $0 }.joined()
  }

  private func whole(_ number: Double) -> String { String(format: "%.0f", number) }

  static func median(_ numbers: [Double]) -> Double {
    let sorted = numbers.sorted()
    return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
  }
}
