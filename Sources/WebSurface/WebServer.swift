import Hummingbird
package import Logging

/// The web side of the bot: whether the process is up, and whether it does its work.
///
/// `run()` has the shape of ServiceLifecycle's `Service`; inside a service group it stops
/// gracefully: no new connections, those in work are answered first.
package struct WebServer: Sendable {
  /// Where it listens.
  package let host: String
  /// 1…65,535.
  package let port: Int
  private let problems: @Sendable () async -> [String]
  private let onListening: @Sendable () async -> Void
  private let logger: Logger

  /// A server that listens once it runs.
  ///
  /// - parameter host: a name or an address, IPv6 without brackets.
  /// - parameter port: 1…65,535.
  /// - parameter logger: given on to the HTTP server, which logs connections at debug.
  /// - parameter onListening: called once, as soon as connections are accepted.
  /// - parameter problems: what keeps the bot from its work, one line each; empty is ready.
  package init(
    host: String, port: Int, logger: Logger,
    onListening: @escaping @Sendable () async -> Void = {},
    problems: @escaping @Sendable () async -> [String]
  ) {
    self.host = host
    self.port = port
    self.logger = logger
    self.onListening = onListening
    self.problems = problems
  }

  /// Serves until the task is cancelled or a graceful stop is asked for.
  ///
  /// - throws: `WebServerError` when the address can't be listened on.
  package func run() async throws {
    let onListening = self.onListening
    let application = Application(
      router: routes(),
      configuration: ApplicationConfiguration(
        address: .hostname(host, port: port), serverName: "TalkBell"),
      onServerRunning: { _ in await onListening() },
      logger: logger)
    do {
      try await application.run()
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      throw WebServerError(host: host, port: port, cause: error)
    }
  }

  private func routes() -> Router<BasicRequestContext> {
    let problems = self.problems
    let router = Router()
    router.get("healthz") { _, _ in Self.plain(.ok, lines: ["ok"]) }
    router.get("readyz") { _, _ in
      let lines = await problems()
      return lines.isEmpty
        ? Self.plain(.ok, lines: ["ready"]) : Self.plain(.serviceUnavailable, lines: lines)
    }
    return router
  }

  /// An answer in lines that no proxy keeps.
  private static func plain(_ status: HTTPResponse.Status, lines: [String]) -> Response {
    Response(
      status: status,
      headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-store"],
      body: ResponseBody(
        byteBuffer: ByteBuffer(string: lines.map { $0 + "\n" }.joined())))
  }
}
