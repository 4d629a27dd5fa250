package import ConferenceModel
package import HTTPTransport
package import Messaging

/// Matrix through the client-server API: sends to rooms the bot has joined, hears by `/sync`.
///
/// End-to-end encryption is not spoken: an encrypted room is told so, and a person offered a room
/// without.
package final class MatrixChannel: ReceivingChannel {
  let client: MatrixClient
  let pollTimeout: Duration
  let memory = MatrixMemory()
  private let webhooks: MatrixWebhooks

  /// An account on a homeserver.
  ///
  /// - parameters:
  ///   - homeserver: its address, `https://matrix.example.org`.
  ///   - accessToken: of one device; transaction ids count per device, so keep it over restarts.
  ///   - webhooks: generic webhooks of matrix-hookshot, name to secret address; `hallway` is
  ///     reached under `matrix:webhook/hallway`.
  ///   - pollTimeout: how long a poll waits for news, at most a minute.
  package init(
    homeserver: String, accessToken: String, webhooks: [String: String] = [:],
    transport: CurlTransport, pollTimeout: Duration = .seconds(30)
  ) {
    self.client = MatrixClient(
      homeserver: homeserver, accessToken: accessToken, transport: transport,
      secrets: Array(webhooks.values))
    self.webhooks = MatrixWebhooks(
      addresses: webhooks, transport: transport, reason: client.reason)
    self.pollTimeout = min(max(.zero, pollTimeout), .seconds(60))
  }

  /// `.matrix`.
  package var platform: ChatPlatform { .matrix }
  /// True: the server answers a repeated transaction id with the first event
  /// (spec.matrix.org/latest/client-server-api/#transaction-identifiers).
  package var isIdempotent: Bool { true }
  /// True but for webhooks, which post whatever they get.
  package func isIdempotent(for address: ConversationAddress) -> Bool {
    !MatrixWebhooks.isWebhook(address)
  }

  /// None for rooms, whose limits are a homeserver's own and learned from 429; one per second for
  /// a webhook.
  package func rateRules(for address: ConversationAddress) -> [RateRule] {
    guard MatrixWebhooks.isWebhook(address) else { return [] }
    return [RateRule(lane: "matrix:\(address.conversation)", permits: 1, period: .seconds(1))]
  }

  /// Sends the parts of the message in order, part 2 under `<transaction id>-2`; the receipt is
  /// their events' ids. After a failure all parts can be sent again without a second copy.
  package func send(_ message: OutgoingMessage) async -> DeliveryOutcome {
    if MatrixWebhooks.isWebhook(message.address) { return await webhooks.send(message) }
    let root = message.route ?? message.thread.flatMap(Self.events(of:)).flatMap(\.first)
    var events: [String] = []
    for (index, part) in MatrixRendering.parts(of: marked(message)).enumerated() {
      var content = MatrixContent(
        part, attention: message.attention, relation: root.map { .thread($0) })
      var outcome = await put(content, part: index, of: message)
      if case .refused = outcome, root != nil {
        // What can't be the root of a thread, an event in another thread for one, must not cost
        // the message. A refused transaction is not remembered, so its id can be used again.
        content.relation = nil
        outcome = await put(content, part: index, of: message)
      }
      guard case .delivered(let event) = outcome else { return outcome }
      if let event { events.append(event) }
    }
    return events.isEmpty
      ? .refused(reason: "the message has no text")
      : .delivered(receipt: events.joined(separator: " "))
  }

  /// Replaces the parts one by one; those that the new words no longer need become "…".
  package func edit(_ message: OutgoingMessage, receipt: String) async -> DeliveryOutcome {
    if MatrixWebhooks.isWebhook(message.address) {
      return .refused(reason: "a webhook's messages can't be edited")
    }
    let parts = MatrixRendering.parts(of: marked(message))
    guard let events = Self.events(of: receipt) else {
      return .refused(reason: "the receipt names no event")
    }
    guard !parts.isEmpty else { return .refused(reason: "the message has no text") }
    guard parts.count <= events.count else {
      return .refused(
        reason: "the new words need \(parts.count) messages, there are \(events.count)")
    }
    for (index, event) in events.enumerated() {
      let content = MatrixContent(
        index < parts.count ? parts[index] : nil, attention: message.attention, replacing: event)
      let outcome = await put(content, part: index, of: message)
      guard case .delivered = outcome else { return outcome }
    }
    return .delivered(receipt: receipt)
  }

  /// In a room with others a command begins with `!`.
  private func marked(_ message: OutgoingMessage) -> MessageDocument {
    let isDirect = memory.direct.contains(message.address.conversation)
    return message.document.prefixingCommands(with: isDirect ? "" : "!")
  }

  /// The events of a message, as `send` gave them; nil when there are none.
  private static func events(of receipt: String) -> [String]? {
    let events = receipt.split(separator: " ").map(String.init)
    return events.isEmpty ? nil : events
  }

  /// Sends one event
  /// (spec.matrix.org/latest/client-server-api/#put_matrixclientv3roomsroomidsendeventtypetxnid).
  private func put(
    _ content: MatrixContent, part: Int, of message: OutgoingMessage
  ) async -> DeliveryOutcome {
    let transaction = message.transactionID + (part == 0 ? "" : "-\(part + 1)")
    do throws(HTTPTransportError) {
      let answer = try await client.call(
        "PUT",
        ["rooms", message.address.conversation, "send", "m.room.message", transaction],
        body: content)
      return MatrixOutcome.delivery(answer, reason: client.reason)
    } catch {
      return TransportOutcome.delivery(
        of: error, service: "the homeserver", reason: client.reason)
    }
  }
}
