import TestSupport
import Testing

/// The built program, a person on Telegram, and two channels, on the real programme of Monday
/// 23 March 2026 and its real changes.
@Suite(.serialized, .timeLimit(.minutes(5))) struct WholeVisitTests {
  @Test func `a person stars by button, hears of a cancellation, and channels are told`()
    async throws
  {
    let stage = try await ConferenceStage()
    let telegram = stage.telegram
    // Slow enough that a busy machine is done before the talk of 11:45 is over.
    let bot = try stage.startBot(at: "2026-03-23T10:30:00+01:00", speed: 30)
    telegram.say("/start", in: ConferenceStage.person)
    let welcome = await stage.message { _ in true }
    #expect(welcome?.text.contains("KubeCon + CloudNativeCon Europe 2026") == true, "\(bot.log)")
    try await stage.star("slimming containers", bot)
    await expectDigest(on: stage, bot)

    try stage.publish(1)
    let cancelled = await stage.message {
      $0.hasPrefix("Cancelled") && $0.contains("Slimming Containers")
    }
    #expect(cancelled?.isSilent == false, "no cancellation: \(bot.log)")
    let slack = await stage.slack.waitForPost(
      to: "announcements", timeout: ConferenceStage.patience
    ) { $0.visibleText.contains("*Cancelled*\n~Project Lightning Talk: Slimming Containers") }
    #expect(slack != nil, "Slack heard nothing: \(posts(on: stage)) \(bot.log)")
    let matrix = await stage.matrix.waitForEvent(
      in: ConferenceStage.room, timeout: ConferenceStage.patience
    ) { $0.body.contains("Cancelled\n") && $0.body.contains("Slimming Containers") }
    #expect(matrix?.type == "m.text", "Matrix heard nothing: \(bot.log)")

    #expect(await bot.terminate() == 0, "\(bot.log)")
    #expect(telegram.acknowledgedCallbacks.count == 1)
    #expect(stage.violations == [])
    #expect(!bot.log.contains(telegram.token))
    await stage.end()
  }

  @Test func `the reminder comes at its minute, with the room that changed meanwhile`() async throws
  {
    let stage = try await ConferenceStage()
    // A simulated minute is three seconds, so that a busy machine keeps the reminder's too.
    let bot = try stage.startBot(at: "2026-03-23T14:14:00+01:00", speed: 20)
    try await stage.star("peer group mentoring", bot)
    try stage.publish(2)
    let moved = await stage.message { $0.contains("New room") }
    #expect(moved?.text.contains("G104 - 105 | Community Hub → C203") == true, "\(bot.log)")
    // The message is worded as it is sent, so its minutes are those of the simulated clock.
    let reminder = await stage.message { $0.hasPrefix("In ") }
    #expect(reminder?.text.hasPrefix("In 10 min · 14:30") == true, "\(bot.log)")
    #expect(reminder?.text.contains("14:30–15:45 · C203") == true, "\(bot.log)")
    #expect(await bot.terminate() == 0)
    #expect(stage.violations == [])
    await stage.end()
  }

  /// The digest of the day in both channels.
  private func expectDigest(on stage: ConferenceStage, _ bot: RunningBot) async {
    let slack = await stage.slack.waitForPost(
      to: "announcements", timeout: ConferenceStage.patience
    ) { $0.visibleText.contains("23 Mar") && $0.visibleText.contains("sessions") }
    #expect(slack != nil, "no digest on Slack: \(bot.log)")
    let matrix = await stage.matrix.waitForEvent(
      in: ConferenceStage.room, timeout: ConferenceStage.patience
    ) { $0.body.contains("23 Mar") && $0.body.contains("sessions") }
    #expect(matrix != nil, "no digest on Matrix: \(bot.log)")
  }

  private func posts(on stage: ConferenceStage) -> [String] {
    stage.slack.posts(to: "announcements").map(\.visibleText)
  }
}
