import FoundationEssentials
import NIOCore
import NIOSSL

/// A client of https://www.rfc-editor.org/rfc/rfc6455 for text messages, without extensions,
/// subprotocols, proxies or redirects.
package enum WebSocket {
  /// Opens a connection, lends it to the body, and closes it when the body is done, has thrown or
  /// the task is cancelled; nothing of it is left when this returns.
  ///
  /// - parameter certificateFile: who is trusted instead of the system's authorities, in PEM; by
  ///   default what `CURL_CA_BUNDLE` or `SSL_CERT_FILE` name, as with libcurl.
  /// - throws: `WebSocketError` when no connection comes about, `CancellationError` when the task
  ///   is cancelled before it does, and whatever the body throws.
  package static func connect<Result: Sendable>(
    to url: WebSocketURL, limits: WebSocketLimits = WebSocketLimits(),
    certificateFile: String? = defaultCertificateFile,
    _ body: @Sendable (WebSocketConnection) async throws -> Result
  ) async throws -> Result {
    let context = url.isSecure ? try trust(certificateFile, limits: limits) : nil
    let handshake = WebSocketHandshake(url: url, limits: limits, context: context)
    let channel = try await handshake.connect()
    return try await channel.executeThenClose { inbound in
      try await body(WebSocketConnection(inbound: inbound, channel: channel.channel))
    }
  }

  /// The file that the environment names in place of the system's authorities.
  package static var defaultCertificateFile: String? {
    let environment = ProcessInfo.processInfo.environment
    return ["CURL_CA_BUNDLE", "SSL_CERT_FILE"].lazy.compactMap { environment[$0] }
      .first { !$0.isEmpty }
  }

  private static func trust(
    _ file: String?, limits: WebSocketLimits
  ) throws(WebSocketError) -> NIOSSLContext {
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.minimumTLSVersion = .tlsv12
    configuration.applicationProtocols = ["http/1.1"]
    // A server that does not answer the end of TLS must not hold up the end of the program.
    configuration.shutdownTimeout = TimeAmount(limits.closeTimeout)
    if let file { configuration.trustRoots = .file(file) }
    do {
      return try NIOSSLContext(configuration: configuration)
    } catch {
      throw .connect(reason: "the trusted certificates can't be read")
    }
  }
}

/// A connection that stands.
package struct WebSocketConnection: Sendable {
  private let inbound: NIOAsyncChannelInboundStream<String>
  private let channel: any Channel

  init(inbound: NIOAsyncChannelInboundStream<String>, channel: any Channel) {
    self.inbound = inbound
    self.channel = channel
  }

  /// The server's messages, to be read once. They end when the server closes the connection with
  /// a close frame, and throw `WebSocketError` when it ends otherwise.
  package var messages: Messages { Messages(inbound: inbound) }

  /// Sends a message and waits until the system has taken it.
  ///
  /// - throws: `WebSocketError.interrupted` when the connection has ended, `CancellationError` when
  ///   the task is cancelled meanwhile, which also closes the connection.
  package func send(_ text: String) async throws {
    do {
      try await withTaskCancellationHandler {
        try await channel.writeAndFlush(text)
      } onCancel: {
        channel.close(promise: nil)
      }
    } catch {
      try Task.checkCancellation()
      throw WebSocketError.interrupted(reason: "it ended before the message was sent")
    }
  }

  /// The messages of a connection.
  package struct Messages: AsyncSequence, Sendable {
    /// A message's text.
    package typealias Element = String

    fileprivate let inbound: NIOAsyncChannelInboundStream<String>

    /// Reads them; only one iterator can be made of a connection.
    package func makeAsyncIterator() -> Iterator {
      Iterator(inner: inbound.makeAsyncIterator())
    }

    /// Reads one message after the other.
    package struct Iterator: AsyncIteratorProtocol {
      fileprivate var inner: NIOAsyncChannelInboundStream<String>.AsyncIterator

      /// The next message; nil after the server's close frame.
      ///
      /// - throws: `WebSocketError`, or `CancellationError` when the task is cancelled.
      package mutating func next() async throws -> String? {
        let message: String?
        do {
          message = try await inner.next()
        } catch let error as WebSocketError {
          throw error
        } catch {
          try Task.checkCancellation()
          throw WebSocketError(error, host: nil)
        }
        if message == nil { try Task.checkCancellation() }
        return message
      }
    }
  }
}
