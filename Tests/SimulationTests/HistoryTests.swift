import ConferenceModel
import Foundation
import Messaging
import Rehearsal
import TestSupport
import Testing

/// Real conferences as their feeds went, with an audience that starred many talks.
@Suite(.enabled(if: Corpus.isAvailable, "the corpus is not here"))
struct HistoryTests {
  /// A recorded history and what it has to come to.
  struct History: Sendable, CustomTestStringConvertible {
    var name: String
    var folder: String
    var ending: String
    var zone: String
    /// The versions from this stamp on to that one.
    var versions: ClosedRange<String>
    /// How long after the last version the run goes on, in hours.
    var hours: Double
    var refreshEvery: TimeInterval
    /// The least number of messages of each sort.
    var reminders: Int
    var alerts: Int
    /// Versions that must be held.
    var held = 0

    var testDescription: String { name }
  }

  private static let histories = [
    History(
      name: "KubeCon, 3 to 24 March", folder: "kubecon-eu-2026", ending: ".all.ics",
      zone: "Europe/Amsterdam", versions: "20260303"..."20260324", hours: 72, refreshEvery: 3600,
      reminders: 100, alerts: 20),
    History(
      name: "FOSDEM 2026", folder: "fosdem-2026", ending: ".schedule.xml.gz",
      zone: "Europe/Brussels", versions: "20260117"..."20260131", hours: 46, refreshEvery: 3600,
      reminders: 50, alerts: 10),
    History(
      name: "Penguicon 2019", folder: "penguicon-2019", ending: ".sched.csv",
      zone: "America/Detroit", versions: "20190411"..."20190419", hours: 420,
      refreshEvery: 3600, reminders: 50, alerts: 5),
    History(
      name: "36C3, the first outage", folder: "36c3", ending: ".everything.schedule.json.gz",
      zone: "Europe/Berlin", versions: "20191214"..."20191215", hours: 2, refreshEvery: 300,
      reminders: 0, alerts: 0, held: 1),
    History(
      name: "36C3, the second outage and the first day", folder: "36c3",
      ending: ".everything.schedule.json.gz", zone: "Europe/Berlin",
      versions: "20191226"..."20191228", hours: 12, refreshEvery: 600, reminders: 50, alerts: 1,
      held: 1),
    History(
      name: "camp 2019, all ids anew", folder: "camp2019", ending: ".everything.schedule.json.gz",
      zone: "Europe/Berlin", versions: "20190818"..."20190823", hours: 30, refreshEvery: 1800,
      reminders: 50, alerts: 1),
  ]

  @Test(arguments: histories)
  func `a recorded conference keeps the promise`(history: History) async throws {
    let simulation = try Self.simulation(of: history)
    var record = try await simulation.run()
    record.markDoubtfulVersions()
    #expect(record.feeds.count { $0.isHeld } == history.held)
    let checker = PromiseChecker(refreshEvery: history.refreshEvery * 1.05 + 2)
    let broken = checker.check(record)
    for one in broken.prefix(8) { Issue.record("\(one)") }
    Stories.keep(broken, of: record, as: history.name)
    let tally = Tally(record)
    #expect(tally.reminders >= history.reminders)
    #expect(tally.alerts >= history.alerts)
    #expect(broken.count == 0)
  }

  private static func simulation(of history: History) throws -> Simulation {
    let zone = try #require(TimeZone(identifier: history.zone))
    let files = try FileManager.default.contentsOfDirectory(
      atPath: Corpus.url(history.folder).path
    ).filter { $0.hasSuffix(history.ending) && history.versions.contains($0) }.sorted()
    let times = try files.map(time)
    let first = try #require(times.first)
    let last = try #require(times.last)
    let simulation = try Simulation(
      seed: 1, start: first, zone: zone, sources: ["main"], refreshEvery: history.refreshEvery,
      channels: channels, weather: [], drizzle: 0,
      end: last.addingTimeInterval(history.hours * 3600))
    for (file, time) in zip(files, times) {
      let body = try Corpus.unpacked("\(history.folder)/\(file)")
      simulation.schedule(.feed(source: 0, .bytes(body), isHeld: false), at: time)
    }
    for person in MadeAudience.people {
      var random = SeededRandom(seed: 1, about: "\(history.name) \(person)")
      func does(_ deed: MadeAudience.Deed, _ minutes: Double) {
        simulation.schedule(.deed(person, deed), at: first.addingTimeInterval(minutes * 60))
      }
      does(.start, 10)
      if random.chance(0.4) { does(.set(.leads([30, 5])), 11) }
      if random.chance(0.3) { does(.set(.language(.chinese)), 11.5) }
      if random.chance(0.5) { does(.set(.digest(9 * 60)), 12) }
      for star in 0..<60 {
        does(.star(Int.random(in: 0..<10_000, using: &random)), 13 + Double(star) / 10)
      }
    }
    return simulation
  }

  private static var channels: [(address: ConversationAddress, preferences: Preferences)] {
    [
      (
        ConversationAddress(platform: .slack, conversation: "all"),
        Preferences(leadTimes: [], digest: DigestPreference(minuteOfDay: 8 * 60), alerts: true)
      )
    ]
  }

  /// `20260303T114022Z` or `20191214T004010` at the beginning of a file's name.
  private static func time(of file: String) throws -> Date {
    let digits = try #require(file.firstMatch(of: /^(\d{8})T(\d{6})/))
    return try Date(
      "\(digits.1)T\(digits.2)Z",
      strategy: Date.ISO8601FormatStyle(dateSeparator: .omitted, timeSeparator: .omitted))
  }
}
