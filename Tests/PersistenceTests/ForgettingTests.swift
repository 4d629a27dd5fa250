import ConferenceModel
import Foundation
import GRDB
import Testing

@testable import Persistence

/// `forget` against the tables themselves, so that a table that is new is not forgotten.
@Suite struct ForgettingTests {
  /// The tables that hold rows of a subscriber, with the column that says whose.
  private func personal(_ store: ReadTransaction) throws -> [(table: String, column: String)] {
    let tables = try String.fetchAll(
      store.database,
      sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'")
    return try tables.sorted().flatMap { table in
      try Row.fetchAll(store.database, sql: "SELECT * FROM pragma_foreign_key_list('\(table)')")
        .compactMap { row -> (table: String, column: String)? in
          let target: String = row["table"]
          guard target == "subscriber", table != "subscriber" else { return nil }
          return (table, row["from"])
        }
    }
  }

  private func count(
    _ store: ReadTransaction, _ table: String, _ column: String, _ id: SubscriberID
  ) throws -> Int {
    try Int.fetchOne(
      store.database, sql: "SELECT count(*) FROM \(table) WHERE \(column) = ?", arguments: [id])
      ?? 0
  }

  /// A person of whom every table holds something.
  private func person(in database: ConferenceDatabase) throws -> Subscriber {
    try database.load([session("a"), session("b", startsAfter: 120)])
    let person = try database.person("4711")
    let entry = try database.entry("a")
    try database.write { store in
      _ = try store.star(entry, by: person.id, now: morning)
      _ = try store.makeLinkCode(for: person.id, expiresAt: minutes(15))
      try store.remember(
        ReactionStar(subscriber: person.id, session: entry.id), reaction: "r1", on: .telegram)
      _ = try store.enqueue(
        [
          NewOutboxEntry(
            key: "reminder/1", subscriber: person.id,
            notice: .reminder(
              sessions: [entry.id], start: minutes(60), lead: LeadTime(minutes: 10)),
            dueAt: morning, deadline: minutes(1), expiresAt: minutes(60))
        ], now: morning)
      let claimed = try store.claim(platform: .telegram, now: morning, limit: 9, lease: 60)
      try store.settle(
        claimed.map {
          Settlement(
            entry: $0,
            result: .delivered(
              receipt: "m1", stated: [StatedFacts(session: entry.id, facts: entry.factsID)],
              listed: nil))
        }, now: morning)
      try store.setLastList([entry.id], command: "mine 1", of: person.id)
    }
    let other = try database.person("4712")
    try database.write { store in
      let code = try store.makeLinkCode(for: person.id, expiresAt: minutes(15))
      _ = try store.link(other.id, byCode: code, now: morning)
      _ = try store.makeLinkCode(for: person.id, expiresAt: minutes(15))
    }
    return person
  }

  @Test func `no table keeps a row of who is forgotten`() throws {
    let database = try StoreFixture.temporary()
    let person = try person(in: database)
    try database.read { store in
      let tables = try personal(store)
      #expect(
        Set(tables.map(\.table)).isSuperset(of: [
          "lead", "ledger", "linkCode", "outbox", "reaction", "star",
        ]))
      for (table, column) in tables + [("reminder", "subscriber"), ("subscriber", "linkedTo")] {
        #expect(
          try count(store, table, column, person.id) > 0, "the test puts nothing into \(table)")
      }
      #expect(
        try Int.fetchOne(store.database, sql: "SELECT count(*) FROM statement") ?? 0 > 0)
    }

    try database.write { try $0.deleteSubscriber(person.id) }

    try database.read { store in
      for (table, column) in try personal(store) + [("reminder", "subscriber")] {
        #expect(try count(store, table, column, person.id) == 0, "\(table) still knows")
      }
      #expect(try count(store, "subscriber", "linkedTo", person.id) == 0)
      #expect(try Int.fetchOne(store.database, sql: "SELECT count(*) FROM statement") == 0)
      #expect(try store.subscriber(person.id) == nil)
    }
  }

  @Test func `every table that speaks of subscribers says so with a foreign key`() throws {
    let database = try StoreFixture.temporary()
    try database.read { store in
      let rows = try Row.fetchAll(
        store.database,
        sql: """
          SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c
          WHERE m.type = 'table' AND c.name IN ('subscriber', 'entry', 'conversation')
          """)
      let keyed = Set(try personal(store).map(\.table))
      // A reminder hangs on its star, a statement on its message, and both on the subscriber.
      let known = keyed.union(["reminder", "statement", "subscriber"])
      #expect(Set(rows.map { $0[0] as String }).subtracting(known) == [])
    }
  }
}
