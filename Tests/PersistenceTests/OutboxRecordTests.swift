import ConferenceModel
import Foundation
import Persistence
import Testing

@Suite struct OutboxRecordTests {
  private func notice(
    _ key: String, for subscriber: Subscriber, deadline: Double = 1, expires: Double = 10,
    notice: Notice = .alert(sessions: [1])
  ) -> NewOutboxEntry {
    NewOutboxEntry(
      key: key, subscriber: subscriber.id, notice: notice, dueAt: morning,
      deadline: minutes(deadline), expiresAt: minutes(expires))
  }

  private func claim(_ database: ConferenceDatabase, at now: Date = morning) throws -> [OutboxEntry]
  {
    try database.write { try $0.claim(platform: .telegram, now: now, limit: 10, lease: 120) }
  }

  @Test func `the same key is one entry, ever`() throws {
    let database = try StoreFixture.temporary()
    let person = try database.person()
    let entry = notice("k", for: person)
    #expect(try database.write { try $0.enqueue([entry, entry], now: morning) } == 1)
    let claimed = try claim(database)
    try database.write {
      try $0.settle(
        claimed.map {
          Settlement(entry: $0, result: .delivered(receipt: "7", stated: [], listed: nil))
        }, now: morning)
    }
    #expect(try database.write { try $0.enqueue([entry], now: morning) } == 0)
    #expect(try claim(database) == [])
    #expect(try database.read { try $0.outboxCounts() } == [.delivered: 1])
  }

  @Test func `a claim takes the earliest deadlines whose time has come, once`() throws {
    let database = try StoreFixture.temporary()
    let person = try database.person()
    try database.write {
      try $0.enqueue(
        [
          notice("late", for: person, deadline: 5), notice("early", for: person, deadline: 2),
          notice("over", for: person, deadline: 1, expires: 0),
        ], now: morning)
    }
    let claimed = try claim(database)
    #expect(claimed.map(\.key) == ["early", "late"])
    #expect(claimed.map(\.state) == [.pending, .pending])
    #expect(try claim(database) == [])
    #expect(try database.read { try $0.leasedEntries(endingBefore: minutes(1)) } == [])
    #expect(try database.read { try $0.leasedEntries(endingBefore: minutes(2)) }.count == 2)
    #expect(try database.write { try $0.expire(now: morning, limit: 10) } == 1)
    #expect(try database.read { try $0.outboxCounts() } == [.leased: 2, .expired: 1])
  }

  @Test func `a paused subscriber gets replies only`() throws {
    let database = try StoreFixture.temporary()
    let person = try database.person()
    try database.write {
      try $0.enqueue(
        [
          notice("alert", for: person),
          notice("reply", for: person, notice: .reply(document: "{}", stated: [])),
        ], now: morning)
      try $0.setState(.stopped, of: person.id)
    }
    #expect(try claim(database).map(\.key) == ["reply"])
  }

  @Test func `delivery moves the told pointer and the numbers of the list`() throws {
    let database = try StoreFixture.temporary()
    try database.load([session("a")])
    let person = try database.person()
    let before = try database.entry("a")
    try database.write { try $0.star(before, by: person.id, now: morning) }
    try database.change([session("a", room: "C203")])
    let after = try database.entry("a")
    try database.write { try $0.enqueue([notice("k", for: person)], now: morning) }
    let claimed = try claim(database)
    try database.write {
      try $0.settle(
        claimed.map {
          Settlement(
            entry: $0,
            result: .delivered(
              receipt: nil, stated: [StatedFacts(session: after.id, facts: after.factsID)],
              listed: [after.id]))
        }, now: morning)
    }
    #expect(
      try database.read { try $0.told(person.id, of: [after.id]) } == [after.id: after.factsID])
    #expect(try database.read { try $0.lastList(of: person.id) } == [after.id])
  }

  @Test func `a waiting entry keeps its transaction id and counts only real attempts`() throws {
    let database = try StoreFixture.temporary()
    let person = try database.person()
    try database.write { try $0.enqueue([notice("k", for: person)], now: morning) }
    let first = try claim(database)
    for (index, usesAttempt) in [true, false].enumerated() {
      let entry = try #require(index == 0 ? first.first : claim(database, at: minutes(1)).first)
      try database.write {
        try $0.settle(
          [
            Settlement(
              entry: entry,
              result: .waiting(until: minutes(1), usesAttempt: usesAttempt, reason: "busy"))
          ], now: morning)
      }
    }
    #expect(try claim(database, at: minutes(0.5)) == [])
    #expect(
      try database.read { try $0.nextDeliveryInstant(platform: .telegram) } == minutes(1))
    let last = try claim(database, at: minutes(1))
    #expect(last.map(\.attempt) == [1])
    #expect(last.map(\.transactionID) == first.map(\.transactionID))
  }

  @Test func `forget deletes every row even while a message is under way`() throws {
    let database = try StoreFixture.temporary()
    try database.load([session("a")])
    let person = try database.person()
    let entry = try database.entry("a")
    try database.write {
      try $0.star(entry, by: person.id, now: morning)
      try $0.enqueue([notice("k", for: person)], now: morning)
    }
    let claimed = try claim(database)
    try database.write {
      try $0.deleteSubscriber(person.id)
      try $0.settle(
        claimed.map {
          Settlement(entry: $0, result: .delivered(receipt: nil, stated: [], listed: nil))
        }, now: morning)
    }
    #expect(try database.read { try $0.subscribers() } == [])
    #expect(try database.read { try $0.outboxCounts() } == [:])
  }

  @Test func `a conversation that moves keeps its subscriber and its entries`() throws {
    let database = try StoreFixture.temporary()
    let person = try database.person("5")
    let new = ConversationAddress(platform: .telegram, conversation: "-1005")
    try database.write {
      try $0.enqueue([notice("k", for: person)], now: morning)
      try $0.moveSubscriber(from: person.address, to: new)
    }
    #expect(try claim(database).map(\.subscriber.address) == [new])
  }
}
