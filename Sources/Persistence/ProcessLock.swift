import Foundation

/// Keeps a second TalkBell off the same database: an advisory lock that dies with the process.
///
/// Two relays on one outbox would each think the other's leases are a crashed process's.
final class ProcessLock: Sendable {
  private let descriptor: Int32

  /// Takes the lock on `path` with `.lock` appended.
  ///
  /// - throws: `PersistenceError.inUse` when another process has it, `.cannotOpen` when the lock
  ///   file cannot be made.
  init(databasePath: String) throws(PersistenceError) {
    descriptor = open(databasePath + ".lock", O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw .cannotOpen(path: databasePath, reason: String(cString: strerror(errno)))
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw .inUse(path: databasePath)
    }
  }

  deinit { close(descriptor) }
}
