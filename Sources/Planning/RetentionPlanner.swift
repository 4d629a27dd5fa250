package import ConferenceModel
package import Foundation

/// How far back a store has to remember.
package enum RetentionPlanner {
  /// What is over for good.
  package struct Horizon: Hashable, Sendable {
    /// Sessions that ended by then are of no use any more.
    package var lastEnd: Date
    /// What is about no session is of no use any more when it is as old as this.
    package var settledUntil: Date

    /// What is over by then.
    package init(lastEnd: Date, settledUntil: Date) {
      self.lastEnd = lastEnd
      self.settledUntil = settledUntil
    }
  }

  /// The horizon at `now`; nil while everything is to be kept.
  ///
  /// A conference is over when nothing has taken place for `keepFor` since its last session. One
  /// store may hold several: the next one's subscribers, stars and messages stay, and what was
  /// said between two is kept for as long as the second.
  ///
  /// - parameter keepFor: in seconds.
  package static func horizon(
    of entries: [ProgrammeEntry], keepFor: TimeInterval, now: Date
  ) -> Horizon? {
    let spans = entries.compactMap { entry -> (start: Date, end: Date)? in
      let facts = entry.session.facts
      guard let start = facts.start, let end = facts.presumedEnd else { return nil }
      return (start, max(start, end))
    }.sorted { $0.start < $1.start }
    var end: Date?
    var lastEnd: Date?
    for span in spans {
      if let current = end, span.start.timeIntervalSince(current) >= keepFor { lastEnd = current }
      end = max(end ?? span.end, span.end)
    }
    guard let end else { return nil }
    if now.timeIntervalSince(end) >= keepFor {
      return Horizon(lastEnd: end, settledUntil: now.addingTimeInterval(-keepFor))
    }
    // The conference before the one that is on or to come.
    guard let lastEnd, now.timeIntervalSince(lastEnd) >= keepFor else { return nil }
    return Horizon(lastEnd: lastEnd, settledUntil: lastEnd)
  }
}
