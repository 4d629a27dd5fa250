package import ConferenceModel
package import Foundation

/// When messages arrived: after they were due, and against the deadlines that the bot set itself.
package struct LatenessSummary: Sendable {
  /// A message that arrived.
  package struct Arrival: Sendable {
    /// The sort of message.
    package var kind: String
    /// From when on it could be sent.
    package var dueAt: Date
    /// When it should have arrived.
    package var deadline: Date
    /// When it did.
    package var arrivedAt: Date
    /// Where.
    package var address: ConversationAddress
    /// Its first words.
    package var words: String

    /// A message that arrived.
    package init(
      kind: String, dueAt: Date, deadline: Date, arrivedAt: Date, address: ConversationAddress,
      words: String
    ) {
      self.kind = kind
      self.dueAt = dueAt
      self.deadline = deadline
      self.arrivedAt = arrivedAt
      self.address = address
      self.words = words
    }

    /// Seconds after the deadline; below 0 before it.
    package var lateness: TimeInterval { arrivedAt.timeIntervalSince(deadline) }
    /// Seconds from when it was due.
    package var delay: TimeInterval { arrivedAt.timeIntervalSince(dueAt) }
  }

  /// The arrivals of one kind.
  package struct Row: Sendable {
    /// `reminder`.
    package var kind: String
    /// How many arrived.
    package var count: Int
    /// Seconds from due to arrived, of half of them, of 95 in 100, and the most.
    package var p50: TimeInterval, p95: TimeInterval, most: TimeInterval
    /// How many arrived after their deadlines.
    package var late: Int
    /// The one that was nearest to its deadline, or the furthest behind it.
    package var worst: Arrival
  }

  /// A span of lateness and how many messages fell into it.
  package struct Bucket: Hashable, Sendable {
    /// In words.
    package var label: String
    /// Whether it is after the deadline.
    package var isLate: Bool
    /// How many.
    package var count: Int
  }

  /// By kind.
  package let rows: [Row]
  /// By lateness against the deadline, from early to late.
  package let buckets: [Bucket]
  /// By the time from due to arrived.
  package let delays: [Bucket]

  /// The spans' upper ends in seconds after the deadline, with their names.
  private static let spans: [(below: TimeInterval, label: String)] = [
    (-120, "over 2 min before"), (-60, "1 to 2 min before"), (-30, "30 to 60 s before"),
    (-10, "10 to 30 s before"), (-5, "5 to 10 s before"), (-1, "1 to 5 s before"),
    (0, "under 1 s before"), (1, "under 1 s late"), (5, "1 to 5 s late"), (30, "5 to 30 s late"),
    (60, "30 to 60 s late"), (300, "1 to 5 min late"), (.infinity, "over 5 min late"),
  ]

  private static let waits: [(below: TimeInterval, label: String)] = [
    (0, "before it was due"), (0.2, "under 0.2 s"), (0.5, "0.2 to 0.5 s"), (1, "0.5 to 1 s"),
    (2, "1 to 2 s"), (5, "2 to 5 s"), (10, "5 to 10 s"), (30, "10 to 30 s"), (60, "30 to 60 s"),
    (300, "1 to 5 min"), (1800, "5 to 30 min"), (.infinity, "over 30 min"),
  ]

  /// A summary of all that arrived.
  package init(_ arrivals: [Arrival]) {
    // What arrives at its deadline is in time.
    buckets = Self.count(
      arrivals.lazy.map { $0.lateness == 0 ? -0.001 : $0.lateness }, Self.spans,
      lateFrom: 0)
    delays = Self.count(arrivals.lazy.map(\.delay), Self.waits)
    rows = Dictionary(grouping: arrivals, by: \.kind).sorted { $0.key < $1.key }
      .compactMap { Self.row($0.key, $0.value) }
  }

  private static func count(
    _ values: some Sequence<TimeInterval>, _ spans: [(below: TimeInterval, label: String)],
    lateFrom: TimeInterval = .infinity
  ) -> [Bucket] {
    var counts = [Int](repeating: 0, count: spans.count)
    for value in values {
      counts[spans.firstIndex { value < $0.below } ?? spans.count - 1] += 1
    }
    return zip(spans, counts).map { span, count in
      Bucket(label: span.label, isLate: span.below > lateFrom, count: count)
    }
  }

  private static func row(_ kind: String, _ arrivals: [Arrival]) -> Row? {
    let delays = arrivals.map(\.delay).sorted()
    guard let most = delays.last else { return nil }
    // Of equally late ones the first in time and by address, so that it is the same on every run.
    let worst = arrivals.max {
      ($0.lateness, $1.arrivedAt, $1.address.description)
        < ($1.lateness, $0.arrivedAt, $0.address.description)
    }
    guard let worst else { return nil }
    return Row(
      kind: kind, count: delays.count, p50: percentile(50, of: delays),
      p95: percentile(95, of: delays), most: most, late: arrivals.count { $0.lateness > 0 },
      worst: worst)
  }

  /// The smallest value that this many in a hundred do not exceed (nearest rank).
  static func percentile(_ share: Int, of sorted: [TimeInterval]) -> TimeInterval {
    guard !sorted.isEmpty else { return 0 }
    let rank = (sorted.count * share + 99) / 100
    return sorted[min(max(rank, 1), sorted.count) - 1]
  }

  /// How many arrived in all.
  package var count: Int { rows.reduce(0) { $0 + $1.count } }
  /// How many of them late.
  package var late: Int { rows.reduce(0) { $0 + $1.late } }
}
