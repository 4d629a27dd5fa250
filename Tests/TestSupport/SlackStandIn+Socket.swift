extension SlackStandIn {
  /// Lets the app connect to a socket stand-in: `apps.connections.open` gives its addresses to who
  /// has its token.
  package func connect(_ socket: SlackSocketStandIn) {
    hook("apps.connections.open") { request in
      guard request.method == "POST", request.header("Authorization") == "Bearer \(socket.appToken)"
      else { return .json(#"{"ok":false,"error":"invalid_auth"}"#) }
      return .json(StandInJSON.object(["ok": true, "url": .string(socket.issueAddress())]).text)
    }
  }

  /// Tells the app something in Socket Mode.
  ///
  /// - returns: how it was acknowledged; nil when it was not.
  package func deliver(
    _ inbound: Inbound, through socket: SlackSocketStandIn
  ) async -> SlackSocketStandIn.Receipt? {
    await socket.deliver(inbound.socketType, inbound.payload)
  }
}
