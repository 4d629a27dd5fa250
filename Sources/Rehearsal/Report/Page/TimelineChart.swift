import ConferenceModel
import Foundation

/// When versions of the feeds came, and when alerts went out.
struct TimelineChart {
  let report: RehearsalReport

  var drawing: String {
    let axis = TimeAxis(
      span: report.span, timeZone: report.timeZone, left: 60, right: 950, top: 64, bottom: 210)
    var columns = [Int](repeating: 0, count: TimeAxis.columns)
    for alert in report.alerts { columns[axis.column(alert)] += 1 }
    let counts = CountAxis(largest: columns.max() ?? 0, axis: axis)
    let bars = columns.enumerated().compactMap { column, count -> String? in
      guard count > 0 else { return nil }
      let y = min(counts.y(Double(count)), axis.bottom - 1.5)
      return "<rect class=\"bar\" x=\"\(Markup.number(axis.edge(column)))\" "
        + "y=\"\(Markup.number(y))\" width=\"\(Markup.number(max(2.5, axis.columnWidth - 0.5)))\" "
        + "height=\"\(Markup.number(axis.bottom - y))\"/>"
    }
    var ends = [Double](repeating: -.infinity, count: 3)
    let marks = report.versions.enumerated().compactMap { mark($1, number: $0 + 1, axis, &ends) }
    return Markup.drawing(
      id: "timeline", title: "Versions of the feeds and alerts",
      summary:
        "\(ReportWords.counted(report.versions.count, "version")), numbered as in the table; "
        + "\(ReportWords.counted(report.alerts.count, "alert")).",
      width: 960, height: 234,
      ([counts.drawing, axis.drawing] + bars + marks).joined(separator: "\n"))
  }

  /// A numbered mark where a version came; those of the beginning are left out.
  private func mark(
    _ version: RehearsalReport.Version, number: Int, _ axis: TimeAxis, _ ends: inout [Double]
  ) -> String? {
    let style: String
    switch version.fate {
    case .first, .unseen: return nil
    case .held, .unreadable: style = "held"
    case .taken, .same: style = "version"
    }
    let x = axis.x(version.servedFrom)
    // In the first of some rows where it does not lie upon its neighbour.
    let row = ends.firstIndex { $0 < x - 18 } ?? ends.indices.min { ends[$0] < ends[$1] } ?? 0
    ends[row] = x
    let y = 10 + 19 * Double(row)
    return "<line class=\"\(style)\" x1=\"\(Markup.number(x))\" x2=\"\(Markup.number(x))\" "
      + "y1=\"\(Markup.number(y))\" y2=\"\(Markup.number(axis.bottom))\"/>"
      + "<circle class=\"\(style)\" cx=\"\(Markup.number(x))\" cy=\"\(Markup.number(y))\" r=\"9\"/>"
      + Markup.label("\(number)", x: x, y: y + 4, anchor: "middle", style: "mark")
  }
}
