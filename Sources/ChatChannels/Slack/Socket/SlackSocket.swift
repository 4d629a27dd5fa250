package import HTTPTransport
import Messaging
package import WebSocketTransport

/// Slack's Socket Mode: hears through connections that the app opens, so that no public address is
/// needed (docs.slack.dev/apis/events-api/using-socket-mode).
package struct SlackSocket: Sendable {
  private let address: SlackSocketAddress
  private let connections: Int
  private let limits: WebSocketLimits
  private let reason: ReasonClause

  /// A socket that is not open.
  ///
  /// - parameters:
  ///   - apiBase: `https://slack.com/api`.
  ///   - appToken: app-level (`xapp-…`), with the scope `connections:write`.
  ///   - connections: how many stand at the same time, 1–10; each envelope comes on any of them.
  ///   - limits: of each connection; Slack pings every few seconds.
  package init(
    apiBase: String, appToken: String, transport: CurlTransport, connections: Int = 2,
    limits: WebSocketLimits = WebSocketLimits()
  ) {
    self.address = SlackSocketAddress(
      apiBase: apiBase.hasSuffix("/") ? String(apiBase.dropLast()) : apiBase, appToken: appToken,
      transport: transport)
    self.connections = connections
    self.limits = limits
    self.reason = ReasonClause(secrets: [appToken])
  }

  /// Connects and hears until the task is cancelled or no connection is left.
  ///
  /// An envelope is acknowledged after `handle` has returned; Slack waits three seconds for it.
  /// When it throws, or the connection ends before, Slack delivers the envelope again. Those of one
  /// connection are handled in order; those of different ones at the same time. A connection that
  /// Slack wants to end is replaced first and heard to its end; one that breaks is replaced at
  /// once.
  ///
  /// - parameter onConnected: called when the first connection stands, and again when one does
  ///   after none did.
  /// - throws: `ReceiveError.temporary` when no connection is left and none could be had, so that
  ///   the caller waits; `.needsOperator` as soon as only a person can mend it;
  ///   `CancellationError`.
  package func run(
    onConnected: @escaping @Sendable () -> Void,
    handle: @escaping @Sendable (SlackEnvelope) async throws -> Void
  ) async throws {
    let (signals, continuation) = AsyncStream<SlackSocketFleet.Signal>.makeStream()
    var fleet = SlackSocketFleet(wanted: connections)
    try await withThrowingDiscardingTaskGroup { group in
      var reaction = fleet.begin()
      var iterator = signals.makeAsyncIterator()
      while true {
        if let failure = reaction.failure { throw failure }
        if reaction.isConnected { onConnected() }
        for number in reaction.open {
          group.addTask {
            let end = await serve(number, tell: continuation, handle: handle)
            continuation.yield(.ended(number, end))
          }
        }
        guard let signal = await iterator.next() else { throw CancellationError() }
        reaction = fleet.hear(signal)
      }
    }
  }

  /// One connection from its address to its end.
  private func serve(
    _ number: Int, tell signals: AsyncStream<SlackSocketFleet.Signal>.Continuation,
    handle: @escaping @Sendable (SlackEnvelope) async throws -> Void
  ) async -> SlackSocketFleet.End {
    do {
      return try await WebSocket.connect(to: address.next(), limits: limits) { connection in
        try await hear(connection, number, tell: signals, handle: handle)
      }
    } catch let error as ReceiveError {
      return .failed(error)
    } catch {
      // A cancelled one is heard of by nobody.
      return .failed(.temporary(reason: reason("Slack's socket", "\(error)"), retryAfter: nil))
    }
  }

  private func hear(
    _ connection: WebSocketConnection, _ number: Int,
    tell signals: AsyncStream<SlackSocketFleet.Signal>.Continuation,
    handle: @Sendable (SlackEnvelope) async throws -> Void
  ) async throws -> SlackSocketFleet.End {
    var isFruitful = false
    do {
      for try await text in connection.messages {
        switch SlackSocketMessage(text) {
        case .hello: signals.yield(.connected(number))
        case .leaving: signals.yield(.leaving(number))
        case .switchedOff: return .switchedOff
        case .envelope(let envelope):
          isFruitful = true
          guard (try? await handle(envelope)) != nil else { continue }
          try await connection.send(SlackSocketMessage.acknowledgement(of: envelope))
        case .other: continue
        }
      }
    } catch let error as WebSocketError {
      return .lost(reason: reason("Slack's socket", "\(error)"), isFruitful: isFruitful)
    }
    return .lost(reason: "Slack closed the socket", isFruitful: isFruitful)
  }
}
