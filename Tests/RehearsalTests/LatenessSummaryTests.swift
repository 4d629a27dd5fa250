import ConferenceModel
import Foundation
import Rehearsal
import Testing

@Suite struct LatenessSummaryTests {
  private static let due = Date(timeIntervalSince1970: 1_774_340_000)

  private static func arrival(
    _ kind: String = "reminder", after delay: TimeInterval, deadline: TimeInterval = 60,
    at number: Int = 1
  ) -> LatenessSummary.Arrival {
    LatenessSummary.Arrival(
      kind: kind, dueAt: due, deadline: due.addingTimeInterval(deadline),
      arrivedAt: due.addingTimeInterval(delay),
      address: ConversationAddress(platform: .telegram, conversation: "\(number)"),
      words: "In 10 min")
  }

  @Test func `percentiles are of the nearest rank`() throws {
    let arrivals = (1...100).map { Self.arrival(after: Double($0), at: $0) }
    let row = try #require(LatenessSummary(arrivals.reversed()).rows.first)
    #expect([row.p50, row.p95, row.most] == [50, 95, 100])
    #expect(row.count == 100)
    #expect(row.late == 40)
    #expect(row.worst.address.conversation == "100")
  }

  @Test func `one message is its own median and worst case`() throws {
    let row = try #require(LatenessSummary([Self.arrival(after: 0.5)]).rows.first)
    #expect([row.p50, row.p95, row.most] == [0.5, 0.5, 0.5])
    #expect(row.late == 0)
  }

  @Test func `what arrives at its deadline is in time, a moment later it is late`() {
    let summary = LatenessSummary([Self.arrival(after: 60), Self.arrival(after: 60.01)])
    #expect(summary.late == 1)
    #expect(
      summary.buckets.filter { $0.count > 0 }.map(\.label)
        == ["under 1 s before", "under 1 s late"])
    #expect(summary.buckets.filter(\.isLate).reduce(0) { $0 + $1.count } == 1)
  }

  @Test func `every message falls into one span of each histogram`() {
    let delays: [TimeInterval] = [-700, -1, 0, 0.3, 59, 61, 64, 80, 100, 200, 4000]
    let summary = LatenessSummary(delays.map { Self.arrival(after: $0) })
    #expect(summary.buckets.reduce(0) { $0 + $1.count } == delays.count)
    #expect(summary.delays.reduce(0) { $0 + $1.count } == delays.count)
    #expect(summary.delays.first?.count == 2)
  }

  @Test func `kinds are apart, and of equally late messages the first by address is named`() {
    let summary = LatenessSummary([
      Self.arrival("digest", after: 1), Self.arrival(after: 2, at: 7),
      Self.arrival(after: 2, at: 3),
    ])
    #expect(summary.rows.map(\.kind) == ["digest", "reminder"])
    #expect(summary.rows[1].worst.address.conversation == "3")
  }
}
