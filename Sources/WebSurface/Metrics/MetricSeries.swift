import Metrics
import Synchronization

/// The values of one metric under one set of labels.
///
/// It is whatever swift-metrics asks for, so that a recorder keeps its own numbers and a scrape
/// reads them without stopping anybody for long.
final class MetricSeries: Sendable {
  /// What the numbers are.
  enum Form: Hashable, Sendable {
    /// Only grows.
    case counter
    /// As it is now.
    case gauge
    /// Counts by upper bounds, ascending.
    case histogram([Double])
  }

  /// Numbers at one moment.
  struct Snapshot: Hashable, Sendable {
    /// Of a counter or gauge.
    var value = 0.0
    /// Of a histogram, one more than it has bounds: the last is for all that is larger.
    var counts: [UInt64] = []
    /// Of a histogram.
    var sum = 0.0
  }

  let form: Form
  private let numbers: Mutex<Snapshot>

  init(_ form: Form) {
    self.form = form
    var start = Snapshot()
    if case .histogram(let bounds) = form {
      start.counts = Array(repeating: 0, count: bounds.count + 1)
    }
    numbers = Mutex(start)
  }

  var snapshot: Snapshot { numbers.withLock { $0 } }

  /// Adds to a counter or gauge.
  func add(_ amount: Double) { numbers.withLock { $0.value += amount } }

  /// Sets a counter or gauge.
  func replace(with value: Double) { numbers.withLock { $0.value = value } }

  /// Takes a value into a histogram; what is no number is left out.
  func observe(_ value: Double) {
    guard case .histogram(let bounds) = form, !value.isNaN else { return }
    let bucket = bounds.firstIndex { value <= $0 } ?? bounds.count
    numbers.withLock { numbers in
      numbers.counts[bucket] += 1
      numbers.sum += value
    }
  }
}

extension MetricSeries: CounterHandler, FloatingPointCounterHandler {
  func increment(by amount: Int64) { add(Double(amount)) }
  func increment(by amount: Double) { add(amount) }
  func reset() { replace(with: 0) }
}

extension MetricSeries: MeterHandler {
  func set(_ value: Int64) { replace(with: Double(value)) }
  func set(_ value: Double) { replace(with: value) }
  func decrement(by amount: Double) { add(-amount) }
}

extension MetricSeries: RecorderHandler {
  func record(_ value: Int64) { record(Double(value)) }

  func record(_ value: Double) {
    if case .histogram = form { observe(value) } else { replace(with: value) }
  }
}

extension MetricSeries: TimerHandler {
  /// Prometheus counts in seconds.
  func recordNanoseconds(_ duration: Int64) { observe(Double(duration) / 1e9) }
}
