import ArgumentParser
import TalkBellApp

/// `talkbell schedule …`: programmes without a bot.
struct ScheduleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schedule", abstract: "Look at a programme.",
    subcommands: [Show.self, Diff.self, Export.self, Accept.self])

  /// `talkbell schedule show`.
  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Show what a feed or a file holds, as TalkBell reads it.")

    @Argument(help: ArgumentHelp("A file, or an http(s) address.", valueName: "file|url"))
    var location: String

    @OptionGroup var reading: ReadingArguments

    @Flag(help: "JSON for programs.")
    var json = false

    func run() async throws {
      try await endingInOneLine {
        let code = try await TalkBell.showSchedule(
          ShowOptions(
            location: location, format: reading.format, timeZone: reading.timeZone, json: json))
        if code != 0 { throw ExitCode(code) }
      }
    }
  }

  /// `talkbell schedule diff`.
  struct Diff: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "diff",
      abstract: "Show what changed between two versions, as TalkBell would tell it.")

    @Argument(help: ArgumentHelp("The older version: a file, or an http(s) address."))
    var old: String

    @Argument(help: ArgumentHelp("The newer version."))
    var new: String

    @OptionGroup var reading: ReadingArguments

    @Flag(help: "JSON for programs.")
    var json = false

    func run() async throws {
      try await endingInOneLine {
        let code = try await TalkBell.diffSchedules(
          DiffOptions(
            old: old, new: new, format: reading.format, timeZone: reading.timeZone, json: json))
        if code != 0 { throw ExitCode(code) }
      }
    }
  }

  /// `talkbell schedule export`.
  struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "export", abstract: "Write a programme as a calendar or as JSON to stdout.")

    @Argument(help: ArgumentHelp("A file, or an http(s) address.", valueName: "file|url"))
    var location: String

    @Option(name: .customLong("as"), help: ArgumentHelp("ics or json.", valueName: "ics|json"))
    var form: ExportOptions.Form

    @OptionGroup var reading: ReadingArguments

    @Option(
      help: ArgumentHelp(
        "An earlier export (ics) to go on from: what changed gets the next SEQUENCE, what is gone "
          + "stays as cancelled.", valueName: "file"))
    var previous: String?

    func run() async throws {
      try await endingInOneLine {
        let code = try await TalkBell.exportSchedule(
          ExportOptions(
            location: location, form: form, format: reading.format, timeZone: reading.timeZone,
            previous: previous))
        if code != 0 { throw ExitCode(code) }
      }
    }
  }

  /// `talkbell schedule accept`.
  struct Accept: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "accept", abstract: "Accept a refresh that is held.")

    @Argument(help: ArgumentHelp("The id of the source.", valueName: "source"))
    var source: String

    @Option(help: ArgumentHelp("The configuration.", valueName: "file"))
    var config: String

    func run() async throws {
      try await endingInOneLine {
        let code = try TalkBell.acceptSchedule(AcceptOptions(source: source, configFile: config))
        if code != 0 { throw ExitCode(code) }
      }
    }
  }
}

extension ExportOptions.Form: ExpressibleByArgument {}

/// How a feed is to be read.
struct ReadingArguments: ParsableArguments {
  @Option(help: ArgumentHelp("The format; recognised from the content if absent.", valueName: "f"))
  var format: String?

  @Option(
    help: ArgumentHelp(
      "The zone of what is shown and of times without one, UTC if absent.", valueName: "tz"))
  var timeZone: String?
}
