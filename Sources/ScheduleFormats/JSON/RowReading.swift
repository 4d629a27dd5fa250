import ConferenceModel
import FoundationEssentials

/// Where in a feed a row stands, for the message about it.
enum FeedPlace {
  /// A path, `schedule.conference.days[1]`.
  case path(String)
  /// An element of a list, by the path of the list.
  case item(list: String, index: Int)
  /// A line, counted from 1.
  case line(Int)

  /// A problem at this place.
  func problem(_ message: String) -> FeedProblem {
    if case .line(let line) = self { return FeedProblem(line: line, message: message) }
    return FeedProblem(line: nil, message: "\(path): \(message)")
  }

  /// The path; empty for a line.
  var path: String {
    switch self {
    case .path(let path): path
    case .item(let list, let index): "\(list)[\(index)]"
    case .line: ""
    }
  }
}

/// Turns rows of a feed into sessions: what all formats with named fields have in common.
struct RowReading: ~Copyable {
  /// The conference's zone and the source.
  let options: ReadingOptions
  private var normalizer = TextNormalizer()
  private var plainText = PlainText()
  private var pool = StringPool()
  private var categories: [String: SessionKindRules.Category] = [:]
  private var problems: [FeedProblem] = []
  private var rows: [(session: Session, place: FeedPlace)] = []
  private var skipped = 0

  init(options: ReadingOptions) { self.options = options }

  /// What a session without a title is called, so that it keeps its place and its stars.
  static var untitled: String { "Untitled" }

  /// One line, normalised; nil when it says nothing.
  mutating func text(_ text: String?) -> String? { normalized(text, []) }

  /// As `text`, and all equal ones share one string.
  mutating func pooled(_ text: String?) -> String? {
    guard var text, !text.isEmpty else { return nil }
    return text.withUTF8 { bytes in
      let bytes = normalizer.normalize(Bytes(bytes), [])
      return bytes.isEmpty ? nil : pool.string(bytes)
    }
  }

  /// The plain text of an abstract, paragraphs apart; nil when it says nothing.
  mutating func abstract(_ text: String?, _ markup: PlainText.Markup) -> String? {
    guard var text, !text.isEmpty else { return nil }
    let source = text
    return text.withUTF8 { bytes in
      let plain = plainText.convert(Bytes(bytes), markup)
      let result = normalizer.normalize(plain, .multiline)
      // Most texts are in order already, and need no second copy.
      if result.equals(Bytes(bytes)) { return source }
      return result.isEmpty ? nil : result.string
    }
  }

  /// A title without its cancellation mark, and whether it had one; a missing one is noted.
  mutating func title(_ text: String?, at place: FeedPlace) -> (text: String, isCancelled: Bool) {
    guard var title = normalized(text, []) else {
      note(place, "a session without a title is called \"\(Self.untitled)\"")
      return (Self.untitled, false)
    }
    if let rest = title.withUTF8({ CancellationMark.strip(Bytes($0)) }) { return (rest, true) }
    return (title, false)
  }

  /// What a track or type says of the kind of its sessions.
  mutating func category(_ text: String?) -> SessionKindRules.Category {
    guard var text else { return SessionKindRules.Category() }
    if let known = categories[text] { return known }
    let category = text.withUTF8 { SessionKindRules.category(Bytes($0)) }
    categories[text] = category
    return category
  }

  /// The kind of a session.
  ///
  /// - parameter type: what the feed's own field for the type says; its title may say more
  ///   precisely what sort of talk it is.
  func kind(
    of facts: SessionFacts, category: SessionKindRules.Category, type: SessionKind?
  ) -> SessionKind {
    var category = category
    if let type, type != .talk { category.kind = type }
    var title = facts.title
    return title.withUTF8 { title in
      SessionKindRules.kind(
        title: Bytes(title), category: category,
        isCredited: type == .talk || !facts.speakers.isEmpty, isDayLong: facts.isDayLong)
    }
  }

