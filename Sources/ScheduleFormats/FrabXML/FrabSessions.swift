import ConferenceModel
import FoundationEssentials

/// Makes the sessions of a document that was read whole.
///
/// Only then are the conference's zone and the list of persons known, wherever they stand.
struct FrabSessions {
  private let document: FrabDocument
  private let options: ReadingOptions
  private let times: FrabTimes
  private var problems: [FeedProblem] = []
  private var categories: [String: SessionKindRules.Category] = [:]

  init(_ document: FrabDocument, options: ReadingOptions) {
    (self.document, self.options) = (document, options)
    times = FrabTimes(document.conference, zone: options.timeZone, problems: &problems)
  }

  /// The whole programme.
  ///
  /// - throws: `noSessions` when no event could be used.
  consuming func schedule() throws(ScheduleFormatError) -> Schedule {
    var rows: [(session: Session, line: Int)] = []
    rows.reserveCapacity(document.events.count)
    for event in document.events {
      guard let id = event.identity else {
        note(event, "an event without guid and id was skipped")
        continue
      }
      rows.append((session(of: event, id: id), event.line))
    }
    let sessions = SharedIdentity.distinguish(rows, problems: &problems)
    let ordered = problems.enumerated().sorted {
      ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset)
    }.map(\.element)
    guard !sessions.isEmpty else {
      throw .noSessions(skipped: document.events.count, first: ordered.first?.description)
    }
    return Schedule(name: document.conference.title, sessions: sessions, problems: ordered)
  }

  private mutating func session(of event: FrabEvent, id: String) -> Session {
    if event.title == nil {
      note(event, "an event without a title is called \"\(EventReading.untitled)\"")
    }
    let start = times.start(of: event, problems: &problems)
    let facts = SessionFacts(
      title: event.title ?? EventReading.untitled, speakers: speakers(of: event),
      room: event.room, start: start,
      end: times.end(of: event, start: start, problems: &problems),
      status: event.isCancelled ? .cancelled : .scheduled)
    // wafer writes this where there is none.
    let track = event.track == "No Track" ? nil : event.track
    return Session(
      key: SessionKey(source: options.source, id: id), facts: facts, track: track,
      kind: kind(of: facts, track: track, type: event.type), url: url(of: event),
      abstract: abstract(of: event), roomID: event.roomGUID)
  }

  private func speakers(of event: FrabEvent) -> [Speaker] {
    event.persons.compactMap { person in
      let name = person.name ?? person.id.flatMap { document.knownPersons[$0] }
      return name.map { Speaker(name: $0) }
    }
  }

  private mutating func kind(
    of facts: SessionFacts, track: String?, type: String?
  ) -> SessionKind {
    let typeKind = type.flatMap { FrabKinds.kind(ofType: $0) }
    var category = category(of: track)
    if let typeKind, typeKind != .talk { category.kind = typeKind }
    var title = facts.title
    return title.withUTF8 { title in
      SessionKindRules.kind(
        title: Bytes(title), category: category,
        isCredited: typeKind == .talk || !facts.speakers.isEmpty, isDayLong: facts.isDayLong)
    }
  }

  private mutating func category(of track: String?) -> SessionKindRules.Category {
    guard var track else { return SessionKindRules.Category() }
    if let known = categories[track] { return known }
    let category = track.withUTF8 { SessionKindRules.category(Bytes($0)) }
    categories[track] = category
    return category
  }

  private func url(of event: FrabEvent) -> String? {
    guard let url = event.url else { return nil }
    let scheme = url.prefix(8).lowercased()
    return scheme.hasPrefix("http://") || scheme.hasPrefix("https://") ? url : nil
  }

  /// Subtitle, abstract and description in this order; a part that another repeats is left out.
  private func abstract(of event: FrabEvent) -> String? {
    var parts: [String] = []
    if let subtitle = event.subtitle { parts.append(subtitle) }
    switch (event.abstract, event.description) {
    case (let abstract?, let description?):
      if !description.hasPrefix(abstract) { parts.append(abstract) }
      if !abstract.hasSuffix(description) || abstract == description { parts.append(description) }
    case (let text?, nil), (nil, let text?): parts.append(text)
    case (nil, nil): break
    }
    return parts.isEmpty ? nil : parts.joined(separator: "\n\n")
  }

  private mutating func note(_ event: FrabEvent, _ message: String) {
    problems.append(FeedProblem(line: event.line, message: message))
  }
}
