import Glibc
import NIOCore
import NIOHTTP1

/// Gathers whole requests and writes what the test wants, one at a time per connection.
final class LoopbackHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let connection: Int
  private let handler: @Sendable (LoopbackServer.Request) async -> LoopbackServer.Reply
  private var head: HTTPRequestHead?
  private var body: [UInt8] = []

  init(
    connection: Int,
    handler: @escaping @Sendable (LoopbackServer.Request) async -> LoopbackServer.Reply
  ) {
    self.connection = connection
    self.handler = handler
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      self.head = head
      body = []
    case .body(let bytes):
      body.append(contentsOf: bytes.readableBytesView)
    case .end:
      guard let head else { return }
      self.head = nil
      let request = LoopbackServer.Request(
        method: head.method.rawValue, target: head.uri,
        headers: head.headers.map { ($0.name, $0.value) }, body: body, connection: connection)
      answer(request, keepsAlive: head.isKeepAlive, channel: context.channel)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  private func answer(
    _ request: LoopbackServer.Request, keepsAlive: Bool, channel: any Channel
  ) {
    let handler = handler
    let isHead = request.method == "HEAD"
    channel.eventLoop.makeFutureWithTask { await handler(request) }
      .whenSuccess { Self.write($0, keepsAlive: keepsAlive, isHead: isHead, to: channel) }
  }

  /// On the channel's event loop.
  private static func write(
    _ reply: LoopbackServer.Reply, keepsAlive: Bool, isHead: Bool, to channel: any Channel
  ) {
    switch reply {
    case .response(let status, let headers, let body):
      var fields = HTTPHeaders(headers.map { ($0.0, $0.1) })
      if status != 304, status != 204 {
        fields.replaceOrAdd(name: "Content-Length", value: String(body.count))
      }
      write(status, fields, isHead ? [] : body, to: channel)
      let end = channel.writeAndFlush(HTTPServerResponsePart.end(nil))
      if !keepsAlive { end.whenComplete { _ in channel.close(promise: nil) } }
    case .truncated(let status, let declaredLength, let body):
      write(status, ["Content-Length": String(declaredLength)], body, to: channel)
      channel.flush()
      channel.close(promise: nil)
    case .raw(let bytes):
      // Written below the encoder, which would refuse plain bytes.
      let written = channel.eventLoop.makePromise(of: Void.self)
      written.futureResult.whenComplete { _ in channel.close(promise: nil) }
      do {
        let encoder = try channel.pipeline.syncOperations.context(
          handlerType: HTTPResponseEncoder.self)
        encoder.writeAndFlush(NIOAny(ByteBuffer(bytes: bytes)), promise: written)
      } catch {
        written.fail(error)
      }
    case .reset:
      // Zero seconds of linger turn the close into a reset.
      let lingering = (channel as? any SocketOptionProvider)?
        .setSoLinger(linger(l_onoff: 1, l_linger: 0))
      (lingering ?? channel.eventLoop.makeSucceededVoidFuture())
        .whenComplete { _ in channel.close(promise: nil) }
    case .drip(let status, let body, let pause):
      write(status, ["Content-Length": String(body.count)], [], to: channel)
      channel.flush()
      drip(body[...], every: .nanoseconds(Int64(pause / .nanoseconds(1))), to: channel)
    case .never:
      break
    }
  }

  private static func drip(
    _ rest: ArraySlice<UInt8>, every pause: TimeAmount, to channel: any Channel
  ) {
    guard let byte = rest.first, channel.isActive else { return }
    let part = HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(bytes: [byte])))
    channel.writeAndFlush(part, promise: nil)
    channel.eventLoop.scheduleTask(in: pause) {
      drip(rest.dropFirst(), every: pause, to: channel)
    }
  }

  private static func write(
    _ status: Int, _ headers: HTTPHeaders, _ body: [UInt8], to channel: any Channel
  ) {
    let head = HTTPResponseHead(
      version: .http1_1, status: HTTPResponseStatus(statusCode: status), headers: headers)
    channel.write(HTTPServerResponsePart.head(head), promise: nil)
    if !body.isEmpty {
      channel.write(HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(bytes: body))), promise: nil)
    }
  }
}
