import Testing

@testable import WebSocketTransport

@Suite struct WebSocketURLTests {
  @Test(arguments: [
    (
      "wss://wss-primary.slack.com/link/?ticket=12&app_id=5", "wss-primary.slack.com", 443,
      "/link/?ticket=12&app_id=5", "wss://wss-primary.slack.com"
    ),
    ("ws://127.0.0.1:8080", "127.0.0.1", 8080, "/", "ws://127.0.0.1:8080"),
    ("WS://[::1]:9/a%20b?c=%26", "::1", 9, "/a%20b?c=%26", "ws://[::1]:9"),
    ("wss://example.org?x", "example.org", 443, "/?x", "wss://example.org"),
  ])
  func `an address is read and shown without its secrets`(
    text: String, host: String, port: Int, target: String, description: String
  ) throws {
    let url = try address(text)
    #expect(url.host == host)
    #expect(url.port == port)
    #expect(url.target == target)
    #expect(url.description == description)
  }

  @Test(arguments: [
    "", "wss://", "wss:///path", "https://example.org/", "wss://user@example.org/",
    "wss://user:word@example.org/", "wss://example.org/#part", "wss://example.org/\r\nX: y",
    "wss://exa mple.org/", "wss://example.org:0/", "wss://example.org:70000/", "not a url",
    "wss://[]/", "wss://example.org/ü",
  ])
  func `what is no WebSocket address is none`(text: String) {
    #expect(WebSocketURL(text) == nil)
  }

  @Test(arguments: [
    ("ws://127.0.0.1/", true), ("ws://localhost/", true), ("ws://[::1]/", true),
    ("ws://127.0.0.1.example.org/", false), ("ws://10.0.0.1/", false),
    ("ws://localhost.example.org/", false),
  ])
  func `this machine is told from others`(text: String, isLoopback: Bool) throws {
    #expect(try address(text).isLoopback == isLoopback)
  }
}
