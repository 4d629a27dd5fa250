import ConferenceModel
import FoundationEssentials

/// Gives sessions that share one id of the feed a key each.
///
/// A workshop given on three days often stands in a feed three times under one id. The first by
/// time keeps the id, the others get `#2`, `#3`, …: by start, not by place in the file, because
/// the order of a file changes from version to version, and not by the time itself, because a
/// slot that moves keeps its stars.
enum RepeatedIDs {
  /// The sessions with unique keys in their order; rows that say the very same are one session.
  static func resolve(
    _ rows: [(session: Session, place: FeedPlace)], problems: inout [FeedProblem]
  ) -> [Session] {
    var positions: [String: [Int]] = [:]
    for (index, row) in rows.enumerated() {
      positions[row.session.key.id, default: []].append(index)
    }
    guard positions.count < rows.count else { return rows.map(\.session) }

    var taken = Set(positions.keys)
    var ids: [Int: String] = [:]
    var dropped: Set<Int> = []
    // In the order of the ids, so that every run gives the same keys.
    let repeated = positions.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }
    for (id, group) in repeated {
      let ordered = group.sorted { isBefore(rows[$0].session.facts, rows[$1].session.facts) }
      var (number, last) = (1, ordered[0])
      for index in ordered.dropFirst() {
        if rows[index].session.facts == rows[last].session.facts {
          dropped.insert(max(index, last))
          last = min(index, last)
          continue
        }
        last = index
        repeat { number += 1 } while taken.contains("\(id)#\(number)")
        ids[index] = "\(id)#\(number)"
        taken.insert("\(id)#\(number)")
      }
    }
    return apply(ids, dropped, to: rows, problems: &problems)
  }

  private static func apply(
    _ ids: [Int: String], _ dropped: Set<Int>, to rows: [(session: Session, place: FeedPlace)],
    problems: inout [FeedProblem]
  ) -> [Session] {
    var sessions: [Session] = []
    for (index, row) in rows.enumerated() {
      if dropped.contains(index) {
        problems.append(row.place.problem("a session was left out, the same is there already"))
        continue
      }
      var session = row.session
      if let id = ids[index] { session.key.id = id }
      sessions.append(session)
    }
    return sessions
  }

  private static func isBefore(_ left: SessionFacts, _ right: SessionFacts) -> Bool {
    let (first, second) = (left.start ?? .distantFuture, right.start ?? .distantFuture)
    if first != second { return first < second }
    if left.room != right.room { return (left.room ?? "") < (right.room ?? "") }
    if left.title != right.title { return left.title < right.title }
    let (firstEnd, secondEnd) = (left.end ?? .distantFuture, right.end ?? .distantFuture)
    if firstEnd != secondEnd { return firstEnd < secondEnd }
    return left.speakers.map(\.name).joined(separator: ";")
      < right.speakers.map(\.name).joined(separator: ";")
  }
}
