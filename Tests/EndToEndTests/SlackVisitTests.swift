import TestSupport
import Testing

/// The built program and a workspace on Slack, on the real programme of Monday 23 March 2026.
@Suite(.timeLimit(.minutes(5))) struct SlackVisitTests {
  private static let channel = SlackStage.channel

  @Test(arguments: SlackStage.Way.allCases)
  func `a person stars in a channel, is reminded alone, and an edit follows a move`(
    way: SlackStage.Way
  ) async throws {
    let stage = try await SlackStage(way)
    let direct = stage.slack.direct(of: "U0ADA")
    let bot = try await stage.startBot(at: "2026-03-23T14:10:00+01:00", speed: 20)
    await stage.tell(
      stage.slack.slashCommand("search peer group mentoring", by: "U0ADA", in: Self.channel))
    let list = try #require(
      await stage.message(in: Self.channel) { $0.visibleText.contains("Peer Group Mentoring") },
      "\(bot.log)")
    #expect(list.visibleTo == "U0ADA")
    let star = try #require(list.buttons.joined().first { $0.command.hasPrefix("star") })
    await stage.tell(try stage.slack.press(star.command, on: list, by: "U0ADA"))
    let starred = await stage.message(in: Self.channel) { $0.visibleText.contains("Starred") }
    #expect(starred?.visibleTo == "U0ADA", "\(bot.log)")

    // A star set in the direct chat is a message that stays, so it is edited when its talk moves.
    await stage.tell(
      stage.slack.directMessage("star \(star.command.split(separator: " ")[1])", by: "U0ADA"))
    let kept = try #require(
      await stage.message(in: direct) { $0.visibleText.contains("G104 - 105 | Community Hub") },
      "\(bot.log)")
    #expect(kept.visibleTo == nil)
    try stage.stage.publish(2)
    let alert = await stage.message(in: direct) { $0.visibleText.contains("New room") }
    #expect(alert?.visibleText.contains("C203") == true, "\(bot.log)")
    let edited = await stage.message(in: direct) {
      $0.ts == kept.ts && $0.visibleText.contains("C203") && $0.visibleText.contains("Updated")
    }
    #expect(edited != nil, "not edited: \(stage.slack.messages(in: direct)) \(bot.log)")
    let reminder = await stage.message(in: direct) { $0.visibleText.contains("In 10 min") }
    #expect(reminder?.visibleText.contains("14:30–15:45 · C203") == true, "\(bot.log)")
    #expect(await bot.terminate() == 0, "\(bot.log)")
    #expect(stage.violations == [])
    #expect(!bot.log.contains(stage.slack.botToken))
    #expect(!bot.log.contains("ticket"))
    await stage.end()
  }

  @Test func `an administrator sets a channel up in the chat, and others may not`() async throws {
    let stage = try await SlackStage(.socket)
    let bot = try await stage.startBot(at: "2026-03-23T10:30:00+01:00", speed: 30)
    let digest = "digest 10:36 track:\"project opportunities\""
    await stage.tell(stage.slack.slashCommand(digest, by: "U0ADA", in: Self.channel))
    let refused = await stage.message(in: Self.channel) {
      $0.visibleText.contains("administrators")
    }
    #expect(refused?.visibleTo == "U0ADA", "\(bot.log)")
    await stage.tell(stage.slack.slashCommand(digest, by: "U0BOSS", in: Self.channel))
    let answer = await stage.message(in: Self.channel) { $0.visibleText.contains("10:36") }
    #expect(answer?.visibleTo == nil, "\(bot.log)")
    await stage.tell(stage.slack.slashCommand("alerts on", by: "U0BOSS", in: Self.channel))
    let posted = try #require(
      await stage.message(in: Self.channel) { $0.visibleText.contains("23 Mar") }, "\(bot.log)")
    try stage.stage.publish(1)
    let alert = await stage.message(in: Self.channel) {
      $0.visibleText.contains("Cancelled") && $0.visibleText.contains("Slimming Containers")
        && $0.ts != posted.ts
    }
    #expect(alert?.threadTS == posted.ts, "not in the day's thread: \(String(describing: alert))")
    await stage.tell(stage.slack.mention("now", by: "U0ADA", in: Self.channel))
    let now = await stage.message(in: Self.channel) {
      $0.threadTS != nil && $0.threadTS != posted.ts
    }
    #expect(now != nil, "a mention is answered in a thread: \(bot.log)")
    #expect(await bot.terminate() == 0, "\(bot.log)")
    #expect(stage.violations == [])
    await stage.end()
  }

  @Test func `the app's home shows the agenda and its buttons work`() async throws {
    let stage = try await SlackStage(.socket)
    let bot = try await stage.startBot(at: "2026-03-23T10:30:00+01:00", speed: 10)
    await stage.tell(stage.slack.directMessage("star slimming containers", by: "U0ADA"))
    let direct = stage.slack.direct(of: "U0ADA")
    #expect(await stage.message(in: direct) { $0.visibleText.contains("Starred") } != nil)
    await stage.tell(stage.slack.openHome(by: "U0ADA"))
    let home = try #require(
      await stage.slack.waitForHome(of: "U0ADA", timeout: ConferenceStage.patience) {
        $0.visibleText.contains("Slimming Containers")
      }, "\(bot.log)")
    // A star set elsewhere is shown there too, and numbers still mean the list of the conversation.
    await stage.tell(stage.slack.directMessage("search peer group mentoring", by: "U0ADA"))
    let list = await stage.message(in: direct) { $0.visibleText.contains("Search: peer group") }
    #expect(list != nil, "\(bot.log)")
    await stage.tell(stage.slack.openHome(by: "U0ADA"))
    await stage.tell(stage.slack.directMessage("star 1", by: "U0ADA"))
    let both = await stage.slack.waitForHome(of: "U0ADA", timeout: ConferenceStage.patience) {
      $0.visibleText.contains("Slimming Containers") && $0.visibleText.contains("Peer Group")
    }
    #expect(both != nil, "\(bot.log)")
    let unstar = try #require(home.buttons.joined().first { $0.command.hasPrefix("unstar") })
    await stage.tell(try stage.slack.pressHome(unstar.command, by: "U0ADA"))
    let empty = await stage.slack.waitForHome(of: "U0ADA", timeout: ConferenceStage.patience) {
      !$0.visibleText.contains("Slimming Containers")
    }
    #expect(empty != nil, "\(bot.log)")
    #expect(await bot.terminate() == 0, "\(bot.log)")
    #expect(stage.violations == [])
    await stage.end()
  }

  @Test func `a request that Slack did not sign does nothing`() async throws {
    let stage = try await SlackStage(.http)
    let bot = try await stage.startBot(at: "2026-03-23T10:30:00+01:00", speed: 10)
    let command = stage.slack.slashCommand("star slimming containers", by: "U0ADA", in: "C0HALL")
    for forgery in SlackStandIn.Forgery.allCases {
      let statuses = await stage.slack.deliver(command, to: stage.address, forgery: forgery)
      #expect(statuses == [401], "\(forgery)")
    }
    let event = stage.slack.directMessage("mine", by: "U0ADA")
    #expect(await stage.slack.deliver(event, to: stage.address) == [200])
    #expect(await stage.slack.deliver(event, to: stage.address) == [200])
    let direct = stage.slack.direct(of: "U0ADA")
    #expect(await stage.message(in: direct) { $0.visibleText.contains("No stars yet") } != nil)
    await stage.tell(stage.slack.directMessage("help", by: "U0ADA"))
    #expect(await stage.message(in: direct) { $0.visibleText.contains("search") } != nil)
    // The event that came twice was answered once.
    #expect(stage.slack.messages(in: direct).count { $0.visibleText.contains("No stars yet") } == 1)
    #expect(await bot.terminate() == 0, "\(bot.log)")
    await stage.end()
  }

  @Test func `a connection that Slack ends, and one that breaks, lose nothing`() async throws {
    let stage = try await SlackStage(.socket)
    let bot = try await stage.startBot(at: "2026-03-23T10:30:00+01:00", speed: 10)
    let connections = try #require(
      await stage.sockets.waitForConnections(2, timeout: ConferenceStage.patience))
    await stage.sockets.disconnect(connections[0], .warning)
    await stage.sockets.drop(connections[1])
    await stage.tell(stage.slack.directMessage("star slimming containers", by: "U0ADA"))
    let direct = stage.slack.direct(of: "U0ADA")
    #expect(await stage.message(in: direct) { $0.visibleText.contains("Starred") } != nil)
    #expect(await bot.terminate() == 0, "\(bot.log)")
    #expect(stage.violations == [])
    await stage.end()
  }
}
