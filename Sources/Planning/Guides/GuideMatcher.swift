package import ConferenceModel
import Foundation

/// Finds the sessions that a guide recommends.
///
/// A guide is older than the programme: speakers were replaced, times and rooms moved, titles
/// changed, and the guide may have translated them. So every part is evidence with a weight and
/// none is needed. Who speaks and when weighs most; a pick has a session only when one is far
/// ahead of all others.
package enum GuideMatcher {
  /// The matches of all picks, in the order of the guide.
  ///
  /// Cancelled sessions match like others; breaks, registration and day-long containers never do.
  /// One talk on two sources is the one that comes first. No session belongs to two picks.
  ///
  /// - parameter sessions: of all sources; keys are unique.
  package static func match(_ guide: Guide, with sessions: [Session]) -> [GuideMatch] {
    let profiles = sessions.filter { !$0.kind.isPause && !$0.facts.isDayLong }
      .map(SessionProfile.init)
    let rarity = TermRarity(profiles.flatMap(\.titles))
    let rankings = guide.picks.map { pick in
      Ranking(PickProfile(pick), among: profiles, rarity: rarity)
    }
    return zip(guide.picks, rankings).enumerated().map { index, pair in
      let (pick, ranking) = pair
      // Where two picks want one session, it is that of the pick that is far ahead, or of none.
      let isContested = rankings.indices.contains { other in
        other != index && rankings[other].sure != nil && rankings[other].sure == ranking.sure
          && rankings[other].score > ranking.score - Ranking.margin
      }
      let sure = isContested ? nil : ranking.sure
      let others = ranking.near.filter { $0 != sure }
      return GuideMatch(
        pick: pick, session: sure, confidence: min(max(ranking.score / 100, 0), 1),
        candidates: Array(others.prefix(3)))
    }
  }
}

/// What is compared of a pick, prepared once.
struct PickProfile {
  let pick: GuidePick
  let speakers: [PersonName]
  let title: TitleTerms

  init(_ pick: GuidePick) {
    self.pick = pick
    speakers = pick.speakers.map { PersonName($0.name) }
    title = TitleTerms(pick.title)
  }
}

/// What is compared of a session, prepared once.
struct SessionProfile {
  let session: Session
  let speakers: [PersonName]
  /// In the languages of the feed.
  let titles: [TitleTerms]

  init(_ session: Session) {
    self.session = session
    speakers = session.facts.speakers.map { PersonName($0.name) }
    titles = ([session.facts.title] + session.facts.translatedTitles.values.sorted())
      .map(TitleTerms.init)
  }
}

/// The sessions that a pick may be, best first.
private struct Ranking {
  /// Points from which a session is sure.
  private static let enough = 60.0
  /// Points by which it must be ahead.
  static let margin = 20.0
  /// Points from which a session is worth showing to somebody who has to choose.
  private static let worthShowing = 30.0

  /// nil when none is sure.
  let sure: SessionKey?
  /// Of the best session.
  let score: Double
  /// Those worth showing, at most four.
  let near: [SessionKey]

  init(_ pick: PickProfile, among profiles: [SessionProfile], rarity: TermRarity) {
    var scored: [(profile: SessionProfile, score: Double)] = []
    for profile in profiles {
      let score = GuideEvidence(pick, profile, rarity: rarity).points
      // The same talk on another source is no rival.
      if score >= Self.worthShowing, !scored.contains(where: { $0.profile.isSameTalk(as: profile) })
      {
        scored.append((profile, score))
      }
    }
    scored.sort {
      ($1.score, $0.profile.session.key) < ($0.score, $1.profile.session.key)
    }
    near = scored.prefix(4).map(\.profile.session.key)
    score = scored.first?.score ?? 0
    let second = scored.count > 1 ? scored[1].score : 0
    sure = score >= Self.enough && score - second >= Self.margin ? near.first : nil
  }
}

extension SessionProfile {
  fileprivate func isSameTalk(as other: SessionProfile) -> Bool {
    session.facts.start == other.session.facts.start
      && session.key.source != other.session.key.source
      && ScheduleComparison.folded(session.facts.title)
        == ScheduleComparison.folded(other.session.facts.title)
  }
}
