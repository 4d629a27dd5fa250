import ConferenceModel
import Foundation
import Messaging
import Rehearsal
import Synchronization
import Timekeeping

/// The chats of a run, and the network before them, which does what networks do.
///
/// What becomes of an attempt depends on the seed, the message and the number of the attempt, not
/// on the order in which conversations are served.
final class ChatNetwork: Sendable {
  /// How bad it is.
  struct Weather: Sendable {
    var span: DateInterval
    var platform: ChatPlatform
    /// How often an attempt fails, 0 to 1.
    var severity: Double
  }

  private struct State {
    var receipts: [RunRecord.Receipt] = []
    var losses: [RunRecord.Receipt] = []
    var troubles: [RunRecord.Trouble] = []
    var attempts: [String: Int] = [:]
    /// What stands in a Matrix room, by transaction id.
    var known: [String: String] = [:]
    /// So many receipts are surely known to the bot.
    var settled = 0
    /// The process ends with one of the next messages.
    var killIn: Int?
    var kills = 0
  }

  private let state = Mutex(State())
  let seed: UInt64
  let clock: SimulatedClock
  let weather: [Weather]
  /// How often an attempt fails in fine weather.
  let drizzle: Double

  init(seed: UInt64, clock: SimulatedClock, weather: [Weather], drizzle: Double) {
    self.seed = seed
    self.clock = clock
    self.weather = weather
    self.drizzle = drizzle
  }

  /// What becomes of an attempt.
  private enum Fate {
    case arrives(after: TimeInterval)
    /// It surely did not arrive: no connection, or an error before it was accepted.
    case dropped
    /// It did not arrive, and nobody can know that.
    case lost
    /// It arrived, and the answer is cut off or garbage.
    case unanswered
    case limited(TimeInterval, RateLimitScope)
  }

  // MARK: - For the judge

  var receipts: [RunRecord.Receipt] { state.withLock { $0.receipts } }
  var losses: [RunRecord.Receipt] { state.withLock { $0.losses } }
  var troubles: [RunRecord.Trouble] { state.withLock { $0.troubles } }
  var kills: Int { state.withLock { $0.kills } }

  /// All that arrived so far is stored as delivered.
  func noteSettled() { state.withLock { $0.settled = $0.receipts.count } }

  /// The process ended: what it had not stored yet, it does not know.
  func noteDeath() {
    state.withLock { state in
      for index in state.receipts.indices.dropFirst(state.settled) {
        state.receipts[index].isAnswered = false
      }
      state.settled = state.receipts.count
      state.killIn = nil
    }
  }

  /// The process ends while a message is under way: the one after so many others.
  func kill(in count: Int) { state.withLock { $0.killIn = count } }

  // MARK: - For the channels

  func send(
    _ message: OutgoingMessage, replacing receipt: String?, isIdempotent: Bool, life: ProcessLife
  ) -> DeliveryOutcome {
    let now = clock.now()
    let (outcome, isLast) = state.withLock { state -> (DeliveryOutcome, Bool) in
      guard !life.isOver else { return (.retryable(reason: "the process has ended"), false) }
      // The number of the entry; what stands before it is another in every run.
      let entry = message.transactionID.split(separator: "-").last.map(String.init) ?? ""
      let name = "\(message.address)/\(entry)/\(receipt ?? "")"
      let attempt = state.attempts[name, default: 0]
      state.attempts[name] = attempt + 1
      var random = SeededRandom(seed: seed, about: "\(name)#\(attempt)")
      var fate = fate(of: message, now: now, &random)
      var isLast = false
      if let count = state.killIn {
        isLast = count == 0
        state.killIn = isLast ? nil : count - 1
        if isLast {
          fate = random.chance(0.5) ? .unanswered : .lost
          state.kills += 1
        }
      }
      let outcome = Self.carryOut(
        fate, message, replacing: receipt, isIdempotent, attempt: attempt, now: now, &state)
      return (outcome, isLast)
    }
    if isLast { life.end(afterWrites: 0) }
    return outcome
  }

