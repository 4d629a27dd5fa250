import FoundationEssentials

/// The number of a session in the store; stable for its life, not across databases.
package typealias SessionID = Int64
/// The number of a row of facts in the store.
package typealias FactsID = Int64
/// The number of a subscriber in the store.
package typealias SubscriberID = Int64

/// A session of the current programme with its numbers in the store.
package struct ProgrammeEntry: Hashable, Sendable, Identifiable {
  /// The session's number.
  package var id: SessionID
  /// The number of its current facts.
  package var factsID: FactsID
  /// Raised by one with every change of its facts; 0 for the first version.
  package var changeNumber: Int64
  /// What the programme says now.
  package var session: Session
  /// The ids of the guides that recommend it.
  package var guides: Set<String>

  /// An entry as the store reads it.
  package init(
    id: SessionID, factsID: FactsID, changeNumber: Int64, session: Session,
    guides: Set<String> = []
  ) {
    self.guides = guides
    self.id = id
    self.factsID = factsID
    self.changeNumber = changeNumber
    self.session = session
  }
}

extension SessionFilter {
  /// Whether an entry passes all parts but `mine`, which only the store can answer.
  package func matches(_ entry: ProgrammeEntry) -> Bool {
    matches(entry.session, guides: entry.guides)
  }
}

/// All sources' sessions as they stand now, by start, then room and title.
package struct Programme: Sendable, Equatable {
  /// Raised with every commit of a refresh that changed anything.
  package let version: Int64
  /// Sessions without a start come last.
  package let entries: [ProgrammeEntry]
  private let positions: [SessionID: Int]

  /// Sorts the entries; their ids must be unique.
  package init(version: Int64, entries: [ProgrammeEntry]) {
    self.version = version
    self.entries = entries.sorted(by: Self.isBefore)
    self.positions = Dictionary(
      self.entries.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The entry of a session; nil when the programme does not have it.
  package subscript(id: SessionID) -> ProgrammeEntry? { positions[id].map { entries[$0] } }

  /// The entry of a session by its key; walks the list.
  package subscript(key: SessionKey) -> ProgrammeEntry? {
    entries.first { $0.session.key == key }
  }

  private static func isBefore(_ left: ProgrammeEntry, _ right: ProgrammeEntry) -> Bool {
    let (first, second) = (left.session.facts, right.session.facts)
    let (firstStart, secondStart) = (
      first.start ?? .distantFuture, second.start ?? .distantFuture
    )
    if firstStart != secondStart { return firstStart < secondStart }
    if first.room != second.room { return (first.room ?? "") < (second.room ?? "") }
    if first.title != second.title { return first.title < second.title }
    return left.id < right.id
  }
}
