import ConferenceModel
package import Foundation

/// Decides from outside whether a run kept the promise; it shares no code with what plans or sends.
///
/// It reads messages as a person would, holds each against the feed versions that may have been in
/// force when it was sent, and works out from feeds and commands what had to come. Where it cannot
/// know (a change that the bot may not have seen yet, a session whose id another talk has got), it
/// accepts both and requires nothing.
package struct PromiseChecker: Sendable {
  /// How long a feed's news may take to be seen, in seconds: the refresh interval and its jitter.
  package var refreshEvery: TimeInterval
  /// How long changes rest before they are told, in seconds.
  package var settle: TimeInterval
  /// The same for titles and speakers, in seconds.
  package var gather: TimeInterval = 300
  /// How long after its due time a message may arrive, in seconds.
  package var grace: TimeInterval
  /// How much too early a reminder may come because a burst needs longer than its lane allows, or
  /// because of the longest walk, in seconds.
  package var earlyRelease: TimeInterval
  /// How long the bot may take to act on a word, in seconds.
  package var reaction: TimeInterval = 10
  /// Whether what people do was typed, so that each act of theirs has an answer; not where an
  /// audience was put into the store.
  package var expectsAnswers = false

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
    let history = FeedHistory(record, pause: refreshEvery)
    let acts = Dictionary(grouping: record.acts, by: \.address)
    let receipts = Dictionary(grouping: record.receipts, by: \.address)
    var broken: [BrokenPromise] = []
    for address in Set(acts.keys).union(receipts.keys) {
      let conversation = Conversation(
        address, acts[address] ?? [], history, outages: TimeSpans(record.outages),
        reaction: reaction)
      let hearing = Hearing(
        checker: self, record: record, history: history, conversation: conversation,
        receipts: receipts[address] ?? [])
      broken += hearing.untrue() + hearing.silence() + hearing.reminders() + hearing.alerts()
      broken += hearing.digests() + (expectsAnswers ? hearing.answers() : [])
    }
    return broken.sorted { ($0.at, $0.description) < ($1.at, $1.description) }
  }
}
