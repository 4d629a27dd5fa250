import ConferenceModel
import Foundation

extension RehearsalReport {
  /// How many broken promises are listed one by one.
  static let listed = 20

  /// The report for a terminal, with a line end behind the last line.
  package var text: String {
    var sections = [
      heading, versionLines, audienceLines, tallyLines, failureLines, latenessLines, paceLines,
      brokenLines,
    ]
    sections.append([verdict])
    return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
      .joined(separator: "\n\n") + "\n"
  }

  private var words: ReportWords { ReportWords(timeZone: timeZone) }

  private var heading: [String] {
    [
      "Rehearsal of \(Self.plain(conference))",
      "\(words.time(span.start)) to \(words.time(span.end)) (\(timeZone.identifier)), "
        + "\(ReportWords.span(span.duration)), seed \(seed)",
    ] + chats.map { "  " + Self.words(for: $0) }
  }

  private var versionLines: [String] {
    ["Feeds"]
      + versions.map { version in
        let size = version.sessions.map { ", \(ReportWords.counted($0, "session"))" } ?? ""
        return "  \(words.time(version.servedFrom))  \(version.source)  "
          + "\(Self.plain(version.name))\(size): \(Self.plain(self.words(for: version.fate)))"
      }
  }

  private var audienceLines: [String] {
    let people = audience.people.map { "\(ReportWords.number($0.count)) on \($0.name)" }
    let count = audience.people.reduce(0) { $0 + $1.count }
    return [
      "Audience",
      "  \(ReportWords.counted(count, "person", "people"))"
        + (people.isEmpty ? "" : " (\(people.joined(separator: ", ")))")
        + " with \(ReportWords.counted(audience.stars, "star")), "
        + ReportWords.counted(audience.channels, "channel"),
      "  meanwhile \(ReportWords.counted(audience.starred, "star")) made, "
        + "\(ReportWords.number(audience.unstarred)) taken back, "
        + ReportWords.counted(audience.asked, "question"),
    ]
  }

  private var tallyLines: [String] {
    guard !tallies.isEmpty else { return ["Messages", "  none"] }
    let header = ["platform", "kind", "delivered", "expired", "dead", "nothing to say", "open"]
    let rows = tallies.map { tally in
      [tally.platform.rawValue, tally.kind]
        + [tally.delivered, tally.expired, tally.dead, tally.superseded, tally.open]
        .map(ReportWords.number)
    }
    return ["Messages"] + TextTable(header: header, rows: rows, textColumns: 2).lines
  }

  private var failureLines: [String] {
    guard !failures.isEmpty else { return [] }
    return ["Not delivered"]
      + failures.map {
        "  \(ReportWords.number($0.count)) \($0.kind) \($0.state): \(Self.plain($0.reason))"
      }
  }

  private var latenessLines: [String] {
    guard !lateness.rows.isEmpty else { return [] }
    let header = ["kind", "arrived", "p50", "p95", "max", "past deadline"]
    let rows = lateness.rows.map { row in
      [
        row.kind, ReportWords.number(row.count), ReportWords.span(row.p50),
        ReportWords.span(row.p95), ReportWords.span(row.most), ReportWords.number(row.late),
      ]
    }
    return ["Lateness, from when a message was due to when it stood in the chat"]
      + TextTable(header: header, rows: rows, textColumns: 1).lines
      + lateness.rows.map { "  worst \($0.kind): \(Self.plain(describe($0.worst)))" }
  }

  /// A message with its place and time.
  func describe(_ arrival: LatenessSummary.Arrival) -> String {
    "\(arrival.address), due \(words.day(arrival.dueAt)) "
      + "\(words.clock(arrival.dueAt, seconds: true)), "
      + "\(ReportWords.againstDeadline(arrival.lateness)): “\(arrival.words)”"
  }

  private var paceLines: [String] {
    guard pace.contains(where: { $0.sends > 0 }) else { return [] }
    return ["Pace, sends in the busiest minute"]
      + pace.filter { $0.sends > 0 }.flatMap { pace -> [String] in
        var lines: [String] = []
        if let busiest = pace.busiest {
          let at = span.start.addingTimeInterval(Double(busiest.minute) * 60)
          lines.append(
            "  \(pace.platform.rawValue): \(ReportWords.number(busiest.count)) "
              + "at \(words.time(at))")
        }
        lines += pace.limits.map { limit in
          let whose = limit.at.map { " (\($0))" } ?? ""
          return "    \(limit.name): \(ReportWords.number(limit.busiest)) "
            + "of \(ReportWords.number(limit.perMinute)) allowed\(whose)"
        }
        return lines
      }
  }

  private var brokenLines: [String] {
    guard !broken.isEmpty else { return [] }
    var lines = ["Broken promises"]
    lines += broken.prefix(Self.listed).map {
      "  \(words.time($0.at, seconds: true))  \(Self.plain("\($0)"))"
    }
    if broken.count > Self.listed {
      lines.append("  … and \(ReportWords.number(broken.count - Self.listed)) more")
    }
    return lines
  }

  /// On one line and without control characters: titles are whatever a feed says.
  static func plain(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          switch scalar.properties.generalCategory {
          case .control, .lineSeparator, .paragraphSeparator: " "
          default: scalar
          }
        }))
  }
}

/// Columns of text, numbers to the right.
private struct TextTable {
  let header: [String]
  let rows: [[String]]
  /// How many columns from the left hold text.
  let textColumns: Int

  var lines: [String] {
    let widths = header.indices.map { column in
      ([header] + rows).map { $0[column].count }.max() ?? 0
    }
    return ([header] + rows).map { row in
      "  "
        + row.enumerated().map { column, cell in
          let blanks = String(repeating: " ", count: widths[column] - cell.count)
          return column < textColumns ? cell + blanks : blanks + cell
        }.joined(separator: "  ")
    }
  }
}
