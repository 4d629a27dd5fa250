import ConferenceModel
import Foundation
import Persistence
import Planning

/// Messages that state what no longer holds into the outbox, to be corrected in place, within the
/// transaction that tells the change.
///
/// It looks at what stands in the chats now, so ten edits give one correction and a change that was
/// taken back in time gives none.
struct CorrectionStep {
  let now: Date
  let conferenceTimeZone: TimeZone

  private struct Case: Hashable {
    let stated: FactsID
    let session: SessionID
  }

  private struct Draft {
    let subscriber: SubscriberID
    let kind: NoticeKind
    var names: [String] = []
    /// When what changed is over, by the old facts and by the new ones.
    var end = Date.distantPast
  }

  /// How many messages were queued.
  ///
  /// - parameter sessions: those whose changes settle now.
  func run(_ store: WriteTransaction, settled sessions: [SessionID]) throws -> Int {
    let outdated = try store.outdatedStatements(of: sessions)
    guard !outdated.isEmpty else { return 0 }
    let programme = try store.programme()
    let stated = try store.facts(Set(outdated.map(\.stated)))
    let aliases = try store.roomAliases()
    var decisions: [Case: AlertPlanner.Decision] = [:]
    var drafts: [Int64: Draft] = [:]
    for statement in outdated {
      guard let entry = programme[statement.session], let before = stated[statement.stated] else {
        continue
      }
      // A digest speaks of the programme; all else of stars, and the star is gone.
      guard statement.isStarred || statement.kind == .digest else {
        try store.forgetStatement(of: statement.entry, about: statement.session)
        continue
      }
      let key = Case(stated: statement.stated, session: statement.session)
      let decision =
        decisions[key]
        ?? AlertPlanner.decide(
          told: before, current: entry.session.facts, kind: entry.session.kind,
          roomAliases: aliases[entry.session.key.source] ?? [:], now: now)
      decisions[key] = decision
      switch decision {
      case .past: try store.forgetStatement(of: statement.entry, about: statement.session)
      case .silent:
        try store.setStatements(
          of: statement.entry, [StatedFacts(session: entry.id, facts: entry.factsID)], now: now)
      case .tell(let changes):
        let timing = AlertPlanner.timing(
          changes: changes, current: entry.session.facts, told: before, now: now)
        var draft =
          drafts[statement.entry]
          ?? Draft(subscriber: statement.subscriber, kind: statement.kind)
        draft.names.append("\(entry.id)@\(entry.changeNumber)")
        draft.end = max(draft.end, timing.expiry)
        drafts[statement.entry] = draft
      }
    }
    return try store.enqueue(
      drafts.sorted { $0.key < $1.key }.compactMap { try entry(correcting: $0, $1, store) },
      now: now)
  }

  /// nil for the digest of a day that is over.
  ///
  /// The relay works by deadlines, and a keynote that moves makes thousands of messages untrue:
  /// nobody waits for a correction, so its deadline is its expiry and it gives way to all that
  /// rings.
  private func entry(
    correcting number: Int64, _ draft: Draft, _ store: WriteTransaction
  ) throws -> NewOutboxEntry? {
    let expiry =
      draft.kind == .digest
      ? try dayEnd(of: number, store) : max(draft.end, try lastEnd(of: number, store))
    guard expiry > now else {
      try store.forgetStatements(of: number)
      return nil
    }
    return NewOutboxEntry(
      key: "correction/\(number)/\(draft.names.joined(separator: ","))",
      subscriber: draft.subscriber, notice: .correction(of: number), dueAt: now,
      deadline: expiry, expiresAt: expiry)
  }

  private func lastEnd(of number: Int64, _ store: WriteTransaction) throws -> Date {
    let programme = try store.programme()
    return try store.statements(of: number)
      .compactMap { programme[$0.session]?.session.facts.presumedEnd }.max() ?? .distantPast
  }

  private func dayEnd(of number: Int64, _ store: WriteTransaction) throws -> Date {
    guard let message = try store.deliveredEntry(number)?.entry,
      case .digest(let day, _) = message.notice
    else { return .distantPast }
    let zone =
      message.subscriber.preferences.timeZone.flatMap(TimeZone.init(identifier:))
      ?? conferenceTimeZone
    return DigestPlanner.end(of: day, timeZone: zone)
  }
}
