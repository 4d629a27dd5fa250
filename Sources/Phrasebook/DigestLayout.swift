package import ConferenceModel
import Foundation
import Messaging

extension DigestContent {
  /// How many sessions a digest names at most; the rest is counted by start time.
  ///
  /// A whole number of list pages, so that the day's list can go on where the digest ends; and of
  /// the 4,096 characters of a message on Telegram a quarter stays free, for the digest is edited
  /// when the programme changes that day, and one message can't become two.
  package static let namedSessions = 30
}

extension SessionList {
  /// How many sessions a page has.
  package static let pageSize = 10
}

/// Digests. All changes are named: what a digest states counts as told.
extension Layout {
  func digest(_ content: DigestContent) -> MessageDocument {
    var blocks: [MessageDocument.Block] = [
      .heading(words.digestHeading(conference: content.conferenceName, day: content.day)),
      .paragraph(
        words.digestSummary(
          count: content.entries.count - (content.correction?.gone.count ?? 0),
          filter: content.filter)),
    ]
    if !content.changed.isEmpty {
      blocks.append(.heading("\(words.changedSince)"))
      blocks.append(.bulleted(content.changed.map { changedItem($0, content) }))
    }
    let named = Array(content.entries.prefix(DigestContent.namedSessions))
    blocks += named.count <= 8 ? plainList(named, content) : groupedList(named, content)
    let rest = content.entries.dropFirst(DigestContent.namedSessions)
    let stars = stars(named, content)
    guard !rest.isEmpty else { return MessageDocument(blocks: blocks, buttons: stars) }
    blocks += restBlocks(Array(rest), content)
    let page = DigestContent.namedSessions / SessionList.pageSize + 1
    let more = button(
      words.moreLabel, dayCommand("\(content.day)", content.filter) + "page:\(page)")
    return MessageDocument(blocks: blocks, buttons: stars + (more.map { [[$0]] } ?? []))
  }

  /// In a channel a star is for whoever presses it, so that nobody has to look the talk up again.
  private func stars(
    _ entries: [ProgrammeEntry], _ content: DigestContent
  ) -> [[MessageDocument.Button]] {
    guard content.audience == .channel else { return [] }
    return rows(
      entries.enumerated().compactMap { offset, entry in
        entry.session.facts.status == .cancelled
          ? nil : starButton(entry, isStarred: false, number: offset + 1)
      })
  }

  private func changedItem(_ news: SessionNews, _ content: DigestContent) -> Sentence {
    let facts = news.entry.session.facts
    let time = when(facts.slot, in: content.timeZone, today: content.day)
    return Sentence.lines(
      ["\(time) · \(place(facts)) · " + titleAndNames(facts)]
        + changeLines(news, in: content.timeZone, today: content.day))
  }

  private func plainList(
    _ entries: [ProgrammeEntry], _ content: DigestContent
  ) -> [MessageDocument.Block] {
    guard !entries.isEmpty else { return [] }
    let items = entries.map { entry in
      let facts = entry.session.facts
      let time =
        movedTime(entry, content)
        ?? "\(when(facts.slot, in: content.timeZone, today: content.day))"
      return Sentence.lines([
        time + " · " + listedPlace(entry, content) + "\(star(entry, content))",
        titleAndNames(facts),
      ])
    }
    return [.numbered(start: 1, items: items)]
  }

