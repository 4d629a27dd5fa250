import Foundation
import HTTPTransport
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct CertificateTests {
  @Test(.enabled(if: TLSServer.isAvailable, "needs the openssl command"))
  func `a certificate that nobody vouches for is safe to retry`() async throws {
    let server = try TLSServer()
    defer { server.stop() }
    let transport = CurlTransport()
    let error = await #expect(throws: HTTPTransportError.self) {
      try await transport.send(
        HTTPRequest(
          method: "POST", url: "https://127.0.0.1:\(server.port)/bot:SECRET/send", body: [1]))
    }
    #expect(error?.isSafeToRetry == true, "\(String(describing: error))")
    #expect(error?.description.contains("certificate") == true)
    #expect(error?.description.contains("SECRET") == false)
    transport.shutdown()
  }
}
