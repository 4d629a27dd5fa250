import ConferenceModel
import FoundationEssentials

/// Reads the JSON of Sched's API, `session/export` and `session/list`.
enum SchedJSONReader: FormatReader {
  static func recognises(_ body: Bytes) -> Bool {
    JSONBody.opening(of: body) == UInt8(ascii: "[")
      && (JSONBody.hasKeys(["name", "event_start"], in: body)
        || JSONBody.hasKeys(["name", "start_time_ts"], in: body))
  }

  static func read(
    _ body: Bytes, options: ReadingOptions
  ) throws(ScheduleFormatError) -> Schedule {
    let sessions = try JSONBody.decode([Lossy<SchedSession>].self, from: body)
    var reading = RowReading(options: options)
    let rows = reading.elements(sessions, in: "").map { ($0.value.row, $0.place) }
    SchedAPIRows(rows).add(to: &reading)
    return try reading.schedule(name: nil)
  }
}

/// One object of the list. All scalars are texts but the timestamp; what has no value is absent.
struct SchedSession: Decodable {
  let row: SchedAPIRow

  enum CodingKeys: String, CodingKey {
    case id, active, name, description, venue, url, speakers
    case eventKey = "event_key"
    case eventStart = "event_start"
    case eventEnd = "event_end"
    case startDate = "start_date"
    case startTime = "start_time"
    case endDate = "end_date"
    case endTime = "end_time"
    case startTimestamp = "start_time_ts"
    case type = "event_type"
    case subtype = "event_subtype"
    case venueID = "venue_id"
  }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    func moment(_ whole: CodingKeys, _ date: CodingKeys, _ time: CodingKeys) -> String? {
      if let text = values.text(whole) { return text }
      guard let date = values.text(date), let time = values.text(time) else { return nil }
      return "\(date) \(time)"
    }
    row = SchedAPIRow(
      id: values.text(.id), eventKey: values.text(.eventKey), active: values.text(.active),
      name: values.text(.name), start: moment(.eventStart, .startDate, .startTime),
      end: moment(.eventEnd, .endDate, .endTime), startTimestamp: values.text(.startTimestamp),
      type: values.text(.type), subtype: values.text(.subtype),
      description: values.text(.description), venue: values.text(.venue),
      venueID: values.text(.venueID), url: values.text(.url), speakers: Self.people(values))
  }

  /// The list of speakers; a text in some bodies, `A, B`, which is no better than the title.
  private static func people(
    _ values: KeyedDecodingContainer<CodingKeys>
  ) -> [SchedAPIRow.Person]? {
    let people: [Lossy<SchedPerson>] = values.list(.speakers)
    guard !people.isEmpty else { return nil }
    let ordered = people.compactMap(\.value).enumerated().sorted {
      ($0.element.order, $0.offset) < ($1.element.order, $1.offset)
    }
    return ordered.map(\.element.person)
  }
}

/// Somebody in a list of speakers.
struct SchedPerson: Decodable {
  let person: SchedAPIRow.Person
  /// The organiser's order; 0 for all where there is none, and then the list's order holds.
  let order: Int

  enum CodingKeys: String, CodingKey {
    case name, company
    case customOrder = "custom_order"
  }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    person = SchedAPIRow.Person(name: values.text(.name), company: values.text(.company))
    order = values.text(.customOrder).flatMap { Int($0) } ?? 0
  }
}
