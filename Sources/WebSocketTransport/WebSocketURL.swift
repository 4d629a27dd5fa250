import FoundationEssentials

/// A `ws:` or `wss:` address (https://www.rfc-editor.org/rfc/rfc6455#section-3). Path and query
/// may hold a ticket: only the description may be shown.
package struct WebSocketURL: Hashable, Sendable, CustomStringConvertible {
  /// True for `wss:`.
  package let isSecure: Bool
  /// A name or an IP address, without brackets.
  package let host: String
  /// The one given, or 80 and 443.
  package let port: Int
  /// Path and query as written.
  let target: String

  private let hasDefaultPort: Bool

  /// nil for another scheme, no host, a user's name, a fragment, or anything that is no one line.
  package init?(_ text: String) {
    // A blank or control character ends a request's line early somewhere on its way.
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }),
      let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
      scheme == "ws" || scheme == "wss", let name = parts.host,
      parts.user == nil, parts.password == nil, parts.fragment == nil
    else { return nil }
    let host = name.hasPrefix("[") && name.hasSuffix("]") ? name.dropFirst().dropLast() : name[...]
    guard !host.isEmpty, (1...65_535).contains(parts.port ?? 1) else { return nil }
    self.isSecure = scheme == "wss"
    self.host = String(host)
    self.hasDefaultPort = parts.port == nil
    self.port = parts.port ?? (isSecure ? 443 : 80)
    let path = parts.percentEncodedPath
    target =
      (path.isEmpty ? "/" : path) + (parts.percentEncodedQuery.map { "?\($0)" } ?? "")
  }

  /// Whether it is this machine, where nothing can be overheard.
  package var isLoopback: Bool {
    host.lowercased() == "localhost" || host == "127.0.0.1" || host == "::1"
  }

  /// The Host header.
  var authority: String {
    (host.contains(":") ? "[\(host)]" : host) + (hasDefaultPort ? "" : ":\(port)")
  }

  /// Scheme, host and port.
  package var description: String { (isSecure ? "wss://" : "ws://") + authority }
}
