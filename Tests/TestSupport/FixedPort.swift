import Glibc
import Synchronization

/// Port numbers for programs that are told where to listen before they do. They lie below the range
/// that the system gives out by itself (from 32,768), so no other test's server gets one meanwhile.
package enum FixedPort {
  private static let last = Mutex(0)

  /// Another number on each call.
  package static func next() -> Int {
    // Several test processes may run at the same time.
    let base = 18_000 + Int(getpid() % 120) * 100
    return last.withLock { last in
      last += 1
      return base + last % 100
    }
  }
}
