import ConferenceModel
import Foundation
import Rehearsal

/// How long messages are on their way to a chat that is only in memory: a small time drawn for
/// each, and no more at once than a relay has connections.
struct SimulatedNetwork: Sendable {
  /// As many as a relay serves conversations at a time.
  private static let connections = 32
  /// Between two answers of a chat platform, in seconds; most are nearer to the lower end.
  private static let (quickest, slowest): (TimeInterval, TimeInterval) = (0.05, 0.3)

  private let seed: UInt64
  private var freeAt: [Date]
  private var lastArrival: [ConversationAddress: Date] = [:]
  /// When the last message that was handed over really leaves: until then a relay would wait.
  private(set) var clearAt = Date.distantPast

  init(seed: UInt64) {
    self.seed = seed
    freeAt = Array(repeating: .distantPast, count: Self.connections)
  }

  /// When a message that is handed over now stands in the chat.
  ///
  /// - parameter number: of the outbox entry; with `turn` it decides the time on the way.
  /// - parameter turn: how often the entry was sent before.
  mutating func carry(
    _ number: Int64, turn: Int, to address: ConversationAddress, now: Date
  ) -> Date {
    var chance = SeededGenerator(
      seed: seed ^ UInt64(bitPattern: number), purpose: UInt64(turn) + 7)
    let share = chance.fraction()
    let span = Self.quickest + (Self.slowest - Self.quickest) * share * share
    // The connection that is free first.
    let connection = freeAt.indices.min { freeAt[$0] < freeAt[$1] } ?? 0
    let start = max(now, freeAt[connection], lastArrival[address] ?? now)
    let arrival = start.addingTimeInterval((span * 1000).rounded() / 1000)
    freeAt[connection] = arrival
    lastArrival[address] = arrival
    clearAt = max(clearAt, start)
    return arrival
  }
}
