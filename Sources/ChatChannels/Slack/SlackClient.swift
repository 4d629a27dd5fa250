import HTTPTransport

/// What a method of the Web API answered (docs.slack.dev/apis/web-api#responses).
struct SlackAnswer<Result: Decodable & Sendable>: Sendable {
  /// The part of the body that all methods share.
  struct Envelope: Decodable, Sendable {
    var isOK: Bool
    var error: String?
    /// With `missing_scope`: what would be enough.
    var needed: String?

    enum CodingKeys: String, CodingKey {
      case isOK = "ok"
      case error, needed
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      isOK = try container.decode(Bool.self, forKey: .isOK)
      error = try? container.decode(String.self, forKey: .error)
      needed = try? container.decode(String.self, forKey: .needed)
    }
  }

  /// The HTTP status; failures too come under 200.
  let status: Int
  /// nil when a gateway answered in the API's place.
  let envelope: Envelope?
  /// nil on failure, and when it has a shape we don't know: what was done is done.
  let result: Result?
  /// From the header; nil when it is not there.
  let retryAfter: Duration?
  /// The scopes of the token, where the answer names them.
  let scopes: [String]?
  /// The `Date` header as it came.
  let date: String?

  init(_ response: HTTPResponse) {
    status = response.status
    let envelope = JSONBody.decoded(Envelope.self, from: response.body)
    self.envelope = envelope
    result =
      envelope?.isOK == true ? JSONBody.decoded(Result.self, from: response.body) : nil
    retryAfter = response.retryAfter
    scopes = response.header("X-OAuth-Scopes").map { header in
      header.split(separator: ",").map { $0.filter { !$0.isWhitespace } }
    }
    date = response.header("Date")
  }

  /// The error's name; empty when there is none.
  var error: String { envelope?.error ?? "" }
  /// Whether the method did what it was asked.
  var isOK: Bool { status == 200 && envelope?.isOK == true }
}

/// One way to the Web API.
struct SlackClient: Sendable {
  let account: SlackAccount
  let transport: CurlTransport
  let reason: ReasonClause

  /// Calls a method that takes JSON, once.
  func call<Result: Decodable & Sendable>(
    _ method: String, _ parameters: some Encodable, returning: Result.Type,
    timeout: Duration = .seconds(30)
  ) async throws(HTTPTransportError) -> SlackAnswer<Result> {
    // Strings and truth values alone always can be encoded.
    let body = (try? JSONBody.encoded(parameters)) ?? Array("{}".utf8)
    return SlackAnswer(
      try await transport.send(
        HTTPRequest(
          method: "POST", url: "\(account.apiBase)/\(method)",
          headers: [authorization, HTTPHeader("Content-Type", "application/json; charset=utf-8")],
          body: body, timeout: timeout)))
  }

  /// Calls a method that only reads, once.
  ///
  /// - parameter query: values of letters and digits alone.
  func ask<Result: Decodable & Sendable>(
    _ method: String, _ query: [(name: String, value: String)] = [], returning: Result.Type,
    timeout: Duration = .seconds(30)
  ) async throws(HTTPTransportError) -> SlackAnswer<Result> {
    let fields = query.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
    let url = "\(account.apiBase)/\(method)" + (fields.isEmpty ? "" : "?\(fields)")
    return SlackAnswer(
      try await transport.send(HTTPRequest(url: url, headers: [authorization], timeout: timeout)))
  }

  private var authorization: HTTPHeader {
    HTTPHeader("Authorization", "Bearer \(account.botToken)")
  }
}

/// The answer of a method whose success is all there is to know.
struct SlackNothing: Codable, Sendable {}

/// Slack's ids: a letter for the kind, then letters and digits
/// (docs.slack.dev/reference/objects).
enum SlackID {
  /// `U…` or, in a large organisation, `W…`.
  static func isUser(_ id: some StringProtocol) -> Bool { isID(id, kinds: "UW") }
  /// `C…`, or `G…` for private channels made before March 2021 and group conversations.
  static func isChannel(_ id: some StringProtocol) -> Bool { isID(id, kinds: "CG") }
  /// `D…`, a direct conversation of two.
  static func isDirect(_ id: some StringProtocol) -> Bool { isID(id, kinds: "D") }

  private static func isID(_ id: some StringProtocol, kinds: String) -> Bool {
    guard let kind = id.first, kinds.contains(kind), (2...64).contains(id.utf8.count) else {
      return false
    }
    return id.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x41...0x5A).contains($0)
    }
  }

  /// A message's `ts`, which is its id in a channel: digits and one point.
  static func isTimestamp(_ text: some StringProtocol) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 2
      && parts.allSatisfy { part in
        (1...20).contains(part.utf8.count) && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
      }
  }
}
