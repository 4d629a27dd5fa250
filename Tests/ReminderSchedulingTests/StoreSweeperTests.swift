import ConferenceModel
import Foundation
import GRDB
import Logging
import Persistence
import ReminderScheduling
import TestSupport
import Testing
import Timekeeping

/// A month after the conference its traces go, and all that is still of use stays.
@Suite(.timeLimit(.minutes(1))) struct StoreSweeperTests {
  private static let day: Double = 24 * 60

  private func sweeper(
    _ fixture: SchedulingFixture, sources: [String] = ["main"]
  ) -> StoreSweeper {
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    return StoreSweeper(
      database: fixture.database, clock: fixture.clock, keepFor: .seconds(30 * 86_400),
      sources: sources, logger: logger)
  }

  /// Sweeps until nothing is left to sweep; gives the number of rows and of batches.
  @discardableResult
  private func sweep(
    _ fixture: SchedulingFixture, at minutes: Double, sources: [String] = ["main"]
  ) async throws -> (rows: Int, batches: Int) {
    let sweeper = sweeper(fixture, sources: sources)
    var (rows, batches) = (0, 0)
    while batches < 100 {
      let count = try await sweeper.pass(now: SampleDay.at(minutes)).count
      if count == 0 { break }
      rows += count
      batches += 1
    }
    return (rows, batches)
  }

  /// How many rows a table has, beside the store's own connection.
  private func count(_ table: String, in fixture: SchedulingFixture) throws -> Int {
    let reader = try DatabaseQueue(path: fixture.database.path)
    return try reader.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") ?? 0 }
  }

  private func counts(
    _ tables: [String] = [
      "star", "reminder", "outbox", "ledger", "statement", "reaction", "subscriber",
    ], in fixture: SchedulingFixture
  ) throws -> [String: Int] {
    Dictionary(
      uniqueKeysWithValues: try tables.map { ($0, try count($0, in: fixture)) })
  }

  /// Has a reminder of a talk delivered, and a reaction on it.
  private func remind(
    _ person: Subscriber, of talk: String, at minutes: Double, in fixture: SchedulingFixture
  ) async throws {
    try await fixture.pass(at: minutes)
    let now = SampleDay.at(minutes)
    let session = try fixture.number(talk)
    try fixture.write { store in
      let facts = try #require(try store.programme()[session]?.factsID)
      let entries = try store.claim(platform: .telegram, now: now, limit: 9, lease: 9)
      try store.settle(
        entries.map {
          Settlement(
            entry: $0,
            result: .delivered(
              receipt: "\($0.id)", stated: [StatedFacts(session: session, facts: facts)],
              listed: [session]))
        }, now: now)
      try store.remember(
        ReactionStar(subscriber: person.id, session: session), reaction: "r-\(talk)",
        on: .telegram)
    }
  }

  @Test func `nothing goes for thirty days, then all that a conference leaves behind`() async throws
  {
    let fixture = try SchedulingFixture([SampleDay.talk("a")])
    let person = try fixture.subscriber()
    try fixture.star("a", by: person)
    try await remind(person, of: "a", at: 50, in: fixture)
    let before = try counts(in: fixture)
    #expect(
      before == [
        "star": 1, "reminder": 0, "outbox": 1, "ledger": 1, "statement": 1, "reaction": 1,
        "subscriber": 1,
      ])
    #expect(try await sweep(fixture, at: 90 + 30 * Self.day - 1).rows == 0)
    #expect(try counts(in: fixture) == before)
    #expect(try await sweep(fixture, at: 90 + 30 * Self.day).rows > 0)
    #expect(
      try counts(in: fixture) == [
        "star": 0, "reminder": 0, "outbox": 0, "ledger": 0, "statement": 0, "reaction": 0,
        "subscriber": 1,
      ])
    let left = try fixture.read { store in
      (try store.lastList(of: person.id), try store.programme().entries.count)
    }
    #expect(left.0 == [])
    #expect(left.1 == 1, "the programme of a source in use stays")
    #expect(try await sweep(fixture, at: 90 + 30 * Self.day).rows == 0)
  }

  @Test func `the next conference on the same file keeps all of its own`() async throws {
    let autumn = 200 * Self.day
    let fixture = try SchedulingFixture([
      SampleDay.talk("a"), SampleDay.talk("b", start: autumn),
    ])
    let (person, other) = (try fixture.subscriber("1"), try fixture.subscriber("2"))
    try fixture.star("a", "b", by: person)
    try fixture.star("b", by: other)
    try await remind(person, of: "a", at: 50, in: fixture)
    try await sweep(fixture, at: 40 * Self.day)
    #expect(
      try counts(in: fixture) == [
        "star": 2, "reminder": 2, "outbox": 0, "ledger": 0, "statement": 0, "reaction": 0,
        "subscriber": 2,
      ])
    try await remind(person, of: "b", at: autumn - 10, in: fixture)
    try await sweep(fixture, at: autumn)
    #expect(try counts(["star", "outbox", "ledger"], in: fixture).values.sorted() == [2, 2, 2])
    try await sweep(fixture, at: autumn + 31 * Self.day)
    #expect(try counts(["star", "outbox", "ledger"], in: fixture).values.sorted() == [0, 0, 0])
  }

  @Test func `facts and versions go that nothing points to`() async throws {
    let fixture = try SchedulingFixture([SampleDay.talk("a")])
    let person = try fixture.subscriber()
    try fixture.star("a", by: person)
    for room in 2..<60 {
      try fixture.change(
        SampleDay.talk("a", room: "Hall \(room)"), at: Double(room) / 100, settlesAt: nil)
    }
    #expect(
      try counts(["facts", "programmeVersion"], in: fixture) == [
        "facts": 59, "programmeVersion": 59,
      ])
    let (_, batches) = try await sweep(fixture, at: 40 * Self.day)
    #expect(batches >= 3, "facts go a few at a time")
    #expect(
      try counts(["facts", "programmeVersion"], in: fixture) == ["facts": 1, "programmeVersion": 0])
  }

  @Test func `sessions of a source that is configured no more go with their words`() async throws {
    let fixture = try SchedulingFixture([SampleDay.talk("a"), SampleDay.talk("b")])
    let person = try fixture.subscriber()
    try fixture.star("a", by: person)
    try await sweep(fixture, at: 40 * Self.day, sources: ["next"])
    #expect(
      try counts(["session", "facts", "sessionWords", "star"], in: fixture)
        == ["session": 0, "facts": 0, "sessionWords": 0, "star": 0])
    #expect(try fixture.read { try $0.programme().entries.count } == 0)
  }

  @Test func `a batch is small, however much there is`() async throws {
    let fixture = try SchedulingFixture((0..<60).map { SampleDay.talk("\($0)") })
    for number in 0..<20 {
      let person = try fixture.subscriber("\(number)")
      for talk in 0..<60 { try fixture.star("\(talk)", by: person) }
    }
    #expect(try count("star", in: fixture) == 1200)
    let sweeper = sweeper(fixture)
    var sizes: [Int] = []
    while sizes.last != 0, sizes.count < 20 {
      sizes.append(try await sweeper.pass(now: SampleDay.at(40 * Self.day)).stars.count)
    }
    #expect(sizes.prefix(4) == [500, 500, 200, 0])
  }

  @Test func `an old entry that is open stays`() async throws {
    let fixture = try SchedulingFixture([SampleDay.talk("a")])
    let person = try fixture.subscriber()
    try fixture.star("a", by: person)
    try await fixture.pass(at: 50)
    try await sweep(fixture, at: 40 * Self.day)
    #expect(try fixture.counts == [.pending: 1])
  }

  @Test func `deliveries go after three days, conference or not`() async throws {
    let fixture = try SchedulingFixture([SampleDay.talk("a")])
    try fixture.write {
      for number in 0..<30 {
        _ = try $0.rememberDelivery("\(number)", on: .slack, now: SampleDay.at(Double(number)))
      }
    }
    try await sweep(fixture, at: 3 * Self.day + 10.5)
    #expect(try count("delivery", in: fixture) == 19)
  }

  @Test func `the loop sweeps to the end, rests and sweeps again`() async throws {
    let fixture = try SchedulingFixture([SampleDay.talk("a")])
    try fixture.star("a", by: try fixture.subscriber())
    let sweeper = sweeper(fixture)
    let loop = Task { try await sweeper.run() }
    while fixture.clock.sleeperCount == 0 { await Task.yield() }
    #expect(fixture.clock.nextDeadline == SampleDay.at(60))
    fixture.clock.advance(to: SampleDay.at(90 + 30 * Self.day))
    while try count("star", in: fixture) > 0 { await Task.yield() }
    loop.cancel()
    try await loop.value
  }
}
