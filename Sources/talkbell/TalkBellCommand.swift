import ArgumentParser

/// The program: every subcommand is one function of TalkBellApp.
@main
struct TalkBellCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "talkbell",
    abstract: "The bell before the talk: reminds people of the conference talks they starred.",
    version: "0.1.0",
    subcommands: [
      ServeCommand.self, DemoCommand.self, ScheduleCommand.self, GuideCommand.self,
      DoctorCommand.self, OutboxCommand.self, WhyCommand.self, BackupCommand.self,
    ])
}
