import Crypto
import Foundation
import Glibc
import HTTPTransport
import Synchronization

/// Synapse, Matrix's own homeserver, on 127.0.0.1 with an empty database of its own.
///
/// Its Python is `$TALKBELL_SYNAPSE`, or `.build/synapse/bin/python` below the package's root;
/// tests that need it are skipped without. It ends with the test process, also with one that
/// crashes.
package final class Synapse: Sendable {
  /// How Synapse limits its users (synapse/config/ratelimiting.py).
  package enum Limits: Sendable {
    /// None that a test would meet.
    case none
    /// Synapse's own defaults: 0.2 messages a second after 10 at once, and so on.
    case standard
    /// As `none`, but for messages.
    case messages(perSecond: Double, atOnce: Int)
    /// As `none`, but for new rooms.
    case rooms(perSecond: Double, atOnce: Int)
    /// As `none`, but for joins.
    case joins(perSecond: Double, atOnce: Int)
  }

  /// Why there is no homeserver.
  package struct StartError: Error, CustomStringConvertible {
    /// The last lines of its log.
    package let description: String
  }

  /// What to give the bot as `homeserver`.
  package let baseURL: String
  let transport = CurlTransport()
  private let process: Mutex<ChildProcess?>
  private let names = Mutex<[String: Int]>([:])

  private static let python: String = {
    if let path = ProcessInfo.processInfo.environment["TALKBELL_SYNAPSE"], !path.isEmpty {
      return path
    }
    // Tests/TestSupport/Synapse.swift: three up is the root, also when Tests is a symbolic link.
    let root = URL(filePath: #filePath).resolvingSymlinksInPath()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    return root.appending(path: ".build/synapse/bin/python").path
  }()

  /// Whether Synapse is installed.
  package static var isAvailable: Bool { FileManager.default.isExecutableFile(atPath: python) }

  private static let sharedStart = Mutex<Task<Synapse, any Error>?>(nil)

  /// One homeserver without limits for all tests that can share it, started by the first.
  package static func shared() async throws -> Synapse {
    let task = sharedStart.withLock { task in
      if let task { return task }
      let started = Task { try await start() }
      task = started
      return started
    }
    return try await task.value
  }

  /// A homeserver of one's own, to be stopped.
  package static func start(limits: Limits = .none) async throws -> Synapse {
    // A port that was free may be taken a moment later.
    for _ in 0..<2 {
      if let synapse = try? await attempt(limits) { return synapse }
    }
    return try await attempt(limits)
  }

  private static func attempt(_ limits: Limits) async throws -> Synapse {
    let folder = try TemporaryFolder.make()
    let port = try ClosedPort().port
    try SynapseConfiguration.text(folder: folder, port: port, limits: limits)
      .write(to: folder.appending(path: "homeserver.yaml"), atomically: true, encoding: .utf8)
    let ready = try ReadySocket(folder: folder)
    let log = folder.appending(path: "output.txt")
    let process = try ChildProcess(
      python, ["-c", program, "-c", folder.appending(path: "homeserver.yaml").path],
      environment: ProcessInfo.processInfo.environment.merging(
        ["NOTIFY_SOCKET": ready.path, "PYTHONUNBUFFERED": "1"]
      ) { $1 }, output: log, errors: log)
    guard await ready.wait() else {
      process.end()
      let lines = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
      throw StartError(description: "Synapse did not start: \(lines.suffix(2000))")
    }
    return Synapse(baseURL: "http://127.0.0.1:\(port)", process: process)
  }

  private init(baseURL: String, process: ChildProcess) {
    self.baseURL = baseURL
    self.process = Mutex(process)
  }

  deinit {
    transport.shutdown()
    process.withLock { $0?.end() }
  }

  /// Ends it; its database goes with the test process.
  package func stop() {
    transport.shutdown()
    let process = process.withLock { process in
      defer { process = nil }
      return process
    }
    process?.end()
  }

  /// Runs Synapse as `python -m synapse.app.homeserver` would, without the connections of other
  /// tests, and ends when the process does that started it.
  private static let program = """
    import os, runpy, sys, threading, time
    os.closerange(3, 65536)
    parent = os.getppid()
    def watch():
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(0)
    threading.Thread(target=watch, daemon=True).start()
    sys.argv[0] = "synapse.app.homeserver"
    runpy.run_module("synapse.app.homeserver", run_name="__main__", alter_sys=True)
    """
}

/// Accounts.
extension Synapse {
  /// The secret of the registration of accounts by script.
  static let registrationSecret = "registration secret of the tests"
  /// The name of the homeserver in user ids.
  package static let serverName = "localhost"

  /// A new account, logged in. Of a name that is taken, `ada2` is made instead, and so on.
  ///
  /// - parameter name: lower-case letters; also the display name.
  package func newPerson(
    _ name: String, isAdministrator: Bool = false
  ) async throws -> MatrixPerson {
    let number = names.withLock { names in
      names[name, default: 0] += 1
      return names[name, default: 1]
    }
    let login = number == 1 ? name : "\(name)\(number)"
    let path = "/_synapse/admin/v1/register"
    let nonce = try await call("GET", path)["nonce"]?.string ?? ""
    let role = isAdministrator ? "admin" : "notadmin"
    let text = [nonce, login, Self.password, role].joined(separator: "\0")
    let code = HMAC<Insecure.SHA1>.authenticationCode(
      for: Data(text.utf8), using: SymmetricKey(data: Data(Self.registrationSecret.utf8)))
    let answer = try await call(
      "POST", path,
      [
        "nonce": .string(nonce), "username": .string(login), "password": .string(Self.password),
        "displayname": .string(name), "admin": .bool(isAdministrator),
        "mac": .string(code.map { String(format: "%02x", $0) }.joined()),
      ])
    return try MatrixPerson(answer, on: self)
  }

  /// A new device of an account: another access token.
  package func logIn(_ userID: String, device: String? = nil) async throws -> MatrixPerson {
    let user: StandInJSON = ["type": "m.id.user", "user": .string(userID)]
    var body: [String: StandInJSON] = [
      "type": "m.login.password", "identifier": user, "password": .string(Self.password),
    ]
    if let device { body["device_id"] = .string(device) }
    return try MatrixPerson(
      try await call("POST", "/_matrix/client/v3/login", .object(body)), on: self)
  }

  private static let password = "password of the tests"

  /// An answer that a person's client did not expect.
  package struct Refusal: Error, CustomStringConvertible {
    /// The HTTP status.
    package let status: Int
    /// As JSON.
    package let body: StandInJSON
    /// Both.
    package var description: String { "\(status): \(body.text)" }
  }

  /// Calls an endpoint of the homeserver.
  ///
  /// - throws: `Refusal` for any status but 200.
  func call(
    _ method: String, _ path: String, _ body: StandInJSON? = nil, token: String? = nil,
    timeout: Duration = .seconds(60)
  ) async throws -> StandInJSON {
    var headers = [HTTPHeader("Content-Type", "application/json")]
    if let token { headers.append(HTTPHeader("Authorization", "Bearer \(token)")) }
    let response = try await transport.send(
      HTTPRequest(
        method: method, url: baseURL + path, headers: headers,
        body: body.map { Array($0.text.utf8) },
        timeout: timeout))
    let json = StandInJSON(response.body) ?? .string(String(decoding: response.body, as: UTF8.self))
    guard response.status == 200 else { throw Refusal(status: response.status, body: json) }
    return json
  }
}

extension Synapse {
  /// Lets a user send without a limit, as an administrator does.
  package func liftLimit(of user: String, as administrator: MatrixPerson) async throws {
    _ = try await call(
      "POST", "/_synapse/admin/v1/users/\(MatrixPerson.encoded(user))/override_ratelimit",
      ["messages_per_second": 0, "burst_count": 0], token: administrator.accessToken)
  }
}
