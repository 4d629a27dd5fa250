import Foundation
import TestSupport
import Testing

/// What a person decides in the chat, with the built program on the real programme of Monday
/// 23 March 2026.
@Suite(.serialized, .timeLimit(.minutes(5))) struct PersonVisitTests {
  @Test
  func `a first choice falls through, the backup rings twice, and the person takes all along`()
    async throws
  {
    let stage = try await ConferenceStage()
    let bot = try stage.startBot(at: "2026-03-23T10:55:00+01:00", speed: 30)
    #expect(await bot.hasLogged("Programme changed"), "\(bot.log)")
    try await stage.ask("lead 20", for: "I'll remind you 20 min", bot)
    let list = try await stage.ask("search kubernetes platform blueprint", for: "Search:", bot)
    let number = try #require(
      list.firstMatch(of: /(\d+)\. [^\n]*\nKubernetes Platform Blueprint/)?.1, "\(list)")
    try await stage.ask("backup \(number)", for: "is a backup", bot)
    try await stage.ask("goto slimming containers", for: "You go to Project Lightning", bot)

    try stage.publish(1)
    let alert = try #require(
      await stage.message { $0.hasPrefix("Cancelled") && $0.contains("Slimming") }, "\(bot.log)")
    #expect(
      alert.text.contains("Your backup: 11:30–17:30")
        && alert.text.contains("Kubernetes Platform Blueprint"), "\(alert.text)")
    #expect(alert.buttons.joined().contains { $0.label == "Go there" })

    let reminder = try #require(
      await stage.message { $0.hasPrefix("In ") && $0.contains("Blueprint") }, "\(bot.log)")
    try stage.telegram.press("Snooze 5 min", in: ConferenceStage.person)
    let again = await stage.message(after: reminder.messageID) { $0.hasPrefix("In ") }
    #expect(again?.text.contains("Blueprint") == true, "not again: \(stage.received) \(bot.log)")

    let export = try await stage.ask("export", for: "All I know about this chat", bot)
    for line in ["stars: 2", " · Backup", " reminder: Kubernetes Platform Blueprint", " change: "] {
      #expect(export.contains(line), "\(export)")
    }
    try await stage.ask("forget", for: "Forgotten: your settings and 2 stars are deleted.", bot)
    try await stage.ask("mine", for: "No stars yet.", bot)
    #expect(await bot.terminate() == 0, "\(bot.log)")
    #expect(stage.violations == [])
    await stage.end()
  }

  @Test func `two chats share stars, and notices come to the one that asks for them`() async throws
  {
    let direct = ConferenceStage.direct
    let stage = try await ConferenceStage()
    let matrix = stage.matrix
    matrix.setAccountData("m.direct", ["@ada:example.org": [.string(direct)]])
    let bot = try stage.startBot(at: "2026-03-23T13:50:00+01:00", speed: 30)
    #expect(await bot.hasLogged("Programme changed"), "\(bot.log)")
    func say(_ text: String, _ id: String, for words: String) async {
      matrix.tell([MatrixStandIn.text(text, id: id)], in: direct)
      let answer = await matrix.waitForEvent(in: direct, timeout: ConferenceStage.patience) {
        $0.body.contains(words)
      }
      #expect(answer != nil, "no \(words): \(matrix.events(in: direct)) \(bot.log)")
    }
    #expect(await matrix.waitUntilPolled(timeout: ConferenceStage.patience), "\(bot.log)")
    let offer = try await stage.ask("link", for: "In your other chat with me", bot)
    let code = try #require(offer.firstMatch(of: /link ([0-9a-f]{8})/)?.1)
    await say("link \(code)", "$1", for: "this chat shares your stars with your chat on Telegram")
    await say("search peer group mentoring", "$2", for: "Search:")
    await say("star 1", "$3", for: "★ Starred")
    try await stage.ask("mine", for: "Peer Group Mentoring", bot)
    await say("link here", "$4", for: "Reminders and changes come here now")

    try stage.publish(2)
    for words in ["New room", "In 10 min · 14:30"] {
      let notice = await matrix.waitForEvent(in: direct, timeout: ConferenceStage.patience) {
        $0.body.contains(words)
      }
      #expect(notice?.body.contains("C203") == true, "no \(words): \(bot.log)")
      #expect(notice?.type == "m.text")
    }
    await stage.answered()
    #expect(!stage.received.contains { $0.hasPrefix("New room") || $0.hasPrefix("In 10") })
    #expect(await bot.terminate() == 0, "\(bot.log)")
    #expect(stage.violations == [])
    await stage.end()
  }
}

