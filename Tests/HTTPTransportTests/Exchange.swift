import HTTPTransport
import TestSupport

/// A transport and a server that answers as a test says.
final class Exchange: Sendable {
  let transport: CurlTransport
  private let server: LoopbackServer
  private let journal: StandInJournal<LoopbackServer.Request>

  init(
    _ configuration: CurlTransport.Configuration = CurlTransport.Configuration(),
    reply: @escaping @Sendable (LoopbackServer.Request) -> LoopbackServer.Reply
  ) async throws {
    let journal = StandInJournal<LoopbackServer.Request>()
    self.journal = journal
    transport = CurlTransport(configuration: configuration)
    server = try await LoopbackServer.start { request in
      journal.append(request)
      return reply(request)
    }
  }

  var requests: [LoopbackServer.Request] { journal.entries }

  func url(_ target: String) -> String { server.baseURL + target }

  func get(_ target: String = "/") async throws -> HTTPResponse {
    try await transport.send(HTTPRequest(url: url(target)))
  }

  /// How a request that must fail does; nil when it does not.
  func failure(_ request: HTTPRequest) async -> HTTPTransportError? {
    do throws(HTTPTransportError) {
      _ = try await transport.send(request)
      return nil
    } catch {
      return error
    }
  }

  /// Returns when the server has seen a request.
  func hasBeenAsked() async { _ = await journal.first(timeout: .seconds(10)) { _ in true } }

  /// Returns when the server has seen a request for each of these targets.
  func hasBeenAsked(for targets: [String]) async {
    for target in targets {
      _ = await journal.first(timeout: .seconds(10)) { $0.target == target }
    }
  }

  func stopServer() async { await server.stop() }

  func end() async {
    transport.shutdown()
    await server.stop()
  }
}
