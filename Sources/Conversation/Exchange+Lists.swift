import ConferenceModel
import Foundation
import Persistence
import Phrasebook
import Planning

/// Lists of sessions. Each stores its whole numbering, and which command and page it was.
extension Exchange {
  private var queries: ProgrammeQueries { ProgrammeQueries(programme) }

  func running(page: Int) throws -> Reply {
    try requireProgramme()
    let entries = queries.running(at: now)
    guard !entries.isEmpty else {
      throw Problem.nothingNow(next: nextStart(), now: now, zone)
    }
    return try parallel(entries, .now, page: page) { .now(page: $0) }
  }

  func next(page: Int) throws -> Reply {
    try requireProgramme()
    guard let start = nextStart() else { throw Problem.nothingNext }
    // Also when it is further off than the queries look ahead: the next morning, say.
    let entries = queries.next(after: start.addingTimeInterval(-1))
    return try parallel(entries, .next(start), page: page) { .next(page: $0) }
  }

  func day(_ selector: DaySelector, _ filter: SessionFilter, page: Int) throws -> Reply {
    try requireProgramme()
    let filter = try checked(filter)
    let days = ConferenceDays(programme, zone: zone)
    let day = days.day(selector, now: now)
    let all = try entries(of: day, filter)
    guard !all.isEmpty else { throw Problem.nothingOnDay(day, filter, days: days.days) }
    let rest = all.filter { !$0.session.facts.isOver(at: now) }
    // Who asks for "today" in the afternoon wants the afternoon; the weekday gives all of it.
    if selector == .today, rest.count < all.count, !rest.isEmpty {
      let subject = SessionList.Subject.restOfDay(day, filter, earlier: all.count - rest.count)
      return try list(rest, subject, page: page) { .day(.today, filter, page: $0) }
    }
    return try list(all, .day(day, filter), page: page) { .day(.date(day), filter, page: $0) }
  }

  /// The same sessions in the same order as a digest of that day, so that its pages go on here.
  func entries(of day: LocalDay, _ filter: SessionFilter) throws -> [ProgrammeEntry] {
    DigestPlanner.entries(
      of: programme, day: day, filter: filter, starred: isPerson ? try starred() : nil,
      timeZone: zone)
  }

  func search(_ words: String, page: Int) throws -> Reply {
    try requireProgramme()
    let found = try SessionSearch(self).find(words)
    guard !found.entries.isEmpty else {
      throw SessionSearch(self).nothingFound(words, searched: found.searched)
    }
    let subject = SessionList.Subject.search(words: words, searched: found.searched)
    return try list(comingFirst(found.entries), subject, grouping: .none, page: page) {
      .search(words, page: $0)
    }
  }

  func room(_ name: String, page: Int) throws -> Reply {
    try requireProgramme()
    let entries = queries.inRoom(name)
    guard !entries.isEmpty else {
      throw Problem.noSuchRoom(name, rooms: RoomNames(programme).nearest(to: name))
    }
    let rooms = Set(entries.compactMap(\.session.facts.room))
    let title = rooms.count == 1 ? rooms.first ?? name : name
    return try list(comingFirst(entries), .room(title), page: page) { .room(name, page: $0) }
  }

  func mine(page: Int) throws -> Reply {
    let starred = try starred()
    let entries = comingFirst(programme.entries.filter { starred.contains($0.id) })
    guard !entries.isEmpty else { throw Problem.noStars }
    let numbers = Dictionary(
      entries.enumerated().map { ($1.id, $0 + 1) }, uniquingKeysWith: { first, _ in first })
    var overlaps: [SessionID: [Int]] = [:]
    for entry in entries {
      overlaps[entry.id] = queries.conflicts(with: entry, in: starred)
        .compactMap { numbers[$0.id] }.sorted()
    }
    return try list(entries, .mine, overlaps: overlaps, page: page) { .mine(page: $0) }
  }

  /// Several sessions fit where one is needed.
  func choice(
    _ entries: [ProgrammeEntry], for command: CommandName, words: String, searched: String?
  ) throws -> Reply {
    let subject = SessionList.Subject.choice(command, words: words, searched: searched)
    return try list(comingFirst(entries), subject, grouping: .none, page: 1) {
      .search(words, page: $0)
    }
  }

  /// The next page, or a certain one, of the last list.
  func turn(to page: Int?) throws -> Reply {
    let sessions = try transaction.lastList(of: subscriber.id)
    guard !sessions.isEmpty else { throw Problem.noList }
    let text = try transaction.lastListCommand(of: subscriber.id)
    guard let last = try text.map(CommandParser.parse) else {
      // A digest named the first sessions: this goes on behind them.
      let named = DigestContent.namedSessions / SessionList.pageSize
      return try continued(sessions, page: page ?? named + 1)
    }
    if case .page(let shown) = last {
      return try continued(sessions, page: page ?? (shown ?? 1) + 1)
    }
    return try reply(to: last.turned(to: page))
  }

