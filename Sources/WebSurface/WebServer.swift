import Hummingbird
package import Logging
package import Messaging

/// Answers a request that a chat platform made.
package typealias PushHandler = @Sendable (PushRequest) async -> PushResponse

/// The web side of the bot: whether the process is up, whether it does its work, and what chat
/// platforms push.
///
/// `run()` has the shape of ServiceLifecycle's `Service`; inside a service group it stops
/// gracefully: no new connections, those in work are answered first.
package struct WebServer: Sendable {
  /// Where it listens.
  package let host: String
  /// 1…65,535.
  package let port: Int
  private let problems: @Sendable () async -> [String]
  private let pushes: [String: PushHandler]
  private let metrics: (@Sendable () async -> String)?
  private let onListening: @Sendable () async -> Void
  private let logger: Logger

  /// A server that listens once it runs.
  ///
  /// - parameter host: a name or an address, IPv6 without brackets.
  /// - parameter port: 1…65,535.
  /// - parameter logger: given on to the HTTP server, which logs connections at debug.
  /// - parameter pushes: by platform: what is posted to `/<platform>/<endpoint>`, at most 1 MiB.
  /// - parameter metrics: what `/metrics` shows, in Prometheus's text format; nil for no such page.
  /// - parameter onListening: called once, as soon as connections are accepted.
  /// - parameter problems: what keeps the bot from its work, one line each; empty is ready.
  package init(
    host: String, port: Int, logger: Logger, pushes: [String: PushHandler] = [:],
    metrics: (@Sendable () async -> String)? = nil,
    onListening: @escaping @Sendable () async -> Void = {},
    problems: @escaping @Sendable () async -> [String]
  ) {
    self.host = host
    self.port = port
    self.logger = logger
    self.onListening = onListening
    self.problems = problems
    self.pushes = pushes
    self.metrics = metrics
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
    if let metrics {
      router.get("metrics") { _, _ in
        Response(
          status: .ok,
          headers: [
            .contentType: "text/plain; version=0.0.4; charset=utf-8", .cacheControl: "no-store",
          ],
          body: ResponseBody(byteBuffer: ByteBuffer(string: await metrics())))
      }
    }
    for (platform, handler) in pushes {
      router.post("\(platform)/:endpoint") { request, context in
        try await Self.push(request, context, handler)
      }
    }
    return router
  }

  /// The most bytes of a pushed request; Telegram's and Slack's are far smaller.
  private static let pushLimit = 1 << 20

  private static func push(
    _ request: Request, _ context: BasicRequestContext, _ handler: PushHandler
  ) async throws -> Response {
    var headers: [String: String] = [:]
    for field in request.headers where headers[field.name.canonicalName] == nil {
      headers[field.name.canonicalName] = field.value
    }
    let body = try await request.body.collect(upTo: pushLimit)
    let answer = await handler(
      PushRequest(
        endpoint: try context.parameters.require("endpoint"), headers: headers,
        body: Array(body.readableBytesView)))
    return Response(
      status: HTTPResponse.Status(code: answer.status),
      headers: [.contentType: answer.contentType, .cacheControl: "no-store"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: answer.body)))
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
