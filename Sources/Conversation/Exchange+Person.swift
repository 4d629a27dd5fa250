import ConferenceModel
import Foundation
import Persistence
import Phrasebook
import Planning

/// What a person decides about overlapping stars, reminders and chats, and what a channel follows.
extension Exchange {
  /// How long a code to link a second chat is good for, in minutes.
  private static let linkMinutes = 15

  /// The most messages that an export lists.
  private static let exportedMessages = 100

  func personal(_ answer: PersonalAnswer) -> Reply { Reply(answer: .personal(answer, context)) }

  /// The reminder of these sessions, or else the last one, once more, while its talks are still to
  /// come.
  func snooze(minutes: Int, of sessions: [SessionID]) throws -> Reply {
    let until = now.addingTimeInterval(TimeInterval(minutes * 60))
    let starred = try starred()
    let reminded = sessions.isEmpty ? try transaction.lastReminded(owner) : sessions
    let coming = reminded.compactMap { programme[$0] }.filter { entry in
      let facts = entry.session.facts
      return starred.contains(entry.id) && facts.status == .scheduled
        && (facts.start ?? .distantPast) > now
    }
    guard let start = coming.compactMap(\.session.facts.start).min() else {
      throw Problem.nothingToSnooze
    }
    guard until < start else {
      throw Problem.snoozeTooLong(
        minutesLeft: Int((start.timeIntervalSince(now) / 60).rounded(.down)))
    }
    for entry in coming {
      guard let start = entry.session.facts.start else { continue }
      let lead = LeadTime(minutes: Int((start.timeIntervalSince(until) / 60).rounded()))
      try transaction.arm(
        ArmedReminder(subscriber: owner, session: entry.id, lead: lead, dueAt: until))
    }
    let shown = queries.view.shown(coming, starred: starred)
    return personal(.snoozed(titles: shown.map(title), until: until))
  }

  /// `goto` stars a talk and makes the stars that overlap with it the backup; `backup` stars one
  /// to fall back on.
  func set(_ mark: StarMark, on reference: SessionReference) throws -> Reply {
    let entry: ProgrammeEntry
    switch try resolve(reference, for: mark == .goto ? .goto : .backup) {
    case .choice(let reply): return reply
    case .session(let session): entry = session
    }
    try transaction.star(entry, by: owner, now: now)
    let (starred, queries) = (try starred(), queries)
    let others = mark == .goto ? queries.conflicts(with: entry, in: starred) : []
    // A talk that is starred on two sources has one mark, wherever it is seen.
    func set(_ mark: StarMark, on session: SessionID) throws {
      for id in queries.view.twins(of: session) where starred.contains(id) {
        try transaction.setMark(mark, on: id, of: owner)
      }
    }
    try set(mark, on: entry.id)
    for other in others { try set(.backup, on: other.id) }
    return personal(.marked(mark, title: title(entry), others: others.map(title)))
  }

  /// In the language of the answer.
  private func title(_ entry: ProgrammeEntry) -> String {
    entry.session.facts.title(in: language)
  }

  /// A code for another chat of the same person, or such a code from there.
  func link(_ code: String?) throws -> Reply {
    guard let code else {
      let expiresAt = now.addingTimeInterval(TimeInterval(Self.linkMinutes * 60))
      let code = try transaction.makeLinkCode(for: owner, expiresAt: expiresAt)
      return personal(
        .linkCode(code, minutes: Self.linkMinutes, noticesAt: try noticesElsewhere()))
    }
    guard
      let address = try transaction.link(subscriber.id, byCode: code, now: now)
    else { throw Problem.unknownLinkCode }
    return personal(address == subscriber.address ? .noticesHere(before: nil) : .linked(address))
  }

  /// Where notices about the stars go, when that is another chat; nil for this one.
  func noticesElsewhere() throws -> ConversationAddress? {
    owner == subscriber.id ? nil : try transaction.subscriber(owner)?.address
  }

  func unlink() throws -> Reply {
    switch try transaction.unlink(subscriber.id) {
    case .nothing: personal(.notLinked)
    case .left(let address): personal(.unlinked(from: address))
    case .released(let chats): personal(.released(chats))
    }
  }

  /// Notices come here from now on, with the preferences that they went by.
  func linkHere() throws -> Reply {
    guard let before = try transaction.takeOverStars(subscriber.id) else {
      return personal(.noticesHere(before: nil))
    }
    var preferences = subscriber.preferences
    preferences.leadTimes = before.preferences.leadTimes
    preferences.quiet = before.preferences.quiet
    preferences.alerts = before.preferences.alerts
    // A digest that was set up here stays as it is; two of one person would be one too many.
    preferences.digest = preferences.digest ?? before.preferences.digest
    var here = subscriber
    // They are armed already, as they came.
    here.preferences.leadTimes = preferences.leadTimes
    try store(preferences, of: here)
    if before.preferences.digest != nil {
      var rest = before.preferences
      rest.digest = nil
      try store(rest, of: before)
    }
    if subscriber.state != .active || before.state != .active {
      try transaction.setState(.active, of: subscriber.id)
    }
    return personal(.noticesHere(before: before.address))
  }

  /// All that is kept about this chat, as text.
  func export() throws -> Reply {
    let starred = try starred()
    let marks = try transaction.marks(of: owner)
    let stars = programme.entries.filter { starred.contains($0.id) }
      .map { ExportContent.Star(entry: $0, mark: marks[$0.id]) }
    var described = subscriber
    let reminded = try reminded()
    described.preferences.leadTimes = reminded.preferences.leadTimes
    described.preferences.quiet = reminded.preferences.quiet
    described.preferences.alerts = reminded.preferences.alerts
    let settled = try transaction.settledMessages(of: subscriber.id, limit: Self.exportedMessages)
    let messages = settled.newest.map { message in
      ExportContent.Message(
        at: message.at, kind: message.kind, isDelivered: message.outcome == .delivered,
        sessions: message.kind == .digest
          ? [] : message.sessions.compactMap { programme[$0]?.session.facts })
    }
    return Reply(
      answer: .export(
        ExportContent(
          subscriber: described, since: try transaction.firstWord(of: subscriber.id) ?? now,
          linkedChats: isPerson
            ? try transaction.linkedChats(of: subscriber.id).map(\.address) : [],
          noticesAt: try noticesElsewhere(),
          messageCount: try transaction.messageCount(of: subscriber.id), stars: stars,
          messages: messages, earlierMessages: settled.count - messages.count, timeZone: zone)),
      stated: stars.map { StatedFacts(session: $0.entry.id, facts: $0.entry.factsID) })
  }

  /// A channel's posts at the start of sessions.
  func follow(_ filter: SessionFilter?) throws -> Reply {
    var preferences = subscriber.preferences
    preferences.follow = try filter.map(checked)
    if preferences.follow?.mine ?? false { throw Problem.personalOnly(.follow) }
    try store(preferences, of: subscriber)
    return personal(.follows(preferences.follow))
  }
}
