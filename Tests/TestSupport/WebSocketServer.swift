import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NIOWebSocket
import Synchronization

/// A WebSocket server on loopback that behaves as a test says, and is strict about what clients
/// must do (https://www.rfc-editor.org/rfc/rfc6455): what breaks a rule is kept as a violation and
/// answered as a strict server would.
package final class WebSocketServer: Sendable {
  /// A client's request to open a connection.
  package struct Opening: Sendable {
    /// Path and query as sent.
    package var target: String
    let headers: HTTPHeaders

    /// The header's value as sent; those of repeated ones joined by commas, nil for none.
    package func header(_ name: String) -> String? {
      headers.contains(name: name) ? headers[name].joined(separator: ",") : nil
    }
  }

  /// What to do with a request.
  package enum Answer: Sendable {
    /// The handshake is completed, with further headers in its answer.
    case accept(headers: [(String, String)] = [])
    /// A plain HTTP answer.
    case refuse(status: Int, headers: [(String, String)] = [])
    /// No answer while the connection stands.
    case never
  }

  /// The port it listens on.
  package let port: Int
  /// `ws://127.0.0.1:PORT` or `wss://…`.
  package let baseURL: String
  private let channel: any Channel
  private let connections: Connections
  private let journal: WebSocketViolations

  private init(channel: any Channel, parts: Parts, host: String) {
    self.channel = channel
    connections = parts.connections
    journal = parts.violations
    port = channel.localAddress?.port ?? 0
    let name = host.contains(":") ? "[\(host)]" : host
    baseURL = "\(parts.tls == nil ? "ws" : "wss")://\(name):\(port)"
  }

  /// Listens.
  ///
  /// - parameter certificate: makes it speak TLS.
  /// - parameter pingEvery: pings from the beginning, at a pace that a busy machine keeps.
  /// - parameter opening: decides about each request that is a correct handshake.
  /// - parameter session: is the server's side of each connection, which is closed at its end.
  package static func start(
    host: String = "127.0.0.1", port: Int = 0, certificate: LoopbackCertificate? = nil,
    pingEvery: Duration? = nil,
    opening: @escaping @Sendable (Opening) -> Answer = { _ in .accept() },
    session: @escaping @Sendable (WebSocketPeer) async throws -> Void
  ) async throws -> WebSocketServer {
    let parts = Parts(
      connections: Connections(), violations: WebSocketViolations(),
      tls: try certificate.map { try $0.serverContext() }, pingEvery: pingEvery, opening: opening,
      session: session)
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { child in
        child.eventLoop.makeCompletedFuture { try parts.configure(child) }
      }
      .bind(host: host, port: port).get()
    return WebSocketServer(channel: channel, parts: parts, host: host)
  }

  /// What clients did wrong, oldest first.
  package var violations: [String] { journal.all }

  /// Closes the port and all connections.
  package func stop() async {
    try? await channel.close()
    for connection in connections.takeAll() { try? await connection.close() }
  }

  /// What each connection is made of.
  private struct Parts: Sendable {
    let connections: Connections
    let violations: WebSocketViolations
    let tls: NIOSSLContext?
    let pingEvery: Duration?
    let opening: @Sendable (Opening) -> Answer
    let session: @Sendable (WebSocketPeer) async throws -> Void

    func configure(_ child: any Channel) throws {
      let number = connections.add(child)
      let pipeline = child.pipeline.syncOperations
      if let tls { try pipeline.addHandler(NIOSSLServerHandler(context: tls)) }
      let door = WebSocketDoor(violations: violations, opening: opening)
      let upgrader = NIOWebSocketServerUpgrader(
        maxFrameSize: 1 << 24, automaticErrorHandling: false,
        shouldUpgrade: { channel, head in
          channel.eventLoop.makeSucceededFuture(door.headers(for: head))
        },
        upgradePipelineHandler: { channel, head in
          channel.eventLoop.makeCompletedFuture {
            let peer = WebSocketPeer(
              channel: channel, number: number, target: head.uri)
            try channel.pipeline.syncOperations.addHandler(
              WebSocketPeerHandler(peer: peer, violations: violations))
            if let pingEvery { peer.keepPinging(every: pingEvery) }
            Task {
              try? await session(peer)
              try? await channel.close()
            }
          }
        })
      let refusal = WebSocketRefusalHandler(door: door)
      try pipeline.configureHTTPServerPipeline(
        withServerUpgrade: (
          upgraders: [upgrader],
          completionHandler: { $0.pipeline.syncOperations.removeHandler(refusal, promise: nil) }
        ))
      try pipeline.addHandler(refusal)
    }
  }
}

