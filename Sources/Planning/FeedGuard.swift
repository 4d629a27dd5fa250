package import ConferenceModel
package import Foundation

/// Why a version of a feed is not believed before the operator says so; each description is one
/// clause.
package enum HoldReason: Hashable, Sendable, Codable, CustomStringConvertible {
  /// Nothing is in it.
  case noSessions
  /// More than a tenth, and more than five, of the sessions still to come are gone at once.
  case sessionsGone(Int, of: Int)
  /// Every session starts so many seconds later (or earlier) than before; within an hour when it
  /// is half a day or more.
  case everythingShifted(seconds: Int, sessions: Int)
  /// No session is in both versions.
  case nothingInCommon(old: Int, new: Int)

  /// What the operator reads.
  package var description: String {
    switch self {
    case .noSessions: "the feed has no sessions"
    case .sessionsGone(let gone, let all): "\(gone) of \(all) coming sessions are gone at once"
    case .everythingShifted(let seconds, let sessions):
      "all \(sessions) sessions start \(Self.span(abs(seconds))) "
        + (seconds < 0 ? "earlier" : "later") + " at once"
    case .nothingInCommon(let old, let new):
      "none of its \(new) sessions is among the \(old) known ones: it looks like another edition"
    }
  }

  /// `4 days`, `1 h`, `90 min`.
  private static func span(_ seconds: Int) -> String {
    let days = (seconds + 43_200) / 86_400
    switch seconds {
    case 86_400: return "1 day"
    case 86_400...: return (seconds % 86_400 == 0 ? "" : "about ") + "\(days) days"
    case let hours where hours % 3600 == 0: return "\(hours / 3600) h"
    case let minutes where minutes % 60 == 0: return "\(minutes / 60) min"
    default: return "\(seconds) s"
    }
  }
}

/// Tells a broken feed from a changed conference.
///
/// The histories we have show what breaks: 54 to 151 sessions gone for ten to forty minutes while
/// one of the feed's own sources was down, another year's programme under the same address, a zone
/// applied twice. A whole conference that is postponed looks like the last, so the operator is
/// asked; a held version costs a delay, a believed one tells everybody something untrue.
package enum FeedGuard {
  /// Fewer sessions than this say nothing about a pattern.
  private static let patternMinimum = 3

  /// Why a version should not be believed; nil when it may be.
  ///
  /// - parameter old: the sessions in force: those the last version had.
  /// - parameter now: only what starts later counts as lost or shifted; nil counts everything.
  package static func reasonToHold(
    from old: [Session], to new: [Session], now: Date?
  ) -> HoldReason? {
    if old.isEmpty { return nil }
    if new.isEmpty { return .noSessions }
    let pairing = SessionPairing(old: old, new: new)
    if pairing.pairs.isEmpty, old.count >= patternMinimum {
      return .nothingInCommon(old: old.count, new: new.count)
    }
    func isComing(_ session: Session) -> Bool {
      guard session.facts.status == .scheduled else { return false }
      guard let now else { return true }
      return session.facts.start.map { $0 > now } ?? false
    }
    let coming = old.count(where: isComing)
    let gone = pairing.gone.count { isComing(old[$0]) }
    if gone > 5, gone * 10 > coming { return .sessionsGone(gone, of: coming) }
    guard pairing.pairs.contains(where: { isComing(old[$0.old]) }) else { return nil }
    return shift(of: pairing.pairs.map { (old[$0.old], new[$0.new]) })
  }

  /// The reason when everything starts at other times, and nine tenths of it by the same offset.
  ///
  /// What is over counts too: a feed that is wrong about the zone is wrong about the morning as
  /// well, while an afternoon that runs late leaves the morning as it was, and its audience has to
  /// hear of it at once.
  private static func shift(of pairs: [(old: Session, new: Session)]) -> HoldReason? {
    let shifts = pairs.compactMap { pair -> TimeInterval? in
      guard pair.old.facts.status == .scheduled, let before = pair.old.facts.start,
        let after = pair.new.facts.start
      else { return nil }
      return after.timeIntervalSince(before)
    }
    guard shifts.count >= patternMinimum, let least = shifts.min(), let most = shifts.max(),
      !shifts.contains(0)
    else { return nil }
    // One talk that was edited besides makes a broken zone true for none of the others.
    let counts = Dictionary(shifts.map { ($0, 1) }, uniquingKeysWith: +)
    let isAlike = counts.values.contains { $0 * 10 >= shifts.count * 9 }
    // A postponed conference rarely keeps every minute of its old timetable.
    let isPostponed = min(abs(least), abs(most)) >= 86_400 / 2 && most - least <= 3600
    guard isAlike || isPostponed else { return nil }
    let middle = shifts.sorted()[shifts.count / 2]
    return .everythingShifted(seconds: Int(middle), sessions: shifts.count)
  }
}
