import ConferenceModel
import Foundation
import Logging
import Persistence
import Planning
import ReminderScheduling
import Timekeeping

/// What the scheduler costs with many subscribers: an idle pass, and a keynote everybody starred.
struct SchedulingBenchmark {
  /// How many people.
  let subscribers: Int
  /// How many stars each has, besides the keynote.
  let stars: Int
  let folder: URL

  /// 24 March 2026, 08:00 in Amsterdam.
  private let morning = Date(timeIntervalSince1970: 1_774_335_600)

  /// The programme is as large as the stars ask for: everybody stars every session but the keynote.
  func run(withKeynote: Bool) async throws -> Measurement {
    let path = folder.appending(path: "bench-\(subscribers)-\(stars).sqlite").path
    // Closed and opened again, so that the log of the filling is not measured with the passes.
    let preparing = try ContinuousClock().measure {
      try fill(ConferenceDatabase(path: path, cacheMegabytes: 256))
    }
    let database = try ConferenceDatabase(path: path)
    report(
      "stored \(subscribers) subscribers × \(stars) stars in",
      String(format: "%.1f s", preparing.seconds))
    let scheduler = scheduler(database)
    let idle = try await idlePass(scheduler)
    report("idle pass, best of 2000", idle.best.text)
    report("idle pass, median", idle.median.text)
    if withKeynote {
      try WalkingBenchmark(
        database: database, subscribers: subscribers,
        keynote: session(number: 0, minutesLater: 60), now: morning
      ).run()
      try await keynote(database, scheduler)
    }
    return idle
  }

  private func idlePass(_ scheduler: ReminderScheduler) async throws -> Measurement {
    var times: [Duration] = []
    for _ in 0..<2001 {
      let start = ContinuousClock.now
      _ = try await scheduler.pass(now: morning)
      times.append(ContinuousClock.now - start)
    }
    times = times.dropFirst().sorted()
    return Measurement(best: times[0], median: times[times.count / 2])
  }

  private func keynote(_ database: ConferenceDatabase, _ scheduler: ReminderScheduler) async throws
  {
    let due = morning.addingTimeInterval(50 * 60)
    let start = ContinuousClock.now
    let pass = try await scheduler.pass(now: due)
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
    report("largest resident memory so far", String(format: "%.0f MB", peakMemory()))
  }

  private func insertPlainly(_ database: ConferenceDatabase) throws {
    let now = morning
    let entries = (1...subscribers).map { number in
      NewOutboxEntry(
        key: "plain:\(number)", subscriber: SubscriberID(number),
        notice: .reminder(sessions: [1], start: now, lead: LeadTime(minutes: 10)), dueAt: now,
        deadline: now, expiresAt: now)
    }
    try database.write { try $0.enqueue(entries, now: now) }
  }

  private func scheduler(_ database: ConferenceDatabase) -> ReminderScheduler {
    ReminderScheduler(
      database: database, clock: SimulatedClock(start: morning, speed: 0),
      conferenceTimeZone: .gmt, wake: WakeSignal(), onCommit: {},
      logger: Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() })
  }

  private func fill(_ database: ConferenceDatabase) throws {
    var changes = SourceChanges()
    changes.added = [session(number: 0, minutesLater: 60)]
    // The other sessions start on the following days, five minutes apart.
    changes.added += (1...max(stars, 1)).map { session(number: $0, minutesLater: 1440 + $0 * 5) }
    let now = morning
    try database.write {
      try $0.apply(changes, source: "main", validators: SourceValidators(), now: now)
    }
    let entries = try database.read { try $0.programme() }.entries
    for first in stride(from: 0, to: subscribers, by: 500) {
      try database.write { store in
        for number in first..<min(first + 500, subscribers) {
          let subscriber = try store.addSubscriber(
            at: ConversationAddress(platform: .telegram, conversation: "\(number)"),
            audience: .person, preferences: Preferences(), nextDigestAt: nil, now: now)
          for entry in entries { try store.star(entry, by: subscriber.id, now: now) }
        }
      }
    }
  }

  private func session(number: Int, minutesLater: Int) -> Session {
    let start = morning.addingTimeInterval(Double(minutesLater) * 60)
    return Session(
      key: SessionKey(source: "main", id: "s\(number)"),
      facts: SessionFacts(
        title: "Session \(number)", speakers: [Speaker(name: "Ada Lovelace", affiliation: "ACM")],
        room: "Hall \(number % 20)", start: start, end: start.addingTimeInterval(1800)))
  }
}
