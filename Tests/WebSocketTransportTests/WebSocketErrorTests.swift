import Testing
import WebSocketTransport

@Suite struct WebSocketErrorTests {
  @Test func `a refusal names the status`() {
    #expect("\(WebSocketError.refused(status: 403))" == "the server refused the WebSocket (403)")
  }
}
