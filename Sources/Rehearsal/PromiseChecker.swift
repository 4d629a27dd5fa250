package import Foundation

/// Decides from outside whether a run kept the promise; it shares no code with what plans or sends.
package struct PromiseChecker: Sendable {
  /// How long a feed's news may take to be seen, in seconds: the refresh interval and its jitter.
  package var refreshEvery: TimeInterval
  /// How long changes rest before they are told, in seconds.
  package var settle: TimeInterval
  /// How long after its due time a message may arrive, in seconds.
  package var grace: TimeInterval
  /// How much too early a reminder may come because a burst needs longer than its lane allows, in
  /// seconds.
  package var earlyRelease: TimeInterval

  /// A checker with these allowances.
  package init(
    refreshEvery: TimeInterval, settle: TimeInterval = 90, grace: TimeInterval = 60,
    earlyRelease: TimeInterval = 0
  ) {
    self.refreshEvery = refreshEvery
    self.settle = settle
    self.grace = grace
    self.earlyRelease = earlyRelease
  }

  /// All broken promises, by time.
  package func check(_ record: RunRecord) -> [BrokenPromise] {
    []
  }
}
