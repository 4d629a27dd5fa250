import Foundation
import Glibc
import HTTPTransport
import Timekeeping

/// An nginx of our own on loopback that answers every request with one fixed JSON body, as
/// Telegram answers `sendMessage`, and counts the requests.
final class NginxServer {
  /// What it cannot do without, and how to get it.
  enum Failure: Error, CustomStringConvertible {
    case missing
    case silent(String)

    var description: String {
      switch self {
      case .missing: "nginx is missing; install it: apt-get install nginx-light"
      case .silent(let log): "nginx does not answer: \(log)"
      }
    }
  }

  /// The base of all addresses, without a slash at the end.
  let base: String
  /// Its version, `nginx/1.22.1`.
  let version: String
  private let folder: URL
  private let process: Process
  private let transport: CurlTransport

  /// The one answer (core.telegram.org/bots/api#sendmessage).
  private static let answer =
    #"{"ok":true,"result":{"message_id":4711,"date":1774335600,"chat":{"id":100000001,"type":"#
    + #""private"},"text":"In 10 minutes"}}"#

  /// Starts it with a configuration in `folder` and waits until it answers.
  init(folder: URL, transport: CurlTransport) async throws {
    let places = ["/usr/sbin/nginx", "/usr/local/sbin/nginx", "/usr/bin/nginx"]
    guard let program = places.first(where: FileManager.default.isExecutableFile) else {
      throw Failure.missing
    }
    self.folder = folder
    self.transport = transport
    let port = try Self.freePort()
    base = "http://127.0.0.1:\(port)"
    version = try Self.version(of: program)
    let configuration = folder.appending(path: "nginx.conf")
    try Self.configuration(port: port, folder: folder.path)
      .write(to: configuration, atomically: true, encoding: .utf8)
    process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = [
      "-c", configuration.path, "-p", folder.path, "-e", folder.appending(path: "log").path,
    ]
    try process.run()
    try await waitUntilItAnswers()
  }

  /// Ends it. It has nothing to lose, and may have inherited a mask that keeps gentler signals out.
  func stop() {
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// How many requests it has taken so far, this question included.
  func requests() async throws -> Int {
    let response = try await transport.send(HTTPRequest(url: "\(base)/requests"))
    let page = String(decoding: response.body, as: UTF8.self)
    // "server accepts handled requests", and below it the three numbers.
    let numbers = page.split(separator: "\n").dropFirst(2).first?.split(separator: " ") ?? []
    return numbers.last.flatMap { Int($0) } ?? 0
  }

  /// Processor time it has used so far, in seconds.
  func processorTime() -> Double { ProcessorTime.used(by: process.processIdentifier) }

  /// The body of the one request that was sent to `/capture`.
  func capturedBody() throws -> [UInt8] {
    let bodies = folder.appending(path: "bodies")
    let names = try FileManager.default.contentsOfDirectory(atPath: bodies.path)
    guard let name = names.first else { throw CocoaError(.fileReadNoSuchFile) }
    return [UInt8](try Data(contentsOf: bodies.appending(path: name)))
  }

  private func waitUntilItAnswers() async throws {
    for _ in 0..<250 {
      if (try? await requests()) ?? 0 > 0 { return }
      guard process.isRunning else { break }
      try await SystemClock().sleep(for: .milliseconds(20))
    }
    let log = try? String(contentsOf: folder.appending(path: "log"), encoding: .utf8)
    throw Failure.silent(log?.split(separator: "\n").last.map(String.init) ?? "it says nothing")
  }

  /// One worker: it shares the machine with what is measured. Connections stay open as long as
  /// the client likes; a body sent to `/capture` is kept in a file.
  private static func configuration(port: UInt16, folder: String) -> String {
    """
    daemon off;
    master_process off;
    pid \(folder)/nginx.pid;
    events { worker_connections 1024; }
    http {
      access_log off;
      keepalive_requests 1000000000;
      keepalive_timeout 1h;
      client_body_temp_path \(folder)/bodies;
      proxy_temp_path \(folder)/proxy;
      fastcgi_temp_path \(folder)/fastcgi;
      uwsgi_temp_path \(folder)/uwsgi;
      scgi_temp_path \(folder)/scgi;
      server {
        listen 127.0.0.1:\(port);
        default_type application/json;
        location = /requests { stub_status; }
        location /capture/ {
          client_body_in_file_only on;
          proxy_pass http://127.0.0.1:\(port)/;
        }
        location / { return 200 '\(answer)'; }
      }
    }

    """
  }

  private static func version(of program: String) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = ["-v"]
    let output = Pipe()
    process.standardError = output
    try process.run()
    let text = String(
      decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    return text.split(whereSeparator: \.isWhitespace).last.map(String.init) ?? "nginx"
  }

  /// A port of loopback that nobody listens on now.
  private static func freePort() throws -> UInt16 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw POSIXError(.EMFILE) }
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) == 0 ? getsockname(descriptor, $0, &length) : -1
      }
    }
    guard result == 0 else { throw POSIXError(.EADDRINUSE) }
    return UInt16(bigEndian: address.sin_port)
  }
}
