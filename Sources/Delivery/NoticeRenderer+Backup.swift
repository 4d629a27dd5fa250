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

  /// The backups to offer with an alert, by the first choice that fell through.
  ///
  /// - parameter alert: what is told, each talk once.
  /// - parameter told: what the subscriber knew of these talks.
  /// - returns: the offers, with what changed of a backup unless the alert itself says so, and the
  ///   facts they state.
  func backups(
    for alert: [SessionNews], told: [SessionID: SessionFacts], to subscriber: Subscriber,
    from store: ReadTransaction, now: Date
  ) throws -> (offers: [SessionID: [SessionNews]], stated: [StatedFacts]) {
    let marks = subscriber.audience == .person ? try store.marks(of: subscriber.id) : [:]
    let lost = alert.filter { marks[$0.entry.id] == .goto }
    guard !lost.isEmpty, marks.values.contains(.backup) else { return ([:], []) }
    let programme = try store.programme()
    let stars = try store.stars(of: subscriber.id).compactMap { programme[$0.session] }
    let named = Set(alert.map(\.entry.id))
    var offers: [SessionID: [SessionNews]] = [:]
    var stated: [StatedFacts] = []
    for first in lost {
      guard let before = told[first.entry.id] else { continue }
      let entries = BackupPlanner.offers(
        for: first.entry, told: before, changes: first.changes, stars: stars, marks: marks,
        now: now)
      guard !entries.isEmpty else { continue }
      let news = try News(of: entries.map(\.id), for: subscriber, from: store, now: now).starred
      stated += Self.stated(news).filter { !stated.contains($0) }
      offers[first.entry.id] = Self.eachOnce(news).map { backup in
        named.contains(backup.entry.id) ? SessionNews(entry: backup.entry) : backup
      }
    }
    return (offers, stated)
  }
}
