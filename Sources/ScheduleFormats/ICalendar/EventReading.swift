import ConferenceModel
import FoundationEssentials

/// Turns raw events into sessions: what all dialects of iCalendar have in common.
struct EventReading: ~Copyable {
  /// What an event says of itself besides its texts.
  struct Base {
    let key: SessionKey
    let start: Date
    let end: Date?
    let isCancelled: Bool
  }

  let options: ReadingOptions
  var times: EventTimes
  var identity = EventIdentity()
  /// What is known of repeated events; see `EventReading+Series.swift`.
  var series = SeriesIndex()
  private var normalizer = TextNormalizer()
  private var pool = StringPool()
  var problems: [FeedProblem]
  private var sessions: [Session] = []
  private let eventCount: Int

  init(_ contents: borrowing CalendarContents, options: ReadingOptions) {
    self.options = options
    times = EventTimes(
      CalendarZones(
        conference: options.timeZone, calendar: contents.timeZone, components: contents.zones))
    problems = contents.problems
    eventCount = contents.events.count
    sessions.reserveCapacity(eventCount)
  }

  /// Learns which instances of repeated events stand in the feed by themselves.
  mutating func readSeries(in events: [EventComponent]) {
    series.read(events, times: &times, problems: &problems)
  }

  /// Id, times and status of an event that does not repeat, or of one instance; nil when it can't
  /// be used, a problem noted.
  ///
  /// - parameter instance: the original time of the instance; see `EventIdentity`.
  mutating func base(of event: EventComponent, instance: String? = nil) -> Base? {
    // The times first: an instance that can't be read must not be taken for one given twice.
    guard let span = times.read(event, problems: &problems),
      let id = identity.id(of: event, instance: instance, problems: &problems)
    else { return nil }
    return base(of: event, id: id, start: span.start, end: span.end)
  }

  /// The times of an event; nil when they can't be used, a problem noted.
  mutating func span(of event: EventComponent) -> EventTimes.Span? {
    times.read(event, problems: &problems)
  }

  /// Takes an id for an event; false when it was given before, a problem noted.
  mutating func reserve(_ id: String, for event: EventComponent) -> Bool {
    identity.reserve(id, for: event, problems: &problems)
  }

  /// The name of a session across versions.
  func key(id: String) -> SessionKey { SessionKey(source: options.source, id: id) }

  /// What stands for an event at a time.
  func base(of event: EventComponent, id: String, start: Date, end: Date?) -> Base {
    Base(
      key: key(id: id), start: start, end: end,
      isCancelled: event.isCancelled)
  }

  /// A normalised text, valid until the next call; empty when there is none.
  mutating func text(_ property: Property?, _ form: TextNormalizer.Form = .escaped) -> Bytes {
    guard let property, !property.value.isEmpty else { return .empty }
    return normalizer.normalize(property.value, form)
  }

  /// A normalised text without escapes, a parameter's, valid until the next call.
  mutating func plainText(_ text: Bytes) -> Bytes { normalizer.normalize(text, []) }

  /// One string for all equal texts; nil for an empty one.
  mutating func pooled(_ text: Bytes) -> String? { text.isEmpty ? nil : pool.string(text) }

  /// The plain text of a description; nil when it says nothing.
  mutating func abstract(of event: EventComponent) -> String? {
    let text = text(event.description, [.escaped, .multiline])
    return text.isEmpty ? nil : text.string
  }

  /// The link of an event; nil when it is no web address.
  func url(of event: EventComponent) -> String? {
    guard let value = event.url?.value.trimmed,
      value.startsIgnoringCase(with: "http://") || value.startsIgnoringCase(with: "https://")
    else { return nil }
    return value.string
  }

  /// Notes something odd about an event that is kept.
  mutating func note(line: Int, _ message: String) {
    problems.append(FeedProblem(line: line, message: message))
  }

  mutating func add(_ session: consuming Session) { sessions.append(session) }

  /// The whole programme.
  ///
  /// - throws: `noSessions` when no event could be used.
  consuming func schedule(name: String?) throws(ScheduleFormatError) -> Schedule {
    // Structure and contents are read one after the other; the order of the feed is by line.
    var problems = problems
    if let message = series.emptyMessage {
      problems.append(FeedProblem(line: nil, message: message))
    }
    let ordered = problems.enumerated().sorted {
      ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset)
    }.map(\.element)
    guard !sessions.isEmpty else {
      throw .noSessions(skipped: eventCount, first: ordered.first?.description)
    }
    let name = name.flatMap { $0.isEmpty ? nil : $0 }
    return Schedule(name: name, sessions: sessions, problems: ordered)
  }
}
