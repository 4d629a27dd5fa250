import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Collects the events of a document while the parser walks over it.
///
/// What an element means depends on the one it stands in: the `<persons>` of an event are its
/// speakers, those at the top are a list of everybody. Elements of other names are stepped over
/// with all that they contain.
final class FrabDocument: NSObject, XMLParserDelegate {
  /// Where the parser is.
  enum Place: Equatable {
    case schedule, conference, day, room, event, persons, person, personName
    case directory, knownPerson, knownName
    case conferenceField(FrabConference.Field)
    case field(FrabEvent.Field)
    /// A tag inside a field, of an abstract that was not escaped.
    case markup(FrabEvent.Field)
    case ignored
  }

  /// What the conference says of itself.
  private(set) var conference = FrabConference()
  /// In the order of the file.
  private(set) var events: [FrabEvent] = []
  /// The names of the list at the top by id.
  private(set) var knownPersons: [String: String] = [:]
  /// True when the root element was closed.
  private(set) var isComplete = false
  /// The first thing that is wrong; nothing is collected after it.
  private(set) var fault: (line: Int, reason: String?)?

  private let lineOffset: Int
  private var open: [Place] = []
  private var text: [UInt8] = []
  private var isCollecting = false
  private var day: String?
  private var room: (name: String?, guid: String?)
  private var event: FrabEvent?
  private var person = FrabEvent.Person()
  private var texts = FrabTexts()

  /// Deeper is no programme; those seen have six levels.
  private static let depthMax = 60

  /// More is no conference; each costs a kilobyte, whatever little it says.
  private static let eventsMax = 50_000

  /// - parameter lineOffset: how many lines stand before what the parser is given.
  init(lineOffset: Int) { self.lineOffset = lineOffset }

  func parser(
    _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?,
    qualifiedName qName: String?, attributes: [String: String]
  ) {
    guard fault == nil else { return }
    guard open.count < Self.depthMax else {
      fault = (parser.lineNumber + lineOffset, "elements stand in each other too deeply")
      return
    }
    guard events.count < Self.eventsMax else {
      fault = (parser.lineNumber + lineOffset, "more than \(Self.eventsMax) events are not read")
      return
    }
    let place = place(of: elementName)
    open.append(place)
    begin(place, elementName, attributes, line: parser.lineNumber + lineOffset)
  }

  func parser(
    _ parser: XMLParser, didEndElement elementName: String, namespaceURI: String?,
    qualifiedName qName: String?
  ) {
    guard fault == nil, let place = open.popLast() else { return }
    end(place, elementName)
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    guard isCollecting else { return }
    var string = string
    string.withUTF8 { text.append(contentsOf: $0) }
  }

  func parser(_ parser: XMLParser, foundCDATA block: Data) {
    guard isCollecting else { return }
    text.append(contentsOf: block)
  }

  func parser(_ parser: XMLParser, parseErrorOccurred error: any Error) {
    // The parser goes on after an error to save what it can; half a programme is none.
    guard fault == nil, !Self.isHarmless(error) else { return }
    fault = (parser.lineNumber + lineOffset, nil)
  }

  /// Namespaces mean nothing here, so a prefix that nobody declared is a part of the name: the
  /// codes XML_WAR_… (97 to 100) and XML_NS_ERR_… (200 to 205) of libxml2's `xmlerror.h`.
  static func isHarmless(_ error: any Error) -> Bool {
    let code = (error as NSError).code
    return (97...100).contains(code) || (200...205).contains(code)
  }
}

extension FrabDocument {
  private func place(of name: String) -> Place {
    switch open.last {
    case nil: .schedule
    case .schedule:
      switch name {
      case "conference": .conference
      case "day": .day
      case "persons": .directory
      default: .ignored
      }
    case .conference:
      FrabConference.Field(rawValue: name).map { .conferenceField($0) } ?? .ignored
    case .day: name == "event" ? .event : name == "room" ? .room : .ignored
    case .room: name == "event" ? .event : .ignored
    case .event:
      name == "persons"
        ? .persons : FrabEvent.Field(rawValue: name).map { .field($0) } ?? .ignored
    case .persons: name == "person" ? .person : .ignored
    case .person: Self.isName(name) ? .personName : .ignored
    case .directory: name == "person" ? .knownPerson : .ignored
    case .knownPerson: Self.isName(name) ? .knownName : .ignored
    case .field(let field), .markup(let field): .markup(field)
    case .personName, .knownName, .conferenceField, .ignored: .ignored
    }
  }

