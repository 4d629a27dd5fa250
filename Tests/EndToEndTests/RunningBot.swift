import Foundation
import Glibc
import Synchronization
import TestSupport

/// The built program as a process of its own, with what it said on stderr.
final class RunningBot: Sendable {
  private let process: Mutex<Process>
  private let output: LineCollector
  private let ended: Ending

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

  /// Starts the program; the environment is ours with these additions.
  init(_ arguments: [String], environment: [String: String] = [:]) throws {
    let process = Process()
    process.executableURL = Self.executable
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment
      .merging(["TALKBELL_SHARE": Self.packageRoot.path]) { _, new in new }
      .merging(environment) { _, new in new }
    let pipe = Pipe()
    process.standardError = pipe
    process.standardOutput = pipe
    process.standardInput = FileHandle.nullDevice
    let output = LineCollector(pipe.fileHandleForReading)
    let ended = Ending()
    process.terminationHandler = { ended.end($0.terminationStatus) }
    try process.run()
    self.process = Mutex(process)
    self.output = output
    self.ended = ended
  }

  /// All it has written.
  var log: String { output.text }

  /// Returns when it has written a text; false after the timeout, in real time.
  func hasLogged(_ text: String, timeout: Duration = .seconds(30)) async -> Bool {
    await output.pieces.first(timeout: timeout) { $0.contains(text) } != nil
  }

  /// Ends it as a crash would.
  func kill() async {
    process.withLock { _ = Glibc.kill($0.processIdentifier, SIGKILL) }
    _ = await ended.status()
  }

  /// Asks it to end and gives its exit code.
  func terminate() async -> Int32 {
    process.withLock { $0.terminate() }
    return await ended.status()
  }

  /// Waits for its end and gives its exit code.
  func exitStatus() async -> Int32 { await ended.status() }

  deinit {
    process.withLock { if $0.isRunning { _ = Glibc.kill($0.processIdentifier, SIGKILL) } }
  }
}

/// The end of a process, for whoever waits for it.
private final class Ending: Sendable {
  private let state = Mutex<(status: Int32?, waiting: [CheckedContinuation<Int32, Never>])>(
    (nil, []))

  func end(_ status: Int32) {
    let waiting = state.withLock { state in
      state.status = status
      defer { state.waiting = [] }
      return state.waiting
    }
    for continuation in waiting { continuation.resume(returning: status) }
  }

  func status() async -> Int32 {
    await withCheckedContinuation { continuation in
      let known = state.withLock { state -> Int32? in
        if state.status == nil { state.waiting.append(continuation) }
        return state.status
      }
      if let known { continuation.resume(returning: known) }
    }
  }
}

/// What comes out of a pipe, as text.
private final class LineCollector: Sendable {
  private let bytes = Mutex(Data())
  /// All text so far, at each time that more came.
  let pieces = StandInJournal<String>()

  var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }

  init(_ handle: FileHandle) {
    handle.readabilityHandler = { [weak self] handle in
      let data = handle.availableData
      if data.isEmpty {
        handle.readabilityHandler = nil
      } else {
        self?.append(data)
      }
    }
  }

  private func append(_ data: Data) {
    let text = bytes.withLock {
      $0.append(data)
      return String(decoding: $0, as: UTF8.self)
    }
    pieces.append(text)
  }
}
