import Foundation
import HTTPTransport
import Synchronization
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct CurlTransportTests {
  @Test func `method, target, headers and body arrive as they were sent`() async throws {
    let exchange = try await Exchange { request in
      .response(
        status: 201, headers: [("X-Seen", request.header("X-Word") ?? "")],
        body: Array("\(request.method) \(request.target) \(request.bodyText)".utf8))
    }
    let response = try await exchange.transport.send(
      HTTPRequest(
        method: "PUT", url: exchange.url("/a%20b?x=1"), headers: [HTTPHeader("X-Word", "é, ü")],
        body: Array("{\"text\":\"你好\"}".utf8)))
    #expect(response.status == 201)
    #expect(response.header("x-seen") == "é, ü")
    #expect(String(decoding: response.body, as: UTF8.self) == #"PUT /a%20b?x=1 {"text":"你好"}"#)
    let request = try #require(exchange.requests.first)
    #expect(request.header("Expect") == nil)
    #expect(request.header("User-Agent")?.hasPrefix("TalkBell/") == true)
    await exchange.end()
  }

  @Test func `a connection is used again`() async throws {
    let exchange = try await Exchange { _ in .text("ok") }
    for _ in 0..<5 { _ = try await exchange.get() }
    #expect(exchange.requests.map(\.connection) == [1, 1, 1, 1, 1])
    await exchange.end()
  }

  @Test func `many requests at once share a bounded number of connections`() async throws {
    var configuration = CurlTransport.Configuration()
    configuration.maximumConnections = 8
    let exchange = try await Exchange(configuration) { _ in .text("ok") }
    try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<200 { group.addTask { try await exchange.get().status } }
      for try await status in group { #expect(status == 200) }
    }
    #expect(exchange.requests.count == 200)
    #expect((exchange.requests.map(\.connection).max() ?? 0) <= 8)
    await exchange.end()
  }

  static let faults: [(name: String, reply: LoopbackServer.Reply, expected: String)] = [
    ("no answer in time", .never, "timeout"),
    (
      "an answer byte by byte",
      .drip(status: 200, body: .init(repeating: 7, count: 90), every: .milliseconds(100)), "timeout"
    ),
    ("a reset", .reset, "interrupted"),
    ("an answer cut off", .truncated(status: 200, declaredLength: 9, body: [1]), "interrupted"),
    ("no HTTP at all", .raw(Array("garbage\r\n\r\n".utf8)), "interrupted"),
    (
      "a declared length over the limit",
      .response(status: 200, body: .init(repeating: 7, count: 999)), "tooLarge"
    ),
    (
      "a body over the limit without a length",
      .raw(
        Array("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".utf8) + .init(repeating: 7, count: 999)
      ),
      "tooLarge"
    ),
  ]

  @Test(arguments: faults.indices)
  func `a fault after the request is never safe to retry`(index: Int) async throws {
    let (name, reply, expected) = Self.faults[index]
    let exchange = try await Exchange { _ in reply }
    let error = await exchange.failure(
      HTTPRequest(
        method: "POST", url: exchange.url("/bot123:SECRET/send?key=SECRET"), body: [1, 2],
        // Only the first case waits for it; the others end long before on the busiest machine.
        timeout: .seconds(expected == "timeout" ? 3 : 60), maximumBodyBytes: 100))
    #expect(error.map(Self.kind) == expected, "\(name): \(String(describing: error))")
    #expect(error?.isSafeToRetry == false, "\(name)")
    #expect(error?.description.contains("SECRET") == false, "\(name)")
    #expect(exchange.requests.count == 1, "\(name)")
    await exchange.end()
  }

  @Test(arguments: [("POST", 1), ("PUT", 2)])
  func `a POST on a used connection that breaks is sent once, a PUT may be sent again`(
    method: String, times: Int
  ) async throws {
    let count = Mutex(0)
    let exchange = try await Exchange { request in
      guard request.method != "GET" else { return .text("ok") }
      count.withLock { $0 += 1 }
      return .reset
    }
    _ = try await exchange.get()
    let error = await exchange.failure(
      HTTPRequest(method: method, url: exchange.url("/send"), body: Array("hello".utf8)))
    #expect(count.withLock { $0 } == times)
    #expect(error.map(Self.kind) == "interrupted")
    await exchange.end()
  }

  @Test(arguments: ["http://127.0.0.1:1/x", "http://nonexistent.invalid/x"])
  func `what cannot be connected to is safe to retry`(url: String) async throws {
    let transport = CurlTransport()
    let error = await #expect(throws: HTTPTransportError.self) {
      try await transport.send(HTTPRequest(url: url))
    }
    #expect(error?.isSafeToRetry == true)
    transport.shutdown()
  }

  @Test(arguments: ["", "no address", "ftp://a.example/", "file:///etc/passwd", "http://"])
  func `only http and https are addresses`(url: String) async throws {
    let transport = CurlTransport()
    await #expect(throws: HTTPTransportError.invalidURL("not an http or https address")) {
      try await transport.send(HTTPRequest(url: url))
    }
    transport.shutdown()
  }

  @Test func `redirects are followed only as far as allowed, and to http only`() async throws {
    let exchange = try await Exchange { request in
      switch request.path {
      case "/end": .text("there")
      case "/file": .response(status: 302, headers: [("Location", "file:///etc/passwd")])
      default: .response(status: 302, headers: [("Location", request.path == "/1" ? "/end" : "/1")])
      }
    }
    #expect(try await exchange.get("/1").status == 302)
    let followed = try await exchange.transport.send(
      HTTPRequest(url: exchange.url("/2"), maximumRedirects: 2))
    #expect(String(decoding: followed.body, as: UTF8.self) == "there")
    let tooMany = await exchange.failure(HTTPRequest(url: exchange.url("/2"), maximumRedirects: 1))
    #expect(tooMany == .tooManyRedirects(1))
    let file = await exchange.failure(HTTPRequest(url: exchange.url("/file"), maximumRedirects: 2))
    #expect(file.map(Self.kind) == "interrupted")
    #expect(file?.description.contains("passwd") == false)
    await exchange.end()
  }

  @Test func `a cancelled request ends at once`() async throws {
    let exchange = try await Exchange { _ in .never }
    let task = Task { await exchange.failure(HTTPRequest(url: exchange.url("/slow"))) }
    await exchange.hasBeenAsked()
    task.cancel()
    #expect(await task.value == .cancelled)
    let early = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return await exchange.failure(HTTPRequest(url: exchange.url("/never")))
    }
    #expect(await early.value == .cancelled)
    await exchange.end()
  }

  @Test func `a shutdown ends what is under way and refuses what comes later`() async throws {
    let exchange = try await Exchange { _ in .never }
    let task = Task { await exchange.failure(HTTPRequest(url: exchange.url("/slow"))) }
    await exchange.hasBeenAsked()
    exchange.transport.shutdown()
    #expect(await task.value == .cancelled)
    #expect(await exchange.failure(HTTPRequest(url: exchange.url("/"))) == .cancelled)
    exchange.transport.shutdown()
    await exchange.end()
  }

  @Test func `a compressed body is decoded, unless the caller asks for it`() async throws {
    let gzipped: [UInt8] = [
      31, 139, 8, 0, 0, 0, 0, 0, 0, 3, 203, 72, 205, 201, 201, 7, 0, 134, 166, 16, 54, 5, 0, 0, 0,
    ]
    let exchange = try await Exchange { _ in
      .response(status: 200, headers: [("Content-Encoding", "gzip")], body: gzipped)
    }
    #expect(try await exchange.get().body == Array("hello".utf8))
    let raw = try await exchange.transport.send(
      HTTPRequest(url: exchange.url("/"), headers: [HTTPHeader("Accept-Encoding", "gzip")]))
    #expect(raw.body == gzipped)
    await exchange.end()
  }

  @Test func `a header is read without the blanks around it`() async throws {
    let lines = "HTTP/1.1 200 OK\r\nX-A: \t b  c \t\r\nX-B:\r\nx-c:d:e\r\nContent-Length: 0\r\n\r\n"
    let exchange = try await Exchange { _ in .raw(Array(lines.utf8)) }
    let expected = [
      HTTPHeader("X-A", "b  c"), HTTPHeader("X-B", ""), HTTPHeader("x-c", "d:e"),
      HTTPHeader("Content-Length", "0"),
    ]
    #expect(try await exchange.get().headers == expected)
    await exchange.end()
  }

  @Test func `a 304 has no body and a HEAD reads none`() async throws {
    let exchange = try await Exchange { request in
      request.method == "HEAD" ? .text("unseen") : .response(status: 304)
    }
    #expect(try await exchange.get().status == 304)
    let head = try await exchange.transport.send(
      HTTPRequest(method: "HEAD", url: exchange.url("/")))
    #expect(head.status == 200 && head.body == [])
    await exchange.end()
  }

  private static func kind(_ error: HTTPTransportError) -> String {
    switch error {
    case .invalidURL: "invalidURL"
    case .connect: "connect"
    case .timeout: "timeout"
    case .interrupted: "interrupted"
    case .tooLarge: "tooLarge"
    case .tooManyRedirects: "tooManyRedirects"
    case .cancelled: "cancelled"
    }
  }
}