  private static func isName(_ name: String) -> Bool {
    name == "name" || name == "public_name" || name == "full_public_name"
  }

  private func begin(
    _ place: Place, _ name: String, _ attributes: [String: String], line: Int
  ) {
    switch place {
    case .day:
      day = attributes["date"]
      room = (nil, nil)
    case .room: room = (texts.line(attributes["name"]), texts.line(attributes["guid"]))
    case .event: beginEvent(attributes, line: line)
    case .person, .knownPerson:
      let id = attributes["guid"] ?? attributes["id"] ?? attributes["code"]
      person = FrabEvent.Person(name: nil, id: id)
      collect()
    case .field(.room):
      if let guid = texts.line(attributes["guid"]) { event?.roomGUID = guid }
      collect()
    case .field, .conferenceField, .personName, .knownName: collect()
    case .markup(let field): appendMarkup("<\(name)>", in: field)
    case .ignored: isCollecting = false
    case .schedule, .conference, .persons, .directory: break
    }
  }

  private func collect() {
    text.removeAll(keepingCapacity: true)
    isCollecting = true
  }

  private func appendMarkup(_ tag: String, in field: FrabEvent.Field) {
    guard field == .abstract || field == .description else { return }
    text.append(contentsOf: tag.utf8)
  }

  private func beginEvent(_ attributes: [String: String], line: Int) {
    var event = FrabEvent(line: line)
    event.code = texts.line(attributes["code"])
    event.guid = texts.line(attributes["guid"])
    event.id = texts.line(attributes["id"])
    event.slug = texts.line(attributes["slug"])
    (event.day, event.room, event.roomGUID) = (day, room.name, room.guid)
    self.event = event
  }

  private func end(_ place: Place, _ name: String) {
    switch place {
    case .schedule: isComplete = open.isEmpty
    case .room: room = (nil, nil)
    case .event:
      if let event { events.append(event) }
      event = nil
    case .conferenceField(let field): endConference(field)
    case .field(let field): endField(field)
    case .personName, .knownName:
      if let name = texts.line(text) { person.name = name }
    case .person:
      if person.name == nil, isCollecting { person.name = texts.line(text) }
      event?.persons.append(person)
    case .knownPerson:
      if let id = person.id, let name = person.name { knownPersons[id] = name }
    case .markup(let field):
      appendMarkup("</\(name)>", in: field)
      return
    case .conference, .day, .persons, .directory, .ignored: break
    }
    isCollecting = false
  }

  private func endConference(_ field: FrabConference.Field) {
    let value = texts.line(text)
    switch field {
    case .title: conference.title = value
    case .dayChange: conference.dayChange = value
    case .timeZone: conference.timeZone = value
    }
  }

  private func endField(_ field: FrabEvent.Field) {
    switch field {
    case .title:
      guard let title = texts.title(text) else { return }
      event?.title = title.text
      event?.isCancelled = title.isCancelled
    case .abstract: event?.abstract = texts.paragraphs(text)
    case .description: event?.description = texts.paragraphs(text)
    case .subtitle: event?.subtitle = texts.line(text)
    case .date: event?.date = texts.line(text)
    case .start: event?.start = texts.line(text)
    case .end: event?.end = texts.line(text)
    case .duration: event?.duration = texts.line(text)
    case .room: if let room = texts.line(text) { event?.room = room }
    case .slug: if let slug = texts.line(text) { event?.slug = slug }
    case .url: event?.url = texts.line(text)
    case .track: event?.track = texts.line(text)
    case .type: event?.type = texts.line(text)
    }
  }
}
