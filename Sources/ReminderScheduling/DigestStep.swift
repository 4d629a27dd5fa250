import ConferenceModel
import Foundation
import Persistence
import Planning

/// Due digests into the outbox, within one transaction; each sets its next one.
struct DigestStep {
  let now: Date
  let conferenceTimeZone: TimeZone

  /// At most this many subscribers in one pass; the rest is due still.
  private static let limit = 1000
  /// How soon a digest is tried again that found no programme, in seconds.
  private static let retry: TimeInterval = 60
  /// A digest should arrive within five minutes.
  private static let deadline: TimeInterval = 300

  /// How many messages were queued.
  func run(_ store: WriteTransaction) throws -> Int {
    var entries: [NewOutboxEntry] = []
    for (subscriber, dueAt) in try store.dueDigests(now: now, limit: Self.limit) {
      guard let digest = subscriber.preferences.digest else {
        try store.setNextDigest(nil, of: subscriber.id)
        continue
      }
      let zone =
        subscriber.preferences.timeZone.flatMap(TimeZone.init(identifier:)) ?? conferenceTimeZone
      let scheduled = min(
        dueAt, zone.instant(day: zone.day(of: dueAt), minute: digest.minuteOfDay))
      // A bot that starts with its feed out of reach has no programme yet, but may have one soon.
      if try store.programme().entries.isEmpty,
        now < DigestPlanner.expiry(due: scheduled, lastStart: nil)
      {
        try store.setNextDigest(now.addingTimeInterval(Self.retry), of: subscriber.id)
        continue
      }
      try store.setNextDigest(
        DigestPlanner.next(after: now, minuteOfDay: digest.minuteOfDay, timeZone: zone),
        of: subscriber.id)
      if let entry = try entry(for: subscriber, digest, dueAt: scheduled, zone: zone, store) {
        entries.append(entry)
      }
    }
    return try store.enqueue(entries, now: now)
  }

  /// nil when there is nothing to say that day, nobody to say it to, or it is too late.
  private func entry(
    for subscriber: Subscriber, _ digest: DigestPreference, dueAt: Date, zone: TimeZone,
    _ store: WriteTransaction
  ) throws -> NewOutboxEntry? {
    guard subscriber.state == .active else { return nil }
    let day = zone.day(of: dueAt)
    let starred = Set(try store.stars(of: store.starOwner(of: subscriber.id)).map(\.session))
    let sessions = DigestPlanner.entries(
      of: try store.programme(), day: day, filter: digest.filter, starred: starred,
      timeZone: zone)
    let lastStart = sessions.compactMap(\.session.facts.start).max()
    let expiry = DigestPlanner.expiry(due: dueAt, lastStart: lastStart)
    guard !sessions.isEmpty, expiry > now else { return nil }
    return NewOutboxEntry(
      key: ReadTransaction.digestKey(of: subscriber.id, day: day), subscriber: subscriber.id,
      notice: .digest(day: day, filter: digest.filter), dueAt: now,
      deadline: now.addingTimeInterval(Self.deadline), expiresAt: expiry)
  }
}
