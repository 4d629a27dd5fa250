/// Why a command ended; the description is the one line that the person at the terminal reads.
package enum TalkBellError: Error, Hashable, Sendable, CustomStringConvertible {
  /// It could not be done: what, where, and what to do about it. Exit code 1.
  case failed(String)
  /// It was asked for in a way that has no meaning. Exit code 2.
  case wrongUse(String)

  /// The reason on one line, whatever line breaks a library put into it.
  package var description: String {
    switch self {
    case .failed(let reason), .wrongUse(let reason):
      reason.split(whereSeparator: \.isNewline).joined(separator: " ")
    }
  }

  /// What the process exits with.
  package var exitCode: Int32 {
    switch self {
    case .failed: 1
    case .wrongUse: 2
    }
  }
}
