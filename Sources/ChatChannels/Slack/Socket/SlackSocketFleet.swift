import Messaging

/// Which connections there are, and what to do when one comes or goes. It opens nothing itself.
struct SlackSocketFleet {
  /// Slack's limit for one app (docs.slack.dev/apis/events-api/using-socket-mode#connections).
  static let connectionLimit = 10
  /// After so many connections in a row that ended before they brought anything, another is not
  /// tried at once.
  static let fruitlessLimit = 3

  /// What a connection tells.
  enum Signal: Hashable, Sendable {
    /// Slack said hello.
    case connected(Int)
    /// Slack wants to end it.
    case leaving(Int)
    /// It is no more.
    case ended(Int, End)
  }

  /// How a connection ended.
  enum End: Hashable, Sendable {
    /// It never stood.
    case failed(ReceiveError)
    /// It stood; whether it brought an envelope.
    case lost(reason: String, isFruitful: Bool)
    /// Socket Mode is switched off.
    case switchedOff
  }

  /// What is to be done.
  struct Reaction: Hashable {
    /// The connections to be opened.
    var open: [Int] = []
    /// News can come (again).
    var isConnected = false
    /// Everything ends with this.
    var failure: ReceiveError?
  }

  private enum Phase {
    /// Left by a hello, or by its end.
    case opening
    /// Left by Slack's wish to end it, or by its end.
    case live
    /// Heard until it ends, while another takes its place.
    case leaving
  }

  private let wanted: Int
  private var connections: [Int: Phase] = [:]
  private var lastNumber = 0
  /// Places that could not be filled. They stay empty until the next change, since there is no
  /// clock here to wait by and the connections that stand bring everything.
  private var unfilled = 0
  private var fruitless = 0
  private var failure = ReceiveError.temporary(reason: "Slack is not connected", retryAfter: nil)

  /// A fleet that has opened nothing.
  init(wanted: Int) { self.wanted = min(max(1, wanted), Self.connectionLimit) }

  /// The first connections.
  mutating func begin() -> Reaction { Reaction(open: fill()) }

  /// What follows from a signal.
  mutating func hear(_ signal: Signal) -> Reaction {
    switch signal {
    case .connected(let number):
      let isFirst = !connections.values.contains { $0 != .opening }
      guard connections[number] == .opening else { return Reaction() }
      connections[number] = .live
      return Reaction(isConnected: isFirst)
    case .leaving(let number):
      // One that has not said hello is no loss to be made up for.
      guard connections[number] == .live else { return Reaction() }
      connections[number] = .leaving
      (unfilled, fruitless) = (0, 0)
      return Reaction(open: fill())
    case .ended(let number, let end):
      return remove(number, end)
    }
  }

  private mutating func remove(_ number: Int, _ end: End) -> Reaction {
    guard let phase = connections.removeValue(forKey: number) else { return Reaction() }
    unfilled = phase == .opening ? unfilled : 0
    switch end {
    case .switchedOff:
      return Reaction(
        failure: .needsOperator(
          reason: "Socket Mode is switched off in the Slack app's settings: switch it on there"))
    case .failed(.needsOperator(let reason)):
      return Reaction(failure: .needsOperator(reason: reason))
    case .failed(let error):
      leaveEmpty(error)
    case .lost(let reason, _) where phase == .opening:
      leaveEmpty(.temporary(reason: reason, retryAfter: nil))
    case .lost(let reason, let isFruitful):
      fruitless = isFruitful || phase == .leaving ? 0 : fruitless + 1
      if fruitless >= Self.fruitlessLimit {
        leaveEmpty(.temporary(reason: reason, retryAfter: nil))
      }
    }
    let opened = fill()
    return Reaction(open: opened, failure: connections.isEmpty ? failure : nil)
  }

  private mutating func leaveEmpty(_ error: ReceiveError) {
    unfilled += 1
    failure = error
  }

  private mutating func fill() -> [Int] {
    var opened: [Int] = []
    while connections.values.count(where: { $0 != .leaving }) + unfilled < wanted,
      connections.count < Self.connectionLimit
    {
      lastNumber += 1
      connections[lastNumber] = .opening
      opened.append(lastNumber)
    }
    return opened
  }
}
