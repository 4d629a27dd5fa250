import Foundation
import NIOSSL

/// A certificate of a server on loopback and its key, made with the openssl command.
package struct LoopbackCertificate: Sendable {
  private static let command = "/usr/bin/openssl"

  /// False where the openssl command is missing.
  package static var canBeMade: Bool { FileManager.default.isExecutableFile(atPath: command) }

  /// The certificate in PEM, for clients that are to trust it.
  package let file: String
  private let key: String

  /// Makes one that vouches for itself.
  ///
  /// - parameter name: whom it is for, as `IP:127.0.0.1` or `DNS:localhost`.
  package init(for name: String) throws {
    let folder = try TemporaryFolder.make()
    (key, file) = (folder.appending(path: "key").path, folder.appending(path: "certificate").path)
    _ = try ChildProcess.output(
      of: Self.command,
      [
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
        "-days", "2", "-subj", "/CN=loopback", "-addext", "subjectAltName=\(name)",
        "-keyout", key, "-out", file,
      ])
  }

  func serverContext() throws -> NIOSSLContext {
    try NIOSSLContext(
      configuration: .makeServerConfiguration(
        certificateChain: NIOSSLCertificate.fromPEMFile(file).map { .certificate($0) },
        privateKey: .privateKey(NIOSSLPrivateKey(file: key, format: .pem))))
  }
}
