import ArgumentParser
import Foundation
import TalkBellApp

/// `talkbell serve`.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Run the bot until it is told to stop (Ctrl-C, SIGTERM).")

  @Option(help: ArgumentHelp("The configuration.", valueName: "file"))
  var config: String

  @Option(
    help: ArgumentHelp(
      "Run on a simulated clock that shows this time now, such as 2026-03-24T08:00:00+01:00.",
      valueName: "time"))
  var clock: SimulatedTime?

  @Option(help: ArgumentHelp("Simulated seconds per second.", valueName: "n"))
  var speed: Double?

  func validate() throws { try checkSpeed(speed) }

  func run() async throws {
    try await endingInOneLine {
      try await TalkBell.serve(
        ServeOptions(configFile: config, clockStart: clock?.instant, speed: speed))
    }
  }
}

/// An instant of the command line: ISO 8601 with an offset, since a time without one is a guess.
struct SimulatedTime: ExpressibleByArgument {
  let instant: Date

  init?(argument: String) {
    guard let instant = try? Date(argument, strategy: .iso8601) else { return nil }
    self.instant = instant
  }
}

/// A clock that stands or runs backwards would be a bot that never wakes.
func checkSpeed(_ speed: Double?) throws {
  guard let speed else { return }
  guard speed.isFinite, speed > 0, speed <= 100_000 else {
    throw ValidationError("--speed: a number above 0 and up to 100000 expected")
  }
}
