import ConferenceModel
import Foundation
import ScheduleFormats
import Timekeeping

/// What `talkbell schedule show` is asked for.
package struct ShowOptions: Hashable, Sendable {
  /// A file's path or an http(s) address.
  package var location: String
  /// The name of a format; nil or `auto` recognises it from the content.
  package var format: String?
  /// An IANA name: of the days and times shown, and of feed times without a zone; nil is UTC.
  package var timeZone: String?
  /// JSON instead of a table.
  package var json: Bool

  /// The words of the command line.
  package init(
    location: String, format: String? = nil, timeZone: String? = nil, json: Bool = false
  ) {
    self.location = location
    self.format = format
    self.timeZone = timeZone
    self.json = json
  }
}

extension TalkBell {
  /// Prints a programme: the sessions on stdout, what the feed has wrong on stderr.
  ///
  /// - returns: the exit code, 0.
  /// - throws: `TalkBellError` when the options name what does not exist, or when the feed can't be
  ///   had or is no programme.
  package static func showSchedule(_ options: ShowOptions) async throws -> Int32 {
    let format = try scheduleFormat(named: options.format)
    let zone = try timeZone(named: options.timeZone)
    let place = ProgrammeLocation(options.location)
    let schedule = try await read(
      place, format: format,
      options: ReadingOptions(source: "feed", timeZone: zone, horizon: SystemClock().now()))
    if options.json {
      print(ScheduleJSON.encode(schedule, timeZone: zone))
    } else {
      print(ScheduleTable(timeZone: zone).text(of: schedule))
    }
    report(schedule.problems, of: place)
    return 0
  }

  /// The programme at a place.
  ///
  /// - throws: one line that names the place.
  static func read(
    _ place: ProgrammeLocation, format: ScheduleFormat?, options: ReadingOptions
  ) async throws(TalkBellError) -> Schedule {
    let bytes = try await place.bytes()
    do throws(ScheduleFormatError) {
      return try ScheduleReader.read(bytes, format: format, options: options)
    } catch {
      throw .failed("\(place.name): \(error)")
    }
  }

  /// Writes what a feed has wrong to stderr, a line each; what is wrong in the same way, once.
  static func report(_ problems: [FeedProblem], of place: ProgrammeLocation) {
    let counts = Dictionary(grouping: problems, by: \.message).mapValues(\.count)
    var seen: Set<String> = []
    let text = problems.filter { seen.insert($0.message).inserted }.map { problem in
      let more = (counts[problem.message] ?? 1) - 1
      return "\(place.name): \(problem)" + (more > 0 ? " (and \(more) more like it)\n" : "\n")
    }.joined()
    // What was printed comes before it, wherever the two streams are joined.
    fflush(nil)
    FileHandle.standardError.write(Data(text.utf8))
  }

  /// The format of `--format`.
  static func scheduleFormat(named name: String?) throws(TalkBellError) -> ScheduleFormat? {
    guard let name, name != "auto" else { return nil }
    if let format = ScheduleFormat(rawValue: name) { return format }
    let known = (["auto"] + ScheduleFormat.allCases.map(\.rawValue)).joined(separator: ", ")
    throw .wrongUse("--format: unknown format \"\(name)\"; known formats are \(known)")
  }

  /// The zone of `--time-zone`.
  static func timeZone(named name: String?) throws(TalkBellError) -> TimeZone {
    guard let name else { return .gmt }
    if let zone = IANATimeZone.named(name) { return zone }
    throw .wrongUse(
      "--time-zone: unknown time zone \"\(name)\"; write a name such as Europe/Amsterdam")
  }
}