  private func continued(_ sessions: [SessionID], page: Int) throws -> Reply {
    let entries = sessions.compactMap { programme[$0] }
    return try list(entries, .continued, page: page) { .page($0) }
  }

  // MARK: - Making a list

  /// Many at once are read by track; within it the order stays.
  private func parallel(
    _ entries: [ProgrammeEntry], _ subject: SessionList.Subject, page: Int,
    command: (Int) -> Command
  ) throws -> Reply {
    guard entries.count > SessionList.pageSize else {
      return try list(entries, subject, grouping: .none, page: page, command: command)
    }
    let sorted = entries.enumerated().sorted { left, right in
      let (first, second) = (
        left.element.session.track ?? "\u{10FFFF}", right.element.session.track ?? "\u{10FFFF}"
      )
      return (first, left.offset) < (second, right.offset)
    }
    return try list(
      sorted.map(\.element), subject, grouping: .track, page: page, command: command)
  }

  func list(
    _ entries: [ProgrammeEntry], _ subject: SessionList.Subject,
    grouping: SessionList.Grouping = .day, overlaps: [SessionID: [Int]] = [:],
    reasons: [SessionID: String] = [:], page: Int, command: (Int) -> Command
  ) throws -> Reply {
    let first = (page - 1) * SessionList.pageSize
    guard page > 0, first < entries.count else { throw Problem.noMorePages }
    let last = min(first + SessionList.pageSize, entries.count)
    try transaction.setLastList(
      entries.map(\.id), command: command(page).text, of: subscriber.id)
    let starred = try starred()
    let (news, stated) = try news(of: Array(entries[first..<last]))
    let marks = subject == .mine ? try transaction.marks(of: owner) : [:]
    let sessions = news.map { news in
      ListedSession(
        news: news, isStarred: starred.contains(news.entry.id), mark: marks[news.entry.id],
        overlaps: overlaps[news.entry.id] ?? [], reason: reasons[news.entry.id])
    }
    let list = SessionList(
      subject: subject, sessions: sessions, firstNumber: first + 1, total: entries.count,
      grouping: grouping, nextPage: last < entries.count ? command(page + 1).text : nil,
      offersStars: isPerson, now: now, timeZone: zone)
    return Reply(answer: .list(list), stated: stated)
  }

  /// What is over comes last; else the order stays.
  private func comingFirst(_ entries: [ProgrammeEntry]) -> [ProgrammeEntry] {
    entries.filter { !$0.session.facts.isOver(at: now) }
      + entries.filter { $0.session.facts.isOver(at: now) }
  }

  func requireProgramme() throws(Problem) {
    if programme.entries.isEmpty { throw .noProgramme }
  }

  /// The first start after now of anything that a list of next sessions names.
  private func nextStart() -> Date? {
    for entry in programme.entries {
      guard let start = entry.session.facts.start, start > now else { continue }
      if let first = queries.next(after: start.addingTimeInterval(-1)).first?.session.facts.start {
        return first
      }
    }
    return nil
  }
}

extension Command {
  /// The same list at another page; nil turns to the next one.
  func turned(to page: Int?) -> Command {
    switch self {
    case .now(let shown): .now(page: page ?? shown + 1)
    case .next(let shown): .next(page: page ?? shown + 1)
    case .day(let selector, let filter, let shown):
      .day(selector, filter, page: page ?? shown + 1)
    case .search(let words, let shown): .search(words, page: page ?? shown + 1)
    case .mine(let shown): .mine(page: page ?? shown + 1)
    case .room(let name, let shown): .room(name, page: page ?? shown + 1)
    case .guide(let name, let shown): .guide(name, page: page ?? shown + 1)
    default: self
    }
  }

  /// A list's command as typed, in English.
  var text: String {
    switch self {
    case .now(let page): "now \(page)"
    case .next(let page): "next \(page)"
    case .mine(let page): "mine \(page)"
    case .search(let words, let page): "search \(words) page:\(page)"
    case .room(let name, let page): "room \(name) page:\(page)"
    case .guide(let name, let page): "guide \(name ?? "") page:\(page)"
    case .page(let page): page.map { "page \($0)" } ?? "more"
    case .day(let selector, let filter, let page):
      ([selector.text] + filter.terms + ["page:\(page)"]).joined(separator: " ")
    default: name.rawValue
    }
  }
}

extension DaySelector {
  /// As typed, in English.
  fileprivate var text: String {
    switch self {
    case .today: "today"
    case .tomorrow: "tomorrow"
    case .weekday(let day): ["mon", "tue", "wed", "thu", "fri", "sat", "sun"][(day + 6) % 7]
    case .date(let day): day.description
    case .monthAndDay(let month, let day): "\(month)月\(day)日"
    }
  }
}
