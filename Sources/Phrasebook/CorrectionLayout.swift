import ConferenceModel
import Foundation
import Messaging

/// New words for messages that are in a chat.
///
/// They are read at any later time, so they never say how many minutes are left, and a time without
/// a day is one of the day on which the message was sent.
extension Layout {
  func correction(_ content: CorrectionContent) -> MessageDocument {
    var document =
      switch content.original {
      case .digest(let digest): self.digest(digest)
      case .confirmation: confirmation(content)
      case .reminder(_, .single) where content.sessions.count == 1:
        reminder(content, of: content.sessions[0])
      case .reminder(_, .block): block(content, words.shortTalks(count: content.sessions.count))
      case .reminder(_, .summary): block(content, words.talksAhead(count: content.sessions.count))
      case .reminder(let start, _): conflict(content, at: start)
      }
    let updated = TimeSlot(start: content.now, end: nil)
    document.blocks.append(
      .paragraph("\(words.updated(when(updated, in: content.timeZone, today: day(content))))"))
    return document
  }

  private func day(_ content: CorrectionContent) -> LocalDay {
    content.timeZone.day(of: content.sentAt)
  }

  private func reminder(
    _ content: CorrectionContent, of news: SessionNews
  ) -> MessageDocument {
    let facts = news.entry.session.facts
    let (zone, today) = (content.timeZone, day(content))
    let heading =
      kinds(news, in: zone) + [when(facts.slot, in: zone, today: today), place(facts)]
    var blocks: [MessageDocument.Block] = [
      .heading("\(heading.joined(separator: " · "))"),
      .paragraph(Sentence.lines([title(facts), "\(fullSpeakers(facts.speakers))"])),
    ]
    let changes = changeLines(news, in: zone, today: today)
    if !changes.isEmpty { blocks.append(.bulleted(changes)) }
    let buttons = content.audience == .person ? personalButtons(news.entry) : []
    return MessageDocument(blocks: blocks, buttons: buttons)
  }

  /// What happened, most serious first; a talk that is off says so whatever else changed.
  private func kinds(_ news: SessionNews, in zone: TimeZone) -> [String] {
    if news.entry.session.facts.status == .cancelled { return [words.change(.cancelled)] }
    return kinds(news.changes, in: zone).map(words.change)
  }

  private func conflict(_ content: CorrectionContent, at start: Date) -> MessageDocument {
    let (zone, today) = (content.timeZone, day(content))
    let clock = zone.clockText(of: start)
    let items = content.sessions.map { news in
      let facts = news.entry.session.facts
      let mark = content.marks[news.entry.id].map { "\(words.mark($0))\(words.colon)" } ?? ""
      return Sentence.lines(
        [
          "\(mark)\(when(facts.slot, in: zone, today: today)) · \(place(facts))",
          titleAndNames(facts),
        ] + changeLines(news, in: zone, today: today))
    }
    let slot = TimeSlot(start: start, end: nil)
    var blocks: [MessageDocument.Block] = [
      heading(content, when(slot, in: zone, today: today))
    ]
    guard content.audience == .person else {
      return MessageDocument(blocks: blocks + [.bulleted(items)])
    }
    let standing = content.sessions.filter {
      $0.entry.session.facts.status == .scheduled && $0.entry.session.facts.start == start
    }
    if standing.count > 1, !standing.contains(where: { content.marks[$0.entry.id] == .goto }) {
      blocks.append(.paragraph(words.chooseOne(count: standing.count, clock: clock)))
    }
    let buttons = content.sessions.compactMap { news in
      let title = news.entry.session.facts.title(in: words.language)
      return button("✕ \(short(title))", "unstar #\(news.entry.id)").map { [$0] }
    }
    return MessageDocument(blocks: blocks + [.bulleted(items)], buttons: buttons)
  }

  private func block(_ content: CorrectionContent, _ opening: Sentence) -> MessageDocument {
    let (zone, today) = (content.timeZone, day(content))
    let standing = content.sessions.map(\.entry.session.facts).filter { $0.status == .scheduled }
    let span = TimeSlot(
      start: standing.compactMap(\.start).min(),
      end: standing.compactMap { $0.end ?? $0.start }.max())
    let items = content.sessions.map { news in
      let facts = news.entry.session.facts
      return Sentence.lines(
        [
          "\(when(facts.slot, in: zone, today: today)) · \(place(facts)) "
            + titleAndNames(facts)
        ] + changeLines(news, in: zone, today: today))
    }
    let time = standing.isEmpty ? "" : when(span, in: zone, today: today)
    return MessageDocument(blocks: [
      heading(content, time), .paragraph(opening),
      .bulleted(items),
    ])
  }

  /// How many talks changed, and when they are; at least one of the two.
  private func heading(_ content: CorrectionContent, _ time: String) -> MessageDocument.Block {
    let changed = content.sessions.count { !$0.changes.isEmpty }
    let parts = (changed > 0 ? [words.talksChanged(count: changed)] : []) + [time]
    return .heading("\(parts.filter { !$0.isEmpty }.joined(separator: " · "))")
  }

  private func confirmation(_ content: CorrectionContent) -> MessageDocument {
    let blocks = content.sessions.map { news -> MessageDocument.Block in
      let off: Sentence =
        news.entry.session.facts.status == .cancelled
        ? "\(strong: words.change(.cancelled))" : Sentence([])
      var lines = lines(news, in: content.timeZone, today: day(content))
      lines[0] = "★ " + lines[0]
      return .paragraph(Sentence.lines([off] + lines))
    }
    let single = content.sessions.count == 1 ? content.sessions.first : nil
    return MessageDocument(
      blocks: blocks, buttons: single.map { personalButtons($0.entry) } ?? [])
  }
}

/// The places of a corrected digest.
extension Layout {
  /// When a session was to start as the digest was sent, by which it is found in the list.
  func listedStart(_ entry: ProgrammeEntry, _ content: DigestContent) -> Date? {
    moved(entry, content)?.from.start ?? entry.session.facts.start
  }

  /// Whether a session starts at another time than it is listed under.
  func hasLeftPlace(_ entry: ProgrammeEntry, _ content: DigestContent) -> Bool {
    moved(entry, content).map { $0.from.start != $0.to.start } ?? false
  }

  /// `~~14:30–15:00~~ → 15:00–15:30`; nil when its time is as it was.
  func movedTime(_ entry: ProgrammeEntry, _ content: DigestContent) -> Sentence? {
    moved(entry, content).map {
      arrow(from: $0.from, to: $0.to, in: content.timeZone, today: content.day)
    }
  }

  /// The room; old and new where it changed since the digest was sent.
  func listedPlace(_ entry: ProgrammeEntry, _ content: DigestContent) -> Sentence {
    for case .relocated(let from, let to) in content.correction?.changes[entry.id] ?? [] {
      return arrow(from ?? words.roomUnknown, to ?? words.roomUnknown)
    }
    return "\(place(entry.session.facts))"
  }

  private func moved(
    _ entry: ProgrammeEntry, _ content: DigestContent
  ) -> (from: TimeSlot, to: TimeSlot)? {
    for case .rescheduled(let from, let to) in content.correction?.changes[entry.id] ?? [] {
      return (from, to)
    }
    return nil
  }
}
