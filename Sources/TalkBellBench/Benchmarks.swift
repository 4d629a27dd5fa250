import Foundation

/// `talkbell-bench [--full]`: the figures of the README's "Speed" section, each beside a baseline
/// of the same run. The idle pass is measured with 3,000, 300,000 and 3 million stars;
/// `--full` makes the last 30 million, which takes long and gigabytes.
@main struct Benchmarks {
  static func main() async throws {
    let arguments = CommandLine.arguments
    for benchmark in try ReadingBenchmark.all() { try benchmark.run() }
    for benchmark in try ComparisonBenchmark.all() { benchmark.run() }
    try WritingBenchmark(bytes: BenchmarkFiles.kubeCon()).run()
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "talkbell-bench-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let sizes = [(150, 20), (15_000, 20), (15_000, arguments.contains("--full") ? 2000 : 200)]
    var passes: [Measurement] = []
    for (subscribers, stars) in sizes {
      passes.append(
        try await SchedulingBenchmark(subscribers: subscribers, stars: stars, folder: folder)
          .run(withKeynote: subscribers == 15_000 && stars == 20))
    }
    for (index, (subscribers, stars)) in sizes.enumerated().dropFirst() {
      let (fewer, more) = (sizes[index - 1], subscribers * stars)
      report(
        "idle pass with \(more / (fewer.0 * fewer.1)) times the stars, as a ratio",
        String(
          format: "best %.2f, median %.2f",
          passes[index].best.seconds / passes[index - 1].best.seconds,
          passes[index].median.seconds / passes[index - 1].median.seconds))
    }
  }
}
