import Foundation

/// The openssl command as an HTTPS server with a certificate of its own making, for which nobody
/// vouches.
package struct TLSServer: Sendable {
  private static let command = "/usr/bin/openssl"
  /// Whether there is the command.
  package static var isAvailable: Bool { FileManager.default.isExecutableFile(atPath: command) }

  private struct NoPort: Error {}

  /// On 127.0.0.1.
  package let port: Int
  private let process: ChildProcess
  /// Kept open, or the server would be told that nobody reads what it says.
  private let pipe: Pipe

  /// Returns when it listens.
  package init() throws {
    let folder = try TemporaryFolder.make()
    let (key, certificate) = (folder.appending(path: "key"), folder.appending(path: "certificate"))
    _ = try ChildProcess.output(
      of: Self.command,
      [
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
        "-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
        "-keyout", key.path, "-out", certificate.path,
      ])
    let pipe = Pipe()
    process = try ChildProcess(
      Self.command,
      ["s_server", "-www", "-accept", "127.0.0.1:0", "-key", key.path, "-cert", certificate.path],
      pipe: pipe)
    try pipe.fileHandleForWriting.close()
    // "ACCEPT 127.0.0.1:PORT" once it listens.
    var text = ""
    var port: Int?
    while port == nil {
      let bytes = pipe.fileHandleForReading.availableData
      guard !bytes.isEmpty else { break }
      text += String(decoding: bytes, as: UTF8.self)
      port = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        .first { $0.hasPrefix("ACCEPT ") }?.split(separator: ":").last.flatMap { Int($0) }
    }
    guard let port else {
      process.end()
      throw NoPort()
    }
    self.port = port
    self.pipe = pipe
  }

  /// Ends it.
  package func stop() { process.end() }
}
