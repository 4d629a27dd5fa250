import Foundation
import Glibc

/// The configuration file of a homeserver for tests: clients on loopback, no federation, no media.
enum SynapseConfiguration {
  static func text(folder: URL, port: Int, limits: Synapse.Limits) -> String {
    """
    server_name: \(Synapse.serverName)
    pid_file: \(folder.path)/homeserver.pid
    listeners:
      - {port: \(port), bind_addresses: ["127.0.0.1"], type: http, tls: false,
         resources: [{names: [client], compress: false}]}
    database: {name: sqlite3, args: {database: "\(folder.path)/homeserver.db"}}
    registration_shared_secret: "\(Synapse.registrationSecret)"
    macaroon_secret_key: "macaroon secret of the tests"
    form_secret: "form secret of the tests"
    signing_key: "ed25519 auto 8bUqoCPdOUe0/QmqyPOYBiHXuDkwBTlhK6YXpX6M8lI"
    media_store_path: \(folder.path)/media
    enable_media_repo: false
    presence: {enabled: false}
    caches: {sync_response_cache_duration: 0s}
    report_stats: false
    federation_domain_whitelist: []
    trusted_key_servers: []
    suppress_key_server_warning: true
    bcrypt_rounds: 4
    \(rates(of: limits))
    """
  }

  private static let free = "{per_second: 10000, burst_count: 10000}"

  private static func rates(of limits: Synapse.Limits) -> String {
    if case .standard = limits { return "rc_login: {address: \(free), account: \(free)}" }
    var messages = free
    var rooms = free
    var joins = free
    func rate(_ perSecond: Double, _ atOnce: Int) -> String {
      "{per_second: \(perSecond), burst_count: \(atOnce)}"
    }
    switch limits {
    case .none, .standard: break
    case .messages(let perSecond, let atOnce): messages = rate(perSecond, atOnce)
    case .rooms(let perSecond, let atOnce): rooms = rate(perSecond, atOnce)
    case .joins(let perSecond, let atOnce): joins = rate(perSecond, atOnce)
    }
    return """
      rc_message: \(messages)
      rc_room_creation: \(rooms)
      rc_joins: {local: \(joins), remote: \(free)}
      rc_joins_per_room: \(free)
      rc_invites: {per_room: \(free), per_user: \(free), per_issuer: \(free)}
      rc_login: {address: \(free), account: \(free), failed_attempts: \(free)}
      rc_profile: \(free)
      rc_registration: \(free)
      """
  }
}

/// Where Synapse says that it is ready, as it would say to systemd (sd_notify(3)).
final class ReadySocket: Sendable {
  let path: String
  private let descriptor: Int32

  /// How long a start may take; seconds. It takes about three on an idle machine.
  private static let timeout = 90

  struct SocketError: Error { let code: Int32 }

  init(folder: URL) throws {
    // The path of a socket has at most 107 bytes.
    path = folder.appending(path: "ready").path
    descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    let room = MemoryLayout.size(ofValue: address.sun_path)
    guard descriptor >= 0, bytes.count < room else { throw SocketError(code: ENAMETOOLONG) }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    var wait = timeval(tv_sec: Self.timeout, tv_usec: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
    let status = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard status == 0 else { throw SocketError(code: errno) }
  }

  deinit { close(descriptor) }

  /// False when nothing was said in time.
  func wait() async -> Bool {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { [descriptor] in
        var buffer = [UInt8](repeating: 0, count: 256)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        continuation.resume(
          returning: count > 0
            && String(decoding: buffer[..<count], as: UTF8.self).hasPrefix("READY=1"))
      }
    }
  }
}
