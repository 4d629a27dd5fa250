import ChatChannels
import ConferenceModel
import Delivery
package import Foundation
import Glibc
import HTTPTransport
import Logging
import Messaging
import Metrics
import Persistence
import Planning
import ReminderScheduling
import ScheduleSync
import ServiceLifecycle
import Timekeeping
import UnixSignals
import WebSurface

/// `talkbell serve`.
package struct ServeOptions: Hashable, Sendable {
  /// The configuration's path.
  package var configFile: String
  /// Where a simulated clock stands when the process starts; nil is the machine's clock.
  package var clockStart: Date?
  /// How many times as fast the simulated clock runs; nil is 1.
  package var speed: Double?

  /// The options as typed.
  package init(configFile: String, clockStart: Date?, speed: Double?) {
    self.configFile = configFile
    self.clockStart = clockStart
    self.speed = speed
  }
}

extension TalkBell {
  /// Runs the bot until SIGTERM or SIGINT; messages under way are then finished and stored.
  ///
  /// - throws: `TalkBellError` and the other one-line errors, before anything was sent.
  package static func serve(_ options: ServeOptions) async throws {
    let configuration = try TalkBellConfiguration.load(
      file: options.configFile, environment: ProcessInfo.processInfo.environment)
    let logger = Logger(label: "talkbell") { StreamLogHandler.standardError(label: $0) }
    for warning in configuration.warnings { logger.warning("\(warning)") }
    let clock = clock(options)
    // A limit on the size of files, or a quota, is an error of the write and no end of the process.
    signal(SIGXFSZ, SIG_IGN)
    let database = try ConferenceDatabase(path: configuration.storePath)
    let transport = CurlTransport()
    defer { transport.shutdown() }
    let lines = configuration.platforms.console ? ConsoleChannel.standardInputLines() : nil
    let blueprint = try BotBlueprint(
      configuration, transport: transport, clock: clock, consoleLines: lines)
    MetricsSystem.bootstrap(MetricCatalog.registry)
    let parts = BotParts(blueprint, database: database, clock: clock, logger: logger)
    let introductions = try await introduce(parts.introductions)
    try await parts.clockWatcher.start()
    try BotParts.storeOperatorChannels(of: blueprint, in: database, now: clock.now())
    try await run(parts, introductions, web: configuration.web, logger: logger)
  }

  private static func clock(_ options: ServeOptions) -> any WallClock {
    if options.clockStart == nil, options.speed == nil { return SystemClock() }
    return SimulatedClock(
      start: options.clockStart ?? SystemClock().now(), speed: options.speed ?? 1)
  }

  /// A wrong token is found before the bot looks as if it worked; a service that does not answer
  /// now is not waited for.
  ///
  /// - returns: the introductions that are still to be made.
  private static func introduce(
    _ introductions: [IntroductionLoop]
  ) async throws(TalkBellError) -> [IntroductionLoop] {
    var open: [IntroductionLoop] = []
    for introduction in introductions where try await !introduction.attempt() {
      open.append(introduction)
    }
    return open
  }

  private static func run(
    _ parts: BotParts, _ introductions: [IntroductionLoop], web: TalkBellConfiguration.Web?,
    logger: Logger
  ) async throws {
    var services: [any Service] = []
    let registry = MetricCatalog.registry
    let scrape = MetricScrape(
      database: parts.database, refreshers: parts.refreshers, clock: parts.clock,
      factory: registry)
    if let web {
      let server = WebServer(
        host: web.host, port: web.port, logger: logger,
        pushes: parts.pushes.mapValues { entrance in { await entrance.receive($0) } },
        metrics: {
          await scrape.collect()
          return registry.text
        }
      ) { await parts.problems() }
      services.append(WebService(server: server))
    }
    // Stopped from the last to the first: what hears goes quiet before what speaks.
    services += parts.relays.map { relay in
      FinishingService(
        description: "relay", body: { try await relay.run() }, stop: { relay.stop() })
    }
    services.append(LoopService("scheduler") { try await parts.scheduler.run() })
    services += parts.refreshers.map { refresher in
      LoopService("refresher") { try await refresher.run() }
    }
    services += parts.inboxes.map { inbox in LoopService("inbox") { try await inbox.run() } }
    if let sweeper = parts.sweeper {
      services.append(LoopService("sweeper") { try await sweeper.run() })
    }
    // Nobody tells us when the clock is set. A command beside us, `outbox retry` say, changes the
    // store without a word to our loops.
    services.append(
      LoopService("clock and other programs") {
        while (try? await SystemClock().sleep(for: .seconds(5))) != nil {
          // What the store has against it, the other loops have too, and say so.
          _ = try? await parts.clockWatcher.pass()
          parts.wakeAll()
        }
      })
    if !introductions.isEmpty {
      services.append(
        LoopService("introductions") {
          await withDiscardingTaskGroup { group in
            for introduction in introductions { group.addTask { try? await introduction.run() } }
          }
          // A service that ends would end the others.
          try? await SystemClock().sleep(until: .distantFuture)
        })
    }
    var configuration = ServiceGroupConfiguration(
      services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    configuration.maximumGracefulShutdownDuration = .seconds(9)
    logger.info("TalkBell runs", metadata: ["services": "\(services.count)"])
    try await ServiceGroup(configuration: configuration).run()
    logger.info("TalkBell has stopped")
  }
}

extension BotParts {
  /// What keeps the bot from its work, one line each; empty when it is ready.
  func problems() async -> [String] {
    var problems: [String] = []
    do {
      try await database.write { _ in }
    } catch {
      problems.append("\(error)")
    }
    for refresher in refreshers {
      if let problem = await refresher.problem { problems.append(problem) }
    }
    return problems
  }
}
