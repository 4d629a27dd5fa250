import TestSupport
import Testing

/// A person's first five minutes on each platform, from the first word to the first reminder, as
/// the README tells them.
@Suite(.timeLimit(.minutes(5))) struct FirstMinutesTests {
  /// A simulated minute is four seconds.
  private static let start = "2026-03-24T10:20:00+01:00"
  private static let speed = 15

  @Test func `on Telegram`() async throws {
    let stage = try await ConferenceStage()
    let bot = try stage.startBot(at: Self.start, speed: Self.speed)
    #expect(await bot.hasLogged("Programme changed"), "\(bot.log)")
    let person = TelegramVisitor(telegram: stage.telegram, chat: 815)
    var visit = Visit()
    try await visit.run(
      [
        .types("start"), .types("search gateway api"), .presses("☆ 1"), .types("lead 15"),
        .types("mine"),
      ], as: person, failure: bot.log)
    #expect(try visit.isInReadme(as: "telegram"), "\(visit.lines.joined(separator: "\n"))")
    #expect(await bot.terminate() == 0)
    #expect(stage.violations == [])
    await stage.end()
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
