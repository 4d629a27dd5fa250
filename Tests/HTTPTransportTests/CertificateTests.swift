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

/// The openssl command as an HTTPS server with a certificate of its own making.
private struct TLSServer {
  private static let command = URL(filePath: "/usr/bin/openssl")
  static var isAvailable: Bool { FileManager.default.isExecutableFile(atPath: command.path) }

  private enum Failure: Error { case certificate, port }

  let port: Int
  private let process: Process

  init() throws {
    let folder = try TemporaryFolder.make()
    let (key, certificate) = (folder.appending(path: "key"), folder.appending(path: "certificate"))
    let request = try Self.run([
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
      "-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
      "-keyout", key.path, "-out", certificate.path,
    ])
    request.process.waitUntilExit()
    guard request.process.terminationStatus == 0 else { throw Failure.certificate }
    let server = try Self.run([
      "s_server", "-www", "-accept", "127.0.0.1:0", "-key", key.path, "-cert", certificate.path,
    ])
    process = server.process
    // "ACCEPT 127.0.0.1:PORT" once it listens.
    var text = ""
    var port: Int?
    while port == nil {
      let bytes = server.output.fileHandleForReading.availableData
      guard !bytes.isEmpty else { break }
      text += String(decoding: bytes, as: UTF8.self)
      port = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        .first { $0.hasPrefix("ACCEPT ") }?.split(separator: ":").last.flatMap { Int($0) }
    }
    guard let port else {
      process.terminate()
      throw Failure.port
    }
    self.port = port
  }

  func stop() { process.terminate() }

  private static func run(_ arguments: [String]) throws -> (process: Process, output: Pipe) {
    let process = Process()
    process.executableURL = command
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    return (process, output)
  }
}
