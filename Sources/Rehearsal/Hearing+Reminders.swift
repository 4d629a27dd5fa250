import ConferenceModel
import Foundation

/// Reminders, and posts at the start: each once, in time, never after the start.
extension Hearing {
  /// A reminder that names a session.
  private struct Hit {
    var message: Message
    /// When it would have been sent, and have come, if the session were the first that it names.
    var sentAt: Date
    var arrivedAt: Date
    /// The start of the first.
    var first: Date
  }

  private struct Slot: Hashable {
    var lineage: Int
    var start: Date
  }

  func reminders() -> [BrokenPromise] {
    let hits = hits()
    var broken: [BrokenPromise] = []
    var assigned: [Slot: [LeadTime: [Hit]]] = [:]
    for (slot, hits) in hits {
      for hit in hits {
        guard let lead = lead(of: hit, slot) else {
          broken.append(tooEarly(hit, slot))
          continue
        }
        let latest = lead.minutes == 0 ? hit.first.addingTimeInterval(60) : hit.first
        if hit.message.receipt.sentAt >= latest {
          broken.append(
            self.broken(
              .late, at: hit.message.receipt.sentAt, slot.lineage, "it was sent after the start"))
        }
        assigned[slot, default: [:]][lead, default: []].append(hit)
      }
      for (lead, hits) in assigned[slot] ?? [:] { broken += doubled(hits, slot, lead) }
    }
    for slot in slots() {
      for lead in leads where isRequired(slot, lead) {
        broken += missing(slot, lead, hits[slot] ?? [], assigned[slot]?[lead] ?? [])
      }
    }
    // A talk that two sources list gives one message; it is judged once.
    return Array(Set(broken))
  }

  private var leads: Set<LeadTime> {
    conversation.audience == .channel ? [LeadTime(minutes: 0)] : conversation.leads
  }

  private var slack: TimeInterval { checker.earlyRelease + 2 }

  private func hits() -> [Slot: [Hit]] {
    var result: [Slot: [Hit]] = [:]
    for message in messages where message.isNotice {
      guard case .reminder = message.read.kind else { continue }
      let starts = message.subjects.flatMap { $0.values.flatMap { $0.compactMap(\.start) } }
      guard let first = starts.min() else { continue }
      var slots: Set<Slot> = []
      for subjects in message.subjects {
        for (lineage, facts) in subjects where isWanted(lineage, at: message.receipt.sentAt) {
          for start in facts.compactMap(\.start) {
            slots.insert(Slot(lineage: lineage, start: start))
          }
        }
      }
      for slot in slots {
        let shift = slot.start.timeIntervalSince(first)
        result[slot, default: []].append(
          Hit(
            message: message, sentAt: message.receipt.sentAt.addingTimeInterval(shift),
            arrivedAt: message.receipt.arrivedAt.addingTimeInterval(shift), first: first))
      }
    }
    return result
  }

  private func isWanted(_ lineage: Int, at instant: Date) -> Bool {
    conversation.audience == .channel
      || conversation.mayBeStarred(
        lineage, from: instant.addingTimeInterval(-checker.reaction), to: instant)
  }

  /// The lead time that a message belongs to: the shortest that was due.
  private func lead(of hit: Hit, _ slot: Slot) -> LeadTime? {
    leads.filter { lead in
      let due = slot.start.addingTimeInterval(-lead.seconds)
      guard due <= hit.sentAt.addingTimeInterval(slack) else { return false }
      if conversation.audience == .channel { return true }
      return conversation.possiblePreferences(from: due, to: max(due, hit.sentAt)).contains {
        $0.leadTimes.contains(lead)
      }
    }.min()
  }

  private func tooEarly(_ hit: Hit, _ slot: Slot) -> BrokenPromise {
    let minutes = Int((slot.start.timeIntervalSince(hit.sentAt) / 60).rounded())
    return broken(
      .untrue, at: hit.message.receipt.sentAt, slot.lineage,
      "nobody asked to be reminded \(minutes) min before the start")
  }

