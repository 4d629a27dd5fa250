package import ConferenceModel
import Foundation
import Persistence

/// Puts what an operator has to know of the feeds into the outbox.
///
/// A version that can be accepted is told of at once, for it waits for an answer. One that cannot
/// be read is told of when it is there at a second refresh in a row: most heal by then.
package struct OperatorNotices: Sendable {
  /// Who is told; those that are no subscribers are passed over.
  package var addresses: [ConversationAddress]

  /// In seconds: how soon such a message should arrive, and when nobody cares any more.
  private static let (deadline, expiry): (TimeInterval, TimeInterval) = (60, 86_400)

  /// Notices to these conversations.
  package init(addresses: [ConversationAddress] = []) { self.addresses = addresses }

  /// Notes that a refresh was held, and tells it once.
  func hold(
    source: String, reason: String, isAcceptable: Bool, known: HeldFeed?,
    in store: WriteTransaction, now: Date
  ) throws {
    if let known, known.refreshes == 2, known.reason == reason { return }
    let held = try store.hold(
      source: source, reason: reason, isAcceptable: isAcceptable, now: now)
    guard isAcceptable || held.refreshes > 1 else { return }
    let notice = Notice.feedHeld(source: source, since: held.heldAt)
    try enqueue(notice, in: store, now: now) {
      HeldFeed.noticeKey(source: source, since: held.heldAt, subscriber: $0)
    }
  }

  /// Notes that a version is in force again. Whether a subscriber was told of the holding is seen
  /// when its turn comes: that message may still be under way.
  func release(_ held: HeldFeed, in store: WriteTransaction, now: Date) throws {
    try store.releaseFeed(source: held.source)
    let notice = Notice.feedReleased(source: held.source, since: held.heldAt)
    try enqueue(notice, in: store, now: now) { subscriber in
      let key = HeldFeed.noticeKey(
        source: held.source, since: held.heldAt, subscriber: subscriber)
      return try store.outboxState(key: key) == nil ? nil : key + "/released"
    }
  }

  private func enqueue(
    _ notice: Notice, in store: WriteTransaction, now: Date,
    key: (SubscriberID) throws -> String?
  ) throws {
    let entries = try addresses.compactMap { address -> NewOutboxEntry? in
      guard let subscriber = try store.subscriber(at: address), let key = try key(subscriber.id)
      else { return nil }
      return NewOutboxEntry(
        key: key, subscriber: subscriber.id, notice: notice, dueAt: now,
        deadline: now.addingTimeInterval(Self.deadline),
        expiresAt: now.addingTimeInterval(Self.expiry))
    }
    try store.enqueue(entries, now: now)
  }
}