/// Channels that nobody types in.
@Suite(.serialized, .timeLimit(.minutes(5))) struct ReceivingChannelTests {
  private static let channel: Int64 = -1_000_777
  private static let group: Int64 = -1_000_888
  private static let boss: Int64 = 99

  /// The group is set up by its administrator, and by nobody else.
  private func follow(in telegram: TelegramStandIn, _ bot: RunningBot) async {
    for (user, words) in [(98, "administrators"), (Self.boss, "I post it here")] {
      telegram.say("/follow track:project opportunities", in: Self.group, from: user)
      let answer = await telegram.waitForMessage(
        in: Self.group, timeout: ConferenceStage.patience
      ) { $0.text.contains(words) }
      #expect(answer != nil, "no \(words): \(bot.log)")
    }
  }

  @Test
  func `a webhook of a bridge and a channel of Telegram get their day, a group what starts`()
    async throws
  {
    let telegram = TelegramStandIn()
    try await telegram.start()
    telegram.addChat(Self.channel, type: "channel")
    telegram.addChat(Self.group, administrators: [Self.boss])
    let hookshot = HookshotStandIn()
    try await hookshot.start()
    let homeserver = MatrixStandIn(rooms: [])
    try await homeserver.start()
    let stage = try await PlatformStage(
      platforms: """
          telegram: { token: "${TELEGRAM_BOT_TOKEN}", apiBase: "\(telegram.baseURL)" }
          matrix:
            homeserver: "\(homeserver.baseURL)"
            accessToken: "${MATRIX_ACCESS_TOKEN}"
            webhooks: { hallway: "\(hookshot.url)" }
        """,
      additions: """
        channels:
          - to: "telegram:\(Self.channel)"
            digest: { at: "10:34", filter: { track: "project opportunities" } }
            alerts: { filter: { room: "Elicium 2" } }
          - to: "matrix:webhook/hallway"
            language: zh
            digest: { at: "10:34", filter: { theme: security } }
            alerts: true
        """,
      environment: [
        "TELEGRAM_BOT_TOKEN": telegram.token, "MATRIX_ACCESS_TOKEN": homeserver.accessToken,
      ])
    let bot = try stage.startBot(at: "2026-03-23T10:30:00+01:00", speed: 20)
    #expect(await bot.hasLogged("Programme changed"), "\(bot.log)")
    let patience = ConferenceStage.patience

    await follow(in: telegram, bot)

    let digest = await telegram.waitForMessage(in: Self.channel, timeout: patience)
    #expect(digest?.text.contains("Mon 23 Mar") == true, "\(bot.log)")
    #expect(await hookshot.waitForPost(timeout: patience) { $0.contains("3月23日") } != nil)
    let post = await telegram.waitForMessage(in: Self.group, timeout: patience) {
      $0.text.hasPrefix("Now · ") && $0.text.contains("Elicium 2")
    }
    #expect(post != nil, "nothing starts: \(telegram.messages(in: Self.group)) \(bot.log)")

    try stage.publish(1)
    let alert = await telegram.waitForMessage(in: Self.channel, timeout: patience) {
      $0.text.contains("Cancelled\nProject Lightning Talk: Slimming Containers")
    }
    #expect(alert != nil, "\(telegram.messages(in: Self.channel).map(\.text)) \(bot.log)")
    let edit = await telegram.waitForEdit(in: Self.channel, timeout: patience) {
      $0.messageID == digest?.messageID
    }
    #expect(edit != nil, "the digest says what is no longer so: \(bot.log)")
    #expect(
      await hookshot.waitForPost(timeout: patience) { $0.contains("已取消") } != nil, "\(bot.log)")
    #expect(await bot.terminate() == 0, "\(bot.log)")
    #expect(telegram.violations + hookshot.violations == [])
    #expect(!bot.log.contains(hookshot.url))
    await telegram.stop()
    await hookshot.stop()
    await homeserver.stop()
    await stage.end()
  }
}
