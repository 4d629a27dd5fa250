import ServiceLifecycle
import WebSurface

/// A loop as a service: a graceful shutdown cancels it, and it ends between two passes.
struct LoopService: Service, CustomStringConvertible {
  let description: String
  let body: @Sendable () async throws -> Void

  /// A loop with a name for the log.
  init(_ name: String, _ body: @escaping @Sendable () async throws -> Void) {
    description = name
    self.body = body
  }

  func run() async throws {
    try await cancelWhenGracefulShutdown { try await body() }
  }
}

/// A loop that ends in its own way: `stop` asks it to, `body` then finishes what is under way.
struct FinishingService: Service, CustomStringConvertible {
  let description: String
  let body: @Sendable () async throws -> Void
  let stop: @Sendable () -> Void

  func run() async throws {
    try await withGracefulShutdownHandler {
      try await body()
    } onGracefulShutdown: {
      stop()
    }
  }
}

/// The web server as a service: it sees a graceful shutdown itself and answers what it has begun.
struct WebService: Service {
  let server: WebServer

  func run() async throws { try await server.run() }
}
