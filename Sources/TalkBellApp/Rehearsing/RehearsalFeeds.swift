import ConferenceModel
import Foundation
import ScheduleFormats

/// What all sources serve during a rehearsal, and from when to when it goes.
struct RehearsalFeeds: Sendable {
  let feeds: [RecordedFeed]
  let span: DateInterval

  /// Before the first day of the conference and after its last session, in seconds.
  private static let (lead, rest): (TimeInterval, TimeInterval) = (1800, 1800)

  /// Reads what is served.
  ///
  /// Until the first `--feed` of a source its file of the configuration is served. An address on
  /// the web is asked once, and not at all when there is a `--feed` for it: then the first one is
  /// served from the beginning.
  ///
  /// - throws: `TalkBellError` in one line.
  init(
    _ options: RehearseOptions, _ configuration: TalkBellConfiguration
  ) async throws(TalkBellError) {
    let zone = configuration.conference.timeZone
    let arguments = try Self.arguments(options.feeds, configuration.sources)
    var drafts: [(source: TalkBellConfiguration.Source, versions: [RecordedFeed.Version])] = []
    for source in configuration.sources {
      var versions: [RecordedFeed.Version] = []
      let recorded = arguments.filter { ($0.source ?? configuration.sources[0].id) == source.id }
      if let base = try await Self.base(source, isReplaced: !recorded.isEmpty) {
        versions.append(
          RecordedFeed.version(
            base.body, name: base.name, servedFrom: .distantPast, source: source, timeZone: zone))
      }
      for argument in recorded {
        versions.append(
          RecordedFeed.version(
            try argument.body(), name: URL(filePath: argument.path).lastPathComponent,
            servedFrom: argument.at, source: source, timeZone: zone))
      }
      drafts.append((source, versions))
    }
    span = try Self.span(options, drafts.flatMap(\.versions), zone)
    let span = span
    feeds = try drafts.map { source, versions throws(TalkBellError) in
      try Self.feed(source, versions, span)
    }
  }

  private static func arguments(
    _ texts: [String], _ sources: [TalkBellConfiguration.Source]
  ) throws(TalkBellError) -> [FeedArgument] {
    var last: [String: Date] = [:]
    var arguments: [FeedArgument] = []
    for text in texts {
      let argument = try FeedArgument(text)
      let id = argument.source ?? sources[0].id
      guard sources.contains(where: { $0.id == id }) else {
        let known = sources.map(\.id).joined(separator: ", ")
        throw .wrongUse("--feed \(text): unknown source \(id); the sources are \(known)")
      }
      if let before = last[id], before >= argument.at {
        throw .wrongUse(
          "--feed \(text): not after the one before it; give a source's feeds in order of time")
      }
      last[id] = argument.at
      arguments.append(argument)
    }
    return arguments
  }

  /// What a source serves before its first recorded version; nil when that one is first.
  private static func base(
    _ source: TalkBellConfiguration.Source, isReplaced: Bool
  ) async throws(TalkBellError) -> (body: [UInt8], name: String)? {
    if case .url = source.location, isReplaced { return nil }
    let location = ProgrammeLocation(source.location)
    let body = try await location.bytes()
    guard case .file(let path) = source.location else { return (body, location.name) }
    return (body, URL(filePath: path).lastPathComponent)
  }

  private static func span(
    _ options: RehearseOptions, _ versions: [RecordedFeed.Version], _ zone: TimeZone
  ) throws(TalkBellError) -> DateInterval {
    let sessions = versions.flatMap { $0.sessions ?? [] }
    var from = options.from
    if from == nil {
      let first = sessions.compactMap(\.facts.start).min()
      let morning = first.map {
        zone.instant(day: zone.day(of: $0), minute: 0).addingTimeInterval(-lead)
      }
      let recorded = versions.map(\.servedFrom).filter { $0 > .distantPast }.min()
      from = [morning, recorded].compactMap(\.self).min()
    }
    guard let from else {
      throw .failed("no feed has a session with a time; give --from and --until")
    }
    let last = sessions.compactMap(\.facts.presumedEnd).max()
    guard let until = options.until ?? last?.addingTimeInterval(rest) else {
      throw .failed("no feed has a session with a time; give --until")
    }
    guard from < until else {
      throw .wrongUse(
        "the rehearsal would end (\(until.formatted(.iso8601))) before it begins "
          + "(\(from.formatted(.iso8601))); give another --from or --until")
    }
    guard until.timeIntervalSince(from) <= 400 * 86_400 else {
      throw .wrongUse(
        "from \(from.formatted(.iso8601)) to \(until.formatted(.iso8601)) is more than 400 days; "
          + "give --from or --until")
    }
    if let late = versions.first(where: { $0.servedFrom >= until }) {
      throw .wrongUse(
        "--feed \(late.name): it comes at \(late.servedFrom.formatted(.iso8601)), when the "
          + "rehearsal is over (\(until.formatted(.iso8601))); give a later --until")
    }
    return DateInterval(start: from, end: until)
  }

  private static func feed(
    _ source: TalkBellConfiguration.Source, _ versions: [RecordedFeed.Version],
    _ span: DateInterval
  ) throws(TalkBellError) -> RecordedFeed {
    let first = versions.lastIndex { $0.servedFrom <= span.start } ?? 0
    var served = Array(versions[first...])
    guard !served.isEmpty else { throw .failed("\(source.id): there is no feed") }
    served[0].servedFrom = span.start
    if case .failure(let reason) = served[0].content {
      throw .failed("\(source.id): \(served[0].name): \(reason)")
    }
    let unseen = versions[..<first].filter { $0.servedFrom > .distantPast }
    return RecordedFeed(source: source, versions: served, unseen: Array(unseen))
  }
}
