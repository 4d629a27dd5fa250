import ConferenceModel
import Foundation

extension RehearsalReport {
  /// The report as one page: nothing else is loaded, no script, drawings with tables beside them.
  package var page: String { ReportPage(report: self).html }
}

/// Writes the page.
private struct ReportPage {
  let report: RehearsalReport

  private var words: ReportWords { ReportWords(timeZone: report.timeZone) }

  var html: String {
    let title = "Rehearsal of \(report.conference)"
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta http-equiv="Content-Security-Policy" \
      content="default-src 'none'; style-src 'unsafe-inline'"/>
      <title>\(Markup.text(title))</title>
      <style>
      \(ReportStyle.css)
      </style>
      </head>
      <body>
      <main>
      <h1>\(Markup.text(title))</h1>
      <p class="soft">\(Markup.text(subtitle))</p>
      <p class="verdict \(report.broken.isEmpty ? "kept" : "broken")">\
      \(Markup.text(report.verdict))</p>
      \(figures)
      \(broken)
      <h2>Programme and alerts</h2>
      \(TimelineChart(report: report).drawing)
      \(versions)
      <h2>Messages</h2>
      \(messages)
      <h2>Lateness</h2>
      \(lateness)
      <h2>Pace against the platforms’ limits</h2>
      \(pace)
      <h2>Audience</h2>
      <p>\(Markup.text(audience))</p>
      </main>
      </body>
      </html>

      """
  }

  private var subtitle: String {
    "\(words.time(report.span.start)) to \(words.time(report.span.end)) "
      + "(\(report.timeZone.identifier)), \(ReportWords.span(report.span.duration)) on a simulated "
      + "clock, seed \(report.seed)"
  }

  private var figures: String {
    let people = report.audience.people.reduce(0) { $0 + $1.count }
    let cards = [
      (ReportWords.number(report.delivered), "messages delivered"),
      (ReportWords.number(report.lateness.late), "after their deadline"),
      (ReportWords.number(report.broken.count), "broken promises"),
      (ReportWords.number(people), people == 1 ? "person" : "people"),
      (ReportWords.number(report.audience.stars), "stars at the beginning"),
    ]
    return "<ul class=\"figures\">"
      + cards.map { "<li><b>\($0.0)</b> \(Markup.text($0.1))</li>" }.joined() + "</ul>"
  }

  private var broken: String {
    guard !report.broken.isEmpty else { return "" }
    let rows = report.broken.prefix(RehearsalReport.listed).map { promise in
      [
        words.time(promise.at, seconds: true), promise.way.rawValue, "\(promise.address)",
        promise.session?.description ?? "", promise.reason,
      ]
    }
    let more = report.broken.count - rows.count
    return "<h2>Broken promises</h2>"
      + Markup.table(
        caption: more > 0
          ? "The first \(rows.count); \(ReportWords.number(more)) more are not listed"
          : "All of them",
        header: ["Noticed", "How", "Whose", "Session", "Why"], rows: Array(rows))
  }

  private var versions: String {
    Markup.table(
      caption: "Versions of the feeds, numbered as in the drawing",
      header: ["", "Served from", "Source", "File", "What became of it", "Sessions"],
      rows: report.versions.enumerated().map { index, version in
        [
          "\(index + 1)", words.time(version.servedFrom), version.source, version.name,
          report.words(for: version.fate), version.sessions.map(ReportWords.number) ?? "–",
        ]
      }, numeric: 5)
  }

  private var messages: String {
    let tallies = Markup.table(
      caption: "What became of the messages",
      header: [
        "Platform", "Kind", "Delivered", "Expired", "Dead", "Nothing left to say", "Still open",
      ],
      rows: report.tallies.map { tally in
        [tally.platform.rawValue, tally.kind]
          + [tally.delivered, tally.expired, tally.dead, tally.superseded, tally.open]
          .map(ReportWords.number)
      }, numeric: 2)
    guard !report.failures.isEmpty else { return tallies }
    return tallies
      + Markup.table(
        caption: "Why messages were not delivered",
        header: ["Kind", "State", "Reason", "Messages"],
        rows: report.failures.map {
          [$0.kind, $0.state, $0.reason, ReportWords.number($0.count)]
        }, numeric: 3)
  }

  private var lateness: String {
    guard report.lateness.count > 0 else { return "<p>Nothing was sent.</p>" }
    return "<h3>Against the deadline</h3>"
      + LatenessChart(
        id: "lateness", title: "Arrivals against their deadlines",
        buckets: report.lateness.buckets
      ).drawing
      + "<h3>From due to arrived</h3>"
      + LatenessChart(
        id: "delays", title: "Time from due to arrived", buckets: report.lateness.delays
      ).drawing
      + Markup.table(
        caption: "From when a message was due to when it stood in the chat; and the one nearest to "
          + "its deadline or the furthest behind it",
        header: ["Kind", "Worst case", "Arrived", "p50", "p95", "Max", "Past deadline"],
        rows: report.lateness.rows.map { row in
          [
            row.kind, report.describe(row.worst), ReportWords.number(row.count),
            ReportWords.span(row.p50), ReportWords.span(row.p95), ReportWords.span(row.most),
            ReportWords.number(row.late),
          ]
        }, numeric: 2)
  }

  private var pace: String {
    report.pace.map { pace in
      let chat = report.chats.first { $0.platform == pace.platform }
      let place = chat.map { RehearsalReport.words(for: $0) } ?? pace.platform.rawValue
      let heading = "<h3>\(Markup.text(place))</h3>"
      guard pace.sends > 0 else { return heading + "<p>Nothing was sent.</p>" }
      let limits =
        pace.limits.isEmpty
        ? "<p class=\"soft\">No published limit; a homeserver’s is learned from its refusals.</p>"
        : Markup.table(
          caption: "Busiest minutes and what is allowed",
          header: [
            "Limit", "Where", "Busiest minute", "Allowed",
          ],
          rows: pace.limits.map {
            [
              $0.name, $0.at?.description ?? "", ReportWords.number($0.busiest),
              ReportWords.number($0.perMinute),
            ]
          }, numeric: 2)
      return heading
        + PaceChart(pace: pace, span: report.span, timeZone: report.timeZone).drawing + limits
    }.joined(separator: "\n")
  }

  private var audience: String {
    let people = report.audience.people.map { "\(ReportWords.number($0.count)) on \($0.name)" }
    return (people.isEmpty ? "No people" : people.joined(separator: ", "))
      + "; \(ReportWords.counted(report.audience.channels, "channel")); "
      + "\(ReportWords.counted(report.audience.stars, "star")) at the beginning. Meanwhile "
      + "\(ReportWords.counted(report.audience.starred, "star")) made, "
      + "\(ReportWords.number(report.audience.unstarred)) taken back, "
      + "\(ReportWords.counted(report.audience.asked, "question")) asked."
  }
}
