/// The answer of `/sync` (spec.matrix.org/latest/client-server-api/#get_matrixclientv3sync).
struct MatrixSync: Decodable, Sendable {
  /// The token that the next one goes on from.
  var next: String
  var directRooms: MatrixDirectRooms?
  var joined: [String: Room] = [:]
  /// Rooms that we may join.
  var invited: [String] = []
  /// Rooms that we left, or were made to leave.
  var left: [String] = []

  private enum CodingKeys: String, CodingKey {
    case rooms
    case next = "next_batch"
    case accountData = "account_data"
  }

  private enum RoomKeys: String, CodingKey { case join, invite, leave }

  /// A list of events under its key.
  struct Events<Event: Decodable & Sendable>: Decodable, Sendable {
    var events: MatrixList<Event>
  }

  private struct AccountData: Decodable, Sendable {
    var type: String
    var content: MatrixDirectRooms
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    next = try container.decode(String.self, forKey: .next)
    let data = try? container.decode(Events<AccountData>.self, forKey: .accountData)
    directRooms = data?.events.elements.last { $0.type == "m.direct" }?.content
    guard let rooms = try? container.nestedContainer(keyedBy: RoomKeys.self, forKey: .rooms)
    else { return }
    func names(_ key: RoomKeys) -> [String] {
      (try? rooms.decode([String: MatrixNothing].self, forKey: key))?.keys.sorted() ?? []
    }
    joined =
      (try? rooms.decode([String: MatrixLenient<Room>].self, forKey: .join))?
      .compactMapValues(\.value) ?? [:]
    invited = names(.invite)
    left = names(.leave)
  }

  /// News of a room that we are in.
  struct Room: Decodable, Sendable {
    var timeline: [MatrixEvent] = []
    /// Whether the timeline begins later than where the last sync ended.
    var isLimited = false
    /// From where what is missing can be read backwards.
    var previous: String?
    var state: [MatrixEvent] = []
    /// Only when it changed.
    var joinedCount: Int?
    var invitedCount: Int?
    /// Some of the other members, all when they are few; only when they changed.
    var others: [String] = []

    private enum CodingKeys: String, CodingKey { case timeline, state, summary }
    private enum TimelineKeys: String, CodingKey {
      case events, limited
      case previous = "prev_batch"
    }
    private enum SummaryKeys: String, CodingKey {
      case joined = "m.joined_member_count"
      case invited = "m.invited_member_count"
      case others = "m.heroes"
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      if let part = try? container.nestedContainer(keyedBy: TimelineKeys.self, forKey: .timeline) {
        timeline = (try? part.decode(MatrixList<MatrixEvent>.self, forKey: .events))?.elements ?? []
        isLimited = (try? part.decode(Bool.self, forKey: .limited)) ?? false
        previous = try? part.decode(String.self, forKey: .previous)
      }
      state =
        (try? container.decode(Events<MatrixEvent>.self, forKey: .state))?.events.elements ?? []
      let summary = try? container.nestedContainer(keyedBy: SummaryKeys.self, forKey: .summary)
      joinedCount = try? summary?.decode(Int.self, forKey: .joined)
      invitedCount = try? summary?.decode(Int.self, forKey: .invited)
      others = (try? summary?.decode([String].self, forKey: .others)) ?? []
    }

    /// How many are in the room or invited to it; nil when that did not change.
    var memberCount: Int? { joinedCount.map { $0 + (invitedCount ?? 0) } }

    /// How we came into the room, when that was since the last sync. Our membership alone may be
    /// told at any time beside a message of ours, but all of the state, to which the creation
    /// belongs, only then.
    func arrival(of user: String) -> MatrixEvent? {
      func isOwn(_ event: MatrixEvent) -> Bool {
        event.type == "m.room.member" && event.stateKey == user
          && event.content.membership == "join" && event.earlierMembership != "join"
      }
      let isWhole = state.contains { $0.type == "m.room.create" }
      return timeline.last(where: isOwn) ?? (isWhole ? state.last(where: isOwn) : nil)
    }

    /// Whether its messages can't be read by us.
    var isEncrypted: Bool {
      (state + timeline).contains { ["m.room.encryption", "m.room.encrypted"].contains($0.type) }
    }
  }
}

/// `m.direct`: a person's direct rooms (spec.matrix.org/latest/client-server-api/#mdirect). Ours
/// lists the rooms without encryption only, so the last one is where a person can be reached.
struct MatrixDirectRooms: Codable, Hashable, Sendable {
  private(set) var rooms: [String: [String]]

  init(_ rooms: [String: [String]] = [:]) { self.rooms = rooms }

  init(from decoder: any Decoder) throws {
    rooms = try decoder.singleValueContainer().decode([String: MatrixList<String>].self)
      .mapValues(\.elements)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rooms)
  }

  /// Where a person can be reached; nil when there is no room yet.
  func room(with person: String) -> String? { rooms[person]?.last }

  func contains(_ room: String) -> Bool { rooms.values.contains { $0.contains(room) } }

  mutating func add(_ room: String, with person: String) {
    remove(room)
    rooms[person, default: []].append(room)
  }

  mutating func remove(_ room: String) {
    for (person, list) in rooms where list.contains(room) {
      let others = list.filter { $0 != room }
      rooms[person] = others.isEmpty ? nil : others
    }
  }
}

/// The answer of `/messages`: a part of a room's past, newest first.
struct MatrixPast: Decodable, Sendable {
  var events: MatrixList<MatrixEvent>
  /// Where it goes on; nil at the end.
  var end: String?

  private enum CodingKeys: String, CodingKey {
    case end
    case events = "chunk"
  }
}

/// What `/sync` and `/messages` may tell
/// (spec.matrix.org/latest/client-server-api/#filtering).
struct MatrixFilter: Encodable, Sendable {
  struct Part: Encodable {
    var types: [String]?
    var limit: Int?
    var membersOnDemand: Bool?

    enum CodingKeys: String, CodingKey {
      case types, limit
      case membersOnDemand = "lazy_load_members"
    }
  }

  struct Room: Encodable {
    let timeline: Part
    let state = Part(
      types: ["m.room.create", "m.room.encryption", "m.room.member"], membersOnDemand: true)
    let ephemeral = Part(types: [])
    let accountData = Part(types: [])

    enum CodingKeys: String, CodingKey {
      case timeline, state, ephemeral
      case accountData = "account_data"
    }
  }

  /// What is read of a timeline. Members are in it because only then the count of members comes.
  static let timelineTypes = [
    "m.reaction", "m.room.encrypted", "m.room.encryption", "m.room.member", "m.room.message",
    "m.room.redaction", "m.room.tombstone",
  ]

  let room: Room
  let presence = Part(types: [])
  let accountData = Part(types: ["m.direct"])

  enum CodingKeys: String, CodingKey {
    case room, presence
    case accountData = "account_data"
  }

  /// - parameter limit: the most events of one room; older ones are asked for.
  static func sync(limit: Int) -> String {
    text(MatrixFilter(room: Room(timeline: Part(types: timelineTypes, limit: limit))))
  }

  /// Of `/messages`.
  static let past = text(Part(types: timelineTypes, limit: nil, membersOnDemand: nil))

  private static func text(_ value: some Encodable) -> String {
    String(decoding: (try? JSONBody.encoded(value)) ?? [], as: UTF8.self)
  }
}
