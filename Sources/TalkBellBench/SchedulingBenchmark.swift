import ConferenceModel
import Foundation
import Persistence
import ReminderScheduling

/// What the scheduler costs with many subscribers: an idle pass, and a keynote everybody starred.
struct SchedulingBenchmark {
  /// How many people.
  let subscribers: Int
  /// How many stars each has, besides the keynote.
  let stars: Int
  let folder: URL

  func run(withKeynote: Bool) async throws -> Measurement {
    let path = folder.appending(path: "bench-\(subscribers)-\(stars).sqlite").path
    // Closed and opened again, so that the log of the filling is not measured with the passes.
    let preparing = try ContinuousClock().measure {
      try BenchmarkConference(subscribers: subscribers, stars: stars)
        .fill(ConferenceDatabase(path: path, cacheMegabytes: 256))
    }
    let database = try ConferenceDatabase(path: path)
    report(
      "stored \(subscribers) subscribers × \(stars) stars in",
      String(format: "%.1f s", preparing.seconds))
    let scheduler = BenchmarkConference.scheduler(database)
    let idle = try await idlePass(scheduler)
    report("idle pass, best of 2000", idle.best.text)
    report("idle pass, median", idle.median.text)
    if withKeynote {
      try WalkingBenchmark(
        database: database, subscribers: subscribers,
        keynote: BenchmarkConference.keynote, now: BenchmarkConference.morning
      ).run()
      try await keynote(database, scheduler)
    }
    return idle
  }

  private func idlePass(_ scheduler: ReminderScheduler) async throws -> Measurement {
    var times: [Duration] = []
    for _ in 0..<2001 {
      let start = ContinuousClock.now
      _ = try await scheduler.pass(now: BenchmarkConference.morning)
      times.append(ContinuousClock.now - start)
    }
    times = times.dropFirst().sorted()
    return Measurement(best: times[0], median: times[times.count / 2])
  }

  private func keynote(_ database: ConferenceDatabase, _ scheduler: ReminderScheduler) async throws
  {
    let start = ContinuousClock.now
    let pass = try await scheduler.pass(now: BenchmarkConference.due)
    let burst = ContinuousClock.now - start
    report(
      "keynote of \(pass.reminders) planned and in the outbox in",
      String(format: "%.3f s", burst.seconds))
    let baseline = try ContinuousClock().measure { try insertPlainly(database) }
    report(
      "baseline: the same rows put in the outbox ready-made",
      String(format: "%.3f s", baseline.seconds))
    report(
      "burst as a ratio to the baseline", String(format: "%.1f", burst.seconds / baseline.seconds))
    report("largest resident memory so far", String(format: "%.0f MB", ResidentMemory.peak()))
  }

  private func insertPlainly(_ database: ConferenceDatabase) throws {
    let now = BenchmarkConference.morning
    let entries = (1...subscribers).map { number in
      NewOutboxEntry(
        key: "plain:\(number)", subscriber: SubscriberID(number),
        notice: .reminder(sessions: [1], start: now, lead: LeadTime(minutes: 10)), dueAt: now,
        deadline: now, expiresAt: now)
    }
    try database.write { try $0.enqueue(entries, now: now) }
  }
}
