/// `session.json` of OPass and CCIP: sessions in Chinese and English, with lists to look up in.
struct OPassFile: Decodable {
  let sessions: [Lossy<OPassSession>]
  let speakers, types, rooms: [Lossy<OPassEntry>]

  enum CodingKeys: String, CodingKey {
    case sessions, speakers, rooms
    case types = "session_types"
  }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    sessions = try values.decode([Lossy<OPassSession>].self, forKey: .sessions)
    (speakers, types, rooms) = (values.list(.speakers), values.list(.types), values.list(.rooms))
  }
}

/// One session; start, end and room are null in a draft.
struct OPassSession: Decodable {
  let id, type, room, start, end, uri: String?
  let chinese, english: OPassTexts?
  let speakers: [Lossy<Scalar>]

  enum CodingKeys: String, CodingKey {
    case id, type, room, start, end, uri, speakers
    case chinese = "zh"
    case english = "en"
  }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    id = values.text(.id)
    type = values.text(.type)
    room = values.text(.room)
    start = values.text(.start)
    end = values.text(.end)
    uri = values.text(.uri)
    (chinese, english) = (values.object(.chinese), values.object(.english))
    speakers = values.list(.speakers)
  }
}

/// A speaker, room or type: an id with its texts in both languages.
struct OPassEntry: Decodable {
  let id: String?
  let chinese, english: OPassTexts?

  enum CodingKeys: String, CodingKey {
    case id
    case chinese = "zh"
    case english = "en"
  }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    id = values.text(.id)
    (chinese, english) = (values.object(.chinese), values.object(.english))
  }
}

/// What is said in one language; sessions have titles, everything else names.
struct OPassTexts: Decodable {
  let title, name, description: String?

  enum CodingKeys: String, CodingKey { case title, name, description }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    title = values.text(.title)
    name = values.text(.name)
    description = values.text(.description)
  }
}
