import Foundation
import TestSupport
import Testing

/// The built program, a person on Telegram, and two channels, on the real programme of Monday
/// 23 March 2026 and its real changes.
@Suite(.serialized, .timeLimit(.minutes(5))) struct WholeVisitTests {
  private let person = ConferenceStage.person
  private let patience = Duration.seconds(60)

  @Test func `a person stars by button, is reminded, hears of changes, and channels are told`()
    async throws
  {
    let stage = try await ConferenceStage()
    let telegram = stage.telegram
    // A simulated minute is half a second.
    let bot = try stage.startBot(at: "2026-03-23T10:30:00+01:00", speed: 120)

    telegram.say("/start", in: person)
    let welcome = await telegram.waitForMessage(in: person, timeout: patience)
    #expect(welcome?.text.contains("KubeCon + CloudNativeCon Europe 2026") == true, "\(bot.log)")
    try await star("slimming containers", on: stage, bot)

    let digest = await stage.slack.waitForPost(to: "announcements", timeout: patience) {
      $0.visibleText.contains("23 Mar") && $0.visibleText.contains("sessions")
    }
    #expect(digest != nil, "no digest: \(bot.log)")

    try stage.publish(1)
    let cancelled = await telegram.waitForMessage(in: person, timeout: patience) {
      $0.text.hasPrefix("Cancelled") && $0.text.contains("Slimming Containers")
    }
    #expect(cancelled?.isSilent == false, "no cancellation: \(bot.log)")
    let told = await stage.matrix.waitForEvent(in: ConferenceStage.room, timeout: patience) {
      $0.body.contains("Slimming Containers")
    }
    #expect(told?.type == "m.text", "the channel heard nothing: \(bot.log)")
    #expect(await bot.terminate() == 0, "\(bot.log)")
    #expect(stage.violations == [])
    #expect(!bot.log.contains(telegram.token))
    await stage.end()
  }

  @Test func `the reminder comes at its minute, with the room that changed meanwhile`() async throws
  {
    let stage = try await ConferenceStage()
    let bot = try stage.startBot(at: "2026-03-23T14:05:00+01:00", speed: 60)
    try await star("peer group mentoring", on: stage, bot)
    try stage.publish(2)
    let moved = await stage.telegram.waitForMessage(in: person, timeout: patience) {
      $0.text.contains("New room")
    }
    #expect(moved?.text.contains("G104 - 105 | Community Hub → C203") == true, "\(bot.log)")
    let reminder = await stage.telegram.waitForMessage(in: person, timeout: patience) {
      $0.text.hasPrefix("In 10 min")
    }
    #expect(reminder?.text.contains("14:30–15:45 · C203") == true, "\(bot.log)")
    #expect(await bot.terminate() == 0)
    #expect(stage.violations == [])
    await stage.end()
  }

  @Test func `killed and started again in the middle, nothing is lost and nothing doubled`()
    async throws
  {
    let stage = try await ConferenceStage()
    var bot = try stage.startBot(at: "2026-03-23T14:05:00+01:00", speed: 60)
    try await star("peer group mentoring", on: stage, bot)
    await bot.kill()

    // The change comes in while the bot is down.
    try stage.publish(2)
    bot = try stage.startBot(at: "2026-03-23T14:12:00+01:00", speed: 60)
    let moved = await stage.telegram.waitForMessage(in: person, timeout: patience) {
      $0.text.contains("New room")
    }
    #expect(moved != nil, "no alert after the restart: \(bot.log)")
    let heard = await stage.matrix.waitForEvent(in: ConferenceStage.room, timeout: patience) {
      $0.body.contains("C203")
    }
    #expect(heard != nil, "the channel heard nothing: \(bot.log)")
    await answered(on: stage)
    await bot.kill()

    bot = try stage.startBot(at: "2026-03-23T14:19:00+01:00", speed: 60)
    let reminder = await stage.telegram.waitForMessage(in: person, timeout: patience) {
      $0.text.hasPrefix("In 10 min")
    }
    #expect(reminder != nil, "no reminder after the second restart: \(bot.log)")
    await answered(on: stage)
    await bot.kill()

    bot = try stage.startBot(at: "2026-03-23T14:21:00+01:00", speed: 60)
    stage.telegram.say("/mine", in: person)
    let agenda = await stage.telegram.waitForMessage(in: person, timeout: patience) {
      $0.text.hasPrefix("Your stars")
    }
    #expect(agenda?.text.contains("C203") == true, "\(bot.log)")
    #expect(await bot.terminate() == 0)

    let texts = stage.telegram.messages(in: person).map(\.text)
    #expect(texts.count { $0.contains("New room") } == 1)
    #expect(texts.count { $0.hasPrefix("In ") && $0.contains("Peer Group") } == 1)
    let rooms = stage.matrix.events(in: ConferenceStage.room).map(\.body)
    #expect(rooms.count { $0.contains("Community Hub → C203") } == 1)
    #expect(stage.violations == [])
    await stage.end()
  }

  @Test func `a message under way when the process is killed is not lost`() async throws {
    let stage = try await ConferenceStage()
    var bot = try stage.startBot(at: "2026-03-23T14:05:00+01:00", speed: 60)
    try await star("peer group mentoring", on: stage, bot)
    // The chat took the alert, but the answer never came.
    stage.telegram.failNext("sendMessage", .never, takesEffect: true)
    stage.matrix.failNextSend(.never, takesEffect: true)
    try stage.publish(2)
    let first = await stage.telegram.waitForMessage(in: person, timeout: patience) {
      $0.text.contains("New room")
    }
    _ = await stage.matrix.waitForEvent(in: ConferenceStage.room, timeout: patience) {
      $0.body.contains("C203")
    }
    #expect(first != nil, "\(bot.log)")
    await bot.kill()

    bot = try stage.startBot(at: "2026-03-23T14:12:00+01:00", speed: 60)
    let again = await stage.telegram.waitForMessage(
      in: person, after: first?.messageID ?? 0, timeout: patience
    ) { $0.text.contains("New room") }
    #expect(again != nil, "better twice than never on Telegram: \(bot.log)")
    let reminder = await stage.telegram.waitForMessage(in: person, timeout: patience) {
      $0.text.hasPrefix("In 10 min")
    }
    #expect(reminder != nil, "\(bot.log)")
    #expect(await bot.terminate() == 0)
    // On Matrix the same transaction id gave the same event.
    let rooms = stage.matrix.events(in: ConferenceStage.room).map(\.body)
    #expect(rooms.count { $0.contains("Community Hub → C203") } == 1)
    #expect(stage.matrix.repeatedTransactions == 1)
    #expect(stage.violations == [])
    await stage.end()
  }

  /// Waits for an answer in the person's chat: what was sent there before is then settled, and a
  /// kill finds nothing under way.
  private func answered(on stage: ConferenceStage) async {
    let last = stage.telegram.messages(in: person).last?.messageID ?? 0
    stage.telegram.say("/help", in: person)
    _ = await stage.telegram.waitForMessage(in: person, after: last, timeout: patience)
  }

  /// Searches a session and presses the star under the first hit.
  private func star(
    _ words: String, on stage: ConferenceStage, _ bot: RunningBot, expecting isFound: Bool = true
  ) async throws {
    let telegram = stage.telegram
    // The programme is there a moment after the start; a person would ask again as well.
    var list: TelegramStandIn.SentMessage?
    for _ in 0..<20 {
      let last = telegram.messages(in: person).last?.messageID ?? 0
      telegram.say("/search \(words)", in: person)
      list = await telegram.waitForMessage(in: person, after: last, timeout: patience)
      if list?.buttons.isEmpty == false || !isFound { break }
    }
    guard isFound else { return }
    let answer = try #require(list, "no answer to a search: \(bot.log)")
    try telegram.press("☆ 1", in: person)
    let starred = await telegram.waitForMessage(
      in: person, after: answer.messageID, timeout: patience
    ) { $0.text.hasPrefix("★ Starred") }
    #expect(starred != nil, "not starred: \(bot.log)")
  }
}
