import HTTPTransport
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct RequestLimitTests {
  @Test(arguments: ["a\r\nX-Evil: 1", "a\nX-Evil: 1", "a\rX-Evil: 1", "a\0b"])
  func `a header that holds a line break is never sent`(value: String) async throws {
    let exchange = try await Exchange { _ in .text("ok") }
    let error = await exchange.failure(
      HTTPRequest(url: exchange.url("/"), headers: [HTTPHeader("X-Word", value)]))
    #expect(error == .invalidURL("a header holds a control character"))
    #expect(exchange.requests.isEmpty)
    await exchange.end()
  }

  @Test func `an empty header is sent as such`() async throws {
    let exchange = try await Exchange { _ in .text("ok") }
    _ = try await exchange.transport.send(
      HTTPRequest(url: exchange.url("/"), headers: [HTTPHeader("X-Word", "")]))
    #expect(exchange.requests.first?.header("X-Word") == "")
    await exchange.end()
  }

  @Test(arguments: [Duration.seconds(Int64.max), .seconds(-1), .zero, .nanoseconds(1)])
  func `timeouts of any size are limits, not traps`(timeout: Duration) async throws {
    let exchange = try await Exchange { _ in .text("ok") }
    let request = HTTPRequest(
      url: exchange.url("/"), timeout: timeout, connectTimeout: timeout)
    do throws(HTTPTransportError) {
      let response = try await exchange.transport.send(request)
      #expect(response.status == 200)
    } catch {
      #expect(timeout < .seconds(1), "\(error)")
    }
    await exchange.end()
  }

  @Test(arguments: [(10, true), (9, false)])
  func `the limit of a body is counted after decoding`(limit: Int, fits: Bool) async throws {
    // "aaaaaaaaaa", compressed to more bytes than it has.
    let gzipped: [UInt8] = [
      31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 75, 76, 132, 1, 0, 240, 205, 17, 76, 10, 0, 0, 0,
    ]
    let bomb = Array("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n".utf8) + gzipped
    let exchange = try await Exchange { _ in .raw(bomb) }
    let request = HTTPRequest(url: exchange.url("/"), maximumBodyBytes: limit)
    if fits {
      #expect(try await exchange.transport.send(request).body == Array("aaaaaaaaaa".utf8))
    } else {
      #expect(await exchange.failure(request) == .tooLarge(limit: limit))
    }
    await exchange.end()
  }

  @Test func `no part of the address but scheme, host and port is in an error`() async throws {
    let transport = CurlTransport()
    let error = await #expect(throws: HTTPTransportError.self) {
      try await transport.send(
        HTTPRequest(url: "http://me:SECRET@127.0.0.1:1/SECRET/x?key=SECRET#SECRET"))
    }
    #expect(error?.description.hasPrefix("http://127.0.0.1:1: ") == true)
    #expect("\(String(describing: error))".contains("SECRET") == false)
    transport.shutdown()
  }
}
