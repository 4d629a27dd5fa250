import ConferenceModel
import Foundation
import ScheduleFormats
import Timekeeping

/// What `talkbell schedule export` is asked for.
package struct ExportOptions: Hashable, Sendable {
  /// What a programme is written as; the raw values are the words of `--as`.
  package enum Form: String, Hashable, Sendable, CaseIterable {
    case ics, json
  }

  /// A file's path or an http(s) address.
  package var location: String
  /// What to write.
  package var form: Form
  /// The name of a format; nil or `auto` recognises it from the content.
  package var format: String?
  /// An IANA name, for feed times without a zone and for the offsets in JSON; nil is UTC.
  package var timeZone: String?
  /// An earlier calendar of ours to go on from; nil for the first.
  package var previous: String?

  /// The words of the command line.
  package init(
    location: String, form: Form, format: String?, timeZone: String?, previous: String?
  ) {
    self.location = location
    self.form = form
    self.format = format
    self.timeZone = timeZone
    self.previous = previous
  }
}

extension TalkBell {
  /// Writes a programme to stdout in a form that other programs read.
  ///
  /// - returns: the exit code, 0.
  /// - throws: `TalkBellError` when the options name what does not exist, or when a file or feed
  ///   can't be had or is no programme.
  package static func exportSchedule(_ options: ExportOptions) async throws -> Int32 {
    let format = try scheduleFormat(named: options.format)
    let zone = try timeZone(named: options.timeZone)
    if options.previous != nil, options.form != .ics {
      throw TalkBellError.wrongUse("--previous: only a calendar goes on from an earlier one")
    }
    let now = SystemClock().now()
    let place = ProgrammeLocation(options.location)
    let schedule = try await read(
      place, format: format,
      options: ReadingOptions(source: exportSource, timeZone: zone, horizon: now))
    switch options.form {
    case .json: print(ScheduleJSON.encode(schedule, timeZone: zone))
    case .ics:
      let head = CalendarHead(host: "talkbell.invalid", name: schedule.name)
      let bytes: [UInt8]
      if let previous = options.previous {
        let published = try await publishedCalendar(previous)
        bytes = CalendarWriter.write(
          published.events(of: schedule.sessions, now: now), head: head)
      } else {
        bytes = CalendarWriter.write(schedule, head: head, lastModified: now)
      }
      FileHandle.standardOutput.write(Data(bytes))
    }
    report(schedule.problems, of: place)
    return 0
  }

  private static let exportSource = "feed"

  private static func publishedCalendar(
    _ location: String
  ) async throws(TalkBellError) -> PublishedCalendar {
    let place = ProgrammeLocation(location)
    let bytes = try await place.bytes()
    do throws(ScheduleFormatError) {
      return try PublishedCalendar(bytes, source: exportSource)
    } catch {
      throw .failed("\(place.name): \(error)")
    }
  }
}
