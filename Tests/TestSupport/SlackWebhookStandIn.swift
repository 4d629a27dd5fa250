import Synchronization

/// Slack's incoming webhooks on this machine, strict about payloads.
package final class SlackWebhookStandIn: Sendable {
  /// A message somebody posted.
  package struct Post: Hashable, Sendable {
    /// The webhook's name.
    package var webhook: String
    /// For notifications.
    package var text: String
    /// The texts of its section blocks, as mrkdwn.
    package var sections: [String]

    /// All sections as people read them: entities replaced, breakers and marks left.
    package var visibleText: String {
      sections.joined(separator: "\n\n")
        .replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&amp;", with: "&")
    }
  }

  private struct Refusal: Error { var word: String }

  private let journal = StandInJournal<Post>()
  private let faults = StandInFaults()
  private let names: Set<String>
  private let problems = Mutex<[String]>([])
  private let server = Mutex<LoopbackServer?>(nil)

  /// Webhooks with these names, not started.
  package init(webhooks: Set<String> = ["announcements"]) { names = webhooks }

  /// Listens on 127.0.0.1, on any free port when it is 0.
  package func start(port: Int = 0) async throws {
    let started = try await LoopbackServer.start(port: port) { [weak self] request in
      self?.reply(to: request) ?? .reset
    }
    server.withLock { $0 = started }
  }

  /// Stops listening; what was received stays readable.
  package func stop() async {
    let started = server.withLock { server in
      defer { server = nil }
      return server
    }
    await started?.stop()
  }

  /// The secret address of a webhook; it is unknown to Slack when the name is.
  package func url(of webhook: String) -> String {
    let base = server.withLock { $0?.baseURL ?? "" }
    return "\(base)/services/T0TEST/B0TEST/secret-\(webhook)"
  }

  /// What was posted, oldest first.
  package func posts(to webhook: String) -> [Post] {
    journal.entries.filter { $0.webhook == webhook }
  }

  /// What was malformed, oldest first.
  package var violations: [String] { problems.withLock { $0 } }

  /// The first post that matches; nil when none has come within the timeout, in real time.
  package func waitForPost(
    to webhook: String, timeout: Duration = .seconds(10),
    where matches: @escaping @Sendable (Post) -> Bool = { _ in true }
  ) async -> Post? {
    await journal.first(timeout: timeout) { $0.webhook == webhook && matches($0) }
  }

  /// The next post to the webhook gets this answer instead.
  ///
  /// - parameter takesEffect: it is posted all the same, only the answer is lost.
  package func failNext(
    _ webhook: String, _ reply: LoopbackServer.Reply, takesEffect: Bool = false
  ) {
    faults.add(webhook, StandInFaults.Fault(reply: reply, takesEffect: takesEffect))
  }

  private func reply(to request: LoopbackServer.Request) -> LoopbackServer.Reply {
    let prefix = "/services/T0TEST/B0TEST/secret-"
    let name = String(request.path.dropFirst(prefix.count))
    guard request.path.hasPrefix(prefix), names.contains(name) else {
      return .text("no_service", status: 404)
    }
    let fault = faults.next(name)
    if let fault, !fault.takesEffect { return fault.reply }
    do throws(Refusal) {
      journal.append(try post(request, to: name))
      return fault?.reply ?? .text("ok")
    } catch {
      problems.withLock { $0.append(error.word) }
      return .text(error.word, status: 400)
    }
  }

  private func post(
    _ request: LoopbackServer.Request, to name: String
  ) throws(Refusal) -> Post {
    guard request.method == "POST",
      request.header("Content-Type")?.lowercased().hasPrefix("application/json") == true,
      let payload = StandInJSON(request.body)?.object
    else { throw Refusal(word: "invalid_payload") }
    if let unknown = payload.keys.first(where: { !["text", "blocks"].contains($0) }) {
      throw Refusal(word: "invalid_payload: \(unknown)")
    }
    guard let text = payload["text"]?.string, !text.isEmpty else { throw Refusal(word: "no_text") }
    guard text.utf16.count <= 40_000 else { throw Refusal(word: "msg_too_long") }
    try Self.checkMarkup(text)
    let blocks = payload["blocks"]?.array ?? []
    guard blocks.count <= 50 else { throw Refusal(word: "invalid_blocks: \(blocks.count) blocks") }
    var sections: [String] = []
    for block in blocks { sections.append(try Self.section(block)) }
    guard sections.reduce(0, { $0 + $1.utf16.count }) <= 13_200 else {
      throw Refusal(word: "msg_blocks_too_long")
    }
    return Post(webhook: name, text: text, sections: sections)
  }

  private static func section(_ block: StandInJSON) throws(Refusal) -> String {
    guard let members = block.object, Set(members.keys) == ["type", "text"],
      block["type"] == "section", block["text"]?["type"] == "mrkdwn",
      let text = block["text"]?["text"]?.string, (1...3000).contains(text.utf16.count)
    else { throw Refusal(word: "invalid_blocks") }
    try checkMarkup(text)
    return text
  }

  private static func checkMarkup(_ text: String) throws(Refusal) {
    do throws(SlackStandInBlocks.Refusal) {
      try SlackStandInBlocks.checkMarkup(text)
    } catch {
      throw Refusal(word: error.word)
    }
  }
}
