import ConferenceModel
import Foundation
import ScheduleFormats
import TestSupport
import Testing

/// What is read from Sched's feed against what stood on Sched's pages after the event.
///
/// The index names people as their profiles do, and for some sessions the feed names nobody at
/// all. A row counts as *named* when every name of the index stands in the feed's title: there,
/// and only there, a difference is a fault of the reader.
@Suite(.enabled(if: Corpus.isAvailable)) struct KubeConAgreementTests {
  struct Agreement: Equatable, CustomStringConvertible {
    var matched = 0
    var withSpeakers = 0
    var withSpeakersExact = 0
    var named = 0
    var namedExact = 0
    var titles = 0
    var rooms = 0
    var kinds = 0

    var description: String {
      func percent(_ part: Int, _ whole: Int) -> String {
        let tenths = whole == 0 ? 0 : (part * 1000 + whole / 2) / whole
        return "\(tenths / 10).\(tenths % 10) % (\(part) of \(whole))"
      }
      return """
        speakers, where the feed names them: \(percent(namedExact, named)); \
        of all rows with speakers in the index: \(percent(withSpeakersExact, withSpeakers)); \
        titles: \(percent(titles, matched)); rooms: \(percent(rooms, matched)); \
        kinds: \(percent(kinds, matched))
        """
    }
  }

  @Test(arguments: [
    ("20260322T151644Z.all.ics", "kubecon-main-index.json", 596, 577, 0.990, 0.975, 0.985),
    ("colocated.derived.all.ics", "colocated-index.json", 274, 274, 0.985, 1.0, 0.985),
  ])
  func `speakers, rooms and kinds agree with the pages`(
    feed: String, index: String, rows: Int, matched: Int, speakers: Double, rooms: Double,
    kinds: Double
  ) throws {
    let body = try Corpus.data("kubecon-eu-2026/\(feed)")
    let schedule = try ScheduleReader.read(body, format: nil, options: Calendar.options())
    #expect(schedule.sessions.count == rows)
    #expect(schedule.problems == [])
    let whole = try ScheduleReader.read(body, format: .iCalendar, options: Calendar.options())
    let entries = try IndexEntry.all(in: Corpus.data("kubecon-eu-2026/\(index)"))
    let agreement = measure(
      schedule.sessions, written: whole.sessions.map(\.facts.title), entries)
    print("\(feed): \(agreement)")
    #expect(agreement.matched == matched)
    #expect(Double(agreement.namedExact) >= speakers * Double(agreement.named))
    #expect(agreement.titles == agreement.matched)
    #expect(Double(agreement.rooms) >= rooms * Double(agreement.matched))
    #expect(Double(agreement.kinds) >= kinds * Double(agreement.matched))
  }

  private func measure(
    _ sessions: [Session], written: [String], _ entries: [IndexEntry]
  ) -> Agreement {
    var agreement = Agreement()
    // The reader has taken cancellation marks off, so they go here too.
    let mark = /^\W*CANCELL?ED\W+/.ignoresCase()
    var waiting = Dictionary(grouping: entries) {
      lettersAndDigits($0.title.replacing(mark, with: ""))
    }
    for (session, written) in zip(sessions, written) {
      let key = lettersAndDigits(written)
      guard let entry = take(from: &waiting[key, default: []], for: session.facts) else { continue }
      let names = Set(session.facts.speakers.map(\.name))
      let isExact = names == entry.speakers
      agreement.matched += 1
      if !entry.speakers.isEmpty {
        agreement.withSpeakers += 1
        agreement.withSpeakersExact += isExact ? 1 : 0
        let isNamed = entry.speakers.allSatisfy(written.contains)
        agreement.named += isNamed ? 1 : 0
        agreement.namedExact += isNamed && isExact ? 1 : 0
      }
      agreement.titles += isTitle(session, of: entry, written) ? 1 : 0
      agreement.rooms += session.facts.room == entry.venue ? 1 : 0
      agreement.kinds += isKind(session, of: entry) ? 1 : 0
    }
    return agreement
  }

  /// Of several rows with one title the one at the same time, then the one in the same room.
  private func take(from entries: inout [IndexEntry], for facts: SessionFacts) -> IndexEntry? {
    func rank(_ entry: IndexEntry) -> Int {
      (entry.start == facts.start ? 0 : 2) + (entry.venue == facts.room ? 0 : 1)
    }
    guard let best = entries.indices.min(by: { rank(entries[$0]) < rank(entries[$1]) }) else {
      return nil
    }
    return entries.remove(at: best)
  }

  /// The title ends where the dash before the first speaker of the index stands. Where the feed
  /// spells the speakers otherwise that is not known, and the title must only be a beginning.
  private func isTitle(_ session: Session, of entry: IndexEntry, _ written: String) -> Bool {
    let title = session.facts.title
    let names = entry.speakers.compactMap { written.firstRange(of: $0)?.lowerBound }
    guard names.count == entry.speakers.count else { return written.hasPrefix(title) }
    guard let first = names.min() else {
      return session.facts.speakers.isEmpty ? title == written : written.hasPrefix(title)
    }
    return title == String(written[..<first].trimmingSuffix(while: { " -–".contains($0) }))
  }

  /// The type of the index is the session's track; some of them say the kind.
  private func isKind(_ session: Session, of entry: IndexEntry) -> Bool {
    let label = /(Lightning Talk|Sponsored Keynote)(?::|\s-)\s/
    if let title = session.facts.title.firstMatch(of: label) {
      let expected: SessionKind = title.1 == "Lightning Talk" ? .lightning : .keynote
      return session.kind == expected || session.kind == .break && session.facts.speakers.isEmpty
    }
    let kinds: [(String, SessionKind)] = [
      ("Keynote", .keynote), ("Breaks", .break), ("Registration", .registration),
      ("Tutorials", .tutorial), ("Contribfest", .tutorial), ("Poster", .poster),
      ("Lightning", .lightning), ("o-located Event", .other),
    ]
    for (word, kind) in kinds where entry.type.contains(word) { return session.kind == kind }
    if entry.title.hasPrefix("BoF") { return session.kind == .meeting }
    if !entry.speakers.isEmpty { return session.kind == .talk }
    return [.talk, .meeting, .social, .other, .break, .keynote].contains(session.kind)
  }

  private func lettersAndDigits(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.lowercased().unicodeScalars.filter {
          $0.properties.isAlphabetic || $0.properties.numericType != nil
        }))
  }
}

extension Substring {
  fileprivate func trimmingSuffix(while isLast: (Character) -> Bool) -> Substring {
    self[..<(lastIndex { !isLast($0) }.map { index(after: $0) } ?? startIndex)]
  }
}
