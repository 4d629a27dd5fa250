import Synchronization

/// Slack's Socket Mode on this machine: `apps.connections.open` over HTTP, and the sockets it gives
/// addresses of (docs.slack.dev/apis/events-api/using-socket-mode). Strict: an address works once,
/// the token stands in the header alone, and only what was sent is acknowledged, once and on the
/// connection it was sent on.
package final class SlackSocketStandIn: Sendable {
  /// Something that happened, for those who wait.
  enum Event: Hashable, Sendable {
    case opened(Int)
    case closed(Int)
    case acknowledged(envelope: String, connection: Int)
    case asked
  }

  struct State {
    var tickets: Set<String> = []
    var issued = 0
    /// Those that have been greeted, by number.
    var peers: [Int: WebSocketPeer] = [:]
    var nextEnvelope = 0
    var lastUsed = 0
    /// Connections each envelope was sent on and has not been acknowledged by.
    var pending: [String: Set<Int>] = [:]
    var problems: [String] = []
  }

  /// The app-level token it knows.
  package let appToken: String
  let acknowledgementTime: Duration
  let journal = StandInJournal<Event>()
  let state = Mutex(State())
  private let faults = StandInFaults()
  private let servers = Mutex<(api: LoopbackServer?, sockets: WebSocketServer?)>((nil, nil))

  /// Not started.
  ///
  /// - parameter acknowledgementTime: after which an envelope is sent again; real time.
  package init(
    appToken: String = "xapp-1-A0TEST-1-secret", acknowledgementTime: Duration = .seconds(3)
  ) {
    self.appToken = appToken
    self.acknowledgementTime = acknowledgementTime
  }

  /// Listens on 127.0.0.1, on free ports.
  package func start() async throws {
    let sockets = try await WebSocketServer.start(pingEvery: .seconds(5)) { [weak self] opening in
      self?.answer(opening) ?? .refuse(status: 503)
    } session: { [weak self] peer in
      try await self?.serve(peer)
    }
    let api = try await LoopbackServer.start { [weak self] request in
      self?.reply(to: request) ?? .reset
    }
    servers.withLock { $0 = (api, sockets) }
  }

  /// Stops listening and ends all connections; what was received stays readable.
  package func stop() async {
    let (api, sockets) = servers.withLock { servers in
      defer { servers = (nil, nil) }
      return servers
    }
    await api?.stop()
    await sockets?.stop()
  }

  /// What `platforms.slack.apiBase` is; it knows `apps.connections.open` alone.
  package var apiBase: String { (servers.withLock { $0.api?.baseURL } ?? "") + "/api" }

  /// A WebSocket address that can be used once, for a stand-in that answers
  /// `apps.connections.open` itself.
  package func issueAddress() -> String {
    let number = state.withLock { state in
      state.issued += 1
      state.tickets.insert("ticket-\(state.issued)")
      return state.issued
    }
    let base = servers.withLock { $0.sockets?.baseURL } ?? "ws://127.0.0.1:9"
    return "\(base)/link/?ticket=ticket-\(number)&app_id=A0TEST"
  }

  /// How many addresses were given out.
  package var issuedAddresses: Int { state.withLock { $0.issued } }

  /// The next call of `apps.connections.open` gets this answer instead.
  package func failNextOpen(_ reply: LoopbackServer.Reply) {
    faults.add("apps.connections.open", StandInFaults.Fault(reply: reply, takesEffect: false))
  }

  /// What was wrong with requests, frames and acknowledgements, oldest first.
  package var violations: [String] {
    state.withLock { $0.problems } + (servers.withLock { $0.sockets?.violations } ?? [])
  }

  func complain(_ text: String) { state.withLock { $0.problems.append(text) } }

  private func reply(to request: LoopbackServer.Request) -> LoopbackServer.Reply {
    guard request.path.hasSuffix("/apps.connections.open") else {
      complain("unknown method \(request.path)")
      return .json(#"{"ok":false,"error":"unknown_method"}"#)
    }
    journal.append(.asked)
    if let fault = faults.next("apps.connections.open") { return fault.reply }
    guard request.method == "POST" else {
      complain("apps.connections.open was not called with POST")
      return .json(#"{"ok":false,"error":"insecure_request"}"#)
    }
    if request.bodyText.contains("xapp-") || request.target.contains("xapp-") {
      complain("the token stands outside of the header")
      return .json(#"{"ok":false,"error":"invalid_auth"}"#)
    }
    let authorization = request.header("Authorization") ?? ""
    guard authorization.hasPrefix("Bearer ") else {
      return .json(#"{"ok":false,"error":"not_authed"}"#)
    }
    let token = authorization.dropFirst("Bearer ".count)
    if token.hasPrefix("xoxb-") || token.hasPrefix("xoxp-") {
      return .json(#"{"ok":false,"error":"not_allowed_token_type"}"#)
    }
    guard token == appToken else { return .json(#"{"ok":false,"error":"invalid_auth"}"#) }
    return .json(StandInJSON.object(["ok": true, "url": .string(issueAddress())]).text)
  }

  private func answer(_ opening: WebSocketServer.Opening) -> WebSocketServer.Answer {
    let ticket = opening.target.split(separator: "?").last?.split(separator: "&")
      .first { $0.hasPrefix("ticket=") }?.dropFirst("ticket=".count)
    return state.withLock { state in
      guard let ticket, state.tickets.remove(String(ticket)) != nil else {
        state.problems.append("a ticket that is unknown or was used")
        return .refuse(status: 401)
      }
      guard state.peers.count < 10 else {
        state.problems.append("more than 10 connections")
        return .refuse(status: 403)
      }
      return .accept()
    }
  }
}
