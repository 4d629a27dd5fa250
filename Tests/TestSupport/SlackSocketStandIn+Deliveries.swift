import Synchronization

/// What is sent to the app.
extension SlackSocketStandIn {
  /// How an envelope was taken.
  package struct Receipt: Hashable, Sendable {
    /// Its id.
    package var envelope: String
    /// On which connection it was acknowledged.
    package var connection: Int
    /// How often it had been sent before.
    package var retryAttempt: Int

    /// A receipt.
    package init(envelope: String, connection: Int, retryAttempt: Int) {
      self.envelope = envelope
      self.connection = connection
      self.retryAttempt = retryAttempt
    }
  }

  /// A slash command, as a person types it.
  package func type(
    command: String = "/talkbell", _ text: String, user: String = "U0ADA",
    channel: String = "D0ADA", channelName: String = "directmessage",
    responseURL: String = "http://127.0.0.1:9/commands/response"
  ) async -> Receipt? {
    await deliver(
      "slash_commands",
      [
        "token": "legacy", "team_id": "T0TEST", "team_domain": "test",
        "channel_id": .string(channel), "channel_name": .string(channelName),
        "user_id": .string(user), "user_name": "ada", "command": .string(command),
        "text": .string(text), "api_app_id": "A0TEST", "is_enterprise_install": "false",
        "response_url": .string(responseURL), "trigger_id": "1.2.3",
      ])
  }

  /// Delivers an envelope: sends it on any connection, and again on another one when it is not
  /// acknowledged in time or the connection ends, three times at most.
  ///
  /// - parameters:
  ///   - kind: `slash_commands`, `interactive`, `events_api` or something new.
  ///   - connection: of the first attempt; the one used longest ago when nil.
  /// - returns: how it was acknowledged; nil when it was not, or nobody was connected.
  package func deliver(
    _ kind: String, _ payload: StandInJSON, on connection: Int? = nil, retries: Int = 3
  ) async -> Receipt? {
    let envelope = state.withLock { state in
      state.nextEnvelope += 1
      return "envelope-\(state.nextEnvelope)"
    }
    var last: Int?
    for attempt in 0...max(0, retries) {
      let wanted = attempt == 0 ? connection : nil
      guard let peer = await peer(wanted: wanted, after: last) else { return nil }
      last = peer.number
      state.withLock { _ = $0.pending[envelope, default: []].insert(peer.number) }
      try? await peer.send(
        StandInJSON.object([
          "type": .string(kind), "envelope_id": .string(envelope), "payload": payload,
          "accepts_response_payload": .bool(kind != "events_api"),
          "retry_attempt": .integer(Int64(attempt)),
          "retry_reason": .string(attempt == 0 ? "" : "timeout"),
        ]).text)
      let event = await journal.first(timeout: acknowledgementTime) { event in
        switch event {
        case .acknowledged(envelope, _): true
        case .closed(peer.number): true
        default: false
        }
      }
      if let receipt = receipt(of: envelope, attempt: attempt) { return receipt }
      if event == nil { continue }
    }
    return nil
  }

  /// What has been acknowledged, in order.
  package var acknowledgedEnvelopes: [String] {
    journal.entries.compactMap {
      if case .acknowledged(let envelope, _) = $0 { envelope } else { nil }
    }
  }

  private func receipt(of envelope: String, attempt: Int) -> Receipt? {
    for case .acknowledged(envelope, let connection) in journal.entries {
      return Receipt(envelope: envelope, connection: connection, retryAttempt: attempt)
    }
    return nil
  }

  /// The connection for an attempt, waited for when there is none.
  private func peer(wanted: Int?, after last: Int?) async -> WebSocketPeer? {
    if connections.isEmpty {
      _ = await journal.first(timeout: acknowledgementTime) { _ in
        !self.connections.isEmpty
      }
    }
    return state.withLock { state in
      if let wanted { return state.peers[wanted] }
      let numbers = state.peers.keys.sorted()
      let others = numbers.filter { $0 != last }
      let candidates = others.isEmpty ? numbers : others
      let next = candidates.first { $0 > state.lastUsed } ?? candidates.first
      guard let next else { return nil }
      state.lastUsed = next
      return state.peers[next]
    }
  }
}
