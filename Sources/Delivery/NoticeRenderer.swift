package import ConferenceModel
package import Foundation
package import Messaging
package import Persistence
import Phrasebook
import Planning

/// What a notice came to when its turn came.
package enum RenderedNotice: Hashable, Sendable {
  /// These words, and what they state.
  case words(NoticeWording)
  /// Nothing is left to say; `stated` moves pointers of differences that are not worth words.
  case nothing(reason: String, stated: [StatedFacts])
  /// Its time is over.
  case late(reason: String)
}

/// Words on their way out.
package struct NoticeWording: Hashable, Sendable {
  /// The message.
  package var document: MessageDocument
  /// How loud it is.
  package var attention: Attention
  /// The facts it states.
  package var stated: [StatedFacts]
  /// What the numbers of its list mean; nil when it has none.
  package var listed: [SessionID]?
  /// The receipt of the message in whose place they go; nil for a message of its own.
  package var replaces: String?

  /// Words with what they state.
  package init(
    document: MessageDocument, attention: Attention, stated: [StatedFacts], listed: [SessionID]?,
    replaces: String? = nil
  ) {
    self.replaces = replaces
    self.document = document
    self.attention = attention
    self.stated = stated
    self.listed = listed
  }
}

/// Makes the words of a notice from the programme as it stands now.
package struct NoticeRenderer: Sendable {
  /// For the heading of digests.
  package var conferenceName: String
  /// For subscribers who chose no zone.
  package var conferenceTimeZone: TimeZone

  /// A renderer for a conference.
  package init(conferenceName: String, conferenceTimeZone: TimeZone) {
    self.conferenceName = conferenceName
    self.conferenceTimeZone = conferenceTimeZone
  }

  /// The words of an entry at `now`.
  ///
  /// - throws: `PersistenceError`, or `DecodingError` for a reply that this version cannot read.
  package func render(
    _ entry: OutboxEntry, from store: ReadTransaction, now: Date
  ) throws -> RenderedNotice {
    switch entry.notice {
    case .reminder(let sessions, let start, _):
      try reminder(
        of: [ReminderSlot(sessions: sessions, start: start)], to: entry.subscriber, from: store,
        now: now)
    case .upcoming(let slots):
      try reminder(of: slots, to: entry.subscriber, from: store, now: now)
    case .alert(let sessions):
      try alert(of: sessions, to: entry.subscriber, from: store, now: now)
    case .digest(let day, let filter):
      try digest(of: day, filter, to: entry.subscriber, from: store)
    case .reply(let document, let stated, _):
      .words(
        NoticeWording(
          document: try JSONDecoder().decode(MessageDocument.self, from: Data(document.utf8)),
          attention: .push, stated: stated, listed: nil))
    case .correction(let number):
      try correction(of: number, to: entry.subscriber, from: store, now: now)
    case .feedHeld(let source, let since):
      try feedHeld(source, since: since, to: entry.subscriber, from: store)
    case .feedReleased(let source, let since):
      try feedReleased(source, since: since, to: entry.subscriber, from: store)
    case .deadLetters(let report):
      try deadLetters(report, to: entry.subscriber, from: store)
    case .tokenRefused(let platform, let since):
      try tokenRefused(platform, since: since, to: entry.subscriber, from: store)
    case .tokenAccepted(let platform, let since):
      try tokenAccepted(platform, since: since, to: entry.subscriber, from: store)
    }
  }

  private func reminder(
    of slots: [ReminderSlot], to subscriber: Subscriber, from store: ReadTransaction, now: Date
  ) throws -> RenderedNotice {
    let news = try News(
      of: slots.flatMap(\.sessions), for: subscriber, from: store, now: now)
    // What was moved, cancelled or unstarred meanwhile has a message of its own, or none.
    let remaining = slots.map { slot in
      news.starred.filter {
        slot.sessions.contains($0.entry.id)
          && Self.stands($0, from: slot.start, isAlone: slot.sessions.count == 1)
      }
    }.filter { !$0.isEmpty }
    // Of several slots those that have begun are left out.
    let ahead = remaining.filter { slot in slot.contains { Self.start($0) > now } }
    let open = slots.count > 1 && !ahead.isEmpty ? ahead : remaining
    let standing = open.joined().sorted { Self.start($0) < Self.start($1) }
    guard let first = standing.first else {
      return .nothing(reason: "the sessions were moved, cancelled or unstarred", stated: [])
    }
    // Who starred a talk on both sources that list it has one talk, not two to choose from.
    let shown = Self.eachOnce(standing)
    // A lead of nothing rings at the start itself and has its minute for it.
    let left = Self.start(first).timeIntervalSince(now)
    guard left > -60 else { return .late(reason: "the session had started") }
    let isConflict = shown.count > 1 && Self.start(shown[1]) == Self.start(first)
    let content = ReminderContent(
      sessions: shown,
      shape: shown.count == 1
        ? .single : open.count > 1 ? .summary : isConflict ? .conflict : .block,
      marks: try store.marks(of: subscriber.id),
      walks: try walks(to: shown, of: subscriber, from: store), audience: subscriber.audience,
      minutesLeft: max(0, Int((left / 60).rounded(.up))), timeZone: zone(of: subscriber))
    return .words(
      NoticeWording(
        document: phrases(of: subscriber).reminder(content), attention: .push,
        stated: Self.stated(standing), listed: nil))
  }

  /// Whether a session of a reminder is still where the reminder was planned for: in the slot at
  /// `start`, or after it as a short talk of the block, whose own reminder the block used up.
  private static func stands(_ news: SessionNews, from start: Date, isAlone: Bool) -> Bool {
    let facts = news.entry.session.facts
    guard facts.status == .scheduled, let begin = facts.start, begin >= start else { return false }
    if begin < start.addingTimeInterval(60) { return true }
    guard !isAlone, begin < start.addingTimeInterval(3600) else { return false }
    var slot = TimeSlot(start: facts.start, end: facts.end)
    for case .rescheduled(let old, let new) in news.changes {
      if old.start != new.start { return false }
      slot = old
    }
    // Of talks that start together one may have moved and been told so; a block has no long ones.
    guard let begin = slot.start, let end = slot.end else { return false }
    return end.timeIntervalSince(begin) <= blockTalkLimit
  }

  /// The longest talk of a block, in seconds, as `ReminderPlanner` makes them.
  private static let blockTalkLimit: TimeInterval = 15 * 60

  private func alert(
    of sessions: [SessionID], to subscriber: Subscriber, from store: ReadTransaction, now: Date
  ) throws -> RenderedNotice {
    let news = try News(of: sessions, for: subscriber, from: store, now: now)
    guard !news.worthTelling.isEmpty else {
      return .nothing(reason: "nothing was left to tell", stated: news.silent)
    }
    let sessions = Self.eachOnce(news.worthTelling)
    let content = AlertContent(
      sessions: sessions,
      backups: try backups(for: sessions, told: news.told, to: subscriber, from: store, now: now),
      audience: subscriber.audience, now: now, timeZone: zone(of: subscriber))
    return .words(
      NoticeWording(
        document: phrases(of: subscriber).alert(content), attention: .push,
        stated: Self.stated(news.worthTelling) + news.silent, listed: nil))
  }

  private func digest(
    of day: LocalDay, _ filter: SessionFilter, to subscriber: Subscriber,
    from store: ReadTransaction
  ) throws -> RenderedNotice {
    let zone = zone(of: subscriber)
    let starred = Set(try store.stars(of: store.starOwner(of: subscriber.id)).map(\.session))
    let entries = DigestPlanner.entries(
      of: try store.programme(), day: day, filter: filter, starred: starred, timeZone: zone)
    guard !entries.isEmpty else {
      return .nothing(reason: "no sessions are left on this day", stated: [])
    }
    // What changed is said however long ago it was; `distantPast` keeps what is over in it.
    let news = try News(
      of: entries.map(\.id), for: subscriber, from: store, now: .distantPast)
    let content = DigestContent(
      conferenceName: conferenceName, day: day, entries: entries, changed: news.worthTelling,
      filter: filter, starred: starred, audience: subscriber.audience, timeZone: zone)
    return .words(
      NoticeWording(
        document: phrases(of: subscriber).digest(content), attention: .quiet,
        stated: Self.stated(entries, starred: news.starred), listed: entries.map(\.id)))
  }

  /// All that a digest names, and stars it only counts: it names what changed of them.
  private static func stated(
    _ entries: [ProgrammeEntry], starred: [SessionNews]
  ) -> [StatedFacts] {
    let starred = Set(starred.map(\.entry.id))
    return entries.enumerated().filter { position, entry in
      position < DigestContent.namedSessions || starred.contains(entry.id)
    }.map { StatedFacts(session: $1.id, facts: $1.factsID) }
  }

  func zone(of subscriber: Subscriber) -> TimeZone {
    subscriber.preferences.timeZone.flatMap(TimeZone.init(identifier:)) ?? conferenceTimeZone
  }

  func phrases(of subscriber: Subscriber) -> any Phrases {
    Phrasebook.phrases(for: subscriber.preferences.language)
  }

  /// Without a talk's second row, as far as the same happened to both.
  static func eachOnce(_ sessions: [SessionNews]) -> [SessionNews] {
    let view = ProgrammeView(sessions.map(\.entry))
    return sessions.enumerated().filter { index, news in
      !sessions[..<index].contains {
        view.isSameTalk($0.entry.id, news.entry.id) && $0.changes == news.changes
      }
    }.map(\.element)
  }

  static func stated(_ sessions: [SessionNews]) -> [StatedFacts] {
    sessions.map { StatedFacts(session: $0.entry.id, facts: $0.entry.factsID) }
  }

  private static func start(_ news: SessionNews) -> Date {
    news.entry.session.facts.start ?? .distantPast
  }
}

