/// `schedule.json` of frab, voc and pretalx, as far as a programme needs it.
///
/// Field by field after voc's schema and what real files have: https://c3voc.de/schedule/schema.json
struct FrabFile: Decodable {
  let schedule: Body

  struct Body: Decodable {
    let conference: Conference
  }

  struct Conference: Decodable {
    let title: String?
    let timeZoneName: String?
    let rooms: [Lossy<Room>]
    /// Without it there is no programme, so it is the one list that must be there.
    let days: [Lossy<Day>]

    enum CodingKeys: String, CodingKey {
      case title, rooms, days
      case timeZoneName = "time_zone_name"
    }

    init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: CodingKeys.self)
      title = values.text(.title)
      timeZoneName = values.text(.timeZoneName)
      rooms = values.list(.rooms)
      days = try values.decode([Lossy<Day>].self, forKey: .days)
    }
  }

  struct Room: Decodable {
    let name: String?
    let guid: String?

    enum CodingKeys: String, CodingKey { case name, guid }

    init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: CodingKeys.self)
      (name, guid) = (values.text(.name), values.text(.guid))
    }
  }

  struct Day: Decodable {
    let date: String?
    let start: String?
    /// The sessions of a room, by its name; JSON gives the rooms no order.
    let rooms: [(name: String, events: Lossy<[Lossy<FrabFileEvent>]>)]

    enum CodingKeys: String, CodingKey {
      case date, rooms
      case start = "day_start"
    }

    init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: CodingKeys.self)
      (date, start) = (values.text(.date), values.text(.start))
      // A day without sessions has an empty list where others have an object.
      let isEmpty = (try? values.decode([Lossy<Scalar>].self, forKey: .rooms))?.isEmpty ?? false
      let rooms =
        isEmpty
        ? nil
        : try values.decodeIfPresent(
          [String: Lossy<[Lossy<FrabFileEvent>]>].self, forKey: .rooms)
      self.rooms = (rooms ?? [:]).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
  }
}

/// One session.
struct FrabFileEvent: Decodable {
  let guid, code, id, slug: String?
  let date, start, end, duration: String?
  let room, url, title, track, type, subtitle, abstract, description: String?
  let persons: [Lossy<FrabPerson>]

  enum CodingKeys: String, CodingKey {
    case guid, code, id, date, start, end, duration, room, url, title, track, type, abstract
    case description, persons, slug, subtitle
  }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    guid = values.text(.guid)
    code = values.text(.code)
    id = values.text(.id)
    slug = values.text(.slug)
    date = values.text(.date)
    start = values.text(.start)
    end = values.text(.end)
    duration = values.text(.duration)
    room = values.text(.room)
    url = values.text(.url)
    title = values.text(.title)
    track = values.text(.track)
    type = values.text(.type)
    subtitle = values.text(.subtitle)
    abstract = values.text(.abstract)
    description = values.text(.description)
    persons = values.list(.persons)
  }
}

/// Somebody on stage; a plain name in some files.
struct FrabPerson: Decodable {
  let name: String?

  enum CodingKeys: String, CodingKey {
    case name
    case publicName = "public_name"
    case fullPublicName = "full_public_name"
  }

  init(from decoder: any Decoder) throws {
    if let name = try? decoder.singleValueContainer().decode(String.self) {
      self.name = name
      return
    }
    let values = try decoder.container(keyedBy: CodingKeys.self)
    name = values.text(.publicName) ?? values.text(.name) ?? values.text(.fullPublicName)
  }
}
