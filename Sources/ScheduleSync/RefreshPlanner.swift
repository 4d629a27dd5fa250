package import ConferenceModel
package import Foundation
package import Persistence
package import Planning

/// Decides what one refresh of one source changes; pure.
package struct RefreshPlanner: Sendable {
  /// How long changes settle before they are told.
  package var settlePolicy: SettlePolicy
  /// Room names of this source that were renamed before, old to new.
  package var roomAliases: [String: String]

  /// A planner for one source.
  package init(settlePolicy: SettlePolicy, roomAliases: [String: String]) {
    self.settlePolicy = settlePolicy
    self.roomAliases = roomAliases
  }

  /// What changes when the feed reads as `schedule`.
  ///
  /// A session that is gone is only counted as missing; gone in two refreshes in a row, it counts
  /// as cancelled. Feeds lose sessions for minutes and give them back.
  package func changes(
    from stored: [StoredSession], to schedule: Schedule, now: Date
  ) -> SourceChanges {
    var changes = SourceChanges()
    let known = stored.map(\.entry.session)
    let pairing = SessionPairing(old: known, new: schedule.sessions)
    changes.renamedRooms = ScheduleComparison.renamedRooms(
      from: known, to: schedule.sessions, pairing: pairing)
    let aliases = roomAliases.merging(changes.renamedRooms) { _, new in new }
    for pair in pairing.pairs {
      let old = stored[pair.old]
      let session = ScheduleComparison.versionToKeep(
        stored: old.entry.session, feed: schedule.sessions[pair.new])
      if old.entry.session != session {
        changes.updated.append(update(old, to: session, aliases: aliases, now: now))
      } else if old.missingRefreshes > 0 {
        changes.missing[old.entry.id] = 0
      }
    }
    changes.added = pairing.added.map { schedule.sessions[$0] }
    let gone = pairing.gone.map { stored[$0] }
    countMissing(gone, into: &changes, now: now)
    return changes
  }

  /// What changes when the feed is the same as last time: what was missing once is missing again.
  package func changesWhenUnmodified(stored: [StoredSession], now: Date) -> SourceChanges {
    var changes = SourceChanges()
    countMissing(stored.filter { $0.missingRefreshes > 0 }, into: &changes, now: now)
    return changes
  }

  /// Why this version should not be believed; nil when it may be.
  package func reasonToHold(
    from stored: [StoredSession], to schedule: Schedule, now: Date
  ) -> HoldReason? {
    FeedGuard.reasonToHold(
      from: stored.filter { $0.missingRefreshes == 0 }.map(\.entry.session),
      to: schedule.sessions, now: now)
  }

  private func countMissing(
    _ gone: [StoredSession], into changes: inout SourceChanges, now: Date
  ) {
    for old in gone where old.entry.session.facts.status == .scheduled {
      // Feeds drop what is over, and repeated events are read in a window around now.
      if old.entry.session.facts.isOver(at: now) { continue }
      if old.missingRefreshes == 0 {
        changes.missing[old.entry.id] = 1
      } else {
        var cancelled = old.entry.session
        cancelled.facts.status = .cancelled
        changes.updated.append(update(old, to: cancelled, aliases: [:], now: now))
      }
    }
  }

  private func update(
    _ old: StoredSession, to session: Session, aliases: [String: String], now: Date
  ) -> SourceChanges.Update {
    let (before, after) = (old.entry.session.facts, session.facts)
    let news =
      before == after
      ? []
      : ScheduleComparison.changes(
        from: before, to: after, kind: session.kind, roomAliases: aliases)
    let pending = old.settlesAt.map {
      PendingSettle(firstChangedAt: old.firstChangedAt ?? now, settlesAt: $0)
    }
    let settlesAt =
      before == after
      ? old.settlesAt
      : AlertPlanner.settlesAt(
        changes: news, old: before, new: after, now: now, pending: pending,
        policy: settlePolicy)
    return SourceChanges.Update(
      id: old.entry.id, session: session, settlesAt: settlesAt,
      firstChangedAt: settlesAt == nil ? nil : old.firstChangedAt ?? now,
      isRenamed: old.entry.session.key != session.key)
  }
}
