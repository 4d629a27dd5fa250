import FoundationEssentials

/// Something that happened in a workspace, as Socket Mode delivers it
/// (docs.slack.dev/apis/events-api/using-socket-mode#events).
package struct SlackEnvelope: Hashable, Sendable {
  /// What the payload is; each has the shape that HTTP mode has.
  package enum Kind: String, Hashable, Sendable {
    /// A slash command's fields, as a JSON object.
    case slashCommand = "slash_commands"
    /// A button, a menu, a dialogue.
    case interaction = "interactive"
    /// The Events API's wrapper, whose `event_id` stays the same when it is delivered again.
    case event = "events_api"
  }

  /// By which it is acknowledged.
  package var id: String
  /// What the payload is.
  package var kind: Kind
  /// A JSON object, as it came. It may hold a response URL, so it is never logged.
  package var payload: [UInt8]
  /// How often it was delivered before; 0 the first time.
  package var retryAttempt: Int

  /// An envelope.
  package init(id: String, kind: Kind, payload: [UInt8], retryAttempt: Int = 0) {
    self.id = id
    self.kind = kind
    self.payload = payload
    self.retryAttempt = retryAttempt
  }
}

/// A message on the socket.
enum SlackSocketMessage: Hashable {
  /// The connection is used from now on.
  case hello
  /// Slack wants to end this connection: within seconds, or now.
  case leaving
  /// Socket Mode was switched off in the app's settings.
  case switchedOff
  /// To be acted on and acknowledged.
  case envelope(SlackEnvelope)
  /// Nothing we know.
  case other

  private struct Frame: Decodable {
    var type: String?
    var reason: String?
    var id: String?
    var retryAttempt: Int?

    enum CodingKeys: String, CodingKey {
      case type, reason
      case id = "envelope_id"
      case retryAttempt = "retry_attempt"
    }
  }

  /// Reads a message, whatever it is.
  init(_ text: String) {
    let bytes = Array(text.utf8)
    guard let frame = JSONBody.decoded(Frame.self, from: bytes) else {
      self = .other
      return
    }
    switch frame.type {
    case "hello": self = .hello
    case "disconnect":
      switch frame.reason {
      case "link_disabled": self = .switchedOff
      case "warning", "refresh_requested": self = .leaving
      // The connection's end says the rest: one that is refused must not be replaced before.
      default: self = .other
      }
    default:
      guard let kind = frame.type.flatMap(SlackEnvelope.Kind.init), let id = frame.id,
        let payload = JSONSlice.member("payload", of: bytes),
        payload.first == UInt8(ascii: "{")
      else {
        self = .other
        return
      }
      self = .envelope(
        SlackEnvelope(
          id: id, kind: kind, payload: Array(payload), retryAttempt: frame.retryAttempt ?? 0))
    }
  }

  /// The answer that ends an envelope's deliveries.
  static func acknowledgement(of envelope: SlackEnvelope) -> String {
    // A string alone always can be encoded.
    let bytes = (try? JSONBody.encoded(["envelope_id": envelope.id])) ?? []
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// A part of a JSON text, as it stands there.
enum JSONSlice {
  /// The value of an object's member; nil when there is none. The text must be valid JSON, or the
  /// slice is any part of it.
  static func member(_ name: String, of object: [UInt8]) -> ArraySlice<UInt8>? {
    let wanted = Array("\"\(name)\"".utf8)
    var (depth, isQuoted, isEscaped) = (0, false, false)
    var begin = object.startIndex
    var key: ArraySlice<UInt8>?
    for (index, byte) in object.enumerated() {
      if isQuoted {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else {
          isQuoted = byte != UInt8(ascii: "\"")
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isQuoted = true
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        if depth == 1 { begin = index + 1 }
      case UInt8(ascii: ":") where depth == 1 && key == nil:
        key = trimmed(object[begin..<index])
        begin = index + 1
      case UInt8(ascii: ",") where depth == 1, UInt8(ascii: "}") where depth == 1:
        if let key, key.elementsEqual(wanted) { return trimmed(object[begin..<index]) }
        if byte == UInt8(ascii: "}") { return nil }
        key = nil
        begin = index + 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      default: break
      }
    }
    return nil
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let isBlank = { (byte: UInt8) in [0x20, 0x09, 0x0A, 0x0D].contains(byte) }
    let rest = bytes.drop(while: isBlank)
    return rest.prefix(rest.count - rest.reversed().prefix(while: isBlank).count)
  }
}
