import ConferenceModel
package import FoundationEssentials

/// Makes reminders of due stars: one message per subscriber and slot.
package enum ReminderPlanner {
  /// The messages of all that is due.
  ///
  /// Sessions of a subscriber that start together are one message; those to which the walk is
  /// shorter come along with the first that is due. Short talks back to back in one room are a
  /// block: the reminder of the first names all, also those not due yet, and uses up theirs of the
  /// same lead; what starts now, with a lead of zero, names nothing ahead of it. Of several leads
  /// of a session that are due at once, after a downtime, only the shortest speaks, and several
  /// slots that it held up are one summary. Cancelled and begun sessions are dropped.
  ///
  /// - parameter candidates: in any order and of any number of subscribers; those not due yet
  ///   need only cover the hour after the due ones.
  package static func plan(_ candidates: [ReminderCandidate], now: Date) -> ReminderPlan {
    var plan = ReminderPlan()
    let items = candidates.indices.map { Item(candidates[$0], index: $0) }
      .sorted(by: Item.isBefore)
    var first = items.startIndex
    while first < items.endIndex {
      var end = first + 1
      while end < items.endIndex, items[end].subscriber == items[first].subscriber { end += 1 }
      planSubscriber(items[first..<end], candidates, now: now, into: &plan)
      first = end
    }
    return plan
  }

  /// What sorting and grouping need of a candidate, without its texts.
  private struct Item {
    let subscriber: SubscriberID
    /// Seconds since the reference date; infinite when unknown.
    let start: Double
    let session: SessionID
    let lead: LeadTime
    let isDue: Bool
    let dueAt: Date
    let isSnoozed: Bool
    let index: Int

    init(_ candidate: ReminderCandidate, index: Int) {
      subscriber = candidate.subscriber
      start =
        candidate.entry.session.facts.start?.timeIntervalSinceReferenceDate ?? .infinity
      session = candidate.entry.id
      lead = candidate.lead
      isDue = candidate.isDue
      dueAt = candidate.dueAt
      isSnoozed = candidate.isSnoozed
      self.index = index
    }

    var covered: CoveredReminder { CoveredReminder(session: session, lead: lead) }

    static func isBefore(_ left: Item, _ right: Item) -> Bool {
      (left.subscriber, left.start, left.session, left.lead)
        < (right.subscriber, right.start, right.session, right.lead)
    }
  }

  private static func planSubscriber(
    _ items: ArraySlice<Item>, _ candidates: [ReminderCandidate], now: Date,
    into plan: inout ReminderPlan
  ) {
    var live: [Item] = []
    for item in items {
      if let reason = reasonToDrop(item, candidates[item.index].entry.session.facts, now: now) {
        if item.isDue {
          plan.dropped.append(
            DroppedReminder(
              subscriber: item.subscriber, session: item.session, lead: item.lead,
              reason: reason))
        }
      } else {
        live.append(item)
      }
    }
    var consumed: Set<CoveredReminder> = []
    var reminders: [PlannedReminder] = []
    var first = live.startIndex
    while first < live.endIndex {
      var end = first + 1
      while end < live.endIndex, live[end].start == live[first].start { end += 1 }
      let waiting = live[first..<end].filter { !consumed.contains($0.covered) }
      if let lead = waiting.filter(\.isDue).map(\.lead).min() {
        let due = waiting.filter { $0.isDue || ($0.lead >= lead && !$0.isSnoozed) }
        let followers = blockFollowers(of: due, slot: first..<end, in: live, candidates)
        reminders.append(reminder(due: due, followers: followers))
        consumed.formUnion(followers.map(\.covered))
      }
      first = end
    }
    plan.reminders += summing(reminders, now: now)
  }

  /// A reminder so many seconds late was held up by a downtime.
  private static let lateness: TimeInterval = 120

  /// One message for all that a downtime held up of a subscriber, where that is more than one.
  private static func summing(_ reminders: [PlannedReminder], now: Date) -> [PlannedReminder] {
    let late = reminders.filter { now.timeIntervalSince($0.due) > lateness }
    guard late.count > 1, var summary = late.first else { return reminders }
    for one in late.dropFirst() {
      summary.sessions += one.sessions
      summary.key += "+" + one.key
      summary.lead = min(summary.lead, one.lead)
      summary.due = min(summary.due, one.due)
      summary.deadline = min(summary.deadline, one.deadline)
      summary.expiry = max(summary.expiry, one.expiry)
      summary.covers += one.covers
    }
    summary.shape = .summary
    summary.slots = late.map { ReminderSlot(sessions: $0.sessions, start: $0.start) }
    return [summary] + reminders.filter { !late.contains($0) }
  }

  private static func reasonToDrop(
    _ item: Item, _ facts: SessionFacts, now: Date
  ) -> DroppedReminder.Reason? {
    if facts.status == .cancelled { return .cancelled }
    guard let start = facts.start else { return .noTime }
    return latest(start, item) <= now ? .started : nil
  }

  /// When a reminder is worth nothing any more. One with a lead of zero says "now", and has a
  /// minute to do so; not so one that was snoozed until seconds before.
  private static func latest(_ start: Date, _ item: Item) -> Date {
    item.lead.minutes == 0 && !item.isSnoozed ? start.addingTimeInterval(60) : start
  }

  private static func reminder(due: [Item], followers: [Item]) -> PlannedReminder {
    // Sorted by start and session, so equal ones are neighbours.
    var sessions: [SessionID] = []
    for item in due + followers where item.session != sessions.last {
      sessions.append(item.session)
    }
    let shape: ReminderShape =
      !followers.isEmpty ? .block : sessions.count > 1 ? .conflict : .single
    let lead = due.map(\.lead).min() ?? due[0].lead
    let speaking = due.filter { $0.lead == lead }
    let start = Date(timeIntervalSinceReferenceDate: due[0].start)
    let dueAt = speaking.map(\.dueAt).min() ?? due[0].dueAt
    let expiry = speaking.map { latest(start, $0) }.max() ?? start
    let numbers = sessions.map(String.init).joined(separator: ",")
    let second = Int64(start.timeIntervalSince1970.rounded(.down))
    // The reminder that was snoozed may have had the same lead; this one is another message.
    let again =
      due.filter { $0.isSnoozed && $0.isDue }.map(\.dueAt).max()
      .map { "/again@\(Int64($0.timeIntervalSince1970.rounded(.down)))" } ?? ""
    return PlannedReminder(
      subscriber: due[0].subscriber, sessions: sessions, start: start, lead: lead, shape: shape,
      key: "\(due[0].subscriber)/\(numbers)/\(second)/\(lead.minutes)\(again)",
      due: dueAt,
      deadline: min(dueAt.addingTimeInterval(60), expiry), expiry: expiry,
      covers: due.map(\.covered) + followers.map(\.covered))
  }

  /// The short talks that follow a due one back to back in its room, each alone in its slot: where
  /// two start together the person has to choose, and that is said at its own time.
  private static func blockFollowers(
    of due: [Item], slot: Range<Int>, in live: [Item], _ candidates: [ReminderCandidate]
  ) -> [Item] {
    guard let head = due.first, let lead = due.map(\.lead).min(),
      lead.minutes > 0 || due.contains(where: \.isSnoozed),
      live[slot].allSatisfy({ $0.session == head.session })
    else { return [] }
    var last = candidates[head.index].entry.session.facts
    guard last.room != nil, isShort(last) else { return [] }
    var followers: [Item] = []
    var first = slot.upperBound
    while first < live.endIndex {
      var end = first + 1
      while end < live.endIndex, live[end].start == live[first].start { end += 1 }
      let next = candidates[live[first].index].entry.session.facts
      let group = live[first..<end]
      guard group.allSatisfy({ $0.session == live[first].session }),
        group.contains(where: { isPart($0, lead) }),
        isShort(next), next.room == last.room, follows(next, last)
      else { break }
      followers += group.filter { isPart($0, lead) }
      last = next
      first = end
    }
    return followers
  }

  /// Whether the reminder of a later talk of a block goes with that of the first: longer leads that
  /// a downtime held up speak of the same talk, and a block is snoozed as a whole.
  private static func isPart(_ item: Item, _ lead: LeadTime) -> Bool {
    item.isDue || (item.lead == lead && !item.isSnoozed)
  }

  private static func isShort(_ facts: SessionFacts) -> Bool {
    facts.duration.map { $0 > 0 && $0 <= 15 * 60 } ?? false
  }

  private static func follows(_ next: SessionFacts, _ last: SessionFacts) -> Bool {
    guard let start = next.start, let end = last.end else { return false }
    return (0...300).contains(start.timeIntervalSince(end))
  }
}
