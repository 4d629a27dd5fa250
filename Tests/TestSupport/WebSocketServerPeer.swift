import Glibc
import NIOCore
import NIOWebSocket
import Synchronization

/// One connection of a WebSocket server, as the test sees it from the server's side.
package final class WebSocketPeer: Sendable {
  /// What the client said. Fragments never come: our client sends none.
  package enum Heard: Hashable, Sendable {
    /// A message.
    case text(String)
    /// A ping, which has been answered.
    case ping([UInt8])
    /// A pong.
    case pong([UInt8])
    /// The close frame, which has been answered; nil without a code.
    case close(code: UInt16?)
  }

  /// What a frame is.
  package enum Kind: UInt8, Sendable {
    /// The kinds, by their numbers (https://www.rfc-editor.org/rfc/rfc6455#section-11.8).
    case continuation = 0, text = 1, binary = 2, close = 8, ping = 9, pong = 10
  }

  /// Of the server's connections, from 1.
  package let number: Int
  /// Path and query of the handshake.
  package let target: String
  /// What the client says; ends with the connection. To be read once.
  package let heard: AsyncStream<Heard>

  let continuation: AsyncStream<Heard>.Continuation
  let hasSaidGoodbye = Mutex(false)
  private let channel: any Channel

  init(channel: any Channel, number: Int, target: String) {
    self.channel = channel
    self.number = number
    self.target = target
    (heard, continuation) = AsyncStream.makeStream()
  }

  /// Sends a message in one frame.
  package func send(_ text: String) async throws {
    try await send(.text, Array(text.utf8))
  }

  /// Sends one frame, wrong ones too.
  ///
  /// - parameter isMasked: what no server may do.
  /// - parameter isExtended: the first reserved bit, which nobody has given a meaning.
  package func send(
    _ kind: Kind, _ bytes: [UInt8], isFinal: Bool = true, isMasked: Bool = false,
    isExtended: Bool = false
  ) async throws {
    let frame = WebSocketFrame(
      fin: isFinal, rsv1: isExtended,
      opcode: WebSocketOpcode(encodedWebSocketOpcode: kind.rawValue) ?? .text,
      maskKey: isMasked ? [1, 2, 3, 4] : nil,
      data: ByteBuffer(bytes: bytes))
    if kind == .close { hasSaidGoodbye.withLock { $0 = true } }
    try await channel.writeAndFlush(frame)
  }

  /// Sends a close frame; the client is to answer it.
  package func close(code: UInt16? = 1000, reason: String = "") async throws {
    let bytes = code.map { [UInt8($0 >> 8), UInt8($0 & 0xFF)] } ?? []
    try await send(.close, bytes + Array(reason.utf8))
  }

  /// Sends bytes as they are, below the frames.
  package func send(raw bytes: [UInt8]) async throws {
    let channel = channel
    try await channel.eventLoop.flatSubmit {
      let written = channel.eventLoop.makePromise(of: Void.self)
      do {
        let encoder = try channel.pipeline.syncOperations.context(
          handlerType: WebSocketFrameEncoder.self)
        encoder.writeAndFlush(NIOAny(ByteBuffer(bytes: bytes)), promise: written)
      } catch {
        written.fail(error)
      }
      return written.futureResult
    }.get()
  }

  /// Pings until the connection ends, on its event loop.
  func keepPinging(every span: Duration) {
    let channel = channel
    let frame = WebSocketFrame(fin: true, opcode: .ping, data: ByteBuffer(string: "Ping"))
    let pings = channel.eventLoop.scheduleRepeatedTask(
      initialDelay: TimeAmount(span), delay: TimeAmount(span)
    ) { _ in
      channel.writeAndFlush(frame, promise: nil)
    }
    channel.closeFuture.whenComplete { _ in pings.cancel() }
  }

  /// Reads no more, as a machine that has died does not: nothing is answered.
  package func fallSilent() async throws {
    try await channel.setOption(.autoRead, value: false).get()
  }

  /// Ends the connection without a close frame.
  package func cut() async { try? await channel.close() }

  /// Ends the connection with a reset.
  package func reset() async {
    // Zero seconds of linger turn the close into a reset.
    try? await (channel as? any SocketOptionProvider)?
      .setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
    try? await channel.close()
  }
}

/// Reads frames strictly and answers what every server answers.
final class WebSocketPeerHandler: ChannelInboundHandler {
  typealias InboundIn = WebSocketFrame
  typealias OutboundOut = WebSocketFrame

  private let peer: WebSocketPeer
  private let violations: WebSocketViolations

  init(peer: WebSocketPeer, violations: WebSocketViolations) {
    self.peer = peer
    self.violations = violations
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let frame = unwrapInboundIn(data)
    let payload = Array(frame.unmaskedData.readableBytesView)
    if let problem = problem(of: frame, payload) {
      violations.append(problem)
      answer(context, .connectionClose, [0x03, 0xEA])
      return context.close(promise: nil)
    }
    switch frame.opcode {
    case .text: peer.continuation.yield(.text(String(decoding: payload, as: UTF8.self)))
    case .ping:
      answer(context, .pong, payload)
      peer.continuation.yield(.ping(payload))
    case .pong: peer.continuation.yield(.pong(payload))
    default:
      let said = peer.hasSaidGoodbye.withLock { said in
        defer { said = true }
        return said
      }
      if !said { answer(context, .connectionClose, payload) }
      let code = payload.count >= 2 ? UInt16(payload[0]) << 8 | UInt16(payload[1]) : nil
      peer.continuation.yield(.close(code: code))
    }
  }

  /// https://www.rfc-editor.org/rfc/rfc6455#section-5
  private func problem(of frame: WebSocketFrame, _ payload: [UInt8]) -> String? {
    if frame.maskKey == nil { return "a frame is not masked" }
    if frame.rsv1 || frame.rsv2 || frame.rsv3 { return "a frame has reserved bits" }
    switch frame.opcode {
    case .text:
      if !frame.fin { return "a message is fragmented" }
      return String(validating: payload, as: UTF8.self) == nil ? "a text is not UTF-8" : nil
    case .ping, .pong: return nil
    case .connectionClose:
      if payload.count == 1 { return "a close frame has half a code" }
      return nil
    default: return "a frame is of kind \(frame.opcode)"
    }
  }

  private func answer(
    _ context: ChannelHandlerContext, _ opcode: WebSocketOpcode, _ bytes: [UInt8]
  ) {
    let frame = WebSocketFrame(fin: true, opcode: opcode, data: ByteBuffer(bytes: bytes))
    context.writeAndFlush(wrapOutboundOut(frame), promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    peer.continuation.finish()
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}
