import ConferenceModel
import Foundation
import Persistence
import TestSupport
import Testing

@testable import TalkBellApp

/// The channels of the configuration, as the store has them after a start.
@Suite struct OperatorChannelTests {
  private let hall = ConversationAddress(platform: .slack, conversation: "webhook/hall")

  private func start(
    _ database: ConferenceDatabase, alerts: Bool = true
  ) throws -> Subscriber? {
    let blueprint = BotBlueprint(
      conferenceName: "KubeCon", timeZone: .gmt, feeds: [], channels: [],
      operatorChannels: [(hall, Preferences(leadTimes: [], alerts: alerts))])
    try BotParts.storeOperatorChannels(of: blueprint, in: database, now: SampleDay.morning)
    return try database.read { try $0.subscriber(at: hall) }
  }

  private func database() throws -> ConferenceDatabase {
    try ConferenceDatabase(
      path: TemporaryFolder.make().appending(path: "talkbell.sqlite").path)
  }

  @Test func `a channel that refused us is served again after the next start`() throws {
    let database = try database()
    let first = try #require(try start(database))
    #expect(first.state == .active)
    try database.write { try $0.setState(.paused, of: first.id) }
    let second = try #require(try start(database, alerts: false))
    #expect(second.id == first.id)
    #expect(second.state == .active)
    #expect(!second.preferences.alerts)
  }

  @Test func `a channel that was told to stop stays so`() throws {
    let database = try database()
    let first = try #require(try start(database))
    try database.write { try $0.setState(.stopped, of: first.id) }
    #expect(try start(database)?.state == .stopped)
  }
}
