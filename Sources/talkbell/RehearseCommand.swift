import ArgumentParser
import Foundation
import TalkBellApp

/// `talkbell rehearse`.
struct RehearseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rehearse",
    abstract: "Replay a conference on a simulated clock, and say whether the promise was kept.",
    discussion: """
      Nothing leaves this machine: messages stay in memory, under the rate limits of the real \
      platforms, unless apiBase or homeserver name a server on this machine. No token is needed \
      then. Exit code 1 when any message was untrue, missing, doubled or late.
      """)

  @Option(help: ArgumentHelp("The configuration.", valueName: "file"))
  var config: String

  @Option(
    help: ArgumentHelp(
      "Begin here, such as 2026-03-24T08:00:00+01:00; half an hour before the first day if absent, "
        + "or with the first --feed.", valueName: "time"))
  var from: SimulatedTime?

  @Option(
    help: ArgumentHelp(
      "End here; half an hour after the last session if absent.", valueName: "time"))
  var until: SimulatedTime?

  @Option(
    help: ArgumentHelp(
      "Simulated seconds per second, or max, which is the default.", valueName: "n|max"))
  var speed: RehearsalSpeed = .max

  @Option(
    help: ArgumentHelp(
      "Serve a recorded version of the feed from a time on; SOURCE@TIME=FILE for another source "
        + "than the first.", valueName: "time=file"))
  var feed: [String] = []

  @Option(help: ArgumentHelp("People who take part, with their stars.", valueName: "file"))
  var audience: String?

  @Option(help: ArgumentHelp("Made-up people; 100, or none with --audience.", valueName: "n"))
  var people: Int?

  @Option(help: ArgumentHelp("Stars that each of them has on average.", valueName: "n"))
  var stars = 12

  @Option(help: ArgumentHelp("Another number is other people and other chance.", valueName: "n"))
  var seed: UInt64 = 1

  @Flag(help: "The homeserver limits the bot as Synapse does unless it is told otherwise.")
  var synapseLimits = false

  @Option(help: ArgumentHelp("Write the report as a page, too.", valueName: "file.html"))
  var report: String?

  @Option(help: ArgumentHelp("Write all messages as text, in their order.", valueName: "file"))
  var transcript: String?

  func run() async throws {
    try await endingInOneLine {
      let code = try await TalkBell.rehearse(
        RehearseOptions(
          configFile: config, from: from?.instant, until: until?.instant, speed: speed.factor,
          feeds: feed, audienceFile: audience, people: people, stars: stars, seed: seed,
          hasSynapseLimits: synapseLimits, reportFile: report,
          transcriptFile: transcript))
      if code != 0 { throw ExitCode(code) }
    }
  }
}

/// `60` or `max`.
enum RehearsalSpeed: ExpressibleByArgument {
  case times(Double)
  case max

  init?(argument: String) {
    if argument == "max" {
      self = .max
    } else if let factor = Double(argument), factor.isFinite, factor > 0, factor <= 1_000_000 {
      self = .times(factor)
    } else {
      return nil
    }
  }

  /// nil for as fast as it goes.
  var factor: Double? {
    switch self {
    case .times(let factor): factor
    case .max: nil
    }
  }

  /// As it is shown in the help.
  var defaultValueDescription: String {
    switch self {
    case .times(let factor): "\(factor)"
    case .max: "max"
    }
  }
}
