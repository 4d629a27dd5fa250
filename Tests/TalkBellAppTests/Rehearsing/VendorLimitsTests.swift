import ConferenceModel
import Foundation
import Messaging
import Rehearsal
import Testing

@testable import TalkBellApp

@Suite struct VendorLimitsTests {
  private static let start = Date(timeIntervalSince1970: 1_774_340_000)

  private static func address(_ text: String) -> ConversationAddress {
    ConversationAddress(text) ?? ConversationAddress(platform: .console, conversation: "none")
  }

  /// Sends to conversations at times after the start, and which of them were refused.
  private static func refused(
    _ sends: [(after: TimeInterval, to: String)], synapse: Bool = false
  ) -> [Int] {
    var limits = VendorLimits(hasSynapseLimits: synapse)
    return sends.indices.filter { index in
      limits.admit(
        address(sends[index].to), now: start.addingTimeInterval(sends[index].after),
        origin: start) != nil
    }
  }

  @Test func `Telegram takes one a second in a chat and thirty in all`() {
    #expect(Self.refused([(0, "telegram:1"), (0.5, "telegram:1"), (1, "telegram:1")]) == [1])
    #expect(Self.refused((1...31).map { (0, "telegram:\($0)") }) == [30])
    #expect(Self.refused((1...60).map { ($0 > 30 ? 1 : 0, "telegram:\($0)") }).isEmpty)
  }

  @Test func `a Telegram group takes twenty in any minute, its topics together`() {
    let sends = (0..<21).map { (TimeInterval($0) * 2, "telegram:-100/\($0 % 3 + 2)") }
    #expect(Self.refused(sends) == [20])
    #expect(Self.refused(sends.dropLast() + [(60, "telegram:-100")]).isEmpty)
  }

  @Test func `Slack takes one a second in a channel, whatever others get`() {
    #expect(
      Self.refused([(0, "slack:C1"), (0, "slack:C2"), (0.9, "slack:C1"), (1.1, "slack:C1")])
        == [2])
  }

  @Test func `Matrix has no limits but those of Synapse, where they are wished`() {
    let sends = (0..<12).map { (TimeInterval($0) * 0.1, "matrix:!\($0):x") }
    #expect(Self.refused(sends).isEmpty)
    #expect(Self.refused(sends, synapse: true) == [10, 11])
    #expect(Self.refused(sends.prefix(10) + [(6, "matrix:!a:x")], synapse: true).isEmpty)
  }

  @Test func `a refusal says how long to wait and what is closed`() {
    var limits = VendorLimits(hasSynapseLimits: false)
    let chat = Self.address("telegram:1")
    #expect(limits.admit(chat, now: Self.start, origin: Self.start) == nil)
    let refusal = limits.admit(
      chat, now: Self.start.addingTimeInterval(0.2), origin: Self.start)
    #expect(refusal?.wait == .seconds(1))
    #expect(refusal?.scope == .conversation)
    #expect(limits.refusals == 1)
  }

  @Test func `the busiest minute of each limit is kept with whose it was`() {
    var limits = VendorLimits(hasSynapseLimits: false)
    for (second, chat) in [(0, "1"), (30, "2"), (40, "2"), (70, "1")] {
      _ = limits.admit(
        Self.address("telegram:\(chat)"), now: Self.start.addingTimeInterval(Double(second)),
        origin: Self.start)
    }
    #expect(
      limits.limits(of: .telegram) == [
        PlatformPace.Limit(name: "over all", perMinute: 1800, isWhole: true, busiest: 3),
        PlatformPace.Limit(
          name: "per chat", perMinute: 60, isWhole: false, busiest: 2,
          at: Self.address("telegram:2")),
        PlatformPace.Limit(name: "per group", perMinute: 20, isWhole: false, busiest: 0),
      ])
  }
}
