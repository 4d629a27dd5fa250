import ConferenceModel
import FoundationEssentials

/// Finds talks that several sources list.
enum TalkTwins {
  /// More rows of one title at one time than this are no talk listed twice; bounds the comparing.
  private static let groupLimit = 32

  /// The rows of each talk that is listed more than once, lowest number first.
  ///
  /// The same talk has the same title and start and takes place in both or in neither, on different
  /// sources, and one of these holds: the same room, a speaker in common, or no speakers at all.
  static func groups(of entries: [ProgrammeEntry]) -> [[ProgrammeEntry]] {
    guard let source = entries.first?.session.key.source,
      entries.contains(where: { $0.session.key.source != source })
    else { return [] }
    var groups: [[ProgrammeEntry]] = []
    for candidates in candidates(entries) {
      for namesakes in Dictionary(grouping: candidates, by: Name.init).values
      where namesakes.count > 1 && namesakes.count <= groupLimit {
        groups += joined(namesakes.sorted { $0.id < $1.id }).filter { $0.count > 1 }
      }
    }
    return groups
  }

  /// Entries of several sources with the same start and the same ASCII letters and digits in the
  /// title: a cheap question that few talks survive.
  private static func candidates(_ entries: [ProgrammeEntry]) -> [[ProgrammeEntry]] {
    var indices: [UInt64: [Int]] = [:]
    for (index, entry) in entries.enumerated() {
      guard let start = entry.session.facts.start else { continue }
      let key = key(of: entry.session.facts.title, start)
      indices[key, default: []].append(index)
    }
    return indices.values.filter { group in
      group.count > 1
        && group.contains {
          entries[$0].session.key.source != entries[group[0]].session.key.source
        }
    }.map { group in group.map { entries[$0] } }
  }

  /// FNV-1a over the signs that count; twins have the same, others hardly ever (`Name` decides).
  private static func key(of title: String, _ start: Date) -> UInt64 {
    var hash = start.timeIntervalSinceReferenceDate.bitPattern
    for byte in title.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): hash = (hash ^ UInt64(byte | 0x20)) &* prime
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        hash = (hash ^ UInt64(byte)) &* prime
      default: break
      }
    }
    return hash
  }

  private static let prime: UInt64 = 0x100_0000_01B3

  /// What twins have to have in common.
  private struct Name: Hashable {
    var start: Date?
    var title: [String]
    var status: SessionStatus

    init(_ entry: ProgrammeEntry) {
      let words = ScheduleComparison.words(entry.session.facts.title)
      start = entry.session.facts.start
      // A title of signs alone is itself.
      title = words.isEmpty ? [entry.session.facts.title] : words
      status = entry.session.facts.status
    }
  }

  /// Why two rows are one talk, the surest first: of two desks of one name at two entrances, each
  /// finds its own on the other source.
  private enum Evidence: CaseIterable {
    case room, speaker, nobody

    func holds(_ one: ProgrammeEntry, _ other: ProgrammeEntry) -> Bool {
      let (first, second) = (one.session.facts, other.session.facts)
      switch self {
      case .room:
        guard let room = first.room, let otherRoom = second.room else { return false }
        return ScheduleComparison.words(room) == ScheduleComparison.words(otherRoom)
      case .speaker:
        let names = Set(first.speakers.map { ScheduleComparison.words($0.name) })
        return second.speakers.contains { names.contains(ScheduleComparison.words($0.name)) }
      case .nobody: return first.speakers.isEmpty && second.speakers.isEmpty
      }
    }
  }

  private static func joined(_ namesakes: [ProgrammeEntry]) -> [[ProgrammeEntry]] {
    var groups = namesakes.map { [$0] }
    for evidence in Evidence.allCases {
      var index = 0
      while index < groups.count {
        let match = groups.indices.dropFirst(index + 1).first { other in
          fit(groups[index], groups[other], evidence)
        }
        if let match {
          let other = groups.remove(at: match)
          groups[index] += other
        } else {
          index += 1
        }
      }
    }
    return groups.map { $0.sorted { $0.id < $1.id } }
  }

  /// Rows of one source are different rows for a reason.
  private static func fit(
    _ one: [ProgrammeEntry], _ other: [ProgrammeEntry], _ evidence: Evidence
  ) -> Bool {
    let sources = Set(one.map(\.session.key.source))
    return !other.contains { sources.contains($0.session.key.source) }
      && one.contains { first in other.contains { evidence.holds(first, $0) } }
  }
}
