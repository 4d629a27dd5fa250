import ConferenceModel
import Foundation
import Persistence
import ScheduleSync
import TestSupport
import Testing

/// What is done with a version of a feed that is not believed.
struct HeldFeedTests {
  private static let operatorAddress = ConversationAddress(
    platform: .telegram, conversation: "99")
  /// More than a tenth, and more than five, are gone.
  private static let outage = Array(twentyTalks.prefix(13))

  /// A store with an operator, twenty talks and a feed that is about to break.
  private struct Stage {
    let fixture: SyncFixture
    let refresher: ScheduleRefresher
    let subscriber: SubscriberID

    init() async throws {
      fixture = try await SyncFixture()
      refresher = fixture.refresher(operators: [HeldFeedTests.operatorAddress])
      subscriber = try await fixture.database.write {
        try $0.addSubscriber(
          at: HeldFeedTests.operatorAddress, audience: .person, preferences: Preferences(),
          nextDigestAt: nil, now: morning)
      }.id
      try await refresher.pass(now: morning)
    }

    /// The notices in the outbox.
    func notices() async throws -> [Notice] {
      try await fixture.database.read {
        try $0.outbox(in: [.pending], limit: 50).map(\.notice)
      }
    }

    func holds() async throws {
      await #expect(throws: RefreshError.self) { try await refresher.pass(now: minutes(2)) }
    }
  }

  @Test func `a version with too much gone is held, and the operator told once`() async throws {
    let stage = try await Stage()
    stage.fixture.serve(Self.outage)
    for minute in [2.0, 4, 6] {
      await #expect(throws: RefreshError.self) {
        try await stage.refresher.pass(now: minutes(minute))
      }
    }
    let held = try #require(
      try await stage.fixture.database.read { try $0.heldFeed(source: "main") })
    #expect(
      held
        == HeldFeed(
          source: "main", reason: held.reason, heldAt: minutes(2), refreshes: 2,
          isAcceptable: true, isAccepted: false))
    #expect(held.reason.contains("7 of 20"))
    #expect(try await stage.notices() == [.feedHeld(source: "main", since: minutes(2))])
    #expect(try await stage.fixture.database.read { try $0.programme() }.entries.count == 20)
    await stage.fixture.end()
  }

  @Test func `a body that is no programme is told of at the second refresh in a row`() async throws
  {
    let stage = try await Stage()
    stage.fixture.serve(.text("<html><body>Log in</body></html>"))
    try await stage.holds()
    #expect(try await stage.notices().isEmpty)
    await #expect(throws: RefreshError.self) {
      try await stage.refresher.pass(now: minutes(4))
    }
    #expect(try await stage.notices() == [.feedHeld(source: "main", since: minutes(2))])
    let held = try await stage.fixture.database.read { try $0.heldFeed(source: "main") }
    #expect(held?.isAcceptable == false)
    #expect(try await stage.fixture.database.write { try !$0.acceptHeldFeed(source: "main") })
    await stage.fixture.end()
  }

  @Test func `a loss that heals is announced to nobody`() async throws {
    let stage = try await Stage()
    let before = try await stage.fixture.database.read { try $0.programme() }
    stage.fixture.serve(Self.outage)
    try await stage.holds()
    stage.fixture.serve(twentyTalks)
    #expect(try await stage.refresher.pass(now: minutes(4)) == RefreshPass())
    #expect(try await stage.fixture.database.read { try $0.heldFeeds() }.isEmpty)
    #expect(try await stage.fixture.database.read { try $0.programme() } == before)
    #expect(try await stage.fixture.database.read { try $0.nextSchedulingInstant() } == nil)
    // Both find, when their turn comes, that there is nothing to say.
    let waiting: Set<Notice> = [
      .feedHeld(source: "main", since: minutes(2)),
      .feedReleased(source: "main", since: minutes(2)),
    ]
    #expect(Set(try await stage.notices()) == waiting)
    await stage.fixture.end()
  }

  @Test func `an accepted version is taken at the next refresh, as it is then`() async throws {
    let stage = try await Stage()
    stage.fixture.serve(Self.outage)
    try await stage.holds()
    #expect(try await stage.fixture.database.write { try $0.acceptHeldFeed(source: "main") })
    stage.fixture.serve(Array(twentyTalks.prefix(12)))
    #expect(
      try await stage.refresher.pass(now: minutes(4))
        == RefreshPass(missing: 8, isCommitted: true))
    #expect(try await stage.fixture.database.read { try $0.heldFeeds() }.isEmpty)
    // Gone in two refreshes in a row is cancelled, accepted or not.
    #expect(
      try await stage.refresher.pass(now: minutes(6))
        == RefreshPass(changed: 8, isCommitted: true))
    #expect(try stage.fixture.facts("t20")?.status == .cancelled)
    await stage.fixture.end()
  }

  @Test func `a source that holds nothing has nothing to accept`() async throws {
    let stage = try await Stage()
    #expect(try await stage.fixture.database.write { try !$0.acceptHeldFeed(source: "main") })
    await stage.fixture.end()
  }
}
