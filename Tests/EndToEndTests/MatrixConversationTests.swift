import Foundation
import TestSupport
import Testing

/// The built program on a real homeserver, on the real programme of Monday 23 March 2026.
@Suite(.timeLimit(.minutes(6)), .enabled(if: Synapse.isAvailable)) struct MatrixConversationTests {
  /// A homeserver, the bot's account, and the bot's configuration.
  private struct Scene {
    let synapse: Synapse
    let account: MatrixPerson
    let ada: MatrixPerson
    let stage: PlatformStage

    init(limits: Synapse.Limits = .none) async throws {
      synapse = try await Synapse.start(limits: limits)
      account = try await synapse.newPerson("talkbell")
      ada = try await synapse.newPerson("ada")
      stage = try await PlatformStage(
        platforms: """
            matrix: { homeserver: "\(synapse.baseURL)", accessToken: "${MATRIX_ACCESS_TOKEN}" }
          """, environment: ["MATRIX_ACCESS_TOKEN": account.accessToken])
    }

    /// Starts the bot, and returns when it has a programme; after a restart it has one already.
    func startBot(
      at time: String, speed: Int, again: Bool = false
    ) async throws -> RunningBot {
      let bot = try stage.startBot(at: time, speed: speed)
      #expect(await bot.hasLogged(again ? "TalkBell runs" : "Programme changed"), "\(bot.log)")
      return bot
    }

    /// The bot's first message in a room that holds the words.
    func message(_ words: String, in room: String) async throws -> StandInJSON? {
      try await ada.waitForMessage(
        from: account.userID, in: room, holding: words, timeout: ConferenceStage.patience)
    }

    /// A direct room as a client makes it, with the bot in it.
    func directRoom() async throws -> String {
      let room = try await ada.createRoom(inviting: [account.userID], isDirect: true)
      #expect(try await ada.waitForMembership("join", of: account.userID, in: room))
      return room
    }

    func end() async {
      await stage.end()
      synapse.stop()
    }
  }

  @Test func `a reaction stars, a move edits and alerts, and taking it back unstars`() async throws
  {
    let scene = try await Scene()
    let bot = try await scene.startBot(at: "2026-03-23T14:05:00+01:00", speed: 20)
    let room = try await scene.directRoom()
    try await scene.ada.say("search peer group mentoring", in: room)
    #expect(try await scene.message("Search:", in: room) != nil, "\(bot.log)")
    try await scene.ada.say("talk 1", in: room)
    let card = try #require(
      try await scene.ada.waitForEvent(in: room, timeout: ConferenceStage.patience) { event in
        let body = event["content"]?["body"]?.string ?? ""
        return body.contains("G104 - 105 | Community Hub") && !body.contains("Search:")
      }, "\(bot.log)")
    let event = try #require(card["event_id"]?.string)
    let reaction = try await scene.ada.react("⭐", to: event, in: room)
    let starred = try #require(try await scene.message("Starred", in: room), "\(bot.log)")
    let starredID = try #require(starred["event_id"]?.string)
    try scene.stage.publish(2)
    let alert = try #require(try await scene.message("New room", in: room), "\(bot.log)")
    #expect(alert["content"]?["msgtype"] == "m.text")
    #expect(alert["content"]?["m.mentions"] != nil)
    let edit = try await scene.ada.waitForEvent(
      in: room, timeout: ConferenceStage.patience
    ) { event in
      event["content"]?["m.relates_to"]?["rel_type"] == "m.replace"
        && event["content"]?["m.relates_to"]?["event_id"]?.string == starredID
    }
    #expect(
      edit?["content"]?["m.new_content"]?["body"]?.string?.contains("C203") == true, "\(bot.log)")
    try await scene.ada.redact(reaction, in: room)
    #expect(try await scene.message("Star removed", in: room) != nil, "\(bot.log)")
    #expect(await bot.terminate() == 0, "\(bot.log)")
    #expect(!bot.log.contains(scene.account.accessToken))
    await scene.end()
  }

  @Test func `power levels decide who sets a room up, and a day has its thread`() async throws {
    let scene = try await Scene()
    let bob = try await scene.synapse.newPerson("bob")
    let bot = try await scene.startBot(at: "2026-03-23T10:20:00+01:00", speed: 30)
    let room = try await scene.ada.createRoom(
      inviting: [scene.account.userID, bob.userID], isDirect: false)
    try await bob.join(room)
    #expect(
      try await scene.ada.waitForMembership("join", of: scene.account.userID, in: room),
      "\(bot.log)")
    try await bob.say("!digest 10:36 track:\"project opportunities\"", in: room)
    #expect(try await scene.message("administrators", in: room) != nil, "\(bot.log)")
    try await scene.ada.say("!digest 10:36 track:\"project opportunities\"", in: room)
    #expect(try await scene.message("10:36", in: room) != nil, "\(bot.log)")
    try await scene.ada.say("!alerts on", in: room)
    let digest = try #require(try await scene.message("23 Mar", in: room), "\(bot.log)")
    #expect(digest["content"]?["msgtype"] == "m.notice")
    try scene.stage.publish(1)
    let alert = try #require(
      try await scene.message("Cancelled", in: room), "\(bot.log)")
    #expect(alert["content"]?["m.relates_to"]?["rel_type"] == "m.thread")
    #expect(alert["content"]?["m.relates_to"]?["event_id"] == digest["event_id"])
    #expect(await bot.terminate() == 0, "\(bot.log)")
    await scene.end()
  }

  @Test func `in an encrypted room it says so once and opens another`() async throws {
    let scene = try await Scene()
    let bot = try await scene.startBot(at: "2026-03-23T10:20:00+01:00", speed: 10)
    let room = try await scene.directRoom()
    try await scene.ada.setState(
      "m.room.encryption", in: room, ["algorithm": "m.megolm.v1.aes-sha2"])
    try await scene.ada.send(
      "m.room.encrypted", in: room, ["algorithm": "m.megolm.v1.aes-sha2", "ciphertext": "x"])
    let said = try #require(
      try await scene.message("encrypted, so I can't read", in: room), "\(bot.log)")
    #expect(said["type"] == "m.room.message")
    let offered = try #require(
      try await scene.ada.waitForInvitation(from: scene.account.userID), "\(bot.log)")
    try await scene.ada.join(offered)
    #expect(try await scene.ada.state("m.room.encryption", in: offered) == nil)
    try await scene.ada.say("mine", in: offered)
    #expect(try await scene.message("No stars yet", in: offered) != nil, "\(bot.log)")
    #expect(await bot.terminate() == 0, "\(bot.log)")
    // After a restart it is not said again.
    let second = try await scene.startBot(
      at: "2026-03-23T10:30:00+01:00", speed: 10, again: true)
    try await scene.ada.send(
      "m.room.encrypted", in: room, ["algorithm": "m.megolm.v1.aes-sha2", "ciphertext": "y"])
    try await scene.ada.say("help", in: offered)
    #expect(try await scene.message("search", in: offered) != nil, "\(second.log)")
    let all = try await scene.ada.messages(from: scene.account.userID, in: room)
    #expect(all.count == 1, "\(all)")
    #expect(await second.terminate() == 0, "\(second.log)")
    await scene.end()
  }

  @Test func `killed while an answer is under way, it gives one event`() async throws {
    let scene = try await Scene()
    var bot = try await scene.startBot(at: "2026-03-23T10:20:00+01:00", speed: 1)
    let room = try await scene.directRoom()
    for round in 1...5 {
      try await scene.ada.say("search slimming page:\(round)", in: room)
      // Dead at about the moment of the answer, before or after it is stored.
      _ = await bot.hasLogged("never", timeout: .milliseconds(20 * round))
      await bot.kill()
      bot = try await scene.startBot(
        at: "2026-03-23T10:2\(round):00+01:00", speed: 1, again: true)
    }
    try await scene.ada.say("mine", in: room)
    #expect(try await scene.message("No stars yet", in: room) != nil, "\(bot.log)")
    let answers = try await scene.ada.messages(from: scene.account.userID, in: room)
    #expect(
      answers.map { $0["content"]?["body"]?.string?.prefix(19) } == [
        "Search: slimming · ", "That was the last p", "That was the last p",
        "That was the last p", "That was the last p", "No stars yet. next ",
      ], "\(bot.log)")
    #expect(await bot.terminate() == 0, "\(bot.log)")
    await scene.end()
  }
}
