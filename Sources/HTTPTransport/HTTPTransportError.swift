/// Why an exchange brought no complete answer. The texts name scheme and host at most: paths and
/// queries of chat services hold tokens.
package enum HTTPTransportError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Not an http or https address, or a header that is not one line: nothing was sent.
  case invalidURL(String)
  /// No connection: name, refusal, TLS, time, a wait for a free one. The request was surely not
  /// delivered.
  case connect(String)
  /// No answer in time, after the request may have been sent.
  case timeout(String)
  /// The connection broke after the request may have been sent, or the answer is no HTTP.
  case interrupted(String)
  /// The answer is larger than the request allowed.
  case tooLarge(limit: Int)
  /// More redirects than the request allowed.
  case tooManyRedirects(Int)
  /// The task was cancelled or the transport shut down; the request may have been sent.
  case cancelled

  /// True only when the request surely did not reach the server.
  package var isSafeToRetry: Bool {
    if case .connect = self { true } else { false }
  }

  /// One clause.
  package var description: String {
    switch self {
    case .invalidURL(let reason): reason
    case .connect(let reason), .timeout(let reason), .interrupted(let reason): reason
    case .tooLarge(let limit): "the answer is larger than \(limit) bytes"
    case .tooManyRedirects(let limit): "more than \(limit) redirects"
    case .cancelled: "the request was cancelled"
    }
  }
}
