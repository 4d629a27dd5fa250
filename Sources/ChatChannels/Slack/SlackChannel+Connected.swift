package import Messaging

/// Hearing in Socket Mode, which needs no public address.
extension SlackChannel: ConnectedChannel {
  /// Whether the account receives in Socket Mode.
  package var isConnected: Bool {
    if case .socket = account?.receiving { true } else { false }
  }

  /// Hears through two connections, so that news comes while one is replaced. An envelope is
  /// acknowledged once the sink has stored what it says; one that can't be read is acknowledged
  /// too, for it would come again as it is.
  package func listen(
    onConnected: @escaping @Sendable () -> Void, sink: @escaping IncomingSink
  ) async throws {
    guard let account, let directory, case .socket(let appToken) = account.receiving else {
      throw ReceiveError.needsOperator(reason: "Socket Mode needs platforms.slack.appToken")
    }
    let translation = SlackTranslation(directory: directory)
    try await SlackSocket(apiBase: account.apiBase, appToken: appToken, transport: transport).run(
      onConnected: onConnected
    ) { envelope in
      guard let payload = SlackPayloadIn(envelope),
        let batch = try await translation.batch(payload)
      else { return }
      try await sink(batch)
    }
  }
}

extension SlackPayloadIn {
  /// nil when the payload is not what its kind says.
  init?(_ envelope: SlackEnvelope) {
    let payload: SlackPayloadIn? =
      switch envelope.kind {
      case .slashCommand:
        JSONBody.decoded(SlackSlashCommand.self, from: envelope.payload).map(Self.slashCommand)
      case .interaction:
        JSONBody.decoded(SlackInteraction.self, from: envelope.payload).map(Self.interaction)
      case .event:
        JSONBody.decoded(SlackEventCallback.self, from: envelope.payload).map(Self.event)
      }
    guard let payload else { return nil }
    self = payload
  }
}
