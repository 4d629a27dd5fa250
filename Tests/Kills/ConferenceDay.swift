import ConferenceModel
import Foundation
import ScheduleFormats

/// A day of the conference: who stars what, what the feed says when, what people ask. All of it
/// follows from the seed.
struct ConferenceDay: Sendable {
  /// What somebody types during the day.
  struct Command: Sendable {
    var at: Date
    var chat: String
    var text: String
  }

  /// How much of a day.
  struct Scale: Sendable {
    var from: String
    var until: String
    /// People on Telegram, Slack and Matrix.
    var people: (telegram: Int, slack: Int, matrix: Int)
    var stars: Int
    /// Between two changes of the programme, in simulated seconds.
    var changesEvery: TimeInterval
    var searches: Int
    /// How many times as fast as the machine's clock.
    var speed: Int

    static let whole = Scale(
      from: "2026-03-24T08:00:00+01:00", until: "2026-03-24T18:30:00+01:00",
      people: (10, 6, 6), stars: 12, changesEvery: 2400, searches: 40, speed: 300)
    static let smoke = Scale(
      from: "2026-03-24T08:30:00+01:00", until: "2026-03-24T12:30:00+01:00",
      people: (4, 2, 2), stars: 5, changesEvery: 1500, searches: 6, speed: 600)
  }

  /// Reminders come so long before a talk, in minutes: the minute or two that a restart takes on
  /// this clock must not cost one.
  static let leadMinutes = 30
  /// Nothing that starts earlier changes, in seconds: the reminder of it is not out by then, nor
  /// the news of it swallowed by that, on any of the days.
  private static let changeMargin: TimeInterval = 5400
  private static let versions = [
    "main.20260322T151644Z.ics", "main.20260322T191353Z.ics", "main.20260323T183344Z.ics",
  ]

  let scale: Scale
  let from: Date
  let until: Date
  /// What the feed serves from when on, in order.
  private(set) var editions: [(from: Date, body: [UInt8])] = []
  /// The sessions that each chat stars before the day begins.
  private(set) var stars: [String: [Session]] = [:]
  private(set) var commands: [Command] = []
  /// The titles of all sessions of all versions, the longest first.
  let titles: [String]

  init(_ scale: Scale, seed: UInt64, programmes: URL) throws {
    self.scale = scale
    from = try Self.date(scale.from)
    until = try Self.date(scale.until)
    let texts = try Self.versions.map {
      try String(contentsOf: programmes.appending(path: $0), encoding: .utf8)
    }
    let schedules = try texts.map(Self.sessions)
    titles = Set(schedules.joined().map(\.facts.title)).sorted {
      ($1.count, $0) < ($0.count, $1)
    }
    var chance = Chance(seed: seed)
    let candidates = Self.candidates(schedules, from: from, until: until)
    guard candidates.count >= scale.stars + 4 else {
      throw Failure(description: "too few talks between \(scale.from) and \(scale.until)")
    }
    chooseStars(candidates, &chance)
    chooseCommands(candidates, &chance)
    edit(texts, &chance)
  }

  /// Talks of the day that are the only ones of their title in every version.
  private static func candidates(
    _ schedules: [[Session]], from: Date, until: Date
  ) -> [Session] {
    let counts = schedules.map { Dictionary($0.map { ($0.facts.title, 1) }, uniquingKeysWith: +) }
    return (schedules.last ?? []).filter { session in
      guard let start = session.facts.start, [.talk, .keynote, .tutorial].contains(session.kind),
        session.url != nil
      else { return false }
      return start > from.addingTimeInterval(Double(leadMinutes * 60 + 600))
        && start < until.addingTimeInterval(-600)
        && counts.allSatisfy { $0[session.facts.title] == 1 }
    }
  }

  private mutating func chooseStars(_ candidates: [Session], _ chance: inout Chance) {
    let people =
      (1...scale.people.telegram).map { "telegram:\(4710 + $0)" }
      + (1...scale.people.slack).map { "slack:U0P\($0)" }
      + (1...scale.people.matrix).map { "matrix:p\($0)" }
    for person in people {
      stars[person] = Array(candidates.shuffled(using: &chance).prefix(scale.stars))
    }
  }

