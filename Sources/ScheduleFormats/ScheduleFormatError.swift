/// Why a body is no programme; each one keeps the last good version in force.
///
/// Every description is one line that says what was found and what to do.
package enum ScheduleFormatError: Error, Hashable, Sendable, CustomStringConvertible {
  /// No bytes, or nothing but blanks.
  case empty
  /// The first bytes are gzip's 1f 8b (RFC 1952): the transport did not decode the body.
  case gzip
  /// A web page: a login, a consent form, a "page not found".
  case html
  /// Sched's way to refuse, a body that begins with `ERR:`; its first line, cut to 80 characters.
  case serverError(String)
  /// None of the formats; the first line of the body, cut to 40 characters.
  case notRecognised(beginning: String)
  /// A format was asked for by name and the body is not of it; the first line, cut likewise.
  case notOfFormat(ScheduleFormat, beginning: String)
  /// The body breaks off; its last line (1-based) and the line that should have come.
  case truncated(line: Int, expected: String)
  /// The body is not well-formed, or a part that a programme cannot do without is missing or of
  /// another type: where (`line 12`, `schedule.conference.days[0]`), and why.
  case malformed(place: String, reason: String)
  /// The body holds no event that can be read: how many were skipped, and the first reason.
  case noSessions(skipped: Int, first: String?)

  /// What was found and what to do, one line.
  package var description: String {
    switch self {
    case .empty:
      return "the body is empty; check the address in a browser"
    case .gzip:
      return "the body is still compressed (gzip); request it uncompressed or unpack the file"
    case .html:
      return "a web page (HTML) and no programme; check the address, it may need a login"
    case .serverError(let line):
      return "the server answered \"\(line)\" and no programme; check the address and the key"
    case .notRecognised(let beginning):
      let known = ScheduleFormat.allCases.map(\.rawValue).joined(separator: ", ")
      return "no known format, it begins with \"\(beginning)\"; known formats: \(known)"
    case .notOfFormat(let format, let beginning):
      return "not \(format.rawValue), it begins with \"\(beginning)\"; set the format to auto"
    case .truncated(let line, let expected):
      return "the body breaks off at line \(line) before \(expected); fetch it again"
    case .malformed(let place, let reason):
      return "\(place): \(reason); fetch it again, or check the address"
    case .noSessions(let skipped, let first):
      guard skipped > 0, let first else {
        return "a programme without a single session; check the address"
      }
      return "none of its \(skipped) events can be read (\(first)); check the address"
    }
  }
}
