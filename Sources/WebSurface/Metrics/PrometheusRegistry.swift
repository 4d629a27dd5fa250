package import Metrics
import Synchronization

/// All metrics of the process, as swift-metrics makes them and Prometheus reads them.
///
/// Labels of swift-metrics are the metrics' names, dimensions are their labels. What nobody
/// describes is shown all the same, without a word of help and with buckets for spans of time.
package final class PrometheusRegistry: MetricsFactory {
  /// What is known of a metric beforehand.
  package struct Description: Hashable, Sendable {
    /// `talkbell_sends_total`: of `[a-z0-9_]`.
    package var name: String
    /// What it counts, with the unit, on one line.
    package var help: String
    /// The upper bounds of a histogram, ascending; nil for the usual ones.
    package var buckets: [Double]?

    /// A metric.
    package init(name: String, help: String, buckets: [Double]? = nil) {
      self.name = name
      self.help = help
      self.buckets = buckets
    }
  }

  /// One metric under one set of labels.
  struct Key: Hashable, Comparable {
    let name: String
    let labels: [String]

    static func < (left: Key, right: Key) -> Bool {
      left.name == right.name
        ? left.labels.lexicographicallyPrecedes(right.labels) : left.name < right.name
    }
  }

  /// In seconds, from a quick query to a hang.
  static let usualBuckets = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300]
  /// More sets of labels than this are a mistake in the program, not a fact about the world.
  private static let seriesLimit = 10_000

  private let descriptions: [String: Description]
  private let series = Mutex<[Key: MetricSeries]>([:])

  /// A registry that knows these metrics.
  package init(_ descriptions: [Description]) {
    self.descriptions = Dictionary(
      descriptions.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// In Prometheus's text format 0.0.4.
  package var text: String {
    PrometheusText.text(of: series.withLock { $0 }, help: { self.descriptions[$0]?.help })
  }

  /// A number that only grows.
  package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    kept(label, dimensions, .counter)
  }

  /// A number that only grows.
  package func makeFloatingPointCounter(
    label: String, dimensions: [(String, String)]
  ) -> any FloatingPointCounterHandler {
    kept(label, dimensions, .counter)
  }

  /// A number as it is now.
  package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
    kept(label, dimensions, .gauge)
  }

  /// A histogram, or a number as it is now when it is not to be aggregated.
  package func makeRecorder(
    label: String, dimensions: [(String, String)], aggregate: Bool
  ) -> any RecorderHandler {
    kept(label, dimensions, aggregate ? histogram(label) : .gauge)
  }

  /// A histogram in seconds.
  package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    kept(label, dimensions, histogram(label))
  }

  /// Nothing: a series that was once there stays, as Prometheus expects of a counter.
  package func destroyCounter(_ handler: any CounterHandler) {}
  /// Nothing.
  package func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
  /// Nothing.
  package func destroyMeter(_ handler: any MeterHandler) {}
  /// Nothing.
  package func destroyRecorder(_ handler: any RecorderHandler) {}
  /// Nothing.
  package func destroyTimer(_ handler: any TimerHandler) {}

  private func histogram(_ label: String) -> MetricSeries.Form {
    .histogram(descriptions[label]?.buckets ?? Self.usualBuckets)
  }

  private func kept(
    _ label: String, _ dimensions: [(String, String)], _ form: MetricSeries.Form
  ) -> MetricSeries {
    let labels = dimensions.sorted { $0.0 < $1.0 }.map { PrometheusText.label($0.0, $0.1) }
    let key = Key(name: PrometheusText.name(label), labels: labels)
    return series.withLock { series in
      if let known = series[key], known.form == form { return known }
      let new = MetricSeries(form)
      // A name that is two things is shown as the first; the second counts for itself.
      if series[key] == nil, series.count < Self.seriesLimit { series[key] = new }
      return new
    }
  }
}
