import HTTPTransport
import Synchronization

/// Stands between a bot and Synapse, to lose the answers that a bad network would lose.
package final class SynapseProxy: Sendable {
  private let target: String
  private let transport = CurlTransport()
  /// What the body of the message holds whose answer is to be lost.
  private let losesNext = Mutex<String?>(nil)
  private let lost = StandInJournal<String>()
  private let sends = StandInJournal<String>()
  private let server = Mutex<LoopbackServer?>(nil)

  private init(target: String) { self.target = target }

  /// Listens in front of a homeserver.
  package static func start(for synapse: Synapse) async throws -> SynapseProxy {
    let proxy = SynapseProxy(target: synapse.baseURL)
    let started = try await LoopbackServer.start { [weak proxy] request in
      await proxy?.reply(to: request) ?? .reset
    }
    proxy.server.withLock { $0 = started }
    return proxy
  }

  /// Stops listening.
  package func stop() async {
    transport.shutdown()
    let started = server.withLock { server in
      defer { server = nil }
      return server
    }
    await started?.stop()
  }

  /// What to give the bot as `homeserver`.
  package var baseURL: String { server.withLock { $0?.baseURL ?? "" } }

  /// Lets the next message that holds the words arrive, and its answer get lost.
  package func loseNextAnswer(toMessageHolding words: String) {
    losesNext.withLock { $0 = words }
  }

  /// The path of the first message whose answer was lost, transaction id included; nil when none
  /// was within the timeout, in real time.
  package func lostSend(timeout: Duration = .seconds(120)) async -> String? {
    await lost.first(timeout: timeout) { _ in true }
  }

  /// How often a message was sent under this path.
  package func sendCount(_ path: String) -> Int { sends.entries.count { $0 == path } }

  private func reply(to request: LoopbackServer.Request) async -> LoopbackServer.Reply {
    let isSend = request.method == "PUT" && request.path.contains("/send/")
    if isSend { sends.append(request.path) }
    let headers = ["Authorization", "Content-Type"].compactMap { name in
      request.header(name).map { HTTPHeader(name, $0) }
    }
    guard
      let answer = try? await transport.send(
        HTTPRequest(
          method: request.method, url: target + request.target, headers: headers,
          body: request.body.isEmpty ? nil : request.body, timeout: .seconds(90)))
    else { return .reset }
    let isLost =
      isSend
      && losesNext.withLock { words in
        guard let wanted = words, String(decoding: request.body, as: UTF8.self).contains(wanted)
        else { return false }
        words = nil
        return true
      }
    if isLost {
      lost.append(request.path)
      return .never
    }
    return .response(
      status: answer.status, headers: [("Content-Type", "application/json")], body: answer.body)
  }
}
