package import ConferenceModel
package import HTTPTransport
package import Messaging

/// Slack: an app's bot through the Web API, and channels that only receive through incoming
/// webhooks. It hears by signed requests (`PushedChannel`) or in Socket Mode.
package final class SlackChannel: ChatChannel {
  /// nil when there are only webhooks.
  let account: SlackAccount?
  /// What is asked of Slack; nil when there are only webhooks.
  let directory: SlackDirectory?
  let transport: CurlTransport
  let reason: ReasonClause
  let webhooks: [String: String]

  /// A bot, webhooks, or both.
  ///
  /// - parameters:
  ///   - webhooks: name to address; `announcements` is reached under `slack:webhook/announcements`.
  ///     An address is a secret and appears in no reason.
  ///   - account: the bot; nil for webhooks alone.
  package init(
    webhooks: [String: String], account: SlackAccount? = nil, transport: CurlTransport
  ) {
    self.webhooks = webhooks
    self.account = account
    self.transport = transport
    let reason = ReasonClause(secrets: Array(webhooks.values) + (account?.secrets ?? []))
    self.reason = reason
    directory = account.map {
      SlackDirectory(client: SlackClient(account: $0, transport: transport, reason: reason))
    }
  }

  /// `.slack`.
  package var platform: ChatPlatform { .slack }
  /// False: Slack can't recognise a second attempt (slackapi/slack-api-specs#10).
  package var isIdempotent: Bool { false }

  /// One per second and channel or webhook; the workspace's own limit has no published number and
  /// is learnt from 429 (docs.slack.dev/apis/web-api/rate-limits).
  package func rateRules(for address: ConversationAddress) -> [RateRule] {
    [RateRule(lane: "slack:\(address.conversation)", permits: 1, period: .seconds(1))]
  }

  /// Sends the parts of the message in order. The receipts are `channel/ts`; what only one person
  /// sees, an App Home and a webhook's post have none, as they can't be edited.
  package func send(_ message: OutgoingMessage) async -> DeliveryOutcome {
    let conversation = message.address.conversation
    if conversation.hasPrefix("webhook/") || directory == nil {
      return await sendToWebhook(message)
    }
    guard let directory else { return .refused(reason: "no Slack account is configured") }
    guard SlackID.isUser(conversation) || SlackID.isChannel(conversation) else {
      return .refused(reason: reason("\(conversation) is no Slack channel or person"))
    }
    let parts = SlackMessage.parts(of: Self.marked(message))
    guard !parts.isEmpty else { return .refused(reason: "the message has no text") }
    let way = SlackSending(directory: directory)
    switch message.route.flatMap(SlackRoute.init) {
    case .home where SlackID.isUser(conversation):
      return await way.publish(SlackMessage.home(of: message.document), to: conversation)
    case .respond(let response):
      return await way.respond(parts, to: response)
    case .thread(let ts):
      return await way.post(parts, to: conversation, thread: .ts(ts))
    case .home, nil:
      let thread = message.thread.flatMap { SlackReceipt.all(in: $0)?.first }
      return await way.post(parts, to: conversation, thread: thread.map { .of($0) })
    }
  }

  /// In a channel, and where the answer to a slash command stands, commands begin with ours. In
  /// our own direct conversation they need not.
  private static func marked(_ message: OutgoingMessage) -> MessageDocument {
    let isTyped =
      if case .respond? = message.route.flatMap(SlackRoute.init) { true } else {
        SlackID.isChannel(message.address.conversation)
      }
    return message.document.prefixingCommands(with: isTyped ? "/talkbell " : "")
  }

  /// Puts the parts into the places of the earlier ones. A part too many would have no place, so
  /// such an edit is refused; places left over show dots.
  package func edit(_ message: OutgoingMessage, receipt: String) async -> DeliveryOutcome {
    guard let directory else { return .refused(reason: "posts of webhooks can't be edited") }
    guard let places = SlackReceipt.all(in: receipt) else {
      return .refused(reason: "the receipt is none of Slack's")
    }
    var parts = SlackMessage.parts(of: Self.marked(message))
    guard !parts.isEmpty else { return .refused(reason: "the message has no text") }
    guard parts.count <= places.count else {
      return .refused(
        reason: "the message grew from \(places.count) to \(parts.count) parts")
    }
    while parts.count < places.count { parts.append(.leftOver) }
    let way = SlackSending(directory: directory)
    for (part, place) in zip(parts, places) {
      let outcome = await way.update(part, at: place)
      guard case .delivered = outcome else { return outcome }
    }
    return .delivered(receipt: receipt)
  }
}

/// A message of ours by its place.
struct SlackReceipt: Hashable, Sendable {
  var channel: String
  var ts: String

  /// The places in a receipt, joined by blanks; nil when it is none of ours.
  static func all(in text: String) -> [SlackReceipt]? {
    let receipts = text.split(separator: " ").map { part -> SlackReceipt? in
      let parts = part.split(separator: "/", omittingEmptySubsequences: false)
      guard parts.count == 2, SlackID.isTimestamp(parts[1]),
        SlackID.isChannel(parts[0]) || SlackID.isDirect(parts[0])
      else { return nil }
      return SlackReceipt(channel: String(parts[0]), ts: String(parts[1]))
    }
    let known = receipts.compactMap { $0 }
    return known.count == receipts.count && !known.isEmpty ? known : nil
  }
}
