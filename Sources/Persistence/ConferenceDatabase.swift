import ConferenceModel
import Foundation
import GRDB
import Synchronization

/// The one SQLite file: programme, subscribers, stars, outbox, ledger.
///
/// Reads see a snapshot and never wait for a write; writes are serial. Every decision that must
/// hold together is one `write`. The file and its companions have mode 0600.
package final class ConferenceDatabase: Sendable {
  /// Where the file is.
  package let path: String
  let programmeCache = ProgrammeCache()
  private let pool: DatabasePool
  private let lock: ProcessLock?
  private let lifeline = Lifeline()

  /// Marks the file as ours in SQLite's header ("TBel").
  private static let applicationID = 0x5442_656C

  /// Opens or creates the file, takes the process lock and migrates to the newest schema.
  ///
  /// - parameter cacheMegabytes: SQLite's page cache of each of up to five connections; its own
  ///   default does for any conference, filling a store with millions of stars wants more.
  /// - parameter sharing: for a command beside a running bot: takes no lock, and must find the
  ///   file there.
  /// - throws: `PersistenceError`; the file is untouched when it is not ours or newer.
  package init(
    path: String, cacheMegabytes: Int = 2, sharing: Bool = false
  ) throws(PersistenceError) {
    self.path = path
    if sharing {
      guard access(path, R_OK | W_OK) == 0 else {
        throw .cannotOpen(path: path, reason: String(cString: strerror(errno)))
      }
      lock = nil
    } else {
      try Self.create(path)
      lock = try ProcessLock(databasePath: path)
    }
    do {
      try Self.checkOwner(path)
      var configuration = Configuration()
      configuration.foreignKeysEnabled = true
      configuration.busyMode = .timeout(5)
      configuration.maximumReaderCount = 4
      configuration.prepareDatabase { database in
        // In WAL mode NORMAL loses no committed transaction to a crash of the process; a power
        // cut may roll back the last ones, which the outbox then sends again.
        try database.execute(sql: "PRAGMA synchronous = NORMAL")
        try database.execute(sql: "PRAGMA cache_size = \(-1024 * cacheMegabytes)")
      }
      pool = try DatabasePool(path: path, configuration: configuration)
      let migrator = DatabaseMigrator.talkBell
      if try pool.read(migrator.hasBeenSuperseded) {
        throw PersistenceError.newerVersion(path: path)
      }
      try migrator.migrate(pool)
      try pool.write { try $0.execute(sql: "PRAGMA application_id = \(Self.applicationID)") }
    } catch {
      throw PersistenceError(error, path: path)
    }
  }

  /// Runs `body` on a snapshot.
  ///
  /// - throws: what `body` throws; SQLite's errors as `PersistenceError`.
  package func read<Value>(_ body: (ReadTransaction) throws -> Value) throws -> Value {
    try translatingErrors {
      try lifeline.check(path)
      return try pool.read { try body(ReadTransaction($0, cache: programmeCache)) }
    }
  }

  /// Runs `body` in one transaction: all of it is stored, or nothing when it throws.
  ///
  /// - throws: what `body` throws; SQLite's errors as `PersistenceError`.
  @discardableResult
  package func write<Value>(_ body: (WriteTransaction) throws -> Value) throws -> Value {
    try translatingErrors {
      try pool.write {
        try lifeline.join($0, path: path)
        return try body(WriteTransaction($0, cache: programmeCache))
      }
    }
  }

  /// `read` without blocking a thread of the concurrency pool.
  package func read<Value: Sendable>(
    _ body: @escaping @Sendable (ReadTransaction) throws -> Value
  ) async throws -> Value {
    let cache = programmeCache
    do {
      try lifeline.check(path)
      return try await pool.read { try body(ReadTransaction($0, cache: cache)) }
    } catch let error as DatabaseError {
      throw PersistenceError(error, path: path)
    }
  }

  /// `write` without blocking a thread of the concurrency pool.
  @discardableResult
  package func write<Value: Sendable>(
    _ body: @escaping @Sendable (WriteTransaction) throws -> Value
  ) async throws -> Value {
    let cache = programmeCache
    do {
      return try await pool.write { [lifeline, path] in
        try lifeline.join($0, path: path)
        return try body(WriteTransaction($0, cache: cache))
      }
    } catch let error as DatabaseError {
      throw PersistenceError(error, path: path)
    }
  }

  /// Copies all that is committed into one new file, with mode 0600, while others read and write.
  ///
  /// - returns: its size in bytes.
  /// - throws: `PersistenceError`; then nothing is left of the copy.
  package func backUp(to target: String) throws -> Int64 {
    // Made here and not by SQLite, so that nobody else can read it, and refused when it is there.
    let descriptor = open(target, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw PersistenceError.cannotOpen(path: target, reason: String(cString: strerror(errno)))
    }
    close(descriptor)
    do {
      let copy = try DatabaseQueue(path: target)
      try pool.backup(to: copy)
      // The copy is one file: without the write-ahead log that the original has beside it.
      try copy.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
      let size = try copy.read { database in
        let pages = try Int64.fetchOne(database, sql: "PRAGMA page_count") ?? 0
        return pages * (try Int64.fetchOne(database, sql: "PRAGMA page_size") ?? 0)
      }
      try copy.close()
      return size
    } catch {
      unlink(target)
      throw PersistenceError(error, path: target)
    }
  }

  /// Reads every page and checks how they hang together.
  ///
  /// - returns: what SQLite finds first, nil when all is well.
  /// - throws: `PersistenceError`, also for a page that can't be read at all.
  package func damage() throws -> String? {
    try translatingErrors {
      try pool.read { database in
        let found = try String.fetchOne(database, sql: "PRAGMA quick_check(1)")
        return found == "ok" ? nil : found ?? "no answer"
      }
    }
  }

  /// Bounds the file to a number of 4 KiB pages, so that a full disk can be rehearsed.
  package func limitSize(pages: Int) throws {
    try translatingErrors {
      try pool.writeWithoutTransaction { database in
        _ = try Int.fetchOne(database, sql: "PRAGMA max_page_count = \(pages)")
      }
    }
  }

  /// Lets so many more transactions be stored and nothing after them, so that the death of the
  /// process can be rehearsed at any commit; whoever reads or writes then gets an error.
  package func die(afterWrites count: Int, onDeath: @escaping @Sendable () -> Void) {
    lifeline.cut(after: count, onDeath: onDeath)
  }

  private func translatingErrors<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw PersistenceError(error, path: path)
    }
  }

  /// SQLite would create the file with the umask's mode; we want 0600 from the first byte.
  private static func create(_ path: String) throws(PersistenceError) {
    let descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw .cannotOpen(path: path, reason: String(cString: strerror(errno)))
    }
    close(descriptor)
  }

  /// Refuses another program's database before anything is written to it.
  private static func checkOwner(_ path: String) throws {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(5)
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    let (owner, tables) = try queue.read { database in
      (
        try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0,
        try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
      )
    }
    try queue.close()
    guard owner == applicationID || (owner == 0 && tables == 0) else {
      throw PersistenceError.notOurs(path: path)
    }
  }
}

/// The last programme that was read, shared by all transactions of one database.
final class ProgrammeCache: Sendable {
  private let last = Mutex<Programme?>(nil)

  /// The kept programme when it has this version, else the loaded one.
  ///
  /// - parameter keep: whether the loaded one may be kept; not before its version is committed.
  func programme(
    version: Int64, keep: Bool, load: () throws -> Programme
  ) rethrows -> Programme {
    if let kept = last.withLock({ $0 }), kept.version == version { return kept }
    let loaded = try load()
    if keep { last.withLock { $0 = loaded } }
    return loaded
  }
}
