/// Why a WebSocket could not be opened, or ended. The text names no secret: addresses are cut to
/// their host.
package enum WebSocketError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The address is no `ws:` or `wss:` address.
  case invalidURL
  /// No connection came about.
  case connect(reason: String)
  /// The server answered the handshake with something else.
  case refused(status: Int)
  /// The connection ended without a close frame, or was silent too long.
  case interrupted(reason: String)
  /// A message was longer than the limit, or no UTF-8.
  case unusable(reason: String)

  /// One clause.
  package var description: String {
    switch self {
    case .invalidURL: "the address is no WebSocket address"
    case .connect(let reason): "no connection: \(reason)"
    case .refused(let status): "the server refused the WebSocket (\(status))"
    case .interrupted(let reason): "the connection broke: \(reason)"
    case .unusable(let reason): "an unusable message: \(reason)"
    }
  }
}
