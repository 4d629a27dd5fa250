import ConferenceModel
import Conversation
import Delivery
import Foundation
import Messaging
import ReminderScheduling
import ScheduleSync
import Timekeeping

/// Steps the same parts that `serve` runs, in one order and from event to event, so that hours
/// pass in milliseconds and every run is the same.
struct StepwiseRun {
  let parts: BotParts
  let clock: SimulatedClock
  /// Between two refreshes of all feeds, in simulated seconds.
  let refreshEvery: TimeInterval
  private var nextRefresh: Date
  private var nextDue = Date.distantFuture
  private var lineCount = 0

  /// A run from the clock's time on.
  init(parts: BotParts, clock: SimulatedClock, refreshEvery: TimeInterval) {
    self.parts = parts
    self.clock = clock
    self.refreshEvery = refreshEvery
    nextRefresh = clock.now()
  }

  /// Lets everything happen that is due until `target`, in order.
  mutating func advance(to target: Date) async throws {
    while min(nextRefresh, nextDue) <= target {
      clock.advance(to: min(nextRefresh, nextDue))
      if nextRefresh <= clock.now() {
        for refresher in parts.refreshers { try await refresher.pass(now: clock.now()) }
        nextRefresh = clock.now().addingTimeInterval(refreshEvery)
      }
      try await settle()
    }
    clock.advance(to: target)
    try await settle()
  }

  /// Says something as a person would, and lets the answer come.
  mutating func say(_ text: String, at address: ConversationAddress) async throws {
    lineCount += 1
    let message = IncomingMessage(address: address, audience: .person, text: text)
    _ = try await parts.handler.handle(
      IncomingBatch(events: [.message(message)], cursor: "tour-\(lineCount)"),
      on: address.platform, database: parts.database, now: clock.now())
    try await settle()
  }

  /// Passes of scheduler and relays until nothing more happens at this instant.
  private mutating func settle() async throws {
    let now = clock.now()
    var isBusy = true
    nextDue = .distantFuture
    while isBusy {
      let planned = try await parts.scheduler.pass(now: now)
      isBusy = planned.hasQueued
      nextDue = planned.next ?? .distantFuture
      for relay in parts.relays {
        let sent = try await relay.pass(now: now)
        isBusy = isBusy || sent.claimed > sent.waiting
        nextDue = min(nextDue, sent.next ?? .distantFuture)
      }
    }
    // What is due now and could not be done is tried again a second later.
    if nextDue <= now { nextDue = now.addingTimeInterval(1) }
  }
}
