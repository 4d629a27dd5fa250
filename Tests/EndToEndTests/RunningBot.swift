import Foundation
import Glibc
import Synchronization
import TestSupport
import Testing

/// The built program as a process of its own, with what it wrote and how it ended.
///
/// It never outlives its last reference, and every wait has an end.
final class RunningBot: Sendable {
  private let process: Mutex<Process>
  private let everything = Transcript()
  private let printed = Transcript()
  private let statuses = StandInJournal<Int32>()
  private let closedStreams: [StandInJournal<Bool>]

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
  init(_ arguments: [String], environment: [String: String] = [:]) throws {
    let process = Process()
    process.executableURL = Self.executable
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment
      .merging(["TALKBELL_SHARE": Self.packageRoot.path]) { _, new in new }
      .merging(environment) { _, new in new }
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = FileHandle.nullDevice
    closedStreams = [
      Self.listen(to: output, [everything, printed]), Self.listen(to: errors, [everything]),
    ]
    process.terminationHandler = { [statuses] in statuses.append($0.terminationStatus) }
    try process.run()
    self.process = Mutex(process)
  }

  /// All it has written, on stdout and stderr.
  var log: String { everything.text }

  /// What it has written on stdout.
  var output: String { printed.text }

  /// Returns when it has written a text; false after the timeout, in real time.
  func hasLogged(_ text: String, timeout: Duration = .seconds(30)) async -> Bool {
    await everything.contains(text, timeout: timeout)
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

  /// Waits for its end and gives its exit code, with all it wrote being read; nil, and a failed
  /// test with its log, when it still runs after the timeout, in real time.
  func exitStatus(
    timeout: Duration = .seconds(60), at location: SourceLocation = #_sourceLocation
  ) async -> Int32? {
    guard let status = await statuses.first(timeout: timeout, where: { _ in true }) else {
      Issue.record("still running after \(timeout): \(log)", sourceLocation: location)
      signal(SIGKILL)
      return nil
    }
    for stream in closedStreams {
      _ = await stream.first(timeout: .seconds(5)) { _ in true }
    }
    return status
  }

  deinit { signal(SIGKILL) }

  private func signal(_ number: Int32) {
    process.withLock { if $0.isRunning { _ = Glibc.kill($0.processIdentifier, number) } }
  }

  /// Collects what comes out of a pipe; the journal has an entry when it is closed.
  private static func listen(to pipe: Pipe, _ transcripts: [Transcript]) -> StandInJournal<Bool> {
    let closed = StandInJournal<Bool>()
    pipe.fileHandleForReading.readabilityHandler = { handle in
      let data = handle.availableData
      if data.isEmpty {
        handle.readabilityHandler = nil
        closed.append(true)
      } else {
        for transcript in transcripts { transcript.append(data) }
      }
    }
    return closed
  }
}

/// Text as it comes, and those who wait for some of it.
private final class Transcript: Sendable {
  private let bytes = Mutex(Data())
  private let growth = StandInJournal<Int>()

  var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }

  func append(_ data: Data) {
    bytes.withLock { $0.append(data) }
    growth.append(data.count)
  }

  func contains(_ part: String, timeout: Duration) async -> Bool {
    await growth.first(timeout: timeout) { _ in self.text.contains(part) } != nil
  }
}
