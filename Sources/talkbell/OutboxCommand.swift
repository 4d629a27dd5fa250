import ArgumentParser
import TalkBellApp

/// `talkbell outbox`.
struct OutboxCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "outbox", abstract: "Show what waits to be sent or was given up, or retry it.",
    subcommands: [List.self, Dead.self, Retry.self])

  /// `talkbell outbox list`.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Show what is not settled.")
    @OptionGroup var report: ReportArguments

    func run() async throws { try await report.run(.list) }
  }

  /// `talkbell outbox dead`.
  struct Dead: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "dead", abstract: "Show what was given up, with the reasons.")
    @OptionGroup var report: ReportArguments

    func run() async throws { try await report.run(.dead) }
  }

  /// `talkbell outbox retry`.
  struct Retry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "retry", abstract: "Send again what was given up; all of it without numbers.")
    @Argument(help: ArgumentHelp("Numbers of dead entries.", valueName: "number"))
    var numbers: [Int64] = []
    @OptionGroup var report: ReportArguments

    func run() async throws { try await report.run(.retry(numbers)) }
  }

  /// What all of them take.
  struct ReportArguments: ParsableArguments {
    @Option(help: ArgumentHelp("The configuration.", valueName: "file")) var config: String
    @Flag(help: "JSON instead of a table.") var json = false

    func run(_ action: OutboxOptions.Action) async throws {
      try await endingInOneLine {
        let code = try TalkBell.outbox(
          OutboxOptions(action: action, configFile: config, json: json))
        if code != 0 { throw ExitCode(code) }
      }
    }
  }
}

/// `talkbell why`.
struct WhyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract: "Everything that is known of what somebody was told about a session, or why not.")

  @Argument(help: ArgumentHelp("An address: telegram:42.", valueName: "subscriber"))
  var subscriber: String
  @Argument(
    help: ArgumentHelp("A session's number, id, or words of its title.", valueName: "session"))
  var session: String
  @Option(help: ArgumentHelp("The configuration.", valueName: "file")) var config: String

  func run() async throws {
    try await endingInOneLine {
      _ = try TalkBell.why(
        WhyOptions(subscriber: subscriber, session: session, configFile: config))
    }
  }
}

/// `talkbell backup`.
struct BackupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Copy the database into one file, also while the bot runs.")

  @Argument(help: ArgumentHelp("The copy; it must not exist.", valueName: "file"))
  var target: String
  @Option(help: ArgumentHelp("The configuration.", valueName: "file")) var config: String

  func run() async throws {
    try await endingInOneLine {
      _ = try TalkBell.backUp(BackupOptions(target: target, configFile: config))
    }
  }
}
