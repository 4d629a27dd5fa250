import NIOCore
import NIOWebSocket

/// Frames to messages and back, with the duties of a client
/// (https://www.rfc-editor.org/rfc/rfc6455#section-5): pings are answered, our frames are masked,
/// fragments joined, and what breaks the rules ends the connection with the code that says so.
final class WebSocketMessageHandler: ChannelDuplexHandler {
  typealias InboundIn = WebSocketFrame
  typealias InboundOut = String
  typealias OutboundIn = String
  typealias OutboundOut = WebSocketFrame

  private enum State {
    /// Messages go both ways.
    case open
    /// Our close frame is out; ends with the server's or after the close timeout.
    case closing
    /// Nothing more is said or heard.
    case closed
  }

  private let limits: WebSocketLimits
  private var state = State.open
  /// The fragments of a message whose last has not come.
  private var fragments: ByteBuffer?
  private var farewell: Scheduled<Void>?
  private var closePromise: EventLoopPromise<Void>?

  init(limits: WebSocketLimits) { self.limits = limits }

  func handlerRemoved(context: ChannelHandlerContext) { farewell?.cancel() }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard state != .closed else { return }
    let frame = unwrapInboundIn(data)
    guard !frame.rsv1, !frame.rsv2, !frame.rsv3, frame.maskKey == nil else {
      return fail(context, .protocolError, "a frame against the rules")
    }
    switch frame.opcode {
    case .text: begin(context, frame)
    case .continuation: proceed(context, frame)
    case .binary: fail(context, .unacceptableData, "it is binary")
    case .ping:
      guard state == .open else { return }
      write(context, .pong, frame.data)
      context.flush()
    case .pong: break
    case .connectionClose: answerClose(context, frame.data)
    default: fail(context, .protocolError, "a frame of an unknown kind")
    }
  }

  private func begin(_ context: ChannelHandlerContext, _ frame: WebSocketFrame) {
    guard fragments == nil else {
      return fail(context, .protocolError, "a message began within another")
    }
    if frame.fin { deliver(context, frame.data) } else { fragments = frame.data }
  }

  private func proceed(_ context: ChannelHandlerContext, _ frame: WebSocketFrame) {
    guard var joined = fragments else {
      return fail(context, .protocolError, "a message without its beginning")
    }
    guard joined.readableBytes + frame.data.readableBytes <= limits.maximumMessageBytes else {
      return fail(context, .messageTooLarge, "it is longer than the limit")
    }
    // Let go first, or writing would copy what has been gathered with every fragment.
    fragments = nil
    var data = frame.data
    joined.writeBuffer(&data)
    if frame.fin { deliver(context, joined) } else { fragments = joined }
  }

  private func deliver(_ context: ChannelHandlerContext, _ data: ByteBuffer) {
    guard let text = String(validating: data.readableBytesView, as: UTF8.self) else {
      return fail(context, .dataInconsistentWithMessage, "it is not UTF-8")
    }
    guard state == .open else { return }
    context.fireChannelRead(wrapInboundOut(text))
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard state == .open else {
      promise?.fail(WebSocketError.interrupted(reason: "it ended before the message was sent"))
      return
    }
    write(
      context, .text, context.channel.allocator.buffer(string: unwrapOutboundIn(data)),
      promise: promise)
  }

  private func write(
    _ context: ChannelHandlerContext, _ opcode: WebSocketOpcode, _ data: ByteBuffer,
    promise: EventLoopPromise<Void>? = nil
  ) {
    // Unpredictable, so that nobody can make us write bytes of their choice
    // (https://www.rfc-editor.org/rfc/rfc6455#section-10.3).
    let frame = WebSocketFrame(fin: true, opcode: opcode, maskKey: .random(), data: data)
    context.write(wrapOutboundOut(frame), promise: promise)
  }
}

/// The ends of a connection.
extension WebSocketMessageHandler {
  func channelReadComplete(context: ChannelHandlerContext) {
    context.fireChannelReadComplete()
    // Nobody asks for more any longer, but the server's farewell is still to come.
    if state == .closing { context.read() }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is WebSocketSilenceHandler.Silence, state == .open {
      end(context, .interrupted(reason: "the server was silent for too long"))
    }
    context.fireUserInboundEventTriggered(event)
  }

  /// Ours, by the end of the body or of its task: says goodbye first.
  func close(
    context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?
  ) {
    guard mode == .all, state != .closed else {
      return context.close(mode: mode, promise: promise)
    }
    if let closePromise {
      if let promise { closePromise.futureResult.cascade(to: promise) }
      return
    }
    closePromise = promise ?? context.eventLoop.makePromise()
    state = .closing
    writeClose(context, .normalClosure)
    context.read()
    let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
    farewell = context.eventLoop.scheduleTask(in: TimeAmount(limits.closeTimeout)) {
      let (handler, context) = bound.value
      handler.finish(context)
    }
  }

  /// The server's goodbye, or its answer to ours.
  private func answerClose(_ context: ChannelHandlerContext, _ data: ByteBuffer) {
    if state == .open {
      var data = data
      let isBare = data.readableBytes == 0
      let code = data.readWebSocketErrorCode()
      writeClose(context, isBare ? nil : code.flatMap(Self.echo) ?? .protocolError)
    }
    finish(context)
  }

  /// The code itself; nil for one that no frame may carry
  /// (https://www.rfc-editor.org/rfc/rfc6455#section-7.4).
  private static func echo(_ code: WebSocketErrorCode) -> WebSocketErrorCode? {
    switch UInt16(webSocketErrorCode: code) {
    case 1004, 1005, 1006, 1015, ..<1000, 5000...: nil
    default: code
    }
  }

  private func writeClose(_ context: ChannelHandlerContext, _ code: WebSocketErrorCode?) {
    var data = context.channel.allocator.buffer(capacity: 2)
    if let code { data.write(webSocketErrorCode: code) }
    write(context, .connectionClose, data)
    context.flush()
  }

  /// Closes for good.
  private func finish(_ context: ChannelHandlerContext) {
    guard state != .closed else { return }
    state = .closed
    farewell?.cancel()
    let promise = closePromise
    closePromise = nil
    context.close(mode: .all, promise: promise)
  }

  /// The server broke a rule: it and the reader are told.
  private func fail(_ context: ChannelHandlerContext, _ code: WebSocketErrorCode, _ reason: String)
  {
    if state == .open { writeClose(context, code) }
    end(context, .unusable(reason: reason))
  }

  private func end(_ context: ChannelHandlerContext, _ error: WebSocketError) {
    fragments = nil
    if state == .open { context.fireErrorCaught(error) }
    finish(context)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard state != .closed else { return }
    if error is NIOWebSocketError, state == .open {
      let isLong = (error as? NIOWebSocketError) == .invalidFrameLength
      writeClose(context, isLong ? .messageTooLarge : .protocolError)
    }
    end(context, WebSocketError(error, host: nil))
  }

  func channelInactive(context: ChannelHandlerContext) {
    if state == .open {
      context.fireErrorCaught(WebSocketError.interrupted(reason: "it ended without a goodbye"))
    }
    state = .closed
    farewell?.cancel()
    closePromise?.succeed()
    closePromise = nil
    context.fireChannelInactive()
  }
}
