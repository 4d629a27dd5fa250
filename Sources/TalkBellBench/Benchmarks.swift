import CMalloc
import Foundation

/// `talkbell-bench [--full] [delivery [--messages N] [--rounds N] [--only WAYS] [--folder F]]
/// [idle] [keynote [--people N]]`: the figures of the README's "Speed" section, each beside a
/// baseline of the same run.
///
/// Without a name it measures reading, comparing and the scheduler's pass with 3,000, 300,000 and
/// 3 million stars; `--full` makes the last 30 million, which takes long and gigabytes.
@main struct Benchmarks {
  static func main() async throws {
    // As the program does, so that its memory is measured.
    mallopt(M_ARENA_MAX, 2)
    let arguments = Array(CommandLine.arguments.dropFirst())
    let folder = URL(filePath: value(of: "--folder", in: arguments) ?? NSTemporaryDirectory())
      .appending(path: "talkbell-bench-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    do {
      switch arguments.first {
      case "delivery":
        try await DeliveryBenchmark(
          messages: max(1, number(of: "--messages", in: arguments) ?? 50_000),
          rounds: max(1, number(of: "--rounds", in: arguments) ?? 3),
          ways: DeliveryBenchmark.Way.named(value(of: "--only", in: arguments)), folder: folder
        ).run()
      case "idle":
        try await IdleBenchmark(subscribers: 15_000, stars: 19, folder: folder).run()
      case "keynote":
        let isKept = try await KeynoteBenchmark(
          subscribers: max(1, number(of: "--people", in: arguments) ?? 15_000), stars: 19,
          folder: folder
        ).run()
        guard isKept else { throw PromiseBroken() }
      case "prepare":
        guard arguments.count == 4, let subscribers = Int(arguments[2]),
          let stars = Int(arguments[3])
        else { throw CocoaError(.formatting) }
        try IdleBenchmark.prepare(arguments[1], subscribers: subscribers, stars: stars)
      default: try await all(isFull: arguments.contains("--full"), folder: folder)
      }
    } catch {
      FileHandle.standardError.write(Data("talkbell-bench: \(error)\n".utf8))
      try? FileManager.default.removeItem(at: folder)
      exit(1)
    }
  }

  /// A figure that has to hold does not.
  private struct PromiseBroken: Error, CustomStringConvertible {
    let description = "the promise is broken; the figures stand above"
  }

  private static func all(isFull: Bool, folder: URL) async throws {
    for benchmark in try ReadingBenchmark.all() { try benchmark.run() }
    for benchmark in try ComparisonBenchmark.all() { benchmark.run() }
    try WritingBenchmark(bytes: BenchmarkFiles.kubeCon()).run()
    let sizes = [(150, 20), (15_000, 20), (15_000, isFull ? 2000 : 200)]
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

  private static func value(of option: String, in arguments: [String]) -> String? {
    guard let index = arguments.firstIndex(of: option), index + 1 < arguments.count else {
      return nil
    }
    return arguments[index + 1]
  }

  private static func number(of option: String, in arguments: [String]) -> Int? {
    value(of: option, in: arguments).flatMap { Int($0) }
  }
}
