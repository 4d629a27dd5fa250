import ChatChannels
import ConferenceModel
package import Foundation
import HTTPTransport
import Logging
import Messaging
import Persistence
import Planning
import Rehearsal
import Synchronization
import Timekeeping

/// `talkbell rehearse`.
package struct RehearseOptions: Hashable, Sendable {
  /// The configuration's path.
  package var configFile: String
  /// From when on; nil is half an hour before the conference's first day, or the first feed.
  package var from: Date?
  /// Until when; nil is half an hour after the last session.
  package var until: Date?
  /// Simulated seconds per real one; nil is as fast as it goes.
  package var speed: Double?
  /// `TIME=FILE` or `SOURCE@TIME=FILE`, as typed.
  package var feeds: [String]
  /// A file with people who take part.
  package var audienceFile: String?
  /// How many people are made up; nil is 100, or none with a file.
  package var people: Int?
  /// How many stars each of them has on average.
  package var stars: Int
  /// What chance is drawn from.
  package var seed: UInt64
  /// Whether the homeserver limits the bot as Synapse does by default.
  package var hasSynapseLimits: Bool
  /// Where the report goes as a page; nil for none.
  package var reportFile: String?
  /// Where all messages go as text; nil for nowhere.
  package var transcriptFile: String?

  /// The options as typed.
  package init(
    configFile: String, from: Date? = nil, until: Date? = nil, speed: Double? = nil,
    feeds: [String] = [], audienceFile: String? = nil, people: Int? = nil, stars: Int = 12,
    seed: UInt64 = 1, hasSynapseLimits: Bool = false, reportFile: String? = nil,
    transcriptFile: String? = nil
  ) {
    self.configFile = configFile
    self.from = from
    self.until = until
    self.speed = speed
    self.feeds = feeds
    self.audienceFile = audienceFile
    self.people = people
    self.stars = stars
    self.seed = seed
    self.hasSynapseLimits = hasSynapseLimits
    self.reportFile = reportFile
    self.transcriptFile = transcriptFile
  }
}

extension TalkBell {
  /// Replays a conference on a simulated clock and prints what came of it.
  ///
  /// - returns: the exit code: 1 when the promise was broken anywhere.
  /// - throws: one-line errors, before anything was sent where that can be known before.
  package static func rehearse(_ options: RehearseOptions) async throws -> Int32 {
    // Better now than after an hour.
    for file in [options.reportFile, options.transcriptFile].compactMap(\.self) {
      try write("", to: file)
    }
    let (report, receipts) = try await rehearsal(options)
    Terminal.write(String(report.text.dropLast()))
    if let file = options.reportFile { try write(report.page, to: file) }
    if let file = options.transcriptFile {
      try write(await RehearsalTranscript.text(receipts, timeZone: report.timeZone), to: file)
    }
    return report.broken.isEmpty ? 0 : 1
  }

  private static func write(_ page: String, to file: String) throws(TalkBellError) {
    do {
      try Data(page.utf8).write(to: URL(filePath: file))
    } catch {
      throw .failed("\(file): can't be written; name a file in a folder that is there")
    }
  }

  /// Replays a conference; gives the report and all that the chats received, by arrival.
  static func rehearsal(
    _ options: RehearseOptions
  ) async throws -> (report: RehearsalReport, receipts: [RunRecord.Receipt]) {
    let configuration = try TalkBellConfiguration.load(
      file: options.configFile, environment: ProcessInfo.processInfo.environment,
      makesUpSecrets: true)
    let destinations = RehearsalDestinations(configuration.platforms)
    try destinations.checkSecrets(of: configuration, file: options.configFile)
    let feeds = try await RehearsalFeeds(options, configuration)
    let crowd = try RehearsalCrowd(options, configuration, feeds)
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "talkbell-rehearsal-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let database = try ConferenceDatabase(path: folder.appending(path: "rehearsal.sqlite").path)
    let transport = CurlTransport()
    defer { transport.shutdown() }
    return try await RehearsalHouse(
      options: options, configuration: configuration, destinations: destinations, feeds: feeds,
      crowd: crowd, database: database, transport: transport
    ).play()
  }
}

/// Builds the bot for a rehearsal and lets it play.
private struct RehearsalHouse {
  let options: RehearseOptions
  let configuration: TalkBellConfiguration
  let destinations: RehearsalDestinations
  let feeds: RehearsalFeeds
  let crowd: RehearsalCrowd
  let database: ConferenceDatabase
  let transport: CurlTransport

  /// How much later than planned a message may come because of the network, in seconds.
  private static let grace: TimeInterval = 60

  func play() async throws -> (report: RehearsalReport, receipts: [RunRecord.Receipt]) {
    let (span, seed, zone) = (feeds.span, options.seed, configuration.conference.timeZone)
    let clock = SimulatedClock(start: span.start, speed: 0)
    var blueprint = try BotBlueprint(
      configuration, transport: transport, clock: clock,
      consoleLines: configuration.platforms.console ? AsyncStream { $0.finish() } : nil)
    blueprint.feeds = feeds.feeds.map { $0.feedSource(clock: clock) }
    let channels = blueprint.channels.enumerated().map { number, channel in
      RehearsalChannel(
        for: channel, clock: clock, origin: span.start, seed: seed &+ UInt64(number),
        hasSynapseLimits: options.hasSynapseLimits, isForwarded: destinations.isForwarded)
    }
    blueprint.channels = channels
    let chance = Mutex(SeededGenerator(seed: seed, purpose: 2))
    let parts = BotParts(
      blueprint, database: database, clock: clock,
      chance: { chance.withLock { $0.fraction() } }, logger: demoLogger())
    var run = RehearsalRun(
      parts: parts, clock: clock, channels: channels, span: span,
      tempo: RehearsalTempo(
        span: span, speed: options.speed, timeZone: zone,
        write: Terminal.showsProgress ? Terminal.writeProgress : nil),
      desks: feeds.feeds.enumerated().map { number, feed in
        RefreshDesk(feed: feed, start: span.start, seed: seed, purpose: 10 + UInt64(number))
      },
      crowd: RehearsalStage(lines: crowd.lines(from: span.start)))
    try await run.open(blueprint, crowd)
    try await run.play()
    return try RehearsalAccount(
      conference: configuration.conference.name, timeZone: zone, span: span, seed: seed,
      channels: channels, addresses: destinations.addresses, desks: run.desks, stage: run.crowd,
      crowd: crowd, channelCount: configuration.channels.count
    ).make(from: database, checker: checker(channels))
  }

  private func checker(_ channels: [RehearsalChannel]) -> PromiseChecker {
    let slowest = configuration.sources.map(\.refreshEvery.seconds).max() ?? 0
    let walk = configuration.walking.map(\.minutes).max() ?? 0
    // So long a burst may take in which everybody is reminded.
    let burst =
      channels.compactMap { channel -> TimeInterval? in
        let people = crowd.madeUp.count { $0.address.platform == channel.platform }
        guard let rule = channel.overallRule else { return nil }
        let seconds = Double(people) * rule.period.seconds / Double(rule.permits)
        return seconds <= BurstPlanner.grace ? nil : seconds / BurstPlanner.share
      }.max() ?? 0
    return PromiseChecker(
      refreshEvery: slowest * 1.05, settle: configuration.settle.seconds, grace: Self.grace,
      earlyRelease: TimeInterval(walk * 60) + min(burst, BurstPlanner.earliest))
  }
}
