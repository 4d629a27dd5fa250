import Foundation
import Synchronization

/// The webhook and what is delivered to it.
extension TelegramStandIn {
  /// A webhook as it is set.
  package struct Webhook: Hashable, Sendable {
    /// Where updates go.
    package var url: String
    /// What the header says; nil without one.
    package var secret: String?
    /// Empty for the default kinds.
    package var allowedUpdates: [String]
    /// At the same time.
    package var maximumConnections: Int64
    /// Why the last delivery that failed did.
    package var lastError: String?

    /// A webhook.
    package init(
      url: String, secret: String? = nil, allowedUpdates: [String] = [],
      maximumConnections: Int64 = 40, lastError: String? = nil
    ) {
      self.url = url
      self.secret = secret
      self.allowedUpdates = allowedUpdates
      self.maximumConnections = maximumConnections
      self.lastError = lastError
    }
  }

  /// One attempt to deliver an update.
  package struct Delivery: Hashable, Sendable {
    /// The update's number.
    package var updateID: Int64
    /// What the bot answered; 0 when it did not.
    package var status: Int
    /// As it was sent, to be sent again.
    package var body: String
  }

  /// The webhook that is set; nil for none.
  package var webhook: Webhook? { state.withLock { $0.webhook } }
  /// All attempts to deliver, oldest first.
  package var deliveryAttempts: [Delivery] { deliveries.entries }

  /// Sets a webhook as another program would; nothing is delivered there.
  package func setForeignWebhook(_ url: String) {
    state.withLock { $0.webhook = Webhook(url: url) }
  }

  /// The webhook, as soon as one is set; nil after the timeout, in real time.
  package func waitForWebhook(timeout: Duration = .seconds(10)) async -> Webhook? {
    await webhooks.first(timeout: timeout) { _ in true }
  }

  /// The first attempt to deliver that matches, waited for; nil after the timeout, in real time.
  package func waitForDelivery(
    timeout: Duration = .seconds(10),
    where matches: @escaping @Sendable (Delivery) -> Bool = { _ in true }
  ) async -> Delivery? {
    await deliveries.first(timeout: timeout, where: matches)
  }

  /// Delivers an update once more, as when the answer to it was lost.
  ///
  /// - parameter secret: what the header says; the webhook's own when nil.
  /// - returns: the status of the bot's answer, 0 without one.
  @discardableResult
  package func deliverAgain(_ delivery: Delivery, secret: String? = nil) async -> Int {
    guard var webhook else { return 0 }
    webhook.secret = secret ?? webhook.secret
    return await TelegramStandInPost.post(delivery.body, to: webhook)?.status ?? 0
  }

  func setWebhook(_ parameters: [String: StandInJSON]) -> LoopbackServer.Reply {
    let url = parameters["url"]?.string ?? ""
    if url.isEmpty {
      takeWebhookAway()
      return success(true)
    }
    if let problem = Self.problem(of: url) { return refuse("bad webhook: \(problem)") }
    let secret = parameters["secret_token"]?.string
    if let secret {
      guard secret.utf8.count <= 256 else { return refuse("secret token is too long") }
      guard secret.wholeMatch(of: /[A-Za-z0-9_-]+/) != nil else {
        return refuse("secret token contains unallowed characters")
      }
    }
    let connections = parameters["max_connections"]?.integer ?? 40
    guard (1...100).contains(connections) else {
      return refuse("max_connections must be between 1 and 100")
    }
    let webhook = Webhook(
      url: url, secret: secret,
      allowedUpdates: parameters["allowed_updates"]?.array?.compactMap(\.string) ?? [],
      maximumConnections: connections)
    state.withLock { $0.webhook = webhook }
    startDelivering(to: webhook)
    webhooks.append(webhook)
    return success(true)
  }

