import ConferenceModel
import Foundation
import Metrics
import Persistence
import ScheduleSync
import Timekeeping

/// What is true at the moment of a scrape, read from the store.
struct MetricScrape: Sendable {
  let database: ConferenceDatabase
  let refreshers: [ScheduleRefresher]
  let clock: any WallClock
  let factory: any MetricsFactory

  /// Brings all gauges up to date; those that can't be read keep their last value.
  func collect() async {
    let now = clock.now()
    guard let numbers = try? await database.read({ try $0.gauges() }) else { return }
    for state in OutboxState.allCases {
      meter("talkbell_outbox_entries", [("state", state.rawValue)])
        .set(numbers.outbox[state] ?? 0)
    }
    let oldest = numbers.earliestDeadline.map { now.timeIntervalSince($0) } ?? 0
    meter("talkbell_outbox_oldest_deadline_seconds").set(oldest)
    for refresher in refreshers {
      let source = refresher.source.id
      // A feed that was never read since the start is as old as the start.
      let start = await refresher.startedAt
      if let instant = await refresher.lastRead ?? start {
        meter("talkbell_feed_age_seconds", [("source", source)])
          .set(now.timeIntervalSince(instant))
      }
      meter("talkbell_feed_held", [("source", source)])
        .set(numbers.heldSources.contains(source) ? 1 : 0)
    }
    for group in numbers.subscribers {
      meter(
        "talkbell_subscribers",
        [("platform", group.platform.rawValue), ("state", group.state.rawValue)]
      ).set(group.count)
    }
  }

  private func meter(_ name: String, _ labels: [(String, String)] = []) -> Meter {
    Meter(label: name, dimensions: labels, factory: factory)
  }
}
