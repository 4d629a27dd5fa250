import Foundation
import TestSupport
import Testing

/// A person on a real homeserver, and the built program as the bot there.
@Suite(
  .serialized, .timeLimit(.minutes(5)),
  .enabled(if: Synapse.isAvailable, "Synapse is not installed"))
struct MatrixVisitTests {
  private struct Stage {
    let synapse: Synapse
    let proxy: SynapseProxy
    let account: MatrixPerson
    let ada: MatrixPerson
    private let configuration: URL

    init() async throws {
      synapse = try await .shared()
      proxy = try await .start(for: synapse)
      account = try await synapse.newPerson("talkbell")
      ada = try await synapse.newPerson("ada")
      configuration = try TemporaryFolder.make().appending(path: "talkbell.yaml")
      let text = """
        conference: { name: KubeCon, timeZone: Europe/Amsterdam }
        sources:
          - id: main
            name: KubeCon
            url: \(RunningBot.programme("main.20260322T151644Z.ics").path)
        platforms:
          matrix: { homeserver: "\(proxy.baseURL)", accessToken: "${MATRIX_ACCESS_TOKEN}" }
        """
      try Data(text.utf8).write(to: configuration)
    }

    func startBot(at time: String) throws -> RunningBot {
      try RunningBot(
        ["serve", "--config", configuration.path, "--clock", time, "--speed", "60"],
        environment: ["MATRIX_ACCESS_TOKEN": account.accessToken])
    }

    /// The bot's first message in a room that begins with the words.
    func answer(_ words: String, in room: String, _ bot: RunningBot) async throws -> StandInJSON {
      let answer = try await ada.waitForEvent(
        in: room, timeout: ConferenceStage.patience
      ) { event in
        event["sender"]?.string == account.userID
          && (event["content"]?["body"]?.string?.hasPrefix(words) ?? false)
      }
      return try #require(answer, "no \(words): \(bot.log)")
    }
  }

  @Test func `a reminder whose answer is lost with a kill is there once`() async throws {
    let stage = try await Stage()
    var bot = try stage.startBot(at: "2026-03-23T13:40:00+01:00")
    #expect(await bot.hasLogged("Programme changed"), "no programme: \(bot.log)")
    // Before anything is said: on a busy machine the reminder may come before the next line runs.
    stage.proxy.loseNextAnswer(toMessageHolding: #""body":"In "#)
    let room = try await stage.ada.createRoom(inviting: [stage.account.userID], isDirect: true)
    try await stage.ada.say("search peer group mentoring", in: room)
    _ = try await stage.answer("Search: ", in: room, bot)
    try await stage.ada.say("star 1", in: room)
    let starred = try await stage.answer("★ Starred", in: room, bot)
    #expect(starred["content"]?["msgtype"] == "m.text")
    #expect(starred["content"]?["m.mentions"] == [:])

    let path = try #require(await stage.proxy.lostSend(), "no reminder: \(bot.log)")
    let reminder = try await stage.answer("In ", in: room, bot)
    await bot.kill()
    bot = try stage.startBot(at: "2026-03-23T14:21:00+01:00")
    try await stage.ada.say("mine", in: room)
    _ = try await stage.answer("Your stars", in: room, bot)
    #expect(await bot.terminate() == 0)

    #expect(stage.proxy.sendCount(path) == 2)
    let reminders = try await stage.ada.messages(from: stage.account.userID, in: room).filter {
      $0["content"]?["body"]?.string?.hasPrefix("In ") ?? false
    }
    #expect(reminders.map { $0["event_id"] } == [reminder["event_id"]])
    await stage.proxy.stop()
  }
}
