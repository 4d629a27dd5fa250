import ConferenceModel
import Foundation
import Persistence
import Planning

/// A notice whose turn has come, and how it is to go out.
struct PreparedNotice: Sendable {
  /// What it came to.
  var rendered: RenderedNotice
  /// What the subscriber's quiet hours say.
  var quiet: QuietPolicy.Decision
  /// The receipt of the digest in whose thread it belongs.
  var thread: String?
}

extension NoticeRenderer {
  /// The words of an entry at `now` and its way out.
  ///
  /// - throws: as `render`.
  func prepare(
    _ entry: OutboxEntry, from store: ReadTransaction, now: Date
  ) throws -> PreparedNotice {
    let rendered = try render(entry, from: store, now: now)
    guard case .words = rendered else { return PreparedNotice(rendered: rendered, quiet: .ring) }
    return PreparedNotice(
      rendered: rendered, quiet: try quiet(entry, store, now: now),
      thread: try thread(of: entry, store, now: now))
  }

  private func quiet(
    _ entry: OutboxEntry, _ store: ReadTransaction, now: Date
  ) throws -> QuietPolicy.Decision {
    guard let quiet = entry.subscriber.preferences.quiet else { return .ring }
    let decision = QuietPolicy.decide(
      entry.notice.kind, quiet: quiet, timeZone: zone(of: entry.subscriber), now: now,
      earliestStart: try earliestStart(of: entry, store, now: now))
    // Better without a sound than never.
    if case .hold(let until) = decision, until >= entry.expiresAt { return .silent }
    return decision
  }

  /// Of the sessions of an alert, as the subscriber knows them and as they are: whoever means to be
  /// at the old time has to hear of it in time for that one.
  private func earliestStart(
    of entry: OutboxEntry, _ store: ReadTransaction, now: Date
  ) throws -> Date? {
    let sessions: [SessionID] =
      switch entry.notice {
      case .alert(let sessions): sessions
      default: []
      }
    guard !sessions.isEmpty else { return nil }
    let programme = try store.programme()
    let told = try store.told(entry.subscriber.id, of: sessions)
    let known = try store.facts(Set(told.values)).values
    let current = sessions.compactMap { programme[$0]?.session.facts }
    return (known + current).filter { !$0.isOver(at: now) }.compactMap(\.start).min()
  }

  /// What happens in a channel during a day goes under the digest of that day; people read it
  /// there, and the channel stays readable for what people say.
  private func thread(
    of entry: OutboxEntry, _ store: ReadTransaction, now: Date
  ) throws -> String? {
    guard entry.subscriber.audience == .channel else { return nil }
    switch entry.notice {
    case .alert, .reminder, .upcoming:
      return try store.digestReceipt(
        of: entry.subscriber.id, day: zone(of: entry.subscriber).day(of: now))
    case .digest, .reply, .correction, .feedHeld, .feedReleased, .deadLetters, .tokenRefused,
      .tokenAccepted:
      return nil
    }
  }
}
