import Foundation
import Glibc
import TestSupport

/// One life of the built program.
final class BotProcess: Sendable {
  private let process: ChildProcess
  private let errors: URL
  private let statuses = StandInJournal<Int32>()

  /// The program: `TALKBELL_EXECUTABLE`, or `talkbell` beside this one.
  static var executable: String {
    ProcessInfo.processInfo.environment["TALKBELL_EXECUTABLE"]
      ?? URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
      .appending(path: "talkbell").path
  }

  init(_ arguments: [String], environment: [String: String], log: URL) throws {
    errors = log
    process = try ChildProcess(
      Self.executable, arguments,
      environment: ProcessInfo.processInfo.environment.merging(environment) { $1 },
      output: log, errors: log)
    Thread.detachNewThread { [process, statuses] in statuses.append(process.wait()) }
  }

  /// It never outlives its last reference.
  deinit { if exitStatus == nil { kill(pid, SIGKILL) } }

  var pid: pid_t { process.pid }

  /// Its exit code, or the number of the signal that ended it; nil while it runs.
  var exitStatus: Int32? { statuses.entries.first }

  /// All it has written.
  var log: String { (try? String(contentsOf: errors, encoding: .utf8)) ?? "" }

  /// Waits for its end.
  func end() async throws -> Int32 {
    for _ in 0..<10_000 {
      if let code = exitStatus { return code }
      try await Task.sleep(for: .milliseconds(2))
    }
    kill(pid, SIGKILL)
    throw Failure(description: "talkbell did not end: \(log.suffix(2000))")
  }

  /// Asks it to end.
  ///
  /// - throws: when it ends with another exit code than 0.
  func stop() async throws {
    if exitStatus == nil { kill(pid, SIGTERM) }
    let code = try await end()
    guard code == 0 else {
      throw Failure(description: "talkbell ended with \(code): \(log.suffix(2000))")
    }
  }

  /// How many messages it found under way when it started, by platform.
  var foundUnderWay: [String: Int] {
    var result: [String: Int] = [:]
    for line in log.split(separator: "\n") where line.contains("messages that were under way") {
      guard let count = line.firstMatch(of: /count=(\d+)/).flatMap({ Int($0.1) }),
        let platform = line.firstMatch(of: /platform=(\w+)/)?.1
      else { continue }
      result[String(platform), default: 0] += count
    }
    return result
  }

  /// What it reported as an error.
  var complaints: [String] {
    log.split(separator: "\n").filter { $0.contains(" error ") }.map(String.init)
  }
}
