import ConferenceModel
import Delivery
import Foundation
import Persistence
import ReminderScheduling
import Synchronization
import Timekeeping

/// A keynote that everybody starred, under Telegram's limits, on a simulated clock: whether the
/// last one is reminded in time, and what it takes.
struct KeynoteBenchmark {
  let subscribers: Int
  /// Stars of each person besides the keynote.
  let stars: Int
  let folder: URL

  /// The bot's own pace over all chats, messages a second (`TelegramChannel.rateRules`).
  private static let limit = 25.0
  /// The most that it may take, as a multiple of what the pace allows.
  private static let ratioLimit = 1.02
  /// The most resident memory, in megabytes.
  private static let memoryLimit = 64.0

  /// False when the promise is not kept.
  func run() async throws -> Bool {
    let file = folder.appending(path: "keynote.sqlite")
    try IdleBenchmark.fill(file.path, subscribers: subscribers, stars: stars)
    let database = try ConferenceDatabase(path: file.path)
    print("\(subscribers) people with \(stars + 1) stars each are reminded of the same keynote\n")
    let clock = SimulatedClock(start: BenchmarkConference.morning, speed: 0)
    let telegram = LimitedTelegram(clock: clock, messages: subscribers)
    ResidentMemory.forgetPeak()
    var passes = 0
    let (processor, begin) = (ProcessorTime.used(), ContinuousClock.now)
    try await play(database, clock, telegram, &passes)
    let wall = (ContinuousClock.now - begin).seconds
    let busy = ProcessorTime.used() - processor
    let memory = ResidentMemory.peak()
    let record = telegram.record
    report("rounds of the relay", "\(passes)")
    report("real time", String(format: "%.1f s, %.1f s of it the processor", wall, busy))
    return try await judge(record, memory: memory, database)
  }

  /// From event to event until the keynote begins, as `serve` does it: each part is asked when its
  /// time has come, the scheduler also when the relay says so.
  private func play(
    _ database: ConferenceDatabase, _ clock: SimulatedClock, _ telegram: LimitedTelegram,
    _ passes: inout Int
  ) async throws {
    let scheduler = ReminderScheduler(
      database: database, clock: clock, conferenceTimeZone: .gmt, wake: WakeSignal(),
      onCommit: {}, logger: BenchmarkConference.silentLogger)
    let isOutdated = Atomic(true)
    let relay = OutboxRelay(
      database: database, channel: telegram, conferenceName: "KubeCon", conferenceTimeZone: .gmt,
      clock: clock, wake: WakeSignal(), jitter: { 0 },
      onOutdated: { isOutdated.store(true, ordering: .relaxed) },
      logger: BenchmarkConference.silentLogger)
    let end = BenchmarkConference.keynote.facts.start ?? .distantFuture
    var planning = Date.distantFuture
    while clock.now() < end {
      let now = clock.now()
      let sent = try await relay.pass(now: now)
      passes += 1
      var next = sent.next ?? .distantFuture
      if isOutdated.exchange(false, ordering: .relaxed) || planning <= now {
        let planned = try await scheduler.pass(now: now)
        planning = planned.next ?? .distantFuture
        if planned.hasQueued { next = now }
      }
      // What is due now and could not be done is tried again a moment later.
      clock.advance(to: min(end, max(min(next, planning), now.addingTimeInterval(0.001))))
    }
  }

  private func judge(
    _ record: LimitedTelegram.Record, memory: Double, _ database: ConferenceDatabase
  ) async throws -> Bool {
    guard let first = record.first, let last = record.last else {
      print("nothing arrived")
      return false
    }
    let seconds = last.timeIntervalSince(first)
    let ratio = seconds / (Double(subscribers) / Self.limit)
    let lateness = try await lateness(record, database)
    let late = lateness.count { $0 > 0 }
    let latest = lateness.max() ?? 0
    report("arrived", "\(record.arrivals.count)")
    report("arrived twice", "\(record.doubled)")
    report("simulated time from the first to the last", String(format: "%.1f s", seconds))
    report("  as a multiple of the limit (wanted: ≤ 1.02)", String(format: "%.3f", ratio))
    report(
      "the first one before the talk",
      String(format: "%.1f min", BenchmarkConference.keynote.minutes(after: first)))
    report(
      "the last one before the talk",
      String(format: "%.1f min", BenchmarkConference.keynote.minutes(after: last)))
    report("after their deadlines (wanted: 0)", "\(late)")
    report(
      latest > 0 ? "  the latest one by" : "  the latest one was early by",
      String(format: "%.1f s", abs(latest)))
    report("answered with 429 (wanted: 0)", "\(record.refused)")
    report(
      "largest resident memory (wanted: ≤ 64 MB)", String(format: "%.1f MB", memory))
    return record.arrivals.count == subscribers && record.doubled == 0 && late == 0
      && record.refused == 0 && ratio <= Self.ratioLimit && memory <= Self.memoryLimit
  }

  /// How long after its deadline each arrived, in seconds.
  private func lateness(
    _ record: LimitedTelegram.Record, _ database: ConferenceDatabase
  ) async throws -> [TimeInterval] {
    let limit = subscribers + 1
    return try await database.read { try $0.outbox(in: [.delivered], limit: limit) }.compactMap {
      record.arrivals[$0.subscriber.address.conversation]?.timeIntervalSince($0.deadline)
    }
  }
}

extension Session {
  /// From an instant to its start.
  fileprivate func minutes(after instant: Date) -> Double {
    (facts.start ?? instant).timeIntervalSince(instant) / 60
  }
}
