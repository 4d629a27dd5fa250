import ChatChannels
import ConferenceModel
import Foundation
import Messaging
import Persistence
import Timekeeping

/// The scripted visit: two days in Amsterdam in a few seconds, with the real changes of the feed.
///
/// It runs the same parts as `serve`, stepped from event to event; only the visitor is scripted.
struct Tour {
  let programme: BundledProgramme
  let database: ConferenceDatabase

  /// One line of the script.
  enum Step {
    /// What is going on, for the reader.
    case scene(String)
    /// The visitor types.
    case say(String)
    /// Everything happens that is due until then.
    case until(String, Int, Int)
  }

  private static let hallway = ConversationAddress(platform: .console, conversation: "hallway")

  static let script: [Step] = [
    .scene(
      "Monday 23 March 2026, 10:30 in Amsterdam. Two feeds are read: KubeCon and the co-located "
        + "events. A channel, #hallway, was set up by the operator: digest at 08:00."),
    .say("start"),
    .scene("A search, and a star by the number in the list."),
    .say("search slim containers"),
    .say("star 1"),
    .scene("Chinese words find English titles."),
    .say("搜索 可观测性"),
    .scene("Two talks at the same time: TalkBell names the conflict."),
    .say("star platform engineering to the rescue"),
    .say("star peer group mentoring"),
    .say("star 1"),
    .scene("A guide comes with the programme; its talks are starred one by one or all at once."),
    .say("guide"),
    .say("star 2"),
    .scene("A keynote of tomorrow."),
    .say("star the future of ai is community-driven"),
    .scene("11:00. The feed of 22 March comes in: the talk of 11:45 has become a \"Mini Break\"."),
    .until("2026-03-23", 11, 5),
    .scene("13:40. The feed of 23 March comes in: a mentoring session changes its room."),
    .until("2026-03-23", 13, 50),
    .scene("14:20. Ten minutes before the start: one reminder for the slot."),
    .until("2026-03-23", 14, 30),
    .scene("Tuesday 24 March, 08:00. The channel gets its digest."),
    .until("2026-03-24", 8, 1),
    .scene("My agenda, and once more in Chinese."),
    .say("mine"),
    .say("language zh"),
    .say("我的"),
    .say("语言 en"),
    .scene("09:39. The keynote that was replaced yesterday, under its true title."),
    .until("2026-03-24", 9, 45),
  ]

  /// Between two refreshes, in simulated seconds.
  private static let refreshEvery = 300.0

  /// Plays the script to stdout.
  ///
  /// - throws: what the parts throw; a tour on a healthy machine throws nothing.
  func play() async throws {
    let zone = DemoConversation.timeZone
    let clock = SimulatedClock(start: DemoConversation.instant("2026-03-23", 10, 30), speed: 0)
    let stamped = StampedTerminal(clock: clock, timeZone: zone)
    let console = ConsoleChannel(
      lines: AsyncStream { $0.finish() }, isStyled: Terminal.isStyled,
      write: { stamped.write($0) })
    let versions = zip(
      BundledProgramme.mainFiles, [(10, 0), (11, 0), (13, 40)]
    ).map { file, time in
      BundledProgramme.Version(
        from: DemoConversation.instant("2026-03-23", time.0, time.1), file: file)
    }
    var channel = Preferences(
      leadTimes: [],
      digest: DigestPreference(
        minuteOfDay: 8 * 60, filter: SessionFilter(source: "main", track: "keynote")))
    channel.alerts = false
    let blueprint = BotBlueprint(
      conferenceName: DemoConversation.conferenceName, timeZone: zone,
      feeds: programme.feeds(
        versions: versions, clock: clock, refreshEvery: .seconds(Self.refreshEvery)),
      channels: [console], guides: programme.guides, operatorChannels: [(Self.hallway, channel)])
    let parts = BotParts(blueprint, database: database, clock: clock, logger: demoLogger())
    try BotParts.storeOperatorChannels(of: blueprint, in: database, now: clock.now())
    var run = StepwiseRun(parts: parts, clock: clock, refreshEvery: Self.refreshEvery)
    try await run.advance(to: clock.now())
    for step in Self.script {
      try await play(step, in: &run, stamp: stamped)
    }
    Terminal.write("\n— That was the tour. Try it yourself: ./Deploy/demo")
  }

  private func play(_ step: Step, in run: inout StepwiseRun, stamp: StampedTerminal) async throws {
    switch step {
    case .scene(let text):
      Terminal.write("\n— \(text)")
    case .say(let text):
      Terminal.write("\n\(stamp.stamp) you> \(text)")
      try await run.say(text, at: ConsoleChannel.address)
    case .until(let day, let hour, let minute):
      try await run.advance(to: DemoConversation.instant(day, hour, minute))
    }
    // Somebody who watches gets the time to read.
    if Terminal.isStyled { try await SystemClock().sleep(for: .milliseconds(700)) }
  }
}
