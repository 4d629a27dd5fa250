package import ConferenceModel
package import FoundationEssentials

/// Finds what a person falls back on when a first choice falls through.
package enum BackupPlanner {
  /// The backups to offer, by start; empty when the first choice still stands in its slot.
  ///
  /// A backup is offered that overlapped the slot of the first choice as the person knows it, takes
  /// place and is not over. Not when the first choice only moved and still overlaps it, nor when
  /// another first choice stands in its way.
  ///
  /// - parameter changes: of the first choice since the person was told `told` of it.
  /// - parameter stars: all stars of the person, in any order.
  package static func offers(
    for lost: ProgrammeEntry, told: SessionFacts, changes: [ScheduleChange],
    stars: [ProgrammeEntry], marks: [SessionID: StarMark], now: Date
  ) -> [ProgrammeEntry] {
    guard marks[lost.id] == .goto, let stays = stays(lost, changes) else { return [] }
    let standing = stars.filter { star in
      star.session.facts.status == .scheduled && !star.session.facts.isOver(at: now)
    }
    let taken =
      standing.filter { marks[$0.id] == .goto && $0.id != lost.id }.map(\.session.facts)
      + (stays ? [lost.session.facts] : [])
    return standing.filter { star in
      let facts = star.session.facts
      return marks[star.id] == .backup && overlap(facts, told)
        && !taken.contains { overlap($0, facts) }
    }.sorted { left, right in
      (left.session.facts.start ?? .distantFuture, left.id)
        < (right.session.facts.start ?? .distantFuture, right.id)
    }
  }

  /// Whether the first choice takes place somewhen still; nil when nothing happened to its slot.
  private static func stays(_ lost: ProgrammeEntry, _ changes: [ScheduleChange]) -> Bool? {
    var result: Bool?
    for change in changes {
      switch change {
      case .cancelled, .replaced: return false
      case .rescheduled: result = lost.session.facts.start != nil
      case .added, .reinstated, .relocated, .renamedRoom, .announced, .retitled, .speakersChanged,
        .described:
        continue
      }
    }
    return result
  }

  private static func overlap(_ one: SessionFacts, _ other: SessionFacts) -> Bool {
    guard let start = one.start, let end = one.presumedEnd, let otherStart = other.start,
      let otherEnd = other.presumedEnd
    else { return false }
    return start < otherEnd && otherStart < end
  }
}
