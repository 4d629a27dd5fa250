import ChatChannels
import HTTPTransport
import Messaging
import TestSupport
import WebSocketTransport

/// A socket that runs against the stand-in, and what it heard.
final class SlackSocketFixture: Sendable {
  enum Happening: Hashable, Sendable {
    case connected
    case heard(SlackEnvelope)
  }

  let slack: SlackSocketStandIn
  let journal = StandInJournal<Happening>()

  private init(_ slack: SlackSocketStandIn) { self.slack = slack }

  /// Runs a test beside a running socket.
  ///
  /// - parameter handle: what the socket does with an envelope, after it was written down.
  /// - parameter isCancelled: false when the socket must end by itself.
  /// - returns: how the socket ended.
  @discardableResult static func run(
    connections: Int = 2, acknowledgementTime: Duration = .seconds(60),
    limits: WebSocketLimits = WebSocketLimits(connectTimeout: .seconds(60)),
    isCancelled: Bool = true,
    handle: @escaping @Sendable (SlackEnvelope) async throws -> Void = { _ in },
    _ body: (SlackSocketFixture) async throws -> Void
  ) async throws -> (any Error)? {
    let slack = SlackSocketStandIn(acknowledgementTime: acknowledgementTime)
    try await slack.start()
    let fixture = SlackSocketFixture(slack)
    let transport = CurlTransport()
    let socket = SlackSocket(
      apiBase: slack.apiBase, appToken: slack.appToken, transport: transport,
      connections: connections, limits: limits)
    let task = Task {
      try await socket.run {
        fixture.journal.append(.connected)
      } handle: { envelope in
        fixture.journal.append(.heard(envelope))
        try await handle(envelope)
      }
    }
    var failure: (any Error)?
    do {
      try await body(fixture)
      if isCancelled { task.cancel() }
      try await task.value
    } catch {
      task.cancel()
      failure = error
    }
    transport.shutdown()
    await slack.stop()
    return failure
  }

  /// Waits until so many connections stand and each has carried something: only then the greeting
  /// was surely heard, which a break may overtake.
  func waitForProvenConnections(_ count: Int) async throws {
    for connection in try await slack.waitForConnections(count, timeout: .seconds(60)).unwrapped() {
      _ = try await slack.deliver("events_api", [:], on: connection).unwrapped()
    }
  }

  /// The envelopes in the order they were heard.
  var envelopes: [SlackEnvelope] {
    journal.entries.compactMap { if case .heard(let envelope) = $0 { envelope } else { nil } }
  }

  /// How often it was told that news can come.
  var timesConnected: Int { journal.entries.count { $0 == .connected } }
}

/// What a test waits for and does not get.
struct NeverCame: Error {}

extension Optional {
  /// The value.
  ///
  /// - throws: when there is none.
  func unwrapped() throws -> Wrapped {
    guard let self else { throw NeverCame() }
    return self
  }
}
