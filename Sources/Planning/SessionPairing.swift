package import ConferenceModel
import FoundationEssentials

/// Which session of a new version of a source is which of the old one.
///
/// The feed's stable id decides first. But feeds make all ids anew at times (camp2019: 79 at
/// once), exchange them, or put another talk under a known id; so where ids vanish and appear, a
/// session with the same title and start, or the same title and speakers, is the same one. Only
/// what fits no other session is paired so: eleven "Gold Sponsor In-Booth Demos" are not guessed
/// at.
package struct SessionPairing: Sendable {
  /// A session in both versions.
  package struct Pair: Hashable, Sendable {
    /// Its index in the old version.
    package var old: Int
    /// Its index in the new version.
    package var new: Int
  }

  /// The sessions in both versions, in the order of the old one.
  package private(set) var pairs: [Pair] = []
  /// The indices of old sessions that the new version does not have.
  package private(set) var gone: [Int] = []
  /// The indices of sessions that the old version did not have.
  package private(set) var added: [Int] = []

  /// Pairs two versions; ids must be unique in each. Takes time in proportion to their size.
  package init(old: [Session], new: [Session]) {
    var newIndex: [SessionKey: Int] = [:]
    for (index, session) in new.enumerated() { newIndex[session.key] = index }
    var partner: [Int: Int] = [:]
    // Pairs of one id whose titles name different talks: the old talk may stand elsewhere.
    var doubtful: [Pair] = []
    let newTitles = Set(new.map(\.facts.title))
    var isTaken = [Bool](repeating: false, count: new.count)
    for (index, session) in old.enumerated() {
      guard let found = newIndex[session.key], !isTaken[found] else { continue }
      isTaken[found] = true
      if newTitles.contains(session.facts.title), Self.isOtherTalk(session, new[found]) {
        doubtful.append(Pair(old: index, new: found))
      } else {
        partner[index] = found
      }
    }
    let doubtfulNew = Set(doubtful.map(\.new))
    var search = ContentSearch(
      old: old.indices.filter { partner[$0] == nil }.map { ($0, old[$0]) },
      new: new.indices.filter { !isTaken[$0] || doubtfulNew.contains($0) }.map { ($0, new[$0]) })
    partner.merge(search.run()) { first, _ in first }
    // What was found nowhere else is what its id says.
    var used = Set(partner.values)
    for pair in doubtful where partner[pair.old] == nil && !used.contains(pair.new) {
      partner[pair.old] = pair.new
      used.insert(pair.new)
    }
    pairs = old.indices.compactMap { index in partner[index].map { Pair(old: index, new: $0) } }
    gone = old.indices.filter { partner[$0] == nil }
    added = new.indices.filter { !used.contains($0) }
  }

  private static func isOtherTalk(_ old: Session, _ new: Session) -> Bool {
    if old.facts.title == new.facts.title { return false }
    return ScheduleComparison.changes(
      from: old.facts, to: new.facts, kind: new.kind, roomAliases: [:]
    ).contains {
      switch $0 {
      case .replaced, .cancelled, .announced: true
      default: false
      }
    }
  }
}

/// Finds sessions again by what they say.
private struct ContentSearch {
  private var old: [(index: Int, session: Session)]
  private var new: [(index: Int, session: Session)]
  private var found: [Int: Int] = [:]

  init(old: [(Int, Session)], new: [(Int, Session)]) {
    self.old = old
    self.new = new
  }

  /// Old index to new index.
  mutating func run() -> [Int: Int] {
    if old.isEmpty || new.isEmpty { return [:] }
    // The most telling first: rows that repeat have their room to tell them apart.
    pass { [Self.title($0), Self.start($0), ScheduleComparison.folded($0.facts.room ?? "")] }
    pass { [Self.title($0), Self.start($0)] }
    pass { $0.facts.speakers.isEmpty ? nil : [Self.title($0), Self.speakers($0)] }
    return found
  }

  private mutating func pass(_ content: (Session) -> [String]?) {
    let olds = groups(of: old, content)
    let news = groups(of: new, content)
    for (key, left) in olds where left.count == 1 {
      guard let right = news[key], right.count == 1 else { continue }
      found[left[0]] = right[0]
    }
    let taken = Set(found.values)
    old.removeAll { found[$0.index] != nil }
    new.removeAll { taken.contains($0.index) }
  }

  private func groups(
    of side: [(index: Int, session: Session)], _ content: (Session) -> [String]?
  ) -> [[String]: [Int]] {
    var groups: [[String]: [Int]] = [:]
    for (index, session) in side {
      guard let key = content(session) else { continue }
      groups[[session.key.source] + key, default: []].append(index)
    }
    return groups
  }

  private static func title(_ session: Session) -> String {
    ScheduleComparison.folded(session.facts.title)
  }

  private static func start(_ session: Session) -> String {
    session.facts.start.map { String($0.timeIntervalSince1970) } ?? ""
  }

  private static func speakers(_ session: Session) -> String {
    session.facts.speakers.map { ScheduleComparison.words($0.name).joined(separator: " ") }.sorted()
      .joined(separator: "\n")
  }
}
