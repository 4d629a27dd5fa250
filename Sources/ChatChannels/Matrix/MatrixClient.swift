import FoundationEssentials
import HTTPTransport
import Messaging

/// What a homeserver answered
/// (spec.matrix.org/latest/client-server-api/#standard-error-response).
struct MatrixAnswer: Sendable {
  /// The body of a refusal; every part may be missing.
  struct Failure: Decodable, Hashable, Sendable {
    var code: String?
    var message: String?
    var retryAfterMilliseconds: Double?
    var isSoftLogout: Bool?

    enum CodingKeys: String, CodingKey {
      case code = "errcode"
      case message = "error"
      case retryAfterMilliseconds = "retry_after_ms"
      case isSoftLogout = "soft_logout"
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      code = try? container.decode(String.self, forKey: .code)
      message = try? container.decode(String.self, forKey: .message)
      retryAfterMilliseconds = try? container.decode(Double.self, forKey: .retryAfterMilliseconds)
      isSoftLogout = try? container.decode(Bool.self, forKey: .isSoftLogout)
    }
  }

  /// The HTTP status.
  let status: Int
  /// As it came.
  let body: [UInt8]
  /// The `Date` header.
  let date: String?
  /// nil for a success, or when a gateway answered in the homeserver's place.
  let failure: Failure?
  /// From the header or, as servers before version 1.10 of the specification say it,
  /// `retry_after_ms`; nil when neither says.
  let retryAfter: Duration?

  init(_ response: HTTPResponse) {
    status = response.status
    body = response.body
    date = response.header("Date")
    failure = status == 200 ? nil : JSONBody.decoded(Failure.self, from: response.body)
    retryAfter =
      response.retryAfter
      ?? failure?.retryAfterMilliseconds.map { .asked(seconds: $0 / 1000) }
  }

  /// `M_FORBIDDEN`; empty when there is none.
  var code: String { failure?.code ?? "" }
  /// The homeserver's words, empty when there are none.
  var words: String {
    [code, failure?.message ?? ""].filter { !$0.isEmpty }.joined(separator: ", ")
  }
  /// Whether it asks to wait.
  var isRateLimited: Bool { status == 429 || code == "M_LIMIT_EXCEEDED" }

  /// The body of a success; nil when it is of another shape.
  func decoded<Value: Decodable>(_ type: Value.Type) -> Value? {
    status == 200 ? JSONBody.decoded(type, from: body) : nil
  }
}

/// One account's way to its homeserver.
struct MatrixClient: Sendable {
  let base: String
  let accessToken: String
  let transport: CurlTransport
  let reason: ReasonClause

  /// An address with or without a slash at its end.
  init(homeserver: String, accessToken: String, transport: CurlTransport, secrets: [String]) {
    self.base = homeserver.hasSuffix("/") ? String(homeserver.dropLast()) : homeserver
    self.accessToken = accessToken
    self.transport = transport
    self.reason = ReasonClause(secrets: [accessToken] + secrets)
  }

  /// Calls an endpoint of the client-server API once.
  ///
  /// - parameters:
  ///   - path: its parts after `/_matrix/client/v3`, each encoded here.
  ///   - body: nil sends none.
  func call(
    _ method: String, _ path: [String], query: [(String, String)] = [],
    body: (any Encodable & Sendable)? = nil, timeout: Duration = .seconds(30)
  ) async throws(HTTPTransportError) -> MatrixAnswer {
    try await request(
      method, "/_matrix/client/v3/" + path.map(Self.encoded).joined(separator: "/"), query,
      body: body, timeout: timeout)
  }

  /// Calls Synapse's own endpoint for administrators, which other servers don't have.
  func callSynapse(_ path: [String]) async throws(HTTPTransportError) -> MatrixAnswer {
    try await request(
      "GET", "/_synapse/admin/v1/" + path.map(Self.encoded).joined(separator: "/"), [], body: nil,
      timeout: .seconds(30))
  }

  private func request(
    _ method: String, _ path: String, _ query: [(String, String)],
    body: (any Encodable & Sendable)?, timeout: Duration
  ) async throws(HTTPTransportError) -> MatrixAnswer {
    var headers = [HTTPHeader("Authorization", "Bearer \(accessToken)")]
    // All we send are strings, numbers and truth values, which always can be encoded.
    let bytes = body.map { (try? JSONBody.encoded($0)) ?? Array("{}".utf8) }
    if bytes != nil { headers.append(HTTPHeader("Content-Type", "application/json")) }
    let parameters = query.map { "\($0.0)=\(Self.encoded($0.1))" }.joined(separator: "&")
    return MatrixAnswer(
      try await transport.send(
        HTTPRequest(
          method: method, url: base + path + (parameters.isEmpty ? "" : "?\(parameters)"),
          headers: headers, body: bytes, timeout: timeout)))
  }

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
}

/// For those that hear: an answer or the reason why there is none.
extension MatrixClient {
  /// Calls an endpoint; a request that fails or is cancelled throws what `receive` throws.
  func ask(
    _ method: String, _ path: [String], query: [(String, String)] = [],
    body: (any Encodable & Sendable)? = nil, timeout: Duration = .seconds(30)
  ) async throws -> MatrixAnswer {
    do throws(HTTPTransportError) {
      return try await call(method, path, query: query, body: body, timeout: timeout)
    } catch {
      throw TransportOutcome.receive(of: error, service: "the homeserver", reason: reason)
        ?? CancellationError() as any Error
    }
  }

  /// Calls an endpoint that must succeed.
  func result<Value: Decodable>(
    _ method: String, _ path: [String], query: [(String, String)] = [],
    body: (any Encodable & Sendable)? = nil, timeout: Duration = .seconds(30),
    returning: Value.Type
  ) async throws -> Value {
    let answer = try await ask(method, path, query: query, body: body, timeout: timeout)
    guard let value = answer.decoded(returning) else {
      throw MatrixOutcome.receive(answer, reason: reason)
    }
    return value
  }

  /// Calls an endpoint that may say that there is nothing (404) or that it isn't for us (403).
  /// What others may write, a room's state or our account's data, may have any shape: another one
  /// than it should is nothing too.
  func resultIfAny<Value: Decodable>(
    _ method: String, _ path: [String], query: [(String, String)] = [], returning: Value.Type
  ) async throws -> Value? {
    let answer = try await ask(method, path, query: query)
    if let value = answer.decoded(returning) { return value }
    if [403, 404].contains(answer.status), answer.code != "M_UNRECOGNIZED" { return nil }
    if answer.decoded([String: MatrixLenient<MatrixNothing>].self) != nil { return nil }
    throw MatrixOutcome.receive(answer, reason: reason)
  }
}

/// No content: `{}`.
struct MatrixNothing: Codable, Sendable {}
