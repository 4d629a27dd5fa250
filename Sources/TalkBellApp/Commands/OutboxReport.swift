import ConferenceModel
import Foundation
import Persistence
import Timekeeping

/// What `talkbell outbox` is asked for.
package struct OutboxOptions: Hashable, Sendable {
  /// What to do.
  package enum Action: Hashable, Sendable {
    /// Show what is not settled.
    case list
    /// Show what was given up.
    case dead
    /// Give dead entries another life; all of them when none is named.
    case retry([Int64])
  }

  /// What to do.
  package var action: Action
  /// The configuration's path.
  package var configFile: String
  /// JSON instead of a table.
  package var json: Bool

  /// The words of the command line.
  package init(action: Action, configFile: String, json: Bool) {
    self.action = action
    self.configFile = configFile
    self.json = json
  }
}

extension TalkBell {
  /// The most entries that are shown.
  private static let outboxLimit = 1000
  /// How long a retried answer may still be sent, in seconds, when its own time is over.
  private static let retrySpan: TimeInterval = 3600

  /// Shows the outbox beside a bot that may run, or retries what was given up.
  ///
  /// - returns: the exit code: 0, or 1 when an entry to retry is not dead.
  /// - throws: one line when the configuration or the database can't be read.
  package static func outbox(_ options: OutboxOptions) throws -> Int32 {
    let configuration = try TalkBellConfiguration.load(
      file: options.configFile, environment: ProcessInfo.processInfo.environment)
    let database = try ConferenceDatabase(path: configuration.storePath, sharing: true)
    let zone = configuration.conference.timeZone
    switch options.action {
    case .list:
      let rows = try rows(in: [.pending, .waiting, .leased], database)
      try show(rows, json: options.json, zone: zone, none: "nothing is waiting")
    case .dead:
      let rows = try rows(in: [.dead], database)
      try show(rows, json: options.json, zone: zone, none: "nothing was given up")
      if !rows.isEmpty, !options.json {
        print("talkbell outbox retry NUMBER … --config \(options.configFile) sends them again")
      }
    case .retry(let numbers):
      return try retry(numbers, database, json: options.json)
    }
    return 0
  }

  private static func rows(
    in states: [OutboxState], _ database: ConferenceDatabase
  ) throws -> [OutboxRow] {
    try database.read { store in
      try store.outbox(in: states, limit: outboxLimit).map { entry in
        OutboxRow(entry, reason: try store.reason(ofEntry: entry.id))
      }
    }
  }

  private static func show(
    _ rows: [OutboxRow], json: Bool, zone: TimeZone, none: String
  ) throws {
    if json { return print(try PrintedJSON.text(of: ["entries": rows])) }
    guard !rows.isEmpty else { return print(none) }
    for row in rows { print(row.line(in: zone)) }
    if rows.count == outboxLimit {
      print("… and perhaps more: the newest \(outboxLimit) are shown")
    }
  }

  private static func retry(
    _ numbers: [Int64], _ database: ConferenceDatabase, json: Bool
  ) throws -> Int32 {
    let now = SystemClock().now()
    let (retried, missing) = try database.write { store in
      let dead = try store.outbox(in: [.dead], limit: .max)
      let wanted = numbers.isEmpty ? dead : dead.filter { numbers.contains($0.id) }
      for entry in wanted {
        // An answer is of use whenever it comes; all else only until its own time is over.
        let expiry =
          entry.notice.kind == .reply
          ? max(entry.expiresAt, now.addingTimeInterval(retrySpan)) : entry.expiresAt
        // Due at once on the bot's clock too, which may be a simulated one.
        try store.retry(entry.id, expiresAt: expiry, now: entry.dueAt)
      }
      let missing = numbers.filter { number in !wanted.contains { $0.id == number } }
      return (wanted.map(\.id).sorted(), missing)
    }
    if json {
      print(try PrintedJSON.text(of: ["retried": retried, "notDead": missing]))
    } else {
      print(
        "\(retried.count) to be sent again, in new words, from the programme as it is then; what "
          + "is too late by then ends as expired, and talkbell why says so")
      for number in missing { print("\(number): no such dead entry") }
    }
    return missing.isEmpty ? 0 : 1
  }
}

/// An entry as it is shown.
struct OutboxRow: Encodable {
  let id: Int64
  let state: String
  let kind: String
  let subscriber: String
  let due: Date
  let deadline: Date
  let expires: Date
  let attempts: Int
  let reason: String?

  init(_ entry: OutboxEntry, reason: String?) {
    id = entry.id
    state = entry.state.rawValue
    kind = entry.notice.kind.rawValue
    subscriber = entry.subscriber.address.description
    due = entry.dueAt
    deadline = entry.deadline
    expires = entry.expiresAt
    attempts = entry.attempt
    self.reason = reason
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(id, forKey: .id)
    try container.encode(state, forKey: .state)
    try container.encode(kind, forKey: .kind)
    try container.encode(subscriber, forKey: .subscriber)
    try container.encode(due.formatted(.iso8601), forKey: .due)
    try container.encode(deadline.formatted(.iso8601), forKey: .deadline)
    try container.encode(expires.formatted(.iso8601), forKey: .expires)
    try container.encode(attempts, forKey: .attempts)
    try container.encode(reason, forKey: .reason)
  }

  /// `812  dead  alert  telegram:42  due 24 Mar 10:20:00  3 attempts  refused: …`
  func line(in zone: TimeZone) -> String {
    var parts = [
      "\(id)", state, kind, subscriber, "due \(ReportedTime.text(of: due, in: zone))",
      "\(attempts) \(attempts == 1 ? "attempt" : "attempts")",
    ]
    if let reason { parts.append(reason) }
    return parts.joined(separator: "  ")
  }

  private enum CodingKeys: String, CodingKey {
    case id, state, kind, subscriber, due, deadline, expires, attempts, reason
  }
}

/// Instants in the reports of commands.
enum ReportedTime {
  /// `2026-03-24 10:20:00`, in a zone.
  static func text(of instant: Date, in zone: TimeZone) -> String {
    var style = Date.VerbatimFormatStyle(
      format: """
        \(year: .defaultDigits)-\(month: .twoDigits)-\(day: .twoDigits) \
        \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\
        \(minute: .twoDigits):\(second: .twoDigits)
        """, timeZone: zone, calendar: Calendar(identifier: .gregorian))
    style.locale = Locale(identifier: "en_US_POSIX")
    return instant.formatted(style)
  }
}
