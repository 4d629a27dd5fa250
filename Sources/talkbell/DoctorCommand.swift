import ArgumentParser
import TalkBellApp

/// `talkbell doctor`.
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Check configuration, database, feeds, guides and tokens; exit 0 if all holds.")

  @Option(help: ArgumentHelp("The configuration.", valueName: "file"))
  var config: String

  @Flag(help: "JSON for programs.")
  var json = false

  func run() async throws {
    try await endingInOneLine {
      let code = try await TalkBell.examine(DoctorOptions(configFile: config, json: json))
      if code != 0 { throw ExitCode(code) }
    }
  }
}
