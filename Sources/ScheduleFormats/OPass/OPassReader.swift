import ConferenceModel
import FoundationEssentials

/// Reads OPass's `session.json`.
enum OPassReader: FormatReader {
  static func recognises(_ body: Bytes) -> Bool {
    JSONBody.opening(of: body) == UInt8(ascii: "{")
      // The second is for a body that breaks off: `session_types` stands near its end.
      && (JSONBody.hasKeys(["sessions", "session_types"], in: body)
        || JSONBody.hasKeys(["sessions", "zh", "en"], in: body))
  }

  static func read(
    _ body: Bytes, options: ReadingOptions
  ) throws(ScheduleFormatError) -> Schedule {
    let file = try JSONBody.decode(OPassFile.self, from: body)
    var reading = RowReading(options: options)
    let rows = OPassRows(file, &reading)
    for (session, place) in reading.elements(file.sessions, in: "sessions") {
      rows.add(session, at: place, to: &reading)
    }
    return try reading.schedule(name: nil)
  }
}

/// The rows of one file, with its lists.
struct OPassRows {
  private let speakers, rooms, types: [String: String]
  /// What both names of a type say of the kind.
  private let kinds: [String: SessionKind]

  init(_ file: OPassFile, _ reading: inout RowReading) {
    speakers = Self.names(file.speakers, "speakers", &reading)
    rooms = Self.names(file.rooms, "rooms", &reading)
    types = Self.names(file.types, "session_types", &reading)
    var kinds: [String: SessionKind] = [:]
    for type in file.types.compactMap(\.value) {
      let names = [type.english?.name, type.chinese?.name].compactMap(\.self)
      guard let id = type.id else { continue }
      kinds[id] = names.lazy.compactMap { SessionTypeWords.kind(ofShortType: $0) }.first
    }
    self.kinds = kinds
  }

  /// The names of a list by id, the Chinese one where there are two, as for the title.
  private static func names(
    _ list: [Lossy<OPassEntry>], _ path: String, _ reading: inout RowReading
  ) -> [String: String] {
    var names: [String: String] = [:]
    for (entry, _) in reading.elements(list, in: path) {
      guard let id = entry.id else { continue }
      names[id] = reading.pooled(entry.chinese?.name) ?? reading.pooled(entry.english?.name)
    }
    return names
  }

  /// Adds a session; one of a draft has no time yet and is kept.
  func add(_ session: OPassSession, at place: FeedPlace, to reading: inout RowReading) {
    guard let id = reading.text(session.id) else {
      reading.skip(place, "a session without an id was skipped")
      return
    }
    let titles = titles(of: session, place, &reading)
    let abstracts = abstracts(of: session, &reading)
    let start = reading.instant(session.start, "start", at: place)
    let end = reading.instant(session.end, "end", at: place)
    let people = reading.elements(session.speakers, "speakers", of: place).compactMap {
      speakers[$0.text]
    }
    let facts = SessionFacts(
      title: titles.text.main ?? RowReading.untitled, translatedTitles: titles.text.translations,
      speakers: people.map { Speaker(name: $0) },
      room: session.room.flatMap { rooms[$0] ?? reading.pooled($0) }, start: start,
      end: reading.end(end, after: start, at: place),
      status: titles.isCancelled ? .cancelled : .scheduled)
    reading.add(
      Session(
        key: SessionKey(source: reading.options.source, id: id), facts: facts,
        track: session.type.flatMap { types[$0] },
        kind: kind(of: facts, type: session.type, &reading),
        url: reading.webAddress(session.uri), abstract: abstracts.main,
        translatedAbstracts: abstracts.translations, roomID: reading.text(session.room)),
      at: place)
  }

  private func abstracts(
    of session: OPassSession, _ reading: inout RowReading
  ) -> BilingualText {
    let (chinese, english) = (session.chinese?.description, session.english?.description)
    // Most feeds give one text twice.
    return BilingualText(
      chinese: reading.abstract(chinese, .markdown),
      english: chinese == english ? nil : reading.abstract(english, .markdown))
  }

  /// The titles; one that says in either language that it is cancelled is.
  private func titles(
    of session: OPassSession, _ place: FeedPlace, _ reading: inout RowReading
  ) -> (text: BilingualText, isCancelled: Bool) {
    let given = [session.chinese?.title, session.english?.title].map { reading.text($0) }
    if given == [nil, nil] {
      _ = reading.title(nil, at: place)
      return (BilingualText(chinese: nil, english: nil), false)
    }
    let titles = given.map { $0.map { reading.title($0, at: place) } }
    return (
      BilingualText(chinese: titles[0]?.text, english: titles[1]?.text),
      titles.contains { $0?.isCancelled ?? false }
    )
  }

  private func kind(
    of facts: SessionFacts, type: String?, _ reading: inout RowReading
  ) -> SessionKind {
    let type = type.flatMap { kinds[$0] }
    if facts.speakers.isEmpty {
      if let kind = SessionTypeWords.kind(ofUncreditedTitle: facts.title) { return kind }
    }
    var translated = facts
    translated.title = facts.title(in: .english)
    return reading.kind(of: translated, category: SessionKindRules.Category(), type: type)
  }
}
