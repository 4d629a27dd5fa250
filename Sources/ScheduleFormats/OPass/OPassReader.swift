import ConferenceModel
import FoundationEssentials

/// Reads OPass's `session.json`.
enum OPassReader: FormatReader {
  static func recognises(_ body: Bytes) -> Bool {
    JSONBody.opening(of: body) == UInt8(ascii: "{")
      && JSONBody.hasKeys(["sessions", "session_types"], in: body)
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
      kinds[id] = names.lazy.compactMap { SessionTypeWords.kind($0) }.first
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
    let abstracts = BilingualText(
      chinese: reading.abstract(session.chinese?.description, .markdown),
      english: reading.abstract(session.english?.description, .markdown))
    let start = reading.instant(session.start, "start", at: place)
    let end = reading.instant(session.end, "end", at: place)
    let people = session.speakers.compactMap { $0.value.flatMap { speakers[$0.text] } }
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

/// A text that a feed gives in two languages, or twice in one.
struct BilingualText: Equatable {
  /// The Chinese one, or the only one.
  let main: String?
  /// The English one, where it says something else in another script.
  let translations: [Language: String]

  /// Sorts two normalised texts by what they are and not by what the feed calls them: "bilingual"
  /// feeds often hold one language twice, and now and then both the wrong way round.
  init(chinese: String?, english: String?) {
    guard let chinese, let english else {
      (main, translations) = (chinese ?? english, [:])
      return
    }
    if Self.isSame(chinese, english) || Self.isEastAsian(english) && Self.isEastAsian(chinese) {
      (main, translations) = (chinese, [:])
    } else if Self.isEastAsian(english) {
      (main, translations) = (english, [.english: chinese])
    } else {
      (main, translations) = (chinese, [.english: english])
    }
  }

  /// Whether two texts differ only in case, blanks and signs.
  private static func isSame(_ left: String, _ right: String) -> Bool {
    left == right || letters(left).elementsEqual(letters(right))
  }

  private static func letters(_ text: String) -> some Sequence<Character> {
    text.lowercased().lazy.filter { $0.isLetter || $0.isNumber }
  }

  /// Whether a text is Chinese, Japanese or Korean, though words of Latin script stand in it:
  /// a sign of these scripts is about half a word.
  static func isEastAsian(_ text: String) -> Bool {
    var (signs, words) = (0, 0)
    var isInWord = false
    for scalar in text.unicodeScalars {
      let isLatin = scalar.isASCII && scalar.properties.isAlphabetic
      if isLatin, !isInWord { words += 1 }
      isInWord = isLatin
      if isEastAsian(scalar) { signs += 1 }
    }
    return signs > words
  }

  /// Kana, the unified ideographs with their extensions, and Hangul (Unicode's Blocks.txt).
  private static func isEastAsian(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x3040...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7AF, 0xF900...0xFAFF,
      0x20000...0x323AF:
      true
    default: false
    }
  }
}
