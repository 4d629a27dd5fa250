package import ConferenceModel
import FoundationEssentials

/// One thing that is other in a new version of a source.
package struct SessionChange: Hashable, Sendable {
  /// The session as the new version has it; as the old one had it when it is gone, and when a
  /// break was written over it.
  package var session: Session
  /// What changed.
  package var change: ScheduleChange
  /// How soon it has to be told.
  package var urgency: Urgency

  /// A change of a session.
  package init(session: Session, change: ScheduleChange, urgency: Urgency) {
    self.session = session
    self.change = change
    self.urgency = urgency
  }
}

/// What two versions of one source differ in, as `talkbell schedule diff` prints it.
package struct ScheduleDifference: Sendable {
  /// One entry for each kind of change and session, in the order of the programme. A new abstract
  /// is listed only where nothing else changed, a renamed room not at all.
  package let changes: [SessionChange]
  /// Rooms that only got another name, old to new.
  package let renamedRooms: [String: String]

  /// The difference of two versions. What is gone counts as cancelled here, although a bot waits
  /// for a second refresh before it believes that.
  package init(from old: [Session], to new: [Session]) {
    let pairing = SessionPairing(old: old, new: new)
    renamedRooms = ScheduleComparison.renamedRooms(from: old, to: new, pairing: pairing)
    var changes: [SessionChange] = []
    for pair in pairing.pairs {
      changes += Self.changes(from: old[pair.old], to: new[pair.new], renamedRooms)
    }
    for index in pairing.gone where old[index].facts.status == .scheduled {
      changes.append(Self.change(of: old[index], .cancelled))
    }
    for index in pairing.added where new[index].facts.status == .scheduled {
      changes.append(Self.change(of: new[index], .added))
    }
    self.changes = changes.enumerated().sorted {
      Self.isBefore($0.element.session, $1.element.session) ?? ($0.offset < $1.offset)
    }.map(\.element)
  }

  private static func changes(
    from old: Session, to new: Session, _ renamedRooms: [String: String]
  ) -> [SessionChange] {
    if old == new { return [] }
    let kept = ScheduleComparison.versionToKeep(stored: old, feed: new)
    let changes = ScheduleComparison.changes(
      from: old.facts, to: kept.facts, kind: kept.kind, roomAliases: renamedRooms)
    let told = changes.filter { if case .renamedRoom = $0 { false } else { true } }
    if !told.isEmpty { return told.map { change(of: kept, $0) } }
    return isDescribedOtherwise(old, kept) && kept.facts.status == .scheduled
      ? [change(of: kept, .described)] : []
  }

  private static func isDescribedOtherwise(_ old: Session, _ new: Session) -> Bool {
    if !saysTheSame(old.abstract, new.abstract) { return true }
    let languages = Set(old.translatedAbstracts.keys).union(new.translatedAbstracts.keys)
    return !languages.allSatisfy {
      saysTheSame(old.translatedAbstracts[$0], new.translatedAbstracts[$0])
    }
  }

  /// Whether two abstracts differ in nothing but blanks and the case of Latin letters.
  private static func saysTheSame(_ old: String?, _ new: String?) -> Bool {
    if old == new { return true }
    func letters(_ text: String?) -> some Sequence<UInt8> {
      (text ?? "").utf8.lazy.filter { $0 > 0x20 }.map {
        (0x41...0x5A).contains($0) ? $0 | 0x20 : $0
      }
    }
    return letters(old).elementsEqual(letters(new))
  }

  private static func change(of session: Session, _ change: ScheduleChange) -> SessionChange {
    SessionChange(
      session: session, change: change, urgency: ScheduleComparison.urgency(of: change))
  }

  /// nil for two of the same place in the programme.
  private static func isBefore(_ left: Session, _ right: Session) -> Bool? {
    let starts = (left.facts.start ?? .distantFuture, right.facts.start ?? .distantFuture)
    if starts.0 != starts.1 { return starts.0 < starts.1 }
    let (first, second) = (left.facts, right.facts)
    let names = [(first.room ?? "", second.room ?? ""), (first.title, second.title)]
    for (one, other) in names + [(left.key.id, right.key.id)] where one != other {
      return one < other
    }
    return nil
  }
}
