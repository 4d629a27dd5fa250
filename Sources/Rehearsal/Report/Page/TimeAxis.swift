import ConferenceModel
import Foundation

/// The time from left to right, with the local days below it.
struct TimeAxis {
  let span: DateInterval
  let timeZone: TimeZone
  /// Where the drawing area begins and ends.
  let left: Double, right: Double
  let top: Double, bottom: Double

  /// Instants within the span take this many columns, each a bar's width.
  static let columns = 240

  func x(_ instant: Date) -> Double {
    let share = instant.timeIntervalSince(span.start) / max(1, span.duration)
    return left + (right - left) * min(max(share, 0), 1)
  }

  /// The column of an instant.
  func column(_ instant: Date) -> Int {
    let share = instant.timeIntervalSince(span.start) / max(1, span.duration)
    return min(max(Int(share * Double(Self.columns)), 0), Self.columns - 1)
  }

  /// The left edge of a column, and its width.
  func edge(_ column: Int) -> Double {
    left + (right - left) * Double(column) / Double(Self.columns)
  }
  var columnWidth: Double { (right - left) / Double(Self.columns) }

  /// Lines and names of days, or of hours where the span is short.
  var drawing: String {
    var parts = [
      "<line class=\"axis\" x1=\"\(Markup.number(left))\" x2=\"\(Markup.number(right))\" "
        + "y1=\"\(Markup.number(bottom))\" y2=\"\(Markup.number(bottom))\"/>"
    ]
    for tick in ticks {
      let x = x(tick.at)
      parts.append(
        "<line class=\"grid\" x1=\"\(Markup.number(x))\" x2=\"\(Markup.number(x))\" "
          + "y1=\"\(Markup.number(top))\" y2=\"\(Markup.number(bottom))\"/>")
      parts.append(Markup.label(tick.name, x: x + 3, y: bottom + 15))
    }
    return parts.joined(separator: "\n")
  }

  private var ticks: [(at: Date, name: String)] {
    let words = ReportWords(timeZone: timeZone)
    let first = timeZone.day(of: span.start)
    let last = timeZone.day(of: span.end)
    let days = last.dayNumber - first.dayNumber + 1
    // At most a dozen names fit.
    if days > 2 {
      let step = max(1, (days + 11) / 12)
      return stride(from: 0, to: days, by: step).compactMap { offset in
        let at = timeZone.instant(day: first.adding(days: offset), minute: 0)
        return span.contains(at) && x(at) < right - 70 ? (at, words.day(at)) : nil
      }
    }
    let step = days == 1 ? 60 : 180
    return (0..<days).flatMap { offset in
      stride(from: 0, to: 1440, by: step).compactMap { minute -> (Date, String)? in
        let at = timeZone.instant(day: first.adding(days: offset), minute: minute)
        guard span.contains(at), x(at) < right - 30 else { return nil }
        return (at, minute == 0 ? words.day(at) : timeZone.clockText(of: at))
      }
    }
  }
}

/// A scale from 0 to a round number, with lines across.
struct CountAxis {
  let most: Int
  let axis: TimeAxis

  /// The round number at or above the largest count.
  init(largest: Int, axis: TimeAxis) {
    self.axis = axis
    var step = 1
    while step * 4 < largest {
      let leading = step
      var power = 1
      while power * 10 <= leading { power *= 10 }
      step = leading / power == 1 ? power * 2 : leading / power == 2 ? power * 5 : power * 10
    }
    most = max(4, step * 4)
  }

  func y(_ count: Double) -> Double {
    axis.bottom - (axis.bottom - axis.top) * min(count / Double(most), 1)
  }

  var drawing: String {
    (0...4).map { quarter in
      let count = most * quarter / 4
      let y = Markup.number(y(Double(count)))
      return "<line class=\"grid\" x1=\"\(Markup.number(axis.left))\" "
        + "x2=\"\(Markup.number(axis.right))\" y1=\"\(y)\" y2=\"\(y)\"/>"
        + Markup.label(
          ReportWords.number(count), x: axis.left - 6, y: self.y(Double(count)) + 4, anchor: "end")
    }.joined(separator: "\n")
  }
}
