package import ConferenceModel
package import Foundation
package import Logging
import Metrics
package import Persistence
import Planning
package import Timekeeping

/// Puts into the outbox what is due now: reminders, settled alerts and corrections, digests.
///
/// Each step is one transaction that also takes away what made it due, so a restart at any point
/// queues nothing twice. An idle pass is one query of three index steps.
package actor ReminderScheduler {
  private let database: ConferenceDatabase
  private let clock: any WallClock
  private let conferenceTimeZone: TimeZone
  private let operators: OperatorStep
  private let wake: WakeSignal
  private let onCommit: @Sendable () -> Void
  private let logger: Logger
  private var lastError: String?
  /// When coming bursts were counted last, and when the next one begins.
  private var lastLook: (at: Date, next: Date?)?

  /// How many due rows one transaction plans; a keynote is several.
  private static let batch = 5000
  /// Between two counts of a coming burst, in seconds: when we are woken, and when we are not.
  private static let (shortLook, longLook): (TimeInterval, TimeInterval) = (5, 60)
  /// After a failed pass, on our clock.
  private static let pause: Duration = .seconds(5)

  /// A scheduler that has not run yet.
  ///
  /// - parameter conferenceTimeZone: for subscribers who chose none.
  /// - parameter operators: who is told of dead letters and refused tokens.
  /// - parameter wake: signalled by whoever changes stars, preferences or the programme.
  /// - parameter onCommit: called after the outbox got something.
  package init(
    database: ConferenceDatabase, clock: any WallClock, conferenceTimeZone: TimeZone,
    operators: [ConversationAddress] = [], wake: WakeSignal,
    onCommit: @escaping @Sendable () -> Void, logger: Logger
  ) {
    self.database = database
    self.clock = clock
    self.conferenceTimeZone = conferenceTimeZone
    self.operators = OperatorStep(addresses: operators)
    self.wake = wake
    self.onCommit = onCommit
    self.logger = logger
  }

  /// Passes whenever something is due or somebody wakes it, until the task is cancelled.
  package func run() async throws {
    while !Task.isCancelled {
      var next: Date?
      do {
        let begin = SystemClock().elapsed()
        let pass = try await pass(now: clock.now())
        measure(pass, since: begin)
        next = pass.next
        note(pass)
      } catch {
        if error is CancellationError || Task.isCancelled { return }
        countFailure(true)
        note(error)
        next = clock.now().addingTimeInterval(Self.pause.seconds)
      }
      do { try await wake.wait(until: next, on: clock) } catch { return }
    }
  }

  /// Plans all that is due at `now`.
  ///
  /// - throws: `PersistenceError`; what was committed before stands, the rest is due still.
  @discardableResult
  package func pass(now: Date) async throws -> SchedulingPass {
    var pass = SchedulingPass()
    let release = try await lookAhead(now: now)
    pass.next = try await next(now: now)
    guard let due = pass.next, due <= now || !release.until.isEmpty else {
      pass.next = [pass.next, release.next].compactMap { $0 }.min()
      return pass
    }
    for (platform, until) in release.until {
      try await begin(platform, until: until, now: now, &pass)
    }
    while try await database.read({ try $0.hasDueReminders(now: now) }) {
      let batch = try await database.write { store in
        try ReminderStep(now: now, limit: Self.batch).run(store)
      }
      pass.reminders += batch.queued
      pass.dropped += batch.dropped
    }
    let zone = conferenceTimeZone
    (pass.alerts, pass.corrections) = try await database.write { store in
      try Self.handOn(store, conferenceTimeZone: zone, now: now)
    }
    pass.digests = try await database.write {
      try DigestStep(now: now, conferenceTimeZone: zone).run($0)
    }
    let operators = operators
    pass.operations = try await database.write { try operators.run($0, now: now) }
    if pass.hasQueued { onCommit() }
    pass.next = [try await next(now: now), release.next].compactMap { $0 }.min()
    return pass
  }

  /// Which reminders have to go before they are due, because their lane needs longer for all of
  /// them than a minute; with the instant of the next look.
  ///
  /// Counting a burst takes milliseconds, so it is done only when one is in sight, at most every
  /// five seconds and at least every minute.
  private func lookAhead(now: Date) async throws -> EarlyRelease {
    let (rates, nearest) = try await database.read { store in
      let rates = try store.platformRates()
      let rank = BurstPlanner.threshold(rates: rates)
      return (rates, try rank.flatMap { try store.dueTime(ofRank: $0, after: now) })
    }
    guard let nearest else { return EarlyRelease() }
    let inSight = nearest.addingTimeInterval(-BurstPlanner.earliest)
    guard inSight <= now else { return EarlyRelease(next: inSight) }
    if let lastLook, lastLook.at <= now, now < lastLook.at.addingTimeInterval(Self.shortLook),
      lastLook.next.map({ now < $0 }) ?? true
    {
      let again = lastLook.at.addingTimeInterval(Self.shortLook)
      return EarlyRelease(next: min(again, lastLook.next ?? again))
    }
    let (demand, waiting) = try await database.read { store in
      (
        try store.reminderDemand(
          after: now, until: now.addingTimeInterval(BurstPlanner.earliest)
        ).map { ReminderDemand(platform: $0.platform, dueAt: $0.dueAt, count: $0.count) },
        try store.waitingCounts()
      )
    }
    var release = BurstPlanner.plan(demand, waiting: waiting, rates: rates, now: now)
    lastLook = (now, release.next)
    let again = now.addingTimeInterval(Self.longLook)
    release.next = min(again, release.next ?? again)
    return release
  }

  /// Puts the reminders of a burst into the outbox before they are due.
  private func begin(
    _ platform: ChatPlatform, until: Date, now: Date, _ pass: inout SchedulingPass
  ) async throws {
    while try await database.read({ try $0.hasReminders(of: platform, dueUntil: until) }) {
      let batch = try await database.write { store in
        try ReminderStep(now: now, limit: Self.batch, early: (platform, until)).run(store)
      }
      pass.reminders += batch.queued
      pass.dropped += batch.dropped
    }
  }

  private func next(now: Date) async throws -> Date? {
    let operators = operators
    return try await database.read { store in
      [try store.nextSchedulingInstant(), try operators.next(store, now: now)]
        .compactMap { $0 }.min()
    }
  }

  /// Queues what settled changes have to say: alerts, then corrections of what stands in the chats.
  private static func handOn(
    _ store: WriteTransaction, conferenceTimeZone: TimeZone, now: Date
  ) throws -> (alerts: Int, corrections: Int) {
    try store.forgetPastStatements(now: now, limit: batch)
    let sessions = try store.settledSessions(now: now)
    guard !sessions.isEmpty else { return (0, 0) }
    try store.clearSettled(sessions)
    return (
      try AlertStep(now: now).run(store, settled: sessions),
      try CorrectionStep(now: now, conferenceTimeZone: conferenceTimeZone)
        .run(store, settled: sessions)
    )
  }

  /// - parameter begin: real time: a simulated clock says nothing of the machine.
  private func measure(_ pass: SchedulingPass, since begin: Duration) {
    Timer(label: "talkbell_pass_seconds", dimensions: [("loop", "scheduler")])
      .recordSeconds((SystemClock().elapsed() - begin).seconds)
    countFailure(false)
    let queued = [
      ("reminder", pass.reminders), ("alert", pass.alerts), ("correction", pass.corrections),
      ("digest", pass.digests), ("operation", pass.operations),
    ]
    for (kind, count) in queued where count > 0 {
      Counter(label: "talkbell_scheduled_total", dimensions: [("kind", kind)])
        .increment(by: count)
    }
  }

  /// Counted as none too, so that the first failure is a rise.
  private func countFailure(_ hasFailed: Bool) {
    Counter(label: "talkbell_pass_failures_total", dimensions: [("loop", "scheduler")])
      .increment(by: hasFailed ? 1 : 0)
  }

  private func note(_ pass: SchedulingPass) {
    if lastError != nil { logger.info("Scheduling works again") }
    lastError = nil
    guard pass.hasQueued || pass.dropped > 0 else { return }
    logger.info(
      "Notices queued",
      metadata: [
        "reminders": "\(pass.reminders)", "alerts": "\(pass.alerts)",
        "corrections": "\(pass.corrections)", "digests": "\(pass.digests)",
        "operations": "\(pass.operations)",
        "dropped": "\(pass.dropped)",
      ])
  }

  private func note(_ error: any Error) {
    let text = "\(error)"
    guard text != lastError else { return }
    lastError = text
    logger.error("Scheduling failed", metadata: ["reason": "\(text)"])
  }
}
