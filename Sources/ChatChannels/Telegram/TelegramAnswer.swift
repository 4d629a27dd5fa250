import HTTPTransport

/// What the Bot API answered (core.telegram.org/bots/api#making-requests).
struct TelegramAnswer<Result: Decodable & Sendable>: Sendable {
  /// The body when it is the API's JSON.
  struct Envelope: Decodable, Sendable {
    struct Parameters: Decodable, Sendable {
      var migrateToChatID: Int64?
      var retryAfter: Double?

      enum CodingKeys: String, CodingKey {
        case migrateToChatID = "migrate_to_chat_id"
        case retryAfter = "retry_after"
      }
    }

    var isOK: Bool
    /// nil too when it has a shape we don't know: what was done is done.
    var result: Result?
    var description: String?
    var errorCode: Int?
    var parameters: Parameters?

    enum CodingKeys: String, CodingKey {
      case isOK = "ok"
      case errorCode = "error_code"
      case result, description, parameters
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      isOK = try container.decode(Bool.self, forKey: .isOK)
      // What is missing is asked for first: to throw for it takes longer than all the rest.
      result = try? container.decodeIfPresent(Result.self, forKey: .result)
      description = try? container.decodeIfPresent(String.self, forKey: .description)
      errorCode = try? container.decodeIfPresent(Int.self, forKey: .errorCode)
      parameters = try? container.decodeIfPresent(Parameters.self, forKey: .parameters)
    }
  }

  /// The HTTP status.
  let status: Int
  /// nil when a gateway answered in the API's place.
  let envelope: Envelope?
  /// From `parameters.retry_after` or the header; nil when neither says.
  let retryAfter: Duration?
  /// The `Date` header as it came.
  let date: String?

  init(_ response: HTTPResponse) {
    status = response.status
    envelope = JSONBody.decoded(Envelope.self, from: response.body)
    date = response.header("Date")
    retryAfter =
      envelope?.parameters?.retryAfter.map { .asked(seconds: max(1, $0)) } ?? response.retryAfter
  }

  /// The API's words, empty when there are none.
  var description: String { envelope?.description ?? "" }

  /// What was asked for; nil for a refusal and for a page that is not the API's.
  var result: Result? {
    guard status == 200, let envelope, envelope.isOK else { return nil }
    return envelope.result
  }
}

/// One way to the Bot API.
struct TelegramClient: Sendable, CustomStringConvertible, CustomReflectable {
  let token: String
  let apiBase: String
  let transport: CurlTransport
  /// Writes what went wrong without the secrets.
  var reason: ReasonClause

  /// Without a slash at its end.
  init(token: String, apiBase: String, transport: CurlTransport) {
    self.token = token
    self.apiBase = apiBase.hasSuffix("/") ? String(apiBase.dropLast()) : apiBase
    self.transport = transport
    self.reason = ReasonClause(secrets: [token])
  }

  /// Without the token.
  var description: String { "a bot at \(reason(apiBase))" }
  /// No parts, so that `dump` shows no secret.
  var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }

  /// Calls a method once.
  func call<Result: Decodable & Sendable>(
    _ method: String, _ parameters: some Encodable, returning: Result.Type,
    timeout: Duration = .seconds(30)
  ) async throws(HTTPTransportError) -> TelegramAnswer<Result> {
    // All our parameters are plain strings and numbers, which always can be encoded.
    let body = (try? JSONBody.encoded(parameters)) ?? Array("{}".utf8)
    return try await call(method, json: body, returning: Result.self, timeout: timeout)
  }

  /// Calls a method once, its parameters written already.
  func call<Result: Decodable & Sendable>(
    _ method: String, json body: [UInt8], returning: Result.Type, timeout: Duration = .seconds(30)
  ) async throws(HTTPTransportError) -> TelegramAnswer<Result> {
    let response = try await transport.send(
      HTTPRequest(
        method: "POST", url: "\(apiBase)/bot\(token)/\(method)",
        headers: [HTTPHeader("Content-Type", "application/json")], body: body,
        timeout: timeout))
    return TelegramAnswer(response)
  }
}
