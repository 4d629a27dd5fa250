import ConferenceModel
import FoundationEssentials

/// An event of frab's formats with its texts normalised and its times as written, whatever the
/// file was: JSON and XML say the same of a session. What is missing is nil or empty.
struct FrabRow {
  /// The feed's names for it, any of which may be missing.
  var code, guid, id, slug: String?
  var title: (text: String, isCancelled: Bool)
  var times: FrabWrittenTimes
  var room: String?
  /// Stays when the room is renamed.
  var roomID: String?
  var track, type: String?
  /// In the order of the file.
  var speakers: [String]
  var url: String?
  var subtitle: String?
  /// Plain text.
  var abstract, description: String?
}

/// Makes sessions of the rows of one file.
struct FrabRows {
  private let times: FrabTimes

  init(_ times: FrabTimes) { self.times = times }

  /// Adds the session of a row; one without a name is skipped with a note.
  func add(_ row: FrabRow, at place: FeedPlace, to reading: inout RowReading) {
    // pretalx makes the guid of a talk with several slots from the slot's number, so there the
    // code is what stays. FOSDEM had no guids before 2025, but ids that are unique and stable;
    // the ids of merged feeds are neither, and those have guids.
    guard let id = row.code ?? row.guid ?? row.id ?? row.slug else {
      reading.skip(place, "a session without guid, code and id was skipped")
      return
    }
    let start = times.start(of: row.times, at: place, &reading)
    let facts = SessionFacts(
      title: row.title.text, speakers: row.speakers.map { Speaker(name: $0) }, room: row.room,
      start: start, end: times.end(of: row.times, start: start, at: place, &reading),
      status: row.title.isCancelled ? .cancelled : .scheduled)
    // wafer writes this where there is none.
    let track = row.track == "No Track" ? nil : row.track
    reading.add(
      Session(
        key: SessionKey(source: reading.options.source, id: id), facts: facts, track: track,
        kind: reading.kind(
          of: facts, category: reading.category(track),
          type: row.type.flatMap { SessionTypeWords.kind($0) }),
        url: reading.webAddress(row.url), abstract: Self.text(of: row), roomID: row.roomID),
      at: place)
  }

  /// Subtitle, abstract and description in this order; a part that another repeats is left out.
  private static func text(of row: FrabRow) -> String? {
    var parts: [String] = []
    if let subtitle = row.subtitle { parts.append(subtitle) }
    switch (row.abstract, row.description) {
    case (let abstract?, let description?):
      if !description.hasPrefix(abstract) { parts.append(abstract) }
      if !abstract.hasSuffix(description) || abstract == description { parts.append(description) }
    case (let text?, nil), (nil, let text?): parts.append(text)
    case (nil, nil): break
    }
    return parts.isEmpty ? nil : parts.joined(separator: "\n\n")
  }
}
