import ConferenceModel
import HTTPTransport
import Messaging

/// Generic webhooks of matrix-hookshot: rooms that only receive, without an account of ours
/// (matrix-org.github.io/matrix-hookshot/latest/setup/webhooks.html).
struct MatrixWebhooks: Sendable {
  /// Name to address; an address is a secret.
  var addresses: [String: String]
  var transport: CurlTransport
  var reason: ReasonClause

  private static let prefix = "webhook/"

  private struct Payload: Encodable {
    let text: String
    let html: String
  }

  /// Whether the address is a webhook's; no room id begins so.
  static func isWebhook(_ address: ConversationAddress) -> Bool {
    address.conversation.hasPrefix(prefix)
  }

  /// Posts the parts of the message in order. Webhooks give no id, so there is no receipt.
  func send(_ message: OutgoingMessage) async -> DeliveryOutcome {
    let conversation = message.address.conversation
    guard let url = addresses[String(conversation.dropFirst(Self.prefix.count))] else {
      return .refused(reason: reason("\(conversation) is no configured Matrix webhook"))
    }
    let parts = MatrixRendering.parts(of: message.document)
    for (index, part) in parts.enumerated() {
      let outcome = await send(part, to: url)
      if case .delivered = outcome { continue }
      return index == 0
        ? outcome : PartsOutcome.afterPartial(outcome, part: index + 1, of: parts.count)
    }
    return parts.isEmpty
      ? .refused(reason: "the message has no text") : .delivered(receipt: nil)
  }

  private func send(_ part: MatrixRendering.Part, to url: String) async -> DeliveryOutcome {
    do throws(HTTPTransportError) {
      let body = (try? JSONBody.encoded(Payload(text: part.body, html: part.html))) ?? []
      let response = try await transport.send(
        HTTPRequest(
          method: "POST", url: url, headers: [HTTPHeader("Content-Type", "application/json")],
          body: body))
      return outcome(of: response)
    } catch {
      return TransportOutcome.delivery(of: error, service: "the Matrix webhook", reason: reason)
    }
  }

  /// 200 when the message is in the room, 202 when it will be (`waitForComplete` is off), 404 for
  /// a webhook that was removed (read in matrix-hookshot, src/generic/Router.ts).
  private func outcome(of response: HTTPResponse) -> DeliveryOutcome {
    switch response.status {
    case 200..<300: .delivered(receipt: nil)
    case 429:
      .rateLimited(retryAfter: response.retryAfter ?? .seconds(5), scope: .conversation)
    case 404, 410:
      .addressGone(reason: "the Matrix webhook does not exist (\(response.status))")
    case 300..<400:
      .retryable(reason: "something before the Matrix webhook answered (\(response.status))")
    case 400..<500: .refused(reason: "the Matrix webhook refused (\(response.status))")
    default: .ambiguous(reason: "the Matrix webhook failed (\(response.status))")
    }
  }
}
