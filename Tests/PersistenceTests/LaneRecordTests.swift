import ConferenceModel
import Foundation
import GRDB
import Testing

@testable import Persistence

@Suite struct LaneRecordTests {
  private func limit(
    _ lane: String, permits: Int? = 5, period: Double = 0.2, closed: Date? = nil,
    isLearned: Bool = false
  ) -> LaneLimit {
    LaneLimit(
      lane: lane, permits: permits, period: period, closedUntil: closed, isLearned: isLearned,
      changedAt: morning)
  }

  @Test func `limits are kept by platform and replaced by name`() throws {
    let database = try StoreFixture.temporary()
    let room = limit("matrix:!room", permits: nil, closed: minutes(1))
    try database.write { store in
      try store.keep([limit("matrix", permits: 1, period: 5, isLearned: true), room], of: .matrix)
      try store.keep([limit("telegram")], of: .telegram)
      try store.keep([limit("matrix", permits: 2, period: 8, isLearned: true)], of: .matrix)
    }
    #expect(
      try database.read { try $0.laneLimits(of: .matrix) }
        == [limit("matrix", permits: 2, period: 8, isLearned: true), room])
    #expect(try database.read { try $0.platformRates() } == [.matrix: 0.25, .telegram: 25])
    try database.write { try $0.forgetLanes(["matrix", "unknown"]) }
    #expect(try database.read { try $0.laneLimits(of: .matrix) } == [room])
    #expect(try database.read { try $0.platformRates() } == [.telegram: 25])
  }

  @Test func `demand counts people by platform and due time, and nobody who is stopped`() throws {
    let database = try StoreFixture.temporary()
    try database.load([session("a"), session("b"), session("c", startsAfter: 90)])
    let entries = try ["a", "b", "c"].map(database.entry)
    for name in ["1", "2", "stopped"] {
      let person = try database.person(name)
      try database.write { store in
        for entry in entries { try store.star(entry, by: person.id, now: morning) }
        if name == "stopped" { try store.setState(.stopped, of: person.id) }
      }
    }
    let demand = try database.read { try $0.reminderDemand(after: morning, until: minutes(79)) }
    #expect(demand.map(\.dueAt) == [minutes(50)])
    #expect(demand.map(\.count) == [2])
    #expect(demand.map(\.platform) == [.telegram])
    #expect(try database.read { try $0.dueTime(ofRank: 1, after: morning) } == minutes(50))
    #expect(try database.read { try $0.dueTime(ofRank: 7, after: morning) } == minutes(80))
    #expect(try database.read { try $0.dueTime(ofRank: 10, after: morning) } == nil)
  }

  @Test func `digests and corrections wait for what rings, but for their share`() throws {
    let database = try StoreFixture.temporary()
    let person = try database.person()
    let day = try #require(LocalDay(year: 2026, month: 3, day: 24))
    let digest = Notice.digest(day: day, filter: SessionFilter())
    func entry(_ key: String, _ notice: Notice, deadline: Double) -> NewOutboxEntry {
      NewOutboxEntry(
        key: key, subscriber: person.id, notice: notice, dueAt: morning,
        deadline: minutes(deadline), expiresAt: minutes(100))
    }
    try database.write { store in
      try store.enqueue(
        [entry("digest", digest, deadline: 1), entry("edit", .correction(of: 1), deadline: 2)]
          + (3...6).map { entry("alert \($0)", .alert(sessions: [1]), deadline: Double($0)) },
        now: morning)
    }
    func claim(_ limit: Int, share: Int) throws -> [String] {
      try database.write { store in
        let claimed = try store.claim(
          platform: .telegram, now: morning, limit: limit, share: share, lease: 60)
        // Open again, as if nothing had happened.
        try store.settle(
          claimed.map {
            Settlement(
              entry: $0, result: .waiting(until: morning, usesAttempt: false, reason: "test"))
          }, now: morning)
        return claimed.map(\.key)
      }
    }
    #expect(try claim(3, share: 0) == ["alert 3", "alert 4", "alert 5"])
    #expect(try claim(3, share: 1) == ["alert 3", "alert 4", "digest"])
    #expect(
      try claim(6, share: 1)
        == ["alert 3", "alert 4", "alert 5", "alert 6", "digest", "edit"])
    #expect(try claim(1, share: 1) == ["digest"])
  }

  @Test(arguments: [false, true])
  func `a claim goes along an index, without sorting`(patient: Bool) throws {
    let database = try StoreFixture.temporary()
    let steps = try database.read { store in
      try Row.fetchAll(
        store.database,
        sql: """
          EXPLAIN QUERY PLAN SELECT o.id FROM outbox o JOIN subscriber u ON u.id = o.subscriber
          WHERE o.platform = ?1 AND o.state IN ('pending', 'waiting')
            AND \(Patience.aliased) = ?4 AND o.notBefore <= ?2 AND o.expiresAt > ?2
            AND (u.state = 'active' OR o.kind = 'reply')
          ORDER BY o.deadline, o.id LIMIT ?3
          """, arguments: ["telegram", 1, 1, patient]
      ).map { $0["detail"] as String }
    }
    #expect(
      steps == [
        "SEARCH o USING INDEX outboxOpen (platform=? AND <expr>=?)",
        "SEARCH u USING INTEGER PRIMARY KEY (rowid=?)",
      ])
  }
}
