import ConferenceModel
import Foundation
import Messaging

/// Alerts. Nothing is left out here: what an alert states counts as told.
extension Layout {
  func alert(_ content: AlertContent) -> MessageDocument {
    let zone = content.timeZone
    let today = zone.day(of: content.now)
    guard content.sessions.count == 1, let news = content.sessions.first else {
      return several(content)
    }
    let facts = news.entry.session.facts
    var heading: Sentence = "\(kindsText(news, in: zone))"
    if facts.status == .scheduled, let start = facts.start {
      let minutes = Int((start.timeIntervalSince(content.now) / 60).rounded(.up))
      if (1...60).contains(minutes) { heading = heading + " · \(words.startsIn(minutes: minutes))" }
    }
    return MessageDocument(
      blocks: [
        .heading(heading),
        .paragraph(
          Sentence.lines(
            lines(news, in: zone, today: today) + backupLines(for: news, content))),
      ],
      buttons: content.audience == .person
        ? personalButtons(news.entry) + backupButtons(for: [news], content)
        : channelButtons(news.entry))
  }

  /// For whoever presses it, while there is something to be reminded of.
  private func channelButtons(_ entry: ProgrammeEntry) -> [[MessageDocument.Button]] {
    guard entry.session.facts.status == .scheduled else { return [] }
    return starButton(entry, isStarred: false, number: nil).map { [[$0]] } ?? []
  }

  private func kindsText(_ news: SessionNews, in zone: TimeZone) -> String {
    kinds(news.changes, in: zone).map(words.change).joined(separator: " · ")
  }

  /// Title, speakers, then time and room; each as old → new where it changed.
  func lines(
    _ news: SessionNews, in zone: TimeZone, today: LocalDay
  ) -> [Sentence] {
    let facts = news.entry.session.facts
    let own = facts.title(in: words.language)
    var title: Sentence =
      facts.status == .cancelled ? Sentence([.struck(own)]) : "\(strong: own)"
    var speakers: Sentence = "\(fullSpeakers(facts.speakers))"
    var time: Sentence = "\(when(facts.slot, in: zone, today: today))"
    var room: Sentence = "\(place(facts))"
    for change in news.changes {
      switch change {
      case .replaced(let old, let new), .announced(let old, let new), .retitled(let old, let new):
        // A change has the feed's titles; whoever reads another language knows its own.
        title = own == facts.title ? arrow(old, new) : Sentence.lines([title, arrow(old, new)])
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
}

/// Alerts about several sessions.
extension Layout {
  /// What moved alike is said once, then the rest one by one.
  private func several(_ content: AlertContent) -> MessageDocument {
    let zone = content.timeZone
    let today = zone.day(of: content.now)
    // What a backup is offered for is no line among many.
    let lost = content.sessions.filter { content.backups[$0.entry.id] != nil }
    let (shifts, rest) = shifts(
      in: content.sessions.filter { content.backups[$0.entry.id] == nil })
    let others = lost + rest
    func headline(_ shift: Shift) -> String {
      words.talksShifted(
        count: shift.sessions.count, minutes: shift.minutes, audience: content.audience)
    }
    if others.isEmpty, shifts.count == 1, let shift = shifts.first {
      return MessageDocument(blocks: [
        .heading("\(headline(shift))"), .bulleted(items(shift, in: zone, today: today)),
      ])
    }
    var blocks: [MessageDocument.Block] = [
      .heading("\(words.talksChanged(count: content.sessions.count))")
    ]
    for shift in shifts {
      blocks.append(
        .paragraph("\(strong: headline(shift) + words.colon.trimmingCharacters(in: .whitespaces))"))
      blocks.append(.bulleted(items(shift, in: zone, today: today)))
    }
    blocks += others.map { news in
      .paragraph(
        Sentence.lines(
          [Sentence([.strong(kindsText(news, in: zone))])] + lines(news, in: zone, today: today)
            + backupLines(for: news, content)))
    }
    return MessageDocument(blocks: blocks, buttons: backupButtons(for: lost, content))
  }

  private typealias Shift = (minutes: Int, sessions: [SessionNews])

  /// Three or more talks that moved by the same span, and to which nothing else happened, in the
  /// order of the first of them; and the talks that are no part of such a shift.
  private func shifts(in sessions: [SessionNews]) -> (shifts: [Shift], others: [SessionNews]) {
    var byMinutes: [Int: [SessionNews]] = [:]
    var order: [Int] = []
    for news in sessions {
      guard let minutes = shift(of: news) else { continue }
      if byMinutes[minutes] == nil { order.append(minutes) }
      byMinutes[minutes, default: []].append(news)
    }
    let shifts: [Shift] = order.compactMap { minutes in
      byMinutes[minutes].flatMap { $0.count >= 3 ? (minutes, $0) : nil }
    }
    let alike = Set(shifts.map(\.minutes))
    let others = sessions.filter { news in shift(of: news).map { !alike.contains($0) } ?? true }
    return (shifts, others)
  }

  /// The minutes by which a session moved, start and end alike; nil when something else changed,
  /// or when it did not move by whole minutes.
  private func shift(of news: SessionNews) -> Int? {
    guard news.changes.count == 1, case .rescheduled(let from, let to)? = news.changes.first,
      let old = from.start, let new = to.start
    else { return nil }
    let offset = new.timeIntervalSince(old)
    let endOffset = from.end.flatMap { end in to.end?.timeIntervalSince(end) } ?? offset
    guard offset == endOffset, offset != 0, offset.remainder(dividingBy: 60) == 0 else {
      return nil
    }
    return Int(exactly: offset / 60)
  }

  /// Old time → new time and place, then the talk.
  private func items(_ shift: Shift, in zone: TimeZone, today: LocalDay) -> [Sentence] {
    shift.sessions.map { news in
      let facts = news.entry.session.facts
      guard case .rescheduled(let from, let to)? = news.changes.first else {
        return titleAndNames(facts)
      }
      return Sentence.lines([
        arrow(from: from, to: to, in: zone, today: today) + " · \(place(facts))",
        titleAndNames(facts),
      ])
    }
  }
}
