package import Messaging

/// Hearing in Socket Mode.
extension SlackChannel: ConnectedChannel {
  /// Whether the account receives in Socket Mode.
  package var isConnected: Bool {
    if case .socket = account?.receiving { true } else { false }
  }

  /// Hears on two connections at a time, so that one can be replaced while the other hears. What
  /// was said is acknowledged once the sink has stored it; what was not is delivered again by
  /// Slack, an event under the same `event_id`. What can't be read is acknowledged and does
  /// nothing: it would read no better the next time.
  package func listen(
    onConnected: @escaping @Sendable () -> Void, sink: @escaping IncomingSink
  ) async throws {
    guard let account, let directory, case .socket(let appToken) = account.receiving else {
      throw ReceiveError.needsOperator(reason: "Slack is not configured for Socket Mode")
    }
    let translation = SlackTranslation(directory: directory)
    let socket = SlackSocket(apiBase: account.apiBase, appToken: appToken, transport: transport)
    try await socket.run(onConnected: onConnected) { envelope in
      guard let payload = SlackPayloadIn(envelope),
        let batch = try await translation.batch(payload)
      else { return }
      try await sink(batch)
    }
  }
}

extension SlackPayloadIn {
  /// nil when the envelope holds nothing that can be read.
  init?(_ envelope: SlackEnvelope) {
    let read: SlackPayloadIn? =
      switch envelope.kind {
      case .slashCommand:
        JSONBody.decoded(SlackSlashCommand.self, from: envelope.payload).map(Self.slashCommand)
      case .interaction:
        JSONBody.decoded(SlackInteraction.self, from: envelope.payload).map(Self.interaction)
      case .event:
        JSONBody.decoded(SlackEventCallback.self, from: envelope.payload).map(Self.event)
      }
    guard let read else { return nil }
    self = read
  }
}