/// What a subscriber has not been told of some sessions.
struct News {
  /// Those it stars or follows, with what is worth telling.
  var starred: [SessionNews] = []
  /// What it was told of those that have other facts now.
  var told: [SessionID: SessionFacts] = [:]
  /// Facts that differ without being worth words.
  var silent: [StatedFacts] = []

  var worthTelling: [SessionNews] { starred.filter { !$0.changes.isEmpty } }

  init(
    of sessions: [SessionID], for subscriber: Subscriber, from store: ReadTransaction, now: Date
  ) throws {
    let programme = try store.programme()
    let told = try store.told(subscriber.id, of: sessions)
    let outdated = told.filter { programme[$0.key]?.factsID != $0.value }
    let before = try store.facts(Set(outdated.values))
    let aliases = outdated.isEmpty ? [:] : try store.roomAliases()
    for session in sessions {
      guard let entry = programme[session], let toldID = told[session] else { continue }
      guard toldID != entry.factsID, let facts = before[toldID] else {
        starred.append(SessionNews(entry: entry))
        continue
      }
      self.told[session] = facts
      let decision = AlertPlanner.decide(
        told: facts, current: entry.session.facts, kind: entry.session.kind,
        roomAliases: aliases[entry.session.key.source] ?? [:], now: now)
      if case .tell(let changes) = decision {
        starred.append(SessionNews(entry: entry, changes: changes))
      } else {
        starred.append(SessionNews(entry: entry))
        silent.append(StatedFacts(session: entry.id, facts: entry.factsID))
      }
    }
  }
}
