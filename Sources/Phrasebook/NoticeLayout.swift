import ConferenceModel
import Foundation
import Messaging

/// Reminders.
extension Layout {
  func reminder(_ content: ReminderContent) -> MessageDocument {
    switch content.shape {
    case .single where content.sessions.count == 1: single(content, content.sessions[0])
    case .block: block(content)
    case .single, .conflict: conflict(content)
    }
  }

  private func single(_ content: ReminderContent, _ news: SessionNews) -> MessageDocument {
    let facts = news.entry.session.facts
    let today = today(content)
    let lead =
      facts.status == .cancelled
      ? words.change(.cancelled) : words.startsIn(minutes: content.minutesLeft)
    var blocks: [MessageDocument.Block] = [
      .heading(
        "\(lead) · \(when(facts.slot, in: content.timeZone, today: today)) · \(place(facts))"),
      .paragraph(Sentence.lines([title(facts), "\(fullSpeakers(facts.speakers))"])),
    ]
    let changes = changeLines(news, in: content.timeZone, today: today)
    if !changes.isEmpty { blocks.append(.bulleted(changes)) }
    let buttons = content.audience == .person ? personalButtons(news.entry) : []
    return MessageDocument(blocks: blocks, buttons: buttons)
  }

  private func conflict(_ content: ReminderContent) -> MessageDocument {
    let zone = content.timeZone
    let today = today(content)
    let start = content.sessions.first?.entry.session.facts.start
    let clock = start.map(zone.clockText) ?? words.timeUnknown
    let sessions = byMark(content)
    let items = sessions.map { news in
      let facts = news.entry.session.facts
      let mark = content.marks[news.entry.id].map { "\(words.mark($0))\(words.colon)" } ?? ""
      return Sentence.lines(
        [
          "\(mark)\(when(facts.slot, in: zone, today: today)) · \(place(facts))",
          titleAndNames(facts),
        ] + changeLines(news, in: zone, today: today))
    }
    var blocks: [MessageDocument.Block] = [
      .heading("\(words.startsIn(minutes: content.minutesLeft)) · \(clock)")
    ]
    guard content.audience == .person else {
      return MessageDocument(blocks: blocks + [.bulleted(items)])
    }
    // Who has marked where to go has chosen already.
    if !sessions.contains(where: { content.marks[$0.entry.id] == .goto }) {
      blocks.append(.paragraph(words.chooseOne(count: sessions.count, clock: clock)))
    }
    let buttons = sessions.compactMap { news in
      button("✕ \(short(news.entry.session.facts.title))", "unstar #\(news.entry.id)").map { [$0] }
    }
    return MessageDocument(blocks: blocks + [.bulleted(items)], buttons: buttons)
  }

  private func block(_ content: ReminderContent) -> MessageDocument {
    let zone = content.timeZone
    let today = today(content)
    let slot = span(of: content.sessions)
    let rooms = Set(content.sessions.map { place($0.entry.session.facts) })
    let room = rooms.count == 1 ? rooms.first.map { " · \($0)" } ?? "" : ""
    let items = content.sessions.map { news in
      let facts = news.entry.session.facts
      let itemRoom = rooms.count == 1 ? "" : " · \(place(facts))"
      let time = when(facts.slot, in: zone, today: facts.start.map(zone.day))
      return Sentence.lines(
        ["\(time)\(itemRoom) " + titleAndNames(facts)]
          + changeLines(news, in: zone, today: today))
    }
    return MessageDocument(blocks: [
      .heading(
        """
        \(words.startsIn(minutes: content.minutesLeft)) · \
        \(when(slot, in: zone, today: today))\(room)
        """),
      .paragraph(words.shortTalks(count: content.sessions.count)),
      .bulleted(items),
    ])
  }

  /// Where the person goes first, what falls back last.
  private func byMark(_ content: ReminderContent) -> [SessionNews] {
    func rank(_ news: SessionNews) -> Int {
      switch content.marks[news.entry.id] {
      case .goto: 0
      case nil: 1
      case .backup: 2
      }
    }
    return content.sessions.enumerated().sorted { left, right in
      (rank(left.element), left.offset) < (rank(right.element), right.offset)
    }.map(\.element)
  }

  /// The day of the reader: the first start less the minutes left.
  private func today(_ content: ReminderContent) -> LocalDay? {
    guard let start = content.sessions.first?.entry.session.facts.start else { return nil }
    let now = start.addingTimeInterval(TimeInterval(-60 * content.minutesLeft))
    return content.timeZone.day(of: now)
  }

  private func span(of sessions: [SessionNews]) -> TimeSlot {
    let facts = sessions.map(\.entry.session.facts)
    return TimeSlot(
      start: facts.compactMap(\.start).min(), end: facts.compactMap { $0.end ?? $0.start }.max())
  }