  /// Many at once under their start; where the programme goes one by one, a stretch of it.
  private func groupedList(
    _ entries: [ProgrammeEntry], _ content: DigestContent
  ) -> [MessageDocument.Block] {
    var blocks: [MessageDocument.Block] = []
    var number = 1
    for stretch in stretches(groups(entries, content) { startText($0, content) }) {
      let isOneStart = stretch.count == 1
      let first = stretch[0].name
      let total = stretch.reduce(0) { total, group in
        // What moved away stands in its old place, but is not at that time any more.
        total
          + content.entries.count {
            startText($0, content) == group.name && !hasLeftPlace($0, content)
          }
      }
      let name = isOneStart ? first : "\(first)–\(stretch[stretch.count - 1].name)"
      blocks.append(.heading("\(words.atOnce(clock: name, count: max(1, total)))"))
      let items = stretch.flatMap { group in
        group.entries.map { entry in
          let name: Sentence = isOneStart ? Sentence([]) : "\(group.name) "
          let time = movedTime(entry, content).map { $0 + " " } ?? name
          return time + title(entry.session.facts) + " · " + listedPlace(entry, content)
            + "\(star(entry, content))"
        }
      }
      blocks.append(.numbered(start: number, items: items))
      number += items.count
    }
    return blocks
  }

  /// Groups of fewer than three are joined with their neighbours of that size.
  private func stretches(_ groups: [Group]) -> [[Group]] {
    var result: [[Group]] = []
    for group in groups {
      if group.entries.count < 3, let last = result.last?.last, last.entries.count < 3 {
        result[result.count - 1].append(group)
      } else {
        result.append([group])
      }
    }
    return result
  }

  private func restBlocks(
    _ rest: [ProgrammeEntry], _ content: DigestContent
  ) -> [MessageDocument.Block] {
    let page = DigestContent.namedSessions / SessionList.pageSize + 1
    let command = dayCommand(words.weekdayCommand(content.day), content.filter)
    let pageText = content.filter == SessionFilter() ? "\(page)" : "page:\(page)"
    let hours = groups(rest, content) { hourText($0, content) }
    let counts = hours.map { "\($0.name) (\($0.entries.count))" }
    return [
      .heading("\(words.alsoThatDay(count: rest.count))"),
      .paragraph("\(counts.joined(separator: " · "))"),
      .paragraph(words.showRest(count: rest.count, command: command + pageText)),
    ]
  }

  private typealias Group = (name: String, entries: [ProgrammeEntry])

  private func groups(
    _ entries: [ProgrammeEntry], _ content: DigestContent, by name: (ProgrammeEntry) -> String
  ) -> [Group] {
    var groups: [Group] = []
    for entry in entries {
      let name = name(entry)
      if groups.last?.name == name {
        groups[groups.count - 1].entries.append(entry)
      } else {
        groups.append((name, [entry]))
      }
    }
    return groups
  }

  /// `14:00–15:00`, the hour of the start.
  private func hourText(_ entry: ProgrammeEntry, _ content: DigestContent) -> String {
    guard let start = entry.session.facts.start else { return words.timeUnknown }
    let minutes = content.timeZone.minuteOfDay(of: start) % 60
    let hour = start.addingTimeInterval(TimeInterval(-60 * minutes))
    let slot = TimeSlot(start: hour, end: hour.addingTimeInterval(3600))
    return when(slot, in: content.timeZone, today: content.day)
  }

  private func startText(_ entry: ProgrammeEntry, _ content: DigestContent) -> String {
    guard let start = listedStart(entry, content) else { return words.timeUnknown }
    let slot = TimeSlot(start: start, end: nil)
    return when(slot, in: content.timeZone, today: content.day)
  }

  private func star(_ entry: ProgrammeEntry, _ content: DigestContent) -> String {
    content.starred.contains(entry.id) && !content.filter.mine ? " ★" : ""
  }

  /// The command of a day's list up to its page, with a blank at the end.
  func dayCommand(_ day: String, _ filter: SessionFilter) -> String {
    ([day] + filter.terms).joined(separator: " ") + " "
  }
}

extension SessionFilter {
  /// As typed in a command: `["track:security", "mine"]`.
  package var terms: [String] {
    [
      source.map { "source:\($0)" }, track.map { "track:\($0)" }, room.map { "room:\($0)" },
      theme.map { "theme:\($0.rawValue)" }, guide.map { "guide:\($0)" }, mine ? "mine" : nil,
    ].compactMap { $0 }
  }
}