  /// A web address, http or https; nil for anything else.
  func webAddress(_ text: String?) -> String? {
    guard var text, !text.isEmpty else { return nil }
    return text.withUTF8 { bytes in
      let address = Bytes(bytes).trimmed
      let isWeb =
        address.startsIgnoringCase(with: "http://")
        || address.startsIgnoringCase(with: "https://")
      guard isWeb, address.firstIndex(of: 0x20) == nil, address.firstIndex(of: 0x0A) == nil else {
        return nil
      }
      return address.string
    }
  }

  /// The instant of a field, in the conference's zone where it says none; nil where the feed has
  /// none yet, and with a note where the text is no time.
  mutating func instant(_ text: String?, _ field: String, at place: FeedPlace) -> Date? {
    guard let text, !text.isEmpty else { return nil }
    if let time = ISODateTime(text) { return time.instant(in: options.timeZone) }
    note(place, "\"\(field)\" was left out, \"\(text.prefix(40))\" is no time")
    return nil
  }

  /// The end of a session, left out with a note when it is before the start.
  mutating func end(_ end: Date?, after start: Date?, at place: FeedPlace) -> Date? {
    guard let start, let end else { return nil }
    guard end < start else { return end }
    note(place, "the end was left out, it is before the start")
    return nil
  }

  /// Notes something odd about a row that is kept.
  mutating func note(_ place: FeedPlace, _ message: String) {
    problems.append(place.problem(message))
  }

  /// Notes something odd about the feed as a whole.
  mutating func note(_ message: String) {
    problems.append(FeedProblem(line: nil, message: message))
  }

  /// Notes that a row can't be used.
  mutating func skip(_ place: FeedPlace, _ message: String) {
    skipped += 1
    note(place, message)
  }

  /// The readable elements of a list with their places; the others are skipped with a note.
  mutating func elements<Value>(
    _ list: [Lossy<Value>], in path: String
  ) -> [(value: Value, place: FeedPlace)] {
    var elements: [(value: Value, place: FeedPlace)] = []
    elements.reserveCapacity(list.count)
    for (index, element) in list.enumerated() {
      let place = FeedPlace.item(list: path, index: index)
      switch element.result {
      case .success(let value): elements.append((value, place))
      case .failure(let error):
        let reason = (error as? DecodingError).map { JSONPath.explain($0).reason }
        skip(place, "it was skipped, \(reason ?? "it can't be read")")
      }
    }
    return elements
  }

  /// The readable elements of a list inside a row, its speakers say; the others are noted.
  mutating func elements<Value>(
    _ list: [Lossy<Value>], _ field: String, of place: FeedPlace
  ) -> [Value] {
    list.enumerated().compactMap { index, element in
      switch element.result {
      case .success(let value): return value
      case .failure(let error):
        let reason = (error as? DecodingError).map { JSONPath.explain($0).reason }
        note(
          .item(list: "\(place.path).\(field)", index: index),
          "it was left out, \(reason ?? "it can't be read")")
        return nil
      }
    }
  }

  /// Adds a session; its key is the feed's id, which may still occur more than once.
  mutating func add(_ session: consuming Session, at place: FeedPlace) {
    rows.append((session, place))
  }

  /// The whole programme with unique keys.
  ///
  /// - throws: `noSessions` when no row could be used.
  consuming func schedule(name: String?) throws(ScheduleFormatError) -> Schedule {
    var problems = self.problems
    let sessions = RepeatedIDs.resolve(rows, problems: &problems)
    // Some formats are read in two passes; the order of the feed is by line, where it has lines.
    problems = problems.enumerated().sorted {
      ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset)
    }.map(\.element)
    guard !sessions.isEmpty else {
      throw .noSessions(skipped: skipped, first: problems.first?.description)
    }
    return Schedule(name: name, sessions: sessions, problems: problems)
  }

  private mutating func normalized(_ text: String?, _ form: TextNormalizer.Form) -> String? {
    guard var text, !text.isEmpty else { return nil }
    return text.withUTF8 { bytes in
      let bytes = normalizer.normalize(Bytes(bytes), form)
      return bytes.isEmpty ? nil : bytes.string
    }
  }
}
