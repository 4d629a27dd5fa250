package import ConferenceModel

/// What a programme means to a reader: which rows are the same talk listed twice, and which are
/// whole events whose talks are rows of their own.
///
/// Both come of merging sources: a main programme lists the co-located events of the day before as
/// one row each, their own site lists the talks, and some rows stand on both.
package struct ProgrammeView: Sendable {
  /// All rows of a talk that is listed more than once, lowest number first, under each number.
  private let twins: [SessionID: [ProgrammeEntry]]
  /// The talks of each whole event, in programme order; empty where no source lists them.
  private let talks: [SessionID: [ProgrammeEntry]]

  /// A view of a programme; costs a walk over its entries.
  package init(_ programme: Programme) { self.init(programme.entries) }

  /// A view of some entries, a day's say, in programme order.
  package init(_ entries: [ProgrammeEntry]) {
    var twins: [SessionID: [ProgrammeEntry]] = [:]
    for group in TalkTwins.groups(of: entries) {
      for entry in group { twins[entry.id] = group }
    }
    self.twins = twins
    self.talks = WholeEvents.talks(in: entries)
  }

  /// Whether a row is a whole event rather than a talk.
  package func isWholeEvent(_ id: SessionID) -> Bool { talks[id] != nil }

  /// The talks of a whole event, in programme order; empty for a talk, and where none is listed.
  package func talks(of id: SessionID) -> [ProgrammeEntry] { shown(talks[id] ?? []) }

  /// The numbers under which a talk is listed, lowest first; one for almost all.
  package func twins(of id: SessionID) -> [SessionID] { twins[id]?.map(\.id) ?? [id] }

  /// Whether two rows are the same talk.
  package func isSameTalk(_ one: SessionID, _ other: SessionID) -> Bool {
    one == other || twins[one]?.contains { $0.id == other } ?? false
  }

  /// Whether a row, or the same talk under another number, is starred.
  package func isStarred(_ id: SessionID, in starred: Set<SessionID>) -> Bool {
    starred.contains(id) || twins[id]?.contains { starred.contains($0.id) } ?? false
  }

  /// The entries with each talk once, in their order.
  ///
  /// A talk listed twice stands under the number that is starred, so that its star can be taken
  /// back where it is seen; else under the lowest of the numbers that are among the entries.
  package func shown(
    _ entries: [ProgrammeEntry], starred: Set<SessionID> = []
  ) -> [ProgrammeEntry] {
    guard !twins.isEmpty else { return entries }
    let given = Set(entries.map(\.id))
    var taken: Set<SessionID> = []
    return entries.compactMap { entry in
      guard let group = twins[entry.id], let first = group.first else { return entry }
      guard taken.insert(first.id).inserted else { return nil }
      return group.first { starred.contains($0.id) } ?? group.first { given.contains($0.id) }
    }
  }

  /// Whether a row is what goes on behind the talks: desks, breaks, exhibitions, whole events and
  /// all that takes longer than a talk can. Left out of "now" unless asked for.
  package func isBackdrop(_ entry: ProgrammeEntry) -> Bool {
    entry.session.kind.isPause || entry.session.facts.isDayLong || isWholeEvent(entry.id)
      || WholeEvents.isLong(entry.session)
  }
}

extension ProgrammeView {
  /// The entries by track, tracks in the order of the alphabet, those without one last; the order
  /// within a track stays. Signs before the first letter (`⚡ LIGHTNING TALKS`) do not count.
  package static func byTrack(_ entries: [ProgrammeEntry]) -> [ProgrammeEntry] {
    var keys: [String: String] = [:]
    for track in Set(entries.compactMap(\.session.track)) {
      keys[track] = ScheduleComparison.words(track).joined(separator: " ")
    }
    func precedes(_ left: ProgrammeEntry, _ right: ProgrammeEntry) -> Bool? {
      guard left.session.track != right.session.track else { return nil }
      guard let first = left.session.track else { return false }
      guard let second = right.session.track else { return true }
      return (keys[first] ?? first, first) < (keys[second] ?? second, second)
    }
    return entries.enumerated().sorted { left, right in
      precedes(left.element, right.element) ?? (left.offset < right.offset)
    }.map(\.element)
  }
}
