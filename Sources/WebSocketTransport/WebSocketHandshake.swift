import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NIOWebSocket
import Synchronization

/// The way from an address to a connection that speaks frames
/// (https://www.rfc-editor.org/rfc/rfc6455#section-4.1).
struct WebSocketHandshake {
  typealias Connected = NIOAsyncChannel<String, Never>

  let url: WebSocketURL
  let limits: WebSocketLimits
  /// nil for `ws:`.
  let context: NIOSSLContext?

  /// Connects within the time.
  ///
  /// - throws: `WebSocketError` or `CancellationError`.
  func connect() async throws -> Connected {
    let attempt = ConnectionAttempt()
    return try await withTaskCancellationHandler {
      do {
        let upgrade = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
          .connectTimeout(TimeAmount(limits.connectTimeout))
          .connect(host: url.host, port: url.port) { channel in
            channel.eventLoop.makeCompletedFuture {
              try configure(channel, attempt, until: .now() + TimeAmount(limits.connectTimeout))
            }
          }
        let channel = try await upgrade.get()
        if Task.isCancelled { throw CancellationError() }
        return channel
      } catch {
        await attempt.end()
        try Task.checkCancellation()
        throw attempt.cause ?? WebSocketError(error, host: url.host)
      }
    } onCancel: {
      attempt.cancel()
    }
  }

  private func configure(
    _ channel: any Channel, _ attempt: ConnectionAttempt, until deadline: NIODeadline
  ) throws -> EventLoopFuture<Connected> {
    try attempt.begin(channel)
    let pipeline = channel.pipeline.syncOperations
    if let context { try pipeline.addHandler(tls(context)) }
    let encoder = HTTPRequestEncoder()
    let decoder = ByteToMessageHandler(HTTPResponseDecoder(leftOverBytesStrategy: .forwardBytes))
    let watch = HandshakeWatch(attempt: attempt, host: url.host, deadline: deadline)
    let upgrade = NIOTypedHTTPClientUpgradeHandler<Connected>(
      httpHandlers: [encoder, decoder, watch],
      upgradeConfiguration: NIOTypedHTTPClientUpgradeConfiguration(
        upgradeRequestHead: HTTPRequestHead(
          version: .http1_1, method: .GET, uri: url.target, headers: ["Host": url.authority]),
        upgraders: [upgrader],
        notUpgradingCompletionHandler: { channel in
          channel.eventLoop.makeFailedFuture(
            attempt.cause ?? WebSocketError.connect(reason: "the server speaks no WebSocket"))
        }))
    try pipeline.addHandlers(encoder, decoder, watch)
    try pipeline.addHandler(upgrade)
    return upgrade.upgradeResultFuture
  }

  /// The handler for TLS. An IP address is checked against the certificate's addresses, since it
  /// can't be told as a name (https://www.rfc-editor.org/rfc/rfc6066#section-3).
  private func tls(_ context: NIOSSLContext) throws -> NIOSSLClientHandler {
    let isAddress = (try? SocketAddress(ipAddress: url.host, port: 0)) != nil
    return try NIOSSLClientHandler(context: context, serverHostname: isAddress ? nil : url.host)
  }

  private var upgrader: NIOTypedWebSocketClientUpgrader<Connected> {
    let limits = limits
    return NIOTypedWebSocketClientUpgrader(
      maxFrameSize: limits.maximumMessageBytes, enableAutomaticErrorHandling: false
    ) { channel, answer in
      channel.eventLoop.makeCompletedFuture {
        // Nothing was offered, so nothing may be chosen.
        guard answer.headers["Sec-WebSocket-Extensions"].isEmpty,
          answer.headers["Sec-WebSocket-Protocol"].isEmpty
        else { throw WebSocketError.connect(reason: "the server chose what was not offered") }
        let pipeline = channel.pipeline.syncOperations
        try pipeline.addHandler(WebSocketSilenceHandler(limit: limits.silence), position: .first)
        try pipeline.addHandler(WebSocketMessageHandler(limits: limits))
        // Plenty for what waits while one message is acted on; beyond it the network waits.
        return try NIOAsyncChannel(
          wrappingChannelSynchronously: channel,
          configuration: NIOAsyncChannel.Configuration(
            backPressureStrategy: .init(lowWatermark: 16, highWatermark: 64)))
      }
    }
  }
}

/// The channels of an attempt to connect, so that a cancelled one is given up, and why it failed.
final class ConnectionAttempt: Sendable {
  private struct State {
    var channels: [any Channel] = []
    var isCancelled = false
    var cause: WebSocketError?
  }

  private let state = Mutex(State())

  /// The first cause that was seen, better than what follows from it.
  var cause: WebSocketError? { state.withLock { $0.cause } }

  func fail(_ cause: WebSocketError) {
    state.withLock { $0.cause = $0.cause ?? cause }
  }

  /// Takes part in the attempt; there is one channel for each address of the host.
  func begin(_ channel: any Channel) throws {
    try state.withLock { state in
      if state.isCancelled { throw CancellationError() }
      state.channels.append(channel)
    }
  }

  func cancel() {
    let channels = state.withLock { state in
      state.isCancelled = true
      return state.channels
    }
    for channel in channels { channel.close(promise: nil) }
  }

  /// Closes what was opened.
  func end() async {
    for channel in state.withLock({ $0.channels }) { try? await channel.close() }
  }
}

/// Sees the server's answer to the handshake, or that there is none.
private final class HandshakeWatch: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias InboundOut = HTTPClientResponsePart

  private let attempt: ConnectionAttempt
  private let host: String
  private let deadline: NIODeadline
  private var timeout: Scheduled<Void>?

  init(attempt: ConnectionAttempt, host: String, deadline: NIODeadline) {
    self.attempt = attempt
    self.host = host
    self.deadline = deadline
  }

  func handlerAdded(context: ChannelHandlerContext) {
    let channel = context.channel
    timeout = context.eventLoop.scheduleTask(deadline: deadline) { [attempt, host] in
      attempt.fail(.connect(reason: "\(host): no answer in time"))
      channel.close(mode: .all, promise: nil)
    }
  }

  func handlerRemoved(context: ChannelHandlerContext) { timeout?.cancel() }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if case .head(let head) = unwrapInboundIn(data) {
      if head.status != .switchingProtocols {
        attempt.fail(.refused(status: Int(head.status.code)))
      } else if head.headers["Sec-WebSocket-Accept"].count != 1 {
        attempt.fail(.connect(reason: "\(host): the handshake's answer is not WebSocket's"))
      }
    }
    context.fireChannelRead(data)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    switch error {
    case HTTPParserError.invalidEOFState:
      attempt.fail(.connect(reason: "\(host): it ended in the middle"))
    case is HTTPParserError, is NIOHTTPDecoderError:
      attempt.fail(.connect(reason: "\(host): the answer is not HTTP"))
    default: attempt.fail(WebSocketError(error, host: host))
    }
    context.fireErrorCaught(error)
  }
}
