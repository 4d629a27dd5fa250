import Glibc

/// An address on loopback where nobody listens, and nobody can begin to while this is kept: the
/// port of a server that was stopped soon belongs to the server of another test.
package final class ClosedPort: Sendable {
  private let descriptor: Int32
  /// The port.
  package let port: Int
  /// `http://127.0.0.1:PORT`.
  package var baseURL: String { "http://127.0.0.1:\(port)" }

  /// Why no port could be had: the system's word.
  package struct NoPort: Error, CustomStringConvertible {
    /// The system's word.
    package let description: String
  }

  /// Takes a port and does not listen on it.
  package init() throws {
    let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    let descriptor = socket(AF_INET, type, 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(descriptor, address, length) == 0 ? getsockname(descriptor, address, &length) : -1
      }
    }
    guard descriptor >= 0, status == 0 else {
      throw NoPort(description: String(cString: strerror(errno)))
    }
    self.descriptor = descriptor
    port = Int(UInt16(bigEndian: address.sin_port))
  }

  deinit { close(descriptor) }
}
