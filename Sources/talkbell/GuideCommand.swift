import ArgumentParser
import TalkBellApp

/// `talkbell guide …`: curated lists of talks.
struct GuideCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "guide", abstract: "Look at a guide.", subcommands: [Check.self])

  /// `talkbell guide check`.
  struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: "Find the sessions a guide means, and say what in it is out of date.")

    @Argument(help: ArgumentHelp("The guide, a Markdown file.", valueName: "guide.md"))
    var guide: String

    @Option(help: ArgumentHelp("The configuration.", valueName: "file"))
    var config: String

    @Flag(help: "JSON for programs.")
    var json = false

    func run() async throws {
      try await endingInOneLine {
        let code = try await TalkBell.checkGuide(
          GuideCheckOptions(guide: guide, configFile: config, json: json))
        if code != 0 { throw ExitCode(code) }
      }
    }
  }
}
