import TestSupport
import WebSocketTransport

/// A server whose every connection is driven by a test, and a client for it.
struct WebSocketFixture {
  let server: WebSocketServer

  /// Runs a test against a server and takes it down.
  ///
  /// - returns: the rules that our client broke.
  @discardableResult static func run(
    pingEvery: Duration? = nil,
    opening: @escaping @Sendable (WebSocketServer.Opening) -> WebSocketServer.Answer = { _ in
      .accept()
    },
    session: @escaping @Sendable (WebSocketPeer) async throws -> Void,
    _ body: (WebSocketFixture) async throws -> Void
  ) async throws -> [String] {
    let server = try await WebSocketServer.start(
      pingEvery: pingEvery, opening: opening, session: session)
    try await body(WebSocketFixture(server: server))
    await server.stop()
    return server.violations
  }

  func url(_ target: String = "/link/?ticket=SECRET&app_id=1") throws -> WebSocketURL {
    try address(server.baseURL + target)
  }

  /// All messages until the connection ends, and why it ended.
  func hear(_ limits: WebSocketLimits = patience) async throws -> Heard {
    try await collected(from: url(), limits: limits)
  }
}

/// Limits that a busy machine does not reach.
let patience = WebSocketLimits(connectTimeout: .seconds(60))

/// What a connection brought.
struct Heard: Hashable, Sendable {
  var messages: [String] = []
  /// nil after the server's close frame.
  var error: WebSocketError?
}

/// Connects and collects until the end.
func collected(
  from url: WebSocketURL, limits: WebSocketLimits = patience,
  certificateFile: String? = nil
) async throws -> Heard {
  var heard = Heard()
  do {
    heard.messages = try await WebSocket.connect(
      to: url, limits: limits, certificateFile: certificateFile
    ) { connection in
      var messages: [String] = []
      do {
        for try await message in connection.messages { messages.append(message) }
      } catch let error as WebSocketError {
        throw Ended(messages: messages, error: error)
      }
      return messages
    }
  } catch let ended as Ended {
    heard = Heard(messages: ended.messages, error: ended.error)
  } catch let error as WebSocketError {
    heard.error = error
  }
  return heard
}

private struct Ended: Error {
  var messages: [String]
  var error: WebSocketError
}

struct NoAddress: Error {}

func address(_ text: String) throws -> WebSocketURL {
  guard let url = WebSocketURL(text) else { throw NoAddress() }
  return url
}
