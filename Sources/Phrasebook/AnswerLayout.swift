import ConferenceModel
import Foundation
import Messaging

/// Answers to commands.
extension Layout {
  func answer(_ answer: Answer) -> MessageDocument {
    switch answer {
    case .welcome(let content): welcome(content)
    case .help(let audience): help(audience)
    case .list(let list): self.list(list)
    case .session(let content): session(content)
    case .starred(let content): starred(content)
    case .unstarred(let results, let context): unstarred(results, context)
    case .digest(let content): digest(content)
    case .guides(let guides): self.guides(guides)
    case .operation(let content): operation(content)
    case .setting(let setting): paragraphs(words.setting(setting))
    case .personal(let answer, let context): paragraphs(words.personal(answer, context))
    case .export(let content): paragraphs(exported(content))
    case .unreadable(let hasOffer): paragraphs(words.unreadable(hasOffer: hasOffer))
    case .problem(let problem): self.problem(problem)
    case .several(let answers):
      answers.map(self.answer).reduce(into: MessageDocument()) { whole, part in
        whole.blocks += part.blocks
        whole.buttons += part.buttons
      }
    }
  }

  private func paragraphs(_ sentences: [Sentence]) -> MessageDocument {
    MessageDocument(blocks: sentences.map { .paragraph($0) })
  }

  /// With buttons for what a person who has just come does first.
  private func welcome(_ content: WelcomeContent) -> MessageDocument {
    var document = paragraphs(words.welcome(content))
    guard content.audience == .person, !content.isResumed else { return document }
    let other =
      words.language == .english ? ("中文", "language zh") : ("English", "language en")
    let first = [CommandName.next, .today, .help].map { (words.command($0), words.command($0)) }
    document.buttons = [(first + [other]).compactMap { button($0.0, $0.1) }]
    return document
  }

  private func help(_ audience: Audience) -> MessageDocument {
    MessageDocument(
      blocks: words.help(audience).flatMap { section -> [MessageDocument.Block] in
        [
          .heading("\(section.title)"),
          .bulleted(section.lines.map { "\(code: $0.command) \($0.meaning)" }),
        ]
      })
  }

  private func problem(_ problem: Problem) -> MessageDocument {
    var document = paragraphs(words.problem(problem.shortened))
    let proposals: [(label: String, command: String)] =
      switch problem {
      case .unknownCommand(let text, nearest: nil, _):
        [(words.command(.search), "search \(text)")]
      case .nothingFound(_, _, let suggestions): suggestions.map { ($0, "search \($0)") }
      case .noSuchRoom(_, let rooms): rooms.map { ($0, "room \($0)") }
      case .noStars: [CommandName.next, .today].map { (words.command($0), words.command($0)) }
      default: []
      }
    document.buttons = proposals.compactMap { button($0.label, $0.command) }.map { [$0] }
    return document
  }
}

/// One talk in full.
extension Layout {
  /// An abstract longer than this is cut at a blank, with the link to the rest.
  private var abstractLimit: Int { 1500 }

  private func session(_ content: SessionContent) -> MessageDocument {
    let session = content.news.entry.session
    let zone = content.timeZone
    let today = zone.day(of: content.now)
    let time = "\(when(session.facts.slot, in: zone, today: today)) · \(place(session.facts))"
    var blocks: [MessageDocument.Block] = [
      .heading("\(time)"),
      .paragraph(
        Sentence.lines([
          title(session.facts), "\(fullSpeakers(session.facts.speakers))",
          "\(session.track ?? "")",
        ])),
    ]
    let changes = changeLines(content.news, in: zone, today: today)
    if !changes.isEmpty { blocks.append(.bulleted(changes)) }
    if let event = content.event {
      let day =
        event.day == today ? words.command(.today) : words.weekdayCommand(event.day)
      let command = dayCommand(day, event.filter).trimmingCharacters(in: .whitespaces)
      blocks.append(.paragraph(words.wholeEvent(talkCount: event.talkCount, command: command)))
    }
    if let abstract = session.abstract(in: words.language) {
      blocks += excerpt(abstract).map { .paragraph("\($0)") }
    }
    if let url = session.url { blocks.append(.paragraph(words.sessionPage(url))) }
    if content.offersStars {
      blocks.append(.paragraph("\(words.starState(content.isStarred))"))
    }
    // In a channel the button is for whoever presses it.
    let star = starButton(content.news.entry, isStarred: content.isStarred, number: nil)
    var buttons = star.map { [$0] } ?? []
    if let url = session.url, url.hasPrefix("https://") || url.hasPrefix("http://") {
      buttons.append(MessageDocument.Button(label: words.pageLabel, url: url))
    }
    return MessageDocument(blocks: blocks, buttons: buttons.isEmpty ? [] : [buttons])
  }

