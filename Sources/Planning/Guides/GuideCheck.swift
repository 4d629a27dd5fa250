package import ConferenceModel
package import Foundation

/// Says what a guide has wrong.
package enum GuideCheck {
  /// What is no longer so, what was never so, and what has no session; by line.
  ///
  /// It accuses only where the guide and the programme say two things: a speaker without an
  /// affiliation, a room in part or in another language, a title in other words are no findings.
  ///
  /// - parameter matches: of `GuideMatcher`, for the same sessions.
  /// - parameter conferenceName: may name the city; where it does not, the zone does.
  /// - parameter timeZone: the conference's; times are written in it.
  /// - parameter sessions: of all sources; its days are the days of the conference.
  package static func findings(
    guide: Guide, matches: [GuideMatch], conferenceName: String, timeZone: TimeZone,
    sessions: [Session]
  ) -> [GuideFinding] {
    let known = Dictionary(sessions.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    let ofPicks = matches.flatMap { match in
      PickCheck(match, known: known, timeZone: timeZone).findings
    }
    let remarks = RemarkCheck(
      conferenceName: conferenceName, timeZone: timeZone, sessions: sessions)
    let ofProblems = guide.problems.map { problem in
      GuideFinding(
        line: problem.line, kind: .unreadable, pick: nil, guideSays: nil, programmeSays: nil,
        text: "A field cannot be read: \(problem.text).")
    }
    let all = ofPicks + guide.remarks.flatMap(remarks.findings) + ofProblems
    // Sorting keeps no order among equals, so the order they came in decides.
    return all.enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }
      .map(\.element)
  }
}
