/// Prometheus's text format
/// (prometheus.io/docs/instrumenting/exposition_formats/#text-based-format).
enum PrometheusText {
  /// All series, by name and labels; what is known of a name stands once above its series.
  static func text(
    of series: [PrometheusRegistry.Key: MetricSeries], help: (String) -> String?
  ) -> String {
    var lines: [String] = []
    var last: String?
    for (key, one) in series.sorted(by: { $0.key < $1.key }) {
      if key.name != last {
        if let help = help(key.name) { lines.append("# HELP \(key.name) \(escapedHelp(help))") }
        lines.append("# TYPE \(key.name) \(type(of: one.form))")
        last = key.name
      }
      lines += self.lines(key, one)
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// A name with only the characters that Prometheus takes.
  static func name(_ label: String) -> String {
    let plain = label.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") ? $0 : "_" }
    return (plain.first?.isNumber ?? true ? "_" : "") + String(plain)
  }

  /// `kind="alert"`.
  static func label(_ name: String, _ value: String) -> String {
    let escaped = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      .replacing("\n", with: "\\n")
    return "\(self.name(name))=\"\(escaped)\""
  }

  private static func type(of form: MetricSeries.Form) -> String {
    switch form {
    case .counter: "counter"
    case .gauge: "gauge"
    case .histogram: "histogram"
    }
  }

  private static func lines(_ key: PrometheusRegistry.Key, _ series: MetricSeries) -> [String] {
    let numbers = series.snapshot
    guard case .histogram(let bounds) = series.form else {
      return [line(key.name, key.labels, numbers.value)]
    }
    var total: UInt64 = 0
    var lines = zip(bounds, numbers.counts).map { bound, count in
      total += count
      return line(
        key.name + "_bucket", key.labels + [label("le", number(bound))], Double(total))
    }
    total += numbers.counts.last ?? 0
    lines.append(line(key.name + "_bucket", key.labels + [label("le", "+Inf")], Double(total)))
    lines.append(line(key.name + "_sum", key.labels, numbers.sum))
    lines.append(line(key.name + "_count", key.labels, Double(total)))
    return lines
  }

  private static func line(_ name: String, _ labels: [String], _ value: Double) -> String {
    let braces = labels.isEmpty ? "" : "{\(labels.joined(separator: ","))}"
    return "\(name)\(braces) \(number(value))"
  }

  /// Whole numbers without a point, infinities as Prometheus writes them.
  private static func number(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
    if value == value.rounded(), abs(value) < 1e15 { return String(Int64(value)) }
    return String(value)
  }

  private static func escapedHelp(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
  }
}
