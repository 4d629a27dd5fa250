import ConferenceModel
import Foundation
import Persistence

/// What died, and platforms that refuse our token, into the outbox for the operator, within one
/// transaction.
///
/// It looks at what stands in the store and nobody was told of, and marks it in the same
/// transaction: a crash loses and doubles nothing.
struct OperatorStep {
  /// Who is told; those that are no subscribers are passed over.
  let addresses: [ConversationAddress]

  /// One message of all that dies within a minute; the next not before a quarter of an hour, so
  /// that a bad day is no storm. In seconds.
  static let (settle, pause): (TimeInterval, TimeInterval) = (60, 900)
  /// In seconds: how soon such a message should arrive, and when nobody cares any more.
  private static let (deadline, expiry): (TimeInterval, TimeInterval) = (60, 86_400)

  /// When there is something to tell; nil when there is nothing, or nobody.
  func next(_ store: ReadTransaction, now: Date) throws -> Date? {
    guard !addresses.isEmpty else { return nil }
    let tokens = try store.refusedTokens().compactMap { token in
      token.isOver ? now : token.isTold ? nil : token.since.addingTimeInterval(Self.settle)
    }
    return (tokens + [try deathReport(store, now: now)]).compactMap { $0 }.min()
  }

  private func deathReport(_ store: ReadTransaction, now: Date) throws -> Date? {
    guard let death = try store.firstUntoldDeath() else { return nil }
    // What lies ahead comes of a clock that was set back and is nothing to wait for.
    let settled = death > now ? now : death.addingTimeInterval(Self.settle)
    guard let last = try store.lastDeathReport(), last <= now else { return settled }
    return max(settled, last.addingTimeInterval(Self.pause))
  }

  /// How many messages were queued.
  func run(_ store: WriteTransaction, now: Date) throws -> Int {
    guard !addresses.isEmpty else { return 0 }
    var entries: [NewOutboxEntry] = []
    if let due = try deathReport(store, now: now), due <= now,
      let report = try store.reportDeadLetters(now: now)
    {
      entries += try notices(.deadLetters(report: report), store, now: now) {
        "dead/\(report)/\($0.id)"
      }
    }
    for token in try store.refusedTokens() {
      // To whom it does not reach there, it is told elsewhere.
      let notices = { (notice: Notice, suffix: String) in
        try self.notices(notice, store, now: now) {
          $0.address.platform == token.platform ? nil : token.noticeKey(for: $0.id) + suffix
        }
      }
      if token.isOver {
        if token.isTold {
          entries += try notices(
            .tokenAccepted(platform: token.platform, since: token.since), "/accepted")
        }
        try store.forget(token)
      } else if !token.isTold, token.since.addingTimeInterval(Self.settle) <= now {
        entries += try notices(.tokenRefused(platform: token.platform, since: token.since), "")
        try store.markTold(token)
      }
    }
    return try store.enqueue(entries, now: now)
  }

  private func notices(
    _ notice: Notice, _ store: ReadTransaction, now: Date, key: (Subscriber) -> String?
  ) throws -> [NewOutboxEntry] {
    try addresses.compactMap { address in
      guard let subscriber = try store.subscriber(at: address), let key = key(subscriber) else {
        return nil
      }
      return NewOutboxEntry(
        key: key, subscriber: subscriber.id, notice: notice, dueAt: now,
        deadline: now.addingTimeInterval(Self.deadline),
        expiresAt: now.addingTimeInterval(Self.expiry))
    }
  }
}
