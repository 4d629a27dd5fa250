/// Who may change a room's settings.
extension MatrixChannel {
  private struct Creation: Decodable {
    var sender: String
    var content: MatrixEvent.Content
  }

  /// Whether a member may change what stands over a room, its topic for one: those may change our
  /// settings for it too. One who can't be asked about may not.
  func isAdministrator(_ user: String, of room: String) async throws -> Bool {
    let levels = try await client.resultIfAny(
      "GET", ["rooms", room, "state", "m.room.power_levels"], returning: MatrixPowerLevels.self)
    if let levels, levels.mayWriteTopic(user) { return true }
    let creation = try await client.resultIfAny(
      "GET", ["rooms", room, "state", "m.room.create", ""], query: [("format", "event")],
      returning: Creation.self)
    guard let creation else { return false }
    if levels == nil, creation.sender == user { return true }
    // Since room version 12 the creators stand above all levels and are in none of the lists
    // (spec.matrix.org/latest/rooms/v12/).
    guard let version = creation.content.roomVersion.flatMap({ Int($0) }), version >= 12 else {
      return false
    }
    return creation.sender == user || creation.content.additionalCreators.contains(user)
  }
}

/// `m.room.power_levels` (spec.matrix.org/latest/client-server-api/#mroompower_levels).
struct MatrixPowerLevels: Decodable, Hashable, Sendable {
  var users: [String: Int] = [:]
  var usersDefault = 0
  var events: [String: Int] = [:]
  var stateDefault = 50

  private enum CodingKeys: String, CodingKey {
    case users, events
    case usersDefault = "users_default"
    case stateDefault = "state_default"
  }

  /// Rooms before version 10 may hold a level as text.
  private struct Level: Decodable {
    var value: Int

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Int.self) {
        value = number
      } else {
        let text = try container.decode(String.self)
        guard let number = Int(text.filter { !$0.isWhitespace }) else {
          throw DecodingError.dataCorruptedError(in: container, debugDescription: "no level")
        }
        value = number
      }
    }
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func levels(_ key: CodingKeys) -> [String: Int] {
      (try? container.decode([String: Level].self, forKey: key))?.mapValues(\.value) ?? [:]
    }
    users = levels(.users)
    events = levels(.events)
    usersDefault = (try? container.decode(Level.self, forKey: .usersDefault))?.value ?? 0
    stateDefault = (try? container.decode(Level.self, forKey: .stateDefault))?.value ?? 50
  }

  /// Whether a member may set the topic.
  func mayWriteTopic(_ user: String) -> Bool {
    users[user] ?? usersDefault >= events["m.room.topic"] ?? stateDefault
  }
}