  func getWebhookInfo() -> LoopbackServer.Reply {
    var info: [String: StandInJSON] = [
      "url": .string(webhook?.url ?? ""), "has_custom_certificate": false,
      "pending_update_count": .integer(Int64(updates.unconfirmedCount)),
    ]
    if let webhook {
      info["max_connections"] = .integer(webhook.maximumConnections)
      if !webhook.allowedUpdates.isEmpty {
        info["allowed_updates"] = .array(webhook.allowedUpdates.map { .string($0) })
      }
      if let error = webhook.lastError {
        info["last_error_date"] = .integer(Self.date)
        info["last_error_message"] = .string(error)
      }
    }
    return success(.object(info))
  }

  func takeWebhookAway() {
    state.withLock { $0.webhook = nil }
    stopDelivering()
  }

  func stopDelivering() {
    let task = delivering.withLock { delivering in
      defer { delivering = nil }
      return delivering
    }
    guard let task else { return }
    task.cancel()
    updates.stop()
  }

  /// Telegram takes https on four ports only. On this machine there are no certificates, so http
  /// to a loopback address is taken too.
  private static func problem(of url: String) -> String? {
    guard let components = URLComponents(string: url), let host = components.host else {
      return "invalid webhook URL specified"
    }
    if components.scheme == "http", isLoopback(host) { return nil }
    guard components.scheme == "https" else { return "An HTTPS URL must be provided for webhook" }
    guard [443, 80, 88, 8443].contains(components.port ?? 443) else {
      return "Webhook can be set up only on ports 80, 88, 443 or 8443"
    }
    return nil
  }

  fileprivate static func isLoopback(_ host: String) -> Bool {
    host == "127.0.0.1" || host == "localhost"
  }
}

/// Delivering: one update after another, each until it is answered with 2xx. (Telegram goes on with
/// other chats meanwhile.)
extension TelegramStandIn {
  /// Real time between two attempts; Telegram's own waits are minutes long.
  private static var pause: Duration { .milliseconds(50) }

  private func startDelivering(to webhook: Webhook) {
    let task = Task { [weak self] in
      var offset: Int64?
      let allowed = webhook.allowedUpdates.isEmpty ? nil : Set(webhook.allowedUpdates)
      while !Task.isCancelled, let self {
        // As a poll of its own it ends one that the bot has open.
        let answer = await self.updates.poll(
          offset: offset, limit: 1, timeout: .seconds(60), allowed: allowed)
        guard case .updates(let news) = answer else { return }
        for update in news {
          guard let id = update["update_id"]?.integer, !Task.isCancelled else { return }
          if await self.deliver(update, id: id, to: webhook) {
            offset = id + 1
            self.updates.confirm(through: id)
          } else {
            try? await Task.sleep(for: Self.pause)
          }
        }
      }
    }
    delivering.withLock { delivering in
      delivering?.cancel()
      delivering = task
    }
  }

  private func deliver(_ update: StandInJSON, id: Int64, to webhook: Webhook) async -> Bool {
    guard let host = URLComponents(string: webhook.url)?.host, Self.isLoopback(host) else {
      // Nobody's server is bothered.
      return false
    }
    let answer = await TelegramStandInPost.post(update.text, to: webhook)
    let status = answer?.status ?? 0
    guard (200...299).contains(status) else {
      state.withLock {
        $0.webhook?.lastError =
          status == 0
          ? "Connection refused" : "Wrong response from the webhook: \(status)"
      }
      deliveries.append(Delivery(updateID: id, status: status, body: update.text))
      return false
    }
    if let order = answer.flatMap({ StandInJSON($0.body) })?.object { await carryOut(order) }
    deliveries.append(Delivery(updateID: id, status: status, body: update.text))
    return true
  }

  /// A method in the answer to a delivery; its own answer is seen by nobody.
  private func carryOut(_ order: [String: StandInJSON]) async {
    guard let method = order["method"]?.string else { return }
    state.withLock { $0.calls[method, default: 0] += 1 }
    _ = await answer(method, order.filter { $0.key != "method" })
  }
}
