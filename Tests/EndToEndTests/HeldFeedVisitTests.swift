import Foundation
import TestSupport
import Testing

/// A feed that loses a third of the conference, from the server to the operator's chat and back.
@Suite(.timeLimit(.minutes(4))) struct HeldFeedVisitTests {
  private static let operatorChat: Int64 = 99

  private func stage() async throws -> ConferenceStage {
    try await ConferenceStage(additions: "operator: [telegram:\(Self.operatorChat)]")
  }

  /// Starts the bot and has the operator open the chat, as Telegram wants it.
  private func startBot(_ stage: ConferenceStage) async throws -> RunningBot {
    let bot = try stage.startBot(at: "2026-03-23T07:30:00+01:00", speed: 60)
    #expect(await bot.hasLogged("Programme changed"), "\(bot.log)")
    stage.telegram.say("/start", in: Self.operatorChat)
    #expect(await operatorMessage(stage, "I'm TalkBell") != nil, "\(bot.log)")
    return bot
  }

  private func operatorMessage(
    _ stage: ConferenceStage, _ words: String
  ) async -> String? {
    await stage.telegram.waitForMessage(
      in: Self.operatorChat, after: 0, timeout: ConferenceStage.patience
    ) { $0.text.contains(words) }?.text
  }

  @Test func `an outage is told to the operator alone, and its end too`() async throws {
    let stage = try await stage()
    let bot = try await startBot(stage)
    try await stage.star("Peer Group Mentoring", bot)
    try stage.publish(0, withoutEvery: 3)
    let held = try #require(await operatorMessage(stage, "is held since"), "\(bot.log)")
    #expect(held.contains("coming sessions are gone at once"))
    try stage.publish(0)
    #expect(await operatorMessage(stage, "is believed again") != nil, "\(bot.log)")
    // Twenty simulated minutes later, far beyond two refreshes and the settle window.
    await stage.answered()
    #expect(stage.received.allSatisfy { !$0.contains("Cancelled") }, "\(stage.received)")
    #expect(await bot.terminate() == 0)
    #expect(stage.violations == [])
    await stage.end()
  }

  @Test(arguments: ["button", "command line"])
  func `what the operator accepts is taken`(way: String) async throws {
    let stage = try await stage()
    let bot = try await startBot(stage)
    try stage.publish(0, withoutEvery: 3)
    _ = try #require(await operatorMessage(stage, "is held since"), "\(bot.log)")
    if way == "button" {
      try stage.telegram.press("Accept this version", in: Self.operatorChat)
      #expect(await operatorMessage(stage, "Accepted: main") != nil, "\(bot.log)")
    } else {
      let command = try RunningBot(
        [
          "schedule", "accept", "main", "--config", stage.configurationFile.path,
        ],
        environment: [
          "TELEGRAM_BOT_TOKEN": stage.telegram.token,
          "MATRIX_ACCESS_TOKEN": stage.matrix.accessToken,
        ])
      #expect(await command.exitStatus() == 0, "\(command.log)")
      #expect(command.output.hasPrefix("main: accepted ("))
    }
    #expect(await bot.hasLogged("Refresh works again"), "\(bot.log)")
    #expect(await bot.terminate() == 0)
    #expect(stage.violations == [])
    await stage.end()
  }
}
