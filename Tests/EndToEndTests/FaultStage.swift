import Foundation
import Synchronization
import TestSupport
import Testing

/// A bot with everything around it that can fail: the feed's server, the chat's, the store.
final class FaultStage: Sendable {
  static let person: Int64 = 4711
  let telegram = TelegramStandIn()
  let folder: URL
  private let feedServer: LoopbackServer
  private let replies: FeedReplies

  /// - parameter feed: another address of the programme than the server that does as it is told.
  /// - parameter apiBase: another address of Telegram than the stand-in's.
  init(feed: String? = nil, apiBase: String? = nil) async throws {
    let box = FeedReplies()
    replies = box
    let body = [UInt8](try Data(contentsOf: RunningBot.programme("main.20260322T151644Z.ics")))
    feedServer = try await LoopbackServer.start { _ in
      box.current
        ?? .response(status: 200, headers: [("Content-Type", "text/calendar")], body: body)
    }
    folder = try TemporaryFolder.make()
    try await telegram.start()
    let text = """
      conference: { name: C, timeZone: Europe/Amsterdam }
      sources: [{ id: main, url: "\(feed ?? feedServer.baseURL + "/all.ics")", refreshEvery: 1s }]
      platforms: { telegram: { token: "${TOKEN}", apiBase: "\(apiBase ?? telegram.baseURL)" } }
      """
    try Data(text.utf8).write(to: folder.appending(path: "talkbell.yaml"))
  }

  /// What the feed's server answers from now on; nil is the programme.
  func answerFeed(_ reply: LoopbackServer.Reply?) { replies.set(reply) }

  /// The store's file.
  var store: String { folder.appending(path: "talkbell.sqlite").path }

  func startBot(launcher: [String] = []) throws -> RunningBot {
    try RunningBot(
      [
        "serve", "--config", folder.appending(path: "talkbell.yaml").path, "--clock",
        "2026-03-23T10:30:00+01:00",
      ], environment: ["TOKEN": telegram.token], launcher: launcher)
  }

  /// Asks for something and waits for the answer; nil when patience ends.
  func ask(_ words: String, answer: String) async -> String? {
    let last = telegram.messages(in: Self.person).last?.messageID ?? 0
    telegram.say(words, in: Self.person)
    return await self.answer(answer, after: last)
  }

  /// Waits for a message that contains some words.
  func answer(_ words: String, after last: Int64 = 0) async -> String? {
    await telegram.waitForMessage(
      in: Self.person, after: last, timeout: ConferenceStage.patience
    ) { $0.text.contains(words) }?.text
  }

  /// How many messages with these words the person has.
  func count(_ words: String) -> Int {
    telegram.messages(in: Self.person).count { $0.text.contains(words) }
  }

  func end() async {
    await telegram.stop()
    await feedServer.stop()
  }
}

/// What a server answers in place of the programme.
final class FeedReplies: Sendable {
  private let reply = Mutex<LoopbackServer.Reply?>(nil)

  var current: LoopbackServer.Reply? { reply.withLock { $0 } }

  func set(_ new: LoopbackServer.Reply?) { reply.withLock { $0 = new } }
}