  /// Twice, unless nobody knew that the first had arrived, or the person asked for it once more.
  private func doubled(_ hits: [Hit], _ slot: Slot, _ lead: LeadTime) -> [BrokenPromise] {
    var known = 0
    return hits.compactMap { hit in
      let receipt = hit.message.receipt
      defer { if receipt.isAnswered || receipt.address.platform == .matrix { known += 1 } }
      guard known > 0 else { return nil }
      let again = record.acts.contains {
        guard $0.address == conversation.address, case .ask(let text) = $0.action else {
          return false
        }
        return $0.at < receipt.sentAt && $0.at.addingTimeInterval(3600) > receipt.sentAt
          && (text.hasPrefix("snooze") || text.hasPrefix("稍后"))
      }
      guard !again else { return nil }
      return broken(
        .doubled, at: receipt.sentAt, slot.lineage,
        "the reminder of \(clock(slot.start)), \(lead.minutes) min ahead, came once more")
    }
  }

  /// All that had to be reminded of at some time.
  private func slots() -> Set<Slot> {
    let lineages =
      conversation.audience == .channel
      ? Set(history.lineages.indices) : Set(conversation.stars.map(\.lineage))
    var result: Set<Slot> = []
    for lineage in lineages {
      for stand in history.lineages[lineage].stands where stand.facts.status == .scheduled {
        if let start = stand.facts.start { result.insert(Slot(lineage: lineage, start: start)) }
      }
    }
    return result
  }

  private func isRequired(_ slot: Slot, _ lead: LeadTime) -> Bool {
    let due = slot.start.addingTimeInterval(-lead.seconds)
    // Armed before it is due, and nothing changes while it is on its way.
    let before = due.addingTimeInterval(-0.001)
    let end = lead.minutes == 0 ? slot.start.addingTimeInterval(60) : slot.start
    let arrival = disturbed.endOfCalm(of: checker.grace, after: due)
    guard before > record.span.start, canArrive(due: due, before: end.addingTimeInterval(1)),
      history.isSure(slot.lineage, at: arrival), conversation.isActive(from: before, to: arrival),
      let preferences = conversation.preferences(from: before, to: arrival)
    else { return false }
    let facts = history.possible(slot.lineage, from: before, to: arrival)
    guard !history.possible(slot.lineage, at: before).isEmpty,
      facts.allSatisfy({ $0.status == .scheduled && $0.start == slot.start })
    else { return false }
    if conversation.audience == .channel {
      guard let filter = preferences.follow else { return false }
      return isPassed(slot.lineage, by: filter, from: before, to: arrival)
    }
    return preferences.leadTimes.contains(lead)
      && conversation.isStarred(slot.lineage, from: before, to: arrival)
  }

  private func missing(
    _ slot: Slot, _ lead: LeadTime, _ hits: [Hit], _ own: [Hit]
  ) -> [BrokenPromise] {
    let due = slot.start.addingTimeInterval(-lead.seconds)
    let isThere = hits.contains { hit in
      hit.sentAt >= due.addingTimeInterval(-slack)
        && lateness(hit.arrivedAt, due: due) <= checker.grace
    }
    if isThere { return [] }
    if let first = own.min(by: { $0.arrivedAt < $1.arrivedAt }) {
      let late = Int(lateness(first.arrivedAt, due: due).rounded())
      return [
        broken(
          .late, at: first.message.receipt.arrivedAt, slot.lineage,
          "the reminder of \(clock(slot.start)), \(lead.minutes) min ahead, came \(late) s late")
      ]
    }
    if isGivenUp(naming: slot.lineage, since: due.addingTimeInterval(-slack)) { return [] }
    return [
      broken(
        .missing, at: due.addingTimeInterval(checker.grace), slot.lineage,
        "no reminder of \(clock(slot.start)), \(lead.minutes) min ahead")
    ]
  }

  /// Whether the network swallowed a message about a session twice without a word: that often it is
  /// sent, and no more.
  func isGivenUp(naming lineage: Int, since instant: Date) -> Bool {
    let titles = Set(history.lineages[lineage].stands.map(\.session.facts.title))
    let lost = record.losses.count { loss in
      loss.address == conversation.address && loss.sentAt >= instant
        && titles.contains(where: MessageLines(loss.document).standing.contains)
    }
    return lost > 1
  }

  /// Whether a session surely passes a filter all the time.
  func isPassed(
    _ lineage: Int, by filter: SessionFilter, from start: Date, to end: Date
  ) -> Bool {
    guard filter.guide == nil, !filter.mine else { return false }
    let stands = history.lineages[lineage].stands
    let shown = stands.filter { $0.from <= end && $0.until >= start.addingTimeInterval(-86_400) }
    return !shown.isEmpty && shown.allSatisfy { filter.matches($0.session, guides: []) }
  }
}
