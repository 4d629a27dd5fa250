import Foundation
import Glibc
import TestSupport
import Testing

/// The built program as a process of its own, with what it wrote and how it ended.
///
/// It never outlives its last reference, and every wait has an end. It writes to files: read
/// through pipes by Foundation, some of the text is lost when many processes start side by side.
final class RunningBot: Sendable {
  private let process: ChildProcess
  private let outputFile: URL
  private let errorFile: URL
  private let statuses = StandInJournal<Int32>()

  /// The program: `TALKBELL_EXECUTABLE`, or `talkbell` beside the test bundle.
  static var executable: URL {
    if let path = ProcessInfo.processInfo.environment["TALKBELL_EXECUTABLE"] {
      return URL(filePath: path)
    }
    return URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
      .deletingLastPathComponent().appending(path: "talkbell")
  }

  /// The folder that has `Config`.
  static var packageRoot: URL {
    URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
  }

  /// A file of the bundled programme.
  static func programme(_ file: String) -> URL {
    packageRoot.appending(path: "Config/kubecon-eu-2026/\(file)")
  }

  /// Starts the program; the environment is ours with these additions.
  ///
  /// - parameter launcher: a command that runs it, with its arguments.
  init(
    _ arguments: [String], environment: [String: String] = [:], launcher: [String] = []
  ) throws {
    let environment = ProcessInfo.processInfo.environment
      .merging(["TALKBELL_SHARE": Self.packageRoot.path]) { _, new in new }
      .merging(environment) { _, new in new }
    let folder = try TemporaryFolder.make()
    outputFile = folder.appending(path: "stdout")
    errorFile = folder.appending(path: "stderr")
    try Data().write(to: outputFile)
    try Data().write(to: errorFile)
    let words = launcher + [Self.executable.path] + arguments
    let process = try ChildProcess(
      words[0], Array(words.dropFirst()), environment: environment, output: outputFile,
      errors: errorFile)
    self.process = process
    Thread.detachNewThread { [statuses] in statuses.append(process.wait()) }
  }

  /// All it has written: stdout, then stderr.
  var log: String { output + Self.text(of: errorFile) }

  /// What it has written on stdout.
  var output: String { Self.text(of: outputFile) }

  /// Returns when it has written a text; false after the timeout, in real time, or when it has
  /// ended without.
  func hasLogged(_ text: String, timeout: Duration = .seconds(30)) async -> Bool {
    let end = ContinuousClock.now + timeout
    while true {
      let hasEnded = !statuses.entries.isEmpty
      if log.contains(text) { return true }
      if hasEnded || ContinuousClock.now > end { return false }
      guard (try? await Task.sleep(for: .milliseconds(10))) != nil else { return false }
    }
  }

  /// Ends it as a crash would.
  func kill() async {
    signal(SIGKILL)
    _ = await exitStatus()
  }

  /// Asks it to end and gives its exit code.
  func terminate(at location: SourceLocation = #_sourceLocation) async -> Int32? {
    signal(SIGTERM)
    return await exitStatus(at: location)
  }

  /// Waits for its end and gives its exit code; nil, and a failed test with its log, when it
  /// still runs after the timeout, in real time.
  func exitStatus(
    timeout: Duration = .seconds(60), at location: SourceLocation = #_sourceLocation
  ) async -> Int32? {
    guard let status = await statuses.first(timeout: timeout, where: { _ in true }) else {
      Issue.record("still running after \(timeout): \(log)", sourceLocation: location)
      signal(SIGKILL)
      return nil
    }
    return status
  }

  /// Lets no file of it grow beyond this many bytes, as if the disk were full; nil takes that back.
  func limitFiles(to bytes: Int?) throws {
    let limit = bytes.map(String.init) ?? "unlimited"
    _ = try ChildProcess.output(
      of: "/usr/bin/prlimit", ["--pid", "\(process.pid)", "--fsize=\(limit):"])
  }

  /// Its warnings and errors without the time, oldest first.
  var complaints: [String] {
    log.split(separator: "\n").filter { $0.contains(" warning ") || $0.contains(" error ") }
      .map { line in line.split(separator: " ", maxSplits: 1).last.map(String.init) ?? "" }
  }

  deinit { signal(SIGKILL) }

  private func signal(_ number: Int32) {
    // Until its end was waited for, the number is nobody else's.
    if statuses.entries.isEmpty { _ = Glibc.kill(process.pid, number) }
  }

  private static func text(of file: URL) -> String {
    String(decoding: (try? Data(contentsOf: file)) ?? Data(), as: UTF8.self)
  }
}
