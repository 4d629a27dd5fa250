package import ConferenceModel
package import Messaging
import Synchronization

/// A chat in memory, at the seam of the network: it keeps what was sent to it and answers as told.
///
/// A test may hold the messages of a conversation, so that they stay under way until it lets go.
package final class RecordingChannel: ChatChannel {
  private struct Held {
    let id: Int
    let address: ConversationAddress
    let continuation: CheckedContinuation<Bool, Never>
  }

  private struct State {
    var sent: [OutgoingMessage] = []
    var edited: [Edit] = []
    var editAnswers: [DeliveryOutcome] = []
    var answers: [ConversationAddress: [DeliveryOutcome]] = [:]
    var holding: Set<ConversationAddress> = []
    var held: [Held] = []
    var cancelled: Set<Int> = []
    var underWay: [ConversationAddress: Int] = [:]
    var mostUnderWay = 0
    var isOver = false
    var observers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
  }

  /// New words for an earlier message.
  package struct Edit: Hashable, Sendable {
    /// The words.
    package var message: OutgoingMessage
    /// In whose place.
    package var receipt: String
  }

  /// The platform it speaks for.
  package let platform: ChatPlatform
  /// Whether a message of a known transaction id counts as the same.
  package let isIdempotent: Bool
  private let rules: @Sendable (ConversationAddress) -> [RateRule]
  private let state = Mutex(State())

  /// A chat without limits unless `rules` gives some.
  package init(
    platform: ChatPlatform = .telegram, isIdempotent: Bool = false,
    rules: @escaping @Sendable (ConversationAddress) -> [RateRule] = { _ in [] }
  ) {
    self.platform = platform
    self.isIdempotent = isIdempotent
    self.rules = rules
  }

  /// All messages in the order in which they were handed over, whatever became of them.
  package var sent: [OutgoingMessage] { state.withLock { $0.sent } }

  /// All edits in the order in which they were handed over, whatever became of them.
  package var edited: [Edit] { state.withLock { $0.edited } }

  /// Answers the next edits so; afterwards each is in the chat.
  package func answerEdits(with outcomes: DeliveryOutcome...) {
    state.withLock { $0.editAnswers += outcomes }
  }

  /// The most messages that one conversation had under way at a time.
  package var mostUnderWay: Int { state.withLock { $0.mostUnderWay } }

  /// Answers the next messages to a conversation so; afterwards each is delivered.
  package func answer(_ address: ConversationAddress, with outcomes: DeliveryOutcome...) {
    state.withLock { $0.answers[address, default: []] += outcomes }
  }

  /// Takes back what `answer` said and was not used.
  package func forgetAnswers() { state.withLock { $0.answers = [:] } }

  /// Keeps the messages to a conversation under way until `release`.
  package func hold(_ address: ConversationAddress) {
    state.withLock { _ = $0.holding.insert(address) }
  }

  /// Ends what is under way to a conversation and holds no more.
  package func release(_ address: ConversationAddress) {
    let held = state.withLock { state in
      state.holding.remove(address)
      let held = state.held.filter { $0.address == address }
      state.held.removeAll { $0.address == address }
      return held
    }
    for one in held { one.continuation.resume(returning: true) }
  }

  /// Returns when this many messages have been handed over in all, or when the test is cancelled
  /// because its time is over.
  package func hasBeenSent(_ count: Int) async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isReached = state.withLock { state in
          if state.isOver || state.sent.count >= count { return true }
          state.observers.append((count, continuation))
          return false
        }
        if isReached { continuation.resume() }
      }
    } onCancel: {
      let observers = state.withLock { state in
        state.isOver = true
        defer { state.observers = [] }
        return state.observers
      }
      for observer in observers { observer.continuation.resume() }
    }
  }

  /// The rules it was made with.
  package func rateRules(for address: ConversationAddress) -> [RateRule] { rules(address) }

  /// Keeps the message, waits while its conversation is held, and answers.
  package func send(_ message: OutgoingMessage) async -> DeliveryOutcome {
    let (number, reached) = state.withLock { state in
      state.sent.append(message)
      let count = state.sent.count
      state.underWay[message.address, default: 0] += 1
      state.mostUnderWay = max(state.mostUnderWay, state.underWay[message.address] ?? 0)
      let reached = state.observers.filter { $0.count <= count }
      state.observers.removeAll { $0.count <= count }
      return (count, reached)
    }
    for observer in reached { observer.continuation.resume() }
    let isWhole = await passHold(number, message.address)
    return state.withLock { state in
      state.underWay[message.address, default: 1] -= 1
      guard isWhole else { return .ambiguous(reason: "cancelled") }
      guard state.answers[message.address]?.isEmpty == false else {
        return .delivered(receipt: "\(number)")
      }
      return state.answers[message.address]?.removeFirst() ?? .delivered(receipt: "\(number)")
    }
  }

  /// Keeps the edit and answers.
  package func edit(_ message: OutgoingMessage, receipt: String) async -> DeliveryOutcome {
    state.withLock { state in
      state.edited.append(Edit(message: message, receipt: receipt))
      guard !state.editAnswers.isEmpty else { return .delivered(receipt: receipt) }
      return state.editAnswers.removeFirst()
    }
  }

  /// - returns: false when the task was cancelled while the message was held.
  private func passHold(_ id: Int, _ address: ConversationAddress) async -> Bool {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let end = state.withLock { state -> Bool? in
          guard state.holding.contains(address) else { return true }
          if state.cancelled.remove(id) != nil { return false }
          state.held.append(Held(id: id, address: address, continuation: continuation))
          return nil
        }
        if let end { continuation.resume(returning: end) }
      }
    } onCancel: {
      let held = state.withLock { state -> Held? in
        guard let index = state.held.firstIndex(where: { $0.id == id }) else {
          state.cancelled.insert(id)
          return nil
        }
        return state.held.remove(at: index)
      }
      held?.continuation.resume(returning: false)
    }
  }
}
