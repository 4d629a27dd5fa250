import Foundation
import TestSupport
import Testing

/// Many people and Telegram's limits on sending, in real time.
@Suite(.serialized, .timeLimit(.minutes(2))) struct PaceTests {
  private static let people = Int64(1)...40

  @Test func `forty people star the same talk, all are reminded, and no limit is met`() async throws
  {
    let stage = try await ConferenceStage(telegram: TelegramStandIn(now: { Date() }))
    let bot = try stage.startBot(at: "2026-03-23T14:19:45+01:00", speed: 1)
    #expect(await bot.hasLogged("Programme changed"), "\(bot.log)")
    let talk = "https://kccnceu2026.sched.com/event/223f5a95bd8a33c736da0bf9453075fc"
    for person in Self.people { stage.telegram.say("/star \(talk)", in: person) }

    for person in Self.people {
      for beginning in ["★ Starred", "In 10 min"] {
        let message = await stage.telegram.waitForMessage(
          in: person, timeout: ConferenceStage.patience
        ) { $0.text.hasPrefix(beginning) && $0.text.contains("Peer Group Mentoring") }
        #expect(message != nil, "\(beginning) did not reach \(person): \(bot.log)")
      }
    }
    #expect(await bot.terminate() == 0)
    #expect(stage.telegram.refusedByLimit == 0)
    for person in Self.people { #expect(stage.telegram.messages(in: person).count == 2) }
    #expect(stage.violations == [])
    await stage.end()
  }
}
