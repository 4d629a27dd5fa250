import Crypto
import FoundationEssentials

/// Slack's signature of a request, version 0
/// (docs.slack.dev/authentication/verifying-requests-from-slack).
struct SlackSignature: Sendable {
  /// How old a request may be, and how far ahead Slack's clock may be of ours; seconds.
  static let window: TimeInterval = 300

  private let key: SymmetricKey

  /// - parameter secret: the app's signing secret, as its page shows it.
  init(secret: String) { key = SymmetricKey(data: Array(secret.utf8)) }

  /// Whether Slack sent exactly this body, and lately.
  ///
  /// - parameters:
  ///   - headers: by names in lower case.
  ///   - body: the bytes as they came.
  ///   - now: the machine's time.
  func isValid(headers: [String: String], body: [UInt8], now: Date) -> Bool {
    guard let timestamp = headers["x-slack-request-timestamp"],
      timestamp.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let seconds = Double(timestamp),
      abs(now.timeIntervalSince1970 - seconds) <= Self.window,
      let signature = headers["x-slack-signature"], signature.hasPrefix("v0="),
      let code = Self.bytes(hex: signature.dropFirst("v0=".count))
    else { return false }
    // Compares in constant time.
    return HMAC<SHA256>.isValidAuthenticationCode(
      code, authenticating: Array("v0:\(timestamp):".utf8) + body, using: key)
  }

  /// The bytes of 64 hexadecimal digits; nil for anything else.
  private static func bytes(hex: Substring) -> [UInt8]? {
    let digits = hex.utf8.compactMap { digit -> UInt8? in
      switch digit {
      case 0x30...0x39: digit - 0x30
      case 0x61...0x66: digit - 0x61 + 10
      case 0x41...0x46: digit - 0x41 + 10
      default: nil
      }
    }
    guard digits.count == 64, hex.utf8.count == 64 else { return nil }
    return stride(from: 0, to: 64, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }
}
