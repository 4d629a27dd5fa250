import ArgumentParser
import TalkBellApp

/// `talkbell demo`.
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Try the bot in this terminal, with KubeCon Amsterdam on a simulated clock.")

  @Flag(help: "A scripted visit instead of a conversation.")
  var tour = false

  @Option(help: ArgumentHelp("Simulated seconds per second.", valueName: "n"))
  var speed: Double?

  func validate() throws { try checkSpeed(speed) }

  func run() async throws {
    try await endingInOneLine {
      try await TalkBell.demo(DemoOptions(tour: tour, speed: speed))
    }
  }
}
