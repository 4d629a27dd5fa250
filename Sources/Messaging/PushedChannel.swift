package import FoundationEssentials

/// Stores the effects of what was delivered; returns when they are committed, so that only then the
/// platform is told. Throws when nothing was stored: the platform delivers again.
package typealias IncomingSink = @Sendable (IncomingBatch) async throws -> Void

/// A request that a platform made to our web server.
package struct PushRequest: Hashable, Sendable {
  /// The path's last part: `commands` of `/slack/commands`.
  package var endpoint: String
  /// By names in lower case; of repeated ones the first.
  package var headers: [String: String]
  /// As it came, which is what signatures are made over.
  package var body: [UInt8]

  /// A request.
  package init(endpoint: String, headers: [String: String], body: [UInt8]) {
    self.endpoint = endpoint
    self.headers = headers
    self.body = body
  }
}

/// What the platform is answered.
package struct PushResponse: Hashable, Sendable {
  /// The HTTP status.
  package var status: Int
  /// Often empty.
  package var body: String
  /// Of the body.
  package var contentType: String

  /// An answer.
  package init(
    status: Int = 200, body: String = "", contentType: String = "text/plain; charset=utf-8"
  ) {
    self.status = status
    self.body = body
    self.contentType = contentType
  }
}

/// A channel that hears through requests to our web server, under `/<platform>/<endpoint>`.
package protocol PushedChannel: ChatChannel {
  /// Whether requests are expected at all, as configured.
  var isPushed: Bool { get }
  /// Checks where a request is from, hands what it says to the sink, and answers.
  ///
  /// - parameter now: the machine's time, which signatures are held against.
  func receive(_ request: PushRequest, now: Date, sink: IncomingSink) async -> PushResponse
}

/// A channel that hears through a connection that it opens and the platform speaks on.
package protocol ConnectedChannel: ChatChannel {
  /// Whether a connection is wanted, as configured.
  var isConnected: Bool { get }
  /// Connects and hears, replacing connections that the platform wants to end, until the task is
  /// cancelled or no connection can be had.
  ///
  /// - parameter onConnected: called when news can come (again).
  /// - throws: `ReceiveError`, or `CancellationError` when the task is cancelled.
  func listen(
    onConnected: @escaping @Sendable () -> Void, sink: @escaping IncomingSink
  ) async throws
}
