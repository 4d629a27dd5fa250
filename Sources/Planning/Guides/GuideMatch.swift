package import ConferenceModel

/// Which session a pick of a guide is, as far as it can be told.
package struct GuideMatch: Hashable, Sendable {
  /// What the guide says.
  package var pick: GuidePick
  /// The session; nil when none is sure. It may be cancelled.
  package var session: SessionKey?
  /// How sure: from 0 to 1, and at least 0.6 for a session; of the best candidate where there is
  /// no session.
  package var confidence: Double
  /// Other sessions it might be, best first, at most three; where no session is sure, the ones to
  /// choose from.
  package var candidates: [SessionKey]

  /// A match.
  package init(
    pick: GuidePick, session: SessionKey?, confidence: Double, candidates: [SessionKey]
  ) {
    self.pick = pick
    self.session = session
    self.confidence = confidence
    self.candidates = candidates
  }
}
