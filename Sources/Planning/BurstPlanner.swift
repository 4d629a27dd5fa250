package import ConferenceModel
package import FoundationEssentials

/// How many messages of a platform have one due time.
package struct ReminderDemand: Hashable, Sendable {
  /// Where they go.
  package var platform: ChatPlatform
  /// When they are due.
  package var dueAt: Date
  /// How many subscribers get one.
  package var count: Int

  /// A number of messages with one due time.
  package init(platform: ChatPlatform, dueAt: Date, count: Int) {
    self.platform = platform
    self.dueAt = dueAt
    self.count = count
  }
}

/// Which reminders go into the outbox before they are due.
package struct EarlyRelease: Hashable, Sendable {
  /// For each platform that needs it: reminders due until then go now.
  package var until: [ChatPlatform: Date] = [:]
  /// When the next burst has to begin; nil when none is in sight.
  package var next: Date?

  /// A release; of nothing unless given.
  package init(until: [ChatPlatform: Date] = [:], next: Date? = nil) {
    self.until = until
    self.next = next
  }
}

/// Lets a burst of reminders that needs longer than its lane allows begin so early that the last
/// one arrives by its deadline: 15,000 at 25 a second are ten minutes.
///
/// The bursts of a platform are taken from the last to the first: each has to be over by its own
/// deadline, and by the time at which the next one has to begin.
package enum BurstPlanner {
  /// A reminder should arrive within a minute of its due time.
  package static let grace: TimeInterval = 60
  /// No reminder comes earlier than this before its due time, in seconds.
  package static let earliest: TimeInterval = 3600
  /// What other messages may take of a lane meanwhile.
  package static let share = 0.9

  /// How many reminders within `earliest` make a look worth while; nil when nothing limits.
  package static func threshold(rates: [ChatPlatform: Double]) -> Int? {
    rates.values.min().map { max(1, Int($0 * share * grace)) }
  }

  /// Which reminders go now.
  ///
  /// - parameter demand: what is due within `earliest` of `now`, in any order.
  /// - parameter waiting: what waits in the outbox already, for each platform.
  /// - parameter rates: messages a second of each platform; one that is missing has no limit.
  package static func plan(
    _ demand: [ReminderDemand], waiting: [ChatPlatform: Int], rates: [ChatPlatform: Double],
    now: Date
  ) -> EarlyRelease {
    var release = EarlyRelease()
    for (platform, rate) in rates where rate > 0 {
      let bursts = demand.filter { $0.platform == platform && $0.dueAt > now }
        .sorted { $0.dueAt < $1.dueAt }
      // What waits goes before all of them.
      let backlog = Double(waiting[platform] ?? 0) / (rate * share)
      var end = Date.distantFuture
      for (index, burst) in bursts.enumerated().reversed() {
        end = min(end, burst.dueAt.addingTimeInterval(grace))
        end = end.addingTimeInterval(-Double(burst.count) / (rate * share))
        let begin = max(
          end.addingTimeInterval(index == 0 ? -backlog : 0),
          burst.dueAt.addingTimeInterval(-earliest))
        guard begin < burst.dueAt else { continue }
        if begin <= now {
          release.until[platform] = max(release.until[platform] ?? burst.dueAt, burst.dueAt)
        } else {
          release.next = min(release.next ?? begin, begin)
        }
      }
    }
    return release
  }
}
