import WebSurface

/// Every metric of ours: its name, what it says, and the buckets of its histogram.
enum MetricCatalog {
  /// What `/metrics` shows; one for the process, as swift-metrics has it.
  static let registry = PrometheusRegistry(descriptions)

  static let descriptions: [PrometheusRegistry.Description] = [
    .init(
      name: "talkbell_delivery_lateness_seconds",
      help: "Seconds from a message's deadline until it was in the chat; negative when early.",
      buckets: [-3600, -600, -60, -10, -1, 0, 1, 5, 15, 30, 60, 120, 300, 900, 3600]),
    .init(name: "talkbell_sends_total", help: "Attempts to send or edit, by what became of them."),
    .init(
      name: "talkbell_lane_wait_seconds",
      help: "Seconds that a message was put off for by our own pace."),
    .init(name: "talkbell_outbox_entries", help: "Entries of the outbox by state."),
    .init(
      name: "talkbell_outbox_oldest_deadline_seconds",
      help: "Seconds since the earliest deadline of what waits for us; negative when it lies ahead."
    ),
    .init(
      name: "talkbell_feed_age_seconds",
      help: "Seconds since a feed was read last, or since the start when it never was."),
    .init(name: "talkbell_feed_held", help: "1 while a feed's newest version is not believed."),
    .init(name: "talkbell_subscribers", help: "Conversations by platform and state."),
    .init(name: "talkbell_pass_seconds", help: "How long a loop's pass took, in real seconds."),
    .init(
      name: "talkbell_pass_failures_total",
      help: "Passes of a loop that failed: the store or the feed could not be read or written."),
    .init(name: "talkbell_scheduled_total", help: "Notices put into the outbox, by kind."),
  ]
}
