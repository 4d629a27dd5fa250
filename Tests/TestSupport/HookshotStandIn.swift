import Synchronization

/// A generic webhook of matrix-hookshot that takes what hookshot takes: JSON with a text, and
/// perhaps HTML (matrix-org.github.io/matrix-hookshot/latest/setup/webhooks.html).
package final class HookshotStandIn: Sendable {
  private static let secret = "b4cbd3f0-hallway"
  private let posts = StandInJournal<String>()
  private let refused = StandInJournal<String>()
  private let server = Mutex<LoopbackServer?>(nil)

  /// Does not listen yet.
  package init() {}

  /// Listens.
  package func start() async throws {
    let started = try await LoopbackServer.start { [weak self] request in
      self?.reply(to: request) ?? .reset
    }
    server.withLock { $0 = started }
  }

  /// Stops listening.
  package func stop() async {
    let started = server.withLock { server in
      defer { server = nil }
      return server
    }
    await started?.stop()
  }

  /// The webhook's address, which is a secret.
  package var url: String { server.withLock { "\($0?.baseURL ?? "")/webhook/\(Self.secret)" } }
  /// What was wrong with the requests.
  package var violations: [String] { refused.entries }

  /// The text of the first message that matches; nil when none has come within the timeout, in
  /// real time.
  package func waitForPost(
    timeout: Duration = .seconds(10), where matches: @escaping @Sendable (String) -> Bool
  ) async -> String? {
    await posts.first(timeout: timeout, where: matches)
  }

  private func reply(to request: LoopbackServer.Request) -> LoopbackServer.Reply {
    guard request.path == "/webhook/\(Self.secret)" else {
      return refuse("\(request.path) is no webhook", status: 404)
    }
    guard request.method == "POST", request.header("Content-Type") == "application/json",
      let body = StandInJSON(request.body), let text = body["text"]?.string, !text.isEmpty,
      let members = body.object, Set(members.keys).isSubset(of: ["text", "html", "username"])
    else { return refuse("no JSON with a text", status: 400) }
    posts.append(text)
    return .json(#"{"ok":true}"#)
  }

  private func refuse(_ reason: String, status: Int) -> LoopbackServer.Reply {
    refused.append(reason)
    return .json(#"{"ok":false,"error":"refused"}"#, status: status)
  }
}
