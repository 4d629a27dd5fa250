import Metrics
import Testing
import WebSurface

@Suite struct PrometheusRegistryTests {
  private let registry = PrometheusRegistry([
    .init(name: "bells_total", help: "Bells that rang."),
    .init(name: "wait_seconds", help: "How long\nit took.", buckets: [1, 5]),
  ])

  @Test func `nothing recorded is an empty page`() {
    #expect(registry.text == "")
  }

  @Test func `a counter has its help, type and labels in order`() {
    let counter = Counter(
      label: "bells_total", dimensions: [("kind", "a \"b\"\n"), ("hall", "7")], factory: registry)
    counter.increment()
    counter.increment(by: 2)
    Counter(label: "bells_total", dimensions: [("hall", "1")], factory: registry).increment()
    #expect(
      registry.text == """
        # HELP bells_total Bells that rang.
        # TYPE bells_total counter
        bells_total{hall="1"} 1
        bells_total{hall="7",kind="a \\"b\\"\\n"} 3

        """)
  }

  @Test func `a histogram counts up to each bound`() {
    let recorder = Recorder(
      label: "wait_seconds", dimensions: [], aggregate: true, factory: registry)
    for value in [0.5, 1, 3, 7, -2] { recorder.record(value) }
    recorder.record(Double.nan)
    #expect(
      registry.text == """
        # HELP wait_seconds How long\\nit took.
        # TYPE wait_seconds histogram
        wait_seconds_bucket{le="1"} 3
        wait_seconds_bucket{le="5"} 4
        wait_seconds_bucket{le="+Inf"} 5
        wait_seconds_sum 9.5
        wait_seconds_count 5

        """)
  }

  @Test func `a timer counts in seconds and a meter is what it was set to`() {
    Timer(label: "pass_seconds", dimensions: [], preferredDisplayUnit: .seconds, factory: registry)
      .recordMilliseconds(1500)
    let meter = Meter(label: "feed-age.seconds", dimensions: [], factory: registry)
    meter.set(4.25)
    meter.decrement(by: 1)
    #expect(registry.text.contains("pass_seconds_sum 1.5\n"))
    #expect(registry.text.contains("# TYPE feed_age_seconds gauge\nfeed_age_seconds 3.25\n"))
  }

  @Test func `the same metric asked for twice is one series`() {
    for _ in 0..<3 {
      Counter(label: "bells_total", dimensions: [("b", "2"), ("a", "1")], factory: registry)
        .increment()
    }
    #expect(registry.text.hasSuffix("bells_total{a=\"1\",b=\"2\"} 3\n"))
  }
}
