import ConferenceModel
import FoundationEssentials

/// Finds rows that are whole events: `ArgoCon Hosted by CNCF - Full-Day Event`, whose talks have
/// the track `ARGOCON`.
enum WholeEvents {
  /// Nothing of the sort that is shorter is a whole event; in seconds.
  private static let shortest: TimeInterval = 2 * 3600
  /// More than any conference has; bounds the walk over a feed gone wild.
  private static let countLimit = 500
  /// No track of more words names an event.
  private static let trackWordsLimit = 12

  /// Whether a row is nobody's talk and takes two hours or more.
  static func isLong(_ session: Session) -> Bool {
    session.kind == .other && (session.facts.duration ?? 0) >= shortest
  }

  /// The talks of each whole event, in the order of the entries; each talk belongs to one event.
  ///
  /// A long row is a whole event when others lie within its time whose track's words begin its
  /// title (the longest such track counts), or when its own track says that it is one.
  static func talks(in entries: [ProgrammeEntry]) -> [SessionID: [ProgrammeEntry]] {
    let long = entries.filter { isLong($0.session) }.prefix(countLimit)
    guard !long.isEmpty else { return [:] }
    var tracks = Tracks(entries)
    var result: [SessionID: [ProgrammeEntry]] = [:]
    for event in long {
      let talks = tracks.takeTalks(of: event.session.facts)
      if !talks.isEmpty || isDeclared(event.session) { result[event.id] = talks }
    }
    return result
  }

  /// `CNCF-HOSTED CO-LOCATED EVENTS`.
  private static func isDeclared(_ session: Session) -> Bool {
    let words = ScheduleComparison.words(session.track ?? "")
    return words.contains("colocated")
      || zip(words, words.dropFirst()).contains { $0 == ("co", "located") }
  }

  /// The rows that may be an event's talks.
  private struct Tracks {
    private let all: [ProgrammeEntry]
    /// For each track, by its words, where its rows stand in `all`.
    private var rows: [[String]: [Int]] = [:]
    /// How many words the longest track has.
    private let longest: Int

    init(_ all: [ProgrammeEntry]) {
      self.all = all
      var groups: [[Int]] = []
      var groupByTrack: [String: Int] = [:]
      // `ARGOCON` and `ArgoCon` are one.
      var groupByWords: [[String]: Int] = [:]
      for (index, entry) in all.enumerated() {
        guard let track = entry.session.track, !entry.session.kind.isPause,
          !isLong(entry.session)
        else { continue }
        if let group = groupByTrack[track] {
          groups[group].append(index)
          continue
        }
        let words = ScheduleComparison.words(track)
        let group = groupByWords[words] ?? groups.count
        if group == groups.count { groups.append([]) }
        groupByWords[words] = group
        groupByTrack[track] = group
        groups[group].append(index)
      }
      longest = min(groupByWords.keys.map(\.count).max() ?? 0, WholeEvents.trackWordsLimit)
      rows = groupByWords.mapValues { groups[$0] }
    }

    /// What lies within an event's time and bears its name; no other event gets it too.
    mutating func takeTalks(of event: SessionFacts) -> [ProgrammeEntry] {
      guard let start = event.start, let end = event.end else { return [] }
      let words = ScheduleComparison.words(WholeEvents.withoutMarks(event.title))
      for count in (0...min(words.count, longest)).reversed() where count > 0 {
        let track = Array(words.prefix(count))
        guard let rows = rows[track] else { continue }
        let taken = rows.filter { row in
          all[row].session.facts.start.map { start <= $0 && $0 < end } ?? false
        }
        guard !taken.isEmpty else { continue }
        self.rows[track] =
          taken.count == rows.count ? nil : rows.filter(Set(rows).subtracting(taken).contains)
        return taken.map { all[$0] }
      }
      return []
    }
  }

  /// Without what stands before a title in brackets: `[SOLD OUT]`.
  private static func withoutMarks(_ title: String) -> String {
    var rest = Substring(title)
    while rest.hasPrefix("["), let end = rest.firstIndex(of: "]") {
      rest = rest[rest.index(after: end)...].drop(while: \.isWhitespace)
    }
    return String(rest)
  }
}