  private func excerpt(_ abstract: String) -> [String] {
    var text = abstract
    if text.count > abstractLimit {
      let head = text.prefix(abstractLimit)
      let end = head.lastIndex(where: \.isWhitespace) ?? head.endIndex
      text = head[..<end] + " …"
    }
    return text.split(whereSeparator: \.isNewline).map(String.init)
  }

  /// `☆ 3` sets a star, `★ 3` takes it back; without a number, in words.
  func starButton(
    _ entry: ProgrammeEntry, isStarred: Bool, number: Int?
  ) -> MessageDocument.Button? {
    let face = number.map { "\(isStarred ? "★" : "☆") \($0)" }
    return isStarred
      ? button(face ?? words.unstarLabel, "unstar #\(entry.id)")
      : button(face ?? words.starLabel, "star #\(entry.id)")
  }
}

/// Lists.
extension Layout {
  private func list(_ list: SessionList) -> MessageDocument {
    var blocks: [MessageDocument.Block] = [.heading(words.heading(list.shortened))]
    var number = list.firstNumber
    for group in grouped(list) {
      if let heading = group.heading { blocks.append(.heading("\(heading)")) }
      let items = group.sessions.map { item($0, list, hasDayHeading: group.hasDay) }
      blocks.append(.numbered(start: number, items: items))
      number += items.count
    }
    let last = list.firstNumber + list.sessions.count - 1
    if case .guide(_, let missing) = list.subject, !missing.isEmpty, list.nextPage == nil {
      blocks.append(.paragraph(words.missingPicks(missing)))
    }
    if list.total > list.sessions.count {
      // How to choose is not said by the buttons alone.
      if case .choice = list.subject { blocks.append(.paragraph(words.listHint(list))) }
      blocks.append(
        .paragraph(words.pageFooter(first: list.firstNumber, last: last, total: list.total)))
    } else {
      let hint = words.listHint(list)
      if !hint.isEmpty { blocks.append(.paragraph(hint)) }
    }
    return MessageDocument(blocks: blocks, buttons: buttons(list))
  }

  private func buttons(_ list: SessionList) -> [[MessageDocument.Button]] {
    var rows = self.rows(
      list.sessions.enumerated().compactMap { offset, listed in
        starButton(
          listed.news.entry, isStarred: listed.isStarred, number: list.firstNumber + offset)
      })
    if case .guide(let guide, _) = list.subject, list.offersStars,
      let all = button(words.starAllLabel, "star guide:\(guide.id)")
    {
      rows.append([all])
    }
    if let more = list.nextPage.flatMap({ button(words.moreLabel, $0) }) { rows.append([more]) }
    return rows
  }

  private func item(
    _ listed: ListedSession, _ list: SessionList, hasDayHeading: Bool
  ) -> Sentence {
    let facts = listed.news.entry.session.facts
    let zone = list.timeZone
    let shownDay = hasDayHeading ? facts.start.map(zone.day) : impliedDay(list)
    var first: Sentence =
      "\(when(facts.slot, in: zone, today: shownDay)) · \(place(facts))"
    if listed.isStarred, list.subject != .mine { first = first + " ★" }
    if let mark = listed.mark { first = first + " · \(words.mark(mark))" }
    if facts.isOver(at: list.now) { first = first + " · \(words.over)" }
    var lines = [first, titleAndNames(facts)]
    lines += changeLines(listed.news, in: zone, today: zone.day(of: list.now))
    if let reason = listed.reason.flatMap(briefReason) {
      lines.append(Sentence([.emphasis(reason)]))
    }
    if !listed.overlaps.isEmpty { lines.append("⚠ \(words.overlaps(listed.overlaps))") }
    return Sentence.lines(lines)
  }

