import ConferenceModel
import Foundation
import Persistence
import Testing

/// What those who watch over the bot are shown: what waits for us, and not what waits for others.
@Suite struct GaugeRecordTests {
  private let database: ConferenceDatabase

  init() throws { database = try StoreFixture.temporary() }

  private func queue(
    _ key: String, for person: Subscriber, deadline: Double, expires: Double = 600,
    notice: Notice = .alert(sessions: [1])
  ) throws {
    try database.write {
      _ = try $0.enqueue(
        [
          NewOutboxEntry(
            key: key, subscriber: person.id, notice: notice, dueAt: morning,
            deadline: minutes(deadline), expiresAt: minutes(expires))
        ], now: morning)
    }
  }

  private func wait(_ key: String, reason: String) throws {
    try database.write { store in
      let entry = try store.outbox(in: [.pending], limit: 9).first { $0.key == key }
      try store.settle(
        [
          Settlement(
            entry: #require(entry),
            result: .waiting(until: minutes(300), usesAttempt: false, reason: reason))
        ], now: morning)
    }
  }

  private func deadline() throws -> Date? { try database.read { try $0.gauges() }.earliestDeadline }

  @Test func `what waits for a person, a chat or the morning is not late`() throws {
    let (stopped, paused) = (try database.person("1"), try database.person("2"))
    let (quiet, other) = (try database.person("3"), try database.person("4"))
    try queue("stopped", for: stopped, deadline: 1)
    try queue("paused", for: paused, deadline: 2)
    try queue("quiet", for: quiet, deadline: 3)
    try queue("other", for: other, deadline: 9)
    #expect(try deadline() == minutes(1))
    try database.write {
      try $0.setState(.stopped, of: stopped.id)
      try $0.setState(.paused, of: paused.id)
    }
    #expect(try deadline() == minutes(3))
    try wait("quiet", reason: Settlement.quietHours)
    #expect(try deadline() == minutes(9))
    try wait("other", reason: "rate limited")
    #expect(try deadline() == minutes(9))
    try queue("reply", for: stopped, deadline: 8, notice: .reply(document: "{}", stated: []))
    #expect(try deadline() == minutes(8))
  }

  @Test func `what expires says what it had waited for`() throws {
    let people = try ["stopped", "paused", "limited", "fresh"].map { try database.person($0) }
    for person in people {
      try queue(person.address.conversation, for: person, deadline: 1, expires: 10)
    }
    try database.write {
      try $0.setState(.stopped, of: people[0].id)
      try $0.setState(.paused, of: people[1].id)
    }
    try wait("limited", reason: "rate limited")
    #expect(try database.write { try $0.expire(now: minutes(10), limit: 9) } == 4)
    let reasons = try database.read { store in
      try people.map { try store.ledger(of: $0.id, about: 1).map(\.reason) }
    }
    #expect(
      reasons == [
        ["its time was over; the person had said stop"],
        ["its time was over; the chat refused us"],
        ["its time was over; it had waited: rate limited"], ["its time was over"],
      ])
  }
}
