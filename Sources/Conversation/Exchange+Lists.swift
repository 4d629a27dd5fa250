import ConferenceModel
import Foundation
import Persistence
import Phrasebook
import Planning

/// Lists of sessions. Each stores its whole numbering, and which command and page it was.
extension Exchange {
  func running(everything: Bool, page: Int) throws -> Reply {
    try requireProgramme()
    let queries = queries
    let entries = queries.running(at: now, everything: everything, starred: try starred())
    guard !entries.isEmpty else {
      let next = queries.nextStart(after: now, everything: everything)
      throw Problem.nothingNow(next: next, now: now, zone)
    }
    return try parallel(entries, everything ? .everythingNow : .now, page: page) {
      .now(everything: everything, page: $0)
    }
  }

  /// What starts this soon after the first start belongs to the question, in seconds: a lone
  /// lightning talk must not hide the twenty talks of five minutes later.
  private static let nextSpan: TimeInterval = 15 * 60

  func next(everything: Bool, page: Int) throws -> Reply {
    try requireProgramme()
    let queries = queries
    guard let start = queries.nextStart(after: now, everything: everything) else {
      throw Problem.nothingNext
    }
    // Also when it is further off than the queries look ahead: the next morning, say.
    let entries = queries.next(
      after: start.addingTimeInterval(-1), within: Self.nextSpan, everything: everything,
      starred: try starred())
    return try parallel(entries, .next(start), page: page) {
      .next(everything: everything, page: $0)
    }
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
    let (text, filter) = try SettingWords.search(words)
    var found = (entries: programme.entries, searched: String?.none)
    if !text.isEmpty { found = try SessionSearch(self).find(text) }
    if let filter {
      let filter = try checked(filter)
      let starred = filter.mine ? try starred() : []
      found.entries.removeAll {
        !filter.matches($0) || (filter.mine && !starred.contains($0.id))
      }
    }
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
    let entries = queries.inRoom(name, starred: try starred())
    guard !entries.isEmpty else {
      throw Problem.noSuchRoom(name, rooms: RoomNames(programme).nearest(to: name))
    }
    let rooms = Set(entries.compactMap(\.session.facts.room))
    let title = rooms.count == 1 ? rooms.first ?? name : name
    // What lasts all day says nothing of what is on in the room.
    let ordered =
      comingFirst(entries.filter { !$0.session.facts.isDayLong })
      + comingFirst(entries.filter(\.session.facts.isDayLong))
    return try list(ordered, .room(title), page: page) { .room(name, page: $0) }
  }

  func mine(page: Int) throws -> Reply {
    let starred = try starred()
    let queries = queries
    let stars = programme.entries.filter { starred.contains($0.id) }
    let entries = comingFirst(queries.view.shown(stars, starred: starred))
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

  /// More at once than this are read by track.
  private static let ungroupedLimit = 6

  private func parallel(
    _ entries: [ProgrammeEntry], _ subject: SessionList.Subject, page: Int,
    command: (Int) -> Command
  ) throws -> Reply {
    guard entries.count > Self.ungroupedLimit else {
      return try list(entries, subject, grouping: .none, page: page, command: command)
    }
    return try list(
      ProgrammeView.byTrack(entries), subject, grouping: .track, page: page, command: command)
  }

  func list(
    _ entries: [ProgrammeEntry], _ subject: SessionList.Subject,
    grouping: SessionList.Grouping = .day, overlaps: [SessionID: [Int]] = [:],
    reasons: [SessionID: String] = [:], page: Int, command: (Int) -> Command
  ) throws -> Reply {
    let first = (page - 1) * SessionList.pageSize
    guard page > 0, first < entries.count else { throw Problem.noMorePages }
    let last = min(first + SessionList.pageSize, entries.count)
    if !isAside {
      try transaction.setLastList(
        entries.map(\.id), command: command(page).text, of: subscriber.id)
    }
    let starred = try starred()
    let view = queries.view
    let (news, stated) = try news(of: Array(entries[first..<last]))
    let marks = subject == .mine ? try transaction.marks(of: owner) : [:]
    let sessions = news.map { news in
      ListedSession(
        news: news, isStarred: view.isStarred(news.entry.id, in: starred),
        mark: marks[news.entry.id], overlaps: overlaps[news.entry.id] ?? [],
        reason: reasons[news.entry.id])
    }
    let isContinued =
      grouping == .track && first > 0
      && entries[first].session.track == entries[first - 1].session.track
    let list = SessionList(
      subject: subject, sessions: sessions, firstNumber: first + 1, total: entries.count,
      grouping: grouping, isContinued: isContinued,
      nextPage: last < entries.count ? command(page + 1).text : nil, offersStars: isPerson,
      now: now, timeZone: zone)
    return Reply(
      answer: .list(list), stated: stated, sessions: entries[first..<last].map(\.id))
  }

  /// What is over comes last; else the order stays.
  private func comingFirst(_ entries: [ProgrammeEntry]) -> [ProgrammeEntry] {
    entries.filter { !$0.session.facts.isOver(at: now) }
      + entries.filter { $0.session.facts.isOver(at: now) }
  }

  func requireProgramme() throws(Problem) {
    if programme.entries.isEmpty { throw .noProgramme }
  }
}

extension Command {
  /// The same list at another page; nil turns to the next one.
  func turned(to page: Int?) -> Command {
    switch self {
    case .now(let everything, let shown): .now(everything: everything, page: page ?? shown + 1)
    case .next(let everything, let shown): .next(everything: everything, page: page ?? shown + 1)
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
    case .now(let everything, let page): "now \(everything ? "all " : "")\(page)"
    case .next(let everything, let page): "next \(everything ? "all " : "")\(page)"
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
