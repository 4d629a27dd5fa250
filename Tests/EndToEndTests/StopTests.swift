import TestSupport
import Testing

/// SIGTERM: what is under way is finished and stored, and the process ends with 0.
@Suite(.serialized, .timeLimit(.minutes(2))) struct StopTests {
  private let clock = ContinuousClock()

  @Test func `an idle bot stops at once`() async throws {
    let stage = try await ConferenceStage()
    let bot = try stage.startBot(at: "2026-03-23T10:30:00+01:00", speed: 1)
    #expect(await bot.hasLogged("Programme changed"), "\(bot.log)")
    #expect(await stage.telegram.waitUntilPolled(), "\(bot.log)")
    let time = await clock.measure { #expect(await bot.terminate() == 0, "\(bot.log)") }
    #expect(time < .seconds(5))
    await stage.end()
  }

  @Test func `a message whose answer is late is settled, and not sent again`() async throws {
    let stage = try await ConferenceStage()
    var bot = try stage.startBot(at: "2026-03-23T10:30:00+01:00", speed: 1)
    #expect(await bot.hasLogged("Programme changed"), "\(bot.log)")
    stage.telegram.delayNext("sendMessage", by: .seconds(2))
    stage.telegram.say("/start", in: ConferenceStage.person)
    #expect(await stage.message { _ in true } != nil, "\(bot.log)")
    let time = await clock.measure { #expect(await bot.terminate() == 0, "\(bot.log)") }
    #expect(time < .seconds(10))

    bot = try stage.startBot(at: "2026-03-23T10:31:00+01:00", speed: 1)
    await stage.answered()
    #expect(await bot.terminate() == 0, "\(bot.log)")
    #expect(!bot.log.contains("were under way when the process ended"), "\(bot.log)")
    #expect(stage.received.count == 2, "the welcome and the help: \(stage.received)")
    #expect(stage.violations == [])
    await stage.end()
  }
}
