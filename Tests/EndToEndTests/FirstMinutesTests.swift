import Synchronization
import TestSupport
import Testing

/// A person's first five minutes on each platform, from the first word to the first reminder, as
/// the README tells them.
@Suite(.timeLimit(.minutes(5))) struct FirstMinutesTests {
  /// A simulated minute is two seconds: a slow machine has 50 until the first lead time of a talk
  /// at 17:00, by when all commands are answered.
  private static let start = "2026-03-24T16:25:00+01:00"
  private static let speed = 30

  @Test func `on Telegram`() async throws {
    let stage = try await ConferenceStage()
    let bot = try stage.startBot(at: Self.start, speed: Self.speed)
    #expect(await bot.hasLogged("Programme changed"), "\(bot.log)")
    let person = TelegramVisitor(telegram: stage.telegram, chat: 815)
    var visit = Visit()
    try await visit.run(
      [
        .types("start"), .types("search gateway api"), .presses("☆ 1"), .types("lead 5"),
        .types("mine"), .hears,
      ], as: person, failure: bot.log)
    #expect(try visit.isInReadme(as: "telegram"), "\(visit.lines.joined(separator: "\n"))")
    #expect(await bot.terminate() == 0)
    #expect(stage.violations == [])
    await stage.end()
  }
}

extension FirstMinutesTests {
  @Test func `on Slack`() async throws {
    let stage = try await SlackStage(.socket)
    let bot = try await stage.startBot(at: Self.start, speed: Self.speed)
    var visit = Visit()
    try await visit.run(
      [
        .types("start"), .types("search gateway api"), .presses("☆ 1"), .types("lead 5"),
        .types("mine"), .hears,
      ], as: SlackVisitor(stage: stage, user: "U0ADA"), failure: bot.log)
    #expect(try visit.isInReadme(as: "slack"), "\(visit.lines.joined(separator: "\n"))")
    #expect(await bot.terminate() == 0)
    #expect(stage.violations == [])
    await stage.end()
  }

  @Test(.enabled(if: Synapse.isAvailable)) func `on Matrix`() async throws {
    let synapse = try await Synapse.start()
    let account = try await synapse.newPerson("talkbell")
    let ada = try await synapse.newPerson("ada")
    let stage = try await PlatformStage(
      platforms: """
          matrix: { homeserver: "\(synapse.baseURL)", accessToken: "${MATRIX_ACCESS_TOKEN}" }
        """, environment: ["MATRIX_ACCESS_TOKEN": account.accessToken])
    let bot = try stage.startBot(at: Self.start, speed: Self.speed)
    #expect(await bot.hasLogged("Programme changed"), "\(bot.log)")
    let room = try await ada.createRoom(inviting: [account.userID], isDirect: true)
    #expect(
      try await ada.waitForMembership(
        "join", of: account.userID, in: room, timeout: ConferenceStage.patience))
    var visit = Visit()
    try await visit.run(
      [
        .types("start"), .types("search gateway api"), .types("talk 1"), .presses("⭐"),
        .types("lead 5"), .types("mine"), .hears,
      ], as: MatrixVisitor(person: ada, bot: account.userID, room: room), failure: bot.log)
    #expect(try visit.isInReadme(as: "matrix"), "\(visit.lines.joined(separator: "\n"))")
    #expect(await bot.terminate() == 0)
    await stage.end()
    synapse.stop()
  }
}

/// A person in a channel on Slack, who alone sees the answers and is reminded directly.
private final class SlackVisitor: Visitor {
  let stage: SlackStage
  let user: String
  private let seen = Counter()

  init(stage: SlackStage, user: String) {
    self.stage = stage
    self.user = user
  }

  var prefix: String { "/talkbell " }

  func type(_ command: String) async throws {
    await stage.tell(stage.slack.slashCommand(command, by: user, in: SlackStage.channel))
  }

  func press(_ button: String) async throws {
    let message = try #require(stage.slack.messages(in: SlackStage.channel).last)
    let found = message.buttons.joined().first { $0.label.hasPrefix(button) }
    let command = try #require(found?.command, "no \(button) in \(message.buttons)")
    await stage.tell(try stage.slack.press(command, on: message, by: user))
  }

  func read() async -> String? {
    let count = Int(seen.value)
    let next = await stage.message(in: SlackStage.channel) { [stage] message in
      stage.slack.messages(in: SlackStage.channel).firstIndex { $0.ts == message.ts } == count
    }
    seen.value += 1
    return next.map(look)
  }

  /// What is for one person alone, unasked, comes into their direct messages.
  func hear() async -> String? {
    await stage.message(in: stage.slack.direct(of: user)) { _ in true }.map(look)
  }

  private func look(of message: SlackStandIn.SentMessage) -> String {
    let buttons = message.buttons.map { row in
      row.map { "[\($0.label)]" }.joined(separator: " ")
    }
    return ([message.visibleText] + buttons).joined(separator: "\n")
  }
}

/// A person in a direct room on Matrix.
private final class MatrixVisitor: Visitor {
  let person: MatrixPerson
  let bot: String
  let room: String
  private let known = Known()

  init(person: MatrixPerson, bot: String, room: String) {
    self.person = person
    self.bot = bot
    self.room = room
  }

  var prefix: String { "" }

  func type(_ command: String) async throws { try await person.say(command, in: room) }

  /// A reaction to the last message.
  func press(_ button: String) async throws {
    let last = try await person.messages(from: bot, in: room).last?["event_id"]?.string
    _ = try await person.react(button, to: try #require(last), in: room)
  }

  func read() async -> String? {
    let event = try? await person.waitForEvent(in: room, timeout: ConferenceStage.patience) {
      [bot] event in
      event["sender"]?.string == bot && event["type"] == "m.room.message"
        && !self.known.value.contains(event["event_id"]?.string ?? "")
    }
    guard let event, let id = event["event_id"]?.string else { return nil }
    known.value.insert(id)
    return event["content"]?["body"]?.string
  }
}

/// Events that a visitor has read.
private final class Known: Sendable {
  private let ids = Mutex<Set<String>>([])

  var value: Set<String> {
    get { ids.withLock { $0 } }
    set { ids.withLock { $0 = newValue } }
  }
}

/// A person in a private chat on Telegram.
private final class TelegramVisitor: Visitor {
  let telegram: TelegramStandIn
  let chat: Int64
  private let seen = Counter()

  init(telegram: TelegramStandIn, chat: Int64) {
    self.telegram = telegram
    self.chat = chat
  }

  var prefix: String { "/" }

  func type(_ command: String) async throws { telegram.say("/\(command)", in: chat) }

  func press(_ button: String) async throws { try telegram.press(button, in: chat) }

  func read() async -> String? {
    let message = await telegram.waitForMessage(
      in: chat, after: seen.value, timeout: ConferenceStage.patience
    ) { _ in true }
    guard let message else { return nil }
    seen.value = message.messageID
    let buttons = message.buttons.map { row in
      row.map { "[\($0.label)]" }.joined(separator: " ")
    }
    return ([message.text] + buttons).joined(separator: "\n")
  }
}
