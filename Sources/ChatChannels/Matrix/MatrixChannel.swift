package import ConferenceModel
import FoundationEssentials
package import HTTPTransport
package import Messaging

/// Matrix through the client-server API: sends to rooms the bot has joined
/// (spec.matrix.org/latest/client-server-api/#put_matrixclientv3roomsroomidsendeventtypetxnid).
package final class MatrixChannel: ChatChannel {
  private let base: String
  private let accessToken: String
  private let transport: CurlTransport
  private let reason: ReasonClause

  /// An account on a homeserver.
  ///
  /// - parameters:
  ///   - homeserver: its address, `https://matrix.example.org`.
  ///   - accessToken: of one device; transaction ids count per device, so keep it over restarts.
  package init(homeserver: String, accessToken: String, transport: CurlTransport) {
    self.base =
      (homeserver.hasSuffix("/") ? String(homeserver.dropLast()) : homeserver)
      + "/_matrix/client/v3"
    self.accessToken = accessToken
    self.transport = transport
    self.reason = ReasonClause(secrets: [accessToken])
  }

  /// `.matrix`.
  package var platform: ChatPlatform { .matrix }
  /// True: the server answers a repeated transaction id with the first event.
  package var isIdempotent: Bool { true }
  /// None: limits are a homeserver's own and learned from 429.
  package func rateRules(for address: ConversationAddress) -> [RateRule] { [] }

  /// Sends the parts of the message in order, part 2 under `<transaction id>-2`; the receipt is
  /// the last event's id. After a failure all parts can be sent again without a second copy.
  package func send(_ message: OutgoingMessage) async -> DeliveryOutcome {
    let parts = MatrixRendering.parts(of: message.document)
    var outcome = DeliveryOutcome.refused(reason: "the message has no text")
    for (index, part) in parts.enumerated() {
      let transaction = message.transactionID + (index == 0 ? "" : "-\(index + 1)")
      outcome = await send(
        MatrixContent(part, attention: message.attention), as: transaction,
        to: message.address.conversation)
      guard case .delivered = outcome else { return outcome }
    }
    return outcome
  }

  /// Whether the homeserver knows the token; nil when it does. For a check before the bot starts.
  package func verify() async -> ReceiveError? {
    do throws(HTTPTransportError) {
      let response = try await transport.send(
        HTTPRequest(url: "\(base)/account/whoami", headers: [authorization]))
      switch response.status {
      case 200: return nil
      case 401, 403: return .needsOperator(reason: Self.tokenRefused(response.status))
      case 404:
        return .needsOperator(
          reason: "no Matrix homeserver answers (404): check platforms.matrix.homeserver")
      default:
        return .temporary(
          reason: "the homeserver failed (\(response.status))", retryAfter: response.retryAfter)
      }
    } catch {
      return TransportOutcome.receive(of: error, service: "the homeserver", reason: reason)
        ?? .temporary(reason: "the check of the homeserver was stopped", retryAfter: nil)
    }
  }

  private func send(
    _ content: MatrixContent, as transaction: String, to room: String
  ) async -> DeliveryOutcome {
    do throws(HTTPTransportError) {
      // Strings alone always can be encoded.
      let body = (try? JSONBody.encoded(content)) ?? []
      let path = "rooms/\(Self.encoded(room))/send/m.room.message/\(Self.encoded(transaction))"
      let response = try await transport.send(
        HTTPRequest(
          method: "PUT", url: "\(base)/\(path)",
          headers: [authorization, HTTPHeader("Content-Type", "application/json")], body: body))
      return outcome(of: response)
    } catch {
      return TransportOutcome.delivery(of: error, service: "the homeserver", reason: reason)
    }
  }

  private var authorization: HTTPHeader { HTTPHeader("Authorization", "Bearer \(accessToken)") }

  /// Room ids hold `!`, `:` and since room version 12 also `-` and `_`; everything outside RFC
  /// 3986's unreserved characters is encoded.
  private static func encoded(_ text: String) -> String {
    text.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        String(UnicodeScalar(byte))
      default:
        (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      }
    }.joined()
  }

  private static func tokenRefused(_ status: Int) -> String {
    "the homeserver refuses the token (\(status)): check platforms.matrix.accessToken"
  }
}

/// What the homeserver's answers mean
/// (spec.matrix.org/latest/client-server-api/#standard-error-response).
extension MatrixChannel {
  private struct Sent: Decodable {
    var eventID: String
    enum CodingKeys: String, CodingKey { case eventID = "event_id" }
  }

  private struct Failure: Decodable {
    var code: String?
    var message: String?
    var retryAfterMilliseconds: Double?

    enum CodingKeys: String, CodingKey {
      case code = "errcode"
      case message = "error"
      case retryAfterMilliseconds = "retry_after_ms"
    }
  }

  private func outcome(of response: HTTPResponse) -> DeliveryOutcome {
    if response.status == 200 {
      guard let sent = JSONBody.decoded(Sent.self, from: response.body) else {
        return .ambiguous(reason: "the homeserver gave an unreadable answer")
      }
      return .delivered(receipt: sent.eventID)
    }
    let failure = JSONBody.decoded(Failure.self, from: response.body)
    let code = failure?.code ?? ""
    let words = [code, failure?.message ?? ""].filter { !$0.isEmpty }.joined(separator: ", ")
    switch (response.status, code) {
    case (429, _), (_, "M_LIMIT_EXCEEDED"):
      let span = failure?.retryAfterMilliseconds.map { Duration.asked(seconds: $0 / 1000) }
      return .rateLimited(
        retryAfter: response.retryAfter ?? span ?? .seconds(5), scope: .platform)
    case (401, _), (_, "M_UNKNOWN_TOKEN"), (_, "M_MISSING_TOKEN"):
      return .unauthorized(reason: Self.tokenRefused(response.status))
    case (404, "M_UNRECOGNIZED"):
      return .unauthorized(
        reason: "no Matrix homeserver answers (404): check platforms.matrix.homeserver")
    case (403, _), (404, _):
      return .addressGone(reason: reason("the homeserver (\(response.status))", words))
    case (300..<400, _):
      return .retryable(reason: "something before the homeserver answered (\(response.status))")
    case (400..<500, _):
      return .refused(reason: reason("the homeserver (\(response.status))", words))
    default:
      return .ambiguous(reason: reason("the homeserver failed (\(response.status))", words))
    }
  }
}

/// The content of `m.room.message`.
struct MatrixContent: Encodable {
  /// Nobody: the empty object also turns off what clients would guess from the text
  /// (spec.matrix.org/latest/client-server-api/#user-and-room-mentions).
  struct Mentions: Encodable {}

  let type: String
  let body: String
  let format = "org.matrix.custom.html"
  let html: String
  let mentions = Mentions()

  /// A notice makes no sound (`.m.rule.suppress_notices`), a text does.
  init(_ part: MatrixRendering.Part, attention: Attention) {
    type = attention == .push ? "m.text" : "m.notice"
    body = part.body
    html = part.html
  }

  enum CodingKeys: String, CodingKey {
    case body, format
    case type = "msgtype"
    case html = "formatted_body"
    case mentions = "m.mentions"
  }
}
