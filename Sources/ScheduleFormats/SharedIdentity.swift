import ConferenceModel
import FoundationEssentials

/// Sees to it that every session of a file has a key of its own, where a feed names two alike.
enum SharedIdentity {
  /// Tells sessions apart that share an id: a workshop that is given twice has one guid.
  ///
  /// The first by start keeps the id, the others get `#2`, `#3` and so on behind it, wherever they
  /// stand in the file. Rows that say the very same are one session, a problem noted.
  static func distinguish(
    _ sessions: [(session: Session, line: Int)], problems: inout [FeedProblem]
  ) -> [Session] {
    var groups: [String: [Int]] = [:]
    for (index, row) in sessions.enumerated() {
      groups[row.session.key.id, default: []].append(index)
    }
    var kept = sessions.map { Optional($0.session) }
    var taken = Set(groups.keys)
    // In the order of the ids, so that every run gives the same keys.
    for (id, group) in groups.filter({ $0.value.count > 1 }).sorted(by: { $0.key < $1.key }) {
      let ordered = group.sorted {
        isBefore(sessions[$0].session.facts, sessions[$1].session.facts)
      }
      var number = 1
      for (earlier, index) in zip(ordered, ordered.dropFirst()) {
        if sessions[earlier].session.facts == sessions[index].session.facts {
          kept[index] = nil
          problems.append(
            FeedProblem(
              line: sessions[index].line, message: "a session was skipped, it stands twice"))
          continue
        }
        repeat { number += 1 } while !taken.insert("\(id)#\(number)").inserted
        kept[index]?.key.id = "\(id)#\(number)"
      }
    }
    return kept.compactMap { $0 }
  }

  private static func isBefore(_ left: SessionFacts, _ right: SessionFacts) -> Bool {
    let (first, second) = (left.start ?? .distantFuture, right.start ?? .distantFuture)
    if first != second { return first < second }
    if left.room != right.room { return (left.room ?? "") < (right.room ?? "") }
    if left.title != right.title { return left.title < right.title }
    let (firstEnd, secondEnd) = (left.end ?? .distantFuture, right.end ?? .distantFuture)
    if firstEnd != secondEnd { return firstEnd < secondEnd }
    return left.speakers.map(\.name).lexicographicallyPrecedes(right.speakers.map(\.name))
  }
}
