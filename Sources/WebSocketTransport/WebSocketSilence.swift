import NIOCore

/// Tells the handlers above, by an event, that the server has sent no byte for too long. It stands
/// next to the network, where it sees pings, parts of messages and whether anybody reads: while
/// nobody does, the server is not silent.
final class WebSocketSilenceHandler: ChannelDuplexHandler {
  typealias InboundIn = NIOAny
  typealias OutboundIn = NIOAny

  /// The event.
  struct Silence: Sendable {}

  private let limit: TimeAmount
  /// The socket is read when this is set; it begins with the read that is under way.
  private var isListening = true
  private var timeout: Scheduled<Void>?

  init(limit: Duration) { self.limit = TimeAmount(limit) }

  func handlerAdded(context: ChannelHandlerContext) { wait(context) }

  func handlerRemoved(context: ChannelHandlerContext) { timeout?.cancel() }

  func channelInactive(context: ChannelHandlerContext) {
    timeout?.cancel()
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    wait(context)
    context.fireChannelRead(data)
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    isListening = false
    context.fireChannelReadComplete()
  }

  func read(context: ChannelHandlerContext) {
    isListening = true
    context.read()
  }

  private func wait(_ context: ChannelHandlerContext) {
    timeout?.cancel()
    let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
    timeout = context.eventLoop.scheduleTask(in: limit) {
      let (handler, context) = bound.value
      guard handler.isListening else { return handler.wait(context) }
      context.fireUserInboundEventTriggered(Silence())
    }
  }
}
