import TestSupport
import Testing

/// SIGKILL in the middle, and a start on the same database with the clock where it was: nothing
/// is lost, and nothing comes twice but what was under way to a chat that can't tell.
@Suite(.serialized, .timeLimit(.minutes(5))) struct RestartTests {
  /// Where the process dies after a star is asked for.
  enum Moment: CaseIterable {
    /// The command is on its way.
    case asking
    /// The answer is on its way and never arrives.
    case answering
  }

  @Test(arguments: Moment.allCases)
  func `a star that was asked for is set after a kill`(moment: Moment) async throws {
    let stage = try await ConferenceStage()
    var bot = try stage.startBot(at: "2026-03-23T14:05:00+01:00", speed: 60)
    try await stage.search("peer group mentoring", bot)
    let calls = stage.telegram.callCount("sendMessage")
    if moment == .answering { stage.telegram.failNext("sendMessage", .never) }
    stage.telegram.say("/star 1", in: ConferenceStage.person)
    if moment == .answering {
      #expect(try await stage.hasCalled("sendMessage", times: calls + 1), "\(bot.log)")
    }
    await bot.kill()

    bot = try stage.startBot(at: "2026-03-23T14:12:00+01:00", speed: 60)
    #expect(await stage.message { $0.hasPrefix("★ Starred") } != nil, "no answer: \(bot.log)")
    #expect(await stage.message { $0.hasPrefix("In ") } != nil, "no reminder: \(bot.log)")
    stage.telegram.say("/mine", in: ConferenceStage.person)
    #expect(await stage.message { $0.hasPrefix("Your stars · 1") } != nil, "\(bot.log)")
    #expect(await bot.terminate() == 0)
    // Telegram can't tell a second attempt, so an answer under way may come twice.
    #expect((1...2).contains(stage.received.count { $0.hasPrefix("★ Starred") }))
    #expect(reminders(on: stage).count == 1)
    #expect(stage.violations == [])
    await stage.end()
  }

  @Test(arguments: [false, true])
  func `a reminder under way when the process is killed is not lost`(hasArrived: Bool) async throws
  {
    let stage = try await ConferenceStage()
    var bot = try stage.startBot(at: "2026-03-23T14:10:00+01:00", speed: 60)
    try await stage.star("peer group mentoring", bot)
    await stage.answered()
    let calls = stage.telegram.callCount("sendMessage")
    stage.telegram.failNext("sendMessage", .never, takesEffect: hasArrived)
    #expect(try await stage.hasCalled("sendMessage", times: calls + 1), "\(bot.log)")
    if hasArrived { #expect(await stage.message { $0.hasPrefix("In ") } != nil) }
    await bot.kill()
    #expect(reminders(on: stage).count == (hasArrived ? 1 : 0))

    bot = try stage.startBot(at: "2026-03-23T14:21:00+01:00", speed: 60)
    let last = stage.telegram.messages(in: ConferenceStage.person).last?.messageID ?? 0
    let again = await stage.message(after: last) { $0.hasPrefix("In ") }
    #expect(again?.text.contains("Peer Group Mentoring") == true, "\(bot.log)")
    await stage.answered()
    #expect(await bot.terminate() == 0)
    #expect(reminders(on: stage).count == (hasArrived ? 2 : 1))
    #expect(stage.violations == [])
    await stage.end()
  }

  @Test func `killed and started again in the middle, nothing is lost and nothing doubled`()
    async throws
  {
    let stage = try await ConferenceStage()
    var bot = try stage.startBot(at: "2026-03-23T14:05:00+01:00", speed: 60)
    try await stage.star("peer group mentoring", bot)
    await bot.kill()

    // The change comes in while the bot is down.
    try stage.publish(2)
    bot = try stage.startBot(at: "2026-03-23T14:12:00+01:00", speed: 60)
    #expect(await stage.message { $0.contains("New room") } != nil, "no alert: \(bot.log)")
    #expect(await matrixHears("C203", on: stage) != nil, "the channel heard nothing: \(bot.log)")
    await stage.answered()
    await bot.kill()

    bot = try stage.startBot(at: "2026-03-23T14:19:00+01:00", speed: 60)
    #expect(await stage.message { $0.hasPrefix("In ") } != nil, "no reminder: \(bot.log)")
    await stage.answered()
    await bot.kill()

    bot = try stage.startBot(at: "2026-03-23T14:21:00+01:00", speed: 60)
    stage.telegram.say("/mine", in: ConferenceStage.person)
    let agenda = await stage.message { $0.hasPrefix("Your stars") }
    #expect(agenda?.text.contains("C203") == true, "\(bot.log)")
    #expect(await bot.terminate() == 0)

    #expect(stage.received.count { $0.contains("New room") } == 1)
    #expect(reminders(on: stage).count == 1)
    #expect(roomAlerts(on: stage) == 1)
    #expect(stage.violations == [])
    await stage.end()
  }

  @Test func `an alert under way when the process is killed is not lost`() async throws {
    let stage = try await ConferenceStage()
    var bot = try stage.startBot(at: "2026-03-23T14:05:00+01:00", speed: 60)
    try await stage.star("peer group mentoring", bot)
    await stage.answered()
    // The chat took the alert, but the answer never came.
    stage.telegram.failNext("sendMessage", .never, takesEffect: true)
    stage.matrix.failNextSend(.never, takesEffect: true)
    try stage.publish(2)
    let first = await stage.message { $0.contains("New room") }
    #expect(first != nil, "\(bot.log)")
    #expect(await matrixHears("C203", on: stage) != nil, "\(bot.log)")
    await bot.kill()

    bot = try stage.startBot(at: "2026-03-23T14:12:00+01:00", speed: 60)
    let again = await stage.message(after: first?.messageID ?? 0) { $0.contains("New room") }
    #expect(again != nil, "better twice than never on Telegram: \(bot.log)")
    #expect(await stage.message { $0.hasPrefix("In ") } != nil, "\(bot.log)")
    #expect(await bot.terminate() == 0)
    // On Matrix the same transaction id gave the same event.
    #expect(roomAlerts(on: stage) == 1)
    #expect(stage.matrix.repeatedTransactions == 1)
    #expect(stage.violations == [])
    await stage.end()
  }

  private func reminders(on stage: ConferenceStage) -> [String] {
    stage.received.filter { $0.hasPrefix("In ") && $0.contains("Peer Group") }
  }

  private func roomAlerts(on stage: ConferenceStage) -> Int {
    stage.matrix.events(in: ConferenceStage.room)
      .count { $0.body.contains("Community Hub → C203") }
  }

  private func matrixHears(
    _ words: String, on stage: ConferenceStage
  ) async -> MatrixStandIn.Event? {
    await stage.matrix.waitForEvent(in: ConferenceStage.room, timeout: ConferenceStage.patience) {
      $0.body.contains(words)
    }
  }
}
