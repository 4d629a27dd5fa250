package import Foundation
import Glibc

/// A program that a test starts.
///
/// Foundation's `Process.run()` lists the open files of this process and crashes when there are
/// more than some 1,350 of them, as in a test run where many stores are open at once; nor may two
/// threads call it at the same time. `posix_spawn` does neither.
package struct ChildProcess: Sendable {
  /// Its number.
  package let pid: pid_t

  /// Why a program was not started.
  package struct StartError: Error, CustomStringConvertible {
    /// The path and the system's word.
    package let description: String
  }

  /// Starts a program with nothing on its stdin.
  ///
  /// - parameter output: the file its stdout goes to; nil is nowhere. The same for `errors`.
  /// - parameter pipe: takes its stdout instead.
  /// - parameter environment: all of its environment; nil is ours.
  package init(
    _ path: String, _ arguments: [String], environment: [String: String]? = nil,
    output: URL? = nil, errors: URL? = nil, pipe: Pipe? = nil
  ) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    for (descriptor, file) in [(Int32(1), output), (2, errors)] {
      posix_spawn_file_actions_addopen(
        &actions, descriptor, file?.path ?? "/dev/null", O_WRONLY | O_CREAT | O_APPEND, 0o600)
    }
    if let pipe {
      posix_spawn_file_actions_adddup2(&actions, pipe.fileHandleForWriting.fileDescriptor, 1)
    }
    let variables = (environment ?? ProcessInfo.processInfo.environment).map { "\($0)=\($1)" }
    Self.keepDescriptorsToOurselves()
    var pid = pid_t()
    let status = Self.withCStrings([path] + arguments) { arguments in
      Self.withCStrings(variables) { variables in
        posix_spawnp(&pid, path, &actions, nil, arguments, variables)
      }
    }
    guard status == 0 else {
      throw StartError(description: "\(path): \(String(cString: strerror(status)))")
    }
    self.pid = pid
  }

  /// Waits for its end, which may be asked for once; blocks the thread.
  ///
  /// - returns: the exit code, or the number of the signal that ended it.
  package func wait() -> Int32 {
    var status: Int32 = 0
    while waitpid(pid, &status, 0) == -1, errno == EINTR {}
    let signal = status & 0x7F
    return signal == 0 ? status >> 8 & 0xFF : signal
  }

  /// Ends it, and waits until it has ended.
  package func end() {
    kill(pid, SIGKILL)
    _ = wait()
  }

  /// Runs a program to its end.
  ///
  /// - returns: what it wrote on stdout.
  /// - throws: when it cannot be started or ends with another exit code than 0.
  package static func output(of path: String, _ arguments: [String]) throws -> [UInt8] {
    let file = try TemporaryFolder.make().appending(path: "output")
    let process = try ChildProcess(path, arguments, output: file)
    let status = process.wait()
    guard status == 0 else { throw StartError(description: "\(path) ended with \(status)") }
    return [UInt8](try Data(contentsOf: file))
  }

  /// A connection that a server of the tests closes would stay open for as long as the program
  /// holds its descriptor too. The descriptors that it gets are made by its own actions.
  private static func keepDescriptorsToOurselves() {
    let folder = "/proc/self/fd"
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
      guard let descriptor = Int32(name), descriptor > 2 else { continue }
      let flags = fcntl(descriptor, F_GETFD)
      if flags >= 0 { _ = fcntl(descriptor, F_SETFD, flags | FD_CLOEXEC) }
    }
  }

  private static func withCStrings<Value>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Value
  ) -> Value {
    let pointers = strings.map { strdup($0) }
    defer { for pointer in pointers { free(pointer) } }
    return body(pointers + [nil])
  }
}
