import GRDB

/// Why the store could not be opened or written; each description is one line for a person.
package enum PersistenceError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file or its folder cannot be opened; `reason` is SQLite's or the system's.
  case cannotOpen(path: String, reason: String)
  /// Another TalkBell runs on this file.
  case inUse(path: String)
  /// Another program holds a lock for longer than the busy timeout (5 s).
  case locked(path: String)
  /// The file is no SQLite database, or another program's.
  case notOurs(path: String)
  /// A newer TalkBell wrote it.
  case newerVersion(path: String)
  /// No room on the disk; what was committed before stands.
  case diskFull(path: String)
  /// The system could not read or write the file.
  case ioFailed(path: String, reason: String)
  /// SQLite found a damaged page.
  case damaged(path: String)
  /// Anything else SQLite says, without the values of the statement.
  case failed(path: String, reason: String)

  /// What is wrong and what to do.
  package var description: String {
    switch self {
    case .cannotOpen(let path, let reason):
      "\(path): cannot open the database (\(reason)); check that the folder exists and is writable"
    case .inUse(let path):
      "\(path): another talkbell is running on this database; stop it first"
    case .locked(let path):
      "\(path): the database is locked by another program; close it and try again"
    case .notOurs(let path):
      "\(path): not a TalkBell database; choose another file for store.path"
    case .newerVersion(let path):
      "\(path): written by a newer version of TalkBell; update talkbell or use another file"
    case .diskFull(let path):
      "\(path): the disk is full; free some space, nothing stored is lost"
    case .ioFailed(let path, let reason):
      "\(path): the disk could not be read or written (\(reason)); see that it is there, whole and "
        + "within its limits, nothing stored is lost"
    case .damaged(let path):
      "\(path): the database is damaged; restore a backup, or move the file away to start anew"
    case .failed(let path, let reason):
      "\(path): the database failed (\(reason))"
    }
  }

  /// Sorts SQLite's result codes: https://www.sqlite.org/rescode.html
  init(_ error: any Error, path: String) {
    switch error {
    case let error as PersistenceError:
      self = error
    case let error as DatabaseError:
      switch error.resultCode {
      case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked(path: path)
      case .SQLITE_NOTADB: self = .notOurs(path: path)
      case .SQLITE_FULL: self = .diskFull(path: path)
      case .SQLITE_CORRUPT: self = .damaged(path: path)
      case .SQLITE_IOERR:
        self = .ioFailed(path: path, reason: error.message ?? "\(error.resultCode)")
      case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_READONLY:
        self = .cannotOpen(path: path, reason: error.message ?? "\(error.resultCode)")
      default:
        self = .failed(path: path, reason: error.message ?? "\(error.resultCode)")
      }
    default:
      self = .failed(path: path, reason: String(describing: error))
    }
  }
}
