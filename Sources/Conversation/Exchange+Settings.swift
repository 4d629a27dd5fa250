import ConferenceModel
import Foundation
import Persistence
import Phrasebook
import Planning

/// Settings; without an argument a command says what is set.
extension Exchange {
  /// The chat that reminders and alerts come to, whose preferences count for them: the one whose
  /// stars these are.
  func reminded() throws -> Subscriber { try transaction.subscriber(owner) ?? subscriber }

  func lead(_ leads: [LeadTime]?) throws -> Reply {
    let reminded = try reminded()
    guard let leads else {
      return Reply(
        answer: .setting(.leadTimes(reminded.preferences.leadTimes, changed: false)))
    }
    var preferences = reminded.preferences
    preferences.leadTimes = leads
    try store(preferences, of: reminded)
    return Reply(answer: .setting(.leadTimes(leads, changed: true)))
  }

  func set(_ language: Language?) throws -> Reply {
    var preferences = subscriber.preferences
    guard let language else {
      return Reply(answer: .setting(.language(preferences.language, changed: false)))
    }
    preferences.language = language
    try store(preferences, of: subscriber)
    return Reply(answer: .setting(.language(language, changed: true)), language: language)
  }

  func setTimeZone(_ identifier: String?) throws -> Reply {
    guard let identifier, let chosen = TimeZone(identifier: identifier) else {
      return Reply(answer: .setting(.timeZone(zone, now: now, changed: false)))
    }
    var preferences = subscriber.preferences
    preferences.timeZone = identifier
    try store(preferences, of: subscriber)
    return Reply(answer: .setting(.timeZone(chosen, now: now, changed: true)))
  }

  func digest(_ request: DigestRequest) throws -> Reply {
    var preferences = subscriber.preferences
    switch request {
    case .show:
      return Reply(answer: .setting(.digest(preferences.digest, zone, changed: false)))
    case .preview(let filter):
      let filter = filter ?? preferences.digest?.filter ?? SessionFilter()
      return try preview(try personal(checked(filter), .digest))
    case .off: preferences.digest = nil
    case .on(let digest):
      preferences.digest = DigestPreference(
        minuteOfDay: digest.minuteOfDay, filter: try personal(checked(digest.filter), .digest))
    }
    try store(preferences, of: subscriber)
    return Reply(answer: .setting(.digest(preferences.digest, zone, changed: true)))
  }

  func alerts(_ request: AlertsRequest) throws -> Reply {
    let reminded = try reminded()
    var preferences = reminded.preferences
    switch request {
    case .show:
      return Reply(answer: alertsAnswer(preferences, changed: false))
    case .off: preferences.alerts = false
    case .on(let filter):
      preferences.alerts = true
      preferences.alertFilter = try personal(checked(filter), .alerts)
    }
    try store(preferences, of: reminded)
    return Reply(answer: alertsAnswer(preferences, changed: true))
  }

  func quiet(_ request: QuietRequest) throws -> Reply {
    let reminded = try reminded()
    var preferences = reminded.preferences
    switch request {
    case .show: break
    case .off: preferences.quiet = nil
    case .on(let hours): preferences.quiet = hours
    }
    if request != .show { try store(preferences, of: reminded) }
    // The hours are those of the clocks that reminders go by.
    let zone = preferences.zone ?? configuration.timeZone
    return Reply(
      answer: .setting(
        .quiet(preferences.quiet, zone, subscriber.audience, changed: request != .show)))
  }

  func stop() throws -> Reply {
    try transaction.setState(.stopped, of: subscriber.id)
    return Reply(
      answer: .setting(.stopped(starCount: try starred().count, elsewhere: try noticesElsewhere())))
  }

  func forget() throws -> Reply {
    let count = try starred().count
    let keptAt = try noticesElsewhere()
    let released = keptAt == nil ? try transaction.linkedChats(of: subscriber.id) : []
    try transaction.deleteSubscriber(subscriber.id)
    return Reply(
      answer: .setting(
        .forgotten(starCount: count, keptAt: keptAt, released: released.map(\.address))))
  }

  private func alertsAnswer(_ preferences: Preferences, changed: Bool) -> Answer {
    .setting(
      .alerts(preferences.alerts, preferences.alertFilter, subscriber.audience, changed: changed))
  }

  /// Today's digest, or that of the first day still to come; numbered like a list.
  private func preview(_ filter: SessionFilter) throws -> Reply {
    try requireProgramme()
    let today = zone.day(of: now)
    let days = ConferenceDays(programme, zone: zone).days
    let day = days.first { $0 >= today } ?? days.last ?? today
    let entries = try entries(of: day, filter)
    let (news, stated) = try news(of: entries)
    let content = DigestContent(
      conferenceName: configuration.conferenceName, day: day, entries: entries,
      changed: news.filter { !$0.changes.isEmpty }, filter: filter, starred: try starred(),
      audience: subscriber.audience, timeZone: zone)
    let command = Command.day(
      .date(day), filter, page: DigestContent.namedSessions / SessionList.pageSize)
    try transaction.setLastList(entries.map(\.id), command: command.text, of: subscriber.id)
    return Reply(answer: .digest(content), stated: stated)
  }

  /// Stores the preferences; a digest that is due this very moment stays due.
  func store(_ preferences: Preferences, of subscriber: Subscriber) throws {
    let zone = preferences.zone ?? configuration.timeZone
    var nextDigest = preferences.nextDigest(after: now, zone: zone)
    if preferences.digest == subscriber.preferences.digest,
      preferences.timeZone == subscriber.preferences.timeZone,
      let standing = try transaction.nextDigest(of: subscriber.id)
    {
      nextDigest = standing
    }
    try transaction.setPreferences(
      preferences, of: subscriber, nextDigestAt: nextDigest, now: now)
  }

  // MARK: - Filters

  /// A filter that some session passes; its words in Chinese may be put into English.
  func checked(_ filter: SessionFilter) throws -> SessionFilter {
    guard !programme.entries.isEmpty else { return filter }
    var filter = filter
    if let source = filter.source {
      let sources = Set(programme.entries.map(\.session.key.source)).sorted()
      guard sources.contains(source) else {
        throw Problem.badArgument(.emptyFilter("source:\(source)", suggestions: sources))
      }
    }
    if let guide = filter.guide { filter.guide = try guideID(guide) }
    filter.track = try checked(filter.track, "track", \.track) { SessionFilter(track: $0) }
    filter.room = try checked(filter.room, "room", \.facts.room) { SessionFilter(room: $0) }
    var rest = filter
    rest.mine = false
    guard programme.entries.contains(where: { rest.matches($0) }) else {
      let text = rest.terms.joined(separator: " ")
      throw Problem.badArgument(.emptyFilter(text, suggestions: []))
    }
    return filter
  }

  private func checked(
    _ value: String?, _ key: String, _ field: KeyPath<Session, String?>,
    _ filter: (String) -> SessionFilter
  ) throws -> String? {
    guard let value else { return nil }
    for candidate in [value] + TopicWords.english(for: value) {
      let filter = filter(candidate)
      if programme.entries.contains(where: { filter.matches($0) }) { return candidate }
    }
    let known = Set(programme.entries.compactMap { $0.session[keyPath: field] }).sorted()
    let near = NearWords.nearest(to: value, among: known, limit: 3)
    throw Problem.badArgument(.emptyFilter("\(key):\(value)", suggestions: near))
  }

  private func personal(
    _ filter: SessionFilter, _ command: CommandName
  ) throws(Problem) -> SessionFilter {
    if filter.mine, !isPerson { throw .personalOnly(command) }
    return filter
  }
}
