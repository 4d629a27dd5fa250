import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NIOWebSocket

extension WebSocketError {
  /// What an error of the network below means.
  ///
  /// - parameter host: named in the reason while there is no connection; nil afterwards.
  init(_ error: any Error, host: String?) {
    switch error {
    case let error as WebSocketError:
      self = error
    case NIOWebSocketError.invalidFrameLength:
      self = .unusable(reason: "it is longer than the limit")
    case is NIOWebSocketError:
      self = .unusable(reason: "a control frame against the rules")
    default:
      let reason = Self.reason(error)
      self = host.map { .connect(reason: "\($0): \(reason)") } ?? .interrupted(reason: reason)
    }
  }

  private static func reason(_ error: any Error) -> String {
    switch error {
    case let error as NIOConnectionError:
      if let last = error.connectionErrors.last { return reason(last.error) }
      return "the name can't be resolved"
    case let error as IOError: return word(of: error.errnoCode)
    case ChannelError.connectTimeout: return "no answer in time"
    case let error as NIOSSLExtraError where error == .failedToValidateHostname:
      return "the certificate is another host's"
    case NIOSSLError.handshakeFailed(let inner):
      return "\(inner)".contains("CERTIFICATE_VERIFY_FAILED")
        ? "nobody trusted vouches for the certificate" : "TLS failed"
    case NIOSSLError.unableToValidateCertificate, NIOSSLError.noCertificateToValidate:
      return "nobody trusted vouches for the certificate"
    case NIOSSLError.uncleanShutdown: return "it ended in the middle"
    case is NIOHTTPClientUpgradeError: return "the handshake's answer is not WebSocket's"
    case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError: return "TLS failed"
    default: return "it ended in the middle"
    }
  }

  /// The usual ones in plain words, without the name of a system call.
  private static func word(of code: CInt) -> String {
    switch code {
    case ECONNREFUSED: "nobody listens there"
    case ECONNRESET, EPIPE: "the other side reset it"
    case EHOSTUNREACH, ENETUNREACH: "there is no way to it"
    case ETIMEDOUT: "no answer in time"
    default: "the network failed (\(code))"
    }
  }
}
