/// Sessionize's three views of one programme: https://sessionize.com/playbook/api
struct SessionizeFile: Decodable {
  /// The sessions with the path of the list they stand in.
  let lists: [(path: String, sessions: [Lossy<SessionizeSession>])]
  /// What stands beside the sessions in the view All.
  let speakers: [Lossy<SessionizeSpeaker>]
  let rooms: [Lossy<SessionizeLabel>]
  let categories: [Lossy<SessionizeCategory>]
  /// Parts of the grid that can't be read.
  let faults: [(path: String, reason: String)]

  enum CodingKeys: String, CodingKey { case sessions, speakers, rooms, categories }

  init(from decoder: any Decoder) throws {
    if let groups = try? decoder.singleValueContainer().decode([Lossy<Group>].self) {
      (lists, faults) = Self.lists(of: groups)
      (speakers, rooms, categories) = ([], [], [])
      return
    }
    let values = try decoder.container(keyedBy: CodingKeys.self)
    lists = [("sessions", try values.decode([Lossy<SessionizeSession>].self, forKey: .sessions))]
    (speakers, rooms) = (values.list(.speakers), values.list(.rooms))
    categories = values.list(.categories)
    faults = []
  }

  /// The lists of GridSmart (days with rooms) and of Sessions (groups). `timeSlots` of a grid
  /// repeats what its rooms have, so it is not read.
  private static func lists(
    of groups: [Lossy<Group>]
  ) -> ([(String, [Lossy<SessionizeSession>])], [(path: String, reason: String)]) {
    var lists: [(String, [Lossy<SessionizeSession>])] = []
    var faults: [(path: String, reason: String)] = []
    for (index, group) in groups.enumerated() {
      guard let group = group.value else {
        faults.append(("[\(index)]", "it was skipped, it is no object"))
        continue
      }
      lists.append(("[\(index)].sessions", group.sessions))
      for (number, room) in group.rooms.enumerated() {
        let path = "[\(index)].rooms[\(number)]"
        if let room = room.value {
          lists.append((path + ".sessions", room.sessions))
        } else {
          faults.append((path, "the room was skipped, it is no object"))
        }
      }
    }
    return (lists, faults)
  }

  /// A day of a grid, or a group of the view Sessions.
  private struct Group: Decodable {
    let rooms: [Lossy<Group>]
    let sessions: [Lossy<SessionizeSession>]

    enum CodingKeys: String, CodingKey { case rooms, sessions }

    init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: CodingKeys.self)
      (rooms, sessions) = (values.list(.rooms), values.list(.sessions))
    }
  }
}

/// One session of any view.
struct SessionizeSession: Decodable {
  let id, title, description, startsAt, endsAt: String?
  let isServiceSession, isPlenumSession: Bool
  /// Ids in All; elsewhere objects with id and name.
  let speakers: [Lossy<SessionizeSpeaker>]
  /// Numbers of the items of `categories` in All.
  let categoryItems: [Lossy<Scalar>]
  /// The categories with their items, in the other views.
  let categories: [Lossy<SessionizeCategory>]
  let roomId, room: String?

  enum CodingKeys: String, CodingKey {
    case id, title, description, startsAt, endsAt, isServiceSession, isPlenumSession, speakers
    case categoryItems, categories, roomId, room
  }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    id = values.text(.id)
    title = values.text(.title)
    description = values.text(.description)
    startsAt = values.text(.startsAt)
    endsAt = values.text(.endsAt)
    isServiceSession = values.flag(.isServiceSession)
    isPlenumSession = values.flag(.isPlenumSession)
    speakers = values.list(.speakers)
    categoryItems = values.list(.categoryItems)
    categories = values.list(.categories)
    roomId = values.text(.roomId)
    room = values.text(.room)
  }
}

/// A speaker, or only the id of one.
struct SessionizeSpeaker: Decodable {
  let id, name, tagLine: String?

  enum CodingKeys: String, CodingKey { case id, name, fullName, firstName, lastName, tagLine }

  init(from decoder: any Decoder) throws {
    if let id = try? Scalar(from: decoder) {
      (self.id, name, tagLine) = (id.text, nil, nil)
      return
    }
    let values = try decoder.container(keyedBy: CodingKeys.self)
    id = values.text(.id)
    tagLine = values.text(.tagLine)
    let parts = [values.text(.firstName), values.text(.lastName)].compactMap(\.self)
    name =
      values.text(.fullName) ?? values.text(.name)
      ?? (parts.isEmpty ? nil : parts.joined(separator: " "))
  }
}

/// A room, or an answer to a category: an id with a name.
struct SessionizeLabel: Decodable {
  let id, name: String?

  enum CodingKeys: String, CodingKey { case id, name }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    (id, name) = (values.text(.id), values.text(.name))
  }
}

/// A question whose answers sort the sessions: "Track", "Session Format", "Level".
struct SessionizeCategory: Decodable {
  let title: String?
  let items: [SessionizeLabel]

  enum CodingKeys: String, CodingKey { case title, name, items, categoryItems }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    title = values.text(.title) ?? values.text(.name)
    let items: [Lossy<SessionizeLabel>] = values.list(.items) + values.list(.categoryItems)
    self.items = items.compactMap(\.value)
  }
}
