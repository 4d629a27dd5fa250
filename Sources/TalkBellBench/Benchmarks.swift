import Foundation

/// `talkbell-bench [--full]`: the figures of the README's "Speed" section, each beside a baseline
/// of the same run. `--full` adds a hundred times the stars, which takes minutes and gigabytes.
@main struct Benchmarks {
  static func main() async throws {
    let arguments = CommandLine.arguments
    try ReadingBenchmark(file: feed()).run()
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "talkbell-bench-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let few = try await SchedulingBenchmark(subscribers: 15_000, stars: 20, folder: folder)
      .run(withKeynote: true)
    let factor = arguments.contains("--full") ? 100 : 10
    let many = try await SchedulingBenchmark(
      subscribers: 15_000, stars: 20 * factor, folder: folder
    ).run(withKeynote: false)
    report(
      "idle pass with \(factor) times the stars, as a ratio",
      String(format: "%.2f", many.seconds / few.seconds))
  }

  /// The real feed where the corpus is, else the bundled one, which has no abstracts.
  private static func feed() -> URL {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let corpus =
      ProcessInfo.processInfo.environment["TALKBELL_CORPUS"].map { URL(filePath: $0) }
      ?? root.appending(path: "../shared/corpus")
    let real = corpus.appending(path: "kubecon-eu-2026/20260317T131510Z.all.ics")
    if FileManager.default.fileExists(atPath: real.path) { return real }
    return root.appending(path: "Config/kubecon-eu-2026/main.20260322T151644Z.ics")
  }
}
