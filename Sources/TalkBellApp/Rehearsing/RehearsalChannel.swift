import ConferenceModel
import Foundation
import Messaging
import Rehearsal
import Synchronization
import Timekeeping

/// Stands between the bot and a platform: keeps what is sent, and either holds it in memory under
/// the platform's limits or hands it on to an adapter that speaks to a server on this machine.
///
/// The pace is that of the real adapter, whose rules it gives.
final class RehearsalChannel: ChatChannel {
  /// A message or an edit that the platform took.
  struct Passage: Sendable {
    /// Of the outbox entry.
    let number: Int64
    /// How often the entry was sent before.
    let turn: Int
    let receipt: RunRecord.Receipt
  }

  private struct State {
    var limits: VendorLimits
    var network: SimulatedNetwork
    /// Taken since the last `carry`, in any order.
    var handedOver: [Passage] = []
    var passages: [Passage] = []
    var turns: [Int64: Int] = [:]
    /// Each document once: a keynote's reminders are the same for thousands.
    var documents: Set<MessageDocument> = []
    var minutes: [Int: Int] = [:]
    var foreignRefusals = 0
  }

  private let real: any ChatChannel
  private let isForwarded: @Sendable (ConversationAddress) -> Bool
  private let clock: any WallClock
  private let origin: Date
  private let state: Mutex<State>

  /// A stand-in for `real`.
  ///
  /// - parameter origin: the start of the rehearsal.
  /// - parameter isForwarded: whether messages to an address are really sent.
  init(
    for real: any ChatChannel, clock: any WallClock, origin: Date, seed: UInt64,
    hasSynapseLimits: Bool, isForwarded: @escaping @Sendable (ConversationAddress) -> Bool
  ) {
    self.real = real
    self.clock = clock
    self.origin = origin
    self.isForwarded = isForwarded
    state = Mutex(
      State(
        limits: VendorLimits(hasSynapseLimits: hasSynapseLimits),
        network: SimulatedNetwork(seed: seed)))
  }

  var platform: ChatPlatform { real.platform }
  var isIdempotent: Bool { real.isIdempotent }

  func isIdempotent(for address: ConversationAddress) -> Bool {
    real.isIdempotent(for: address)
  }

  func rateRules(for address: ConversationAddress) -> [RateRule] { real.rateRules(for: address) }

  func send(_ message: OutgoingMessage) async -> DeliveryOutcome {
    guard isForwarded(message.address) else {
      // A webhook's posts have no names, so they can't be edited.
      let name = message.address.conversation.hasPrefix("webhook/") ? nil : Self.number(of: message)
      return keep(message, receipt: name.map { "\($0)" }, isEdit: false)
    }
    return await forward(message, isEdit: false) { await real.send(message) }
  }

  func edit(_ message: OutgoingMessage, receipt: String) async -> DeliveryOutcome {
    guard isForwarded(message.address) else { return keep(message, receipt: receipt, isEdit: true) }
    return await forward(message, isEdit: true) { await real.edit(message, receipt: receipt) }
  }

  /// Gives what was handed over at this instant its time of arrival, in an order that does not
  /// depend on which task was faster.
  ///
  /// - returns: when the network takes more.
  func carry() -> Date {
    state.withLock { state in
      let waiting = state.handedOver.sorted { ($0.number, $0.turn) < ($1.number, $1.turn) }
      state.handedOver = []
      for passage in waiting {
        var receipt = passage.receipt
        receipt.arrivedAt = state.network.carry(
          passage.number, turn: passage.turn, to: receipt.address, now: receipt.sentAt)
        state.passages.append(
          Passage(number: passage.number, turn: passage.turn, receipt: receipt))
      }
      return state.network.clearAt
    }
  }

  /// All that the platform took, by arrival.
  var passages: [Passage] {
    state.withLock { $0.passages }.sorted {
      ($0.receipt.arrivedAt, $0.number, $0.turn) < ($1.receipt.arrivedAt, $1.number, $1.turn)
    }
  }

  /// How many messages the platform took.
  var count: Int { state.withLock { $0.passages.count } }

  /// How fast it was sent to.
  var pace: PlatformPace {
    state.withLock {
      PlatformPace(
        platform: platform, sends: $0.minutes.values.reduce(0, +), minutes: $0.minutes,
        limits: $0.limits.limits(of: platform))
    }
  }

  /// How often the platform's limits refused a send.
  var refusals: Int { state.withLock { $0.limits.refusals + $0.foreignRefusals } }

  private func keep(
    _ message: OutgoingMessage, receipt: String?, isEdit: Bool
  ) -> DeliveryOutcome {
    let now = clock.now()
    return state.withLock { state in
      if let refusal = state.limits.admit(message.address, now: now, origin: origin) {
        return .rateLimited(retryAfter: refusal.wait, scope: refusal.scope)
      }
      count(now, &state)
      state.handedOver.append(
        passage(message, receipt, sentAt: now, arrivedAt: now, isEdit: isEdit, &state))
      return .delivered(receipt: receipt)
    }
  }

  private func forward(
    _ message: OutgoingMessage, isEdit: Bool, by send: () async -> DeliveryOutcome
  ) async -> DeliveryOutcome {
    let now = clock.now()
    // The network of this machine is as fast as it is, however fast the simulated clock runs.
    let machine = SystemClock()
    let begin = machine.now()
    let outcome = await send()
    let arrival = now.addingTimeInterval(max(0, machine.now().timeIntervalSince(begin)))
    state.withLock { state in
      switch outcome {
      case .delivered(let receipt):
        _ = state.limits.admit(message.address, now: now, origin: origin)
        count(now, &state)
        state.passages.append(
          passage(message, receipt, sentAt: now, arrivedAt: arrival, isEdit: isEdit, &state))
      case .rateLimited: state.foreignRefusals += 1
      default: break
      }
    }
    return outcome
  }

  private func count(_ now: Date, _ state: inout State) {
    state.minutes[Int((now.timeIntervalSince(origin) / 60).rounded(.down)), default: 0] += 1
  }

  private func passage(
    _ message: OutgoingMessage, _ receipt: String?, sentAt: Date, arrivedAt: Date, isEdit: Bool,
    _ state: inout State
  ) -> Passage {
    let number = Self.number(of: message)
    let turn = state.turns[number] ?? 0
    state.turns[number] = turn + 1
    return Passage(
      number: number, turn: turn,
      receipt: RunRecord.Receipt(
        sentAt: sentAt, arrivedAt: arrivedAt, address: message.address,
        id: receipt ?? "\(number)",
        document: state.documents.insert(message.document).memberAfterInsert, isEdit: isEdit,
        attention: message.attention))
  }

  /// Of the outbox entry, at the end of `tb-<instance>-<number>`.
  private static func number(of message: OutgoingMessage) -> Int64 {
    message.transactionID.split(separator: "-").last.flatMap { Int64($0) } ?? 0
  }
}
