import ConferenceModel
import Foundation

/// Sends per minute on one platform, beside the limit that covers it as a whole.
struct PaceChart {
  let pace: PlatformPace
  let span: DateInterval
  let timeZone: TimeZone

  var drawing: String {
    let axis = TimeAxis(
      span: span, timeZone: timeZone, left: 60, right: 950, top: 12, bottom: 180)
    var columns = [Int](repeating: 0, count: TimeAxis.columns)
    for (minute, count) in pace.minutes {
      let column = axis.column(span.start.addingTimeInterval(Double(minute) * 60))
      columns[column] = max(columns[column], count)
    }
    let limit = pace.limits.first(where: \.isWhole)
    let most = columns.max() ?? 0
    // A limit far above everything would press the bars flat; then it is only named.
    let shownLimit = limit.flatMap { $0.perMinute <= most * 4 ? $0 : nil }
    let counts = CountAxis(largest: max(most, shownLimit?.perMinute ?? 0), axis: axis)
    let bars = columns.enumerated().compactMap { column, count -> String? in
      guard count > 0 else { return nil }
      let y = min(counts.y(Double(count)), axis.bottom - 1.5)
      return "<rect class=\"bar\" x=\"\(Markup.number(axis.edge(column)))\" "
        + "y=\"\(Markup.number(y))\" "
        + "width=\"\(Markup.number(max(1.5, axis.columnWidth - 0.5)))\" "
        + "height=\"\(Markup.number(axis.bottom - y))\"/>"
    }
    return Markup.drawing(
      id: "pace-\(pace.platform.rawValue)",
      title: "Sends per minute on \(pace.platform.rawValue)", summary: summary(limit),
      width: 960, height: 204,
      ([counts.drawing, axis.drawing] + bars + [line(shownLimit, counts, axis)])
        .joined(separator: "\n"))
  }

  private func line(
    _ limit: PlatformPace.Limit?, _ counts: CountAxis, _ axis: TimeAxis
  ) -> String {
    guard let limit else { return "" }
    let y = counts.y(Double(limit.perMinute))
    return "<line class=\"limit\" x1=\"\(Markup.number(axis.left))\" "
      + "x2=\"\(Markup.number(axis.right))\" y1=\"\(Markup.number(y))\" "
      + "y2=\"\(Markup.number(y))\"/>"
      + Markup.label(
        "limit \(limit.name): \(ReportWords.number(limit.perMinute))", x: axis.right - 4, y: y - 5,
        anchor: "end", style: "badtext")
  }

  private func summary(_ limit: PlatformPace.Limit?) -> String {
    let words = ReportWords(timeZone: timeZone)
    let busiest = pace.busiest.map {
      "The busiest minute, \(words.time(span.start.addingTimeInterval(Double($0.minute) * 60))), "
        + "has \(ReportWords.counted($0.count, "send"))."
    }
    let allowed = limit.map { " The platform allows \(ReportWords.number($0.perMinute))." }
    return (busiest ?? "Nothing was sent.") + (allowed ?? "")
  }
}
