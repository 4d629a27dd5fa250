import ConferenceModel
import Foundation
import Persistence
import Planning

/// Due reminders of at most `limit` rows into the outbox, within one transaction.
struct ReminderStep {
  let now: Date
  let limit: Int
  /// A burst that has to begin before it is due: the reminders of a platform due until then.
  var early: (platform: ChatPlatform, until: Date)?

  /// Back-to-back talks are looked for this far ahead, in seconds.
  private static let window: TimeInterval = 3600

  func run(_ store: WriteTransaction) throws -> (queued: Int, dropped: Int) {
    let armed = try store.remindersToPlan(
      dueUntil: early?.until ?? now, window: Self.window, limit: limit, platform: early?.platform)
    let programme = try store.programme()
    let candidates = armed.compactMap { reminder in
      programme[reminder.session].map {
        ReminderCandidate(
          subscriber: reminder.subscriber, lead: reminder.lead, entry: $0,
          isDue: isDue(reminder), dueAt: reminder.dueAt, isSnoozed: reminder.isSnoozed)
      }
    }
    let plan = ReminderPlanner.plan(candidates, now: now)
    let queued = try store.enqueue(plan.reminders.map(entry), now: now)
    try store.consume(
      plan.reminders.flatMap { planned in
        planned.covers.map { (planned.subscriber, $0.session, $0.lead) }
      })
    // Whatever is due goes in this transaction, planned or not: a row that stayed would be planned
    // again and again.
    try store.consume(armed.filter(isDue))
    for dropped in plan.dropped {
      try store.noteDropped(
        dropped.session, of: dropped.subscriber, isLate: dropped.reason == .started,
        reason: Self.words(dropped), now: now)
    }
    return (queued, plan.dropped.count)
  }

  /// What says "now" and what a person asked for at a certain time never comes early.
  private func isDue(_ reminder: ArmedReminder) -> Bool {
    if reminder.dueAt <= now { return true }
    guard let early, reminder.lead.minutes > 0, !reminder.isSnoozed else { return false }
    return reminder.dueAt <= early.until
  }

  private static func words(_ dropped: DroppedReminder) -> String {
    let lead = "the reminder of \(dropped.lead.minutes) min before was dropped"
    return switch dropped.reason {
    case .started: "\(lead), because the session had begun when it came to it"
    case .cancelled: "\(lead), because the session was cancelled"
    case .noTime: "\(lead), because the session had no time any more"
    }
  }

  private func entry(_ planned: PlannedReminder) -> NewOutboxEntry {
    NewOutboxEntry(
      key: planned.key, subscriber: planned.subscriber,
      notice: planned.slots.isEmpty
        ? .reminder(sessions: planned.sessions, start: planned.start, lead: planned.lead)
        : .upcoming(slots: planned.slots),
      dueAt: now, deadline: planned.deadline, expiresAt: planned.expiry)
  }
}
