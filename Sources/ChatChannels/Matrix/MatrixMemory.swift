import ConferenceModel
import Messaging
import Synchronization

/// Who we are on the homeserver.
struct MatrixAccount: Hashable, Sendable {
  /// `@talkbell:example.org`.
  var user: String
  /// What others see; empty when there is none.
  var displayName: String
}

/// What could not be done yet because the homeserver asked to wait. It is kept in our account
/// data there, so that it outlives us: an invitation is told only once.
struct MatrixDebts: Codable, Hashable, Sendable {
  /// Rooms to join, each with a server that knows it; empty when the invitation is enough.
  var joins: [String: String] = [:]
  /// Encrypted rooms with the person for whom a room without encryption is to be made.
  var offers: [String: String] = [:]

  var isEmpty: Bool { joins.isEmpty && offers.isEmpty }
}

/// What the adapter remembers while it runs; all of it can be asked of the homeserver again.
final class MatrixMemory: Sendable {
  struct State: Sendable {
    /// nil until it was asked for.
    var account: MatrixAccount?
    /// The rooms with one person where everything is said to us.
    var direct = MatrixDirectRooms()
    var debts = MatrixDebts()
    /// How often the join of a room failed for a passing reason.
    var failedJoins: [String: Int] = [:]
    /// Encrypted rooms that were told so, with the cursor of the poll that did: a poll that
    /// is repeated from the same cursor, because its batch was not stored, tells again.
    var told: [String: String] = [:]
    /// Offers made after the batch of their room, likewise with the poll's cursor.
    var lateOffers: [String: IncomingEvent] = [:]
    var lateCursor: String?
  }

  private let state = Mutex(State())

  /// Reads or changes it; the change must be short.
  func with<Value: Sendable>(_ body: (inout sending State) -> sending Value) -> sending Value {
    state.withLock(body)
  }

  var direct: MatrixDirectRooms { state.withLock { $0.direct } }
  var debts: MatrixDebts { state.withLock { $0.debts } }
}
