import ConferenceModel
import Foundation
import Persistence
import Phrasebook
import Planning

/// What a person needs to know of other stars: the way from the talk before, and what to fall back
/// on.
extension NoticeRenderer {
  /// The walks to the sessions of a reminder, as far as they are true now; none for a channel.
  func walks(
    to sessions: [SessionNews], of subscriber: Subscriber, from store: ReadTransaction
  ) throws -> [SessionID: Walk] {
    guard subscriber.audience == .person else { return [:] }
    var result: [SessionID: Walk] = [:]
    for news in sessions {
      result[news.entry.id] = try store.walk(to: news.entry.id, of: subscriber.id)
    }
    return result
  }

  /// The backups to offer with an alert, by the first choice that fell through; each talk once, as
  /// it stands now. Nobody counts as told by an offer: what changed of a backup is told on its own.
  ///
  /// - parameter alert: what is told, each talk once.
  /// - parameter told: what the subscriber knew of these talks.
  func backups(
    for alert: [SessionNews], told: [SessionID: SessionFacts], to subscriber: Subscriber,
    from store: ReadTransaction, now: Date
  ) throws -> [SessionID: [ProgrammeEntry]] {
    let marks = subscriber.audience == .person ? try store.marks(of: subscriber.id) : [:]
    let lost = alert.filter { marks[$0.entry.id] == .goto }
    guard !lost.isEmpty, marks.values.contains(.backup) else { return [:] }
    let programme = try store.programme()
    let stars = try store.stars(of: subscriber.id).compactMap { programme[$0.session] }
    var offers: [SessionID: [ProgrammeEntry]] = [:]
    for first in lost {
      guard let before = told[first.entry.id] else { continue }
      let entries = BackupPlanner.offers(
        for: first.entry, told: before, changes: first.changes, stars: stars, marks: marks,
        now: now)
      let shown = Self.eachOnce(entries.map { SessionNews(entry: $0) }).map(\.entry)
      if !shown.isEmpty { offers[first.entry.id] = shown }
    }
    return offers
  }
}
