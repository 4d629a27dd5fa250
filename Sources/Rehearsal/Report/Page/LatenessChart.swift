import Foundation

/// How many messages fell into each span of time.
struct LatenessChart {
  let id: String
  let title: String
  let buckets: [LatenessSummary.Bucket]

  private static let (width, row, left): (Double, Double, Double) = (960, 24, 150)

  /// The spans from the first to the last that any message fell into.
  private var shown: [LatenessSummary.Bucket] {
    let used = buckets.indices.filter { buckets[$0].count > 0 }
    guard let first = used.first, let last = used.last else { return [] }
    return Array(buckets[first...last])
  }

  var drawing: String {
    let most = Double(shown.map(\.count).max() ?? 1)
    let room = Self.width - Self.left - 90
    let bars = shown.enumerated().map { index, bucket in
      let y = Double(index) * Self.row + 4
      // The smallest number is still seen.
      let width = bucket.count == 0 ? 0 : max(2, room * Double(bucket.count) / most)
      return Markup.label(bucket.label, x: Self.left - 8, y: y + 14, anchor: "end")
        + "<rect class=\"\(bucket.isLate ? "bad" : "bar")\" x=\"\(Markup.number(Self.left))\" "
        + "y=\"\(Markup.number(y))\" width=\"\(Markup.number(width))\" height=\"18\" rx=\"2\"/>"
        + Markup.label(
          ReportWords.number(bucket.count), x: Self.left + width + 6, y: y + 14, style: "value")
    }
    return Markup.drawing(
      id: id, title: title,
      summary: shown.map { "\(ReportWords.number($0.count)) \($0.label)" }
        .joined(separator: "; "),
      width: Self.width, height: Double(shown.count) * Self.row + 8,
      bars.joined(separator: "\n"))
  }
}
