import ConferenceModel
import Foundation
import FoundationXML
import Rehearsal
import Testing

@Suite struct RehearsalReportTests {
  private static let start = Date(timeIntervalSince1970: 1_774_224_000)
  private static let chat = ConversationAddress(platform: .telegram, conversation: "4711")

  private static func report(
    conference: String = "KubeCon", broken: Int = 0, words: String = "In 10 min"
  ) -> RehearsalReport {
    let due = start.addingTimeInterval(3600)
    return RehearsalReport(
      conference: conference, timeZone: TimeZone(identifier: "Europe/Amsterdam") ?? .gmt,
      span: DateInterval(start: start, duration: 2 * 86_400), seed: 7,
      versions: [
        RehearsalReport.Version(
          servedFrom: start, source: "main", name: "a.ics", sessions: 12, fate: .first),
        RehearsalReport.Version(
          servedFrom: start.addingTimeInterval(600), source: "main", name: "b.ics", sessions: 12,
          fate: .taken(
            at: start.addingTimeInterval(660),
            changes: [RehearsalReport.Version.Count(name: "relocated", count: 2)])),
        RehearsalReport.Version(
          servedFrom: start.addingTimeInterval(900), source: "main", name: "c.ics", sessions: 1,
          fate: .held(reason: words)),
      ],
      audience: RehearsalReport.AudienceSummary(
        people: [RehearsalReport.Version.Count(name: "telegram", count: 1)], channels: 2,
        stars: 1234, starred: 3, unstarred: 1, asked: 0),
      chats: [RehearsalReport.Chat(platform: .telegram, address: nil, refusals: 3)],
      tallies: [
        RehearsalReport.Tally(platform: .telegram, kind: "reminder", delivered: 1500, dead: 2)
      ],
      failures: [
        RehearsalReport.Failure(state: "dead", kind: "reminder", reason: words, count: 2)
      ],
      lateness: LatenessSummary([
        LatenessSummary.Arrival(
          kind: "reminder", dueAt: due, deadline: due.addingTimeInterval(60),
          arrivedAt: due.addingTimeInterval(90), address: chat, words: words)
      ]),
      pace: [
        PlatformPace(
          platform: .telegram, sends: 3, minutes: [60: 2, 61: 1],
          limits: [
            PlatformPace.Limit(
              name: "over all", perMinute: 1800, isWhole: true, busiest: 2, at: nil),
            PlatformPace.Limit(
              name: "per chat", perMinute: 60, isWhole: false, busiest: 2, at: chat),
          ])
      ],
      alerts: [start.addingTimeInterval(700)],
      broken: (0..<broken).map { number in
        BrokenPromise(
          way: number.isMultiple(of: 2) ? .late : .untrue,
          at: start.addingTimeInterval(Double(number)), address: chat,
          session: SessionKey(source: "main", id: "s\(number)"), reason: "\(words) \(number)")
      })
  }

  @Test func `the text says what was rehearsed and that the promise was kept`() {
    let text = Self.report().text
    for part in [
      "Rehearsal of KubeCon\nMon 23 Mar 2026 01:00 to Wed 25 Mar 2026 01:00 (Europe/Amsterdam)",
      "seed 7", "telegram: in memory, nothing sent; 3 sends refused by its rate limits",
      "main  b.ics, 12 sessions: taken 01:11:00: 2 relocated",
      "main  c.ics, 1 session: HELD: In 10 min",
      "1 person (1 on telegram) with 1,234 stars, 2 channels",
      "meanwhile 3 stars made, 1 taken back, 0 questions",
      "telegram  reminder      1,500        0     2               0     0",
      "2 reminder dead: In 10 min",
      "worst reminder: telegram:4711, due Mon 23 Mar 02:00:00, 30 s late: “In 10 min”",
      "over all: 2 of 1,800 allowed", "per chat: 2 of 60 allowed (telegram:4711)",
    ] {
      #expect(text.contains(part), "missing: \(part)\n\(text)")
    }
    #expect(
      text.hasSuffix(
        "\nThe promise was kept: 1,500 messages, none untrue, missing, doubled or late.\n"))
  }

  @Test func `twenty broken promises are told one by one, of the others how many there are`() {
    let text = Self.report(broken: 47).text
    #expect(
      text.contains("  Mon 23 Mar 2026 01:00:00  late, telegram:4711, main/s0: In 10 min 0\n"))
    #expect(text.contains("main/s19: "))
    #expect(!text.contains("main/s20: "))
    #expect(text.contains("  … and 27 more\n"))
    #expect(text.hasSuffix("The promise was broken 47 times: 23 untrue, 24 late.\n"))
    #expect(
      Self.report(broken: 1).text.hasSuffix("The promise was broken 1 time: 1 late.\n"))
  }

  @Test func `a line break or terminal sequence in a title does not reach the terminal`() {
    let text = Self.report(words: "Evil\u{1B}[2J\nVerdict: kept\u{2028}x").text
    #expect(!text.contains("\u{1B}"))
    #expect(!text.contains("\nVerdict"))
    #expect(text.contains("Evil [2J Verdict: kept x"))
  }

  /// Titles come from feeds, reasons from servers: none may become markup.
  @Test(arguments: [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "</style><b>", "a & b < c",
    "'onload='x", "]]>", "\u{1}\u{202E}backwards",
  ])
  func `untrusted text stays text in the page`(words: String) throws {
    let page = Self.report(conference: words, broken: 3, words: words).page
    let read = try PageReading(page)
    #expect(!read.names.contains("script") && !read.names.contains("img"))
    #expect(!read.attributes.contains { $0.hasPrefix("on") })
    if !words.contains("\u{1}") { #expect(read.text.contains(words)) }
  }

  @Test func `the page is whole: drawings with names, tables with captions, nothing loaded`() throws
  {
    let read = try PageReading(Self.report(broken: 2).page)
    #expect(read.names.count { $0 == "svg" } == 4)
    #expect(read.names.count { $0 == "title" } == 1 + 4)
    #expect(read.names.count { $0 == "desc" } == 4)
    #expect(read.names.count { $0 == "table" } == read.names.count { $0 == "caption" })
    #expect(read.names.count { $0 == "table" } == 6)
    #expect(read.attributes.allSatisfy { !["src", "href", "action"].contains($0) })
    #expect(Set(read.ids).count == read.ids.count)
    for part in ["The promise was broken 2 times", "per chat", "30 to 60 s", "HELD: In 10 min"] {
      #expect(read.text.contains(part), "missing: \(part)")
    }
  }

  @Test func `a rehearsal in which nothing happened has a report, too`() throws {
    var report = Self.report()
    report.versions = []
    report.tallies = []
    report.failures = []
    report.lateness = LatenessSummary([])
    report.pace = [PlatformPace(platform: .console, sends: 0, minutes: [:], limits: [])]
    report.alerts = []
    report.chats = []
    #expect(report.text.contains("Messages\n  none\n"))
    #expect(try PageReading(report.page).text.contains("Nothing was sent."))
  }
}

/// The page as a strict reader sees it: what is not well-formed throws.
private final class PageReading: NSObject, XMLParserDelegate {
  private(set) var names: [String] = []
  private(set) var attributes: [String] = []
  private(set) var ids: [String] = []
  private(set) var text = ""

  init(_ page: String) throws {
    super.init()
    let parser = XMLParser(data: Data(page.utf8))
    parser.delegate = self
    guard parser.parse() else { throw parser.parserError ?? CocoaError(.fileReadCorruptFile) }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    names.append(name)
    self.attributes += attributes.keys
    if let id = attributes["id"] { ids.append(id) }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
}
