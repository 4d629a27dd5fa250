import ConferenceModel
import Foundation
import Logging
import Persistence
import Planning
import ScheduleSync
import Synchronization
import TestSupport
import Testing
import Timekeeping

/// Real histories of feeds, refreshed every two minutes as a bot would, from the fetch to the rows.
@Suite(.enabled(if: Corpus.isAvailable, "the corpus is not here"))
struct HistoryReplayTests {
  /// A store that follows a feed whose body the test sets.
  private final class Replay: Sendable {
    let database: ConferenceDatabase
    private let refresher: ScheduleRefresher
    private let box = Box()

    init(timeZone: String) throws {
      let database = try ConferenceDatabase(
        path: TemporaryFolder.make().appending(path: "talkbell.sqlite").path)
      self.database = database
      let box = box
      refresher = ScheduleRefresher(
        source: FeedSource(
          id: "main", location: "replay", format: nil, refreshEvery: .seconds(120)
        ) { _ throws(RefreshError) in .body(box.body, SourceValidators()) },
        database: database, clock: SimulatedClock(start: .distantPast, speed: 0),
        timeZone: TimeZone(identifier: timeZone) ?? .gmt, settlePolicy: SettlePolicy(),
        jitter: { 0.5 }, onCommit: {},
        logger: Logger(label: "replay") { _ in SwiftLogNoOpLogHandler() })
    }

    /// Shows a version from its time on and refreshes until the minutes are over.
    func show(
      _ file: String, minutes: Int, replacing: (old: String, new: String)? = nil
    ) async throws {
      var body = try Corpus.unpacked(file)
      if let replacing {
        let text = String(decoding: body, as: UTF8.self)
        body = Array(text.replacing(replacing.old, with: replacing.new).utf8)
      }
      box.set(body)
      let start = try Self.time(of: file)
      for minute in stride(from: 0, to: minutes, by: 2) {
        _ = try? await refresher.pass(now: start.addingTimeInterval(Double(minute) * 60))
      }
    }

    func cancelled() async throws -> Set<String> {
      Set(
        try await database.read { try $0.programme() }.entries
          .filter { $0.session.facts.status == .cancelled }.map(\.session.key.id))
    }

    func programme() async throws -> Programme { try await database.read { try $0.programme() } }

    /// `20191214T004010` in the file's name.
    private static func time(of file: String) throws -> Date {
      let name = file.split(separator: "/").last.map(String.init) ?? ""
      let digits = try #require(name.firstMatch(of: /^(\d{8})T(\d{6})/))
      let text = "\(digits.1)T\(digits.2)Z"
      return try Date(
        text,
        strategy: Date.ISO8601FormatStyle(
          dateSeparator: .omitted, timeSeparator: .omitted))
    }

    private final class Box: Sendable {
      private let bytes = Mutex<[UInt8]>([])
      var body: [UInt8] { bytes.withLock { $0 } }
      func set(_ new: [UInt8]) { bytes.withLock { $0 = new } }
    }
  }

  private static func congress(_ name: String) -> String {
    "36c3/\(name).everything.schedule.json.gz"
  }

  @Test func `the two outages of 36C3 cancel nothing, and nobody has anything to be told`()
    async throws
  {
    for versions in [
      ["20191214T004010.4c012b8", "20191214T020030.0d7d14c", "20191214T021022.b21b906"],
      ["20191226T035047.9bcd7ad", "20191226T044107.091f983", "20191226T045024.5aa9a5f"],
    ] {
      let replay = try Replay(timeZone: "Europe/Berlin")
      try await replay.show(Self.congress(versions[0]), minutes: 6)
      let before = try await replay.programme()
      try await replay.show(Self.congress(versions[1]), minutes: 10)
      #expect(try await replay.database.read { try $0.heldFeed(source: "main") } != nil)
      #expect(try await replay.programme() == before)
      try await replay.show(Self.congress(versions[2]), minutes: 6)
      #expect(try await replay.database.read { try $0.heldFeeds() }.isEmpty)
      #expect(try await replay.cancelled().isEmpty)
      #expect(try await replay.programme().entries.map(\.factsID) == before.entries.map(\.factsID))
      #expect(try await replay.database.read { try $0.nextSchedulingInstant() } == nil)
    }
  }

  @Test func `talks keep their rows, and so their stars, when the camp makes all ids anew`()
    async throws
  {
    let replay = try Replay(timeZone: "Europe/Berlin")
    try await replay.show(
      "camp2019/20190818T134004.8b1cc54.everything.schedule.json.gz", minutes: 6)
    let before = try await replay.programme()
    try await replay.show(
      "camp2019/20190818T163005.a386a0b.everything.schedule.json.gz", minutes: 6)
    let after = try await replay.programme()
    let changed = after.entries.filter { before[$0.id]?.session.key != $0.session.key }
    #expect(changed.count == 79)
    #expect(after.entries.map(\.id) == before.entries.map(\.id))
    #expect(after.entries.map(\.factsID) == before.entries.map(\.factsID))
    #expect(try await replay.cancelled().isEmpty)
  }

  @Test func `four talks are gone from KubeCon on 17 March, and 39 are new`() async throws {
    let replay = try Replay(timeZone: "Europe/Amsterdam")
    try await replay.show("kubecon-eu-2026/20260303T114022Z.all.ics", minutes: 6)
    let before = try await replay.programme()
    try await replay.show("kubecon-eu-2026/20260317T131510Z.all.ics", minutes: 2)
    #expect(try await replay.cancelled().isEmpty, "gone once is not yet cancelled")
    try await replay.show("kubecon-eu-2026/20260317T131510Z.all.ics", minutes: 6)
    #expect(try await replay.cancelled().count == 4)
    #expect(try await replay.programme().entries.count == before.entries.count + 39)
  }

  @Test func `the same body again, and one that says the same, write nothing`() async throws {
    let replay = try Replay(timeZone: "Europe/Amsterdam")
    try await replay.show("kubecon-eu-2026/20260322T151644Z.all.ics", minutes: 2)
    let size = try Self.size(of: replay.database.path + "-wal")
    let version = try await replay.programme().version
    try await replay.show("kubecon-eu-2026/20260322T151644Z.all.ics", minutes: 20)
    // Sched puts the time of the download into every event.
    try await replay.show(
      "kubecon-eu-2026/20260322T151644Z.all.ics", minutes: 20,
      replacing: ("DTSTAMP:20260322T151644Z", "DTSTAMP:20260322T171644Z"))
    #expect(try Self.size(of: replay.database.path + "-wal") == size)
    #expect(try await replay.programme().version == version)
  }

  private static func size(of path: String) throws -> Int {
    try Data(contentsOf: URL(filePath: path)).count
  }
}
