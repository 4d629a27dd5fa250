import ConferenceModel
import Foundation
import Persistence
import Planning

/// Settled changes into the outbox, one message per subscriber, within one transaction.
struct AlertStep {
  let now: Date

  private struct Case: Hashable {
    let told: FactsID
    let session: SessionID
  }

  private struct Draft {
    var sessions: [ProgrammeEntry] = []
    var deadline = Date.distantFuture
    var expiry = Date.distantPast
  }

  /// How many messages were queued.
  ///
  /// - parameter sessions: those whose changes settle now.
  func run(_ store: WriteTransaction, settled sessions: [SessionID]) throws -> Int {
    let programme = try store.programme()
    let untold = try store.untoldStars(of: sessions)
    let told = try store.facts(Set(untold.map(\.told)))
    let aliases = try store.roomAliases()
    var decisions: [Case: AlertPlanner.Decision] = [:]
    var drafts: [SubscriberID: Draft] = [:]
    for star in untold {
      guard let entry = programme[star.session], let before = told[star.told] else { continue }
      let key = Case(told: star.told, session: star.session)
      let decision =
        decisions[key]
        ?? AlertPlanner.decide(
          told: before, current: entry.session.facts, kind: entry.session.kind,
          roomAliases: aliases[entry.session.key.source] ?? [:], now: now)
      decisions[key] = decision
      guard case .tell(let changes) = decision else {
        try store.tell(
          star.subscriber, [StatedFacts(session: star.session, facts: entry.factsID)])
        continue
      }
      let timing = AlertPlanner.timing(
        changes: changes, current: entry.session.facts, told: before, now: now)
      var draft = drafts[star.subscriber] ?? Draft()
      draft.sessions.append(entry)
      draft.deadline = min(draft.deadline, timing.deadline)
      draft.expiry = max(draft.expiry, timing.expiry)
      drafts[star.subscriber] = draft
    }
    try store.markAlerted(untold)
    return try store.enqueue(
      drafts.sorted { $0.key < $1.key }.map { entry(for: $0, $1) }, now: now)
  }

  /// The instant and the changes are in the key: what was told once and changes again, or is told
  /// anew to somebody who came back, is another message. Twice in one pass it cannot be, the stars
  /// are marked.
  private func entry(for subscriber: SubscriberID, _ draft: Draft) -> NewOutboxEntry {
    let names = draft.sessions.map { "\($0.id)@\($0.changeNumber)" }.joined(separator: ",")
    let stamp = Int64(now.timeIntervalSince1970 * 1000)
    return NewOutboxEntry(
      key: "alert/\(subscriber)/\(stamp)/\(names)", subscriber: subscriber,
      notice: .alert(sessions: draft.sessions.map(\.id)), dueAt: now,
      deadline: draft.deadline, expiresAt: draft.expiry)
  }
}
