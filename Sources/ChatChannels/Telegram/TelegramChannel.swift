package import ConferenceModel
package import HTTPTransport
package import Messaging
import Synchronization

/// Telegram through the Bot API: sends and edits, and hears by long polling or a webhook.
///
/// A conversation is a chat's number, `-1001234`, or one topic of a group with topics,
/// `-1001234/17`; the General topic is the chat itself.
package final class TelegramChannel: ReceivingChannel {
  /// Where the public Bot API is.
  package static let publicAPIBase = "https://api.telegram.org"

  let client: TelegramClient
  let receiving: TelegramReceiving
  let pollTimeout: Duration
  /// The bot's name does not change while it runs, so it is asked for once.
  let botName = Mutex<String?>(nil)

  /// A bot.
  ///
  /// - parameters:
  ///   - token: as @BotFather gave it; it never appears in a reason.
  ///   - apiBase: the server, `https://api.telegram.org` or one's own.
  ///   - pollTimeout: how long a poll waits for news, in whole seconds; Telegram's server waits at
  ///     most 50 s.
  ///   - receiving: how it hears.
  package init(
    token: String, apiBase: String = publicAPIBase, transport: CurlTransport,
    pollTimeout: Duration = .seconds(50), receiving: TelegramReceiving = .polling
  ) {
    var client = TelegramClient(token: token, apiBase: apiBase, transport: transport)
    if case .webhook(let secret) = receiving { client.reason.secrets.append(secret) }
    self.client = client
    self.receiving = receiving
    self.pollTimeout = min(max(.zero, pollTimeout), .seconds(50))
  }

  /// `.telegram`.
  package var platform: ChatPlatform { .telegram }
  /// False: the Bot API can't recognise a second attempt.
  package var isIdempotent: Bool { false }

  /// 25 per second over all (the FAQ says about 30), one per second in a chat, 20 per minute in a
  /// group or channel (core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this).
  /// All topics of a group share its limits.
  package func rateRules(for address: ConversationAddress) -> [RateRule] {
    let place = TelegramPlace(address.conversation)
    let chat = "telegram:\(place?.chat.description ?? address.conversation)"
    var rules = [
      // Five at once, then one in 40 ms: at most 29 in any second.
      RateRule(lane: "telegram", permits: 5, period: .milliseconds(200)),
      RateRule(lane: chat, permits: 1, period: .seconds(1)),
    ]
    if place?.chat.isMany == true {
      // Two at once, then one in 3.2 s: at most 20 in any minute.
      rules.append(
        RateRule(lane: "\(chat)/minute", permits: 2, period: .milliseconds(6_400)))
    }
    return rules
  }

  /// Sends the parts of the message in order; the receipt is `chat/message` of each, joined by
  /// blanks.
  package func send(_ message: OutgoingMessage) async -> DeliveryOutcome {
    guard let place = TelegramPlace(message.address.conversation) else {
      return .refused(reason: "\(message.address.conversation) is no Telegram chat")
    }
    let parts = TelegramRendering.parts(of: await shown(message.document, in: place))
    guard !parts.isEmpty else { return .refused(reason: "the message has no text") }
    var receipts: [String?] = []
    for (index, part) in parts.enumerated() {
      let outcome = await deliver(
        "sendMessage",
        TelegramSendMessage(place: place, part: part, isSilent: message.attention == .quiet).json,
        isMany: place.chat.isMany)
      guard case .delivered(let receipt) = outcome else {
        return index == 0
          ? outcome
          : PartsOutcome.afterPartial(outcome, part: index + 1, of: parts.count)
      }
      receipts.append(receipt)
    }
    // With a part that can't be named the message could only be edited in pieces.
    let known = receipts.compactMap { $0 }
    return .delivered(
      receipt: known.count == receipts.count ? known.joined(separator: " ") : nil)
  }

  /// Edits the parts of a sent message in order. Fewer parts than before leave "…" in the place of
  /// the rest; more parts are refused before anything is changed.
  ///
  /// - parameter receipt: `chat/message`, of each part, joined by blanks.
  package func edit(_ message: OutgoingMessage, receipt: String) async -> DeliveryOutcome {
    guard let place = TelegramPlace(message.address.conversation),
      let earlier = TelegramReceipt.messages(of: receipt)
    else { return .refused(reason: "\(receipt) is no message in a Telegram chat") }
    if case .number(let chat) = place.chat, earlier.contains(where: { $0.chat != chat }) {
      // It stayed behind in the group that became a supergroup, under a number of its own.
      return .refused(reason: "the earlier message is in another Telegram chat")
    }
    let parts = TelegramRendering.parts(of: await shown(message.document, in: place))
    guard !parts.isEmpty else { return .refused(reason: "the message has no text") }
    guard parts.count <= earlier.count else {
      return .refused(
        reason: "\(parts.count) messages can't take the place of \(earlier.count)")
    }
    for (index, target) in earlier.enumerated() {
      let part = index < parts.count ? parts[index] : TelegramRendering.nothingMore
      let outcome = await deliver(
        "editMessageText",
        (try? JSONBody.encoded(TelegramEditMessageText(target, part: part))) ?? [],
        isMany: place.chat.isMany)
      guard case .delivered = outcome else {
        return TelegramOutcome.edit(outcome, receipt: receipt)
      }
    }
    return .delivered(receipt: receipt)
  }

  /// The document as it is for a place: in groups and channels commands with their mark, and links
  /// that star. Without the bot's name the message goes out all the same.
  private func shown(
    _ document: MessageDocument, in place: TelegramPlace
  ) async -> MessageDocument {
    let document = place.marked(document)
    guard place.chat.isMany, TelegramDeepLink.isNeeded(for: document) else { return document }
    return TelegramDeepLink.linked(document, botName: (try? await knownBotName()) ?? "")
  }

  private func deliver(
    _ method: String, _ json: [UInt8], isMany: Bool
  ) async -> DeliveryOutcome {
    do throws(HTTPTransportError) {
      let answer = try await client.call(
        method, json: json, returning: TelegramSentMessage.self)
      return TelegramOutcome.delivery(answer, isMany: isMany, reason: client.reason)
    } catch {
      return TransportOutcome.delivery(of: error, service: "Telegram", reason: client.reason)
    }
  }
}
