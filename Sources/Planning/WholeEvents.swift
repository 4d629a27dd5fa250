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
    let tracks = Tracks(entries)
    var taken: Set<SessionID> = []
    var result: [SessionID: [ProgrammeEntry]] = [:]
    for event in long {
      let talks = tracks.talks(of: event.session.facts).filter { !taken.contains($0.id) }
      taken.formUnion(talks.map(\.id))
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

  /// The rows of each track, by the track's words.
  private struct Tracks {
    private var entries: [[String]: [ProgrammeEntry]] = [:]

    init(_ all: [ProgrammeEntry]) {
      var words: [String: [String]] = [:]
      for entry in all where !isLong(entry.session) && !entry.session.kind.isPause {
        guard let track = entry.session.track else { continue }
        let known = words[track] ?? ScheduleComparison.words(track)
        words[track] = known
        entries[known, default: []].append(entry)
      }
    }

    /// What lies within an event's time and bears its name.
    func talks(of event: SessionFacts) -> [ProgrammeEntry] {
      guard let start = event.start, let end = event.end else { return [] }
      let words = ScheduleComparison.words(WholeEvents.withoutMarks(event.title))
      for count in (0...min(words.count, WholeEvents.trackWordsLimit)).reversed() where count > 0 {
        let talks = entries[Array(words.prefix(count))]?.filter { talk in
          talk.session.facts.start.map { start <= $0 && $0 < end } ?? false
        }
        if let talks, !talks.isEmpty { return talks }
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
