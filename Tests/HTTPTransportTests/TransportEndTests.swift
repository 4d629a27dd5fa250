import HTTPTransport
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct TransportEndTests {
  @Test func `requests, cancellations and the end may come all at once`() async throws {
    let server = try await LoopbackServer.start { _ in .text("ok") }
    let url = server.baseURL
    for _ in 0..<20 {
      let transport = CurlTransport()
      let ends = await withTaskGroup(of: Bool.self) { group in
        for number in 0..<40 {
          let task = Task { () async -> HTTPTransportError? in
            do throws(HTTPTransportError) {
              _ = try await transport.send(HTTPRequest(url: url))
              return nil
            } catch {
              return error
            }
          }
          if number % 3 == 0 {
            group.addTask {
              task.cancel(); return true
            }
          }
          if number == 20 {
            group.addTask {
              transport.shutdown(); return true
            }
          }
          group.addTask { [nil, .cancelled].contains(await task.value) }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(ends == Array(repeating: true, count: 55))
    }
    await server.stop()
  }

  @Test func `requests that wait for a connection end with the transport`() async throws {
    var configuration = CurlTransport.Configuration()
    configuration.maximumConnections = 1
    let exchange = try await Exchange(configuration) { _ in .never }
    let tasks = (0..<5).map { _ in
      Task { await exchange.failure(HTTPRequest(url: exchange.url("/"))) }
    }
    await exchange.hasBeenAsked()
    exchange.transport.shutdown()
    for task in tasks { #expect(await task.value == .cancelled) }
    #expect(exchange.requests.count == 1)
    await exchange.end()
  }

  @Test func `a server that stops closes every connection, however many came at once`()
    async throws
  {
    let exchange = try await Exchange { _ in .never }
    let targets = (0..<32).map { "/\($0)" }
    let tasks = targets.map { target in
      Task { await exchange.failure(HTTPRequest(url: exchange.url(target))) }
    }
    await exchange.hasBeenAsked(for: targets)
    await exchange.stopServer()
    for task in tasks {
      let error = await task.value
      // Not `.timeout`, which a connection that stays open would end in.
      if case .interrupted = error { continue }
      Issue.record("\(String(describing: error))")
    }
    exchange.transport.shutdown()
  }
}