/// What clients did wrong.
final class WebSocketViolations: Sendable {
  private let texts = Mutex<[String]>([])
  var all: [String] { texts.withLock { $0 } }
  func append(_ text: String) { texts.withLock { $0.append(text) } }
}

/// Checks handshakes and asks the test about correct ones.
final class WebSocketDoor: Sendable {
  private let violations: WebSocketViolations
  private let opening: @Sendable (WebSocketServer.Opening) -> WebSocketServer.Answer
  /// Whether the request came as far as here before it was refused.
  private let wasChecked = Mutex(false)
  /// What the request that was not accepted is answered.
  let refusal = Mutex<WebSocketServer.Answer>(.refuse(status: 400))

  init(
    violations: WebSocketViolations,
    opening: @escaping @Sendable (WebSocketServer.Opening) -> WebSocketServer.Answer
  ) {
    self.violations = violations
    self.opening = opening
  }

  /// What the handshake's answer holds besides; nil when there is to be none.
  func headers(for head: HTTPRequestHead) -> HTTPHeaders? {
    wasChecked.withLock { $0 = true }
    if let problem = Self.problem(of: head) {
      violations.append(problem)
      return nil
    }
    let answer = opening(WebSocketServer.Opening(target: head.uri, headers: head.headers))
    guard case .accept(let headers) = answer else {
      refusal.withLock { $0 = answer }
      return nil
    }
    return HTTPHeaders(headers)
  }

  /// Writes down what was wrong with a request that the upgrader refused by itself.
  func refuse(_ head: HTTPRequestHead) {
    guard !wasChecked.withLock({ $0 }) else { return }
    violations.append(Self.problem(of: head) ?? "no WebSocket handshake")
  }

  /// https://www.rfc-editor.org/rfc/rfc6455#section-4.2.1
  private static func problem(of head: HTTPRequestHead) -> String? {
    let headers = head.headers
    if head.method != .GET { return "the method is \(head.method)" }
    if head.version != .http1_1 { return "the version is \(head.version)" }
    if headers["Host"].count != 1 { return "no Host" }
    if headers["Sec-WebSocket-Version"] != ["13"] { return "no version 13" }
    let key = headers["Sec-WebSocket-Key"]
    if key.count != 1 || key.first?.wholeMatch(of: /[A-Za-z0-9+\/]{22}==/) == nil {
      return "the key is no 16 bytes"
    }
    if headers.contains(name: "Origin") { return "an Origin, as only browsers send" }
    return nil
  }
}

/// Answers requests that were not accepted.
private final class WebSocketRefusalHandler: ChannelInboundHandler, RemovableChannelHandler,
  Sendable
{
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let door: WebSocketDoor

  init(door: WebSocketDoor) { self.door = door }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let part = unwrapInboundIn(data)
    if case .head(let head) = part { door.refuse(head) }
    guard case .end = part, case .refuse(let status, let headers) = door.refusal.withLock({ $0 })
    else { return }
    let channel = context.channel
    let head = HTTPResponseHead(
      version: .http1_1, status: HTTPResponseStatus(statusCode: status),
      headers: HTTPHeaders(headers + [("Content-Length", "0"), ("Connection", "close")]))
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)))
      .whenComplete { _ in channel.close(promise: nil) }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // The upgrader's word for a handshake that is answered here.
    if error is NIOWebSocketUpgradeError { return }
    context.close(promise: nil)
  }
}
