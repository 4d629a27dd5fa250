import ConferenceModel
import FoundationEssentials

/// Reads what `CalendarWriter` wrote, to the letter: nothing is normalised a second time, and no
/// word of a title counts as a mark.
///
/// Only a calendar with our PRODID is read so. A program that stores an edited copy puts its own
/// there, and what was edited is then not outdone by our properties.
enum OwnCalendar {
  static let productID = "-//TalkBell//Calendar 1//EN"

  static func wrote(_ productID: Property?) -> Bool {
    productID?.value.trimmed.equalsIgnoringCase("-//TalkBell//Calendar 1//EN") ?? false
  }

  /// DESCRIPTION: who speaks, for programs that know no speakers, then the abstract; nil for
  /// neither.
  static func description(of speakers: [Speaker], _ abstract: String?) -> String? {
    if speakers.isEmpty { return abstract }
    let names = speakers.map { speaker in
      speaker.affiliation.map { "\(speaker.name) (\($0))" } ?? speaker.name
    }.joined(separator: ", ")
    return abstract.map { "\(names)\n\n\($0)" } ?? names
  }

  /// The abstract in a DESCRIPTION that was made of these speakers.
  private static func abstract(in text: String, of speakers: [Speaker]) -> String? {
    // What the writer would put before an empty abstract is what is to be taken off.
    guard !speakers.isEmpty, let lead = description(of: speakers, "") else { return text }
    if description(of: speakers, nil) == text { return nil }
    // Byte by byte: a character's accent at the border must not hide it.
    guard text.utf8.starts(with: lead.utf8) else { return text }
    return String(Substring(text.utf8.dropFirst(lead.utf8.count)))
  }

  /// Adds the sessions of such a calendar.
  static func addSessions(_ events: [EventComponent], to reading: inout EventReading) {
    let keys = events.map(key)
    // The sessions of one source come back under their own ids. In a programme merged from several
    // the same id may stand twice, so there the source is a part of it.
    let isMerged = Set(keys.compactMap { $0?.source }).count > 1
    for (event, key) in zip(events, keys) {
      guard let key, !key.id.isEmpty else {
        reading.note(line: event.line, "an event without X-TALKBELL-KEY was skipped")
        continue
      }
      let id = isMerged ? key.description : key.id
      guard let session = session(of: event, id: id, &reading) else { continue }
      reading.add(session)
    }
  }

  /// The name of such a calendar.
  static func name(_ property: Property?) -> String? { property.map { text($0.value) } }

  private static func key(of event: EventComponent) -> SessionKey? {
    guard let parts = event.extensions("X-TALKBELL-KEY").first, parts.count == 2 else { return nil }
    return SessionKey(source: parts[0], id: parts[1])
  }

  private static func session(
    of event: EventComponent, id: String, _ reading: inout EventReading
  ) -> Session? {
    guard reading.reserve(id, for: event) else { return nil }
    var (start, end): (Date?, Date?) = (nil, nil)
    if event.start != nil {
      guard let span = reading.span(of: event) else { return nil }
      (start, end) = (span.start, span.end)
    }
    end = end ?? event.instant("X-TALKBELL-END")
    let speakers = event.extensions("X-TALKBELL-SPEAKER").compactMap { parts in
      parts.first.map { Speaker(name: $0, affiliation: parts.count > 1 ? parts[1] : nil) }
    }
    let title = event.summary.map { text($0.value) } ?? ""
    let room = event.location.map { text($0.value) } ?? event.extension("X-TALKBELL-ROOM")
    let facts = SessionFacts(
      title: title.isEmpty ? EventReading.untitled : title,
      translatedTitles: event.translations("X-TALKBELL-TITLE"), speakers: speakers, room: room,
      start: start, end: end, status: event.isCancelled ? .cancelled : .scheduled)
    return Session(
      key: reading.key(id: id), facts: facts,
      track: event.categories.first.map { text($0.value) },
      kind: event.extension("X-TALKBELL-KIND").flatMap(SessionKind.init) ?? .talk,
      url: event.url.map(\.value.string),
      abstract: event.description.flatMap { abstract(in: text($0.value), of: speakers) },
      translatedAbstracts: event.translations("X-TALKBELL-ABSTRACT"),
      roomID: event.extension("X-TALKBELL-ROOM-ID"))
  }

  /// A TEXT without its escapes.
  fileprivate static func text(_ value: Bytes) -> String {
    fields(value, isOne: true).first ?? ""
  }

  /// The texts between semicolons that are not escaped.
  static func fields(_ value: Bytes, isOne: Bool = false) -> [String] {
    var fields: [String] = []
    var bytes: [UInt8] = []
    bytes.reserveCapacity(value.count)
    var index = 0
    while index < value.count {
      var byte = value.base[index]
      if byte == UInt8(ascii: "\\"), index + 1 < value.count {
        index += 1
        byte = value.base[index].lowercased == UInt8(ascii: "n") ? 0x0A : value.base[index]
      } else if byte == UInt8(ascii: ";"), !isOne {
        fields.append(String(decoding: bytes, as: UTF8.self))
        bytes.removeAll(keepingCapacity: true)
        index += 1
        continue
      }
      bytes.append(byte)
      index += 1
    }
    return fields + [String(decoding: bytes, as: UTF8.self)]
  }
}

extension EventComponent {
  /// The values of a property of ours, each taken apart.
  fileprivate func extensions(_ name: StaticString) -> [[String]] {
    extensions.filter { $0.name.equalsIgnoringCase(name) }
      .map { OwnCalendar.fields($0.property.value) }
  }

  fileprivate func `extension`(_ name: StaticString) -> String? {
    extensions.first { $0.name.equalsIgnoringCase(name) }.map {
      OwnCalendar.text($0.property.value)
    }
  }

  fileprivate func instant(_ name: StaticString) -> Date? {
    extensions.first { $0.name.equalsIgnoringCase(name) }
      .flatMap { CalendarTime($0.property.value) }.map { $0.instant(in: .named(.gmt)) }
  }

  fileprivate func translations(_ name: StaticString) -> [Language: String] {
    var texts: [Language: String] = [:]
    for parts in extensions(name) where parts.count == 2 {
      if let language = Language(rawValue: parts[0]) { texts[language] = parts[1] }
    }
    return texts
  }
}
