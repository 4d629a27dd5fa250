import ConferenceModel
package import Foundation
package import Logging
import Metrics
package import Persistence
package import Planning
import ScheduleFormats
package import Timekeeping

/// What one refresh did.
package struct RefreshPass: Hashable, Sendable {
  /// New sessions.
  package var added: Int
  /// Sessions whose row changed, cancelled ones included.
  package var changed: Int
  /// Sessions gone for the first time.
  package var missing: Int
  /// True when something was committed.
  package var isCommitted: Bool

  /// A refresh that did nothing, but for what is given.
  package init(added: Int = 0, changed: Int = 0, missing: Int = 0, isCommitted: Bool = false) {
    self.added = added
    self.changed = changed
    self.missing = missing
    self.isCommitted = isCommitted
  }
}

/// Keeps one source fresh: fetch, decode, guard, compare, commit.
///
/// Nothing but rows comes of it. A version that cannot be read, or reads as if the feed were
/// broken, is held: the operators are told, and may accept what can be read. On any error what was
/// read before stays in force, and the same error is logged once until it changes or ends.
package actor ScheduleRefresher {
  /// What it keeps fresh.
  package nonisolated let source: FeedSource
  private let database: ConferenceDatabase
  private let clock: any WallClock
  private let timeZone: TimeZone
  private let settlePolicy: SettlePolicy
  private let jitter: @Sendable () -> Double
  private let onCommit: @Sendable () -> Void
  private let operators: OperatorNotices
  private let guides: GuideIndex
  private let logger: Logger
  private var validators: SourceValidators?
  private var lastBody: [UInt8]?
  private var lastError: String?
  /// When the source was last read and believed, or said that nothing is new; nil before that.
  package private(set) var lastRead: Date?
  /// Since when it refreshes; nil before that.
  package private(set) var startedAt: Date?

  /// A refresher that has not run yet.
  ///
  /// - parameter timeZone: the conference's, for times without one.
  /// - parameter jitter: a number from 0 to 1, new on each call.
  /// - parameter operators: who is told when a version is held.
  /// - parameter guides: whose picks are looked up again when the programme changes.
  /// - parameter onCommit: called after each commit that changed anything or put a notice in the
  ///   outbox.
  package init(
    source: FeedSource, database: ConferenceDatabase, clock: any WallClock, timeZone: TimeZone,
    settlePolicy: SettlePolicy, operators: OperatorNotices = OperatorNotices(),
    guides: GuideIndex = GuideIndex(), jitter: @escaping @Sendable () -> Double,
    onCommit: @escaping @Sendable () -> Void,
    logger: Logger
  ) {
    self.operators = operators
    self.guides = guides
    self.source = source
    self.database = database
    self.clock = clock
    self.timeZone = timeZone
    self.settlePolicy = settlePolicy
    self.jitter = jitter
    self.onCommit = onCommit
    self.logger = logger
  }

  /// Refreshes at once and then at the source's interval, until the task is cancelled.
  package func run() async throws {
    startedAt = clock.now()
    while !Task.isCancelled {
      var pause = source.refreshEvery
      do {
        let begin = SystemClock().elapsed()
        let pass = try await pass(now: clock.now())
        // In real time: a simulated clock says nothing of the machine.
        Timer(
          label: "talkbell_pass_seconds",
          dimensions: [("loop", "refresher"), ("source", source.id)]
        ).recordSeconds((SystemClock().elapsed() - begin).seconds)
        countFailure(false)
        lastRead = clock.now()
        noteRecovery()
        if pass.isCommitted { note(pass) }
      } catch is CancellationError {
        return
      } catch {
        if Task.isCancelled { return }
        countFailure(true)
        note(error)
        if case .unreachable(_, _, let wish?) = error as? RefreshError { pause = max(pause, wish) }
      }
      // A tenth of jitter, so that many bots do not ask one server in the same second.
      let spread = 0.95 + 0.1 * jitter()
      do {
        try await clock.sleep(for: .seconds(pause.seconds * spread))
      } catch {
        return
      }
    }
  }

  /// Why the last refresh failed; nil when it did not.
  package var problem: String? { lastError }

  /// One refresh.
  ///
  /// - throws: `RefreshError`, or `PersistenceError` when the store fails; nothing is changed.
  @discardableResult
  package func pass(now: Date) async throws -> RefreshPass {
    if validators == nil, lastBody == nil {
      let id = source.id
      validators = try await database.read { try $0.validators(source: id) }
    }
    switch try await source.fetch(validators) {
    case .notModified:
      return try await commitUnmodified(now: now)
    case .body(let body, let fresh):
      if body == lastBody { return try await commitUnmodified(now: now) }
      let schedule: Schedule
      do throws(RefreshError) {
        schedule = try decode(body, now: now)
      } catch {
        try await hold(error, now: now)
        throw error
      }
      let pass = try await commit(schedule, validators: fresh, now: now)
      validators = fresh
      lastBody = body
      return pass
    }
  }

  private func decode(_ body: [UInt8], now: Date) throws(RefreshError) -> Schedule {
    do {
      let schedule = try ScheduleReader.read(
        body, format: source.format,
        options: ReadingOptions(source: source.id, timeZone: timeZone, horizon: now))
      if !schedule.problems.isEmpty {
        logger.debug(
          "Feed has rows that were skipped",
          metadata: [
            "source": "\(source.id)", "count": "\(schedule.problems.count)",
            "first": "\(schedule.problems.first?.description ?? "")",
          ])
      }
      return schedule
    } catch {
      throw .unreadable(location: source.location, reason: "\(error)")
    }
  }

  private func commit(
    _ schedule: Schedule, validators: SourceValidators, now: Date
  ) async throws -> RefreshPass {
    let (id, policy, operators, guides) = (source.id, settlePolicy, operators, guides)
    let (pass, known, held) = try await database.write { store in
      let stored = try store.storedSessions(source: id)
      let planner = RefreshPlanner(
        settlePolicy: policy, roomAliases: try store.roomAliases()[id] ?? [:])
      let known = try store.heldFeed(source: id)
      if known?.isAccepted != true,
        let reason = planner.reasonToHold(from: stored, to: schedule, now: now)
      {
        try operators.hold(
          source: id, reason: reason.description, isAcceptable: true, known: known, in: store,
          now: now)
        return (RefreshPass(), known, Optional(reason.description))
      }
      let changes = planner.changes(from: stored, to: schedule, now: now)
      let pass = try Self.store(changes, id, validators, in: store, now: now)
      if pass.isCommitted { try guides.update(in: store, now: now) }
      if let known { try operators.release(known, in: store, now: now) }
      return (pass, known, nil)
    }
    if let held {
      onCommit()
      throw RefreshError.held(
        location: source.location,
        reason: "\(held) (if that is right: talkbell schedule accept \(source.id))")
    }
    if pass.isCommitted || known != nil { onCommit() }
    return pass
  }

  /// Notes that a body is no programme; the last good version stays in force.
  private func hold(_ error: RefreshError, now: Date) async throws {
    let (id, operators) = (source.id, operators)
    let known = try await database.read { try $0.heldFeed(source: id) }
    guard known?.refreshes != 2 || known?.reason != error.reason else { return }
    try await database.write { store in
      try operators.hold(
        source: id, reason: error.reason, isAcceptable: false, known: known, in: store, now: now)
    }
    onCommit()
  }

  private func commitUnmodified(now: Date) async throws -> RefreshPass {
    let (id, policy, validators) = (source.id, settlePolicy, validators)
    let operators = operators
    let (isAnyMissing, isHeld) = try await database.read { store in
      let isAnyMissing = try store.storedSessions(source: id).contains {
        $0.missingRefreshes > 0 && $0.entry.session.facts.status == .scheduled
      }
      return (isAnyMissing, try store.heldFeed(source: id) != nil)
    }
    guard isAnyMissing || isHeld else { return RefreshPass() }
    let pass = try await database.write { store in
      // The version in force is the newest again: what was held has healed by itself.
      if let held = try store.heldFeed(source: id) {
        try operators.release(held, in: store, now: now)
      }
      let planner = RefreshPlanner(settlePolicy: policy, roomAliases: [:])
      let changes = planner.changesWhenUnmodified(
        stored: try store.storedSessions(source: id), now: now)
      return try Self.store(changes, id, validators ?? SourceValidators(), in: store, now: now)
    }
    if pass.isCommitted || isHeld { onCommit() }
    return pass
  }

  private static func store(
    _ changes: SourceChanges, _ source: String, _ validators: SourceValidators,
    in store: WriteTransaction, now: Date
  ) throws -> RefreshPass {
    guard !changes.isEmpty else { return RefreshPass() }
    try store.apply(changes, source: source, validators: validators, now: now)
    return RefreshPass(
      added: changes.added.count, changed: changes.updated.count,
      missing: changes.missing.values.count { $0 > 0 }, isCommitted: true)
  }

  private func note(_ pass: RefreshPass) {
    logger.info(
      "Programme changed",
      metadata: [
        "source": "\(source.id)", "added": "\(pass.added)", "changed": "\(pass.changed)",
        "missing": "\(pass.missing)",
      ])
  }

  private func note(_ error: any Error) {
    let text = "\(error)"
    guard text != lastError else { return }
    lastError = text
    logger.warning("Refresh failed", metadata: ["source": "\(source.id)", "reason": "\(text)"])
  }

  /// Counted as none too, so that the first failure is a rise.
  private func countFailure(_ hasFailed: Bool) {
    Counter(
      label: "talkbell_pass_failures_total",
      dimensions: [("loop", "refresher"), ("source", source.id)]
    ).increment(by: hasFailed ? 1 : 0)
  }

  private func noteRecovery() {
    guard lastError != nil else { return }
    lastError = nil
    logger.info("Refresh works again", metadata: ["source": "\(source.id)"])
  }
}
