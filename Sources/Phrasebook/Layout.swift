import ConferenceModel
import Foundation
import Messaging

/// Puts contents into documents; the order of things is the same in every language.
struct Layout<Words: Wording>: Sendable {
  let words: Words
}

/// A session's lines: the facts, and what of them is new.
extension Layout {
  /// `Wed 25 Mar 16:25–16:45`; without the day when it is `today`.
  func when(_ slot: TimeSlot, in zone: TimeZone, today: LocalDay?) -> String {
    guard let start = slot.start else { return words.timeUnknown }
    let day = zone.day(of: start)
    let prefix = day == today ? "" : words.day(day) + " "
    return prefix + range(start, slot.end, in: zone)
  }

  func range(_ start: Date, _ end: Date?, in zone: TimeZone) -> String {
    let from = zone.clockText(of: start)
    guard let end, end > start else { return from }
    return "\(from)–\(zone.clockText(of: end))"
  }

  func place(_ facts: SessionFacts) -> String { facts.room ?? words.roomUnknown }

  func speakerNames(_ speakers: [Speaker]) -> String { words.names(speakers.map(\.name)) }

  func fullSpeakers(_ speakers: [Speaker]) -> String {
    words.names(speakers.map(words.withAffiliation))
  }

  /// The title; struck after its label when the talk does not take place.
  func title(_ facts: SessionFacts) -> Sentence {
    let title = facts.title(in: words.language)
    guard facts.status == .cancelled else { return "\(strong: title)" }
    return Sentence([.strong(words.change(.cancelled) + words.colon), .struck(title)])
  }

  /// `Title — A, B`.
  func titleAndNames(_ facts: SessionFacts) -> Sentence {
    guard !facts.speakers.isEmpty else { return title(facts) }
    return title(facts) + " — \(speakerNames(facts.speakers))"
  }

  /// `~~old~~ → new`.
  func arrow(_ old: String, _ new: String) -> Sentence {
    Sentence([.struck(old), .text(" → "), .strong(new)])
  }

  /// `~~16:25–16:45~~ → 16:15–16:35`, days named where they are not today or differ.
  func arrow(from: TimeSlot, to: TimeSlot, in zone: TimeZone, today: LocalDay?) -> Sentence {
    guard let old = from.start, let new = to.start, zone.day(of: old) == zone.day(of: new) else {
      return arrow(
        when(from, in: zone, today: nil), when(to, in: zone, today: nil))
    }
    let day = zone.day(of: new)
    let prefix = day == today ? "" : words.day(day) + " "
    return "\(prefix)"
      + arrow(range(old, from.end, in: zone), range(new, to.end, in: zone))
  }

  /// Old and new speakers; with affiliations where only those differ.
  func arrow(from: [Speaker], to: [Speaker]) -> Sentence {
    let (old, new) = (speakerNames(from), speakerNames(to))
    if old == new { return arrow(fullSpeakers(from), fullSpeakers(to)) }
    if from.isEmpty { return "\(strong: new)" }
    if to.isEmpty { return Sentence([.struck(old)]) }
    return arrow(old, new)
  }

  /// The kinds of its changes, most serious first, each once.
  func kinds(_ changes: [ScheduleChange], in zone: TimeZone) -> [ChangeKind] {
    Set(changes.compactMap { ChangeKind($0, in: zone) }).sorted()
  }

  /// `New room: ~~Hall 8~~ → Hall 7`; one line for each change that is told.
  func changeLines(
    _ news: SessionNews, in zone: TimeZone, today: LocalDay?
  ) -> [Sentence] {
    news.changes
      .compactMap { change in ChangeKind(change, in: zone).map { ($0, change) } }
      // A cancelled talk's title says so already.
      .filter { $0.0 != .cancelled || news.entry.session.facts.status != .cancelled }
      .sorted { $0.0 < $1.0 }
      .map { kind, change in
        let label = words.change(kind)
        let detail = detail(change, in: zone, today: today)
        return detail.isEmpty ? "\(strong: label)" : "\(label)\(words.colon)" + detail
      }
  }

  private func detail(
    _ change: ScheduleChange, in zone: TimeZone, today: LocalDay?
  ) -> Sentence {
    switch change {
    case .added, .cancelled, .reinstated, .described, .renamedRoom: Sentence([])
    case .replaced(let from, let to), .announced(let from, let to), .retitled(let from, let to):
      arrow(from, to)
    case .rescheduled(let from, let to):
      from.start == nil
        ? "\(strong: when(to, in: zone, today: today))"
        : arrow(from: from, to: to, in: zone, today: today)
    case .relocated(let from, let to):
      from.map { arrow($0, to ?? words.roomUnknown) } ?? "\(strong: to ?? words.roomUnknown)"
    case .speakersChanged(let from, let to): arrow(from: from, to: to)
    }
  }

  /// Buttons in rows of five, the most that stay legible on a phone.
  func rows(_ buttons: [MessageDocument.Button]) -> [[MessageDocument.Button]] {
    stride(from: 0, to: buttons.count, by: 5).map {
      Array(buttons[$0..<min($0 + 5, buttons.count)])
    }
  }

  /// nil when the command is longer than a button may carry.
  func button(_ label: String, _ command: String) -> MessageDocument.Button? {
    guard command.utf8.count <= 60 else { return nil }
    return MessageDocument.Button(label: label, command: command)
  }
}

extension SessionFacts {
  /// Start and end as one thing.
  var slot: TimeSlot { TimeSlot(start: start, end: end) }
}
