/// Why the web server can't listen where `web.listen` says.
package struct WebServerError: Error, Hashable, Sendable, CustomStringConvertible {
  /// As in the configuration, IPv6 in brackets.
  package var address: String
  /// What the operating system says, in plain words, and what to do.
  package var reason: String

  /// `web.listen: 127.0.0.1:8080: …`, one line.
  package var description: String { "web.listen: \(address): \(reason)" }

  /// Reads the reason out of the text of the server's error: its types belong to a library under
  /// the server's, and the text names the errno of bind(2) or getaddrinfo(3).
  init(host: String, port: Int, cause: any Error) {
    address = host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    let text = String(describing: cause)
    let lower = text.lowercased()
    reason =
      if lower.contains("address already in use") {
        "the port is in use; stop the program that has it, or choose another port"
      } else if lower.contains("permission denied") {
        "ports below 1024 need a privilege; choose another port"
      } else if lower.contains("cannot assign requested address") {
        "this machine does not have the address; use 127.0.0.1 or 0.0.0.0"
      } else if lower.contains("unknownhost") || lower.contains("getaddrinfo") {
        "the name is unknown; use an address such as 127.0.0.1"
      } else {
        "can't listen: " + text.split(whereSeparator: \.isNewline).joined(separator: " ")
      }
  }
}
