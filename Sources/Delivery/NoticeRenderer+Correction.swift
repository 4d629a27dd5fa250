import ConferenceModel
import Foundation
import Messaging
import Persistence
import Phrasebook
import Planning

/// New words for messages that are in a chat.
extension NoticeRenderer {
  /// The words are made from what the message stated when it was sent, which its reader saw, and
  /// what holds now; whether any are needed is decided by what stands in the chat.
  func correction(
    of number: Int64, to subscriber: Subscriber, from store: ReadTransaction, now: Date
  ) throws -> RenderedNotice {
    guard let message = try store.deliveredEntry(number),
      message.entry.subscriber.id == subscriber.id
    else { return .nothing(reason: "the message it corrects can't be found", stated: []) }
    let standing = try news(of: message, since: try store.statements(of: number), store, now: now)
    guard standing.contains(where: { !$0.changes.isEmpty }) else {
      return .nothing(reason: "nothing is left to correct", stated: [])
    }
    // Who reads the message saw it all, so what is over by now is part of it.
    let news = try news(
      of: message, since: try store.firstStated(by: number), store, now: .distantPast)
    if case .digest(let day, let filter) = message.entry.notice {
      return try correctedDigest(
        message, day, filter, news, to: subscriber, from: store, now: now)
    }
    guard !news.isEmpty else { return .nothing(reason: "its sessions are gone", stated: []) }
    let original: CorrectionContent.Original =
      switch message.entry.notice {
      case .reminder(_, let start, _):
        .reminder(start: start, shape: Self.shape(of: Self.eachOnce(news)))
      case .upcoming(let slots):
        .reminder(start: slots.map(\.start).min() ?? now, shape: .summary)
      default: .confirmation
      }
    let content = CorrectionContent(
      original: original, sessions: Self.eachOnce(news),
      marks: try store.marks(of: store.starOwner(of: subscriber.id)),
      audience: subscriber.audience, sentAt: message.deliveredAt, now: now,
      timeZone: zone(of: subscriber))
    return .words(
      NoticeWording(
        document: phrases(of: subscriber).correction(content), attention: .push,
        stated: Self.stated(news), listed: nil, replaces: message.receipt))
  }

  /// The sessions of a message as they are, with what is worth telling since some facts of them
  /// were stated; without those whose star was taken back, except in a digest.
  private func news(
    of message: DeliveredEntry, since stated: [StatedFacts], _ store: ReadTransaction, now: Date
  ) throws -> [SessionNews] {
    var kept = stated
    if message.entry.notice.kind != .digest {
      let owner = try store.starOwner(of: message.entry.subscriber.id)
      let stars = try store.told(owner, of: stated.map(\.session))
      kept = stated.filter { stars[$0.session] != nil }
    }
    return try news(since: kept, store, now: now)
  }

  private func news(
    since stated: [StatedFacts], _ store: ReadTransaction, now: Date
  ) throws -> [SessionNews] {
    let programme = try store.programme()
    let before = try store.facts(Set(stated.map(\.facts)))
    let aliases = try store.roomAliases()
    return stated.compactMap { one in
      guard let entry = programme[one.session] else { return nil }
      guard one.facts != entry.factsID, let facts = before[one.facts],
        case .tell(let changes) = AlertPlanner.decide(
          told: facts, current: entry.session.facts, kind: entry.session.kind,
          roomAliases: aliases[entry.session.key.source] ?? [:], now: now)
      else { return SessionNews(entry: entry) }
      return SessionNews(entry: entry, changes: changes)
    }
  }

  /// How the sessions of a reminder belonged together when it was sent.
  private static func shape(of sessions: [SessionNews]) -> ReminderContent.Shape {
    let starts = sessions.map { news in
      for case .rescheduled(let from, _) in news.changes { return from.start }
      return news.entry.session.facts.start
    }
    guard starts.count > 1 else { return .single }
    return starts[0] == starts[1] ? .conflict : .block
  }
}

/// Digests anew.
extension NoticeRenderer {
  /// All sessions keep the places and numbers that they had when the digest was sent, and what came
  /// to the day since has the numbers after them: whoever reads `star 3` there gets the third talk.
  private func correctedDigest(
    _ message: DeliveredEntry, _ day: LocalDay, _ filter: SessionFilter, _ news: [SessionNews],
    to subscriber: Subscriber, from store: ReadTransaction, now: Date
  ) throws -> RenderedNotice {
    let zone = zone(of: subscriber)
    let programme = try store.programme()
    let starred = Set(try store.stars(of: store.starOwner(of: subscriber.id)).map(\.session))
    let current = DigestPlanner.entries(
      of: programme, day: day, filter: filter, starred: starred, timeZone: zone)
    let listed = try listed(news.map(\.entry.id), of: subscriber, store)
      .compactMap { programme[$0] }
    let view = ProgrammeView(listed + current)
    let fresh = current.filter { entry in
      !listed.contains { view.isSameTalk($0.id, entry.id) }
    }
    let gone = listed.filter { entry in
      !current.contains { view.isSameTalk($0.id, entry.id) }
    }
    let entries = listed + fresh
    let changes = Dictionary(
      news.map { ($0.entry.id, $0.changes) }, uniquingKeysWith: { first, _ in first })
    let content = DigestContent(
      conferenceName: conferenceName, day: day, entries: entries,
      changed: try changed(news, since: message, to: subscriber, store), filter: filter,
      starred: starred,
      correction: DigestContent.Correction(changes: changes, gone: Set(gone.map(\.id))),
      audience: subscriber.audience, timeZone: zone)
    let document = phrases(of: subscriber).correction(
      CorrectionContent(
        original: .digest(content), audience: subscriber.audience, sentAt: message.deliveredAt,
        now: now, timeZone: zone))
    let known = Set(news.map(\.entry.id))
    let stated = entries.enumerated().filter { position, entry in
      position < DigestContent.namedSessions || known.contains(entry.id)
    }.map { StatedFacts(session: $1.id, facts: $1.factsID) }
    return .words(
      NoticeWording(
        document: document, attention: .quiet, stated: stated, listed: entries.map(\.id),
        replaces: message.receipt))
  }

  /// The sessions that have numbers since the digest was sent: its whole list where that is the
  /// last one the subscriber saw, else those it named.
  private func listed(
    _ named: [SessionID], of subscriber: Subscriber, _ store: ReadTransaction
  ) throws -> [SessionID] {
    let last = try store.lastList(of: subscriber.id)
    guard try store.lastListCommand(of: subscriber.id) == nil,
      last.starts(with: named.prefix(DigestContent.namedSessions))
    else { return named }
    return last
  }

  /// What the digest called changed when it was sent, and what changed since, as one net change.
  private func changed(
    _ news: [SessionNews], since message: DeliveredEntry, to subscriber: Subscriber,
    _ store: ReadTransaction
  ) throws -> [SessionNews] {
    let before = try store.told(
      subscriber.id, of: news.map(\.entry.id), before: message.entry.id)
    let known = news.compactMap { one in
      before[one.entry.id].map { StatedFacts(session: one.entry.id, facts: $0) }
    }
    let net = Dictionary(
      try self.news(since: known, store, now: .distantPast).map { ($0.entry.id, $0) },
      uniquingKeysWith: { first, _ in first })
    return news.map { one in
      guard let whole = net[one.entry.id], !whole.changes.isEmpty else { return one }
      return whole
    }.filter { !$0.changes.isEmpty }
  }
}
