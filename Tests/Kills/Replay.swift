import Foundation
import TestSupport

/// One day, undisturbed or with kills.
struct Replay {
  let venue: Venue
  var chance: Chance

  /// What a day left behind.
  struct Result: Sendable {
    var arrivals: [Arrival]
    var kills = 0
    /// By the moment of the message that the bot died of; `time` for none.
    var causes: [String: Int] = [:]
    /// Messages that a life of the bot found under way when it began, by platform.
    var underWay: [String: Int] = [:]
    /// Digests that were given up because they may have arrived.
    var abandonedDigests = 0
    /// Everything else that was given up, and why.
    var dead: [String] = []
    var complaints: [String: Int] = [:]
    var violations: [String] = []
    /// Real time of all kills with their restarts, in seconds.
    var seconds = 0.0
  }

  private static let poll = Duration.milliseconds(2)
  /// At the end of the day, in simulated seconds.
  private static let peace: TimeInterval = 900

  /// Lives through the day.
  ///
  /// - parameter kills: how many at most; the day may be over before.
  mutating func run(kills: Int) async throws -> Result {
    try await venue.setUp()
    let (day, clock) = (venue.day, venue.clock)
    var result = Result(arrivals: [])
    let begin = ContinuousClock.now
    let talking = Task { [venue] in try await Self.talk(venue) }
    defer { talking.cancel() }
    var now = day.from
    var bot = try venue.startBot(at: now, speed: day.scale.speed)
    // The last minutes are left to what is still under way.
    let lastKill = day.until.addingTimeInterval(-Self.peace)
    while result.kills < kills, clock.now < lastKill {
      let cause = try await live(bot)
      guard cause != "over" else { break }
      note(bot, &result)
      result.kills += 1
      result.causes[cause, default: 0] += 1
      venue.endPolls()
      // The machine takes its time to start again.
      now = clock.now.addingTimeInterval(Double.random(in: 0...60, using: &chance))
      bot = try venue.startBot(at: now, speed: day.scale.speed)
    }
    venue.trap.watch(bot.pid, sends: 0, moment: .afterAnswer)
    while clock.now < day.until, bot.exitStatus == nil { try await Task.sleep(for: Self.poll) }
    result.seconds = (ContinuousClock.now - begin) / .seconds(1)
    try await talking.value
    venue.trap.release()
    // Before it says so, it does not know what it is asked for.
    for _ in 0..<3000 where !bot.log.contains("TalkBell runs") && bot.exitStatus == nil {
      try await Task.sleep(for: .milliseconds(20))
    }
    try await bot.stop()
    note(bot, &result)
    try await readOutbox(&result)
    result.arrivals = try await venue.received()
    result.violations = venue.violations
    return result
  }

  /// Lets the bot live until its time has come.
  ///
  /// - returns: what it died of; `over` when the day is.
  private mutating func live(_ bot: BotProcess) async throws -> String {
    let diesOfMessage = Double.random(in: 0..<1, using: &chance) < 0.55
    let moment = Trap.Moment.allCases.randomElement(using: &chance) ?? .afterAnswer
    let sends = diesOfMessage ? Int.random(in: 1...3, using: &chance) : 0
    let limit = Duration.milliseconds(
      diesOfMessage ? 1600 : Int.random(in: 30...1400, using: &chance))
    venue.trap.watch(bot.pid, sends: sends, moment: moment)
    let life = venue.trap.life
    let end = ContinuousClock.now + limit
    while !venue.trap.hasSprung {
      if let code = bot.exitStatus {
        throw Failure(description: "talkbell ended by itself with \(code): \(bot.log.suffix(3000))")
      }
      if venue.clock.now >= venue.day.until.addingTimeInterval(-Self.peace) { return "over" }
      if ContinuousClock.now >= end {
        venue.trap.spring(life)
        _ = try await bot.end()
        return "time"
      }
      try await Task.sleep(for: Self.poll)
    }
    _ = try await bot.end()
    return "\(moment)"
  }

  /// People type, whether the bot lives or not.
  private static func talk(_ venue: Venue) async throws {
    for command in venue.day.commands {
      while venue.clock.now < command.at { try await Task.sleep(for: .milliseconds(10)) }
      try await venue.say(command.text, by: command.chat)
    }
  }

  private func note(_ bot: BotProcess, _ result: inout Result) {
    result.underWay.merge(bot.foundUnderWay, uniquingKeysWith: +)
    for complaint in bot.complaints {
      let words = complaint.split(separator: " ").dropFirst().joined(separator: " ")
      result.complaints[words, default: 0] += 1
    }
  }

  private func readOutbox(_ result: inout Result) async throws {
    let text = try await venue.run(["outbox", "dead", "--json"])
    guard let entries = StandInJSON(Array(text.utf8))?["entries"]?.array else {
      throw Failure(description: "talkbell outbox dead --json gave \(text)")
    }
    for entry in entries {
      if entry["reason"]?.string?.contains("a digest is not sent twice") == true {
        result.abandonedDigests += 1
      } else {
        result.dead.append(entry.text)
      }
    }
  }
}