  /// Searches for words that nothing has, each its own, and some stars more.
  private mutating func chooseCommands(_ candidates: [Session], _ chance: inout Chance) {
    let people = stars.keys.filter { $0.hasPrefix("telegram:") }.sorted()
    let length = until.timeIntervalSince(from)
    for number in 0..<scale.searches {
      commands.append(
        Command(
          at: from.addingTimeInterval(length * Double.random(in: 0.02...0.95, using: &chance)),
          chat: people[number % people.count], text: "/search zq\(number)x"))
    }
    for person in people {
      let rest = candidates.filter { candidate in
        !(stars[person] ?? []).contains { $0.key == candidate.key }
      }
      guard let session = rest.randomElement(using: &chance), let start = session.facts.start,
        let url = session.url
      else { continue }
      let latest = start.addingTimeInterval(-Self.changeMargin)
      let at = from.addingTimeInterval(60 * Double.random(in: 5...50, using: &chance))
      if at < latest { commands.append(Command(at: at, chat: person, text: "/star \(url)")) }
    }
    commands.sort { $0.at < $1.at }
  }

  /// The real versions in the morning, and then a few talks that move and change rooms.
  private mutating func edit(_ texts: [String], _ chance: inout Chance) {
    var feed = FeedText(texts[0])
    editions = [(.distantPast, feed.body)]
    let length = until.timeIntervalSince(from)
    var changes: [String: FeedText.Change] = [:]
    var version = 0
    var at = from.addingTimeInterval(300)
    let starred = stars.keys.sorted().flatMap { stars[$0] ?? [] }
    while at < until {
      if version < 2, at.timeIntervalSince(from) > length * (version == 0 ? 0.05 : 0.25) {
        version += 1
        feed = FeedText(texts[version])
      } else {
        let open = starred.filter {
          changes[$0.key.id] == nil
            && ($0.facts.start ?? .distantPast) > at.addingTimeInterval(Self.changeMargin)
        }
        for session in open.shuffled(using: &chance).prefix(4) {
          changes[session.key.id] =
            changes.count % 4 == 3 ? .later(minutes: 20) : .room("Room E\(changes.count)")
        }
      }
      editions.append((at, feed.applying(changes).body))
      at = at.addingTimeInterval(scale.changesEvery)
    }
  }

  /// What the feed serves at an instant, and which of its editions that is.
  func edition(at instant: Date) -> (number: Int, body: [UInt8]) {
    let number = editions.lastIndex { $0.from <= instant } ?? 0
    return (number, editions[number].body)
  }

  private static func sessions(_ text: String) throws -> [Session] {
    try ScheduleReader.read(
      Array(text.utf8), format: nil,
      options: ReadingOptions(
        source: "main", timeZone: TimeZone(identifier: "Europe/Amsterdam") ?? .gmt)
    ).sessions
  }

  private static func date(_ text: String) throws -> Date {
    try Date(text, strategy: .iso8601)
  }
}

/// A calendar's text whose events can be changed.
struct FeedText {
  /// What happens to an event.
  enum Change {
    case room(String)
    case later(minutes: Int)
  }

  private var pieces: [String]

  init(_ text: String) { pieces = text.components(separatedBy: "BEGIN:VEVENT") }

  var body: [UInt8] { Array(pieces.joined(separator: "BEGIN:VEVENT").utf8) }

  /// The same with changes, by the UID.
  func applying(_ changes: [String: Change]) -> FeedText {
    var copy = self
    copy.pieces = pieces.map { piece in
      let lines = piece.components(separatedBy: "\r\n")
      let isWindows = lines.count > 1
      let own = isWindows ? lines : piece.components(separatedBy: "\n")
      guard let uid = own.first(where: { $0.hasPrefix("UID:") })?.dropFirst(4),
        let change = changes[String(uid)]
      else { return piece }
      return own.map { Self.line($0, change) }.joined(separator: isWindows ? "\r\n" : "\n")
    }
    return copy
  }

  private static func line(_ line: String, _ change: Change) -> String {
    switch change {
    case .room(let room): return line.hasPrefix("LOCATION:") ? "LOCATION:\(room)" : line
    case .later(let minutes):
      guard line.hasPrefix("DTSTART:") || line.hasPrefix("DTEND:"),
        let colon = line.firstIndex(of: ":"),
        let time = try? stamp.parse(String(line[line.index(after: colon)...]))
      else { return line }
      return line[...colon] + stamp.format(time.addingTimeInterval(Double(minutes * 60)))
    }
  }

  /// `20260324T081500Z`.
  private static let stamp = Date.ISO8601FormatStyle(
    dateSeparator: .omitted, timeSeparator: .omitted, timeZone: .gmt)
}
