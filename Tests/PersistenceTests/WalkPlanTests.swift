import GRDB
import Testing

@testable import Persistence

/// How SQLite goes about the walks: a store with a million stars must not be walked through.
@Suite struct WalkPlanTests {
  private func plan(_ sql: String, _ arguments: StatementArguments) throws -> [String] {
    let database = try StoreFixture.temporary()
    try database.load([session("a"), session("b", room: "Hall 12")])
    return try database.read { store in
      try Row.fetchAll(
        store.database, sql: "EXPLAIN QUERY PLAN " + sql, arguments: arguments
      ).map { $0["detail"] }
    }
  }

  @Test(arguments: [
    (PreviousTalk.fromSession, [0, 1, 2] as StatementArguments),
    (PreviousTalk.ofStarrers, [0, "[1]", "[2]"] as StatementArguments),
  ])
  func `only the rows in question are looked at`(
    condition: String, arguments: StatementArguments
  ) throws {
    let steps = try plan(PreviousTalk.update(where: condition), arguments)
    #expect(steps.contains { $0.hasPrefix("SEARCH p USING PRIMARY KEY (subscriber=?)") })
    // `n` are the rows that were found.
    let scans = steps.filter { $0.hasPrefix("SCAN") && !$0.contains("json_each") }
    #expect(scans == ["SCAN n"])
  }
}
