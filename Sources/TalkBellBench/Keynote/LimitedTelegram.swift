import ChatChannels
import ConferenceModel
import Foundation
import HTTPTransport
import Messaging
import Synchronization
import Timekeeping

/// Telegram without a network, with the limits that its operators publish: 30 messages in any
/// second over all, one in a chat (core.telegram.org/bots/faq). What is beyond is answered as
/// Telegram would, with 429 and a whole number of seconds.
final class LimitedTelegram: ChatChannel {
  /// What it has seen, in simulated time.
  struct Record {
    /// When each chat got its message; a second one is counted in `doubled`.
    var arrivals: [String: Date] = [:]
    var first: Date?
    var last: Date?
    var refused = 0
    var doubled = 0
    /// The arrivals of the last second, oldest first.
    fileprivate var recent: [Date] = []
  }

  private static let perSecond = 30
  private let clock: SimulatedClock
  private let rules: TelegramChannel
  private let state: Mutex<Record>

  init(clock: SimulatedClock, messages: Int) {
    self.clock = clock
    // Only asked for its rules: the bot's pace is the real one.
    rules = TelegramChannel(token: "1:A", transport: CurlTransport())
    var record = Record()
    record.arrivals.reserveCapacity(messages)
    state = Mutex(record)
  }

  let platform = ChatPlatform.telegram
  let isIdempotent = false
  /// What came so far.
  var record: Record { state.withLock { $0 } }

  func rateRules(for address: ConversationAddress) -> [RateRule] { rules.rateRules(for: address) }

  func send(_ message: OutgoingMessage) async -> DeliveryOutcome {
    let (now, chat) = (clock.now(), message.address.conversation)
    return state.withLock { record in
      // A microsecond is the rounding of dates.
      let secondAgo = now.addingTimeInterval(-1 + 0.000_001)
      record.recent.removeAll { $0 <= secondAgo }
      let before = record.arrivals[chat]
      if record.recent.count >= Self.perSecond {
        record.refused += 1
        return .rateLimited(retryAfter: .seconds(1), scope: .platform)
      }
      if let before, before > secondAgo {
        record.refused += 1
        return .rateLimited(retryAfter: .seconds(1), scope: .conversation)
      }
      if before != nil { record.doubled += 1 }
      record.recent.append(now)
      record.arrivals[chat] = now
      record.first = record.first ?? now
      record.last = now
      return .delivered(receipt: "\(chat)/4711")
    }
  }
}
