import Glibc
import HTTPTransport
import Synchronization
import TestSupport
import Testing

/// What the caller may conclude from an error: surely not delivered, or perhaps.
@Suite(.timeLimit(.minutes(2))) struct DeliveryCertaintyTests {
  @Test(arguments: [
    (connect: Duration.milliseconds(300), whole: Duration.seconds(60)),
    (connect: .seconds(60), whole: .milliseconds(300)),
  ])
  func `a handshake that takes too long is safe to retry`(
    connect: Duration, whole: Duration
  ) async throws {
    let silence = try SilentPort()
    let transport = CurlTransport()
    let error = await #expect(throws: HTTPTransportError.self) {
      try await transport.send(
        HTTPRequest(
          method: "POST", url: "https://127.0.0.1:\(silence.number)/bot:SECRET/send", body: [1],
          timeout: whole, connectTimeout: connect))
    }
    #expect(error?.isSafeToRetry == true, "\(String(describing: error))")
    #expect(error?.description.contains("SECRET") == false)
    transport.shutdown()
    silence.close()
  }

  @Test func `TLS that the server does not speak is safe to retry`() async throws {
    let exchange = try await Exchange { _ in .text("plain") }
    let address = exchange.url("/").replacing("http:", with: "https:")
    let error = await exchange.failure(HTTPRequest(method: "POST", url: address, body: [1]))
    #expect(error?.isSafeToRetry == true, "\(String(describing: error))")
    #expect(exchange.requests.isEmpty)
    await exchange.end()
  }

  @Test func `a redirect to where nobody listens is not safe to retry`() async throws {
    let exchange = try await Exchange { _ in
      .response(status: 303, headers: [("Location", "http://127.0.0.1:1/elsewhere")])
    }
    let error = await exchange.failure(
      HTTPRequest(method: "POST", url: exchange.url("/"), body: [1], maximumRedirects: 1))
    #expect(error?.isSafeToRetry == false, "\(String(describing: error))")
    #expect(exchange.requests.count == 1)
    await exchange.end()
  }

  @Test(
    arguments: [
      (303, [1], ["POST [1]", "GET []"]), (303, nil, ["POST []", "GET []"]),
      (307, [1], ["POST [1]", "POST [1]"]),
    ] as [(Int, [UInt8]?, [String])])
  func `a POST follows a redirect as the redirect says`(
    status: Int, body: [UInt8]?, expected: [String]
  ) async throws {
    let exchange = try await Exchange { request in
      request.path == "/there"
        ? .text("ok") : .response(status: status, headers: [("Location", "/there")])
    }
    let response = try await exchange.transport.send(
      HTTPRequest(method: "POST", url: exchange.url("/"), body: body, maximumRedirects: 1))
    #expect(response.status == 200)
    #expect(exchange.requests.map { "\($0.method) \($0.body)" } == expected)
    await exchange.end()
  }

  @Test func `a repetition that finds the server gone is not safe to retry`() async throws {
    let server = Mutex<LoopbackServer?>(nil)
    let count = Mutex(0)
    let started = try await LoopbackServer.start { request in
      guard request.method == "PUT" else { return .text("ok") }
      count.withLock { $0 += 1 }
      await server.withLock { $0 }?.stop()
      return .never
    }
    server.withLock { $0 = started }
    let transport = CurlTransport()
    _ = try await transport.send(HTTPRequest(url: started.baseURL))
    let error = await #expect(throws: HTTPTransportError.self) {
      try await transport.send(HTTPRequest(method: "PUT", url: started.baseURL, body: [1]))
    }
    #expect(error?.isSafeToRetry == false, "\(String(describing: error))")
    #expect(count.withLock { $0 } == 1)
    transport.shutdown()
  }

  @Test(arguments: [nil, []] as [[UInt8]?])
  func `a POST without a body is sent once`(body: [UInt8]?) async throws {
    let count = Mutex(0)
    let exchange = try await Exchange { request in
      guard request.method == "POST" else { return .text("ok") }
      count.withLock { $0 += 1 }
      return .reset
    }
    _ = try await exchange.get()
    let error = await exchange.failure(
      HTTPRequest(method: "POST", url: exchange.url("/"), body: body))
    #expect(error?.isSafeToRetry == false)
    #expect(count.withLock { $0 } == 1)
    await exchange.end()
  }

  @Test func `a POST without a body says that it has none`() async throws {
    let exchange = try await Exchange { _ in .text("ok") }
    _ = try await exchange.transport.send(HTTPRequest(method: "POST", url: exchange.url("/")))
    #expect(exchange.requests.first?.header("Content-Length") == "0")
    await exchange.end()
  }

  @Test func `a request that waits for a connection ends in its own time, safe to retry`()
    async throws
  {
    var configuration = CurlTransport.Configuration()
    configuration.maximumConnections = 1
    let exchange = try await Exchange(configuration) { _ in .never }
    let first = Task { await exchange.failure(HTTPRequest(url: exchange.url("/slow"))) }
    await exchange.hasBeenAsked()
    let error = await exchange.failure(
      HTTPRequest(url: exchange.url("/waits"), timeout: .milliseconds(300)))
    #expect(error?.isSafeToRetry == true, "\(String(describing: error))")
    #expect(exchange.requests.map(\.path) == ["/slow"])
    first.cancel()
    #expect(await first.value == .cancelled)
    await exchange.end()
  }

  @Test func `a host that never answers holds up no other`() async throws {
    var configuration = CurlTransport.Configuration()
    configuration.maximumConnections = 2
    configuration.maximumConnectionsPerHost = 1
    let slow = try await Exchange(configuration) { _ in .never }
    let other = try await LoopbackServer.start { _ in .text("ok") }
    let waiting = ["/1", "/2", "/3"].map { target in
      Task { await slow.failure(HTTPRequest(url: slow.url(target))) }
    }
    await slow.hasBeenAsked()
    #expect(try await slow.transport.send(HTTPRequest(url: other.baseURL)).status == 200)
    #expect(slow.requests.count == 1)
    for task in waiting { task.cancel() }
    for task in waiting { #expect(await task.value == .cancelled) }
    await slow.end()
    await other.stop()
  }

  @Test func `the connection of a cancelled request is not used again`() async throws {
    let exchange = try await Exchange { $0.path == "/slow" ? .never : .text("ok") }
    let task = Task { await exchange.failure(HTTPRequest(url: exchange.url("/slow"))) }
    await exchange.hasBeenAsked()
    task.cancel()
    #expect(await task.value == .cancelled)
    _ = try await exchange.get("/next")
    #expect(exchange.requests.map(\.connection) == [1, 2])
    await exchange.end()
  }
}

/// A port that takes connections and never says a word: nobody accepts them.
struct SilentPort {
  let number: UInt16
  private let socket: Int32

  struct Refused: Error { let code: Int32 }

  init() throws {
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = socket
    // The socket calls take every family of address through one pointer type.
    let status = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) | listen(descriptor, 8) | getsockname(descriptor, $0, &length)
      }
    }
    guard status == 0 else { throw Refused(code: errno) }
    number = UInt16(bigEndian: address.sin_port)
  }

  func close() { _ = Glibc.close(socket) }
}
