import Foundation

/// An undisturbed day, and as many disturbed ones as the kills take.
struct Campaign {
  private let options: Options

  init(_ options: Options) { self.options = options }

  /// True when the promise is kept.
  func run() async throws -> Bool {
    let root = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let day = try ConferenceDay(
      options.isSmoke ? .smoke : .whole, seed: options.seed,
      programmes: root.appending(path: "Config/kubecon-eu-2026"))
    say(
      "\(day.stars.count) people, \(day.stars.values.map(\.count).reduce(0, +)) stars, "
        + "\(day.editions.count) editions of the programme, \(day.commands.count) commands, "
        + "\(day.scale.speed) times as fast as life")
    let seed = options.seed
    let undisturbed = Task {
      try await Self.live(day, onSynapse: false, seed: seed, kills: 0)
    }
    var days: [(name: String, result: Replay.Result)] = []
    var left = options.kills
    var leftOnSynapse = options.synapse
    var failure: String?
    while left > 0, failure == nil {
      let onSynapse = leftOnSynapse > 0
      let result: Replay.Result
      do {
        result = try await Self.live(
          day, onSynapse: onSynapse, seed: seed &+ UInt64(days.count + 1) &* 1000, kills: left)
      } catch {
        failure = "day \(days.count + 1) failed: \(error)"
        break
      }
      days.append(("\(days.count + 1)\(onSynapse ? " Synapse" : "")", result))
      left -= result.kills
      if onSynapse { leftOnSynapse -= result.kills }
      say("day \(days.count): \(result.kills) kills, \(left) left")
    }
    let report = KillReport(
      day: day, undisturbed: try await undisturbed.value, days: days,
      isVerbose: options.isVerbose)
    let isKept = report.print()
    if let failure { say(failure) }
    return isKept && failure == nil
  }

  private static func live(
    _ day: ConferenceDay, onSynapse: Bool, seed: UInt64, kills: Int
  ) async throws -> Replay.Result {
    let venue = try await Venue(day, onSynapse: onSynapse, seed: seed)
    var replay = Replay(venue: venue, chance: Chance(seed: seed))
    do {
      let result = try await replay.run(kills: kills)
      await venue.end()
      return result
    } catch {
      await venue.end()
      throw error
    }
  }

  private func say(_ text: String) {
    FileHandle.standardError.write(Data("\(text)\n".utf8))
  }
}

/// The days beside the undisturbed one.
struct KillReport {
  let day: ConferenceDay
  let undisturbed: Replay.Result
  let days: [(name: String, result: Replay.Result)]
  /// Whether to show every message of the undisturbed day, with what it tells.
  let isVerbose: Bool

  private static let platforms = ["telegram", "slack", "matrix"]

  /// Prints the table; true when the promise is kept.
  func print() -> Bool {
    let titles = day.titles.map(Telling.plain)
    let plain = ReadMessage.all(undisturbed.arrivals, titles: titles)
    if isVerbose { show(plain) }
    let sharpness = Comparison.sharpness(of: plain)
    Swift.print(
      "Of the \(plain.count) messages of an undisturbed day \(sharpness.missed) would be missed "
        + "and \(sharpness.noticed) noticed if they came twice.\n")
    Swift.print(
      row(
        "day",
        ["kills", "s/kill", "messages", "told", "lost", "withheld"]
          + Self.platforms.flatMap { ["under way", "doubled \($0)"] }))
    printRow("none", undisturbed, Comparison(undisturbed: plain, disturbed: plain))
    var isKept =
      !plain.isEmpty && undisturbed.violations.isEmpty
      // A digest that grew too long for its place stays as it was sent.
      && undisturbed.dead.allSatisfy { $0.contains("\"kind\":\"correction\"") }
    var findings: [String] = []
    var (total, lost, doubled, underWay) = (0, 0, [String: Int](), [String: Int]())
    for (name, result) in days {
      let comparison = Comparison(
        undisturbed: plain, disturbed: ReadMessage.all(result.arrivals, titles: titles),
        abandonedDigests: result.abandonedDigests)
      printRow(name, result, comparison)
      findings += self.findings(name, result, comparison)
      total += result.kills
      lost += comparison.lost.count
      doubled.merge(comparison.doubled.mapValues(\.count), uniquingKeysWith: +)
      underWay.merge(result.underWay, uniquingKeysWith: +)
      isKept = isKept && isGood(result, comparison)
    }
    for finding in findings { Swift.print(finding) }
    let words = Self.platforms.map {
      "\($0) \(doubled[$0] ?? 0) of \(underWay[$0] ?? 0) under way"
    }
    Swift.print(
      "\n\(total) kills, lost \(lost), doubled: \(words.joined(separator: ", ")): "
        + (isKept ? "the promise is kept" : "THE PROMISE IS BROKEN"))
    return isKept
  }

  private func show(_ messages: [ReadMessage]) {
    for message in messages {
      Swift.print("\(message.arrival.at.option) \(message.arrival.chat): \(message.arrival.text)")
      for telling in message.tellings { Swift.print("    = \(telling)") }
    }
  }

  /// Nothing lost; nothing doubled on Matrix; elsewhere no more than was under way, and no double
  /// without a kill between the two.
  private func isGood(_ result: Replay.Result, _ comparison: Comparison) -> Bool {
    comparison.lost.isEmpty && comparison.doubledWithoutKill.isEmpty
      && (comparison.doubled["matrix"] ?? []).isEmpty && result.violations.isEmpty
      && Self.platforms.allSatisfy {
        (comparison.doubled[$0]?.count ?? 0) <= result.underWay[$0] ?? 0
      }
  }

  private func printRow(_ name: String, _ result: Replay.Result, _ comparison: Comparison) {
    let figures =
      [
        "\(result.kills)", String(format: "%.2f", result.seconds / Double(max(1, result.kills))),
        "\(result.arrivals.count)", "\(comparison.expected)", "\(comparison.lost.count)",
        "\(comparison.withheld.count)",
      ]
      + Self.platforms.flatMap {
        ["\(result.underWay[$0] ?? 0)", "\(comparison.doubled[$0]?.count ?? 0)"]
      }
    Swift.print(row(name, figures))
    fflush(nil)
  }

  private func findings(
    _ name: String, _ result: Replay.Result, _ comparison: Comparison
  ) -> [String] {
    let causes = result.causes.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
    return ["\nday \(name): died of \(causes.joined(separator: ", "))"]
      + comparison.lost.map { "  lost: \($0)" }
      + comparison.withheld.map { "  withheld by rule: \($0)" }
      + (comparison.doubled["matrix"] ?? []).map { "  doubled on Matrix: \($0.chat) \($0.text)" }
      + comparison.doubledWithoutKill.map {
        "  doubled in one life: \($0.chat) at \($0.at): \($0.text)"
      }
      + result.violations.map { "  malformed: \($0)" } + result.dead.map { "  given up: \($0)" }
      + result.complaints.sorted { $0.value > $1.value }.prefix(8).map {
        "  logged \($0.value) times: \($0.key)"
      }
  }

  private func row(_ name: String, _ figures: [String]) -> String {
    name.padding(toLength: 12, withPad: " ", startingAt: 0)
      + figures.map { String(repeating: " ", count: max(1, 17 - $0.count)) + $0 }.joined()
  }
}
