import ConferenceModel
import FoundationEssentials

/// Reads Sessionize's views All, GridSmart and Sessions.
///
/// Their times have no zone, so they are the conference's; a `Z` is taken at its word.
enum SessionizeReader: FormatReader {
  static func recognises(_ body: Bytes) -> Bool {
    switch JSONBody.opening(of: body) {
    case UInt8(ascii: "["): JSONBody.hasKeys(["sessions", "startsAt"], in: body)
    case UInt8(ascii: "{"):
      JSONBody.hasKeys(["sessions", "speakers", "questions", "categories", "rooms"], in: body)
        || JSONBody.hasKeys(["sessions", "startsAt"], in: body)
    default: false
    }
  }

  static func read(
    _ body: Bytes, options: ReadingOptions
  ) throws(ScheduleFormatError) -> Schedule {
    let file = try JSONBody.decode(SessionizeFile.self, from: body)
    var reading = RowReading(options: options)
    for fault in file.faults { reading.skip(.path(fault.path), fault.reason) }
    let rows = SessionizeRows(file, &reading)
    var sessions: [(value: SessionizeSession, place: FeedPlace)] = []
    for list in file.lists { sessions += reading.elements(list.sessions, in: list.path) }
    for (session, place) in withoutRepeats(sessions) {
      rows.add(session, at: place, to: &reading)
    }
    return try reading.schedule(name: nil)
  }

  /// Each plenary session once: some grids list it in every room. The one in the room with the
  /// lowest id stays, so that it doesn't depend on the order of the rooms.
  private static func withoutRepeats(
    _ sessions: [(value: SessionizeSession, place: FeedPlace)]
  ) -> [(value: SessionizeSession, place: FeedPlace)] {
    func rank(_ session: SessionizeSession) -> (Int, String) {
      (session.roomId.flatMap { Int($0) } ?? .max, session.roomId ?? session.room ?? "")
    }
    var kept: [(value: SessionizeSession, place: FeedPlace)] = []
    var positions: [String: Int] = [:]
    for session in sessions {
      guard session.value.isPlenumSession, let id = session.value.id else {
        kept.append(session)
        continue
      }
      let slot = "\(id) \(session.value.startsAt ?? "")"
      if let position = positions[slot] {
        if rank(session.value) < rank(kept[position].value) { kept[position] = session }
      } else {
        positions[slot] = kept.count
        kept.append(session)
      }
    }
    return kept
  }
}

/// The rows of one file, with what its lists say of speakers, rooms and categories.
struct SessionizeRows {
  private enum Role { case track, type }

  private var speakers: [String: Speaker] = [:]
  private var rooms: [String: String] = [:]
  private var answers: [String: (role: Role, name: String)] = [:]

  init(_ file: SessionizeFile, _ reading: inout RowReading) {
    for (speaker, _) in reading.elements(file.speakers, in: "speakers") {
      guard let id = speaker.id, let name = reading.pooled(speaker.name) else { continue }
      speakers[id] = Speaker(name: name, affiliation: reading.pooled(speaker.tagLine))
    }
    for (room, _) in reading.elements(file.rooms, in: "rooms") {
      if let id = room.id, let name = reading.pooled(room.name) { rooms[id] = name }
    }
    let categories = reading.elements(file.categories, in: "categories").map(\.value)
    for (role, category) in Self.roles(of: categories) {
      for item in category.items {
        guard let id = item.id, let name = reading.pooled(item.name) else { continue }
        answers[id] = (role, name)
      }
    }
  }

  /// Which category is the track and which the type; the first whose title says so.
  private static func roles(
    of categories: [SessionizeCategory]
  ) -> [(Role, SessionizeCategory)] {
    func first(_ words: [String]) -> SessionizeCategory? {
      for word in words {
        let found = categories.first { $0.title?.lowercased().contains(word) ?? false }
        if let found { return found }
      }
      return nil
    }
    let track = first(["track", "stream", "topic", "theme"]).map { (Role.track, $0) }
    let type = first(["format", "type"]).map { (Role.type, $0) }
    return [track, type].compactMap(\.self)
  }

  /// Adds a session; without an id it has no name to be known by, and is skipped.
  func add(
    _ session: SessionizeSession, at place: FeedPlace, to reading: inout RowReading
  ) {
    guard let id = reading.text(session.id) else {
      reading.skip(place, "a session without an id was skipped")
      return
    }
    let facts = facts(of: session, place, &reading)
    let (track, type) = answers(of: session, &reading)
    reading.add(
      Session(
        key: SessionKey(source: reading.options.source, id: id), facts: facts, track: track,
        kind: kind(of: facts, session, track: track, type: type, &reading),
        abstract: reading.abstract(session.description, .html), roomID: reading.text(session.roomId)
      ), at: place)
  }

  private func facts(
    of session: SessionizeSession, _ place: FeedPlace, _ reading: inout RowReading
  ) -> SessionFacts {
    let title = reading.title(session.title, at: place)
    let start = reading.instant(session.startsAt, "startsAt", at: place)
    let end = reading.instant(session.endsAt, "endsAt", at: place)
    let people = reading.elements(session.speakers, "speakers", of: place).compactMap { person in
      if let id = person.id, let speaker = speakers[id] { return speaker }
      return reading.pooled(person.name).map {
        Speaker(name: $0, affiliation: reading.pooled(person.tagLine))
      }
    }
    let room = session.roomId.flatMap { rooms[$0] } ?? reading.pooled(session.room)
    return SessionFacts(
      title: title.text, speakers: people, room: room, start: start,
      end: reading.end(end, after: start, at: place),
      status: title.isCancelled ? .cancelled : .scheduled)
  }

  /// The names of a session's answers, several with commas between.
  private func answers(
    of session: SessionizeSession, _ reading: inout RowReading
  ) -> (track: String?, type: String?) {
    var names: [Role: [String]] = [:]
    for item in session.categoryItems.compactMap(\.value) {
      if let answer = answers[item.text] { names[answer.role, default: []].append(answer.name) }
    }
    for (role, category) in Self.roles(of: session.categories.compactMap(\.value)) {
      names[role, default: []] += category.items.compactMap { reading.pooled($0.name) }
    }
    return (
      names[.track]?.joined(separator: ", ").nonEmpty,
      names[.type]?.joined(separator: ", ").nonEmpty
    )
  }

  private func kind(
    of facts: SessionFacts, _ session: SessionizeSession, track: String?, type: String?,
    _ reading: inout RowReading
  ) -> SessionKind {
    guard session.isServiceSession else {
      let kind = type.flatMap { SessionTypeWords.kind($0) }
      return reading.kind(of: facts, category: reading.category(track), type: kind)
    }
    // Nobody gives these: a break, the registration, a party, a slot that is kept free.
    var title = facts.title
    let signs = title.withUTF8 { Signs(Bytes($0)) }
    if signs.contains(.registration) { return .registration }
    if signs.contains(.pause) { return .break }
    if signs.contains(.social) { return .social }
    return signs.contains(.keynote) ? .keynote : .other
  }
}

extension String {
  /// nil for an empty one.
  fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
