import ConferenceModel
import Delivery
import Foundation
import Messaging
import Persistence
import Rehearsal
import ReminderScheduling
import ScheduleSync
import Timekeeping

/// Steps the parts that `serve` runs from event to event: refreshes, what people type, what is due,
/// what is sent. Nothing happens between two events, so hours pass in milliseconds.
struct RehearsalRun {
  let parts: BotParts
  let clock: SimulatedClock
  let channels: [RehearsalChannel]
  let span: DateInterval
  /// Real seconds that pass while simulated ones do; nil steps at full speed.
  let tempo: RehearsalTempo
  var desks: [RefreshDesk]
  var crowd: RehearsalStage
  private var nextScheduling = Date.distantPast
  private var nextSending: [Date]

  /// Relays wake for every permit of a lane, which at 25 a second is every 40 ms; the next one is
  /// let wait so long, in seconds, so that a burst is done in fewer steps. No rate is lost by it.
  private static let stride: TimeInterval = 0.2

  init(
    parts: BotParts, clock: SimulatedClock, channels: [RehearsalChannel], span: DateInterval,
    tempo: RehearsalTempo, desks: [RefreshDesk], crowd: RehearsalStage
  ) {
    self.parts = parts
    self.clock = clock
    self.channels = channels
    self.span = span
    self.tempo = tempo
    self.desks = desks
    self.crowd = crowd
    nextSending = channels.map { _ in .distantPast }
  }

  /// Reads the programme and lets everybody in.
  mutating func open(_ blueprint: BotBlueprint, _ crowd: RehearsalCrowd) async throws {
    let now = span.start
    for index in desks.indices {
      try await desks[index].refresh(parts.refreshers[index], now: now)
    }
    try BotParts.storeOperatorChannels(of: blueprint, in: parts.database, now: now)
    try await self.crowd.populate(
      crowd, in: parts.database, timeZone: blueprint.timeZone, now: now)
  }

  /// Lets everything happen until the end.
  ///
  /// - throws: `PersistenceError`, or `TalkBellError` when the audience's file names what is not
  ///   there.
  mutating func play() async throws {
    try await step()
    while let next = [
      desks.compactMap(\.next).min(), crowd.next, nextScheduling, nextSending.min(),
    ].compactMap(\.self).min(), next <= span.end {
      try await tempo.wait(until: next)
      clock.advance(to: next)
      try await step()
      tempo.report(now: clock.now(), sent: channels.reduce(0) { $0 + $1.count })
    }
    tempo.end()
  }

  /// All that is due now.
  private mutating func step() async throws {
    let now = clock.now()
    for index in desks.indices {
      try await desks[index].refresh(parts.refreshers[index], now: now)
    }
    let isAnythingTyped = try await crowd.play(now: now, parts)
    if isAnythingTyped { nextSending = nextSending.map { min($0, now) } }
    var isBusy = true
    while isBusy {
      let planned = try await parts.scheduler.pass(now: now)
      nextScheduling = planned.next ?? .distantFuture
      // The relays are woken by whoever puts something in the outbox; a refresh may, too.
      let isWoken = planned.hasQueued || desks.contains { $0.lastRefresh == now }
      if isWoken { nextSending = nextSending.map { min($0, now) } }
      isBusy = planned.hasQueued
      for index in channels.indices where nextSending[index] <= now {
        isBusy = try await send(index, now: now) || isBusy
      }
      // A refresh wakes once.
      for index in desks.indices { desks[index].lastRefresh = nil }
    }
    // What is due now and could not be done is tried again a second later.
    if nextScheduling <= now { nextScheduling = now.addingTimeInterval(1) }
  }

  /// One pass of a relay.
  ///
  /// - returns: whether it did anything.
  private mutating func send(_ index: Int, now: Date) async throws -> Bool {
    let pass = try await parts.relays[index].pass(now: now)
    let clear = channels[index].carry()
    let wanted = pass.next ?? .distantFuture
    let isBusy = pass.claimed > pass.waiting
    if clear > now {
      // All connections are taken: a relay claims no more until messages have left.
      nextSending[index] = max(clear, wanted)
    } else if wanted > now || !isBusy {
      nextSending[index] = max(wanted, now.addingTimeInterval(Self.stride))
    }
    return isBusy
  }
}
