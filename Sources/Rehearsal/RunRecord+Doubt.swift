import ConferenceModel
import Foundation

extension RunRecord {
  /// Marks the versions that nobody should believe at once: those in which more than five and more
  /// than a tenth of the coming sessions are gone, in which everything starts at another time by
  /// the same span, or which have nothing in common with the version before.
  package mutating func markDoubtfulVersions() {
    var trusted: [String: [Session]] = [:]
    for index in feeds.indices {
      let version = feeds[index]
      guard !version.isHeld, let sessions = version.sessions else { continue }
      if let before = trusted[version.source], !before.isEmpty,
        Self.isDoubtful(sessions, after: before, at: version.servedFrom)
      {
        feeds[index].isHeld = true
      } else {
        trusted[version.source] = sessions
      }
    }
  }

  private static func isDoubtful(_ new: [Session], after old: [Session], at instant: Date) -> Bool {
    if new.isEmpty { return true }
    let partners = LineagePairing(old: old, new: new).partners
    func isComing(_ session: Session) -> Bool {
      session.facts.status == .scheduled && session.facts.start.map { $0 > instant } ?? false
    }
    let coming = old.count(where: isComing)
    let gone = zip(old, partners).count { $1 == nil && isComing($0) }
    if gone > 5, gone * 10 > coming { return true }
    let pairs = zip(old, partners).compactMap { before, partner in
      partner.map { (before.facts.start, new[$0].facts.start) }
    }
    if pairs.isEmpty, old.count > 2 { return true }
    let shifts = pairs.compactMap { before, after in
      before.flatMap { before in after.map { $0.timeIntervalSince(before) } }
    }
    guard shifts.count > 2, let first = shifts.first, first != 0 else { return false }
    return shifts.allSatisfy { abs($0 - first) < 1 }
  }
}