  /// The day a reader takes for granted where no heading names one.
  private func impliedDay(_ list: SessionList) -> LocalDay {
    switch list.subject {
    case .day(let day, _), .restOfDay(let day, _, _): return day
    case .next(let start): return list.timeZone.day(of: start)
    default: break
    }
    return list.timeZone.day(of: list.now)
  }

  private struct Group {
    var heading: String?
    var hasDay: Bool
    var sessions: [ListedSession]
  }

  private func grouped(_ list: SessionList) -> [Group] {
    var groups: [Group] = []
    for listed in list.sessions {
      let heading = groupHeading(listed, list)
      if let last = groups.indices.last, groups[last].heading == heading {
        groups[last].sessions.append(listed)
      } else {
        groups.append(
          Group(heading: heading, hasDay: list.grouping == .day, sessions: [listed]))
      }
    }
    if list.isContinued, let heading = groups.first?.heading {
      groups[0].heading = words.continued(heading)
    }
    // A single day that is today needs no heading; neither does a list of one day by name.
    guard list.grouping == .day, groups.count == 1 else { return groups }
    let implied = words.day(impliedDay(list))
    if groups[0].heading == implied { groups[0].heading = nil }
    return groups
  }

  private func groupHeading(_ listed: ListedSession, _ list: SessionList) -> String? {
    let session = listed.news.entry.session
    switch list.grouping {
    case .track: return session.track ?? words.withoutTrack
    case .none: return nil
    case .day: return session.facts.start.map { words.day(list.timeZone.day(of: $0)) }
    }
  }
}

/// Confirmations of stars.
extension Layout {
  private func starred(_ content: StarContent) -> MessageDocument {
    let today = content.context.timeZone.day(of: content.context.now)
    var blocks: [MessageDocument.Block] = []
    for result in content.results {
      blocks.append(.paragraph(confirmation(result, content.context, today: today)))
      guard !result.conflicts.isEmpty else { continue }
      blocks.append(.paragraph("⚠ \(words.conflictIntroduction)"))
      blocks.append(
        .bulleted(
          result.conflicts.map { entry in
            let facts = entry.session.facts
            let time = when(facts.slot, in: content.context.timeZone, today: today)
            return "\(time) · \(place(facts)) · " + title(facts)
          }))
    }
    guard content.results.count == 1, let result = content.results.first else {
      return MessageDocument(blocks: blocks)
    }
    let undo = starButton(result.news.entry, isStarred: true, number: nil)
    return MessageDocument(blocks: blocks, buttons: undo.map { [[$0]] } ?? [])
  }

  private func confirmation(
    _ result: StarContent.Result, _ context: StarContext, today: LocalDay
  ) -> Sentence {
    let facts = result.news.entry.session.facts
    let zone = context.timeZone
    return Sentence.lines(
      [
        "★ \(words.starConfirmed(isNew: result.isNew)) · "
          + "\(when(facts.slot, in: zone, today: today)) · \(place(facts))",
        titleAndNames(facts),
      ]
        + changeLines(result.news, in: zone, today: today)
        + [words.outlook(result.outlook, context: context, start: facts.start)])
  }

  private func unstarred(
    _ results: [UnstarResult], _ context: StarContext
  ) -> MessageDocument {
    let zone = context.timeZone
    let today = zone.day(of: context.now)
    let blocks = results.map { result in
      let facts = result.entry.session.facts
      return MessageDocument.Block.paragraph(
        Sentence.lines([
          "☆ \(words.unstarConfirmed(wasStarred: result.wasStarred)) · "
            + "\(when(facts.slot, in: zone, today: today)) · \(place(facts))",
          title(facts),
        ]))
    }
    guard results.count == 1, let result = results.first, result.wasStarred else {
      return MessageDocument(blocks: blocks)
    }
    let undo = starButton(result.entry, isStarred: false, number: nil)
    return MessageDocument(blocks: blocks, buttons: undo.map { [[$0]] } ?? [])
  }
}
