import Foundation

/// Stretches of time in which something did not work, in order and disjoint.
struct TimeSpans {
  private(set) var spans: [DateInterval] = []

  init(_ all: [DateInterval]) {
    for span in all.sorted(by: { $0.start < $1.start }) {
      if let last = spans.last, span.start <= last.end {
        spans[spans.count - 1] = DateInterval(start: last.start, end: max(last.end, span.end))
      } else {
        spans.append(span)
      }
    }
  }

  /// The end of the first stretch of this length after an instant that nothing disturbs.
  func endOfCalm(of length: TimeInterval, after instant: Date) -> Date {
    var start = instant
    for span in spans where span.end > start {
      if span.start >= start.addingTimeInterval(length) { break }
      start = span.end
    }
    return start.addingTimeInterval(length)
  }

  /// How much of the time from one instant to another was calm, in seconds; negative when the
  /// second one is earlier.
  func calm(from start: Date, to end: Date) -> TimeInterval {
    guard end > start else { return end.timeIntervalSince(start) }
    let lost = spans.reduce(0.0) { sum, span in
      sum + max(0, min(span.end, end).timeIntervalSince(max(span.start, start)))
    }
    return end.timeIntervalSince(start) - lost
  }

  /// Whether any of it touches the time between two instants.
  func touch(_ start: Date, _ end: Date) -> Bool {
    spans.contains { $0.end >= start && $0.start <= end }
  }
}
