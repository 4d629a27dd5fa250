import ConferenceModel
import Foundation
import Persistence
import Phrasebook
import Planning

/// Talks in full, stars, and what they refer to.
extension Exchange {
  /// The session a command means, or the list to choose it from.
  enum Resolution {
    case session(ProgrammeEntry)
    case choice(Reply)
  }

  func talk(_ reference: SessionReference) throws -> Reply {
    let entry: ProgrammeEntry
    switch try resolve(reference, for: .talk) {
    case .choice(let reply): return reply
    case .session(let session): entry = session
    }
    let (news, stated) = try news(of: [entry])
    let content = SessionContent(
      news: news.first ?? SessionNews(entry: entry), event: try wholeEvent(entry),
      isStarred: queries.view.isStarred(entry.id, in: try starred()), offersStars: isPerson,
      now: now, timeZone: zone)
    return Reply(answer: .session(content), stated: stated, sessions: [entry.id])
  }

  func star(_ references: [SessionReference]) throws -> Reply {
    let (entries, problems, choice) = try resolve(references, for: .star)
    if let choice { return choice }
    // Before the first is starred, so that the answer says what each star changes.
    let (news, _) = try news(of: entries)
    var results: [StarContent.Result] = []
    for news in news {
      let isNew = try transaction.star(news.entry, by: owner, now: now)
      results.append(
        StarContent.Result(news: news, isNew: isNew, outlook: try outlook(news.entry)))
    }
    let starred = try starred()
    let queries = ProgrammeQueries(programme)
    for index in results.indices {
      results[index].conflicts = queries.conflicts(with: results[index].news.entry, in: starred)
    }
    let stated = entries.map { StatedFacts(session: $0.id, facts: $0.factsID) }
    let answer = Answer.starred(StarContent(results: results, context: context))
    var reply = combined(results.isEmpty ? nil : answer, problems, stated: stated)
    reply.sessions = entries.map(\.id)
    reply.confirmsStars = problems.isEmpty && !results.isEmpty
    return reply
  }

  func unstar(_ references: [SessionReference]) throws -> Reply {
    let (entries, problems, choice) = try resolve(references, for: .unstar)
    if let choice { return choice }
    let view = queries.view
    let results = try entries.map { entry in
      // The star may be on the talk's row of another source.
      let removed = try view.twins(of: entry.id).filter {
        try transaction.unstar($0, by: owner)
      }
      return UnstarResult(entry: entry, wasStarred: !removed.isEmpty)
    }
    return combined(results.isEmpty ? nil : .unstarred(results, context), problems, stated: [])
  }

  private func combined(
    _ answer: Answer?, _ problems: [Problem], stated: [StatedFacts]
  ) -> Reply {
    let answers = (answer.map { [$0] } ?? []) + problems.map(Answer.problem)
    return Reply(
      answer: answers.count == 1 ? answers[0] : .several(answers), stated: stated)
  }

  /// What the person can expect of a star set now.
  private func outlook(_ entry: ProgrammeEntry) throws -> StarContent.Outlook {
    let facts = entry.session.facts
    if facts.status == .cancelled { return .cancelled }
    guard let start = facts.start else { return .noTime }
    if facts.isOver(at: now) { return .over }
    if start < now { return .running }
    let leads = (try transaction.subscriber(owner) ?? subscriber).preferences.leadTimes
    if leads.isEmpty { return .remindersOff }
    // As they are armed: the walk from the talk before may make one due at once.
    let due = try transaction.dueTimes(of: entry.id, for: owner).map { max($0, now) }
    if !due.isEmpty { return .reminders(due) }
    return .startsSoon(minutes: Int((start.timeIntervalSince(now) / 60).rounded(.up)))
  }

  // MARK: - References

  /// All sessions that can be found, each once, and a problem for each that cannot.
  private func resolve(
    _ references: [SessionReference], for command: CommandName
  ) throws -> (entries: [ProgrammeEntry], problems: [Problem], choice: Reply?) {
    var entries: [ProgrammeEntry] = []
    var problems: [Problem] = []
    var absent: [Int] = []
    for reference in references {
      do {
        if case .guide(let name) = reference {
          for entry in try recommended(by: name) where !entries.contains(entry) {
            entries.append(entry)
          }
          continue
        }
        switch try resolve(reference, for: command) {
        case .choice(let reply): return ([], [], reply)
        case .session(let entry): if !entries.contains(entry) { entries.append(entry) }
        }
      } catch Problem.noSuchNumber(let number, _) {
        absent.append(number)
      } catch let problem as Problem where !problems.contains(problem) {
        problems.append(problem)
      } catch is Problem {}
    }
    if !absent.isEmpty {
      let last = try transaction.lastList(of: listOwner).count
      problems.append(
        absent.count == 1
          ? .noSuchNumber(absent[0], last: last) : .noSuchNumbers(absent, last: last))
    }
    return (entries, problems, nil)
  }

  func resolve(
    _ reference: SessionReference, for command: CommandName
  ) throws -> Resolution {
    switch reference {
    case .number(let number): return .session(try listed(number))
    // What is `#3` to a person is the third of the list, to a button a number of the store.
    case .id(let id) where isTyped: return .session(try listed(Int(clamping: id)))
    case .id(let id):
      guard let entry = programme[id] else { throw Problem.noSuchSession("#\(id)") }
      return .session(entry)
    case .guide(let name):
      let entries = try recommended(by: name)
      if entries.count == 1 { return .session(entries[0]) }
      return .choice(try choice(entries, for: command, words: name, searched: nil))
    case .link(let link):
      let target = SessionLink(link)
      let found = target.find(in: programme)
      guard let first = found.entries.first else {
        throw target.isShortened ? Problem.shortenedLink : Problem.noSuchSession(link)
      }
      if found.isSure { return .session(first) }
      return .choice(try choice(found.entries, for: command, words: target.words, searched: nil))
    case .words(let words): return try resolve(words: words, for: command)
    }
  }

  private func listed(_ number: Int) throws -> ProgrammeEntry {
    let list = try transaction.lastList(of: listOwner)
    guard !list.isEmpty else { throw Problem.noList }
    guard list.indices.contains(number - 1) else {
      throw Problem.noSuchNumber(number, last: list.count)
    }
    guard let entry = programme[list[number - 1]] else {
      throw Problem.noSuchSession(String(number))
    }
    return entry
  }

  private func resolve(words: String, for command: CommandName) throws -> Resolution {
    try requireProgramme()
    var found = try SessionSearch(self).find(words)
    if command == .unstar {
      let starred = try starred()
      found.entries.removeAll { !starred.contains($0.id) }
    }
    let titled = found.entries.filter {
      [$0.session.facts.title, $0.session.facts.title(in: language)]
        .contains { $0.lowercased() == words.lowercased() }
    }
    if titled.count == 1 { return .session(titled[0]) }
    switch found.entries.count {
    case 0: throw SessionSearch(self).nothingFound(words, searched: found.searched)
    case 1: return .session(found.entries[0])
    default:
      return .choice(
        try choice(found.entries, for: command, words: words, searched: found.searched))
    }
  }
}
