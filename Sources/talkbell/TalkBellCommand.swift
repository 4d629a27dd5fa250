import ArgumentParser
import CMalloc

/// The program: every subcommand is one function of TalkBellApp.
@main
struct TalkBellCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "talkbell",
    abstract: "The bell before the talk: reminds people of the conference talks they starred.",
    version: "0.1.0",
    subcommands: [
      ServeCommand.self, DemoCommand.self, ScheduleCommand.self, GuideCommand.self,
      RehearseCommand.self, DoctorCommand.self, OutboxCommand.self, WhyCommand.self,
      BackupCommand.self,
    ])

  static func main() async {
    // An arena of memory for each thread, as glibc likes to have, would be some 10 MB that the
    // threads of a bot never use at once.
    mallopt(M_ARENA_MAX, 2)
    await main(nil)
  }
}
