import FoundationEssentials
import HTTPTransport
import Messaging

/// What a failure of the transport says of a message: the same on every platform.
enum TransportOutcome {
  /// What became of a message whose request failed with the error.
  ///
  /// - parameter service: the service's name, to begin the reason with.
  static func delivery(
    of error: HTTPTransportError, service: String, reason: ReasonClause
  ) -> DeliveryOutcome {
    switch error {
    case .connect(let detail):
      .retryable(reason: reason("\(service) can't be reached", detail))
    case .timeout:
      .ambiguous(reason: reason("\(service) did not answer in time"))
    case .interrupted:
      .ambiguous(reason: reason("the connection to \(service) broke"))
    case .tooLarge, .tooManyRedirects:
      .ambiguous(reason: reason("\(service) gave an unusable answer"))
    case .cancelled:
      .ambiguous(reason: reason("sending was stopped before \(service) answered"))
    case .invalidURL:
      // Entries wait until the configuration is right, rather than die of it.
      .unauthorized(reason: reason("the address of \(service) is not a web address"))
    }
  }

  /// Why a poll or a check whose request failed brought nothing; nil when it was cancelled.
  static func receive(
    of error: HTTPTransportError, service: String, reason: ReasonClause
  ) -> ReceiveError? {
    switch error {
    case .connect(let detail):
      .temporary(reason: reason("\(service) can't be reached", detail), retryAfter: nil)
    case .timeout:
      .temporary(reason: reason("\(service) did not answer in time"), retryAfter: nil)
    case .interrupted:
      .temporary(reason: reason("the connection to \(service) broke"), retryAfter: nil)
    case .tooLarge, .tooManyRedirects:
      .temporary(reason: reason("\(service) gave an unusable answer"), retryAfter: nil)
    case .cancelled: nil
    case .invalidURL:
      .needsOperator(reason: reason("the address of \(service) is not a web address"))
    }
  }
}

/// A message of several parts.
enum PartsOutcome {
  /// What became of a whole message when part `number` of `count` failed after earlier ones had
  /// arrived, on a platform that would show them twice.
  ///
  /// A final refusal stays one, since another attempt would only repeat the first parts. All
  /// else is ambiguous: some of it is in the chat, so `.retryable` would not be true.
  static func afterPartial(
    _ outcome: DeliveryOutcome, part number: Int, of count: Int
  ) -> DeliveryOutcome {
    let prefix = "part \(number) of \(count)"
    return switch outcome {
    case .delivered: outcome
    case .refused(let reason): .refused(reason: "\(prefix): \(reason)")
    case .addressGone(let reason): .addressGone(reason: "\(prefix): \(reason)")
    case .rateLimited: .ambiguous(reason: "\(prefix): the rate limit was reached")
    case .migrated(let address): .ambiguous(reason: "\(prefix): the chat moved to \(address)")
    case .retryable(let reason), .ambiguous(let reason), .unauthorized(let reason):
      .ambiguous(reason: "\(prefix): \(reason)")
    }
  }
}

extension HTTPResponse {
  /// The span of a `Retry-After` header, at least a second: a wait that is none would only be
  /// asked for again. A date is counted from the answer's own `Date`, so that no clock of ours is
  /// needed and none of the server's has to be right. nil when there is nothing to be read.
  var retryAfter: Duration? {
    guard let value = header("Retry-After") else { return nil }
    if let seconds = Double(value) { return .asked(seconds: max(1, seconds)) }
    guard let now = header("Date").flatMap(HTTPDate.parse),
      let span = RetryAfter.parse(value, now: now)
    else { return nil }
    return .asked(seconds: max(1, Double(span.components.seconds)))
  }

  /// The body as text, cut to what a reason may hold.
  var shortBody: String { String(decoding: body.prefix(1000), as: UTF8.self) }
}

extension Duration {
  /// A span that a server asks us to wait, 0 s to 7 days: a broken number must not stop us.
  static func asked(seconds: Double) -> Duration {
    .seconds(seconds.isNaN ? 0 : min(max(0, seconds), 604_800))
  }
}

/// JSON as the platforms take it.
enum JSONBody {
  /// The bytes of a value, keys sorted so that the same message is the same bytes.
  static func encoded(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return [UInt8](try encoder.encode(value))
  }

  /// A value of the type; nil when the bytes are not JSON or of another shape.
  static func decoded<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) -> Value? {
    try? JSONDecoder().decode(type, from: Data(bytes))
  }
}
