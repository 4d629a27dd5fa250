import ConferenceModel
import Foundation
import Persistence
import Testing

/// What platforms delivered on their own.
@Suite struct DeliveryRecordTests {
  private let database: ConferenceDatabase

  init() throws { database = try StoreFixture.temporary() }

  private func remember(
    _ id: String, on platform: ChatPlatform = .slack, at now: Date = morning
  ) throws -> Bool {
    try database.write { try $0.rememberDelivery(id, on: platform, now: now) }
  }

  @Test func `a delivery is new once on each platform`() throws {
    #expect(try remember("Ev1"))
    #expect(try !remember("Ev1", at: minutes(5)))
    #expect(try remember("Ev2"))
    #expect(try remember("Ev1", on: .telegram))
    #expect(try !remember("Ev1", on: .telegram))
  }

  @Test func `it is known for three days, as long as any platform tries again`() throws {
    #expect(try remember("Ev1"))
    #expect(try !remember("Ev1", at: minutes(3 * 1440)))
    #expect(try remember("Ev1", at: minutes(3 * 1440).addingTimeInterval(0.001)))
    // It counts from there again.
    #expect(try !remember("Ev1", at: minutes(6 * 1440)))
  }

  @Test func `a repeat does not make it younger`() throws {
    #expect(try remember("Ev1"))
    #expect(try !remember("Ev1", at: minutes(2 * 1440)))
    #expect(try remember("Ev1", at: minutes(4 * 1440)))
  }

  @Test func `what is forgotten goes a few at a time, the oldest first`() throws {
    for number in 0..<25 { #expect(try remember("\(number)", at: minutes(Double(number)))) }
    let later = minutes(4 * 1440)
    #expect(try remember("new", at: later))
    // Twenty went with it, five more with the next, which was one of them.
    #expect(try remember("24", at: later))
    #expect(try remember("0", at: later))
  }

  @Test func `a transaction that fails remembers nothing`() throws {
    struct Failure: Error {}
    #expect(throws: Failure.self) {
      try database.write { store in
        _ = try store.rememberDelivery("Ev1", on: .slack, now: morning)
        throw Failure()
      }
    }
    #expect(try remember("Ev1"))
  }
}
