import ConferenceModel
import Foundation
import Messaging

/// Reminders.
extension Layout {
  func reminder(_ content: ReminderContent) -> MessageDocument {
    switch content.shape {
    case .single where content.sessions.count == 1: single(content, content.sessions[0])
    case .block: block(content, words.shortTalks(count: content.sessions.count))
    case .summary: block(content, words.talksAhead(count: content.sessions.count))
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
      .paragraph(
        Sentence.lines([
          title(facts), "\(fullSpeakers(facts.speakers))", walk(to: news, content),
        ])),
    ]
    let changes = changeLines(news, in: content.timeZone, today: today)
    if !changes.isEmpty { blocks.append(.bulleted(changes)) }
    guard content.audience == .person else { return MessageDocument(blocks: blocks) }
    return MessageDocument(
      blocks: blocks, buttons: personalButtons(news.entry) + snoozeButton(content))
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
          titleAndNames(facts), walk(to: news, content),
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
      let title = news.entry.session.facts.title(in: words.language)
      return button("✕ \(short(title))", "unstar #\(news.entry.id)").map { [$0] }
    }
    return MessageDocument(
      blocks: blocks + [.bulleted(items)], buttons: buttons + snoozeButton(content))
  }

  /// A snooze this long, in minutes, is offered while it leaves more than the walk, or a minute.
  private var snoozeMinutes: Int { 5 }

  /// For these sessions, whichever reminder is the last one when it is pressed.
  private func snoozeButton(_ content: ReminderContent) -> [[MessageDocument.Button]] {
    let sessions = content.sessions.filter { $0.entry.session.facts.status == .scheduled }
    let walk = sessions.compactMap { content.walks[$0.entry.id]?.minutes }.max() ?? 1
    guard content.audience == .person, !sessions.isEmpty,
      content.minutesLeft > snoozeMinutes + walk
    else { return [] }
    let names = sessions.map { "#\($0.entry.id)" }.joined(separator: " ")
    let offer = button(
      words.snoozeLabel(minutes: snoozeMinutes), "snooze \(snoozeMinutes) \(names)")
    return offer.map { [[$0]] } ?? []
  }

  /// - parameter opening: what the sessions are to each other.
  private func block(_ content: ReminderContent, _ opening: Sentence) -> MessageDocument {
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
    return MessageDocument(
      blocks: [
        .heading(
          """
          \(words.startsIn(minutes: content.minutesLeft)) · \
          \(when(slot, in: zone, today: today))\(room)
          """),
        .paragraph(
          Sentence.lines([
            opening,
            content.sessions.first.map { walk(to: $0, content) } ?? "",
          ])),
        .bulleted(items),
      ], buttons: snoozeButton(content))
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

  func personalButtons(_ entry: ProgrammeEntry) -> [[MessageDocument.Button]] {
    [
      [
        button(words.detailsLabel, "talk #\(entry.id)"),
        button(words.unstarLabel, "unstar #\(entry.id)"),
      ].compactMap { $0 }
    ]
  }

  /// For the face of a button; the whole title stands above it.
  func short(_ title: String) -> String {
    title.count <= 24 ? title : title.prefix(23) + "…"
  }
}
