import ChatChannels
import ConferenceModel
import Delivery
import Foundation
import HTTPTransport
import Persistence
import ReminderScheduling
import Timekeeping

/// What the bot costs with 15,000 people who starred 20 sessions each: when nothing is due, and
/// its memory while the reminder of a keynote that all of them starred goes out.
struct IdleBenchmark {
  let subscribers: Int
  let stars: Int
  let folder: URL

  private var file: URL { folder.appending(path: "idle.sqlite") }

  /// Fills the store at `path`. In a process of its own, so that its memory is not measured.
  static func prepare(_ path: String, subscribers: Int, stars: Int) throws {
    try BenchmarkConference(subscribers: subscribers, stars: stars)
      .fill(ConferenceDatabase(path: path, cacheMegabytes: 256))
  }

  /// Fills the store at `path` by way of such a process.
  static func fill(_ path: String, subscribers: Int, stars: Int) throws {
    let fill = Process()
    fill.executableURL = URL(filePath: "/proc/self/exe")
    fill.arguments = ["prepare", path, "\(subscribers)", "\(stars)"]
    try fill.run()
    fill.waitUntilExit()
    guard fill.terminationStatus == 0 else { throw CocoaError(.fileWriteUnknown) }
  }

  func run() async throws {
    try Self.fill(file.path, subscribers: subscribers, stars: stars)
    let database = try ConferenceDatabase(path: file.path)
    print("\(subscribers) people with \(stars + 1) stars each, the keynote among them\n")
    report("resident memory after opening the store", megabytes(ResidentMemory.now()))
    try await idle(database)
    try await burst(database)
  }

  private func idle(_ database: ConferenceDatabase) async throws {
    let scheduler = BenchmarkConference.scheduler(database)
    var times: [Duration] = []
    for _ in 0..<2001 {
      let start = ContinuousClock.now
      _ = try await scheduler.pass(now: BenchmarkConference.morning)
      times.append(ContinuousClock.now - start)
    }
    times = times.dropFirst().sorted()
    report("idle pass, best of 2000", times[0].text)
    report("idle pass, median (wanted: below 1 ms)", times[1000].text)
    report("idle pass, 99 of 100 are below", times[1980].text)
    report("resident memory after them", megabytes(ResidentMemory.now()))
  }

  private func burst(_ database: ConferenceDatabase) async throws {
    let transport = CurlTransport()
    let server = try await NginxServer(folder: folder, transport: transport)
    defer { server.stop() }
    ResidentMemory.forgetPeak()
    let planning = try await ContinuousClock().measure {
      try await BenchmarkConference.scheduler(database).pass(now: BenchmarkConference.due)
    }
    report(
      "keynote put in the outbox in", String(format: "%.2f s", planning.seconds))
    report("  largest resident memory meanwhile", megabytes(ResidentMemory.peak()))
    ResidentMemory.forgetPeak()
    let channel = CountingChannel(
      TelegramChannel(
        token: "1:A", apiBase: server.base, transport: CurlTransport()), pace: .off,
      messages: subscribers)
    let relay = DeliveryBenchmark.relay(database, channel, concurrency: 64)
    let delivery = try await DeliveryRun(messages: subscribers, server: server) {
      async let running: Void = relay.run()
      try await channel.waitForLast()
      relay.stop()
      try await running
    }
    let delivered = try await database.read { try $0.outboxCounts() }[.delivered] ?? 0
    report(
      "delivered \(delivered) of them, 64 connections, pacing off, in",
      String(format: "%.2f s (%.0f a second)", delivery.seconds, delivery.rate))
    report("  largest resident memory (wanted: 64 MB)", megabytes(ResidentMemory.peak()))
    guard delivered == subscribers else {
      throw DeliveryBenchmark.Mismatch(way: .unpaced, wanted: subscribers, taken: delivered)
    }
  }

  private func megabytes(_ number: Double) -> String { String(format: "%.1f MB", number) }
}
