import TestSupport
import Testing

/// What the person at the conference does in their chat.
extension ConferenceStage {
  /// How long a test waits for a message before it fails, in real time.
  static let patience = Duration.seconds(120)

  /// The messages the person has, oldest first.
  var received: [String] { telegram.messages(in: Self.person).map(\.text) }

  /// The first message in the person's chat that matches; nil when patience ends.
  func message(
    after: Int64 = 0, where matches: @escaping @Sendable (String) -> Bool
  ) async -> TelegramStandIn.SentMessage? {
    await telegram.waitForMessage(in: Self.person, after: after, timeout: Self.patience) {
      matches($0.text)
    }
  }

  /// Searches a session and presses the star under the first hit.
  func star(_ words: String, _ bot: RunningBot) async throws {
    let answer = try await search(words, bot)
    try telegram.press("☆ 1", in: Self.person)
    let starred = await message(after: answer) { $0.hasPrefix("★ Starred") }
    #expect(starred != nil, "not starred: \(bot.log)")
  }

  /// Searches a session, once there is a programme, and gives the number of the answer.
  @discardableResult
  func search(_ words: String, _ bot: RunningBot) async throws -> Int64 {
    #expect(await bot.hasLogged("Programme changed"), "no programme: \(bot.log)")
    let last = telegram.messages(in: Self.person).last?.messageID ?? 0
    telegram.say("/search \(words)", in: Self.person)
    let answer = await message(after: last) { $0.hasPrefix("Search: ") }
    return try #require(answer, "no answer to a search: \(bot.log)").messageID
  }

  /// Says something to the bot and gives its answer, which holds the words.
  @discardableResult
  func ask(_ text: String, for words: String, _ bot: RunningBot) async throws -> String {
    let last = telegram.messages(in: Self.person).last?.messageID ?? 0
    telegram.say("/\(text)", in: Self.person)
    let answer = await message(after: last) { $0.contains(words) }
    return try #require(answer, "no \(words): \(received) \(bot.log)").text
  }

  /// Waits for an answer in the person's chat: what was sent there before is then settled, and a
  /// kill finds nothing under way.
  func answered() async {
    let last = telegram.messages(in: Self.person).last?.messageID ?? 0
    telegram.say("/help", in: Self.person)
    _ = await message(after: last) { _ in true }
  }

  /// Waits until the bot has called a method of Telegram so many times; false when patience ends.
  func hasCalled(_ method: String, times: Int) async throws -> Bool {
    let end = ContinuousClock.now + Self.patience
    while telegram.callCount(method) < times {
      guard ContinuousClock.now < end else { return false }
      try await Task.sleep(for: .milliseconds(5))
    }
    return true
  }
}
