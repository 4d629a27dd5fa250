import ConferenceModel
import Foundation

/// Alerts: each net change that stands, once; nothing that is no change.
extension Hearing {
  func alerts() -> [BrokenPromise] {
    var broken: [BrokenPromise] = []
    for message in messages where message.isNotice && message.read.kind == .alert {
      broken += superfluous(message)
    }
    let lineages =
      conversation.audience == .channel
      ? Array(history.lineages.indices) : Set(conversation.stars.map(\.lineage)).sorted()
    for lineage in lineages {
      let stands = history.lineages[lineage].stands
      for index in stands.indices.dropFirst() {
        broken += untold(lineage, stands[index], after: stands[index - 1])
      }
    }
    return broken
  }

  // MARK: - What was told

  /// What the conversation may have been told of a session by then, newest first; a later message
  /// may or may not have counted when nobody knew that it had arrived.
  private func told(
    _ lineage: Int, before instant: Date, bySomeNotice: Bool
  ) -> (facts: [SessionFacts], isAlert: Bool) {
    var facts: [SessionFacts] = []
    let star = conversation.starMoment(lineage, at: instant)
    for message in messages.reversed()
    where message.receipt.sentAt < instant && !message.receipt.isEdit {
      if let star, message.receipt.sentAt < star.earliest { break }
      let stated = message.subjects.flatMap { $0[lineage] ?? [] }
      guard !stated.isEmpty else { continue }
      facts += stated
      if !bySomeNotice || message.isNotice && isKnown(message) {
        return (facts, message.read.kind == .alert)
      }
    }
    if let star {
      facts += history.possible(lineage, from: star.earliest, to: star.latest)
    } else if conversation.audience == .channel {
      facts += history.lineages[lineage].stands.filter { $0.from < instant }.map(\.facts)
    }
    return (facts, false)
  }

  private func isKnown(_ message: Message) -> Bool {
    message.receipt.isAnswered || message.receipt.address.platform == .matrix
  }

  /// What is told although nothing changed since it was told last.
  private func superfluous(_ message: Message) -> [BrokenPromise] {
    let sentAt = message.receipt.sentAt
    return zip(message.read.statements, message.subjects).compactMap { statement, subjects in
      guard !subjects.isEmpty, !statement.isOffer else { return nil }
      let wanted = subjects.filter { lineage, _ in
        conversation.audience == .channel
          || conversation.mayBeStarred(
            lineage, from: sentAt.addingTimeInterval(-checker.reaction), to: sentAt)
      }
      guard !wanted.isEmpty else {
        return broken(
          .untrue, at: sentAt, subjects.keys.min(), "an alert about a talk without a star")
      }
      var isRepeated = false
      for (lineage, facts) in wanted {
        guard history.isSure(lineage, at: sentAt) else { return nil }
        let before = told(lineage, before: sentAt, bySomeNotice: true)
        let isSame = before.facts.allSatisfy { old in
          facts.allSatisfy { $0 == old || $0.status == .cancelled && old.status == .cancelled }
        }
        guard isSame, !before.facts.isEmpty else { return nil }
        isRepeated = isRepeated || before.isAlert
      }
      return broken(
        isRepeated ? .doubled : .untrue, at: sentAt, wanted.keys.min(),
        isRepeated ? "the same change was told once more" : "a change was told that is none")
    }
  }

  // MARK: - What was not told

  private func untold(
    _ lineage: Int, _ stand: FeedHistory.Stand, after last: FeedHistory.Stand
  ) -> [BrokenPromise] {
    let due = self.due(stand, after: last)
    let arrival = disturbed.endOfCalm(of: checker.grace, after: due)
    guard history.isSure(lineage, at: stand.from), stand.until > arrival,
      conversation.isActive(from: stand.from, to: arrival),
      let preferences = conversation.preferences(from: stand.from, to: arrival),
      preferences.alerts, isFollowed(lineage, preferences, from: stand.from, to: arrival)
    else { return [] }
    let before = told(lineage, before: stand.from, bySomeNotice: false).facts
    guard !before.isEmpty,
      before.allSatisfy({
        FactsDifference(from: $0, to: stand.facts, renamed: history.renamedRooms).isNews
      }), let end = (before + [stand.facts]).compactMap(\.presumedEnd).max()
    else { return [] }
    let starts = (before + [stand.facts]).compactMap(\.start)
    let allowed = afterQuiet(due, preferences, earliest: starts.min())
    let latest = disturbed.endOfCalm(of: checker.grace, after: allowed)
    guard end > latest, stand.until > latest, latest <= record.span.end,
      conversation.isActive(from: stand.from, to: latest),
      conversation.preferences(from: stand.from, to: latest) == preferences,
      isFollowed(lineage, preferences, from: stand.from, to: latest)
    else { return [] }
    return verdict(lineage, stand, due: allowed)
  }

  private func verdict(
    _ lineage: Int, _ stand: FeedHistory.Stand, due: Date
  ) -> [BrokenPromise] {
    let answers = messages.filter { message in
      !message.receipt.isEdit && message.receipt.sentAt >= stand.from
        && message.subjects.contains { subjects in
          subjects[lineage]?.contains { facts in
            stand.facts.status == .cancelled
              ? facts.status == .cancelled : facts == stand.facts
          } ?? false
        }
    }
    let change = stand.facts.status == .cancelled ? "the cancellation" : "the change"
    guard let first = answers.min(by: { $0.receipt.arrivedAt < $1.receipt.arrivedAt }) else {
      if isGivenUp(naming: lineage, since: stand.from) { return [] }
      return [
        broken(
          .missing, at: due.addingTimeInterval(checker.grace), lineage,
          "\(change) of \(clock(stand.from)) was not told")
      ]
    }
    let late = lateness(first.receipt.arrivedAt, due: due)
    guard late > checker.grace else { return [] }
    return [
      broken(
        .late, at: first.receipt.arrivedAt, lineage,
        "\(change) of \(clock(stand.from)) was told \(Int(late.rounded())) s late")
    ]
  }

  /// By when a change is handed on, at the latest.
  private func due(_ stand: FeedHistory.Stand, after last: FeedHistory.Stand) -> Date {
    let known = stand.isGone ? stand.confirmedBy : stand.knownBy
    let difference = FactsDifference(
      from: last.facts, to: stand.facts, renamed: history.renamedRooms)
    // Within the hour already when it was served, so also when it was seen.
    let isNear = [last.facts, stand.facts].contains { facts in
      guard let start = facts.start, let end = facts.presumedEnd else { return false }
      return start.timeIntervalSince(stand.from) <= 3600 && end > known
    }
    if difference.isUrgent, isNear { return known }
    let rest = difference.isNews && !difference.isMild ? checker.settle : checker.gather
    return known.addingTimeInterval(rest)
  }

  private func afterQuiet(_ due: Date, _ preferences: Preferences, earliest: Date?) -> Date {
    guard let end = quietEnd(preferences, at: due) else { return due }
    // What starts soon after the quiet hours is told before they end.
    if let earliest, earliest < end.addingTimeInterval(3600) { return due }
    return end
  }

  private func isFollowed(
    _ lineage: Int, _ preferences: Preferences, from start: Date, to end: Date
  ) -> Bool {
    conversation.audience == .channel
      ? isPassed(lineage, by: preferences.alertFilter, from: start, to: end)
      : conversation.isStarred(lineage, from: start, to: end)
  }
}
