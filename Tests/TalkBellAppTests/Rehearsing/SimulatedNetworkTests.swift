import ConferenceModel
import Foundation
import Testing

@testable import TalkBellApp

@Suite struct SimulatedNetworkTests {
  private static let now = Date(timeIntervalSince1970: 1_774_340_000)

  private static func chat(_ number: Int) -> ConversationAddress {
    ConversationAddress(platform: .matrix, conversation: "!\(number):x")
  }

  @Test func `a message takes from 50 to 300 milliseconds, the same ones for a seed`() {
    func spans(_ seed: UInt64) -> [TimeInterval] {
      (1...32).map { number in
        var network = SimulatedNetwork(seed: seed)
        return network.carry(Int64(number), turn: 0, to: Self.chat(number), now: Self.now)
          .timeIntervalSince(Self.now)
      }
    }
    #expect(spans(1).allSatisfy { (0.0499...0.3001).contains($0) })
    #expect(Set(spans(1)).count > 16)
    #expect(spans(1) == spans(1))
    #expect(spans(1) != spans(2))
  }

  @Test func `a chat gets its messages one after the other`() {
    var network = SimulatedNetwork(seed: 1)
    let first = network.carry(1, turn: 0, to: Self.chat(1), now: Self.now)
    let second = network.carry(2, turn: 0, to: Self.chat(1), now: Self.now)
    #expect(second.timeIntervalSince(first) >= 0.0499)
    #expect(network.clearAt == first)
  }

  @Test func `no more messages are under way than there are connections`() {
    var network = SimulatedNetwork(seed: 1)
    let arrivals = (1...320).map {
      network.carry(Int64($0), turn: 0, to: Self.chat($0), now: Self.now)
    }
    let last = arrivals.max()?.timeIntervalSince(Self.now) ?? 0
    // Ten rounds over 32 connections, of 50 to 300 ms each.
    #expect((0.5...3).contains(last))
    #expect(network.clearAt > Self.now)
  }
}
