/// What a connection bears. All spans are real time.
package struct WebSocketLimits: Hashable, Sendable {
  /// Until the server has answered the handshake, names and TLS included.
  package var connectTimeout: Duration
  /// How long the server may say nothing, not even a ping, while we listen.
  package var silence: Duration
  /// How long the server may take to answer our close frame before the connection is cut.
  package var closeTimeout: Duration
  /// Of one message, its fragments joined.
  package var maximumMessageBytes: Int

  /// Limits; the defaults are those of a chat service that pings every few seconds.
  package init(
    connectTimeout: Duration = .seconds(10), silence: Duration = .seconds(60),
    closeTimeout: Duration = .seconds(1), maximumMessageBytes: Int = 1 << 20
  ) {
    self.connectTimeout = connectTimeout
    self.silence = silence
    self.closeTimeout = closeTimeout
    // More than the frame decoder takes would be a trap.
    self.maximumMessageBytes = min(max(1, maximumMessageBytes), 1 << 30)
  }
}
