import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A server on 127.0.0.1 that answers as a test says, faults included.
package final class LoopbackServer: Sendable {
  /// A request as it came, complete.
  package struct Request: Sendable {
    /// `GET`, `POST`, …
    package var method: String
    /// Path and query as sent.
    package var target: String
    /// In order, as sent.
    package var headers: [(name: String, value: String)]
    /// Empty when there was none.
    package var body: [UInt8]
    /// Number of the TCP connection, from 1.
    package var connection: Int

    /// The target up to the question mark, as sent.
    package var path: String { String(target.prefix { $0 != "?" }) }

    /// The query's parameters, percent-decoded; the last of a name counts.
    package var query: [String: String] {
      guard let mark = target.firstIndex(of: "?") else { return [:] }
      return FormFields.decode(target[target.index(after: mark)...])
    }

    /// The body as text.
    package var bodyText: String { String(decoding: body, as: UTF8.self) }

    /// The value of the first header of this name, case ignored.
    package func header(_ name: String) -> String? {
      headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
  }

  /// What to do with a request.
  package enum Reply: Sendable {
    /// A complete answer.
    case response(status: Int, headers: [(String, String)] = [], body: [UInt8] = [])
    /// These bytes as they are, then the end of the connection.
    case raw([UInt8])
    /// The connection ends without an answer.
    case reset
    /// An answer that promises more bytes than come before the connection ends.
    case truncated(status: Int, declaredLength: Int, body: [UInt8])
    /// An answer of which a byte comes now and then, for as long as the connection stands.
    case drip(status: Int, body: [UInt8], every: Duration)
    /// No answer while the connection stands.
    case never

    /// A JSON answer.
    package static func json(
      _ text: String, status: Int = 200, headers: [(String, String)] = []
    ) -> Reply {
      .response(
        status: status, headers: [("Content-Type", "application/json")] + headers,
        body: Array(text.utf8))
    }

    /// A plain text answer.
    package static func text(
      _ text: String, status: Int = 200, headers: [(String, String)] = []
    ) -> Reply {
      .response(
        status: status, headers: [("Content-Type", "text/plain; charset=utf-8")] + headers,
        body: Array(text.utf8))
    }
  }

  /// The port it listens on.
  package let port: Int
  /// `http://127.0.0.1:PORT`.
  package var baseURL: String { "http://127.0.0.1:\(port)" }
  private let channel: any Channel
  private let connections: Connections

  private init(channel: any Channel, connections: Connections) {
    self.channel = channel
    self.connections = connections
    port = channel.localAddress?.port ?? 0
  }

  /// Listens on a port of 127.0.0.1; 0 takes a free one.
  package static func start(
    port: Int = 0, handler: @escaping @Sendable (Request) async -> Reply
  ) async throws -> LoopbackServer {
    let connections = Connections()
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { child in
        let number = connections.add(child)
        return child.eventLoop.makeCompletedFuture {
          try child.pipeline.syncOperations.configureHTTPServerPipeline(
            withErrorHandling: true)
          try child.pipeline.syncOperations.addHandler(
            LoopbackHandler(connection: number, handler: handler))
        }
      }
      .bind(host: "127.0.0.1", port: port).get()
    return LoopbackServer(channel: channel, connections: connections)
  }

  /// Closes the port and all connections.
  package func stop() async {
    try? await channel.close()
    for connection in connections.takeAll() { try? await connection.close() }
  }
}

/// The open connections of a server, numbered from 1.
final class Connections: Sendable {
  private let state = Mutex<(count: Int, open: [Int: any Channel])>((0, [:]))

  /// Keeps a connection until it closes. It may not be active yet, so that is no sign of its end.
  func add(_ channel: any Channel) -> Int {
    let number = state.withLock {
      $0.count += 1
      $0.open[$0.count] = channel
      return $0.count
    }
    channel.closeFuture.whenComplete { _ in self.state.withLock { $0.open[number] = nil } }
    return number
  }

  func takeAll() -> [any Channel] {
    state.withLock { state in
      defer { state.open = [:] }
      return Array(state.open.values)
    }
  }
}

/// `a=1&b=two+words`, as queries and forms are written.
enum FormFields {
  static func decode(_ text: some StringProtocol) -> [String: String] {
    var fields: [String: String] = [:]
    for pair in text.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = unescape(parts.first ?? "")
      fields[name] = parts.count > 1 ? unescape(parts[1]) : ""
    }
    return fields
  }

  private static func unescape(_ text: some StringProtocol) -> String {
    var bytes: [UInt8] = []
    var rest = Substring(text).utf8[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
      case UInt8(ascii: "%"):
        let digits = String(decoding: rest.prefix(2), as: UTF8.self)
        guard let value = UInt8(digits, radix: 16) else {
          bytes.append(byte)
          continue
        }
        bytes.append(value)
        rest = rest.dropFirst(2)
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
