package import ConferenceModel
package import Foundation
package import Logging
package import Messaging
package import Persistence
import Synchronization
package import Timekeeping

/// Carries the outbox entries of one platform to its chat: claim, send, settle.
///
/// Each conversation is served in order and one message at a time, different ones side by side, so
/// a chat that hangs delays nobody else. The claim is committed before the network call, ends are
/// committed in batches as they come; a crash in between leaves leased rows, which `rescue` hands
/// to the rule of the ambiguous window.
package actor OutboxRelay {
  let database: ConferenceDatabase
  let channel: any ChatChannel
  let renderer: NoticeRenderer
  let clock: any WallClock
  let policy = RetryPolicy()
  let jitter: @Sendable () -> Double
  let logger: Logger
  let metrics: DeliveryMetrics
  let onOutdated: @Sendable () -> Void
  private let concurrency: Int
  private let wake: WakeSignal
  private let stopRequest = WakeSignal()
  private let hasStopRequest = Mutex(false)
  private var hasRescued = false
  private var lastError: String?
  var pacer: Pacer
  var done = RelayPass()
  /// Claimed entries by conversation, in order; a conversation with a key here is being served.
  var queues: [ConversationAddress: [OutboxEntry]] = [:]
  /// Ends that are not stored yet.
  var ended: [(Settlement, RetryDecision?)] = []
  /// How many ends there were and how many of them are stored.
  var endCount = (all: 0, stored: 0)
  /// The write of a batch of ends that runs now.
  var settling: Task<Void, any Error>?
  /// Entries whose words nobody has begun to make, and whether a batch is being made.
  var unprepared: [UnpreparedEntry] = []
  var isPreparing = false
  private var shares = PatientShare()
  /// Whether the operator was told that the platform refuses our token.
  var hasReportedToken = false

  /// How long a lease lasts, in seconds; longer than any network timeout.
  private static let lease: TimeInterval = 300
  /// How long a graceful stop waits for messages under way, in real time.
  private static let stopLimit: Duration = .seconds(7)

  /// A relay that has not run yet.
  ///
  /// - parameter concurrency: conversations served at the same time.
  /// - parameter wake: signalled by whoever puts something in the outbox.
  /// - parameter jitter: a number from 0 to 1, new on each call.
  /// - parameter onOutdated: called when the scheduler has to look again: facts changed while a
  ///   message was under way that states them, or the pace of the platform is another one.
  package init(
    database: ConferenceDatabase, channel: any ChatChannel, conferenceName: String,
    conferenceTimeZone: TimeZone, clock: any WallClock, concurrency: Int = 32, wake: WakeSignal,
    jitter: @escaping @Sendable () -> Double,
    onOutdated: @escaping @Sendable () -> Void = {}, logger: Logger
  ) {
    self.onOutdated = onOutdated
    self.database = database
    self.channel = channel
    self.renderer = NoticeRenderer(
      conferenceName: conferenceName, conferenceTimeZone: conferenceTimeZone)
    self.clock = clock
    self.concurrency = concurrency
    self.wake = wake
    self.jitter = jitter
    self.logger = logger
    self.metrics = DeliveryMetrics(platform: channel.platform)
    self.pacer = Pacer(main: channel.platform.rawValue, published: channel.overallRule)
  }

  /// The platform it serves.
  package nonisolated var platform: ChatPlatform { channel.platform }

  /// Serves the outbox until `stop` or until the task is cancelled. After `stop` nothing new is
  /// begun; what is under way has seven seconds to end and is stored.
  package func run() async throws {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await self.serve() }
      group.addTask {
        try? await self.stopRequest.wait(until: nil, on: self.clock)
        try? await SystemClock().sleep(for: Self.stopLimit)
      }
      await group.next()
      group.cancelAll()
    }
    // An end that came while the task was cancelled may have missed its turn.
    do { try await settleEnded() } catch { note(error) }
  }

  /// Asks `run` to end gracefully; may be called from anywhere, more than once.
  package nonisolated func stop() {
    hasStopRequest.withLock { $0 = true }
    stopRequest.signal()
    wake.signal()
  }

  /// Forgets how full its lanes are, for that was by another clock; looks for what may go now.
  package func clockWasSet() {
    pacer.forgetInstants()
    wake.signal()
  }

  /// True from `stop` on.
  nonisolated var isStopping: Bool { hasStopRequest.withLock { $0 } }

  /// One round: all that may go now is sent and settled when this returns.
  ///
  /// - throws: `PersistenceError`; ends that could not be stored are kept and stored first next
  ///   time.
  @discardableResult
  package func pass(now: Date) async throws -> RelayPass {
    done = RelayPass()
    let claim = try await claim(now: now)
    await withTaskGroup(of: Void.self) { group in
      for conversation in claim.fresh {
        group.addTask { await self.drain(conversation) }
      }
    }
    try await settleEnded()
    done.next = try await instant(after: claim, now: now)
    return done
  }

  private func serve() async {
    await withDiscardingTaskGroup { group in
      while !isStopping, !Task.isCancelled {
        var next: Date?
        let begin = SystemClock().elapsed()
        do {
          let claim = try await claim(now: clock.now())
          metrics.noteClaim((SystemClock().elapsed() - begin).seconds, hasFailed: false)
          for conversation in claim.fresh {
            group.addTask {
              await self.drain(conversation)
              self.wake.signal()
            }
          }
          next = try await instant(after: claim, now: clock.now())
          noteRecovery()
        } catch {
          if error is CancellationError { return }
          metrics.noteClaim((SystemClock().elapsed() - begin).seconds, hasFailed: true)
          note(error)
          next = clock.now().addingTimeInterval(1)
        }
        if isStopping { return }
        do { try await wake.wait(until: next, on: clock) } catch { return }
      }
    }
  }

  /// What a claim brought, and what there is to wait for then.
  private struct Claim {
    enum Next { case conversation, lane, dueTime }
    /// Conversations that nobody serves yet; somebody has to.
    var fresh: [ConversationAddress] = []
    var next: Next
  }

  /// Claims what may go. Nothing may fail between the commit and the return: a lease whose
  /// conversation nobody serves would be taken for a crash.
  private func claim(now: Date) async throws -> Claim {
    try await settleEnded()
    let platform = platform
    if !hasRescued {
      pacer.remember(try await database.read { try $0.laneLimits(of: platform) }, now: now)
      try await keepRate(now: now)
      try await rescue(now: now)
      hasRescued = true
    }
    let (isLate, isOpen) = try await database.read { store in
      (try store.hasExpired(now: now), try store.hasDeliveries(platform: platform, now: now))
    }
    if isLate {
      done.expired += try await database.write { try $0.expire(now: now, limit: 1000) }
    }
    // Two entries of a conversation count, so that the backlog of one that hangs is no obstacle.
    let room = concurrency * 2 - queues.values.reduce(0) { $0 + min($1.count, 2) }
    let limit = min(room, pacer.permits(of: platform.rawValue, now: now) ?? room)
    guard limit > 0 else { return Claim(next: room > 0 ? .lane : .conversation) }
    guard isOpen else { return Claim(next: .dueTime) }
    let share = shares.take(of: limit)
    let entries = try await database.write { store in
      try store.claim(
        platform: platform, now: now, limit: limit, share: share, lease: Self.lease)
    }
    done.claimed += entries.count
    return Claim(fresh: enqueue(entries), next: entries.count == limit ? .lane : .dueTime)
  }

  /// Lets the scheduler know how fast this platform is, so that a burst begins early enough.
  private func keepRate(now: Date) async throws {
    pacer.noteStart()
    let (lanes, platform) = (pacer.takeChanges(now: now), platform)
    try await database.write { store in
      try store.keep(lanes.keep, of: platform)
      try store.forgetLanes(lanes.forget)
    }
    if pacer.rate(at: now) != nil { onOutdated() }
  }

  /// When to look again; nil when only a signal brings anything new.
  private func instant(after claim: Claim, now: Date) async throws -> Date? {
    let platform = platform
    return switch claim.next {
    case .conversation: nil
    case .lane: pacer.opening(of: platform.rawValue, now: now)
    case .dueTime: try await database.read { try $0.nextDeliveryInstant(platform: platform) }
    }
  }

  /// Sorts entries into their conversations' queues; gives back the conversations that are new.
  private func enqueue(_ entries: [OutboxEntry]) -> [ConversationAddress] {
    var fresh: [ConversationAddress] = []
    for entry in entries {
      let address = entry.subscriber.address
      if queues[address] == nil { fresh.append(address) }
      queues[address, default: []].append(entry)
    }
    return fresh
  }

  private func note(_ error: any Error) {
    let text = "\(error)"
    guard text != lastError else { return }
    lastError = text
    logger.error(
      "Delivery stands still",
      metadata: ["platform": "\(platform.rawValue)", "reason": "\(text)"])
  }

  private func noteRecovery() {
    guard lastError != nil else { return }
    lastError = nil
    logger.info("Delivery works again", metadata: ["platform": "\(platform.rawValue)"])
  }
}

/// What digests and corrections get of a lane that is busy with what rings: a tenth, so that a
/// burst of reminders holds none of them up for good.
struct PatientShare: Hashable, Sendable {
  private var credit = 0.0

  /// How many of so many claims are kept for them.
  mutating func take(of limit: Int) -> Int {
    credit = min(credit + Double(limit) / 10, 8)
    let share = min(Int(credit), limit)
    credit -= Double(share)
    return share
  }
}
