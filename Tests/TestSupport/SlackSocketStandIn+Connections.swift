import Synchronization

/// The connections, as tests watch and end them.
extension SlackSocketStandIn {
  /// Why Slack wants to end a connection.
  package enum DisconnectReason: String, Sendable {
    /// It will, in about ten seconds.
    case warning
    /// It does.
    case refreshRequested = "refresh_requested"
    /// Socket Mode was switched off.
    case linkDisabled = "link_disabled"
  }

  /// The numbers of those that stand, lowest first.
  package var connections: [Int] { state.withLock { $0.peers.keys.sorted() } }

  /// Waits until exactly so many stand.
  ///
  /// - parameter timeout: real time.
  /// - returns: their numbers; nil when it never was so within the time.
  package func waitForConnections(
    _ count: Int, timeout: Duration = .seconds(60)
  ) async -> [Int]? {
    // Looked at whenever something happens; the first look is made by hand, as nothing may have.
    if connections.count == count { return connections }
    let event = await journal.first(timeout: timeout) { _ in self.connections.count == count }
    return event == nil ? nil : connections
  }

  /// Waits until a connection is no more.
  ///
  /// - returns: false when it still stands after the timeout, in real time.
  package func waitForEnd(of connection: Int, timeout: Duration = .seconds(60)) async -> Bool {
    await journal.first(timeout: timeout) { $0 == .closed(connection) } != nil
  }

  /// Says that a connection is to end; ending it is another call.
  package func disconnect(_ connection: Int, _ reason: DisconnectReason) async {
    let message: StandInJSON = [
      "type": "disconnect", "reason": .string(reason.rawValue),
      "debug_info": ["host": "wss-111.slack.com"],
    ]
    await say(message.text, on: connection)
  }

  /// Sends any text on a connection.
  package func say(_ text: String, on connection: Int) async {
    try? await state.withLock { $0.peers[connection] }?.send(text)
  }

  /// Ends a connection with a close frame.
  package func close(_ connection: Int) async {
    try? await state.withLock { $0.peers[connection] }?.close()
  }

  /// Breaks a connection.
  package func drop(_ connection: Int) async {
    await state.withLock { $0.peers[connection] }?.reset()
  }

  /// The server's side of a connection: greets, pings, reads acknowledgements.
  func serve(_ peer: WebSocketPeer) async throws {
    let count = state.withLock { state in
      state.peers[peer.number] = peer
      return state.peers.count
    }
    let hello: StandInJSON = [
      "type": "hello", "num_connections": .integer(Int64(count)),
      "connection_info": ["app_id": "A0TEST"],
      "debug_info": ["host": "applink-1", "approximate_connection_time": 3600],
    ]
    try? await peer.send(hello.text)
    journal.append(.opened(peer.number))
    for await heard in peer.heard {
      if case .text(let text) = heard { read(text, on: peer.number) }
    }
    state.withLock { $0.peers[peer.number] = nil }
    journal.append(.closed(peer.number))
  }

  private func read(_ text: String, on connection: Int) {
    guard let members = StandInJSON(Array(text.utf8))?.object,
      let envelope = members["envelope_id"]?.string
    else { return complain("a malformed acknowledgement") }
    if let unknown = members.keys.first(where: { !["envelope_id", "payload"].contains($0) }) {
      return complain("an acknowledgement with \(unknown)")
    }
    let isExpected = state.withLock { $0.pending[envelope]?.remove(connection) != nil }
    guard isExpected else {
      return complain("an acknowledgement of what this connection was not sent, or twice")
    }
    journal.append(.acknowledged(envelope: envelope, connection: connection))
  }
}
