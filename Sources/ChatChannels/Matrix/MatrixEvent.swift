/// An event of a room as far as it is read here. Everybody may write anything into a content, so
/// what has another shape than it should reads as missing.
struct MatrixEvent: Decodable, Sendable {
  var type: String
  var id: String?
  var sender: String?
  var stateKey: String?
  /// When it was sent, by its server's clock; milliseconds.
  var sentAt: Int64
  var content: Content
  /// In rooms before version 11.
  var redacts: String?
  /// Our own membership when it was sent, where the server says so
  /// (spec.matrix.org/latest/client-server-api/#room-event-format).
  var membership: String?
  /// The membership that this event changed.
  var earlierMembership: String?
  /// The event of the state that this one replaced.
  var replacesState: String?

  private enum CodingKeys: String, CodingKey {
    case type, sender, content, redacts, unsigned
    case id = "event_id"
    case stateKey = "state_key"
    case sentAt = "origin_server_ts"
  }

  private enum UnsignedKeys: String, CodingKey {
    case membership
    case earlier = "prev_content"
    case replacesState = "replaces_state"
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    type = try container.decode(String.self, forKey: .type)
    id = try? container.decode(String.self, forKey: .id)
    sender = try? container.decode(String.self, forKey: .sender)
    stateKey = try? container.decode(String.self, forKey: .stateKey)
    sentAt = (try? container.decode(Int64.self, forKey: .sentAt)) ?? 0
    content = (try? container.decode(Content.self, forKey: .content)) ?? Content()
    redacts = try? container.decode(String.self, forKey: .redacts)
    let unsigned = try? container.nestedContainer(keyedBy: UnsignedKeys.self, forKey: .unsigned)
    membership = try? unsigned?.decode(String.self, forKey: .membership)
    earlierMembership =
      (try? unsigned?.decode(Content.self, forKey: .earlier))?.membership
    replacesState = try? unsigned?.decode(String.self, forKey: .replacesState)
  }
}

extension MatrixEvent {
  /// The content of all the types that are read.
  struct Content: Decodable, Sendable {
    var messageType: String?
    var body: String?
    var html: String?
    var relation: Relation?
    var mentionedUsers: [String] = []
    /// Since room version 11.
    var redacts: String?
    var membership: String?
    var replacementRoom: String?
    var predecessorRoom: String?
    var roomVersion: String?
    var additionalCreators: [String] = []

    private enum CodingKeys: String, CodingKey {
      case body, redacts, membership, predecessor
      case messageType = "msgtype"
      case html = "formatted_body"
      case relation = "m.relates_to"
      case mentions = "m.mentions"
      case replacementRoom = "replacement_room"
      case roomVersion = "room_version"
      case additionalCreators = "additional_creators"
    }

    private struct Mentions: Decodable {
      var users: [String]
      enum CodingKeys: String, CodingKey { case users = "user_ids" }
    }

    private struct Predecessor: Decodable {
      var room: String
      enum CodingKeys: String, CodingKey { case room = "room_id" }
    }

    init() {}

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      func text(_ key: CodingKeys) -> String? { try? container.decode(String.self, forKey: key) }
      messageType = text(.messageType)
      body = text(.body)
      html = text(.html)
      redacts = text(.redacts)
      membership = text(.membership)
      replacementRoom = text(.replacementRoom)
      roomVersion = text(.roomVersion)
      relation = try? container.decode(Relation.self, forKey: .relation)
      mentionedUsers = (try? container.decode(Mentions.self, forKey: .mentions))?.users ?? []
      predecessorRoom = (try? container.decode(Predecessor.self, forKey: .predecessor))?.room
      additionalCreators =
        (try? container.decode([String].self, forKey: .additionalCreators)) ?? []
    }
  }

  /// What an event belongs to (spec.matrix.org/latest/client-server-api/#relationship-types).
  struct Relation: Decodable, Sendable {
    var type: String?
    var event: String?
    /// What was reacted with.
    var key: String?
    /// Whether it answers another event, and not only for clients that know no threads.
    var isReply: Bool

    private enum CodingKeys: String, CodingKey {
      case key
      case type = "rel_type"
      case event = "event_id"
      case isFallingBack = "is_falling_back"
      case reply = "m.in_reply_to"
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      type = try? container.decode(String.self, forKey: .type)
      event = try? container.decode(String.self, forKey: .event)
      key = try? container.decode(String.self, forKey: .key)
      let isFallingBack = (try? container.decode(Bool.self, forKey: .isFallingBack)) ?? false
      isReply = container.contains(.reply) && !isFallingBack
    }
  }
}

/// A value, or nil for one of another shape: a poll that can't be read would come again for ever.
struct MatrixLenient<Value: Decodable & Sendable>: Decodable, Sendable {
  var value: Value?
  init(from decoder: any Decoder) throws { value = try? Value(from: decoder) }
}

/// A list whose broken elements are left out.
struct MatrixList<Element: Decodable & Sendable>: Decodable, Sendable {
  var elements: [Element] = []

  init(from decoder: any Decoder) throws {
    elements = (try? [MatrixLenient<Element>](from: decoder))?.compactMap(\.value) ?? []
  }
}
