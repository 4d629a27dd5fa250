import Messaging

/// The content of an `m.room.message`
/// (spec.matrix.org/latest/client-server-api/#mroommessage-msgtypes).
struct MatrixContent: Encodable, Sendable {
  /// What an event belongs to.
  struct Relation: Encodable, Sendable {
    struct Reply: Encodable {
      let eventID: String
      enum CodingKeys: String, CodingKey { case eventID = "event_id" }
    }

    let type: String
    let eventID: String
    /// Tells clients that know threads that the reply is only for those that don't
    /// (spec.matrix.org/latest/client-server-api/#fallback-for-unthreaded-clients).
    var isFallingBack: Bool?
    var inReplyTo: Reply?

    enum CodingKeys: String, CodingKey {
      case type = "rel_type"
      case eventID = "event_id"
      case isFallingBack = "is_falling_back"
      case inReplyTo = "m.in_reply_to"
    }

    /// In the thread under an event.
    static func thread(_ root: String) -> Relation {
      Relation(
        type: "m.thread", eventID: root, isFallingBack: true, inReplyTo: Reply(eventID: root))
    }
  }

  /// What is shown in the place of an edited event; its own relation stays as it was.
  struct Replacement: Encodable, Sendable {
    let type: String
    let body: String
    let format: String?
    let html: String?
    let mentions = MatrixNothing()

    enum CodingKeys: String, CodingKey {
      case body, format
      case type = "msgtype"
      case html = "formatted_body"
      case mentions = "m.mentions"
    }
  }

  let type: String
  let body: String
  private(set) var format: String?
  private(set) var html: String?
  /// Nobody: the empty object also turns off what clients would guess from the text
  /// (spec.matrix.org/latest/client-server-api/#user-and-room-mentions).
  let mentions = MatrixNothing()
  var relation: Relation?
  private(set) var replacement: Replacement?

  private static let htmlFormat = "org.matrix.custom.html"
  /// What clients that know no edits show of one; characters. The event holds the text twice, so
  /// all of it would double the size.
  private static let fallbackLimit = 400

  /// A notice makes no sound (`.m.rule.suppress_notices`), a text does.
  init(_ part: MatrixRendering.Part, attention: Attention, relation: Relation? = nil) {
    type = attention == .push ? "m.text" : "m.notice"
    body = part.body
    format = Self.htmlFormat
    html = part.html
    self.relation = relation
  }

  /// New words for an earlier event of ours
  /// (spec.matrix.org/latest/client-server-api/#event-replacements).
  ///
  /// - parameter part: nil for one that the shorter message no longer needs: an event can't be
  ///   empty, so an ellipsis is left.
  init(_ part: MatrixRendering.Part?, attention: Attention, replacing event: String) {
    type = attention == .push ? "m.text" : "m.notice"
    let text = part?.body ?? "…"
    let isCut = text.count > Self.fallbackLimit
    body = "* " + (isCut ? text.prefix(Self.fallbackLimit) + "…" : text)
    replacement = Replacement(
      type: type, body: text, format: part.map { _ in Self.htmlFormat }, html: part?.html)
    relation = Relation(type: "m.replace", eventID: event)
  }

  enum CodingKeys: String, CodingKey {
    case body, format
    case type = "msgtype"
    case html = "formatted_body"
    case mentions = "m.mentions"
    case relation = "m.relates_to"
    case replacement = "m.new_content"
  }
}