  private func personalButtons(_ entry: ProgrammeEntry) -> [[MessageDocument.Button]] {
    [
      [
        button(words.detailsLabel, "talk #\(entry.id)"),
        button(words.unstarLabel, "unstar #\(entry.id)"),
      ].compactMap { $0 }
    ]
  }

  /// For the face of a button; the whole title stands above it.
  private func short(_ title: String) -> String {
    title.count <= 24 ? title : title.prefix(23) + "…"
  }
}

/// Alerts. Nothing is left out here: what an alert states counts as told.
extension Layout {
  func alert(_ content: AlertContent) -> MessageDocument {
    if let offset = commonShift(content.sessions) { return shifted(content, by: offset) }
    let zone = content.timeZone
    let today = zone.day(of: content.now)
    guard content.sessions.count == 1, let news = content.sessions.first else {
      let paragraphs = content.sessions.map { news in
        MessageDocument.Block.paragraph(
          Sentence.lines(
            [Sentence([.strong(kindsText(news, in: zone))])]
              + lines(news, in: zone, today: today)))
      }
      return MessageDocument(
        blocks: [.heading("\(words.talksChanged(count: content.sessions.count))")] + paragraphs)
    }
    let facts = news.entry.session.facts
    var heading: Sentence = "\(kindsText(news, in: zone))"
    if facts.status == .scheduled, let start = facts.start {
      let minutes = Int((start.timeIntervalSince(content.now) / 60).rounded(.up))
      if (1...60).contains(minutes) { heading = heading + " · \(words.startsIn(minutes: minutes))" }
    }
    return MessageDocument(
      blocks: [
        .heading(heading), .paragraph(Sentence.lines(lines(news, in: zone, today: today))),
      ], buttons: content.audience == .person ? personalButtons(news.entry) : [])
  }

  private func kindsText(_ news: SessionNews, in zone: TimeZone) -> String {
    kinds(news.changes, in: zone).map(words.change).joined(separator: " · ")
  }

  /// Title, speakers, then time and room; each as old → new where it changed.
  private func lines(
    _ news: SessionNews, in zone: TimeZone, today: LocalDay
  ) -> [Sentence] {
    let facts = news.entry.session.facts
    var title: Sentence =
      facts.status == .cancelled
      ? Sentence([.struck(facts.title)]) : "\(strong: facts.title)"
    var speakers: Sentence = "\(fullSpeakers(facts.speakers))"
    var time: Sentence = "\(when(facts.slot, in: zone, today: today))"
    var room: Sentence = "\(place(facts))"
    for change in news.changes {
      switch change {
      case .replaced(let old, let new), .announced(let old, let new), .retitled(let old, let new):
        title = arrow(old, new)
      case .rescheduled(let from, let to):
        time = arrow(from: from, to: to, in: zone, today: today)
      case .relocated(let from, let to):
        room = arrow(from ?? words.roomUnknown, to ?? words.roomUnknown)
      case .speakersChanged(let from, let to): speakers = arrow(from: from, to: to)
      case .added, .cancelled, .reinstated, .renamedRoom, .described: break
      }
    }
    return [title, speakers, time + " · " + room]
  }

  /// Minutes by which three or more talks moved alike, and nothing else happened to them.
  private func commonShift(_ sessions: [SessionNews]) -> Int? {
    guard sessions.count >= 3 else { return nil }
    var offsets: Set<TimeInterval> = []
    for news in sessions {
      guard news.changes.count == 1, case .rescheduled(let from, let to) = news.changes[0],
        let old = from.start, let new = to.start
      else { return nil }
      offsets.insert(new.timeIntervalSince(old))
      guard
        from.end.flatMap({ end in to.end?.timeIntervalSince(end) }) ?? new.timeIntervalSince(old)
          == new.timeIntervalSince(old)
      else { return nil }
    }
    guard offsets.count == 1, let offset = offsets.first, offset != 0 else { return nil }
    return Int(offset / 60)
  }

  private func shifted(_ content: AlertContent, by minutes: Int) -> MessageDocument {
    let zone = content.timeZone
    let today = zone.day(of: content.now)
    let items = content.sessions.map { news in
      let facts = news.entry.session.facts
      guard case .rescheduled(let from, let to)? = news.changes.first else {
        return titleAndNames(facts)
      }
      return Sentence.lines([
        arrow(from: from, to: to, in: zone, today: today) + " · \(place(facts))",
        titleAndNames(facts),
      ])
    }
    return MessageDocument(blocks: [
      .heading("\(words.talksShifted(count: items.count, minutes: minutes))"), .bulleted(items),
    ])
  }
}
