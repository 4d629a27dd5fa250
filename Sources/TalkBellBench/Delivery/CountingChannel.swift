import ChatChannels
import ConferenceModel
import Messaging
import Synchronization
import Timekeeping

/// A chat channel as it is, but for its pace, that says when so many messages have ended.
final class CountingChannel: ChatChannel {
  /// What stands in the place of the platform's limits.
  enum Pace {
    /// No rules.
    case off
    /// The platform's lanes, so wide that nothing ever waits.
    case wide
  }

  private let channel: any ChatChannel
  private let pace: Pace
  private let left: Mutex<Int>
  private let end = WakeSignal()

  init(_ channel: any ChatChannel, pace: Pace, messages: Int) {
    self.channel = channel
    self.pace = pace
    left = Mutex(messages)
  }

  var platform: ChatPlatform { channel.platform }
  var isIdempotent: Bool { channel.isIdempotent }

  func rateRules(for address: ConversationAddress) -> [RateRule] {
    switch pace {
    case .off: []
    case .wide:
      channel.rateRules(for: address).map {
        RateRule(lane: $0.lane, permits: 100_000_000, period: .seconds(1))
      }
    }
  }

  func send(_ message: OutgoingMessage) async -> DeliveryOutcome {
    let outcome = await channel.send(message)
    let isLast = left.withLock { left in
      left -= 1
      return left == 0
    }
    if isLast { end.signal() }
    return outcome
  }

  /// Returns when the last message has ended.
  func waitForLast() async throws { try await end.wait(until: nil, on: SystemClock()) }
}

/// A chat without a network: every message is there at once. What is left is the cost of the
/// store, the words and the relay.
struct InstantChannel: ChatChannel {
  let platform = ChatPlatform.telegram
  let isIdempotent = false

  func rateRules(for address: ConversationAddress) -> [RateRule] { [] }
  func send(_ message: OutgoingMessage) async -> DeliveryOutcome {
    .delivered(receipt: "\(message.address.conversation)/4711")
  }
}

/// Passes everything on and keeps the last message.
final class KeepingChannel: ChatChannel {
  private let channel: any ChatChannel
  private let last = Mutex<OutgoingMessage?>(nil)

  init(_ channel: any ChatChannel) { self.channel = channel }

  var platform: ChatPlatform { channel.platform }
  var isIdempotent: Bool { channel.isIdempotent }
  /// What was sent last.
  var message: OutgoingMessage? { last.withLock { $0 } }

  func rateRules(for address: ConversationAddress) -> [RateRule] { [] }
  func send(_ message: OutgoingMessage) async -> DeliveryOutcome {
    last.withLock { $0 = message }
    return await channel.send(message)
  }
}
