import Foundation
import TestSupport
import Testing

/// What the operator asks on the command line while the bot runs.
@Suite(.timeLimit(.minutes(4))) struct OperatorCommandTests {
  /// Runs a command beside the bot to its end.
  private func run(
    _ arguments: [String], on stage: ConferenceStage
  ) async throws -> (status: Int32?, output: String) {
    let command = try RunningBot(
      arguments + ["--config", stage.configurationFile.path],
      environment: [
        "TELEGRAM_BOT_TOKEN": stage.telegram.token,
        "MATRIX_ACCESS_TOKEN": stage.matrix.accessToken,
      ])
    return (await command.exitStatus(), command.log)
  }

  @Test func `a refused reminder is found, explained and sent again`() async throws {
    let stage = try await ConferenceStage()
    let bot = try stage.startBot(at: "2026-03-23T14:18:00+01:00", speed: 6)
    try await stage.star("peer group mentoring", bot)
    await stage.answered()
    stage.telegram.failNext(
      "sendMessage",
      .json(
        #"{"ok":false,"error_code":400,"description":"Bad Request: MESSAGE_ODD"}"#, status: 400))
    #expect(await bot.hasLogged("Message refused"), "\(bot.log)")
    let dead = try await run(["outbox", "dead", "--json"], on: stage)
    #expect(dead.status == 0)
    let entries = try #require(
      try JSONSerialization.jsonObject(with: Data(dead.output.utf8)) as? [String: Any])
    let first = try #require((entries["entries"] as? [[String: Any]])?.first)
    #expect(first["kind"] as? String == "reminder")
    #expect(first["subscriber"] as? String == "telegram:\(ConferenceStage.person)")
    let number = try #require(first["id"] as? Int)

    let why = try await run(
      ["why", "telegram:\(ConferenceStage.person)", "Peer Group Mentoring"], on: stage)
    #expect(why.status == 1)
    #expect(why.output.contains("2 sessions fit, write the number: #"), "\(why.output)")
    let sessions = why.output.split(separator: "#").dropFirst().compactMap {
      Int($0.prefix { $0.isNumber })
    }
    var answers: [String] = []
    for session in sessions {
      answers += [
        try await run(["why", "telegram:\(ConferenceStage.person)", "#\(session)"], on: stage)
          .output
      ]
    }
    #expect(
      answers.count { $0.contains("reminder \(number) dead: Telegram (400)") } == 1, "\(answers)")

    let retried = try await run(["outbox", "retry", "\(number)"], on: stage)
    #expect(retried.status == 0, "\(retried.output)")
    let reminder = await stage.message { $0.hasPrefix("In ") && $0.contains("14:30") }
    #expect(reminder != nil, "\(bot.log)")
    let again = try await run(["outbox", "retry", "\(number)"], on: stage)
    #expect(again.status == 1)
    #expect(again.output.contains("\(number): no such dead entry"), "\(again.output)")
    #expect(await bot.terminate() == 0)
    await stage.end()
  }

  @Test func `the operator is told of refused messages, once, with a command that works`()
    async throws
  {
    let stage = try await ConferenceStage(
      additions: "operator: [\"matrix:\(ConferenceStage.room)\"]")
    let bot = try stage.startBot(at: "2026-03-23T11:00:00+01:00", speed: 60)
    #expect(await bot.hasLogged("Programme changed"), "\(bot.log)")
    let refusal = LoopbackServer.Reply.json(
      #"{"ok":false,"error_code":400,"description":"Bad Request: MESSAGE_ODD"}"#, status: 400)
    for words in ["/help", "/lead 25"] {
      let calls = stage.telegram.callCount("sendMessage")
      stage.telegram.failNext("sendMessage", refusal)
      stage.telegram.say(words, in: ConferenceStage.person)
      #expect(try await stage.hasCalled("sendMessage", times: calls + 1), "\(bot.log)")
    }
    let told = await stage.matrix.waitForEvent(
      in: ConferenceStage.room, timeout: ConferenceStage.patience
    ) { $0.body.contains("2 messages were given up: 2 replies") }
    let text = try #require(told?.body, "\(bot.log)")
    #expect(text.contains("Telegram, 2×: Telegram (400): Bad Request: MESSAGE_ODD"), "\(text)")
    let command = try #require(text.firstMatch(of: /talkbell (outbox retry [0-9 ]+) --config/))
    let retried = try await run(command.1.split(separator: " ").map(String.init), on: stage)
    #expect(retried.status == 0)
    #expect(retried.output.hasPrefix("2 to be sent again, in new words"), "\(retried.output)")
    #expect(await stage.message { $0.contains("25 min") } != nil, "\(bot.log)")
    await stage.answered()
    #expect(stage.received.count { $0.contains("25 min") } == 1)
    #expect(
      stage.matrix.events(in: ConferenceStage.room).count { $0.body.contains("given up") } == 1)
    #expect(await bot.terminate() == 0)
    await stage.end()
  }

  @Test func `why nothing came is told, whatever the reason`() async throws {
    let stage = try await ConferenceStage()
    let bot = try stage.startBot(at: "2026-03-23T14:05:00+01:00", speed: 6)
    try await stage.star("slimming containers", bot)
    for words in ["/alerts off", "/quiet 22:00-07:00", "/lead off", "/stop"] {
      let last = stage.telegram.messages(in: ConferenceStage.person).last?.messageID ?? 0
      stage.telegram.say(words, in: ConferenceStage.person)
      #expect(await stage.message(after: last) { _ in true } != nil, "\(words): \(bot.log)")
    }
    let who = "telegram:\(ConferenceStage.person)"
    let starred = try await run(["why", who, "slimming containers"], on: stage)
    #expect(starred.status == 0, "\(starred.output)")
    for line in [
      "  Starred or followed, starred 2026-03-23 14:", "  No reminder will come: lead is off.",
      "  Nothing is sent: it said stop; start resumes.",
      "  Changes are not told: alerts are off.", "  Quiet hours 22:00–7:00: reminders come without",
    ] {
      #expect(starred.output.contains("\n\(line)"), "\(line) in \(starred.output)")
    }
    #expect(await bot.terminate() == 0)
    await stage.end()
  }

  @Test func `a backup beside the running bot is a whole store to go on from`() async throws {
    let stage = try await ConferenceStage()
    let bot = try stage.startBot(at: "2026-03-23T11:00:00+01:00", speed: 10)
    try await stage.star("slimming containers", bot)
    let store = stage.configurationFile.deletingLastPathComponent()
    let copy = store.appending(path: "copy.sqlite")
    let backup = try await run(["backup", copy.path], on: stage)
    #expect(backup.status == 0, "\(backup.output)")
    #expect(
      try FileManager.default.attributesOfItem(atPath: copy.path)[.posixPermissions] as? Int
        == 0o600)
    let second = try await run(["backup", copy.path], on: stage)
    #expect(second.status == 1)
    #expect(second.output.contains("there is such a file already"), "\(second.output)")
    await bot.kill()

    for file in ["talkbell.sqlite", "talkbell.sqlite-wal", "talkbell.sqlite-shm"] {
      try? FileManager.default.removeItem(at: store.appending(path: file))
    }
    try FileManager.default.moveItem(at: copy, to: store.appending(path: "talkbell.sqlite"))
    let restored = try stage.startBot(at: "2026-03-23T11:00:00+01:00", speed: 10)
    stage.telegram.say("/mine", in: ConferenceStage.person)
    let stars = await stage.message { $0.hasPrefix("Your stars · 1") }
    #expect(stars?.text.contains("Slimming Containers") == true, "\(restored.log)")
    #expect(await restored.terminate() == 0)
    await stage.end()
  }

  @Test(arguments: [
    (["why", "telegram:1", "x"], "telegram:1: nobody is known by this address"),
    (["why", "nobody", "x"], "nobody: nobody is known by this address"),
  ])
  func `who is unknown is said in one line`(arguments: [String], line: String) async throws {
    let stage = try await ConferenceStage()
    let bot = try stage.startBot(at: "2026-03-23T11:00:00+01:00", speed: 10)
    #expect(await bot.hasLogged("Programme changed"))
    let answer = try await run(arguments, on: stage)
    #expect(answer.status == 1)
    #expect(answer.output.hasPrefix(line), "\(answer.output)")
    #expect(answer.output.split(separator: "\n").count == 1)
    #expect(await bot.terminate() == 0)
    await stage.end()
  }
}
