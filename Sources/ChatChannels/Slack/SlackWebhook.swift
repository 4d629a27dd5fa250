import ConferenceModel
import HTTPTransport
import Messaging

/// Incoming webhooks (docs.slack.dev/messaging/sending-messages-using-incoming-webhooks).
extension SlackChannel {
  /// Posts the parts of the message in order. Webhooks give no id, so there is no receipt.
  func sendToWebhook(_ message: OutgoingMessage) async -> DeliveryOutcome {
    let conversation = message.address.conversation
    guard conversation.hasPrefix("webhook/"),
      let url = webhooks[String(conversation.dropFirst("webhook/".count))]
    else { return .refused(reason: reason("\(conversation) is no configured Slack webhook")) }
    let parts = SlackRendering.parts(of: message.document)
    for (index, part) in parts.enumerated() {
      let outcome = await post(part, toWebhook: url)
      if case .delivered = outcome { continue }
      return index == 0
        ? outcome : PartsOutcome.afterPartial(outcome, part: index + 1, of: parts.count)
    }
    return parts.isEmpty
      ? .refused(reason: "the message has no text") : .delivered(receipt: nil)
  }

  private func post(
    _ part: SlackRendering.Part, toWebhook url: String
  ) async -> DeliveryOutcome {
    do throws(HTTPTransportError) {
      // Strings alone always can be encoded.
      let body = (try? JSONBody.encoded(SlackWebhookPost(part))) ?? []
      let response = try await transport.send(
        HTTPRequest(
          method: "POST", url: url,
          headers: [HTTPHeader("Content-Type", "application/json; charset=utf-8")], body: body))
      return outcome(ofWebhook: response)
    } catch {
      return TransportOutcome.delivery(of: error, service: "Slack", reason: reason)
    }
  }

  /// The body is one plain word, `ok` or an error's name.
  private func outcome(ofWebhook response: HTTPResponse) -> DeliveryOutcome {
    let word = UntrustedText.cleaned(response.shortBody).filter { !$0.isWhitespace }
    // Slack's words are short; anything else is a page of something before Slack.
    let detail = word.count <= 60 ? word : "an answer that is not Slack's"
    switch response.status {
    case 200 where word == "ok": return .delivered(receipt: nil)
    case 429:
      return .rateLimited(
        retryAfter: response.retryAfter ?? .seconds(30), scope: .conversation)
    case 403 where word == "invalid_token":
      return .unauthorized(reason: "Slack refuses the webhook: check platforms.slack.webhooks")
    case 403, 404, 410: return .addressGone(reason: reason("Slack", detail))
    case 300..<400:
      return .retryable(reason: "something before Slack answered (\(response.status))")
    case 500... where word == "rollup_error": return .retryable(reason: reason("Slack", detail))
    case 500...:
      return .ambiguous(reason: reason("Slack failed (\(response.status))", detail))
    default: return .refused(reason: reason("Slack (\(response.status))", detail))
    }
  }
}
