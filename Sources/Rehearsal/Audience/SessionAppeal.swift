import ConferenceModel
import Foundation

/// How much a programme's sessions draw people: keynotes nearly everybody, of the talks a few very
/// many and most of them few, as it is at conferences.
struct SessionAppeal {
  /// Sessions of one kind to choose from, with the running sum of their weights.
  struct Pool {
    private(set) var sessions: [Session] = []
    private var sums: [Double] = []

    mutating func add(_ session: Session, weight: Double) {
      sessions.append(session)
      sums.append((sums.last ?? 0) + weight)
    }

    /// One of them by weight; nil when there are none.
    func draw(with chance: inout SeededGenerator) -> Session? {
      guard let total = sums.last, total > 0 else { return nil }
      let wanted = chance.fraction() * total
      var (low, high) = (0, sums.count - 1)
      while low < high {
        let middle = (low + high) / 2
        if sums[middle] > wanted { high = middle } else { low = middle + 1 }
      }
      return sessions[low]
    }
  }

  /// What can be starred at all: it takes place, has a time that is to come, and is no pause.
  let all: Pool
  /// Keynotes, in the order of the programme.
  let keynotes: [Session]
  /// The same as `all` by track.
  let tracks: [(name: String, pool: Pool)]
  /// The days on which there is anything, ascending.
  let days: [LocalDay]

  /// - parameter now: what began before can't be starred.
  init(_ sessions: [Session], timeZone: TimeZone, now: Date, seed: UInt64) {
    var chance = SeededGenerator(seed: seed, purpose: 1)
    var all = Pool()
    var tracks: [String: Pool] = [:]
    var keynotes: [Session] = []
    var days: Set<LocalDay> = []
    let open = sessions.filter { Self.isOpen($0, now: now) }.sorted { $0.key < $1.key }
    for session in open {
      // 1/rank to the power of 0.8 with a rank drawn for each: a long tail with some favourites.
      let rank = 1 + chance.index(below: max(1, open.count))
      let weight = pow(Double(rank), -0.8)
      all.add(session, weight: weight)
      if let track = session.track { tracks[track, default: Pool()].add(session, weight: weight) }
      if session.kind == .keynote { keynotes.append(session) }
      if let start = session.facts.start { days.insert(timeZone.day(of: start)) }
    }
    self.all = all
    self.keynotes = keynotes
    self.tracks = tracks.filter { $0.value.sessions.count > 2 }.sorted { $0.key < $1.key }
      .map { ($0.key, $0.value) }
    self.days = days.sorted()
  }

  private static func isOpen(_ session: Session, now: Date) -> Bool {
    let facts = session.facts
    guard let start = facts.start, start > now, facts.status == .scheduled else { return false }
    return !session.kind.isPause && !facts.isDayLong
  }
}
