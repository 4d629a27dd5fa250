import Foundation
import TestSupport
import Testing

/// A conference with one chat platform: the feed's server, a folder, the bot.
final class PlatformStage: Sendable {
  private let feed: FeedBox
  private let feedServer: LoopbackServer
  private let environment: [String: String]
  /// Where the configuration is.
  let configurationFile: URL

  /// - parameters:
  ///   - platforms: what stands under `platforms:`, indented by two.
  ///   - additions: further sections of the configuration.
  ///   - environment: the secrets that the configuration names.
  init(
    platforms: String, additions: String = "", environment: [String: String] = [:]
  ) async throws {
    self.environment = environment
    let feed = try FeedBox(ConferenceStage.versions[0])
    self.feed = feed
    feedServer = try await LoopbackServer.start { _ in
      .response(status: 200, headers: [("Content-Type", "text/calendar")], body: feed.body)
    }
    configurationFile = try TemporaryFolder.make().appending(path: "talkbell.yaml")
    let text = """
      conference:
        name: KubeCon + CloudNativeCon Europe 2026
        timeZone: Europe/Amsterdam
      sources:
        - id: main
          name: KubeCon
          url: \(feedServer.baseURL)/all.ics
          refreshEvery: 1m
      platforms:
      \(platforms)
      \(additions)
      """
    try Data(text.utf8).write(to: configurationFile)
  }

  /// Lets the feed show another of the real versions.
  func publish(_ version: Int) throws { try feed.show(ConferenceStage.versions[version]) }

  /// Starts the bot at a simulated time.
  func startBot(at time: String, speed: Int) throws -> RunningBot {
    try RunningBot(
      [
        "serve", "--config", configurationFile.path, "--clock", time, "--speed", String(speed),
      ], environment: environment)
  }

  /// Runs a command beside the bot to its end.
  func run(_ arguments: [String]) async throws -> (status: Int32?, output: String) {
    let command = try RunningBot(
      arguments + ["--config", configurationFile.path], environment: environment)
    return (await command.exitStatus(), command.log)
  }

  func end() async { await feedServer.stop() }
}