  private func fate(
    of message: OutgoingMessage, now: Date, _ random: inout SeededRandom
  ) -> Fate {
    let storm = weather.first { $0.span.contains(now) && $0.platform == message.address.platform }
    guard random.chance(storm?.severity ?? drizzle) else {
      return .arrives(after: random.seconds(0...(storm == nil ? 2 : 15)))
    }
    switch Int.random(in: 0..<8, using: &random) {
    case 0, 1, 2: return .dropped
    case 3: return .lost
    case 4, 5: return .unanswered
    case 6: return .limited(random.seconds(1...40).rounded(), .conversation)
    default: return .limited(random.seconds(1...20).rounded(), .platform)
    }
  }

  private static func carryOut(
    _ fate: Fate, _ message: OutgoingMessage, replacing edited: String?, _ isIdempotent: Bool,
    attempt: Int, now: Date, _ state: inout State
  ) -> DeliveryOutcome {
    let address = message.address
    func trouble(_ seconds: TimeInterval, ofPlatform: Bool = false) {
      state.troubles.append(
        RunRecord.Trouble(
          platform: ofPlatform ? address.platform : nil, address: ofPlatform ? nil : address,
          span: DateInterval(start: now, duration: seconds + 2)))
    }
    /// The longest wait before the next attempt.
    let backoff = min(60, pow(2, Double(attempt))) * 1.25
    switch fate {
    case .arrives(let delay):
      if delay > 2 { trouble(delay) }
      let id = arrive(message, edited, isIdempotent, now: now, delay: delay, true, &state)
      return .delivered(receipt: id)
    case .dropped:
      trouble(backoff)
      return .retryable(reason: "no connection")
    case .lost:
      trouble(backoff)
      if edited == nil {
        state.losses.append(
          RunRecord.Receipt(
            sentAt: now, arrivedAt: .distantFuture, address: address, id: "",
            document: message.document, attention: message.attention, isAnswered: false))
      }
      return .ambiguous(reason: "the connection broke")
    case .unanswered:
      trouble(backoff)
      _ = arrive(message, edited, isIdempotent, now: now, delay: 0.5, false, &state)
      return .ambiguous(reason: "the answer was cut off")
    case .limited(let seconds, let scope):
      trouble(seconds, ofPlatform: scope == .platform)
      return .rateLimited(retryAfter: .seconds(seconds), scope: scope)
    }
  }

  private static func arrive(
    _ message: OutgoingMessage, _ edited: String?, _ isIdempotent: Bool, now: Date,
    delay: TimeInterval, _ isAnswered: Bool, _ state: inout State
  ) -> String {
    let key = "\(message.transactionID)/\(edited ?? "")"
    if isIdempotent, let id = state.known[key] { return id }
    let id = edited ?? "m\(state.receipts.count)"
    state.known[key] = id
    state.receipts.append(
      RunRecord.Receipt(
        sentAt: now, arrivedAt: now.addingTimeInterval(delay), address: message.address, id: id,
        document: message.document, isEdit: edited != nil, attention: message.attention,
        isAnswered: isAnswered))
    return id
  }
}

/// One platform, as one process sees it.
struct SimulatedChannel: ChatChannel {
  let platform: ChatPlatform
  let network: ChatNetwork
  let life: ProcessLife
  var isIdempotent: Bool { platform == .matrix }

  func rateRules(for address: ConversationAddress) -> [RateRule] {
    switch platform {
    case .telegram:
      [
        RateRule(lane: "telegram", permits: 25, period: .seconds(1)),
        RateRule(lane: address.description, permits: 1, period: .seconds(1)),
      ]
    case .slack: [RateRule(lane: address.description, permits: 1, period: .seconds(1))]
    case .matrix, .console: []
    }
  }

  func send(_ message: OutgoingMessage) async -> DeliveryOutcome {
    network.send(message, replacing: nil, isIdempotent: isIdempotent, life: life)
  }

  func edit(_ message: OutgoingMessage, receipt: String) async -> DeliveryOutcome {
    network.send(message, replacing: receipt, isIdempotent: isIdempotent, life: life)
  }
}
