import ConferenceModel
import Messaging

/// What the Bot API's answers mean. Its words are read in lower case, since they carry no codes.
enum TelegramOutcome {
  /// What became of a message. The receipt is `chat/message`, as edits need both.
  static func delivery(
    _ answer: TelegramAnswer<TelegramSentMessage>, isMany: Bool, reason: ReasonClause
  ) -> DeliveryOutcome {
    let words = answer.description
    if answer.status == 200 {
      guard let envelope = answer.envelope, envelope.isOK else {
        // A gateway's page under status 200: the message may have passed it.
        return .ambiguous(reason: reason("Telegram gave an unreadable answer"))
      }
      return .delivered(receipt: envelope.result.map { "\($0.chat.id)/\($0.messageID)" })
    }
    if let id = answer.envelope?.parameters?.migrateToChatID {
      return .migrated(
        to: ConversationAddress(platform: .telegram, conversation: String(id)))
    }
    switch answer.status {
    case 401, 404: return .unauthorized(reason: tokenRefused(answer.status))
    case 403: return .addressGone(reason: reason("Telegram", words))
    case 429:
      return .rateLimited(
        retryAfter: answer.retryAfter ?? .seconds(30),
        scope: isMany ? .conversation : .platform)
    case 400 where words.lowercased().contains("message is not modified"):
      return .delivered(receipt: nil)
    case 400 where saysChatIsGone(words):
      return .addressGone(reason: reason("Telegram", words))
    case 300..<400:
      return .retryable(reason: reason("something before Telegram answered (\(answer.status))"))
    case 400..<500:
      return .refused(reason: reason("Telegram (\(answer.status))", words))
    default:
      // Telegram has no way to recognise a second attempt.
      return .ambiguous(reason: reason("Telegram failed (\(answer.status))", words))
    }
  }

  /// What became of an edit: done twice it does no harm, so what is open can be done again.
  static func edit(_ outcome: DeliveryOutcome, receipt: String) -> DeliveryOutcome {
    switch outcome {
    // "message is not modified" too: what is wanted stands there.
    case .delivered: .delivered(receipt: receipt)
    case .ambiguous(let reason): .retryable(reason: reason)
    default: outcome
    }
  }

  /// Why an answer that is no success brought nothing.
  static func receive<Result>(
    _ answer: TelegramAnswer<Result>, reason: ReasonClause
  ) -> ReceiveError {
    switch answer.status {
    case 401, 404: .needsOperator(reason: tokenRefused(answer.status))
    // "can't use getUpdates method while webhook is active", "terminated by setWebhook request".
    case 409 where answer.description.lowercased().contains("webhook"):
      .needsOperator(reason: "\(webhookIsSet) (409): \(howToRemoveWebhook)")
    case 409:
      .needsOperator(
        reason: "another program receives with this Telegram token (409): stop one of the two")
    case 429:
      .temporary(reason: "Telegram asks to wait (429)", retryAfter: answer.retryAfter)
    default:
      .temporary(
        reason: reason("Telegram failed (\(answer.status))", answer.description),
        retryAfter: answer.retryAfter)
    }
  }

  /// Why polling brings nothing.
  static let webhookIsSet = "a webhook is set for this Telegram token"
  /// What to do about it. It is not removed by us: another program may live from it.
  static let howToRemoveWebhook =
    "open <apiBase>/bot<token>/deleteWebhook in a browser to remove it, "
    + "or set platforms.telegram.receive: webhook"

  private static func tokenRefused(_ status: Int) -> String {
    "Telegram refuses the token (\(status)): check platforms.telegram.token"
  }

  /// 400s that are about the chat, not about the message (read in Telegram's open server).
  private static func saysChatIsGone(_ words: String) -> Bool {
    let words = words.lowercased()
    return [
      "chat not found", "user not found", "peer_id_invalid", "chat_write_forbidden",
      "not enough rights", "have no rights to send", "need administrator rights",
      "group is deactivated", "chat was deactivated", "chat_restricted", "chat_admin_required",
      "chat_send_plain_forbidden", "channel_private", "user_banned_in_channel", "user_is_blocked",
      "input_user_deactivated",
      // A topic is a conversation of its own, so it can be gone alone.
      "message thread not found", "topic_closed", "topic_deleted",
    ].contains(where: words.contains)
  }
}
