import ChatChannels
import ConferenceModel
import Delivery
import Foundation
import Logging
import Messaging
import Persistence
import ReminderScheduling
import ScheduleSync
import ServiceLifecycle
import Synchronization
import Timekeeping
import UnixSignals

/// `talkbell demo`.
package struct DemoOptions: Hashable, Sendable {
  /// A scripted visit instead of a conversation.
  package var tour: Bool
  /// Simulated seconds per second; nil is 60.
  package var speed: Double?

  /// The options as typed.
  package init(tour: Bool, speed: Double?) {
    self.tour = tour
    self.speed = speed
  }
}

extension TalkBell {
  /// The bot in this terminal with the bundled programme, on a simulated clock.
  ///
  /// Nothing is asked for and nothing stays: the database goes when the demo ends.
  ///
  /// - throws: `TalkBellError` when the programme is not found.
  package static func demo(_ options: DemoOptions) async throws {
    let programme = try BundledProgramme()
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "talkbell-demo-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let database = try ConferenceDatabase(path: folder.appending(path: "demo.sqlite").path)
    if options.tour || !Terminal.isInteractive {
      try await Tour(programme: programme, database: database).play()
    } else {
      try await DemoConversation(
        programme: programme, database: database, speed: options.speed ?? 60
      ).run()
    }
  }
}

/// A log that says only what somebody at a demo has to act on.
func demoLogger() -> Logger {
  var logger = Logger(label: "talkbell") { StreamLogHandler.standardError(label: $0) }
  logger.logLevel = .error
  return logger
}

/// The demo with a person at the keyboard.
struct DemoConversation {
  let programme: BundledProgramme
  let database: ConferenceDatabase
  let speed: Double

  /// Amsterdam, where the conference is.
  static let timeZone = TimeZone(identifier: "Europe/Amsterdam") ?? .gmt
  static let conferenceName = "KubeCon + CloudNativeCon Europe 2026"

  func run() async throws {
    let start = Self.instant("2026-03-24", 8, 30)
    let clock = SimulatedClock(start: start, speed: speed)
    let stamp = StampedTerminal(clock: clock, timeZone: Self.timeZone)
    let (ending, end) = AsyncStream<Void>.makeStream()
    let console = ConsoleChannel(
      lines: Self.typedLines(), isStyled: Terminal.isStyled, write: { stamp.write($0) },
      onEnd: { end.finish() })
    let blueprint = BotBlueprint(
      conferenceName: Self.conferenceName, timeZone: Self.timeZone,
      feeds: programme.feeds(
        versions: Self.versions(from: start), clock: clock, refreshEvery: .seconds(120)),
      channels: [console], guides: programme.guides)
    let parts = BotParts(blueprint, database: database, clock: clock, logger: demoLogger())
    for refresher in parts.refreshers { try await refresher.pass(now: start) }
    greet()
    try await serve(parts, until: ending)
  }

  private func serve(_ parts: BotParts, until ending: AsyncStream<Void>) async throws {
    var services: [any Service] = parts.relays.map { relay in
      FinishingService(
        description: "relay", body: { try await relay.run() }, stop: { relay.stop() })
    }
    services.append(LoopService("scheduler") { try await parts.scheduler.run() })
    services += parts.refreshers.map { refresher in
      LoopService("refresher") { try await refresher.run() }
    }
    services += parts.inboxes.map { inbox in LoopService("inbox") { try await inbox.run() } }
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: services, gracefulShutdownSignals: [.sigint, .sigterm], logger: demoLogger()))
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask {
        for await _ in ending {}
        await group.triggerGracefulShutdown()
      }
      try await group.run()
      tasks.cancelAll()
    }
    Terminal.write("\nGoodbye. Nothing of this demo was kept.")
  }

  private func greet() {
    Terminal.write(
      """
      KubeCon + CloudNativeCon Europe 2026, Amsterdam. It is Tuesday 24 March, 08:30, and the \
      clock runs \(Int(speed)) times as fast: a minute of yours is \(Int(speed)) of theirs.
      The programme and its changes are the real ones. Nothing leaves this terminal.

      Try:  next · star 1 · search gpu · star 2 · mine · 搜索 可观测性 · language zh
            help lists everything; quit ends the demo.
      """)
  }

  /// The real changes of 22 and 23 March come in while the doors open.
  private static func versions(from start: Date) -> [BundledProgramme.Version] {
    zip(BundledProgramme.mainFiles, [0, 8, 20]).map { file, minutes in
      BundledProgramme.Version(from: start.addingTimeInterval(Double(minutes) * 60), file: file)
    }
  }

  /// Typed lines until the end of the input or a word that ends a session.
  private static func typedLines() -> AsyncStream<String> {
    let lines = ConsoleChannel.standardInputLines()
    return AsyncStream { continuation in
      let reading = Task {
        for await line in lines {
          let word = line.trimmingCharacters(in: .whitespaces).lowercased()
          if ["quit", "exit", "bye", "q", "退出"].contains(word) { break }
          continuation.yield(line)
        }
        continuation.finish()
      }
      continuation.onTermination = { _ in reading.cancel() }
    }
  }

  /// A local time of the conference.
  static func instant(_ day: String, _ hour: Int, _ minute: Int) -> Date {
    guard let day = LocalDay(day) else { return .distantPast }
    return timeZone.instant(day: day, minute: hour * 60 + minute)
  }
}

/// Writes messages with the simulated time above each.
final class StampedTerminal: Sendable {
  private let clock: SimulatedClock
  private let timeZone: TimeZone

  init(clock: SimulatedClock, timeZone: TimeZone) {
    self.clock = clock
    self.timeZone = timeZone
  }

  func write(_ text: String) {
    Terminal.write("\n\(stamp) TalkBell\n\(text)")
  }

  /// `[Tue 24 Mar 08:50]`.
  var stamp: String {
    let now = clock.now()
    let day = timeZone.day(of: now)
    let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    return "[\(names[day.weekday - 1]) \(day.day) Mar \(timeZone.clockText(of: now))]"
  }
}
