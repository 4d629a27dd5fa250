import ChatChannels
import ConferenceModel
import Delivery
import Foundation
import HTTPTransport
import Messaging
import Persistence
import ReminderScheduling
import Timekeeping

/// Durable delivery, claim to settlement with a real store and a real server, beside a plain loop
/// over libcurl that sends the same requests.
struct DeliveryBenchmark {
  /// How many messages.
  let messages: Int
  /// How many rounds; the middle one counts.
  let rounds: Int
  /// Those to measure, for a profiler that wants one alone; the plain loop gives the ratios.
  let ways: [Way]
  let folder: URL

  /// Connections of every way, and conversations served at a time.
  private static let connections = 64

  /// The ways, in the order in which each round takes them.
  enum Way: String, CaseIterable {
    case plain = "plain curl_multi loop"
    case unpaced = "durable delivery, pacing off"
    case paced = "durable delivery, pacing on, nothing waits"
    case transport = "  CurlTransport alone"
    case channel = "  TelegramChannel alone, words ready"
    case store = "  durable delivery without a network"

    /// Those whose names, `plain,unpaced`, are given; all without any.
    static func named(_ names: String?) -> [Way] {
      let wanted = names?.split(separator: ",").map(String.init)
      return allCases.filter { wanted?.contains("\($0)") ?? true }
    }
  }

  func run() async throws {
    let transport = CurlTransport()
    let server = try await NginxServer(folder: folder, transport: transport)
    defer { server.stop() }
    let (request, message) = try await capture(server)
    try await prepare()
    printHead(server, request)
    var runs: [Way: [DeliveryRun]] = [:]
    for round in 1...rounds {
      for way in ways {
        let before = try await server.requests()
        let run = try await measure(way, server, request, message)
        let taken = try await server.requests() - before - 1
        let wanted = way == .store ? 0 : messages
        guard taken == wanted else { throw Mismatch(way: way, wanted: wanted, taken: taken) }
        runs[way, default: []].append(run)
      }
      note("round \(round) of \(rounds) done, load \(Self.load())")
    }
    DeliveryTable(runs: runs).print()
  }

  /// What is missing at the end; a benchmark that loses messages measures nothing.
  struct Mismatch: Error, CustomStringConvertible {
    var way: Way
    var wanted: Int
    var taken: Int
    var description: String {
      "\(way.rawValue.trimmingPrefix("  ")): \(taken) messages arrived instead of \(wanted)"
    }
  }

  private func measure(
    _ way: Way, _ server: NginxServer, _ request: BenchmarkRequest, _ message: OutgoingMessage
  ) async throws -> DeliveryRun {
    let (messages, width) = (messages, Self.connections)
    var good = 0
    var run: DeliveryRun
    switch way {
    case .plain:
      run = await DeliveryRun(messages: messages, server: server) {
        good = request.sendPlainly(times: messages, connections: width)
      }
    case .transport:
      let transport = CurlTransport()
      run = await DeliveryRun(messages: messages, server: server) {
        good = await request.send(through: transport, times: messages, connections: width)
      }
    case .channel:
      let channel = telegram(server.base)
      run = await DeliveryRun(messages: messages, server: server) {
        good = await BenchmarkRequest.sideBySide(times: messages, width: width) { _ in
          if case .delivered = await channel.send(message) { true } else { false }
        }
      }
    case .unpaced: (run, good) = try await deliver(telegram(server.base), .off, server)
    case .paced: (run, good) = try await deliver(telegram(server.base), .wide, server)
    case .store: (run, good) = try await deliver(InstantChannel(), .off, server)
    }
    guard good == messages else { throw Mismatch(way: way, wanted: messages, taken: good) }
    return run
  }

  /// The whole way of every message, from a fresh copy of the prepared store.
  private func deliver(
    _ channel: any ChatChannel, _ pace: CountingChannel.Pace, _ server: NginxServer
  ) async throws -> (DeliveryRun, delivered: Int) {
    let file = folder.appending(path: "run.sqlite")
    for suffix in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: file.path + suffix)
    }
    try FileManager.default.copyItem(at: prepared, to: file)
    let database = try ConferenceDatabase(path: file.path)
    let counting = CountingChannel(channel, pace: pace, messages: messages)
    let relay = Self.relay(database, counting, concurrency: Self.connections)
    let run = try await DeliveryRun(messages: messages, server: server) {
      async let running: Void = relay.run()
      try await counting.waitForLast()
      relay.stop()
      try await running
    }
    return (run, try await database.read { try $0.outboxCounts() }[.delivered] ?? 0)
  }

  /// A relay whose clock stands at the time of the reminders and runs as the machine's.
  static func relay(
    _ database: ConferenceDatabase, _ channel: any ChatChannel, concurrency: Int
  ) -> OutboxRelay {
    OutboxRelay(
      database: database, channel: channel, conferenceName: "KubeCon", conferenceTimeZone: .gmt,
      clock: SimulatedClock(start: BenchmarkConference.due, speed: 1), concurrency: concurrency,
      wake: WakeSignal(), jitter: { 0 }, logger: BenchmarkConference.silentLogger)
  }

  private func telegram(_ base: String) -> TelegramChannel {
    TelegramChannel(token: Self.token, apiBase: base, transport: CurlTransport())
  }

  /// As long as a real one; nobody's.
  private static let token = "1234567890:" + String(repeating: "A", count: 35)

  private var prepared: URL { folder.appending(path: "prepared.sqlite") }

  /// A store with all messages in its outbox, closed so that its log is in it.
  private func prepare() async throws {
    let database = try ConferenceDatabase(path: prepared.path, cacheMegabytes: 64)
    try BenchmarkConference(subscribers: messages, stars: 0).fill(database)
    try await BenchmarkConference.scheduler(database).pass(now: BenchmarkConference.due)
  }

  /// One reminder, delivered to where nginx keeps the body: what all ways send.
  private func capture(
    _ server: NginxServer
  ) async throws -> (BenchmarkRequest, OutgoingMessage) {
    let database = try ConferenceDatabase(path: folder.appending(path: "one.sqlite").path)
    try BenchmarkConference(subscribers: 1, stars: 0).fill(database)
    try await BenchmarkConference.scheduler(database).pass(now: BenchmarkConference.due)
    let channel = KeepingChannel(telegram("\(server.base)/capture"))
    try await Self.relay(database, channel, concurrency: 1).pass(now: BenchmarkConference.due)
    guard let message = channel.message else { throw CocoaError(.fileReadNoSuchFile) }
    let url = "\(server.base)/bot\(Self.token)/sendMessage"
    return (BenchmarkRequest(url: url, body: try server.capturedBody()), message)
  }

  private func printHead(_ server: NginxServer, _ request: BenchmarkRequest) {
    print(
      """
      Durable delivery of \(messages) reminders, \(Self.connections) connections, keep-alive
        server   \(server.version) on loopback, 1 worker, a fixed JSON answer
        request  POST, \(request.body.count) bytes of JSON, the same for every way
        store    SQLite in \(folder.path): WAL, synchronous=NORMAL
        machine  \(ProcessInfo.processInfo.activeProcessorCount) cores, load \(Self.load()); \
      best and middle of \(rounds) rounds

      """)
    // Also into a file or a pipe at once.
    fflush(nil)
  }

  private static func load() -> String {
    let text = (try? String(contentsOfFile: "/proc/loadavg", encoding: .utf8)) ?? ""
    return text.split(separator: " ").first.map(String.init) ?? "unknown"
  }

  private func note(_ text: String) {
    FileHandle.standardError.write(Data("\(text)\n".utf8))
  }
}
