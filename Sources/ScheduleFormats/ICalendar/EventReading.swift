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

  private let options: ReadingOptions
  private var times: EventTimes
  private var identity = EventIdentity()
  private var normalizer = TextNormalizer()
  private var pool = StringPool()
  private var problems: [FeedProblem]
  private var sessions: [Session] = []
  private let eventCount: Int

  init(_ contents: borrowing CalendarContents, options: ReadingOptions) {
    self.options = options
    times = EventTimes(conference: options.timeZone)
    problems = contents.problems
    eventCount = contents.events.count
    sessions.reserveCapacity(eventCount)
  }

  /// Id, times and status of an event; nil when it can't be used, a problem noted.
  mutating func base(of event: EventComponent) -> Base? {
    guard let id = identity.id(of: event, problems: &problems),
      let (start, end) = times.read(event, problems: &problems)
    else { return nil }
    if let rule = event.recurrenceRule {
      problems.append(
        FeedProblem(line: rule.line, message: "repetitions (RRULE) are not read, only the first"))
    }
    return Base(
      key: SessionKey(source: options.source, id: id), start: start, end: end,
      isCancelled: event.status?.value.trimmed.equalsIgnoringCase("CANCELLED") ?? false)
  }

  /// A normalised text, valid until the next call; empty when there is none.
  mutating func text(_ property: Property?, _ form: TextNormalizer.Form = .escaped) -> Bytes {
    guard let property, !property.value.isEmpty else { return .empty }
    return normalizer.normalize(property.value, form)
  }

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
